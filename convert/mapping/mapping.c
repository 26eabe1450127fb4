/* mapping.c - loading a company's mappings folder (see mapping.h). */
#include "mapping/mapping.h"

#include <stdlib.h>
#include <string.h>

#include "base/output.h"
#include "mapping/company.h"
#include "mapping/mapping_parts.h"
#include "mapping/zone.h"

#define FILE_SIZE_MOST ((size_t)8 << 20)

static const struct {
	const char *name;
	void (*read)(struct mapping_reader *, const struct yaml_node *root);
} files[MAPPING_FILE_COUNT] = {
	[MAPPING_FILE_ACCOUNTS] = { "accounts.yaml", mapping_read_accounts },
	[MAPPING_FILE_VAT] = { "vat.yaml", mapping_read_vat },
	[MAPPING_FILE_DIMENSIONS] = { "dimensions.yaml",
	    mapping_read_dimensions },
	[MAPPING_FILE_PRODUCTS] = { "products.yaml", mapping_read_products },
	[MAPPING_FILE_CUSTOMERS] = { "customers.yaml", mapping_read_customers },
	[MAPPING_FILE_RATES] = { "rates.yaml", mapping_read_rates },
	[MAPPING_FILE_SUPPLIERS] = { "suppliers.yaml", mapping_read_suppliers },
};

static struct mapping *
mapping_new(void)
{
	struct mapping *mapping = mem_calloc(1, sizeof(*mapping));
	size_t i;

	arena_init(&mapping->arena);
	mapping->customer_group = "";
	mapping->dimension_name = "";
	for (i = 0; i < MAPPING_FILE_COUNT; i++)
		mapping->damage[i].text = "";
	/* Until its file is read, a system account is a known gap. */
	for (i = 0; i < SYSTEM_ACCOUNT_COUNT; i++)
		mapping->roles[i] = (struct item){
			.ref.text = "", .value = "", .broken = true
		};
	return mapping;
}

/* "mappings/": the folder relative to company.yaml, as findings call it. */
static char *
folder_label(const struct company *company)
{
	const char *folder = company->mappings;
	size_t len = strlen(company->dir);

	if (strncmp(folder, company->dir, len) == 0 && folder[len] == '/')
		folder += len + 1;
	else if (strcmp(company->dir, ".") == 0 &&
		 strncmp(folder, "./", 2) == 0)
		folder += 2;
	return mem_strdup(folder);
}

static void
check_version(struct mapping_reader *reader, const struct yaml_node *root)
{
	const char *version;

	if (yaml_field_text(root, "fenvoy", true, reader->diag, &version) &&
	    strcmp(version, "1") != 0)
		diag_add(reader->diag, RULE_MAPPING_VERSION,
		    yaml_pos(yaml_get(root, "fenvoy")),
		    "version '%s' is not known", yaml_show(version).text);
}

static void
read_tree(struct mapping_reader *reader, const char *text, size_t len)
{
	size_t before = diag_count(reader->diag, SEVERITY_ERROR);
	const char *label = reader->mapping->label[reader->file];
	struct yaml_tree *tree;

	tree = yaml_tree_parse(text, len, label, reader->diag);
	if (diag_count(reader->diag, SEVERITY_ERROR) > before)
		mapping_mark_damaged(reader);
	if (tree == NULL)
		return;
	check_version(reader, yaml_root(tree));
	files[reader->file].read(reader, yaml_root(tree));
	yaml_tree_free(tree);
}

/* May the file be missing? Only supplier invoices need it. */
static bool
is_optional(const struct mapping_reader *reader)
{
	return reader->file == MAPPING_FILE_SUPPLIERS &&
	       reader->company->road[STREAM_EXPENSES] == ROAD_NONE;
}

/* True if the file could be read, right or wrong. */
static bool
read_file(
    struct mapping_reader *reader, const char *folder, struct sha256 *sha256)
{
	const char *label = reader->mapping->label[reader->file];
	char *path, *text = NULL;
	size_t len = 0;

	path = path_join(folder, files[reader->file].name);
	if (is_optional(reader) && !file_exists(path)) {
		free(path);
		return false;
	}
	if (!file_exists(path))
		diag_add(reader->diag, RULE_MAPPING_MISSING_FILE,
		    (struct source_pos){ label, 0, 0 }, "the file is missing");
	else
		text = file_read(path, FILE_SIZE_MOST, &len, reader->diag);
	free(path);
	if (text == NULL) {
		mapping_mark_damaged(reader);
		return false;
	}
	sha256_update(sha256, label, strlen(label) + 1);
	sha256_update(sha256, text, len);
	read_tree(reader, text, len);
	free(text);
	return true;
}

struct mapping *
mapping_load(const struct company *company, struct diag_list *diag)
{
	struct mapping *mapping = mapping_new();
	struct mapping_reader reader = { mapping, diag, 0, company };
	struct sha256 *sha256 = sha256_new();
	unsigned char digest[SHA256_SIZE];
	char *folder = folder_label(company);
	bool any = false;

	for (; reader.file < MAPPING_FILE_COUNT; reader.file++) {
		mapping->label[reader.file] = arena_printf(
		    &mapping->arena, "%s/%s", folder, files[reader.file].name);
		if (read_file(&reader, company->mappings, sha256))
			any = true;
	}
	sha256_final(sha256, digest);
	sha256_hex(digest, mapping->digest);
	sha256_free(sha256);
	free(folder);
	if (any)
		return mapping;
	mapping_free(mapping);
	return NULL;
}

void
mapping_free(struct mapping *mapping)
{
	if (mapping == NULL)
		return;
	rule_table_release(&mapping->accounts);
	rule_table_release(&mapping->vat);
	rule_table_release(&mapping->products);
	rule_table_release(&mapping->payments);
	rule_table_release(&mapping->payouts);
	rule_table_release(&mapping->purchases);
	item_table_release(&mapping->suppliers);
	rule_table_release(&mapping->customer_rules);
	item_table_release(&mapping->customers);
	free(mapping->customer);
	free(mapping->supplier);
	item_table_release(&mapping->erp_accounts);
	item_table_release(&mapping->dimension_items);
	item_table_release(&mapping->languages);
	free(mapping->rate);
	arena_release(&mapping->arena);
	free(mapping);
}

const char *
mapping_digest(const struct mapping *mapping)
{
	return mapping->digest;
}

enum zone
mapping_zone(
    const struct mapping *mapping, const char *country, struct date date)
{
	(void)mapping; /* the seller is Finnish; no file says otherwise */
	return zone_of(country, date);
}
