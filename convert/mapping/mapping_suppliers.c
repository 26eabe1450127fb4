/* mapping_suppliers.c - suppliers.yaml (see mapping.h). */
#include <stdlib.h>
#include <string.h>

#include "base/business_id.h"
#include "base/iban.h"
#include "mapping/company.h"
#include "mapping/mapping_parts.h"

static const struct supplier_settings no_settings = { .code = "",
	.account = "",
	.business_id = "",
	.country = "",
	.address = "",
	.postcode = "",
	.city = "",
	.group = "",
	.iban = "",
	.bic = "",
	.bank_name = "",
	.rule = { .text = "" } };

static bool
refuse(struct mapping_reader *reader, const struct yaml_node *node,
    const char *what, const char *why)
{
	diag_add(reader->diag, RULE_MAPPING_SUPPLIER, yaml_pos(node),
	    "'%s' is no %s: %s", yaml_show(yaml_text(node)).text, what, why);
	return false;
}

static bool
check_business_id(struct mapping_reader *reader, const struct yaml_node *map,
    struct supplier_settings *settings)
{
	const struct yaml_node *node = yaml_get(map, "business_id");
	char text[BUSINESS_ID_TEXT_MAX];

	if (strcmp(settings->country, "FI") != 0 ||
	    settings->business_id[0] == '\0')
		return true;
	switch (business_id_parse(settings->business_id, text)) {
	case BUSINESS_ID_OK:
		settings->business_id =
		    arena_strdup(&reader->mapping->arena, text);
		return true;
	case BUSINESS_ID_MALFORMED:
		break;
	case BUSINESS_ID_CHECK_DIGIT:
		return refuse(reader, node, "Finnish business id",
		    "its check digit is wrong");
	}
	return refuse(
	    reader, node, "Finnish business id", "it has not the form of one");
}

static bool
check_iban(struct mapping_reader *reader, const struct yaml_node *map,
    struct supplier_settings *settings)
{
	char text[IBAN_TEXT_MAX];
	enum iban_error error;

	if (settings->iban[0] == '\0')
		return true;
	error = iban_parse(settings->iban, text);
	if (error != IBAN_OK)
		return refuse(
		    reader, yaml_get(map, "iban"), "IBAN", iban_fault(error));
	settings->iban = arena_strdup(&reader->mapping->arena, text);
	return true;
}

/* One setting needs another; false after a finding. */
static bool
needs(struct mapping_reader *reader, const struct yaml_node *map,
    const char *key, const char *other, const char *value)
{
	struct diag *finding;

	if (value[0] != '\0' || yaml_is_broken(yaml_get(map, other)))
		return true;
	finding = diag_add(reader->diag, RULE_MAPPING_SUPPLIER,
	    yaml_pos(yaml_get(map, key)), "'%s' needs '%s'", key, other);
	diag_remedy(finding, "add '%s' to the supplier", other);
	return false;
}

static bool
check_pay(struct mapping_reader *reader, const struct yaml_node *map,
    const struct supplier_settings *settings)
{
	struct diag *finding;
	bool good;

	if (!settings->pay)
		return true;
	good = needs(reader, map, "pay", "iban", settings->iban);
	good &= needs(reader, map, "pay", "bic", settings->bic);
	if (!settings->road_ledger)
		return good;
	finding = diag_add(reader->diag, RULE_MAPPING_SUPPLIER,
	    yaml_pos(yaml_get(map, "pay")),
	    "Netvisor pays no supplier whose invoices are vouchers");
	diag_note(finding, yaml_pos(yaml_get(map, "road")), "its road");
	return false;
}

/* Vouchers in place of purchase invoices need their classes. */
static bool
check_road(struct mapping_reader *reader, const struct yaml_node *map,
    const struct supplier_settings *settings)
{
	static const enum voucher_kind kind[] = { VOUCHER_SUPPLIER_INVOICE,
		VOUCHER_SUPPLIER_PAYMENT };
	const struct company *company = reader->company;
	bool good = true;
	size_t i;

	if (!settings->road_ledger)
		return settings->code[0] != '\0' ||
		       company->road[STREAM_EXPENSES] != ROAD_DOCUMENTS ||
		       mapping_field_text(
			   reader, map, "code", &(const char *){ "" });
	if (company->road[STREAM_EXPENSES] == ROAD_NONE)
		return true;
	for (i = 0; i < COUNT(kind); i++) {
		if (company->voucher_class[kind[i]] != NULL)
			continue;
		diag_add(reader->diag, RULE_MAPPING_SUPPLIER,
		    yaml_pos(yaml_get(map, "road")),
		    "'road: ledger' needs netvisor.voucher_class.%s in "
		    "company.yaml",
		    voucher_kind_words[kind[i]]);
		good = false;
	}
	return good;
}

/* Each value's own form. */
static bool
read_texts(struct mapping_reader *reader, const struct yaml_node *map,
    struct supplier_settings *settings)
{
	const struct {
		const char *key;
		const char **ret;
	} texts[] = {
		{ "code", &settings->code },
		{ "business_id", &settings->business_id },
		{ "country", &settings->country },
		{ "address", &settings->address },
		{ "postcode", &settings->postcode },
		{ "city", &settings->city },
		{ "group", &settings->group },
		{ "iban", &settings->iban },
		{ "bic", &settings->bic },
		{ "bank_name", &settings->bank_name },
	};
	bool good = true;
	size_t i;

