/* mapping_diff.c - mapping a month with two folders (see mapping_diff.h). */
#include "ledger/mapping_diff.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/output.h"
#include "base/record_kinds.h"
#include "base/stage.h"
#include "ledger/billing.h"
#include "ledger/facts.h"
#include "ledger/ledger_map.h"
#include "mapping/company.h"
#include "mapping/mapping.h"

#define TEMPLATE "/tmp/fenvoy-XXXXXX"
#define FILE_MOST ((size_t)1 << 30)

/* A missing file stays missing. */
static int
copy_file(const char *from, const char *to, struct diag_list *diag)
{
	size_t len;
	char *data;
	int status;

	if (!file_exists(from))
		return 0;
	data = file_read(from, FILE_MOST, &len, diag);
	if (data == NULL)
		return -1;
	status = atomic_file_write(to, data, len, diag);
	free(data);
	return status;
}

static int
map_once(
    const char *stage_dir, struct ledger_input *input, struct diag_list *diag)
{
	struct stage_writer *stage = stage_writer_new(stage_dir, diag);

	if (ledger_map(input, stage, diag) == 0)
		return stage_writer_finish(
		    stage, record_stage_ledger, record_stage_ledger_count);
	stage_writer_abort(stage);
	return -1;
}

/*
 * The derived files of all months are copies, so that none changes. What is
 * wrong with single documents is compared and not reported; only when there
 * is no ledger at all, the findings that say why are wanted.
 */
static int
map_into(const char *stage_dir, struct ledger_input *input,
    const struct company *company, struct diag_list *diag)
{
	struct diag_list *unwanted = diag_list_new();
	char *schedule = mem_printf("%s.schedule", stage_dir);
	char *receivables = mem_printf("%s.receivables", stage_dir);
	int status = -1;

	input->schedule = schedule;
	input->receivables = receivables;
	if (copy_file(company->schedule, schedule, diag) == 0 &&
	    copy_file(company->receivables, receivables, diag) == 0) {
		status = map_once(stage_dir, input, unwanted);
		if (status != 0)
			status = map_once(stage_dir, input, diag);
	}
	diag_list_free(unwanted);
	free(schedule);
	free(receivables);
	return status;
}

/*
 * 0 if the month was mapped, with or without documents that are wrong. A month
 * that cannot be read is said once.
 */
static int
map_side(const struct mapping_diff *diff, const char *mappings,
    const char *stage_dir, bool *no_month, struct diag_list *diag)
{
	size_t before = diag_count(diag, SEVERITY_ERROR);
	struct company company = *diff->company;
	struct ledger_input input = { .company = &company };
	char *folder = mem_strdup(mappings);
	int status = -1;

	company.mappings = folder;
	input.mapping = mapping_load(&company, diag);
	if (!*no_month)
		input.billing =
		    billing_load_mapped(diff->billing, input.mapping, diag);
	*no_month = input.billing == NULL;
	if (input.mapping != NULL && input.billing != NULL &&
	    diag_count(diag, SEVERITY_ERROR) == before)
		status = map_into(stage_dir, &input, &company, diag);
	billing_free(input.billing);
	mapping_free(input.mapping);
	free(folder);
	return status;
}

int
mapping_diff(
    const struct mapping_diff *diff, struct buf *buf, struct diag_list *diag)
{
	char folder[] = TEMPLATE;
	char *old_stage, *new_stage;
	int status = -1, old_status;
	bool no_month = false;

	if (mkdtemp(folder) == NULL) {
		diag_add(diag, RULE_SYSTEM_FILE,
		    (struct source_pos){
			diag_intern(diag, folder, strlen(folder)), 0, 0 },
		    "a temporary folder cannot be made: %s", strerror(errno));
		return -1;
	}
	old_stage = path_join(folder, "old");
	new_stage = path_join(folder, "new");
	/* What is wrong in either mapping is said at once. */
	old_status =
	    map_side(diff, diff->old_mappings, old_stage, &no_month, diag);
	if (map_side(diff, diff->new_mappings, new_stage, &no_month, diag) ==
		0 &&
	    old_status == 0)
		status = mapping_diff_stages(old_stage, new_stage, buf, diag);
	free(old_stage);
	free(new_stage);
	if (folder_remove(folder, diag) != 0)
		status = -1;
	return status;
}
