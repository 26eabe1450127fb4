/*
 * billing.h - a month of billing records in memory, joined.
 *
 * Rows keep the order of their files. They are compact, since a month may
 * hold millions of lines: repeated texts stand once in a pool, dates take
 * four bytes, money of one row shares one currency. Amounts are signed by our
 * convention: a credit note's quantity, net, VAT, gross and balance are
 * negative, its price is positive; a positive ERP amount debits
 * account_number. Empty texts are "", never NULL. Indices of rows that do not
 * exist are BILLING_NONE.
 *
 * Joins are by the keys that Fenerum gives: lines and ERP lines to their
 * invoice by its uuid, else (and transactions) by number, ERP lines of
 * payments to their transaction by uuid, supplier invoices to their supplier
 * by name, invoices and recipients to their account by code. A line or invoice
 * whose key leads nowhere is a finding (billing.unknown-invoice,
 * billing.unknown-account) unless a rejected row explains it.
 */
#ifndef LEDGER_BILLING_H
#define LEDGER_BILLING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/diag.h"
#include "base/money.h"
#include "ledger/text_pool.h"
#include "mapping/payment_kind.h"

struct record_schema;

#define BILLING_NONE UINT32_MAX

/* A date in four bytes; year 0 is none. */
struct short_date {
	uint16_t year;
	uint8_t month;
	uint8_t day;
};

/* Where a row stands in the exports. */
struct row_source {
	const char *file; /* label, one copy a file */
	uint32_t line;
};

enum billing_kind {
	BILLING_ACCOUNT,
	BILLING_RECIPIENT,
	BILLING_INVOICE,
	BILLING_INVOICE_LINE,
	BILLING_TRANSACTION,
	BILLING_ERP_LINE,
	BILLING_SUPPLIER,
	BILLING_SUPPLIER_INVOICE,
	BILLING_PAYOUT,
	BILLING_KIND_COUNT
};

enum document_type {
	DOCUMENT_INVOICE,
	DOCUMENT_CREDIT_NOTE
};

struct billing_account {
	struct row_source source;
	const char *code;
	const char *company_name;
	const char *language;
	const char *legal_address;
	const char *legal_zipcode;
	const char *legal_city;
	const char *legal_country;
	const char *legal_vat_number;
	const char *billing_address;
	const char *billing_zipcode;
	const char *billing_city;
	const char *billing_country;
	const char *erp_id;
	const char *email; /* first recipient of invoices, or "" */
	bool billing_same_as_legal;
	bool duplicate; /* another account has its code too */
	bool business;  /* its VAT number has a valid form (vat_number.h) */
};

struct billing_invoice {
	struct row_source source;
	const char *uuid;
	const char *number;
	const char *account_code;
	const char *credited_number;
	const char *po_number;
	const char *case_number;
	const char *reference_person;
	const char *supplement;
	const struct currency *currency;
	int64_t net;
	int64_t vat;
	int64_t gross;
	struct short_date date;
	struct short_date due_date;
	struct short_date payment_date; /* of its first payment, or none */
	int32_t payment_terms;          /* days, -1 none */
	uint32_t account;               /* index or BILLING_NONE */
	uint32_t credited;              /* index of the original, if here */
	uint32_t line_first;            /* into billing.invoice_lines */
	uint32_t line_count;
	uint32_t erp_first; /* into billing.invoice_erp_lines */
	uint32_t erp_count;
	enum document_type type;
	bool duplicate; /* another invoice has its number too */
};

/* Discounts of a line that has any; absent ones are zero. */
struct line_discount {
	struct decimal percentage;
	struct decimal fixed_per_quantity;
	struct decimal fixed_total;
};

struct billing_line {
	struct row_source source;
	const char *id;
	const char *description;
	const char *revenue_group;
	const char *vat_type;
	const struct currency *currency;
	const struct line_discount *discount; /* NULL when there is none */
	int64_t quantity_units;
	int64_t price_units;
	int64_t vat_rate_units;
	int64_t net;
	int64_t vat;
	struct short_date date_from;
	struct short_date date_to;
	uint32_t invoice; /* index or BILLING_NONE */
	uint8_t quantity_scale;
	uint8_t price_scale;
	uint8_t vat_rate_scale;
	bool has_quantity; /* quantity and price are both given */
};

enum erp_status {
	ERP_NOT_BOOKED,
	ERP_OPEN,
	ERP_FAILED,
	ERP_CANCELLED,
	ERP_BOOKED,
	ERP_POSTED
};

enum erp_event {
	ERP_EVENT_NONE,
	ERP_EVENT_INVOICE,
	ERP_EVENT_DEFERRAL,
	ERP_EVENT_RECOGNITION,
	ERP_EVENT_SPLIT,
	ERP_EVENT_PAYMENT,
	ERP_EVENT_SUPPLIER_INVOICE,
	ERP_EVENT_SUPPLIER_PAYMENT
};

struct billing_erp_line {
	struct row_source source;
	const char *id;
	const char *text;
	const char *account_number;
	const char *contra_account_number;
	const char *document_number;
	const char *revenue_group; /* of the event, "" when it names none */
	const char *transaction;   /* uuid of the payment, "" for none */
	const struct currency *currency;
	int64_t amount;
	struct short_date date;
	uint32_t invoice; /* index or BILLING_NONE */
	int32_t current;
	int32_t total;
	enum erp_event event;
	enum erp_status status;
	enum document_type document_type;
	bool has_voucher; /* voucher_id is given */
};

