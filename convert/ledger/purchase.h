/*
 * purchase.h - supplier invoices while they are judged; for purchases.c and
 * its parts, purchase_*.c.
 *
 * Both roads judge a supplier invoice once, by its own row and by the ERP
 * lines that name it. Texts of ERP lines end in the supplier's name, a blank
 * and the number; since names and numbers may hold blanks, the longest such
 * ending that is known counts, and one that two invoices share is ambiguous.
 */
#ifndef LEDGER_PURCHASE_H
#define LEDGER_PURCHASE_H

#include "base/table.h"
#include "ledger/left_out.h"
#include "ledger/posting.h"
#include "ledger/run.h"
#include "ledger/voucher_put.h"

#define PURCHASE_NONE UINT32_MAX

/* What is known of a supplier invoice. */
struct purchase {
	struct fault *faults;
	enum carry carry;
	enum erp_status status; /* of its first ERP line, if any */
	bool twice;             /* another has its supplier and number */
	bool explained;         /* an unclear ERP line may be its own */
	bool by_ledger;         /* its road */
	bool has_settings;
	struct supplier_settings settings;
	struct account_decision cost;
	struct purchase_decision vat;
	struct decimal rate; /* units per EUR; units 0: not known */
	const char *rate_rule;
	int64_t net_eur;
	int64_t vat_eur;
	int64_t gross_eur;      /* their sum */
	int64_t charge;         /* VAT of a reverse charge, and in EUR */
	int64_t charge_eur;     /* 0 when the supplier charges the VAT */
	uint32_t invoice_line;  /* into purchases.line, or PURCHASE_NONE */
	uint32_t invoice_lines; /* how many name it */
	uint32_t payment_line;  /* first, the others follow by next */
};

/* An ERP line of type Supplier Invoice or Supplier Payment. */
struct purchase_line {
	struct fault *faults;
	const struct billing_erp_line *erp;
	uint32_t row;  /* supplier invoice, or PURCHASE_NONE */
	uint32_t next; /* of the same row and type, or PURCHASE_NONE */
	bool ambiguous;
	bool rejected; /* a rejected row is its supplier invoice */
	bool full;     /* a payment of all of it */
};

struct purchases {
	struct ledger_run *run;
	struct purchase *purchase; /* by supplier invoice index */
	struct purchase_line *line;
	size_t line_count;
	size_t line_capacity;
	struct table row;    /* struct row_key by "<supplier> <number>" */
	struct table name;   /* supplier names */
	struct table vendor; /* codes that are written */
	struct posting_set postings;
	bool has_ledger_suppliers; /* road: ledger, of those that are known */
};

/* Nothing is joined or judged yet. */
void purchases_init(struct purchases *, struct ledger_run *);
void purchases_release(struct purchases *);
static inline const struct billing_supplier_invoice *
purchase_row(const struct purchases *purchases, uint32_t index)
{
	return &purchases->run->billing->supplier_invoice[index];
}

/* Join rows and ERP lines; ledger.purchase-twice, -ambiguous. */
void purchase_join(struct purchases *);
/* The supplier that an ERP line's text names, or NULL. */
const char *purchase_supplier_of(
    const struct purchases *, const struct billing_erp_line *);

/* Everything about a row before its ERP lines of payments are looked at. */
void purchase_check(struct purchases *, uint32_t index);
/* Its decisions and amounts; part of purchase_check. */
void purchase_decide(struct purchases *, uint32_t index);
/*
 * Code and percent, and whether the row's VAT is what they give; part of
 * purchase_decide.
 */
void purchase_decide_vat(struct purchases *, uint32_t index);
/* Supplier's settings with the road; false: suppliers.yaml lacks it. */
bool purchase_settings(
    struct purchases *, const char *supplier, struct purchase *ret);

/*
 * Judge by the ERP lines of its own: carry and status (ledger.erp-missing,
 * ledger.erp-mixed). True if these can be compared with the row.
 */
