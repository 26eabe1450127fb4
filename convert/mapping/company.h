/*
 * company.h - company.yaml: who, from when, which road each stream takes,
 * where Netvisor is and where everything else lies.
 *
 * A fault in it is a configuration fault (exit 2), unlike a fault in
 * mappings/, which is data (exit 1).
 */
#ifndef MAPPING_COMPANY_H
#define MAPPING_COMPANY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/diag.h"
#include "mapping/company_network.h"

enum road {
	ROAD_NONE,
	ROAD_DOCUMENTS,
	ROAD_LEDGER
};

/* The streams that company.yaml must give a road; there is no default. */
enum stream {
	STREAM_INVOICES,
	STREAM_PAYMENTS,
	STREAM_DEFERRALS,
	STREAM_EXPENSES,
	STREAM_COUNT
};

enum on_reject {
	ON_REJECT_STOP,    /* any error and no batch appears */
	ON_REJECT_WITHHOLD /* the batch is built without what is wrong */
};

/*
 * How request bodies are encoded. UNSURE, so a choice: Netvisor's page
 * "Resources - general" asks for ISO/IEC 8859-15, public clients send UTF-8.
 */
enum body_encoding {
	ENCODING_ASCII_REFS, /* pure ASCII, the rest as decimal references */
	ENCODING_UTF8,
	ENCODING_ISO_8859_15
};

enum customer_code {
	CUSTOMER_CODE_ACCOUNT, /* the account's code */
	CUSTOMER_CODE_ERP_ID
};

struct company {
	char *label; /* "company.yaml" */
	char *dir;   /* folder of company.yaml; every path starts here */
	char *name;
	char *business_id; /* 1234567-8, checked */
	struct date start_date;
	enum road road[STREAM_COUNT];
	enum on_reject on_reject;
	enum customer_code customer_code;
	bool netvisor_sends_invoices; /* status unsent in place of open */
	char *host;                   /* https://...; no default */
	enum body_encoding encoding;
	bool currency_rate_per_euro; /* currencyrate = units per EUR (UNSURE) */
	long batch_size;             /* invoices a batch request, 1..500 */
	long body_limit;             /* bytes of a request body */
	char *deferral_class;        /* voucher type names */
	char *recognition_class;
	long payment_term_days; /* if an invoice names none; -1: refuse */
	struct company_network network;
	bool foreign_listed; /* what others booked is no difference */
	/* Paths as they are to be opened. */
	char *mappings;         /* folder */
	char *profile;          /* exports.yaml */
	char *schedule;         /* schedule.tsv */
	char *opening_deferred; /* opening_deferred.tsv; may not exist */
	char *journal;          /* journal.db; may not exist yet */
};

/*
 * Read path. NULL after findings (company.*, yaml.*) when anything is wrong.
 * Roads this version does not carry are findings (company.road).
 */
struct company *company_load(const char *path, struct diag_list *);
void company_free(struct company *);
const char *stream_name(enum stream);
const char *road_name(enum road);

#endif
