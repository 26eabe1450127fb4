/* mapping_near.c - the rules that almost hold, for explaining why none does. */
#include <string.h>

#include "mapping/mapping_parts.h"

#define BITS (FIELD_COUNT + 3)

static unsigned
count_bits(unsigned bits)
{
	unsigned count = 0;

	for (; bits != 0; bits &= bits - 1)
		count++;
	return count;
}

static const char *
bit_name(const struct rule_table *table, unsigned bit)
{
	if (bit < FIELD_COUNT)
		return rule_field_name(table, (enum field)bit);
	if (FIELD_BIT(bit) == FAILS_FROM)
		return "from";
	return FIELD_BIT(bit) == FAILS_UNTIL ? "until" : "vat_date";
}

/* The names of all of them fit, but for the last few of very many. */
static void
name_bits(
    const struct rule_table *table, unsigned bits, char *text, size_t size)
{
	size_t len = 0, name_len;
	unsigned bit;

	text[0] = '\0';
	for (bit = 0; bit < BITS; bit++) {
		if ((bits & FIELD_BIT(bit)) == 0)
			continue;
		name_len = strlen(bit_name(table, bit));
		if (len + name_len + 3 > size)
			return;
		if (len > 0) {
			memcpy(text + len, ", ", 2);
			len += 2;
		}
		memcpy(text + len, bit_name(table, bit), name_len + 1);
		len += name_len;
	}
}

static const struct rule_table *
table_of(const struct mapping *mapping, enum mapping_table table)
{
	switch (table) {
	case MAPPING_VAT:
		return &mapping->vat;
	case MAPPING_PRODUCTS:
		return &mapping->products;
	case MAPPING_PAYMENTS:
		return &mapping->payments;
	case MAPPING_PAYOUTS:
		return &mapping->payouts;
	case MAPPING_PURCHASES:
		return &mapping->purchases;
	case MAPPING_ACCOUNTS:
	case MAPPING_DIMENSIONS:
	case MAPPING_CUSTOMERS:
	case MAPPING_RATES:
	case MAPPING_ERP_ACCOUNTS:
	case MAPPING_SUPPLIERS:
	case MAPPING_CUSTOMER_RULES:
	case MAPPING_CUSTOMER_OWN:
		break;
	}
	return &mapping->accounts;
}

size_t
mapping_nearest(const struct mapping *mapping, enum mapping_table which,
    const struct line_facts *facts, struct mapping_near *ret, size_t most)
{
	const struct rule_table *table = table_of(mapping, which);
	unsigned fails, fewest = BITS;
	size_t i, count = 0;

	for (i = 0; i < table->count; i++) {
		fails = count_bits(rule_fails(table, &table->rule[i], facts));
		if (fails < fewest)
			fewest = fails;
	}
	for (i = 0; i < table->count && count < most; i++) {
		fails = rule_fails(table, &table->rule[i], facts);
		if (count_bits(fails) != fewest)
			continue;
		ret[count].rule = table->rule[i].ref;
		ret[count].name = table->rule[i].name;
		name_bits(
		    table, fails, ret[count].fails, sizeof(ret[count].fails));
		count++;
	}
	return count;
}