bool purchase_carry(struct purchases *, uint32_t index);
/* Does a refused or ambiguous ERP line explain that one is missing? */
bool purchase_is_explained(const struct purchases *, uint32_t index);
/* They must say what the row says; once the row's account is decided. */
void purchase_crosscheck(struct purchases *, uint32_t index);
/* The same for the payments. */
void purchase_crosscheck_payments(struct purchases *, uint32_t index);
/* Has the erp_check listed the line, because an account is not mapped? */
bool purchase_line_is_listed(
    struct purchases *, const struct billing_erp_line *);
/*
 * The accounts of both sides; false with a fault when one is not mapped, which
 * is a finding already.
 */
bool purchase_line_accounts(struct purchases *, const struct billing_erp_line *,
    struct fault **, struct account_decision *ret_debit,
    struct account_decision *ret_credit);
/* Does an ERP line say something else? A finding and a fault. */
void purchase_line_differs(struct purchases *, const struct billing_erp_line *,
    uint32_t row, struct fault **, const char *what);

/* Both sides of a payment, and what it takes from payables. */
struct purchase_sides {
	struct account_decision payables;
	struct account_decision bank;
	int64_t paid;
};
/* False with faults, after a finding unless the cause has one. */
bool purchase_payment_sides(
    struct purchases *, struct purchase_line *, struct purchase_sides *ret);
/* The last of these alone: it depends on which account leads. */
int64_t purchase_paid(struct purchases *, const struct billing_erp_line *);

/* A system account; false after a finding (ledger.system-account). */
bool purchase_system_account(struct purchases *, enum system_account,
    const char *name, struct fault **, struct account_decision *ret);

/* ledger.overflow and its fault. */
void purchase_overflow(struct purchases *, uint32_t index);

/* What the VAT is decided by; on its ERP line's account once it was joined. */
struct purchase_facts purchase_facts_of(struct purchases *, uint32_t index);
/* Is the number one of its ERP line, whose accounts erp_check looks at? */
bool purchase_line_has(
    const struct purchases *, uint32_t index, const char *number);
/* As Fenerum has it of the supplier, or "". */
const char *purchase_vat_number(const struct purchases *, uint32_t index);
/* The supplier's business id or foreign VAT number, or "". */
const char *purchase_business_id(struct purchases *, uint32_t index);
/* Its country, or "". */
const char *purchase_country(struct purchases *, uint32_t index);
/* Has it a business id, as a vendor needs? ledger.purchase-vendor. */
void purchase_check_vendor(struct purchases *, uint32_t index);

/* purchase:<supplier>:<number>, or another prefix. */
const char *purchase_key(
    struct purchases *, uint32_t index, const char *prefix);
/* "<supplier>:<number>", as lines name it. */
const char *purchase_id(struct purchases *, uint32_t index);
/* Fill the set anew; balanced as long as the amounts are. */
void purchase_postings(struct purchases *, uint32_t index,
    struct row_source source, const char *text);

/* Write what a sound row makes on the road documents. */
void purchase_write(struct purchases *, uint32_t index);
/* The transfer that pays it, if the supplier is to be paid so. */
void purchase_transfer(struct purchases *, uint32_t index);
/* What an ERP line makes, or why nothing; on either road. */
void purchase_write_line(struct purchases *, struct purchase_line *);
/* List a row that is not made. */
void purchase_leave_out(struct purchases *, uint32_t index);

/* The parts of purchase_write_line. */
void purchase_write_payment(struct purchases *, struct purchase_line *);
struct left_out purchase_line_left_out(
    struct purchases *, const struct billing_erp_line *, const char *kind);
void purchase_withhold_line(
    struct purchases *, const struct purchase_line *, const char *kind);
/* Listed as excluded by its date or status? */
bool purchase_line_is_excluded(
    struct purchases *, const struct purchase_line *, const char *kind);
struct voucher_entry purchase_voucher(
    struct purchases *, const struct billing_erp_line *, enum voucher_kind);
/*
 * The rate of a row that was not carried, for what is paid of it. False with
 * a fault when there is none.
 */
bool purchase_rate(struct purchases *, uint32_t index, struct fault **);

#endif
