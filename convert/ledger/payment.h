/*
 * payment.h - one payment: what it changes and what is said of it.
 *
 * For the files that judge and write payments; others use payments.h. A
 * transaction is one payment of one document: the uuid is its identity, so
 * that money which covers several invoices is a transaction an invoice, each
 * with a uuid of its own. A uuid that stands twice is a duplicate.
 */
#ifndef LEDGER_PAYMENT_H
#define LEDGER_PAYMENT_H

#include "ledger/closed.h"
#include "ledger/run.h"
#include "ledger/voucher_put.h"

/* What is known of a transaction once it is judged. */
struct payment_state {
	struct fault *faults;
	enum carry carry;
	enum erp_status status;
	bool has_status;           /* an ERP line of it gives one */
	struct decimal rate;       /* of its invoice's receivable */
	struct decimal money_rate; /* of the money; a settlement's: the credit
	                            * note's rate */
};

/* The invoice or credit note that a payment changes. */
struct payment_document {
	const char *number;
	const char *key;      /* invoice:<uuid>, or "" */
	const char *customer; /* account code */
	const char *payer;    /* name of the customer, or its code */
	const char *country;  /* of the customer, "" when it is not known */
	const char *vat;      /* as in receivables.tsv, "" when not known */
	const struct currency *currency;
	struct decimal rate; /* units per EUR; units 0: not known */
	struct date date;
	uint32_t index; /* of this month's exports, or BILLING_NONE */
	enum document_type type;
	bool ours;     /* Netvisor has it, or will, by our reference */
	bool withheld; /* it has faults */
	bool counted;  /* what is open of it is known */
};

/* Both documents of a settlement. */
struct payment_pair {
	struct payment_document invoice;
	struct payment_document credit;
};

/* What an ERP line of a payment does, in Netvisor's accounts. */
struct payment_sides {
	struct account_decision own;
	struct account_decision contra;
	struct account_decision money; /* the one that is not receivables */
	bool mapped; /* both ERP accounts have one in Netvisor */
	bool own_is_receivables;
	int64_t paid; /* credited to receivables */
};

/* A bit of VAT of an invoice: a code, a percent, and their sums. */
struct payment_vat {
	const char *code; /* not ended by NUL */
	size_t code_len;
	struct decimal percent;
	int64_t net;
	int64_t vat;
};

/* The document of a number; false when no month knows it. */
bool payment_document_get(
    struct ledger_run *, const char *number, struct payment_document *ret);
/*
 * The same for a transaction that is to be carried: findings and faults for
 * one that is unknown (ledger.payment-invoice-unknown), withheld, of another
 * currency (ledger.payment-currency) or without a rate. False when nothing
 * further can be said.
 */
bool payment_document_need(struct ledger_run *, uint32_t transaction,
    const char *number, struct payment_document *ret);
/*
 * The documents of a settlement, whichever of its two numbers is the credit
 * note. False when they are not both known, or not one of each.
 */
bool payment_pair_get(
    struct ledger_run *, uint32_t transaction, struct payment_pair *ret);

/* payment:<uuid>, match:<uuid> or voucher:refund:<uuid>. */
const char *payment_key(
    struct ledger_run *, const struct billing_transaction *);
bool payment_is_money(enum transaction_kind); /* else a loss or settlement */
/* A refund past its credit note, on the road documents. */
bool payment_is_voucher(
    const struct ledger_run *, const struct billing_transaction *);
/* Is the kind only a cross-check of payouts.csv? */
bool payment_is_payout(enum transaction_kind);
struct money payment_amount(const struct billing_transaction *);
/* Where the payment goes; false, with a finding and a fault, for a gap. */
bool payment_decide(struct ledger_run *, uint32_t transaction,
    const struct payment_document *, struct payment_decision *ret);

/*
 * The day on which a sales payment is booked: its own, or another one when
 * that is closed (closed.h). False after a finding and a fault.
 */
bool payment_booked_on(struct ledger_run *, uint32_t transaction,
    struct closed_document *ret, struct date *ret_date);

