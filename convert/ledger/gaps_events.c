/* gaps_events.c - findings for payments, payouts and purchases (see gaps.h). */
#include <stdlib.h>

#include "base/mem.h"
#include "ledger/gaps.h"
#include "ledger/quote.h"

/* Add a row's finding; key is freed. */
static void
add_gap(struct diag_list *diag, enum rule_id rule, char *key,
    struct row_source source, struct money amount, char *text)
{
	struct diag *finding;

	finding = diag_add_grouped(diag, rule, key, pos_of(source), "%s", text);
	diag_amount(finding, amount);
	free(key);
	free(text);
}

void
gap_system_account(struct diag_list *diag, const char *name)
{
	static const struct source_pos place = { "mappings/accounts.yaml", 1,
		1 };

	(void)diag_add_grouped(diag, RULE_LEDGER_SYSTEM_ACCOUNT, name, place,
	    "'system' has no account '%s'", name);
}

/* " through 'stripe'", or "". */
static char *
through(const char *gateway)
{
	if (gateway[0] == '\0')
		return mem_strdup("");
	return mem_printf(" through '%s'", quote(gateway).text);
}

void
gap_payment(struct diag_list *diag, const struct billing_transaction *payment,
    const struct payment_facts *facts)
{
	const char *kind = transaction_kind_words[payment->kind];
	struct money amount = { payment->amount, payment->currency };
	char *way = through(facts->gateway);

	add_gap(diag, RULE_MAPPING_PAYMENT_MISSING,
	    mem_printf(
		"%s|%s|%s", kind, facts->gateway, payment->currency->code),
	    payment->source, amount,
	    mem_printf("no account for payments of kind %s%s in %s", kind, way,
		payment->currency->code));
	free(way);
}

void
gap_payout(struct diag_list *diag, const struct billing_payout *payout)
{
	struct money amount = { payout->gross, payout->currency };

	add_gap(diag, RULE_MAPPING_PAYOUT_MISSING,
	    mem_printf("%s|%s", payout->gateway, payout->currency->code),
	    payout->source, amount,
	    mem_printf("no accounts for payouts of gateway '%s' in %s",
		quote(payout->gateway).text, payout->currency->code));
}

void
gap_purchase(struct diag_list *diag,
    const struct billing_supplier_invoice *invoice,
    const struct purchase_facts *facts)
{
	struct money amount = { invoice->net, invoice->currency };
	const char *vat = facts->has_vat ? "with VAT" : "without VAT";
	bool placed = facts->country[0] != '\0';

	add_gap(diag, RULE_MAPPING_PURCHASE_MISSING,
	    mem_printf("%d|%s|%s", placed,
		placed ? facts->country : facts->supplier, vat),
	    invoice->source, amount,
	    placed ? mem_printf("no VAT code for purchases from country '%s', "
				"%s",
			 quote(facts->country).text, vat)
		   : mem_printf("no VAT code for purchases from '%s', whose "
				"country is not known, %s",
			 quote(facts->supplier).text, vat));
}

void
gap_supplier(
    struct diag_list *diag, const struct billing_supplier_invoice *invoice)
{
	struct money amount = { invoice->gross, invoice->currency };

	add_gap(diag, RULE_MAPPING_SUPPLIER_MISSING,
	    mem_strdup(invoice->supplier_name), invoice->source, amount,
	    mem_printf("supplier '%s' is not in suppliers.yaml",
		quote(invoice->supplier_name).text));
}
