/* gap_entry.c - see gap_entry.h. */
#include "ledger/gap_entry.h"

#include <string.h>

#include "base/buf.h"
#include "base/business_id.h"
#include "base/mem.h"
#include "ledger/gap_list.h"

#define UNDECIDED "DECIDE"

/* The text of a buffer, which the caller frees. */
static char *
take(struct buf *buf)
{
	char *text = mem_strdup(buf_text(buf));

	buf_release(buf);
	return text;
}

/* `"word": DECIDE` */
char *
gap_word_entry(const char *word)
{
	struct buf buf;

	buf_init(&buf, BUF_MAX_DEFAULT);
	yaml_put_text(&buf, word);
	buf_puts(&buf, ": " UNDECIDED);
	return take(&buf);
}

static void
put_condition(struct buf *buf, const char *name, const char *value)
{
	buf_printf(
	    buf, "%s%s: ", buf->data[buf->len - 1] == '{' ? " " : ", ", name);
	yaml_put_text(buf, value);
}

char *
gap_account_entry(const struct line_facts *facts)
{
	struct buf buf;

	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_puts(&buf, "- { when: {");
	put_condition(&buf, "country", facts->country);
	put_condition(&buf, "revenue_group", facts->revenue_group);
	buf_puts(&buf, " }, account: " UNDECIDED " }");
	return take(&buf);
}

/* The export's percent counts, so the rule has it already. */
char *
gap_vat_entry(const struct line_facts *facts)
{
	char rate[DECIMAL_TEXT_MAX];
	struct buf buf;

	decimal_format(decimal_trim(facts->vat_rate), '.', rate);
	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_puts(&buf, "- { when: {");
	put_condition(&buf, "country", facts->country);
	put_condition(
	    &buf, "customer", facts->business ? "business" : "consumer");
	if (facts->vat_type[0] != '\0')
		put_condition(&buf, "vat_type", facts->vat_type);
	put_condition(&buf, "revenue_group", facts->revenue_group);
	buf_printf(&buf,
	    ", rate: %s }, code: " UNDECIDED
	    ", percent: %s, vat_date: " UNDECIDED " }",
	    rate, rate);
	return take(&buf);
}

char *
gap_product_entry(const struct line_facts *facts)
{
	struct buf buf;

	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_puts(&buf, "- { when: {");
	put_condition(&buf, "revenue_group", facts->revenue_group);
	buf_puts(&buf, " }, product: " UNDECIDED " }");
	return take(&buf);
}

char *
gap_key_entry(const char *key)
{
	return mem_printf("%s: " UNDECIDED, key);
}

char *
gap_rate_entry(const struct currency *currency, struct date day)
{
	char date[DATE_TEXT_MAX];

	return mem_printf(
	    "- { date: %s, currency: %s, units_per_euro: " UNDECIDED " }",
	    date_format(day, date), currency->code);
}

char *
gap_payment_entry(const struct payment_facts *facts)
{
	struct buf buf;

	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_printf(
	    &buf, "- { when: { kind: %s", transaction_kind_words[facts->kind]);
	if (facts->gateway[0] != '\0')
		put_condition(&buf, "gateway", facts->gateway);
	put_condition(&buf, "currency", facts->currency);
	buf_puts(&buf, " }, account: " UNDECIDED ", method: " UNDECIDED " }");
	return take(&buf);
}

char *
gap_payout_entry(const struct payout_facts *facts)
{
	struct buf buf;

	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_puts(&buf, "- { when: {");
	put_condition(&buf, "gateway", facts->gateway);
	put_condition(&buf, "currency", facts->currency);
	buf_puts(&buf, " }, bank: " UNDECIDED ", clearing: " UNDECIDED
		       ", fee: " UNDECIDED " }");
	return take(&buf);
}

char *
gap_purchase_entry(const struct purchase_facts *facts)
{
	struct buf buf;

	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_puts(&buf, "- { when: {");
	if (facts->country[0] != '\0')
		put_condition(&buf, "country", facts->country);
	else
		put_condition(&buf, "supplier", facts->supplier);
	buf_printf(&buf,
	    ", vat: %s }, code: " UNDECIDED ", percent: " UNDECIDED " }",
	    facts->has_vat ? "some" : "none");
	return take(&buf);
}

/* Would suppliers.yaml take the number? */
static bool
is_sound_number(const char *number, const char *country)
{
	char text[BUSINESS_ID_TEXT_MAX];

	return number[0] != '\0' &&
	       (strcmp(country, "FI") != 0 ||
		   business_id_parse(number, text) == BUSINESS_ID_OK);
}

char *
gap_supplier_entry(
    const char *name, const char *number, const char *country, bool vendor)
{
	struct buf buf;

	buf_init(&buf, BUF_MAX_DEFAULT);
	yaml_put_text(&buf, name);
	buf_puts(&buf, ": {");
	if (vendor)
		buf_puts(&buf, " code: " UNDECIDED ",");
	if (is_sound_number(number, country)) {
		buf_puts(&buf, " business_id: ");
		yaml_put_text(&buf, number);
		buf_putc(&buf, ',');
	}
	buf_puts(&buf, " country: ");
	if (country[0] != '\0')
		yaml_put_text(&buf, country);
	else
		buf_puts(&buf, UNDECIDED);
	buf_puts(&buf, " }");
	return take(&buf);
}
