/*
 * sandbox.h - a local Netvisor: real books behind the real protocol.
 *
 * It is written from the vendor's pages, not from our own writer: its MAC
 * check, its validation, its VAT and posting rules are its own, and it uses
 * nothing of convert/ but base. It listens on 127.0.0.1 or ::1 only.
 */
#ifndef SANDBOX_SANDBOX_H
#define SANDBOX_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct diag_list;
struct sandbox;

/* What goes wrong on purpose, and where. */
enum sandbox_fault {
	SANDBOX_FAULT_DROP_BEFORE, /* the request is read, nothing is done */
	SANDBOX_FAULT_DROP_DURING, /* closed at once, the work is done later */
	SANDBOX_FAULT_DROP_AFTER,  /* the work is done, no byte of a reply */
	SANDBOX_FAULT_CUT_REPLY,   /* the work is done, half of the reply */
	SANDBOX_FAULT_HTML_502,    /* a gateway's page; nothing is done */
	SANDBOX_FAULT_HTML_502_AFTER, /* the same, but the work is done */
	SANDBOX_FAULT_MAINTENANCE,    /* SYSTEM_MAINTENANCE; nothing is done */
	SANDBOX_FAULT_TECHNICAL,      /* TECHNICAL_ERROR; nothing is done */
	SANDBOX_FAULT_BUSY_429,       /* HTTP 429, Retry-After, no XML */
	SANDBOX_FAULTS
};

struct sandbox_plan {
	enum sandbox_fault fault;
	const char *resource; /* "accounting.nv" */
	long nth;             /* the how manieth request of it; 0: all */
};

struct sandbox_options {
	const char *fixture; /* a company in YAML */
	const char *books;   /* SQLite file; NULL: in memory */
	const char *address; /* "127.0.0.1" (default) or "::1" */
	unsigned port;       /* 0: any that is free */
	bool tls;
	const char *certificate;      /* where its PEM is written, or NULL */
	const char *certificate_name; /* name in it; NULL: address, localhost */
	bool certificate_expired;
	const char *log; /* a line a request, without secrets; or NULL */
	const struct sandbox_plan *plan;
	size_t plan_count;
	const char *const *denied; /* resources without a right */
	size_t denied_count;
	long clock_offset;  /* seconds its clock goes ahead */
	long clock_skew;    /* seconds a request's time may be off */
	long batch_delay;   /* milliseconds before a batch is begun */
	bool id_on_arrival; /* keep a TransactionId before the work */
	long
	    drop_during_delay; /* milliseconds; see SANDBOX_FAULT_DROP_DURING */
};

/* Defaults for everything but the fixture. */
void sandbox_options_init(struct sandbox_options *);
/* NULL after findings. It listens when this returns. */
struct sandbox *sandbox_start(
    const struct sandbox_options *, struct diag_list *);
/* "http://127.0.0.1:8080" */
const char *sandbox_url(const struct sandbox *);
/* The fixture's keys as credentials.h of our own reads them, one a line. */
void sandbox_put_credentials(const struct sandbox *, struct buf *);
/* The books as an hledger journal. */
void sandbox_dump(struct sandbox *, struct buf *);
/* Waits for what is being worked on; batches still waiting stay so. */
void sandbox_stop(struct sandbox *);

/* The same dump from a file of books, without a server. */
int sandbox_dump_file(const char *books, struct buf *, struct diag_list *);

#endif
