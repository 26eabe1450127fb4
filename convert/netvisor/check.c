/* check.c - a batch, its schemas and registers; see check.h. */
#include "netvisor/check.h"

#include "base/output.h"
#include "base/record_kinds.h"
#include "netvisor/check_run.h"
#include "netvisor/schema.h"

void
check_init(struct check *check)
{
	arena_init(&check->arena);
	buf_init(&check->text, BUF_MAX_DEFAULT);
	buf_init(&check->line.vat_code, BUF_MAX_DEFAULT);
	buf_init(&check->line.dimension_header, BUF_MAX_DEFAULT);
}

void
check_init_undo(struct check *check)
{
	buf_release(&check->text);
	buf_release(&check->line.vat_code);
	buf_release(&check->line.dimension_header);
	arena_release(&check->arena);
}

static bool
check_open(struct check *check)
{
	const struct check_options *options = check->options;
	bool open = true;

	for (unsigned kind = 0; kind < REQUEST_KIND_COUNT; kind++) {
		const char *file = request_schema((enum request_kind)kind);

		check->table[kind] = schema_load(file, check->diag);
		if (check->table[kind] == NULL)
			open = false;
		else
			schema_prepare(check->table[kind]);
	}
	check->batch = batch_load(options->batch, check->diag);
	/* Before they are read: what changes later makes the check stale. */
	(void)registers_digest(
	    options->registers, check->registers_sha256, check->unheard);
	check->registers = registers_load(options->registers, check->diag);
	return open && check->batch != NULL;
}

static void
check_release(struct check *check)
{
	for (unsigned kind = 0; kind < REQUEST_KIND_COUNT; kind++) {
		schema_free(check->table[kind]);
		xml_reader_free(check->reader[kind]);
		xml_schema_free(check->schema[kind]);
	}
	xml_reader_free(check->plain);
	name_table_release(&check->identifiers);
	name_table_release(&check->made_customers);
	name_table_release(&check->made_dimensions);
	batch_free(check->batch);
	registers_free(check->registers);
	diag_list_free(check->unheard);
	check_init_undo(check);
}

enum check_result
check_batch(const struct check_options *options, struct diag_list *diag)
{
	struct check check = {
		.options = options, .diag = diag, .unheard = diag_list_new()
	};
	enum check_result result = CHECK_FAILED;
	struct atomic_file file;
	struct record_writer *out;
	bool right;

	check_init(&check);
	if (!check_open(&check) ||
	    atomic_file_open(&file, options->check, diag) != 0)
		goto out;
	out = record_writer_new(&file.output, &record_kind_check);
	right = batch_verify_folder(check.batch, diag) == 0;
	check_snapshot(&check);
	check_default_accounts(&check);
	right &= check_requests(&check, out);
	right &= registers_complete(check.registers) && !check.registers_wrong;
	/* No amounts, so no total can overflow. */
	(void)record_writer_finish(out);
	if (atomic_file_commit(&file, diag) == 0)
		result = right ? CHECK_RIGHT : CHECK_WRONG;
out:
	check_release(&check);
	return result;
}
