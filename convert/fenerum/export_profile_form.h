/*
 * export_profile_form.h - the part of the export profile that says how text
 * and values are written: encoding, delimiter, marks of numbers, dates, words
 * of yes and no, numbers of invoices.
 */
#ifndef FENERUM_EXPORT_PROFILE_FORM_H
#define FENERUM_EXPORT_PROFILE_FORM_H

#include "fenerum/export_profile.h"

/* A value that a person still has to put in its place. */
#define PROFILE_UNDECIDED "DECIDE"

/* True after a finding if the value is still to be decided. */
bool export_profile_is_undecided(const struct yaml_node *, struct diag_list *);

/* What is absent or wrong keeps its default. */
void export_profile_load_form(
    struct export_profile *, const struct yaml_node *root, struct diag_list *);

/* Words of choices; each stands for one meaning of its set. */
void export_profile_load_words(
    struct export_profile *, const struct yaml_node *root, struct diag_list *);

#endif