	for (i = 0; i < COUNT(texts); i++)
		good &= mapping_field_option(
		    reader, map, texts[i].key, texts[i].ret);
	if (!yaml_is_missing(yaml_get(map, "account")) &&
	    yaml_get(map, "account") != NULL)
		good &= mapping_field_account(
		    reader, map, "account", &settings->account);
	return good;
}

static bool
check_forms(struct mapping_reader *reader, const struct yaml_node *map,
    struct supplier_settings *settings)
{
	bool good = true;

	if (settings->country[0] != '\0' &&
	    !mapping_is_country(settings->country)) {
		yaml_expected(yaml_get(map, "country"), reader->diag,
		    "a country of two capital letters, as in SE");
		good = false;
	}
	if (settings->bic[0] != '\0' && !bic_is_sound(settings->bic))
		good = refuse(reader, yaml_get(map, "bic"), "BIC",
		    "it has not the form of one");
	good &= check_business_id(reader, map, settings);
	good &= check_iban(reader, map, settings);
	if (settings->iban[0] != '\0')
		good &= needs(
		    reader, map, "iban", "bank_name", settings->bank_name);
	return good;
}

/* False after a finding. */
static bool
read_settings(struct mapping_reader *reader, const struct yaml_node *map,
    struct supplier_settings *settings)
{
	static const char *const known[] = { "code", "business_id", "country",
		"address", "postcode", "city", "group", "iban", "bic",
		"bank_name", "account", "road", "pay" };
	static const char *const roads[] = { "ledger" };
	bool good;
	size_t choice;

	if (yaml_kind_of(map) != YAML_MAP) {
		yaml_expected(map, reader->diag, "keys with values");
		return false;
	}
	yaml_check_keys(map, known, COUNT(known), reader->diag);
	good = read_texts(reader, map, settings);
	good &= check_forms(reader, map, settings);
	good &= mapping_field_flag(reader, map, "pay", &settings->pay);
	if (yaml_field_choice(
		map, "road", false, reader->diag, roads, COUNT(roads), &choice))
		settings->road_ledger = true;
	else if (yaml_get(map, "road") != NULL)
		good = false;
	good &= check_pay(reader, map, settings);
	return check_road(reader, map, settings) && good &&
	       !yaml_is_broken(map);
}

static void
read_supplier(
    struct mapping_reader *reader, const struct yaml_node *map, size_t index)
{
	struct mapping *mapping = reader->mapping;
	struct supplier_settings *settings;
	struct item *item;

	mapping->supplier =
	    mem_grow(mapping->supplier, item_table_count(&mapping->suppliers),
		&mapping->supplier_capacity, sizeof(*mapping->supplier));
	settings = &mapping->supplier[item_table_count(&mapping->suppliers)];
	*settings = no_settings;
	item = item_table_add(&mapping->suppliers,
	    arena_strdup(&mapping->arena, yaml_key(map, index)));
	item->ref = mapping_ref(reader, yaml_key_pos(map, index));
	item->broken = !read_settings(reader, yaml_at(map, index), settings);
	settings->rule = item->ref;
	item->value = settings->code;
	item->name = arena_printf(&mapping->arena, "supplier %s: %s%s%s",
	    item->key, settings->code[0] != '\0' ? "vendor " : "",
	    settings->code, settings->road_ledger ? ", road ledger" : "");
}

/* Two suppliers with one code would become one vendor. */
static void
check_codes(struct mapping_reader *reader)
{
	struct mapping *mapping = reader->mapping;
	struct item_table *table = &mapping->suppliers;
	struct word_index seen = { 0 };
	uint32_t number;
	uint32_t *first;
	size_t i, count = item_table_count(table);
	struct diag *finding;

	first = mem_calloc(count + 1, sizeof(*first));
	for (i = 0; i < count; i++) {
		if (mapping->supplier[i].code[0] == '\0')
			continue;
		number = word_index_find(&seen, mapping->supplier[i].code);
		if (number == 0) {
			number =
			    word_index_add(&seen, mapping->supplier[i].code);
			first[number] = (uint32_t)i;
			continue;
		}
		finding = diag_add(reader->diag, RULE_MAPPING_DUPLICATE,
		    table->item[i].ref.pos, "vendor code '%s' stands twice",
		    yaml_show(mapping->supplier[i].code).text);
		diag_note(finding, table->item[first[number]].ref.pos,
		    "the first one");
		table->item[i].broken = true;
	}
	free(first);
	word_index_release(&seen);
}

void
mapping_read_suppliers(
    struct mapping_reader *reader, const struct yaml_node *root)
{
	static const char *const known[] = { "fenvoy", "suppliers" };
	const struct yaml_node *map;
	size_t i;

	yaml_check_keys(root, known, COUNT(known), reader->diag);
	map = yaml_field_map(root, "suppliers", true, reader->diag);
	if (map == NULL)
		mapping_mark_damaged(reader);
	for (i = 0; i < yaml_count(map); i++)
		read_supplier(reader, map, i);
	check_codes(reader);
}

bool
mapping_supplier(
    struct mapping *mapping, const char *name, struct supplier_settings *ret)
{
	struct item *item = item_table_find(&mapping->suppliers, name);

	if (item == NULL) {
		*ret = no_settings;
		ret->rule = mapping->damage[MAPPING_FILE_SUPPLIERS];
		return false;
	}
	*ret = mapping->supplier[item - mapping->suppliers.item];
	item->uses++;
	return !item->broken;
}
