/* purchase_payment_write.c - vouchers of what suppliers were paid. */
#include "ledger/gaps.h"
#include "ledger/purchase.h"
#include "ledger/quote.h"

/* The road of a payment is that of its supplier. */
static bool
is_by_ledger(struct purchases *purchases, struct purchase_line *line)
{
	const struct billing_erp_line *erp = line->erp;
	struct purchase purchase = { .faults = NULL };
	struct ledger_run *run = purchases->run;
	const char *supplier;

	if (run->company->road[STREAM_EXPENSES] == ROAD_LEDGER)
		return true;
	if (line->row != PURCHASE_NONE)
		return purchases->purchase[line->row].by_ledger;
	if (!purchases->has_ledger_suppliers || line->ambiguous)
		return false;
	supplier = purchase_supplier_of(purchases, erp);
	if (supplier != NULL) {
		(void)purchase_settings(purchases, supplier, &purchase);
		return purchase.by_ledger;
	}
	(void)diag_add(run->diag, RULE_LEDGER_PURCHASE_UNKNOWN,
	    pos_of(erp->source),
	    "no supplier is named by '%s', so its road is not known",
	    quote(erp->text).text);
	fault_add(run, &line->faults, RULE_LEDGER_PURCHASE_UNKNOWN);
	return false;
}

/* EUR of both sides, and the rate of the voucher. */
struct purchase_euro {
	int64_t payables;
	int64_t bank;
	struct decimal rate;
};

static bool
refuse_rate(
    struct purchases *purchases, struct purchase_line *line, const char *why)
{
	struct diag *diag;

	diag = diag_add_grouped(purchases->run->diag, RULE_LEDGER_PURCHASE_RATE,
	    why, pos_of(line->erp->source), "a payment in %s, but %s",
	    line->erp->currency->code, why);
	diag_amount(
	    diag, (struct money){ line->erp->amount, line->erp->currency });
	fault_add(purchases->run, &line->faults, RULE_LEDGER_PURCHASE_RATE);
	return false;
}

static bool
refuse_overflow(struct purchases *purchases, struct purchase_line *line)
{
	(void)diag_add(purchases->run->diag, RULE_LEDGER_OVERFLOW,
	    pos_of(line->erp->source), "the EUR of a payment of %s",
	    quote_minor(line->erp->amount, line->erp->currency).text);
	fault_add(purchases->run, &line->faults, RULE_LEDGER_OVERFLOW);
	return false;
}

static bool
rate_of_day(struct purchases *purchases, struct purchase_line *line,
    struct decimal *ret)
{
	const struct billing_erp_line *erp = line->erp;
	struct ledger_run *run = purchases->run;
	struct rate_decision decision;

	if (mapping_rate(
		run->mapping, erp->currency, date_of(erp->date), &decision)) {
		*ret = decision.units_per_euro;
		return true;
	}
	if (!mapping_is_gap(decision.rule)) {
		fault_add_explained(run, &line->faults);
		return false;
	}
	gap_rate_on(run->diag, erp->source, date_of(erp->date),
	    (struct money){ erp->amount, erp->currency });
	fault_add(run, &line->faults, RULE_MAPPING_RATE_MISSING);
	return false;
}

/* Payables go by the invoice's rate, so that they close. */
static bool
make_euro(struct purchases *purchases, struct purchase_line *line, int64_t paid,
    struct purchase_euro *ret)
{
	struct money amount = { paid, line->erp->currency };
	const struct purchase *purchase;

