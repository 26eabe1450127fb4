/* explain_decision.c - single decisions in words (see explain_decision.h). */
#include "ledger/explain_decision.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "ledger/facts.h"
#include "ledger/original.h"
#include "ledger/quote.h"
#include "ledger/receivables.h"

#define NEAREST_MOST 3

void
explain_label(struct explanation *explanation, const char *name)
{
	buf_printf(explanation->buf, "  %-12s", name);
}

/* "  by mappings/accounts.yaml:12", without the end of the line. */
static void
put_place(struct explanation *explanation, struct rule_ref rule)
{
	if (rule.text != NULL && rule.text[0] != '\0')
		buf_printf(explanation->buf, "  by %s", rule.text);
}

/* The place of a map's entry says enough. */
void
explain_entry(struct explanation *explanation, struct rule_ref rule)
{
	put_place(explanation, rule);
	buf_putc(explanation->buf, '\n');
}

/* A rule is named too, since its conditions are what one looks for. */
void
explain_rule(struct explanation *explanation, struct rule_ref rule)
{
	const char *name;

	put_place(explanation, rule);
	name = mapping_rule_name(explanation->run.mapping, rule.pos);
	buf_puts(explanation->buf, " (");
	text_put_escaped(explanation->buf, name, strlen(name));
	buf_puts(explanation->buf, ")\n");
}

/* True after saying that an earlier finding explains why there is none. */
static bool
put_explained(struct explanation *explanation, struct rule_ref rule)
{
	if (rule.text == NULL || rule.text[0] == '\0')
		return false;
	buf_printf(
	    explanation->buf, "none: see the findings on %s\n", rule.text);
	return true;
}

/* No rule of an ordered table holds: name those that almost do. */
void
explain_nearest(struct explanation *explanation, struct rule_ref rule,
    enum mapping_table table, const struct line_facts *facts)
{
	const struct mapping *mapping = explanation->run.mapping;
	struct mapping_near near[NEAREST_MOST];
	size_t i, count;

	if (put_explained(explanation, rule))
		return;
	buf_printf(explanation->buf, "none: no rule of %s holds\n",
	    mapping_table_file(mapping, table));
	count = mapping_nearest(mapping, table, facts, near, NEAREST_MOST);
	for (i = 0; i < count; i++)
		buf_printf(explanation->buf, "  %-12s%s fails on %s (%s)\n", "",
		    near[i].rule.text, near[i].fails, near[i].name);
}

void
explain_absent(struct explanation *explanation, struct rule_ref rule,
    enum mapping_table table, const char *what)
{
	if (!put_explained(explanation, rule))
		buf_printf(explanation->buf, "none: %s has no %s\n",
		    mapping_table_file(explanation->run.mapping, table), what);
}

static void
put_values(struct explanation *explanation, const struct line_facts *facts)
{
	static const char *const zone[] = { "home", "eu", "other" };
	char rate[DECIMAL_TEXT_MAX];

	decimal_format(facts->vat_rate, '.', rate);
	explain_label(explanation, "facts");
	buf_printf(explanation->buf,
	    "country '%s' (%s), %s, revenue group '%s', VAT type '%s', "
	    "rate %s, %s, account '%s'\n",
	    quote(facts->country).text,
	    zone[mapping_zone(
		explanation->run.mapping, facts->country, facts->invoice_date)],
	    facts->business ? "business" : "consumer",
	    quote(facts->revenue_group).text, quote(facts->vat_type).text, rate,
	    facts->currency, quote(facts->account).text);
}

static void
put_dates(struct explanation *explanation, const struct line_facts *facts)
{
	const struct date dates[] = { facts->invoice_date, facts->period_start,
		facts->period_end, facts->payment_date };
	static const char *const name[] = { "invoice", "period from",
		"period to", "payment" };
	char text[DATE_TEXT_MAX];
	size_t i;

	explain_label(explanation, "dates");
	for (i = 0; i < sizeof(name) / sizeof(name[0]); i++)
		buf_printf(explanation->buf, "%s%s %s", i > 0 ? ", " : "",
		    name[i],
		    date_is_set(dates[i]) ? date_format(dates[i], text)
					  : "none");
	buf_putc(explanation->buf, '\n');
}

void
explain_facts(struct explanation *explanation, const struct line_facts *facts)
{
	put_values(explanation, facts);
	put_dates(explanation, facts);
}

void
explain_account(struct explanation *explanation, const struct line_facts *facts)
{
	struct account_decision decision;

	explain_label(explanation, "account");
	if (mapping_account(explanation->run.mapping, facts, &decision)) {
		buf_puts(explanation->buf, decision.account);
		explain_rule(explanation, decision.rule);
	} else {
		explain_nearest(
		    explanation, decision.rule, MAPPING_ACCOUNTS, facts);
	}
}

