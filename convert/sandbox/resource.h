/*
 * resource.h - what the server gives to the resources, and gets from them.
 *
 * The server has checked method, headers, MAC, time, transaction id and right
 * before a resource is called, and holds the lock on the books meanwhile:
 * resources run one at a time and need no locks of their own.
 */
#ifndef SANDBOX_RESOURCE_H
#define SANDBOX_RESOURCE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum sandbox_language {
	SANDBOX_FI,
	SANDBOX_EN,
	SANDBOX_SE
};

struct sandbox_parameter {
	const char *name; /* as it was sent; compare without regard to case */
	const char *value;
};

struct sandbox_request {
	const char *resource; /* "accounting.nv" */
	const struct sandbox_parameter *parameter;
	size_t parameter_count;
	const char *body; /* NUL-ended; "" for none */
	size_t body_len;
	enum sandbox_language language;
	const char *url; /* "http://127.0.0.1:8080": for the Uri elements */
	sqlite3 *books;
	const char *now; /* "2026-11-25T10:15:31" local time of the server */
};

/*
 * content is what stands in Root after ResponseStatus (nothing for edits). A
 * refusal sets code ("INVALID_DATA") and message; the answer's other parts
 * are then not used.
 */
struct sandbox_answer {
	struct buf content;
	const char *code; /* NULL: OK */
	struct buf message;
};

/* Refuse: code and a message in the request's language where there is one. */
void sandbox_refuse(struct sandbox_answer *, const char *code, const char *fmt,
    ...) __attribute__((format(__printf__, 3, 4)));
/* A parameter's value, or NULL. */
const char *sandbox_parameter(const struct sandbox_request *, const char *name);

typedef void sandbox_handler(
    const struct sandbox_request *, struct sandbox_answer *);

/* One resource: resources.c lists them all. */
struct sandbox_resource {
	const char *name;
	const char *method; /* "GET" or "POST" */
	sandbox_handler *handle;
};
const struct sandbox_resource *sandbox_resource_find(const char *name);

/* Registers. */
sandbox_handler resource_accountlist;
sandbox_handler resource_accountbalance;
sandbox_handler resource_accountingperiodlist;
sandbox_handler resource_vouchertypelist;
sandbox_handler resource_dimensionlist;
sandbox_handler resource_customerlist;
sandbox_handler resource_getcustomer;
/* Sales. */
sandbox_handler resource_dimensionitem;
sandbox_handler resource_customer;
sandbox_handler resource_salesinvoicebatch;
sandbox_handler resource_getbatchlist;
sandbox_handler resource_getbatchstatus;
sandbox_handler resource_salesinvoicelist;
sandbox_handler resource_getsalesinvoice;
/* Books. */
sandbox_handler resource_accounting;
sandbox_handler resource_accountingledger;

/*
 * Work off the oldest batch that waits, one item: its invoice and voucher, or
 * its errors. False when no batch waits. The server calls it from its worker,
 * holding the lock.
 */
bool batch_work_step(sqlite3 *books, const char *now);

/* Writing answers: <name>text</name> with the text escaped, CRLF after it. */
void answer_open(struct buf *, const char *name);
void answer_close(struct buf *, const char *name);
void answer_text(struct buf *, const char *name, const char *text);
void answer_integer(struct buf *, const char *name, long long value);
/* Hundredths with a decimal comma: -1234 is -12,34. */
void answer_cents(struct buf *, const char *name, long long cents);
/* Attributes are given escaped and whole: "format=\"ansi\"". */
void answer_text_with(
    struct buf *, const char *name, const char *attributes, const char *text);
/* A Dimension for each row of header and item; ends the statement. */
void answer_dimensions(struct buf *, sqlite3_stmt *rows);

/*
 * SQL in one line each. Errors of SQLite itself are bugs or a full disk: the
 * process ends with a message.
 */
sqlite3_stmt *books_prepare(sqlite3 *, const char *sql);
void books_exec(sqlite3 *, const char *sql);

#endif
