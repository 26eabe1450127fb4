/*
 * fetch_run.h - what the parts of fetch.h share: asking, reading an answer's
 * elements with a finding for each that is missing, and the rows that come of
 * it. Only fetch*.c and its tests include it.
 *
 * A reader takes the root of an answer and fills rows; it never asks. Texts
 * and rows belong to the fetch and live as long as it does.
 */
#ifndef NETVISOR_FETCH_RUN_H
#define NETVISOR_FETCH_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "base/money.h"
#include "base/table.h"
#include "netvisor/fetch.h"
#include "netvisor/reply.h"

struct diag_list;
struct exchange;
struct record_writer;

#define FETCH_ACCOUNTS "accountlist.nv"
#define FETCH_BALANCES "accountbalance.nv"
#define FETCH_PERIODS "accountingperiodlist.nv"
#define FETCH_VOUCHER_TYPES "vouchertypelist.nv"
#define FETCH_DIMENSIONS "dimensionlist.nv"
#define FETCH_CUSTOMERS "customerlist.nv"
#define FETCH_INVOICE_LIST "salesinvoicelist.nv"
#define FETCH_INVOICE "getsalesinvoice.nv"
#define FETCH_LEDGER "accountingledger.nv"

struct fetch {
	struct client *client; /* NULL where nothing is asked (tests) */
	struct diag_list *diag;
	struct arena arena;
	struct table word; /* words that stand in many rows, once each */
	bool failed;       /* there was a finding: nothing is written */
	bool stop;         /* nothing more is asked: it would fail too */
};

void fetch_init(struct fetch *, struct client *, struct diag_list *);
void fetch_release(struct fetch *);
/* Copies of a text: of its own, and one for all that are equal. */
const char *fetch_keep(struct fetch *, const char *);
const char *fetch_word(struct fetch *, const char *);

enum fetch_end {
	FETCH_READ,
	FETCH_REFUSED, /* for what was asked, not for who asked */
	FETCH_FAILED
};
/*
 * GET. A failure is a finding, except a refusal, which is the caller's to
 * judge (fetch_refused). exchange_release in every case.
 */
enum fetch_end fetch_ask(struct fetch *, const char *resource,
    const char *query, struct exchange *ret);
/* The finding for a refusal. */
void fetch_refused(
    struct fetch *, const char *resource, const struct exchange *);
/* GET and read; true when there was an answer to read. */
bool fetch_get(struct fetch *, const char *resource, const char *query,
    void (*read)(struct fetch *, const struct reply_node *root, void *context),
    void *context);

/* A finding fetch.answer. */
void fetch_lacks(struct fetch *, const char *resource, const char *fmt, ...)
    __attribute__((format(__printf__, 3, 4)));
/* The child of that name; NULL after a finding. */
const struct reply_node *fetch_block(struct fetch *, const char *resource,
    const struct reply_node *parent, const char *name);

/* An element that stands for one thing, and what findings call it. */
struct fetch_record {
	struct fetch *fetch;
	const char *resource;
	const char *what;              /* "account" */
	const struct reply_node *node; /* with a child NetvisorKey, mostly */
	size_t number;                 /* its place in the list, from 1 */
};

/* A finding that this element of it is missing or wrong. */
void fetch_record_lacks(
    const struct fetch_record *, const char *element, const char *text);
/*
 * The texts of children, kept. What is needed and missing, or there and
 * malformed, is a finding; then "", false, 0, no date, no currency.
 */
const char *fetch_need(const struct fetch_record *, const char *element);
const char *fetch_may(const struct fetch_record *, const char *element);
bool fetch_need_bool(const struct fetch_record *, const char *element);
int64_t fetch_need_key(const struct fetch_record *, const char *element);
struct date fetch_need_date(const struct fetch_record *, const char *element);
struct date fetch_may_date(const struct fetch_record *, const char *element);
struct money fetch_need_money(
    const struct fetch_record *, const char *element, const struct currency *);
struct money fetch_may_money(
    const struct fetch_record *, const char *element, const struct currency *);

/* A NetvisorKey: a whole number above 0; and back, returning the length. */
bool fetch_key(const char *, int64_t *ret);
#define FETCH_KEY_TEXT_MAX 21
size_t fetch_key_text(int64_t, char text[FETCH_KEY_TEXT_MAX]);
/* A table of keys. */
void *fetch_key_find(const struct table *, int64_t);
void fetch_key_put(struct table *, int64_t, void *);

/* A growing list; type is a pointer to its items. */
#define FETCH_LIST(type)                                                       \
	{                                                                      \
		type item;                                                     \
		size_t count;                                                  \
		size_t capacity;                                               \
	}
/* One more item, to be filled; its address holds until the next. */
#define FETCH_ADD(list)                                                        \
	((void)((list)->item = mem_grow((list)->item, (list)->count,           \
		    &(list)->capacity, sizeof((list)->item[0]))),              \
	    &(list)->item[(list)->count++])

/* Registers -------------------------------------------------------------- */

struct fetch_account {
	const char *key;
	const char *number;
	const char *name;
	bool is_account; /* false: a group */
	bool active;
};
struct fetch_default {
	const char *name; /* as Netvisor's page spells it */
	const char *number;
};
struct fetch_period {
	const char *key;
	const char *name;
	struct date begin;
	struct date end;
};
struct fetch_voucher_type {
	const char *key;
	const char *abbreviation;
	const char *name;
};
struct fetch_dimension {
	const char *key;
	const char *header;
	const char *item; /* "": the header itself */
	bool hidden;
};
struct fetch_customer {
	int64_t key;
	const char *code; /* may be "" */
	const char *name;
	const char *business_id;
};
struct fetch_balance {
	const char *account;
	struct date date;
	struct money debit;
	struct money credit;
	struct money balance;
};