void
explain_vat(struct explanation *explanation, const struct line_facts *facts)
{
	char percent[DECIMAL_TEXT_MAX], date[DATE_TEXT_MAX];
	struct vat_decision decision;

	explain_label(explanation, "VAT");
	if (!mapping_vat(explanation->run.mapping, facts, &decision)) {
		explain_nearest(explanation, decision.rule, MAPPING_VAT, facts);
		return;
	}
	decimal_format(decision.percent, '.', percent);
	buf_printf(explanation->buf, "%s %s %% on %s (%s)", decision.code,
	    percent, date_format(decision.vat_date, date),
	    mapping_vat_date_name(decision.vat_date_rule));
	if (decimal_compare(decision.percent, facts->vat_rate) != 0)
		buf_puts(explanation->buf, ", but the export has another");
	explain_rule(explanation, decision.rule);
}

void
explain_product(struct explanation *explanation, const struct line_facts *facts)
{
	struct product_decision decision;

	explain_label(explanation, "product");
	if (mapping_product(explanation->run.mapping, facts, &decision)) {
		buf_puts(explanation->buf, decision.product);
		if (decision.unit[0] != '\0')
			buf_printf(
			    explanation->buf, ", unit %s", decision.unit);
		explain_rule(explanation, decision.rule);
	} else {
		explain_nearest(
		    explanation, decision.rule, MAPPING_PRODUCTS, facts);
	}
}

void
explain_dimension(
    struct explanation *explanation, const struct line_facts *facts)
{
	struct dimension_decision decision;

	explain_label(explanation, "dimension");
	if (!mapping_dimension(explanation->run.mapping, facts, &decision)) {
		explain_absent(explanation, decision.rule, MAPPING_DIMENSIONS,
		    "item for it");
	} else if (decision.header == NULL) {
		buf_puts(explanation->buf, "none: the mapping sets none\n");
	} else {
		buf_printf(
		    explanation->buf, "%s: %s", decision.header, decision.item);
		explain_entry(explanation, decision.rule);
	}
}

/* Of an original that no rate of a date may be taken for. */
static void
put_rate_of_original(struct explanation *explanation, uint32_t index)
{
	const struct billing_invoice *invoice =
	    &explanation->run.billing->invoice[index];
	struct original original = original_find(&explanation->run, index);
	char units[DECIMAL_TEXT_MAX];

	if (original.place != ORIGINAL_EARLIER ||
	    original.row->rate.units <= 0) {
		buf_printf(explanation->buf, "that of '%s', not known\n",
		    quote(invoice->credited_number).text);
		return;
	}
	decimal_format(original.row->rate, '.', units);
	buf_printf(explanation->buf, "%s %s per EUR, that of '%s' in %s:%u\n",
	    units, invoice->currency->code, quote(original.row->number).text,
	    original.row->source.file, (unsigned)original.row->source.line);
}

void
explain_rate(
    struct explanation *explanation, const struct billing_invoice *invoice)
{
	const struct ledger_run *run = &explanation->run;
	uint32_t index = (uint32_t)(invoice - run->billing->invoice);
	char units[DECIMAL_TEXT_MAX], date[DATE_TEXT_MAX];
	struct rate_decision decision;

	explain_label(explanation, "rate");
	/* A credit note takes the rate of what it credits. */
	invoice = original_dated(run, index);
	if (invoice == NULL) {
		put_rate_of_original(explanation, index);
		return;
	}
	date_format(date_of(invoice->date), date);
	if (mapping_rate(explanation->run.mapping, invoice->currency,
		date_of(invoice->date), &decision)) {
		decimal_format(decision.units_per_euro, '.', units);
		buf_printf(explanation->buf, "%s %s per EUR on %s", units,
		    invoice->currency->code, date);
		explain_entry(explanation, decision.rule);
	} else {
		explain_absent(explanation, decision.rule, MAPPING_RATES,
		    "rate near that day");
	}
}

void
explain_customer(
    struct explanation *explanation, const struct billing_account *account)
{
	struct customer_settings settings;
	struct customer_facts facts;

	customer_facts_get(account, &facts);
	explain_label(explanation, "language");
	if (!mapping_customer(explanation->run.mapping, &facts, &settings)) {
		explain_absent(explanation, settings.rule, MAPPING_CUSTOMERS,
		    "word for this language");
	} else {
		buf_puts(explanation->buf,
		    settings.language != NULL ? settings.language : "none");
		explain_entry(explanation, settings.rule);
	}
	explain_label(explanation, "group");
	buf_printf(explanation->buf, "%s\n",
	    settings.group[0] != '\0' ? settings.group : "none");
	if (settings.payment_term >= 0) {
		explain_label(explanation, "payment term");
		buf_printf(explanation->buf, "%ld\n", settings.payment_term);
	}
	if (settings.einvoice_address[0] != '\0') {
		explain_label(explanation, "e-invoices");
		buf_printf(explanation->buf, "%s through %s\n",
		    settings.einvoice_address, settings.einvoice_operator);
	}
}

void
explain_erp_number(struct explanation *explanation, const char *number)
{
	struct account_decision decision;

	if (number[0] == '\0')
		return;
	explain_label(explanation, "ERP account");
	buf_printf(explanation->buf, "%s: ", quote(number).text);
	if (mapping_erp_account(explanation->run.mapping, number, &decision)) {
		buf_puts(explanation->buf, decision.account);
		explain_entry(explanation, decision.rule);
	} else {
		explain_absent(explanation, decision.rule, MAPPING_ERP_ACCOUNTS,
		    "account for it");
	}
}
