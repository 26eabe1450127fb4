/* invoice_rounding.c - see invoice_rounding.h. */
#include "ledger/invoice_rounding.h"

#include "base/record_kinds.h"
#include "ledger/line_amounts.h"
#include "ledger/quote.h"

static bool
is_on_ledger(const struct ledger_run *run)
{
	return run->company->road[STREAM_INVOICES] == ROAD_LEDGER;
}

int64_t
rounding_line_limit(const struct ledger_run *run)
{
	return is_on_ledger(run) || run->company->rounding_declared ? 1 : 0;
}

/* Is the difference at most one minor unit for each line? */
static bool
is_within(const struct billing_invoice *invoice, int64_t a, int64_t b)
{
	int64_t difference;

	return !__builtin_sub_overflow(a, b, &difference) &&
	       difference <= (int64_t)invoice->line_count &&
	       difference >= -(int64_t)invoice->line_count;
}

bool
rounding_covers(const struct ledger_run *run,
    const struct billing_invoice *invoice, int64_t stated, int64_t computed)
{
	return stated == computed || (run->company->rounding_declared &&
					 is_within(invoice, stated, computed));
}

static void
report_line(
    struct ledger_run *run, const struct billing_line *line, int64_t vat)
{
	int64_t limit = rounding_line_limit(run), off;
	char rate[DECIMAL_TEXT_MAX];
	struct diag *diag;

	decimal_format(line_vat_rate(line), '.', rate);
	diag =
	    diag_add(run->diag, RULE_LEDGER_LINE_AMOUNTS, pos_of(line->source),
		"net %s at %s %% gives VAT %s, the export has %s%s%s",
		quote_minor(line->net, line->currency).text, rate,
		quote_minor(vat, line->currency).text,
		quote_minor(line->vat, line->currency).text,
		limit == 0 ? "" : ", further off than ",
		limit == 0 ? "" : quote_minor(limit, line->currency).text);
	if (limit == 0 && !__builtin_sub_overflow(vat, line->vat, &off) &&
	    off >= -1 && off <= 1)
		diag_remedy(diag,
		    "correct the line's VAT, net or rate, or let Netvisor book "
		    "such differences with 'rounding: declared' in "
		    "company.yaml");
}

void
rounding_judge_line(struct ledger_run *run, uint32_t at, struct fault **faults)
{
	const struct billing_line *line = &run->billing->line[at];
	struct line_amounts amounts;
	int64_t gross = 0, vat;

	if (line_amounts_choose(line, line_vat_rate(line),
		rounding_line_limit(run), &amounts, &gross)) {
		if (!is_on_ledger(run))
			run->line[at].rounding =
			    (int16_t)(line->net + line->vat - gross);
		return;
	}
	if (__builtin_add_overflow(line->net, line->vat, &vat) ||
	    __builtin_sub_overflow(gross, line->net, &vat)) {
		diag_add(run->diag, RULE_LEDGER_OVERFLOW, pos_of(line->source),
		    "the amounts of line '%s'", quote(line->id).text);
		fault_add(run, faults, RULE_LEDGER_OVERFLOW);
		return;
	}
	fault_add(run, faults, RULE_LEDGER_LINE_AMOUNTS);
	report_line(run, line, vat);
}

/* Gross of the lines as they are booked; false on overflow. */
static bool
sum_booked(const struct ledger_run *run, const struct billing_invoice *invoice,
    int64_t *ret)
{
	const struct billing *billing = run->billing;
	const struct billing_line *line;
	uint32_t i, at;

	*ret = 0;
	for (i = 0; i < invoice->line_count; i++) {
		at = billing->invoice_lines[invoice->line_first + i];
		line = &billing->line[at];
		if (__builtin_add_overflow(*ret, line->net, ret) ||
		    __builtin_add_overflow(*ret, line->vat, ret) ||
		    __builtin_sub_overflow(*ret, run->line[at].rounding, ret))
			return false;
	}
	return true;
}

