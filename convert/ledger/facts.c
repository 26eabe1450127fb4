/* facts.c - what the mapping may know about an invoice line. */
#include "ledger/facts.h"

#include <string.h>

#include "ledger/receivables.h"

/* What the mapping asked to be kept, of the line or what it belongs to. */
static const char *
column_of(const struct billing *billing, const struct billing_line *line,
    const struct billing_invoice *invoice)
{
	if (billing->column == NULL)
		return NULL;
	if (billing->column_kind == BILLING_INVOICE_LINE)
		return billing->column[line - billing->line];
	if (billing->column_kind == BILLING_INVOICE)
		return billing->column[line->invoice];
	return invoice->account == BILLING_NONE
	           ? NULL
	           : billing->column[invoice->account];
}

struct billing *
billing_load_mapped(
    const char *dir, const struct mapping *mapping, struct diag_list *diag)
{
	struct mapping_column column = { NULL, 0 };

	if (mapping != NULL)
		(void)mapping_dimension_column(mapping, &column);
	return billing_load_column(dir, column.schema, column.column, diag);
}

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
	ret->column = column_of(billing, line, invoice);
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

void
customer_facts_get(
    const struct billing_account *account, struct customer_facts *ret)
{
	*ret = (struct customer_facts){ .account = account->code,
		.language = account->language,
		.country = account->legal_country,
		.business = account->business };
}

/* Of the payment's invoice, in this month or an earlier one; "" for none. */
static const char *
account_of(const struct billing *billing, const struct receivables *receivables,
    const struct billing_transaction *payment)
{
	const struct receivable *earlier;

	if (payment->invoice != BILLING_NONE)
		return billing->invoice[payment->invoice].account_code;
	earlier = receivables == NULL || payment->invoice_number[0] == '\0'
	              ? NULL
	              : receivables_find(receivables, payment->invoice_number);
	return earlier == NULL ? "" : earlier->customer;
}

void
payment_facts_get(const struct billing *billing,
    const struct receivables *receivables,
    const struct billing_transaction *payment, struct payment_facts *ret)
{
	uint32_t account;

	*ret = (struct payment_facts){ .kind = payment->kind,
		.gateway = payment->gateway,
		.currency = payment->currency->code,
		.country = "",
		.account = account_of(billing, receivables, payment),
		.date = date_of(payment->date) };
	account = ret->account[0] == '\0'
	              ? BILLING_NONE
	              : billing_find_account(billing, ret->account);
	if (account != BILLING_NONE)
		ret->country = billing->account[account].legal_country;
}

const char *
purchase_cost_account(
    const struct billing *billing, const struct billing_supplier_invoice *row)
{
	if (row->cost_account[0] != '\0' || row->supplier == BILLING_NONE)
		return row->cost_account;
	return billing->supplier[row->supplier].default_cost_account;
}

void
payout_facts_get(const struct billing_payout *payout, struct payout_facts *ret)
{
	*ret = (struct payout_facts){ payout->gateway, payout->currency->code,
		date_of(payout->date) };
}
