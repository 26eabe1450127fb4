/* purchase_vendor.c - what Netvisor is to know of a supplier. */
#include <string.h>

#include "ledger/purchase.h"
#include "ledger/quote.h"
#include "ledger/vat_number.h"

const char *
purchase_vat_number(const struct purchases *purchases, uint32_t index)
{
	const struct billing *billing = purchases->run->billing;
	uint32_t supplier = billing->supplier_invoice[index].supplier;

	return supplier == BILLING_NONE
	           ? ""
	           : billing->supplier[supplier].legal_vat_number;
}

const char *
purchase_country(struct purchases *purchases, uint32_t index)
{
	const struct purchase *purchase = &purchases->purchase[index];
	const char *number = purchase_vat_number(purchases, index);
	char id[BUSINESS_ID_TEXT_MAX];

	if (purchase->has_settings && purchase->settings.country[0] != '\0')
		return purchase->settings.country;
	while (*number == ' ')
		number++;
	if (business_id_make(number, id))
		return "FI";
	/* Greece writes EL. */
	if (strncmp(number, "EL", 2) == 0)
		return "GR";
	if (number[0] >= 'A' && number[0] <= 'Z' && number[1] >= 'A' &&
	    number[1] <= 'Z')
		return arena_strndup(&purchases->run->arena, number, 2);
	return "";
}

const char *
purchase_business_id(struct purchases *purchases, uint32_t index)
{
	const struct purchase *purchase = &purchases->purchase[index];
	const char *number = purchase_vat_number(purchases, index);
	char id[BUSINESS_ID_TEXT_MAX];

	if (purchase->settings.business_id[0] != '\0')
		return purchase->settings.business_id;
	if (business_id_make(number, id))
		return arena_strdup(&purchases->run->arena, id);
	return number;
}

void
purchase_check_vendor(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct purchase *purchase = &purchases->purchase[index];
	struct diag *diag;

	/* Netvisor's page on vendor.nv has it as required. */
	if (row->supplier == BILLING_NONE ||
	    purchase_business_id(purchases, index)[0] != '\0')
		return;
	diag =
	    diag_add_grouped(purchases->run->diag, RULE_LEDGER_PURCHASE_VENDOR,
		row->supplier_name, purchase->settings.rule.pos,
		"'%s' has neither a business id nor a VAT number",
		quote(row->supplier_name).text);
	diag_amount(diag, (struct money){ row->gross, row->currency });
	fault_add(
	    purchases->run, &purchase->faults, RULE_LEDGER_PURCHASE_VENDOR);
}
