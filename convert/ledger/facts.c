/* facts.c - what the mapping may know about an invoice line. */
#include "ledger/facts.h"

#include <string.h>

void
line_facts_get(const struct billing *billing, const struct billing_line *line,
    struct line_facts *ret)
{
	const struct billing_invoice *invoice =
	    &billing->invoice[line->invoice];
	const struct billing_account *account;

	memset(ret, 0, sizeof(*ret));
	ret->country = "";
	ret->account = invoice->account_code;
	if (invoice->account != BILLING_NONE) {
		account = &billing->account[invoice->account];
		ret->country = account->legal_country;
		ret->business = account->business;
	}
	ret->revenue_group = line->revenue_group;
	ret->description = line->description;
	ret->vat_type = line->vat_type;
	ret->currency = line->currency->code;
	ret->vat_rate = line_vat_rate(line);
	ret->invoice_date = date_of(invoice->date);
	ret->period_start = date_of(line->date_from);
	ret->period_end = date_of(line->date_to);
	ret->payment_date = date_of(invoice->payment_date);
}

struct line_facts
line_facts_on(const struct line_facts *facts, struct date date)
{
	struct line_facts on = *facts;

	on.invoice_date = date;
	on.period_start = date;
	on.period_end = date;
	on.payment_date = date;
	return on;
}
