/*
 * common_init.c - fenvoy init: a company folder from a file of settings, with
 * the starter mappings that travel inside the program.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "base/mem.h"
#include "base/output.h"
#include "base/text.h"
#include "base/yaml_tree.h"
#include "common.h"
#include "common_driver.h"
#include "common_keys.h"
#include "common_page.h"
#include "common_path.h"
#include "mapping/company.h"
#include "report/page.h"

#define SETTINGS_MAX ((size_t)8 << 20)
#define STARTERS "mappings/"

/*
 * Where the settings put the mappings, as written; the caller frees. Also
 * looks for keys: NULL after a finding.
 */
static char *
mappings_of(const char *file, struct diag_list *diag)
{
	/* What is wrong with the YAML itself, company_load says. */
	struct diag_list *unread = diag_list_new();
	struct yaml_tree *tree = yaml_tree_load(file, path_base(file), unread);
	const struct yaml_node *root = tree == NULL ? NULL : yaml_root(tree);
	const struct yaml_node *keys = yaml_get(root, "credentials");
	const struct yaml_node *path =
	    yaml_get(yaml_get(root, "paths"), "mappings");
	char *result = NULL;

	if (keys != NULL)
		(void)diag_add(diag, RULE_INIT_CREDENTIALS, yaml_pos(keys),
		    "this file becomes company.yaml, which holds no keys");
	else
		result =
		    mem_strdup(path == NULL ? "mappings" : yaml_text(path));
	yaml_tree_free(tree);
	diag_list_free(unread);
	return result;
}

/* Copy the starters that are not there yet; 0, or -1 after a finding. */
static int
copy_starters(const char *dir, struct page *page, struct diag_list *diag)
{
	int result = folder_make(dir, diag);

	for (size_t i = 0; i < embed_count() && result == 0; i++) {
		const struct embedded_file *file = embed_get(i);
		char *path;

		if (!text_starts_with(file->name, STARTERS))
			continue;
		path = path_join(dir, file->name + sizeof(STARTERS) - 1);
		page_row(page, TONE_PLAIN);
		page_cell(page, file_exists(path) ? "Kept" : "Made");
		page_cell(page, path);
		if (!file_exists(path))
			result = atomic_file_write(
			    path, file->data, file->len, diag);
		free(path);
	}
	return result;
}

/* company.yaml comes last: where it is, everything is. */
static int
write_company(const char *path, const char *file, struct diag_list *diag)
{
	size_t len;
	char *data = file_read(file, SETTINGS_MAX, &len, diag);
	int result =
	    data == NULL ? -1 : atomic_file_write(path, data, len, diag);

	free(data);
	return result;
}

static void
print_next(const char *dir, bool keys, struct page *page)
{
	char *word = shell_word(dir);

	page_fact(page, "Next",
	    "read and adjust the mappings: accounts, VAT codes and products "
	    "are this company's own");
	page_fact(page, "",
	    arena_printf(&page->arena,
		"put Fenerum's CSV files into %s/YYYY-MM/exports", dir));
	if (!keys)
		page_fact(page, "",
		    "give the company its keys, as netvisor-send(1) says; "
		    "nothing is fetched or sent before");
	page_fact(page, "",
	    arena_printf(&page->arena, "fenvoy -C %s close YYYY-MM", word));
	page_print(page, true);
	free(word);
}

/* Where the settings put the keys, in dir; the caller frees. */
static char *
keys_path(const char *dir, const char *file)
{
	struct diag_list *unread = diag_list_new();
	struct yaml_tree *tree = yaml_tree_load(file, path_base(file), unread);
	const struct yaml_node *root = tree == NULL ? NULL : yaml_root(tree);
	const struct yaml_node *path =
	    yaml_get(yaml_get(root, "netvisor"), "credentials");
	char *result =
	    path_join(dir, path == NULL ? "credentials" : yaml_text(path));

	yaml_tree_free(tree);
	diag_list_free(unread);
	return result;
}

/* 0, also when there are none to write; -1 after a finding. */
static int
write_keys(struct tool *tool, const char *dir, const char *file,
    const char *credentials, struct page *page)
{
	char *path;
	int result;

	if (credentials == NULL)
		return 0;
	path = keys_path(dir, file);
	result = keys_install(credentials, path, tool->diag);
	if (result == 0)
		page_fact(page, "Made", arena_strdup(&page->arena, path));
	free(path);
	return result;
}

/* What goes wrong, the findings say. */
static void
make_company(struct tool *tool, const char *dir, const char *file,
    const char *credentials, const struct company *company,
    const char *mappings)
{
	char *path = path_join(dir, "company.yaml");
	char *mapping_dir = path_join(dir, mappings);
	struct page page;

	page_init(&page, "", "");
	page_facts(&page);
	page_fact(&page, "Company",
	    arena_printf(
		&page.arena, "%s, %s", company->name, company->business_id));
	if (folder_make(dir, tool->diag) == 0 &&
	    copy_starters(mapping_dir, &page, tool->diag) == 0 &&
	    write_keys(tool, dir, file, credentials, &page) == 0 &&
	    write_company(path, file, tool->diag) == 0) {
		page_fact(&page, "Made", path);
		if (!tool->quiet)
			print_next(dir,
			    credentials != NULL ||
				company->network.credentials_command != NULL,
			    &page);
	}
	page_release(&page);
	free(mapping_dir);
	free(path);
}

/* Keys that come from a command are kept by nobody. */
static bool
keys_agree(const char *credentials, const struct company *company,
    struct diag_list *diag)
{
	if (credentials == NULL || company->network.credentials_command == NULL)
		return true;
	(void)diag_add(diag, RULE_INIT_CREDENTIALS,
	    company->network.credentials_pos,
	    "the keys come from a command, and --credentials gives others");
	return false;
}

int
driver_init(struct tool *tool, const char *dir, const char *file,
    const char *credentials)
{
	char *present = path_join(dir, "company.yaml");
	char *mappings = NULL;
	struct company *company = NULL;
	int status = STATUS_CONFIG;

	if (file_exists(present))
		(void)diag_add(tool->diag, RULE_INIT_EXISTS,
		    (struct source_pos){ present, 0, 0 },
		    "there is a company already");
	else
		mappings = mappings_of(file, tool->diag);
	if (mappings != NULL)
		company = company_load(file, tool->diag);
	if (company != NULL && keys_agree(credentials, company, tool->diag)) {
		make_company(tool, dir, file, credentials, company, mappings);
		status = STATUS_DONE;
	}
	company_free(company);
	free(mappings);
	free(present);
	return status;
}
