/* approval.c - see approval.h. */
#include "netvisor/approval.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/output.h"
#include "base/record_kinds.h"
#include "base/sha256.h"
#include "base/stage.h"
#include "base/yaml_tree.h"
#include "netvisor/approval_table.h"
#include "netvisor/batch.h"
#include "netvisor/exclusion.h"
#include "netvisor/register.h"

#define APPROVAL_LABEL "approval.yaml"
#define CHECK_LABEL "check.tsv"
#define NUMBER_MOST 1000000000

void
approval_paths_init(struct approval_paths *paths, const char *month_dir)
{
	paths->approval = path_join(month_dir, "approval.yaml");
	paths->check = path_join(month_dir, "check.tsv");
	paths->exclusions = path_join(month_dir, "exclusions.tsv");
	paths->registers = path_join(month_dir, "registers");
}

void
approval_paths_release(struct approval_paths *paths)
{
	free(paths->approval);
	free(paths->check);
	free(paths->exclusions);
	free(paths->registers);
}

/* One row of check.tsv against its request. */
static int
check_row(const struct batch *batch, struct record_reader *reader, size_t index,
    struct diag_list *diag)
{
	const char *file = record_text(reader, CHECK_FILE);
	const struct batch_request *request;
	char label[BATCH_FILE_MAX];
	struct source_pos pos = { CHECK_LABEL, 0, 0 };

	pos.line = record_pos(reader, CHECK_FILE).line;
	request = index < batch_request_count(batch)
	              ? batch_request_at(batch, index)
	              : NULL;
	if (request == NULL || strcmp(file, request->file) != 0 ||
	    strcmp(record_text(reader, CHECK_SHA256), request->sha256) != 0) {
		(void)diag_add(diag, RULE_REVIEW_CHECK_STALE, pos,
		    "the check is of another batch than this");
		return -1;
	}
	if (strcmp(record_text(reader, CHECK_VERDICT), "ok") != 0) {
		(void)diag_add(diag, RULE_REVIEW_CHECK_BAD, pos,
		    "'%s' is not right", batch_label(request, label));
		return -1;
	}
	return 0;
}

static int
check_stale(struct diag_list *diag, const char *why)
{
	(void)diag_add(diag, RULE_REVIEW_CHECK_STALE,
	    (struct source_pos){ CHECK_LABEL, 0, 0 }, "%s", why);
	return -1;
}

/* What every row of check.tsv says alike. */
struct check_basis {
	char registers[SHA256_HEX_MAX]; /* as they are in the month */
	bool other_rules;
	bool other_registers;
};

static int
check_rows(struct record_reader *reader, const struct batch *batch,
    struct check_basis *basis, struct diag_list *diag)
{
	const size_t count = batch_request_count(batch);
	size_t rows = 0;
	int result = 0;

	while (reader != NULL && record_next(reader) > 0) {
		basis->other_rules |=
		    strcmp(record_text(reader, CHECK_RULE_SET),
			rule_set_version()) != 0;
		basis->other_registers |=
		    strcmp(record_text(reader, CHECK_REGISTERS),
			basis->registers) != 0;
		if (result == 0 || rows < count)
			result |= check_row(batch, reader, rows, diag);
		rows++;
	}
	if (rows < count) {
		(void)diag_add(diag, RULE_REVIEW_CHECK_STALE,
		    (struct source_pos){ CHECK_LABEL, 0, 0 },
		    "the check holds %zu requests, the batch %zu", rows, count);
		result = -1;
	}
	return result;
}

/*
 * Does check.tsv say ok of exactly this batch, by the present rules and the
 * present registers?
 */
static int
check_holds(const struct approval_paths *paths, const struct batch *batch,
    struct diag_list *diag)
{
	const struct source_pos pos = { CHECK_LABEL, 0, 0 };
	struct check_basis basis = { .other_rules = false };
	struct stage_reader *stage;
	int result;

	if (!file_exists(paths->check)) {
		(void)diag_add(diag, RULE_REVIEW_CHECK_MISSING, pos,
		    "there is no check of this batch");
		return -1;
	}
	if (registers_digest(paths->registers, basis.registers, diag) != 0)
		return -1;
	stage = stage_reader_file(paths->check, &record_kind_check, diag);
	result = check_rows(stage_reader_next(stage), batch, &basis, diag);
	if (stage_reader_free(stage) != 0)
		return -1;
	if (basis.other_rules)
		result = check_stale(
		    diag, "the check was made by another version of the rules");
	if (basis.other_registers)
		result = check_stale(
		    diag, "the registers were changed after the check");
	return result;
}

int
approval_ready(const struct approval_paths *paths, const struct batch *batch,
    struct diag_list *diag)
{
	int result = batch_verify(batch, diag);

	if (check_holds(paths, batch, diag) != 0)
		result = -1;
	return result;
}

