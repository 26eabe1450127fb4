/*
 * field_value.h - the text of one CSV field as the value of its type, or what
 * is wrong with it.
 */
#ifndef FENERUM_FIELD_VALUE_H
#define FENERUM_FIELD_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/diag.h"
#include "base/money.h"
#include "fenerum/csv_reader.h"
#include "fenerum/export_kinds.h"
#include "fenerum/value_form.h"

/*
 * A value, normalised as billing records want it. Which member counts is the
 * type of the field. The text is the reader's, a constant, or the value's
 * own: so values must not be copied.
 */
#define FIELD_OWN_MAX 48
struct field_value {
	bool is_set;           /* false: the field is empty, or was refused */
	struct csv_field text; /* of every type that is recorded as text */
	/* A country's or currency's code, or a time that was rewritten. */
	char own[FIELD_OWN_MAX];
	/* A date with an offset, and no zone says what day that is. */
	bool has_open_offset;
	union {
		struct date date;
		int64_t integer;
		struct decimal decimal;
		struct money money;
		const struct currency *currency;
	};
};

/* What is wrong with a text, and the words for it. */
struct field_problem {
	enum rule_id rule;
	const char *what; /* "is not a date YYYY-MM-DD" */
};

/*
 * Convert a text that is not empty. *ret is zeroed, or the value of the same
 * field of the row before. currency: that of the row, for amounts;
 * NULL if it is not known, then an amount is not looked at and not set.
 * Returns false with *retproblem.
 */
bool field_value_parse(const struct value_form *, const struct export_field *,
    struct csv_field, const struct currency *currency, struct field_value *ret,
    struct field_problem *retproblem);

/* Change the sign of an amount or a decimal; false if it has no opposite. */
bool field_value_negate(const struct export_field *, struct field_value *);

#endif
