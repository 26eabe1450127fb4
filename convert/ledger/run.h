/*
 * run.h - one run of the mapping: what is known of every invoice and line.
 *
 * A run goes over the month in fixed steps: rejected rows mark what they
 * touch; every invoice is judged (invoice_check.h); deferrals and
 * recognitions are judged and the schedule made (deferral.h); then everything
 * is written in the input's order. A document that has faults is never
 * written but to withheld.tsv; its findings were added where they were seen.
 */
#ifndef LEDGER_RUN_H
#define LEDGER_RUN_H

#include "base/stage.h"
#include "ledger/billing.h"
#include "mapping/company.h"
#include "mapping/mapping.h"

struct decision_table;
struct ledger_input;
struct payment_state;
struct receivables;
struct schedule;
struct voucher_sums;

/* Why a document is not made; the listed ones go to excluded.tsv. */
enum carry {
	CARRY_YES,
	CARRY_NO_ROAD,
	CARRY_BEFORE_START,
	CARRY_ALREADY_BOOKED,
	CARRY_CANCELLED,
	CARRY_BY_BANK,        /* carried_by: netvisor-bank */
	CARRY_SETTLEMENT_OFF, /* settlements are left out on both sides */
	CARRY_EARLIER_MONTH,  /* an earlier month exported it too */
	CARRY_WAITS_FOR_BANK  /* a supplier's payment, road documents */
};

/* A rule that keeps a document out; one entry a rule. */
struct fault {
	const char *rule;
	struct fault *next;
};

struct customer_state {
	const char *code;
	struct customer_settings settings;
	char *key; /* customer:<code> */
	struct fault *faults;
	bool checked;
	bool written;
};

struct invoice_state {
	struct fault *faults;
	struct decimal rate; /* units per EUR, scale 0 and 0 while unknown */
	const char *rate_rule;
	struct short_date vat_date;
	struct short_date value_date; /* of its voucher if not its own date */
	enum carry carry;
	enum erp_status status;
	int64_t rounding;     /* gross less its lines as they are booked */
	bool has_status;      /* an ERP line of the invoice gives one */
	bool lines_broken;    /* a rejected line explains wrong sums */
	bool rate_reported;   /* ledger.credited-rate was said */
	bool payments_broken; /* a rejected row may be the first payment */
};

/* What the mapping decided for a line; shared by all lines alike. */
struct line_decision {
	struct account_decision account; /* .account NULL while undecided */
	struct vat_decision vat;         /* .code NULL; no VAT date here */
	struct product_decision product; /* .product NULL */
	struct dimension_decision dimension;
	bool has_dimension; /* decided, if only for none */
};

struct line_state {
	const struct line_decision *decision; /* NULL: not looked at */
	struct short_date vat_date;
	int16_t rounding; /* exported VAT less what Netvisor will compute */
};

struct ledger_run {
	const struct company *company;
	struct mapping *mapping;
	struct billing *billing;
	struct diag_list *diag;
	struct stage_writer *stage;
	struct schedule *schedule;
	struct receivables *receivables; /* NULL when nothing asks for them */
	struct voucher_sums *sums;       /* NULL while none waits */
	struct decision_table *decisions;
	struct arena arena;
	struct customer_state *customer; /* by account index */
	struct invoice_state *invoice;   /* by invoice index */
	struct line_state *line;         /* by line index */
	struct payment_state *payment;   /* by transaction index, once judged */
	struct text_pool touched;        /* numbers that rejected rows name */
	const char **touched_rules;
	size_t touched_capacity;
	struct text_pool dimension; /* dimension items already written */
	const char *last_header;    /* the last of them, by its texts' places */
	const char *last_item;
	struct text_pool code; /* customer codes */
	uint32_t *code_first;  /* first and last account of each */
	uint32_t *code_last;
};

void run_init(struct ledger_run *, const struct ledger_input *,
    struct stage_writer *, struct diag_list *);
void run_release(struct ledger_run *);

/* Record a rule against a document, once. */
void fault_add(struct ledger_run *, struct fault **, enum rule_id);
/* The same by name ("dependency", or a rejected row's comma-joined names). */
void fault_add_names(struct ledger_run *, struct fault **, const char *names);
/*
 * For what follows from a rejected row: no rule of its own, and "dependency"
 * only if nothing else keeps the document out.
 */
void fault_add_explained(struct ledger_run *, struct fault **);
/* "a,b" in the order they were added; lives as long as the run. */
const char *fault_text(struct ledger_run *, const struct fault *);

/* Rules of the rejected rows that name this invoice number, or NULL. */
const char *run_touched(const struct ledger_run *, const char *number);

/* Did a rejected row hold the account of this code? */
bool run_account_is_rejected(const struct ledger_run *, const char *code);

/*
 * Days that an invoice without terms of its own is to be paid in: the
 * customer's in customers.yaml, else the company's; -1 for none. The
 * customer was checked before (customer.h).
 */
long invoice_payment_term(
    const struct ledger_run *, const struct billing_invoice *);
/* invoice:<uuid> */
const char *invoice_key(struct ledger_run *, const struct billing_invoice *);
/*
 * The document that books an invoice of this month: invoice:<uuid>, and on the
 * road ledger voucher:erp:<id> of its first ERP line of type Invoice.
 */
const char *invoice_document(struct ledger_run *, uint32_t index);
/* EUR of an amount at units per EUR; false on overflow. */
bool to_euro(struct money, struct decimal rate, int64_t *ret);
const char *carry_word(enum carry);

#endif
