/* original.c - the invoice that a credit note credits. */
#include "ledger/original.h"

#include <string.h>

#include "ledger/quote.h"
#include "ledger/receivables.h"

struct original
original_find(const struct ledger_run *run, uint32_t index)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	const struct billing_invoice *here;
	struct original original = { ORIGINAL_UNKNOWN, BILLING_NONE, NULL };

	if (invoice->type != DOCUMENT_CREDIT_NOTE ||
	    invoice->credited_number[0] == '\0') {
		original.place = ORIGINAL_NONE;
		return original;
	}
	if (invoice->credited != BILLING_NONE) {
		here = &run->billing->invoice[invoice->credited];
		if (here->type == DOCUMENT_INVOICE) {
			original.place = ORIGINAL_HERE;
			original.invoice = invoice->credited;
		}
		return original;
	}
	if (run_touched(run, invoice->credited_number) != NULL) {
		original.place = ORIGINAL_REJECTED;
		return original;
	}
	if (run->receivables != NULL)
		original.row = receivables_find(
		    run->receivables, invoice->credited_number);
	if (original.row != NULL &&
	    original.row->currency == invoice->currency &&
	    strcmp(original.row->kind, document_type_word(DOCUMENT_INVOICE)) ==
		0)
		original.place = ORIGINAL_EARLIER;
	return original;
}

const struct billing_invoice *
original_dated(const struct ledger_run *run, uint32_t index)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct original original = original_find(run, index);

	if (original.place == ORIGINAL_HERE &&
	    run->billing->invoice[original.invoice].currency ==
		invoice->currency)
		return &run->billing->invoice[original.invoice];
	if (original.place == ORIGINAL_NONE ||
	    invoice->currency == currency_euro())
		return invoice;
	return NULL;
}

static void
report_unlinked(struct ledger_run *run, const struct billing_invoice *invoice)
{
	struct diag *diag;

	diag = diag_add_grouped(run->diag, RULE_LEDGER_CREDIT_UNLINKED, "",
	    pos_of(invoice->source),
	    "credit note '%s' names no invoice, so its own VAT date and rate "
	    "are used",
	    quote(invoice->number).text);
	diag_amount(diag, (struct money){ invoice->gross, invoice->currency });
}

/* Of a foreign one invoice_rate speaks, and nothing is used. */
static void
report_unknown(struct ledger_run *run, const struct billing_invoice *invoice,
    const char *what)
{
	struct diag *diag;

	if (invoice->currency != currency_euro())
		return;
	diag = diag_add_grouped(run->diag, RULE_LEDGER_CREDITED_UNKNOWN, what,
	    pos_of(invoice->source),
	    "credit note '%s' credits '%s', %s, so its own VAT date is used",
	    quote(invoice->number).text, quote(invoice->credited_number).text,
	    what);
	diag_amount(diag, (struct money){ invoice->gross, invoice->currency });
}

static void
check_here(struct ledger_run *run, uint32_t original, struct fault **faults)
{
	if (run->invoice[original].carry == CARRY_YES &&
	    run->invoice[original].faults != NULL)
		fault_add_names(run, faults, "dependency");
}

static void
check_earlier(struct ledger_run *run, const struct billing_invoice *invoice,
    const struct receivable *row, struct fault **faults)
{
	char month[MONTH_TEXT_MAX];
	struct diag *diag;

	if (strcmp(row->reason, RECEIVABLE_WITHHELD) == 0) {
		diag = diag_add(run->diag, RULE_LEDGER_CREDITED_WITHHELD,
		    pos_of(invoice->source),
		    "credit note '%s' credits '%s', which %s withheld",
		    quote(invoice->number).text, quote(row->number).text,
		    month_format(row->month, month));
		diag_note(diag, pos_of(row->source), "the invoice");
		fault_add(run, faults, RULE_LEDGER_CREDITED_WITHHELD);
	} else if (row->vat_date.year == 0) {
		report_unknown(run, invoice, "whose VAT date is not known");
	}
}

void
original_check(struct ledger_run *run, uint32_t index)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct invoice_state *state = &run->invoice[index];
	struct original original = original_find(run, index);

	switch (original.place) {
	case ORIGINAL_NONE:
		report_unlinked(run, invoice);
		break;
	case ORIGINAL_HERE:
		check_here(run, original.invoice, &state->faults);
		break;
	case ORIGINAL_REJECTED:
		fault_add_names(run, &state->faults, "dependency");
		break;
	case ORIGINAL_EARLIER:
		check_earlier(run, invoice, original.row, &state->faults);
		break;
	case ORIGINAL_UNKNOWN:
		report_unknown(run, invoice,
		    "which is neither in these exports nor among the "
		    "receivables of earlier months");
		break;
	}
}

/* "KOMY 25.5" is the beginning of an entry of "KOMY0 0 1 0; KOMY 25.5 2 1". */
static bool
has_vat(const char *list, const struct vat_decision *vat)
{
	struct decimal own;
	size_t code = strlen(vat->code), len;

	while (*list != '\0') {
		list += strspn(list, " ");
		len = strcspn(list, ";");
		if (strncmp(list, vat->code, code) == 0 && list[code] == ' ') {
			list += code + 1;
			len -= code + 1;
			if (decimal_parse(list, strcspn(list, " ;"),
				number_style_plain, &own, NULL) == NUMBER_OK &&
			    decimal_compare(own, vat->percent) == 0)
				return true;
		}
		list += len;
		if (*list == ';')
			list++;
	}
	return false;
}

void
original_check_vat(struct ledger_run *run, uint32_t index)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct original original = original_find(run, index);
	const struct line_decision *decision;
	char percent[DECIMAL_TEXT_MAX];
	struct diag *diag;
	uint32_t i, at;

	if (original.place != ORIGINAL_EARLIER || original.row->vat[0] == '\0')
		return;
	for (i = 0; i < invoice->line_count; i++) {
		at = run->billing->invoice_lines[invoice->line_first + i];
		decision = run->line[at].decision;
		if (decision == NULL || decision->vat.code == NULL ||
		    has_vat(original.row->vat, &decision->vat))
			continue;
		decimal_format(decision->vat.percent, '.', percent);
		diag = diag_add(run->diag, RULE_LEDGER_CREDITED_VAT,
		    pos_of(run->billing->line[at].source),
		    "credit note '%s' has %s %s %%, but '%s' had %s",
		    quote(invoice->number).text, decision->vat.code, percent,
		    quote(original.row->number).text,
		    quote(original.row->vat).text);
		diag_note(diag, pos_of(original.row->source), "the invoice");
		return;
	}
}
