/*
 * value_form.h - how the values of an export are written: numbers, dates,
 * yes and no, as the export profile says.
 */
#ifndef FENERUM_VALUE_FORM_H
#define FENERUM_VALUE_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/decimal.h"
#include "base/money.h"
#include "fenerum/csv_reader_row.h"
#include "fenerum/date_form.h"
#include "fenerum/time_zone.h"

struct export_meaning;

/* A mark between thousands that is more than one byte: a no-break space. */
#define GROUP_NO_BREAK '_'

/* The marks of numbers; group 0: none, or GROUP_NO_BREAK. */
struct number_form {
	char point; /* '.' or ',' */
	char group;
};

/* Words as a profile lists them; case, blanks, "_" and "-" do not matter. */
struct word_list {
	const char *const *word;
	size_t count;
};

/* The words and forms live as long as the profile. */
struct value_form {
	struct number_form number;
	unsigned dates; /* the accepted forms, a set of DATE_FORM_BITs */
	struct time_zone zone;
	struct word_list yes;
	struct word_list no;
	/* Words of choices, before those of export_fields.def. */
	const struct export_meaning *meaning;
	size_t meaning_count;
	/* What findings say of a value that has not the form. */
	const char *date_problem;
	const char *time_problem;
	const char *number_problem;
};

/* 2026-10-31, -1234.50, yes, true or 1. */
extern const struct value_form value_form_plain;

enum number_error number_form_decimal(
    struct number_form, struct csv_field, struct decimal *ret);
enum number_error number_form_money(struct number_form, struct csv_field,
    const struct currency *, struct money *ret);

/*
 * Common ways to write numbers, for guesses: the plainest first. A text fits
 * if it is a number in that form; the set has bit 1 << i for number_forms[i].
 */
#define NUMBER_FORM_COUNT ((size_t)10)
extern const struct number_form number_forms[NUMBER_FORM_COUNT];
/* currency: NULL if the number is no amount. */
unsigned number_forms_of(struct csv_field, const struct currency *);

/* As a profile writes the mark: "\"\"", "\" \"", "nbsp", "\".\"" ... */
const char *number_group_yaml(char group);
/* The mark that a profile's text means; false if it means none. */
bool number_group_parse(const char *, char *ret);

#endif
