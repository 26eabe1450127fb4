/* gaps.c - findings for what no mapping rule decides. */
#include "ledger/gaps.h"

#include <stdlib.h>

#include "base/mem.h"
#include "ledger/quote.h"

/* Add a line's finding; key and text are freed. */
static struct diag *
add_gap(struct diag_list *diag, enum rule_id rule, char *key,
    const struct billing_line *line, char *text)
{
	struct diag *finding;

	finding =
	    diag_add_grouped(diag, rule, key, pos_of(line->source), "%s", text);
	diag_amount(finding, line_net(line));
	free(key);
	free(text);
	return finding;
}

void
gap_account(struct diag_list *diag, const struct billing_line *line,
    const struct line_facts *facts)
{
	add_gap(diag, RULE_MAPPING_ACCOUNT_MISSING,
	    mem_printf("%s|%s", facts->country, facts->revenue_group), line,
	    mem_printf("no revenue account for country '%s' and revenue "
		       "group '%s'",
		quote(facts->country).text, quote(facts->revenue_group).text));
}

/* " (vat.yaml:12 holds on other dates than 2026-10-31)", or "". */
static char *
other_date(struct mapping *mapping, const struct line_facts *facts)
{
	struct vat_decision other;
	char date[DATE_TEXT_MAX];

	if (!mapping_vat_other_date(mapping, facts, &other))
		return mem_printf("%s", "");
	if (!date_is_set(other.vat_date))
		return mem_printf(" (%s needs a %s, and there is none)",
		    other.rule.text,
		    mapping_vat_date_name(other.vat_date_rule));
	return mem_printf(" (%s holds on other dates than the VAT date %s)",
	    other.rule.text, date_format(other.vat_date, date));
}

void
gap_vat(struct diag_list *diag, struct mapping *mapping,
    const struct billing_line *line, const struct line_facts *facts)
{
	const char *customer = facts->business ? "business" : "consumer";
	char rate[DECIMAL_TEXT_MAX];
	struct vat_decision waits;
	struct diag *finding;
	char *other;

	decimal_format(decimal_trim(facts->vat_rate), '.', rate);
	other = other_date(mapping, facts);
	finding = add_gap(diag, RULE_MAPPING_VAT_MISSING,
	    mem_printf("%s|%s|%s|%s|%s", facts->country, customer,
		facts->vat_type, facts->revenue_group, rate),
	    line,
	    mem_printf("no VAT code for country '%s', %s, VAT type '%s', "
		       "revenue group '%s', %s %%%s",
		quote(facts->country).text, customer,
		quote(facts->vat_type).text, quote(facts->revenue_group).text,
		rate, other));
	free(other);
	if (mapping_vat_other_date(mapping, facts, &waits) &&
	    waits.vat_date_rule == VAT_DATE_PAYMENT &&
	    !date_is_set(waits.vat_date))
		diag_remedy(finding,
		    "close the month when the payment is there, or add a rule "
		    "with another vat_date after that one");
	else if (!facts->business && mapping_zone(mapping, facts->country,
					 facts->invoice_date) == ZONE_EU)
		diag_remedy(finding,
		    "decide how sales to consumers in other EU countries are "
		    "taxed: with Finnish VAT while they are below 10 000 EUR a "
		    "year (directive 2006/112/EC, article 59c), else with the "
		    "customer's rate under the one-stop scheme; then add a "
		    "rule with customer: consumer to mappings/vat.yaml");
}

void
gap_vat_percent(struct diag_list *diag, const struct billing_line *line,
    const struct line_facts *facts, const struct vat_decision *vat)
{
	char rate[DECIMAL_TEXT_MAX], percent[DECIMAL_TEXT_MAX];

	decimal_format(decimal_trim(facts->vat_rate), '.', rate);
	decimal_format(decimal_trim(vat->percent), '.', percent);
	add_gap(diag, RULE_MAPPING_VAT_PERCENT,
	    mem_printf("%s|%s", vat->rule.text, rate), line,
	    mem_printf("the export has %s %%, but %s gives %s with %s %%", rate,
		vat->rule.text, vat->code, percent));
}

void
gap_product(struct diag_list *diag, const struct billing_line *line,
    const struct line_facts *facts)
{
	add_gap(diag, RULE_MAPPING_PRODUCT_MISSING,
	    mem_printf("%s", facts->revenue_group), line,
	    mem_printf("no product for revenue group '%s' and "
		       "description '%s'",
		quote(facts->revenue_group).text,
		quote(facts->description).text));
}

void
gap_dimension(struct diag_list *diag, const struct billing_line *line,
    const struct line_facts *facts, const struct dimension_decision *dimension)
{
	const char *field = dimension->field, *value = dimension->value;

	if (field == NULL || value == NULL) {
		field = "revenue_group";
		value = facts->revenue_group;
	}
	add_gap(diag, RULE_MAPPING_DIMENSION_MISSING, mem_printf("%s", value),
	    line,
	    mem_printf(
		"no dimension item for %s '%s'", field, quote(value).text));
}

void
gap_rate_on(struct diag_list *diag, struct row_source source, struct date day,
    struct money amount)
{
	char date[DATE_TEXT_MAX];
	struct diag *finding;
	char *key;

	date_format(day, date);
	key = mem_printf("%s|%s", amount.currency->code, date);
	finding = diag_add_grouped(diag, RULE_MAPPING_RATE_MISSING, key,
	    pos_of(source), "no rate for %s on %s", amount.currency->code,
	    date);
	diag_amount(finding, amount);
	free(key);
}

void
gap_rate(struct diag_list *diag, const struct billing_invoice *invoice)
{
	gap_rate_on(diag, invoice->source, date_of(invoice->date),
	    (struct money){ invoice->gross, invoice->currency });
}

void
gap_erp_account(struct diag_list *diag, struct row_source source,
    const char *number, struct money amount)
{
	struct diag *finding;

	finding = diag_add_grouped(diag, RULE_MAPPING_ERP_ACCOUNT_MISSING,
	    number, pos_of(source),
	    "ERP account '%s' has no account in Netvisor", quote(number).text);
	diag_amount(finding, amount);
}

void
gap_language(struct diag_list *diag, const struct billing_account *account)
{
	diag_add_grouped(diag, RULE_MAPPING_LANGUAGE_MISSING, account->language,
	    pos_of(account->source), "no language for '%s'",
	    quote(account->language).text);
}