/* A rule that keeps the payment out. */
void payment_refuse(
    struct ledger_run *, uint32_t transaction, enum rule_id rule);

/* Judge a transaction and add it to the receivables. */
void payment_judge(struct ledger_run *, uint32_t transaction);
/* The part of it for settlements. */
void payment_judge_settlement(struct ledger_run *, uint32_t transaction);
/*
 * Add what the transaction changes of a document to the receivables, unless
 * its amount cannot be right: what follows is then judged without it.
 */
void payment_remember(struct ledger_run *, uint32_t transaction,
    const struct payment_document *, int64_t change);
/* What is open of a document before the transaction; false: not known. */
bool payment_open(const struct ledger_run *, const struct billing_transaction *,
    const struct payment_document *, int64_t *ret);
/* May a refused row explain that sums of the document are not right? */
bool payment_is_explained(
    const struct ledger_run *, const struct payment_document *);

/*
 * Fill rate and money_rate; findings when the company has not chosen a rate
 * (ledger.payment-rate), when there is none, and when the difference has no
 * account (ledger.exchange-account).
 */
void payment_find_rates(
    struct ledger_run *, uint32_t transaction, const struct payment_document *);
void payment_check_exchange(struct ledger_run *, uint32_t transaction);
/* Where the difference goes; false when accounts.yaml does not say. */
bool payment_exchange_differs(const struct ledger_run *, uint32_t transaction);
/*
 * The voucher of an exchange difference on the road documents, where Netvisor
 * is assumed to book the payment at its invoice's rate (UNSURE).
 */
void payment_write_exchange(struct ledger_run *, uint32_t transaction,
    const struct payment_document *, const struct account_decision *money,
    const char *depends_on);

/* carry, status and has_status by start date, ERP lines and settings. */
void payment_judge_carry(struct ledger_run *, uint32_t transaction);
const struct billing_erp_line *payment_erp_line(
    const struct ledger_run *, const struct billing_transaction *, uint32_t i);
/*
 * Compare a transaction to be carried with its ERP lines: amount, date,
 * currency, kind, document and accounts (ledger.payment-erp,
 * ledger.payment-account). money is where the mapping sends the payment, NULL
 * on the road ledger. One finding a transaction.
 */
void payment_compare_erp(
    struct ledger_run *, uint32_t transaction, const char *money);
/* The same for the halves of a settlement (ledger.settlement-clearing). */
void payment_compare_pair(
    struct ledger_run *, uint32_t transaction, const struct payment_pair *);
/* False when an account is not mapped, or not just one is receivables. */
bool payment_sides_get(struct ledger_run *, const struct billing_erp_line *,
    struct payment_sides *ret);
/* The kind that the line's text names; false when it names none we know. */
bool payment_kind_of_text(const char *text, enum transaction_kind *ret);

/*
 * Take the next VAT out of "KOMY 25.5 NET VAT; ..." and move *text on. False
 * at the end, where *text is "", and when the text is no such list.
 */
bool payment_vat_next(
    const char **text, const struct currency *, struct payment_vat *ret);
/*
 * Does a lost receivable hold VAT of which nothing says what becomes of it
 * (ledger.bad-debt-vat), or which is not known (ledger.bad-debt-vat-unknown)?
 */
void payment_check_bad_debt(
    struct ledger_run *, uint32_t transaction, const struct payment_document *);
/*
 * The voucher that takes VAT back from a lost receivable, if the company
 * wants it and there is VAT. loss is the account that the loss went to.
 */
void payment_write_bad_debt(struct ledger_run *, uint32_t transaction,
    const struct payment_document *, const struct account_decision *loss,
    const char *depends_on);

/* Write a voucher; one that cannot be made is listed as withheld. */
void payment_put_voucher(
    struct ledger_run *, const struct voucher_entry *, struct posting_set *);

/* What the road documents makes of a judged transaction without faults. */
void payment_write(struct ledger_run *, uint32_t transaction);
/* List a transaction in excluded.tsv or withheld.tsv. */
void payment_leave_out(struct ledger_run *, uint32_t transaction);

#endif