void
rounding_judge_total(struct ledger_run *run, uint32_t index)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct invoice_state *state = &run->invoice[index];
	struct account_decision ignored;
	int64_t booked;

	if (state->faults != NULL)
		return;
	if (!sum_booked(run, invoice, &booked)) {
		diag_add(run->diag, RULE_LEDGER_OVERFLOW,
		    pos_of(invoice->source), "the sum of the lines of '%s'",
		    quote(invoice->number).text);
		fault_add(run, &state->faults, RULE_LEDGER_OVERFLOW);
		return;
	}
	if (!rounding_covers(run, invoice, invoice->gross, booked)) {
		diag_add(run->diag, RULE_LEDGER_INVOICE_TOTAL,
		    pos_of(invoice->source),
		    "the gross of '%s' is %s, its lines will be booked as %s, "
		    "further off than %s a line",
		    quote(invoice->number).text,
		    quote_minor(invoice->gross, invoice->currency).text,
		    quote_minor(booked, invoice->currency).text,
		    quote_minor(1, invoice->currency).text);
		fault_add(run, &state->faults, RULE_LEDGER_INVOICE_TOTAL);
		return;
	}
	state->rounding = invoice->gross - booked;
	if (state->rounding != 0 &&
	    !mapping_system_account(run->mapping, SYSTEM_ROUNDING, &ignored))
		fault_add_names(run, &state->faults, "dependency");
}

bool
rounding_post(struct ledger_run *run, uint32_t index, struct posting_set *set,
    int64_t *gross_eur)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	const struct invoice_state *state = &run->invoice[index];
	struct money amount = { state->rounding, invoice->currency };
	struct account_decision account;
	struct posting *posting;
	int64_t euro;

	if (state->rounding == 0)
		return true;
	if (!mapping_system_account(run->mapping, SYSTEM_ROUNDING, &account) ||
	    !to_euro(amount, state->rate, &euro))
		return false;
	posting = posting_add(
	    set, invoice->source, account.account, -euro, -amount.minor);
	posting->rule = account.rule.text;
	posting->text = invoice->number;
	return !__builtin_add_overflow(*gross_eur, euro, gross_eur);
}

/* One row; what it is about is known by its kind and name. */
struct cents {
	struct row_source source;
	const char *key;
	const char *kind;
	const char *name;
	struct money amount;
	struct decimal rate;
};

static void
write_cents(struct ledger_run *run, const struct cents *cents)
{
	struct money euro = { 0, currency_euro() };
	struct account_decision account;
	struct record_writer *writer;
	struct diag *diag;

	/* Both were looked at before: the account is there, a cent fits. */
	if (!mapping_system_account(run->mapping, SYSTEM_ROUNDING, &account))
		account =
		    (struct account_decision){ .account = "", .rule.text = "" };
	(void)to_euro(cents->amount, cents->rate, &euro.minor);
	writer = stage_writer_kind(run->stage, &record_kind_rounding);
	record_put_pos(writer, pos_of(cents->source));
	record_put_text(writer, account.rule.text);
	record_put_text(writer, cents->key);
	record_put_text(writer, cents->kind);
	record_put_text(writer, cents->name);
	record_put_text(writer, account.account);
	record_put_text(writer, cents->amount.currency->code);
	record_put_money(writer, cents->amount);
	record_put_money(writer, euro);
	record_row_end(writer);
	diag = diag_add_grouped(run->diag, RULE_LEDGER_ROUNDING_DECLARED,
	    "cents", pos_of(cents->source),
	    "Fenerum's amounts and those that are booked differ by a cent");
	diag_amount(diag, cents->amount);
}

void
rounding_write(struct ledger_run *run, uint32_t index, const char *key)
{
	const struct billing *billing = run->billing;
	const struct billing_invoice *invoice = &billing->invoice[index];
	struct cents cents = { .key = key,
		.amount.currency = invoice->currency,
		.rate = run->invoice[index].rate };
	int64_t rest = run->invoice[index].rounding;
	uint32_t i, at;

	for (i = 0; i < invoice->line_count; i++) {
		at = billing->invoice_lines[invoice->line_first + i];
		if (run->line[at].rounding == 0)
			continue;
		rest -= run->line[at].rounding;
		cents.source = billing->line[at].source;
		cents.kind = "invoice_line";
		cents.name = billing->line[at].id;
		cents.amount.minor = run->line[at].rounding;
		write_cents(run, &cents);
	}
	if (rest == 0)
		return;
	cents.source = invoice->source;
	cents.kind = document_type_word(invoice->type);
	cents.name = invoice->number;
	cents.amount.minor = rest;
	write_cents(run, &cents);
}