/* The fields of approval.yaml as far as they are there; false if not all. */
static bool
approval_fields(
    const struct yaml_node *root, struct diag_list *diag, struct approval *ret)
{
	static const char *const known[] = { "digest", "by", "at", "requests",
		"items", "totals", "withheld", "manifest_sha256",
		"items_sha256", "withheld_sha256", "exclusions_sha256",
		"rule_set" };
	const struct yaml_node *map;
	long version = 0;
	const char *digest = "", *by = "", *at = "", *exclusions = "";
	const char *rule_set = "", *digests[APPROVAL_TABLES] = { "", "", "" };
	bool sound;

	sound = yaml_field_integer(root, "fenvoy", true, diag, 1, 1, &version);
	map = yaml_field_map(root, "approval", true, diag);
	if (map != NULL) {
		yaml_check_keys(
		    map, known, sizeof(known) / sizeof(known[0]), diag);
		sound &= yaml_field_text(map, "digest", true, diag, &digest);
		sound &= yaml_field_text(map, "by", true, diag, &by);
		sound &= yaml_field_text(map, "at", true, diag, &at);
		sound &= yaml_field_integer(map, "requests", true, diag, 0,
		    NUMBER_MOST, &ret->requests);
		sound &= yaml_field_integer(
		    map, "items", true, diag, 0, NUMBER_MOST, &ret->items);
		for (size_t i = 0; i < APPROVAL_TABLES; i++)
			sound &= yaml_field_text(map, approval_table[i].key,
			    true, diag, &digests[i]);
		sound &= yaml_field_text(
		    map, "exclusions_sha256", true, diag, &exclusions);
		sound &=
		    yaml_field_text(map, "rule_set", true, diag, &rule_set);
	}
	ret->digest = mem_strdup(digest);
	ret->by = mem_strdup(by);
	ret->at = mem_strdup(at);
	for (size_t i = 0; i < APPROVAL_TABLES; i++)
		ret->table_sha256[i] = mem_strdup(digests[i]);
	ret->exclusions_sha256 = mem_strdup(exclusions);
	ret->rule_set = mem_strdup(rule_set);
	return sound && map != NULL;
}

static int
approval_void(struct diag_list *diag, const char *why)
{
	(void)diag_add(diag, RULE_REVIEW_APPROVAL_VOID,
	    (struct source_pos){ APPROVAL_LABEL, 0, 0 }, "%s", why);
	return -1;
}

/* Are the batch's tables those that the reviewer saw? */
static int
compare_tables(const struct batch *batch, const struct approval *approval,
    struct diag_list *diag)
{
	char present[SHA256_HEX_MAX];
	int result = 0;

	if (approval->requests != (long)batch_request_count(batch) ||
	    approval->items != (long)batch_item_count(batch))
		result = approval_void(
		    diag, "the approval names another number of documents");
	for (size_t i = 0; i < APPROVAL_TABLES; i++) {
		char *why;

		if (batch_table_digest(
			batch, approval_table[i].file, present, diag) != 0)
			return -1;
		if (strcmp(present, approval->table_sha256[i]) == 0)
			continue;
		why = mem_printf("batch/%s was changed after the approval",
		    approval_table[i].file);
		result = approval_void(diag, why);
		free(why);
	}
	return result;
}

/* What lies in the approval itself: the right batch, the right exclusions? */
static int
approval_compare(const struct approval_paths *paths, const struct batch *batch,
    const struct approval *approval, struct diag_list *diag)
{
	char present[SHA256_HEX_MAX], exclusions[SHA256_HEX_MAX];
	int result;

	/* Another batch has other tables as well. */
	if (strcmp(batch_digest(batch, present), approval->digest) != 0)
		result = approval_void(diag,
		    "the approval is for another batch: its digest is "
		    "another");
	else
		result = compare_tables(batch, approval, diag);
	if (exclusions_digest(paths->exclusions, exclusions, diag) != 0)
		return -1;
	if (strcmp(exclusions, approval->exclusions_sha256) != 0)
		result = approval_void(
		    diag, "exclusions.tsv was changed after the approval");
	return result;
}

enum approval_state
approval_verify(const struct approval_paths *paths, const struct batch *batch,
    struct diag_list *diag, struct approval *ret)
{
	struct approval approval = { .requests = 0 };
	enum approval_state state = APPROVAL_VALID;
	struct yaml_tree *tree;

	if (!file_exists(paths->approval)) {
		if (ret != NULL)
			*ret = approval;
		return APPROVAL_NONE;
	}
	tree = yaml_tree_load(paths->approval, APPROVAL_LABEL, diag);
	if (tree == NULL) {
		state = APPROVAL_FAILED;
	} else if (!approval_fields(yaml_root(tree), diag, &approval)) {
		(void)approval_void(diag, "the approval is damaged");
		state = APPROVAL_VOID;
	} else if (approval_compare(paths, batch, &approval, diag) != 0) {
		state = APPROVAL_VOID;
	}
	yaml_tree_free(tree);
	if (state != APPROVAL_FAILED && approval_ready(paths, batch, diag) != 0)
		state = APPROVAL_VOID;
	if (ret != NULL)
		*ret = approval;
	else
		approval_release(&approval);
	return state;
}

void
approval_release(struct approval *approval)
{
	free(approval->digest);
	free(approval->by);
	free(approval->at);
	for (size_t i = 0; i < APPROVAL_TABLES; i++)
		free(approval->table_sha256[i]);
	free(approval->exclusions_sha256);
	free(approval->rule_set);
	*approval = (struct approval){ .requests = 0 };
}
