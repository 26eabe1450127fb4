/*
 * csv_prologue.h - what the first bytes of an export say about it: a
 * byte-order mark is skipped, so is a first line "sep=;" that names the
 * delimiter of the profile, and what is no CSV text in the encoding of the
 * profile is refused with an explanation.
 */
#ifndef FENERUM_CSV_PROLOGUE_H
#define FENERUM_CSV_PROLOGUE_H

#include <stdbool.h>

#include "fenerum/csv_form.h"
#include "fenerum/csv_input.h"
#include "fenerum/faults.h"

/*
 * The lines that were skipped, 0 or 1; or -1 after a finding. label is what the
 * finding calls the file. converted: the bytes were converted to UTF-8 from the
 * form's encoding.
 */
int csv_prologue(struct csv_input *, struct csv_form, bool converted,
    const char *label, struct faults *);

/* True if the bytes begin a file that is no text of one byte a character. */
bool csv_prologue_is_foreign(const char *, size_t len);

#endif
