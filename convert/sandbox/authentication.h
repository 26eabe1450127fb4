/*
 * authentication.h - who may ask: the headers of a request, one by one.
 */
#ifndef SANDBOX_AUTHENTICATION_H
#define SANDBOX_AUTHENTICATION_H

#include <stdbool.h>
#include <stdint.h>

struct call;
struct sandbox_answer;

/* The one company, its user and its partner. */
struct identity {
	char *name; /* of the company */
	char *organisation;
	char *customer_id;
	char *customer_key;
	char *partner_id;
	char *partner_key;
};

struct authentication {
	const struct identity *identity;
	const char *scheme; /* "http" or "https" */
	int64_t now;        /* seconds since 1970 */
	long skew;          /* seconds that a request's time may be off */
};

/*
 * True when the request is signed by who may ask; else a refusal,
 * AUTHENTICATION_FAILED, whose text may hold the keys, as Netvisor's does.
 */
bool authentication_check(const struct authentication *, const struct call *,
    struct sandbox_answer *);

#endif