	*ret = (struct purchase_euro){ paid, paid, { 1, 0 } };
	if (amount.currency == currency_euro())
		return true;
	if (purchases->run->company->payments.rate == PAYMENT_RATE_UNSET)
		return refuse_rate(purchases, line,
		    "company.yaml does not say which rate it takes");
	if (line->rejected) {
		fault_add_explained(purchases->run, &line->faults);
		return false;
	}
	if (line->row == PURCHASE_NONE)
		return refuse_rate(purchases, line,
		    "the supplier invoice with its rate is not in this month");
	if (!purchase_rate(purchases, line->row, &line->faults))
		return false;
	purchase = &purchases->purchase[line->row];
	ret->rate = purchase->rate;
	if (line->full)
		ret->payables = purchase->gross_eur;
	else if (!to_euro(amount, purchase->rate, &ret->payables))
		return refuse_overflow(purchases, line);
	ret->bank = ret->payables;
	if (purchases->run->company->payments.rate != PAYMENT_RATE_DATE)
		return true;
	if (!rate_of_day(purchases, line, &ret->rate))
		return false;
	return to_euro(amount, ret->rate, &ret->bank) ||
	       refuse_overflow(purchases, line);
}

static void
add(struct purchases *purchases, const struct billing_erp_line *erp,
    const struct account_decision *account, int64_t eur, int64_t amount)
{
	struct posting *posting;

	posting = posting_add(
	    &purchases->postings, erp->source, account->account, eur, amount);
	posting->rule = account->rule.text;
	posting->text = erp->text;
}

/* Payables, bank, and the exchange difference if there is one. */
static bool
make_postings(struct purchases *purchases, struct purchase_line *line,
    const struct purchase_sides *sides, const struct purchase_euro *euro)
{
	struct account_decision exchange;
	int64_t difference;

	if (euro->bank == INT64_MIN || sides->paid == INT64_MIN ||
	    __builtin_sub_overflow(euro->bank, euro->payables, &difference))
		return refuse_overflow(purchases, line);
	posting_set_clear(&purchases->postings);
	add(purchases, line->erp, &sides->payables, euro->payables,
	    sides->paid);
	add(purchases, line->erp, &sides->bank, -euro->bank, -sides->paid);
	if (difference == 0)
		return true;
	if (!purchase_system_account(purchases, SYSTEM_EXCHANGE, "exchange",
		&line->faults, &exchange))
		return false;
	add(purchases, line->erp, &exchange, difference, 0);
	return true;
}

/* False with faults. */
static bool
put_payment(struct purchases *purchases, struct purchase_line *line)
{
	struct voucher_entry entry =
	    purchase_voucher(purchases, line->erp, VOUCHER_SUPPLIER_PAYMENT);
	struct purchase_sides sides;
	struct purchase_euro euro;
	struct buf lines;
	bool made;

	if (!purchase_payment_sides(purchases, line, &sides) ||
	    !make_euro(purchases, line, sides.paid, &euro) ||
	    !make_postings(purchases, line, &sides, &euro))
		return false;
	entry.rule = sides.payables.rule.text;
	entry.amount.minor = sides.paid;
	entry.rate = euro.rate;
	entry.amount_eur = euro.bank;
	buf_init(&lines, BUF_MAX_DEFAULT);
	voucher_line_add(&lines, "erp_line", line->erp->id);
	entry.lines = buf_text(&lines);
	made = voucher_put(
	    purchases->run, &entry, &purchases->postings, &line->faults);
	buf_release(&lines);
	return made;
}

void
purchase_write_payment(struct purchases *purchases, struct purchase_line *line)
{
	static const char kind[] = "supplier_payment";
	struct left_out out;
	bool by_ledger;

	if (purchase_line_is_excluded(purchases, line, kind))
		return;
	by_ledger = is_by_ledger(purchases, line);
	if (line->faults != NULL ||
	    (by_ledger && !put_payment(purchases, line))) {
		purchase_withhold_line(purchases, line, kind);
		return;
	}
	/* The money is gone: Netvisor's bank statement pays the invoice. */
	out = purchase_line_left_out(purchases, line->erp, kind);
	if (!by_ledger && !purchase_line_is_listed(purchases, line->erp))
		excluded_write(purchases->run, &out, "expenses",
		    CARRY_WAITS_FOR_BANK, erp_status_word(line->erp->status));
}
