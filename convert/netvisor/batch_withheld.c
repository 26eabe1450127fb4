/* batch_withheld.c - what was left out of a batch, with the reasons. */
#include <stdlib.h>

#include "base/output.h"
#include "base/record_kinds.h"
#include "netvisor/batch.h"
#include "netvisor/batch_run.h"

static const char *
draft_rules(const struct draft *draft)
{
	if (draft->state == DRAFT_EXCLUDED)
		return "excluded";
	if (draft->state == DRAFT_DEPENDENT)
		return "dependency";
	return draft->rules;
}

static void
put_draft(struct record_writer *out, const struct draft *draft)
{
	record_put_pos(out, draft->source);
	record_put_text(out, draft->key);
	record_put_text(out, draft->reference);
	record_put_text(out, draft->kind);
	record_put_text(out, draft->name);
	record_put_text(out, draft_rules(draft));
	record_put_text(out, draft->total.currency->code);
	record_put_money(out, draft->net);
	record_put_money(out, draft->total);
	record_row_end(out);
}

static void
put_row(struct record_writer *out, const struct withheld_row *row)
{
	record_put_pos(out, row->source);
	record_put_text(out, row->key);
	record_put_text(out, row->reference);
	record_put_text(out, row->kind);
	record_put_text(out, row->name);
	record_put_text(out, row->rules);
	record_put_text(out, row->total.currency->code);
	record_put_money(out, row->net);
	record_put_money(out, row->total);
	record_row_end(out);
}

int
batch_withheld_write(struct batch_run *run, const char *dir)
{
	char *path = path_join(dir, BATCH_WITHHELD);
	struct atomic_file file;
	struct record_writer *out;
	int result;

	result = atomic_file_open(&file, path, run->diag);
	if (result == 0) {
		out = record_writer_new(&file.output, &record_kind_withheld);
		for (size_t i = 0; i < run->withheld_count; i++)
			put_row(out, &run->withheld[i]);
		for (size_t i = 0; i < run->drafts.count; i++) {
			if (run->drafts.draft[i]->state != DRAFT_GOOD)
				put_draft(out, run->drafts.draft[i]);
		}
		if (record_writer_finish(out) != 0) {
			(void)diag_add(run->diag, RULE_RECORD_OVERFLOW,
			    (struct source_pos){ path, 0, 0 },
			    "a control total is too large");
			result = -1;
		}
		if (result == 0)
			result = atomic_file_commit(&file, run->diag);
		atomic_file_abort(&file);
	}
	free(path);
	return result;
}
