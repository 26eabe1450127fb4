/*
 * call.h - a request as it came over the wire.
 *
 * Invariants: every string is the call's own; a header that did not come is
 * NULL. body holds at most CALL_BODY_MAX bytes, what is more only sets
 * too_large.
 */
#ifndef SANDBOX_CALL_H
#define SANDBOX_CALL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "sandbox/resource.h"

#define CALL_BODY_MAX ((size_t)10 * 1024 * 1024)

enum call_header {
	CALL_HOST,
	CALL_SENDER,
	CALL_CUSTOMER_ID,
	CALL_PARTNER_ID,
	CALL_TIMESTAMP,
	CALL_UNIX_TIME,
	CALL_TRANSACTION_ID,
	CALL_LANGUAGE,
	CALL_ORGANISATION,
	CALL_ALGORITHM,
	CALL_STATUS_CODES,
	CALL_MAC,
	CALL_CONTENT_TYPE, /* may be missing */
	CALL_HEADERS
};

struct call {
	char *method;
	char *target; /* path and query, as it stood in the request line */
	char *header[CALL_HEADERS];
	struct buf body;
	bool too_large;
	/* From the target: */
	char *resource; /* without the slash and the query */
	struct sandbox_parameter *parameter;
	size_t parameter_count;
	char *query; /* what the parameters point into */
};

/* The name of a header, as it is sent. */
const char *call_header_name(enum call_header);
/* A call for a target; the rest is filled in later. */
struct call *call_new(const char *target);
void call_free(struct call *);
void call_put_body(struct call *, const char *, size_t len);
/*
 * The body as UTF-8, when the header Content-Type says that it is ISO 8859-1
 * or 8859-15; without such a word the bytes themselves decide (message.h).
 */
void call_settle_body(struct call *);
/* What the request's language header says; Finnish when it is none. */
enum sandbox_language call_language(const struct call *, bool *ret_known);

#endif
