/* payment_document.c - the invoice or credit note that a payment changes. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ledger/invoice_check.h"
#include "ledger/payment.h"
#include "ledger/quote.h"
#include "ledger/receivables.h"

static const struct receivable *
find_receivable(const struct ledger_run *run, const char *number)
{
	return run->receivables == NULL
	           ? NULL
	           : receivables_find(run->receivables, number);
}

/* By its code; the account may be in another month's exports only. */
static void
fill_customer(const struct ledger_run *run, uint32_t account,
    struct payment_document *ret)
{
	ret->payer = ret->customer;
	ret->country = "";
	if (account == BILLING_NONE)
		return;
	ret->payer = run->billing->account[account].company_name;
	ret->country = run->billing->account[account].legal_country;
}

static void
fill_here(struct ledger_run *run, uint32_t index, struct payment_document *ret)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	const struct invoice_state *state = &run->invoice[index];
	struct fault *ignored = NULL;

	ret->number = invoice->number;
	ret->key = invoice_key(run, invoice);
	ret->customer = invoice->account_code;
	ret->currency = invoice->currency;
	ret->date = date_of(invoice->date);
	ret->type = invoice->type;
	if (invoice_rate(run, index, false, &ignored))
		ret->rate = state->rate;
	ret->withheld = state->carry == CARRY_YES && state->faults != NULL;
	ret->ours = state->carry == CARRY_YES && state->faults == NULL;
	fill_customer(run, invoice->account, ret);
}

static void
fill_earlier(struct ledger_run *run, const struct receivable *row,
    struct payment_document *ret)
{
	struct rate_decision decision;

	ret->number = row->number;
	ret->key = row->document;
	ret->customer = row->customer;
	ret->currency = row->currency;
	ret->date = date_of(row->date);
	ret->type =
	    strcmp(row->kind, document_type_word(DOCUMENT_CREDIT_NOTE)) == 0
		? DOCUMENT_CREDIT_NOTE
		: DOCUMENT_INVOICE;
	ret->rate = row->rate;
	/* What was left out then has only its date to tell the rate. */
	if (row->rate.units == 0 && ret->type == DOCUMENT_INVOICE &&
	    mapping_rate(run->mapping, row->currency, ret->date, &decision))
		ret->rate = decision.units_per_euro;
	ret->withheld = strcmp(row->reason, RECEIVABLE_WITHHELD) == 0;
	ret->ours =
	    row->reason[0] == '\0' && text_starts_with(row->key, "invoice:");
	fill_customer(
	    run, billing_find_account(run->billing, row->customer), ret);
}

bool
payment_document_get(
    struct ledger_run *run, const char *number, struct payment_document *ret)
{
	const struct receivable *row;

	memset(ret, 0, sizeof(*ret));
	if (number[0] == '\0')
		return false;
	row = find_receivable(run, number);
	ret->index = billing_find_invoice(run->billing, number);
	ret->vat = row == NULL ? "" : row->vat;
	ret->counted = row != NULL;
	if (ret->index != BILLING_NONE)
		fill_here(run, ret->index, ret);
	else if (row != NULL)
		fill_earlier(run, row, ret);
	return ret->index != BILLING_NONE || row != NULL;
}

static void
report_unknown(struct ledger_run *run, const struct billing_transaction *row,
    const char *number, struct fault **faults)
{
	struct diag *diag;

	if (run_touched(run, number) != NULL ||
	    run->billing->incomplete[BILLING_INVOICE]) {
		fault_add_explained(run, faults);
		return;
	}
	fault_add(run, faults, RULE_LEDGER_PAYMENT_INVOICE_UNKNOWN);
	if (number[0] == '\0') {
		diag = diag_add_grouped(run->diag,
		    RULE_LEDGER_PAYMENT_INVOICE_UNKNOWN, "",
		    pos_of(row->source), "payment '%s' names no invoice",
		    quote(row->uuid).text);
		diag_remedy(diag, "give the payment its invoice in Fenerum "
				  "and export the transactions again");
	} else {
		diag = diag_add_grouped(run->diag,
		    RULE_LEDGER_PAYMENT_INVOICE_UNKNOWN, number,
		    pos_of(row->source),
		    "no invoice '%s' in these exports or in an earlier month",
		    quote(number).text);
	}
	diag_amount(diag, payment_amount(row));
}

static void
report_rate(struct ledger_run *run, const struct billing_transaction *row,
    const struct payment_document *document, struct fault **faults)
{
	char date[DATE_TEXT_MAX];
	struct diag *diag;
	char *key;

	/* The invoice's own gap; one finding, whoever meets it first. */
	if (document->index != BILLING_NONE) {
		(void)invoice_rate(run, document->index, true, faults);
		return;
	}
	fault_add(run, faults, RULE_MAPPING_RATE_MISSING);
	date_format(document->date, date);
	key = mem_printf("%s|%s", document->currency->code, date);
	diag = diag_add_grouped(run->diag, RULE_MAPPING_RATE_MISSING, key,
	    pos_of(row->source), "no rate for %s on %s",
	    document->currency->code, date);
	diag_amount(diag, payment_amount(row));
	free(key);
}

bool
payment_document_need(struct ledger_run *run, uint32_t transaction,
    const char *number, struct payment_document *ret)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	struct fault **faults = &run->payment[transaction].faults;

	if (!payment_document_get(run, number, ret)) {
		report_unknown(run, row, number, faults);
		return false;
	}
	if (ret->currency != row->currency) {
		diag_add(run->diag, RULE_LEDGER_PAYMENT_CURRENCY,
		    pos_of(row->source), "a payment in %s of '%s' in %s",
		    row->currency->code, quote(number).text,
		    ret->currency->code);
		fault_add(run, faults, RULE_LEDGER_PAYMENT_CURRENCY);
		return false;
	}
	if (ret->withheld) {
		fault_add_explained(run, faults);
	} else if (ret->rate.units == 0) {
		report_rate(run, row, ret, faults);
	}
	return true;
}

bool
payment_pair_get(
    struct ledger_run *run, uint32_t transaction, struct payment_pair *ret)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	struct payment_document swapped;

	if (!payment_document_get(run, row->invoice_number, &ret->invoice) ||
	    !payment_document_get(run, row->settled_number, &ret->credit) ||
	    ret->invoice.type == ret->credit.type)
		return false;
	if (ret->invoice.type == DOCUMENT_CREDIT_NOTE) {
		swapped = ret->invoice;
		ret->invoice = ret->credit;
		ret->credit = swapped;
	}
	return true;
}
