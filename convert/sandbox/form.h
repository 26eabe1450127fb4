/*
 * form.h - the forms that messages must have, and the check against them.
 *
 * A form is a list of rows in document order, one an element, as the vendor's
 * tables and DTDs list them (form_*.def): level, name, how often, what is in
 * it, its greatest length and its attributes. The check reports the first
 * thing that is wrong. It knows nothing of the books.
 */
#ifndef SANDBOX_FORM_H
#define SANDBOX_FORM_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct message_node;
struct sandbox_answer;

enum form_occurs {
	FORM_ONE,   /* 1, and not empty */
	FORM_BLANK, /* 1, may be empty */
	FORM_MAY,   /* 0..1 */
	FORM_SOME,  /* 1..n */
	FORM_ANY    /* 0..n */
};

enum form_kind {
	FORM_GROUP,   /* elements in the order of their rows */
	FORM_CHOICE,  /* one of the elements of its rows */
	FORM_UNREAD,  /* elements that another form judges */
	FORM_TEXT,    /* limit: characters, 0 for no known limit */
	FORM_CODE,    /* one of the values */
	FORM_DATE,    /* YYYY-MM-DD, zeros in front may be missing */
	FORM_WHEN,    /* YYYY-MM-DD or YYYY-Www, by attribute type */
	FORM_INTEGER, /* limit: digits */
	FORM_DIGITS,  /* limit: digits, with zeros in front */
	FORM_DECIMAL, /* limit: decimals */
	FORM_FLAG,    /* 0 or 1 */
	FORM_TRUTH,   /* true or false, in any case */
	FORM_BASE64
};

struct form_row {
	unsigned level;
	const char *name;
	enum form_occurs occurs;
	enum form_kind kind;
	unsigned limit;
	const char *values; /* of FORM_CODE: "net|gross" */
	/* "!type=net|gross format=ansi code": required, listed, free */
	const char *attributes;
};

struct form {
	const struct form_row *row;
	size_t count;
};

extern const struct form form_dimensionitem;
extern const struct form form_customer;
extern const struct form form_salesinvoicebatch;
extern const struct form form_salesinvoice; /* its first row: the invoice */
extern const struct form form_accounting;

/*
 * Check an element and all in it against the form's first row. In an edit an
 * element may be empty wherever it stands. False with a reason appended.
 */
bool form_check(const struct form *, const struct message_node *, bool edit,
    struct buf *ret_why);

/*
 * Read a request's body and check it: false after an INVALID_DATA in the
 * answer. The message is to be released in either case.
 */
struct message;
struct sandbox_request;
bool form_read(const struct form *, const struct sandbox_request *, bool edit,
    struct message *, struct sandbox_answer *);

#endif
