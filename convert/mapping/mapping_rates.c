/* mapping_rates.c - rates.yaml (see mapping.h). */
#include <stdlib.h>
#include <string.h>

#include "mapping/mapping_parts.h"

#define DAYS_BACK_MOST 31

/* The currency of a rate, or NULL after a finding. */
static const struct currency *
read_currency(struct mapping_reader *reader, const struct yaml_node *node)
{
	const struct currency *currency;
	const char *code;

	if (!mapping_field_text(reader, node, "currency", &code))
		return NULL;
	currency = currency_find(code, strlen(code));
	if (currency != NULL && currency != currency_euro())
		return currency;
	yaml_expected(yaml_get(node, "currency"), reader->diag,
	    "a currency of ISO 4217 other than EUR");
	return NULL;
}

static void
read_rate(struct mapping_reader *reader, const struct yaml_node *node)
{
	static const char *const known[] = { "date", "currency",
		"units_per_euro" };
	struct mapping *mapping = reader->mapping;
	struct rate rate = { .units_per_euro = { 1, 0 } };
	char text[DECIMAL_TEXT_MAX];

	if (yaml_kind_of(node) != YAML_MAP) {
		yaml_expected(node, reader->diag, "keys with values");
		mapping_mark_damaged(reader);
		return;
	}
	yaml_check_keys(node, known, COUNT(known), reader->diag);
	rate.ref = mapping_ref(reader, yaml_pos(node));
	rate.currency = read_currency(reader, node);
	if (!mapping_field_decimal(
		reader, node, "units_per_euro", &rate.units_per_euro)) {
		rate.broken = true;
	} else if (rate.units_per_euro.units <= 0) {
		yaml_expected(yaml_get(node, "units_per_euro"), reader->diag,
		    "a number above 0");
		rate.broken = true;
	}
	if (!yaml_field_date(node, "date", true, reader->diag, &rate.date) ||
	    rate.currency == NULL) {
		mapping_mark_damaged(reader);
		return;
	}
	decimal_format(rate.units_per_euro, '.', text);
	rate.name = arena_printf(&mapping->arena, "%04d-%02d-%02d: %s %s",
	    rate.date.year, rate.date.month, rate.date.day, text,
	    rate.currency->code);
	mapping->rate = mem_grow(mapping->rate, mapping->rate_count,
	    &mapping->rate_capacity, sizeof(rate));
	mapping->rate[mapping->rate_count++] = rate;
}

static int
compare_rates(const void *a, const void *b)
{
	const struct rate *left = a, *right = b;
	int order = strcmp(left->currency->code, right->currency->code);

	if (order == 0)
		order = date_compare(left->date, right->date);
	if (order != 0)
		return order;
	return left->ref.pos.line < right->ref.pos.line
	           ? -1
	           : left->ref.pos.line > right->ref.pos.line;
}

/* Equal currency and day: the one that stands first counts. */
static void
sort_rates(struct mapping_reader *reader)
{
	struct mapping *mapping = reader->mapping;
	struct rate *rate = mapping->rate;
	size_t i, kept = 0;
	struct diag *finding;

	if (mapping->rate_count > 0)
		qsort(rate, mapping->rate_count, sizeof(*rate), compare_rates);
	for (i = 0; i < mapping->rate_count; i++) {
		if (kept == 0 || rate[kept - 1].currency != rate[i].currency ||
		    date_compare(rate[kept - 1].date, rate[i].date) != 0) {
			rate[kept++] = rate[i];
			continue;
		}
		finding = diag_add(reader->diag, RULE_MAPPING_DUPLICATE,
		    rate[i].ref.pos, "a second rate of %s on that day",
		    rate[i].currency->code);
		diag_note(finding, rate[kept - 1].ref.pos, "the first one");
	}
	mapping->rate_count = kept;
}

void
mapping_read_rates(struct mapping_reader *reader, const struct yaml_node *root)
{
	static const char *const known[] = { "fenvoy", "source", "days_back",
		"rates" };
	const struct yaml_node *list;
	const char *source;
	size_t i;

	yaml_check_keys(root, known, COUNT(known), reader->diag);
	list = yaml_field_list(root, "rates", true, reader->diag);
	if (list == NULL)
		mapping_mark_damaged(reader);
	/* Rates without their source could not be checked by anyone. */
	if (yaml_count(list) > 0)
		mapping_field_text(reader, root, "source", &source);
	yaml_field_integer(root, "days_back", false, reader->diag, 0,
	    DAYS_BACK_MOST, &reader->mapping->rate_days_back);
	for (i = 0; i < yaml_count(list); i++)
		read_rate(reader, yaml_at(list, i));
	sort_rates(reader);
}

/* The latest rate of a currency not after a day, or NULL. */
static struct rate *
find_rate(
    struct mapping *mapping, const struct currency *currency, struct date date)
{
	size_t low = 0, high = mapping->rate_count, middle;
	struct rate *rate;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		rate = &mapping->rate[middle];
		order = rate->currency == currency
		            ? date_compare(rate->date, date)
		            : strcmp(rate->currency->code, currency->code);
		if (order <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0 || mapping->rate[low - 1].currency != currency)
		return NULL;
	return &mapping->rate[low - 1];
}

bool
mapping_rate(struct mapping *mapping, const struct currency *currency,
    struct date date, struct rate_decision *ret)
{
	struct rate *rate;

	*ret = (struct rate_decision){ { 1, 0 }, { .text = "" } };
	if (currency == currency_euro())
		return true;
	rate = find_rate(mapping, currency, date);
	if (rate == NULL || date_to_days(date) - date_to_days(rate->date) >
				mapping->rate_days_back) {
		ret->rule = mapping->damage[MAPPING_FILE_RATES];
		return false;
	}
	ret->units_per_euro = rate->units_per_euro;
	ret->rule = rate->ref;
	rate->uses++;
	return !rate->broken;
}
