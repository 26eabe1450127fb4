/* invoice_postings.c - what is booked of an invoice. */
#include "ledger/invoice_postings.h"

#include <string.h>

#include "ledger/invoice_rounding.h"

/* Revenue and VAT debt of a line, added to the totals. */
static bool
add_line(struct ledger_run *run, uint32_t at,
    const struct account_decision *revenue, struct posting_set *set,
    const struct account_decision *vat_account, struct euro_total *total)
{
	const struct billing_line *line = &run->billing->line[at];
	const struct line_decision *decision = run->line[at].decision;
	struct money vat_amount = { line->vat - run->line[at].rounding,
		line->currency };
	struct posting *posting;
	int64_t net, vat;

	if (!to_euro(line_net(line), set->rate, &net) ||
	    !to_euro(vat_amount, set->rate, &vat) || net == INT64_MIN ||
	    vat == INT64_MIN || line->net == INT64_MIN ||
	    vat_amount.minor == INT64_MIN)
		return false;
	if (revenue == NULL)
		revenue = &decision->account;
	posting =
	    posting_add(set, line->source, revenue->account, -net, -line->net);
	posting->rule = revenue->rule.text;
	posting->vat_code = decision->vat.code;
	posting->vat_percent = decision->vat.percent;
	if (decision->dimension.header != NULL) {
		posting->dimension_header = decision->dimension.header;
		posting->dimension_item = decision->dimension.item;
	}
	posting->text = line->description;
	if (vat_amount.minor != 0) {
		posting = posting_add(set, line->source, vat_account->account,
		    -vat, -vat_amount.minor);
		posting->rule = vat_account->rule.text;
		posting->text = line->description;
	}
	return !__builtin_add_overflow(total->net, net, &total->net) &&
	       !__builtin_add_overflow(total->vat, vat, &total->vat);
}

bool
invoice_postings_make(struct ledger_run *run, uint32_t index, const char *key,
    const struct account_decision *revenue, struct posting_set *set,
    struct euro_total *ret)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct account_decision receivables, vat_account;
	struct posting *posting;
	uint32_t i;

	if (!mapping_system_account(
		run->mapping, SYSTEM_RECEIVABLES, &receivables) ||
	    !mapping_system_account(
		run->mapping, SYSTEM_SALES_VAT, &vat_account))
		return false;
	posting_set_clear(set);
	set->document = key;
	set->by = "netvisor";
	set->date = run->invoice[index].value_date.year != 0
	                ? date_of(run->invoice[index].value_date)
	                : date_of(invoice->date);
	set->currency = invoice->currency;
	set->rate = run->invoice[index].rate;
	memset(ret, 0, sizeof(*ret));
	posting = posting_add(
	    set, invoice->source, receivables.account, 0, invoice->gross);
	posting->rule = receivables.rule.text;
	posting->text = invoice->number;
	for (i = 0; i < invoice->line_count; i++) {
		if (!add_line(run,
			run->billing->invoice_lines[invoice->line_first + i],
			revenue == NULL ? NULL : &revenue[i], set, &vat_account,
			ret))
			return false;
	}
	if (__builtin_add_overflow(ret->net, ret->vat, &ret->gross) ||
	    !rounding_post(run, index, set, &ret->gross))
		return false;
	set->item[0].eur = ret->gross;
	return posting_set_is_balanced(set);
}