struct fetch_accounts FETCH_LIST(struct fetch_account *);
struct fetch_defaults FETCH_LIST(struct fetch_default *);
struct fetch_periods FETCH_LIST(struct fetch_period *);
struct fetch_voucher_types FETCH_LIST(struct fetch_voucher_type *);
struct fetch_dimensions FETCH_LIST(struct fetch_dimension *);
struct fetch_customers FETCH_LIST(struct fetch_customer *);
struct fetch_balances FETCH_LIST(struct fetch_balance *);

struct fetched_registers {
	struct fetch_accounts accounts;
	struct fetch_defaults defaults;
	struct fetch_periods periods;
	struct fetched_locks locks;
	struct fetch_voucher_types voucher_types;
	struct fetch_dimensions dimensions;
	struct fetch_customers customers; /* by code, then key */
	struct fetch_balances balances;
	struct date balance_date[2]; /* asked for; the second may be unset */
};

void fetched_registers_release(struct fetched_registers *);

/* Readers of an answer each; context is a struct fetched_registers. */
void fetch_read_accounts(
    struct fetch *, const struct reply_node *root, void *context);
/* Needs the accounts: without a Number the key says which it is. */
void fetch_read_balances(
    struct fetch *, const struct reply_node *root, void *context);
void fetch_read_periods(
    struct fetch *, const struct reply_node *root, void *context);
void fetch_read_voucher_types(
    struct fetch *, const struct reply_node *root, void *context);
void fetch_read_dimensions(
    struct fetch *, const struct reply_node *root, void *context);
void fetch_read_customers(
    struct fetch *, const struct reply_node *root, void *context);
/* context is a struct fetched_locks. */
void fetch_read_locks(
    struct fetch *, const struct reply_node *root, void *context);

/* What was booked -------------------------------------------------------- */

struct fetch_invoice {
	int64_t key;
	const char *batch; /* Netvisor's batch id, or "" */
	const char *number;
	struct date invoice_date;
	struct date due_date;
	const char *status;
	const char *customer;
	const char *comment;
	int64_t voucher; /* 0: none */
	struct money sum_eur;
	struct money open_eur; /* no currency: not said */
	struct money sum;
	bool detailed; /* getsalesinvoice.nv has shown it */
};
struct fetch_posting {
	int64_t key;
	const char *account;
	struct money sum; /* debit positive */
	const char *vat_code;
	struct decimal vat_percent;
	const char *dimension_header;
	const char *dimension_item;
	const char *text;
};
struct fetch_voucher {
	int64_t key;
	struct date date;
	const char *number;
	const char *voucher_class;
	const char *description;
	const char *status;
	const char *source_type;
	const char *source_key;
	struct fetch_posting *posting;
	size_t posting_count;
};

struct fetch_keys FETCH_LIST(int64_t *);
/* Rows stay where they are when the lists grow and are sorted. */
struct fetch_invoice_row {
	struct fetch_invoice *row;
};
struct fetch_voucher_row {
	struct fetch_voucher *row;
};
struct fetch_invoices FETCH_LIST(struct fetch_invoice_row *);
struct fetch_vouchers FETCH_LIST(struct fetch_voucher_row *);

struct fetched_books {
	struct fetch_invoices invoices;
	struct table invoice; /* by key */
	struct fetch_vouchers vouchers;
	struct table voucher;           /* by key */
	struct fetched_registers chart; /* accounts and balances alone */
	/*
	 * Invoices that the journal knows by key, that exist, and that no
	 * batch's list has named; and the range of their dates.
	 */
	struct table unlisted;
	struct date unlisted_from;
	struct date unlisted_to;
	/* Of the page of a list that is read now. */
	const char *batch; /* NULL: take those of unlisted alone */
	int64_t cursor;    /* the greatest key so far */
	size_t beyond;     /* rows above the cursor as it was */
	/* Of the invoices or vouchers asked for by their keys. */
	const int64_t *wanted;
	size_t wanted_count;
};

void fetched_books_init(struct fetched_books *);
void fetched_books_release(struct fetched_books *);
struct fetch_invoice *fetched_invoice(const struct fetched_books *, int64_t);
struct fetch_voucher *fetched_voucher(const struct fetched_books *, int64_t);
/* Invoices by key; vouchers by date, then key. */
void fetched_books_sort(struct fetched_books *);

/* Readers of an answer each; context is a struct fetched_books. */
void fetch_read_invoice_list(
    struct fetch *, const struct reply_node *root, void *context);
void fetch_read_invoice_details(
    struct fetch *, const struct reply_node *root, void *context);
void fetch_read_ledger(
    struct fetch *, const struct reply_node *root, void *context);

/* The batches and keys that the journal has of the month. */
struct fetch_ours {
	struct table batch; /* ids */
	struct fetch_keys invoice;
	struct fetch_keys voucher;
};
/* Ask for all of it; what is wrong is in fetch->failed. */
void fetch_books_ask(struct fetch *, const struct fetch_ours *, struct date,
    struct date, struct fetched_books *);

/* Writing ---------------------------------------------------------------- */

/* The rows of either kind of balances; a writer that is NULL gets none. */
void fetch_write_balances(
    struct record_writer *, const struct fetch_balances *);
int fetched_registers_write(struct fetch *, const struct fetched_registers *,
    const char *taken_at, const char *dir);
int fetched_books_write(struct fetch *, const struct fetched_books *,
    struct month, const char *taken_at, const char *dir);

#endif
