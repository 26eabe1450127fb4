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
#include "base/decimal.h"
#include "base/diag.h"
#include "mapping/company_network.h"
#include "mapping/payment_kind.h"
#include "mapping/voucher_kind.h"

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

/* Who books payments of a kind. There is no default. */
enum carried_by {
	CARRIED_UNSET, /* only while payments have no road */
	CARRIED_BY_FENVOY,
	CARRIED_BY_NETVISOR_BANK /* Netvisor's own bank feed books it */
};

/* Which rate makes a foreign payment EUR; unset: such a payment is refused. */
enum payment_rate {
	PAYMENT_RATE_UNSET,
	PAYMENT_RATE_INVOICE, /* the invoice's: no exchange difference */
	PAYMENT_RATE_DATE     /* the payment date's: the rest is exchange */
};

/*
 * payments: in company.yaml.
 *
 * settlements_left_out: neither half of a settlement is carried, as with
 * Fenerum's "Disable settlement transactions sync". underpayment_tolerance:
 * what is written off must be strictly below it; units 0 and unset when the
 * company has none, so that every underpayment is a finding.
 */
struct company_payments {
	enum carried_by carried_by[TRANSACTION_KIND_COUNT];
	bool settlements_left_out;
	bool refund_is_payment; /* a negative sales payment, else a voucher */
	enum payment_rate rate;
	bool has_tolerance;
	struct decimal underpayment_tolerance; /* in the invoice's currency */
	bool bad_debt_vat_set;                 /* bad_debt_vat: is there */
	bool bad_debt_vat;                     /* adjust, else none */
	bool pay_through_netvisor;
	char *pay_from; /* IBAN that transfers are paid from, NULL unset */
};

/*
 * closed: in company.yaml. What is dated in a closed month is refused, or
 * moved to the first day after it if no VAT depends on its date. Year 0: no
 * month is closed.
 */
struct company_closed {
	struct date accounting; /* last closed day */
	struct date vat;        /* last day of closed VAT periods */
	bool move;              /* else refuse */
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
	/* Voucher type names; NULL where the roads need none of that kind. */
	char *voucher_class[VOUCHER_KIND_COUNT];
	enum voucher_grain voucher_grain[VOUCHER_KIND_COUNT];
	struct company_payments payments;
	struct company_closed closed;
	bool rounding_declared; /* at most 0.01 a line, listed; else none */
	long payment_term_days; /* if an invoice names none; -1: refuse */
	struct company_network network;
	bool foreign_listed; /* what others booked is no difference */
	/* Paths as they are to be opened. */
	char *mappings;            /* folder */
	char *profile;             /* exports.yaml */
	char *schedule;            /* schedule.tsv */
	char *opening_deferred;    /* opening_deferred.tsv; may not exist */
	char *receivables;         /* receivables.tsv; may not exist yet */
	char *opening_receivables; /* opening_receivables.tsv; may not exist */
	char *journal;             /* journal.db; may not exist yet */
};

/*
 * Read path. NULL after findings (company.*, yaml.*) when anything is wrong.
 * The findings' language is set as 'language' says (diag_list_speak).
 * Roads this version does not carry are findings (company.road).
 */
struct company *company_load(const char *path, struct diag_list *);
void company_free(struct company *);
const char *stream_name(enum stream);
const char *road_name(enum road);

#endif
