/*
 * form.h - a fast plan for writing one kind of element, made from its schema.
 *
 * A document's code says which elements and attributes it fills (fields, by
 * path) and gives their values by slot; in which order they are written, what
 * is required and how long a text may be comes from the schema tables. The
 * plan is a list of literal runs, values and conditional jumps.
 *
 * Invariants: every field names something that the schema has, and everything
 * that the schema requires has a field; else form_new refuses. An element
 * whose value is absent is left out with its attributes; an optional element
 * with children appears when one of them has a value. Nothing is ever cut.
 */
#ifndef NETVISOR_FORM_H
#define NETVISOR_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mapping/company.h"

struct buf;
struct diag_list;
struct schema;

#define FORM_SLOTS_MAX 32
#define FORM_CONSTANT (-1)

/*
 * One thing that the code fills. path is relative to the form's element:
 * "voucherdate", "voucherdate@format", "dimension/dimensionname".
 */
struct form_field {
	const char *path;
	const char *constant; /* its ASCII text, with FORM_CONSTANT */
	int slot;             /* or FORM_CONSTANT */
	bool raw; /* the slot holds whole elements, written as they are */
};

/* Values by slot. Present bits say which there are. */
struct form_values {
	uint32_t present;
	struct {
		const char *text;
		size_t len;
	} slot[FORM_SLOTS_MAX];
};

enum form_fault_kind {
	FORM_REQUIRED, /* no value */
	FORM_TOO_LONG,
	FORM_NOT_UTF8,
	FORM_NOT_XML,
	FORM_NOT_ENCODABLE,
	FORM_TOO_LARGE /* the buffer is full */
};

struct form_fault {
	enum form_fault_kind kind;
	const char *element; /* its name */
	int slot;
	size_t length;      /* in characters, when too long */
	size_t max;         /* likewise */
	uint32_t character; /* the one that cannot be written */
};

/* Told of every fault while writing goes on. */
struct form_report {
	void (*fault)(void *context, const struct form_fault *);
	void *context;
};

struct form;

/*
 * Make the plan of the element that path leads to from the document
 * ("root/voucher/voucherline"). NULL after findings (document.schema).
 */
struct form *form_new(const struct schema *, const char *path,
    const struct form_field *, size_t count, struct diag_list *);
void form_free(struct form *);

/*
 * Append the element. False after at least one fault was reported; what was
 * appended is then worth nothing.
 */
bool form_write(const struct form *, const struct form_values *,
    enum body_encoding, struct buf *, const struct form_report *);

/*
 * The text before and after the value of a raw slot, for a form that is
 * nothing but constants around it. The texts are the form's.
 */
void form_around(
    const struct form *, const char **ret_before, const char **ret_after);

/* A text that is empty or only blanks counts as no value. */
static inline void
form_set(struct form_values *values, int slot, const char *text, size_t len)
{
	size_t at = 0;

	while (at < len && text[at] == ' ')
		at++;
	if (at == len)
		return;
	values->slot[slot].text = text;
	values->slot[slot].len = len;
	values->present |= UINT32_C(1) << slot;
}

#endif