/* A payment, or what closes a receivable otherwise. */
struct billing_transaction {
	struct row_source source;
	const char *uuid;
	const char *invoice_number; /* whose receivable it changes, "" none */
	const char *settled_number; /* invoice that a credit note pays, "" */
	const char *gateway;
	const struct currency *currency;
	int64_t amount; /* as exported: a refund is negative */
	int64_t fee;    /* the gateway's, 0 for none */
	struct short_date date;
	uint32_t invoice; /* indices or BILLING_NONE */
	uint32_t settled;
	uint32_t erp_first; /* into billing.transaction_erp_lines */
	uint32_t erp_count;
	enum transaction_kind kind;
	bool duplicate; /* another has its uuid too */
};

struct billing_supplier {
	struct row_source source;
	const char *name;
	const char *default_cost_account;
	const char *erp_id;
	const char *legal_vat_number;
	bool duplicate; /* another has its name too */
};

struct billing_supplier_invoice {
	struct row_source source;
	const char *supplier_name;
	const char *number;
	const char *cost_account;
	const struct currency *currency;
	int64_t net;
	int64_t vat;
	int64_t gross;
	struct short_date date;
	struct short_date due_date;
	struct short_date paid_date; /* none: not paid yet */
	uint32_t supplier;           /* index or BILLING_NONE */
};

struct billing_payout {
	struct row_source source;
	const char *id;
	const char *gateway;
	const char *transactions; /* uuids, separated by blanks */
	const struct currency *currency;
	int64_t gross;
	int64_t fee;
	int64_t net;
	struct short_date date;
};

/* A line whose invoice is not here. */
struct billing_orphan {
	uint32_t line;
	const char *invoice_number;
	bool rejected; /* a rejected row explains it; there is no finding */
};

/* A row that fenerum-read refused; its rules are comma-joined names. */
struct billing_rejected {
	struct row_source source;
	const char *kind;
	const char *id;
	const char *invoice_number;
	const char *rules;
};

/* Events that this version only counts. */
struct billing_sum {
	struct row_source source; /* of the first */
	const char *stream;
	const char *kind;
	const struct currency *currency;
	int64_t amount;
	size_t count;
};

struct billing {
	struct arena arena;
	struct text_pool text;
	struct text_pool number;  /* invoice numbers */
	uint32_t *number_invoice; /* invoice by number of the pool */
	struct text_pool code;    /* account codes */
	uint32_t *code_account;

	bool has_month;
	struct month month; /* the one month of the exports */
	bool exported[BILLING_KIND_COUNT];
	/* A rejected row of the kind names no key: gaps are explained. */
	bool incomplete[BILLING_KIND_COUNT];

	struct billing_account *account;
	size_t account_count;
	struct billing_invoice *invoice;
	size_t invoice_count;
	struct billing_line *line;
	size_t line_count;
	uint32_t *invoice_lines; /* line indices, grouped by invoice */
	struct billing_erp_line *erp;
	size_t erp_count;
	uint32_t *invoice_erp_lines; /* ERP line indices, likewise */
	struct text_pool uuid;       /* of transactions */
	struct billing_transaction *transaction;
	uint32_t *uuid_transaction; /* transaction by number of the pool */
	size_t transaction_count;
	uint32_t *transaction_erp_lines; /* ERP line indices, likewise */
	struct billing_supplier *supplier;
	size_t supplier_count;
	struct billing_supplier_invoice *supplier_invoice;
	size_t supplier_invoice_count;
	struct billing_payout *payout;
	size_t payout_count;
	struct billing_orphan *orphan;
	size_t orphan_count;
	struct billing_rejected *rejected;
	size_t rejected_count;
	/* One more column of a kind, by row; NULL: none is kept. */
	enum billing_kind column_kind;
	const char **column;
	struct billing_sum *sum; /* in the order of first use */
	size_t sum_count;
};

/*
 * Read the billing stage of a folder (NULL: standard input) and join it.
 * NULL after findings when the stage itself is damaged (record.*, system.*);
 * findings about joins leave it usable. The caller frees.
 */
struct billing *billing_load(const char *dir, struct diag_list *);
/*
 * The same, keeping one more column of invoice_line, invoice or account;
 * schema NULL: none.
 */
struct billing *billing_load_column(const char *dir,
    const struct record_schema *, size_t column, struct diag_list *);
void billing_free(struct billing *);

/*
 * Count an event that is not carried. False when the sum overflows; stream
 * and kind must live as long as the billing.
 */
bool billing_sum_add(struct billing *, const char *stream, const char *kind,
    struct row_source, struct money);

/* The finding for rows of invoices when no invoices were exported at all. */
void billing_report_no_invoices(
    const struct billing *, struct diag_list *, struct source_pos);

/* Index by number or code, BILLING_NONE when there is none. */
uint32_t billing_find_invoice(const struct billing *, const char *number);
uint32_t billing_find_account(const struct billing *, const char *code);
uint32_t billing_find_transaction(const struct billing *, const char *uuid);
uint32_t billing_find_supplier(const struct billing *, const char *name);

static inline struct date
date_of(struct short_date date)
{
	struct date wide = { date.year, date.month, date.day };

	return wide;
}

struct short_date date_shorten(struct date);
struct source_pos pos_of(struct row_source);
struct decimal line_quantity(const struct billing_line *);
struct decimal line_price(const struct billing_line *);
struct decimal line_vat_rate(const struct billing_line *);
struct money line_net(const struct billing_line *);
const char *document_type_word(enum document_type); /* invoice, credit_note */
const char *erp_status_word(enum erp_status);
const char *erp_event_word(enum erp_event);
/* "payments", "losses", ...: how left_out and not_carried call the kind. */
const char *transaction_stream(enum transaction_kind);

#endif
