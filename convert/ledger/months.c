/* months.c - were the months before this one mapped? */
#include "ledger/months.h"

#include <stdlib.h>
#include <string.h>

#include "base/output.h"
#include "base/record_kinds.h"
#include "ledger/schedule.h"

static bool
has_folder(const struct ledger_run *run, const char *month, const char *name)
{
	char *path;
	bool exists;

	path = mem_printf("%s/%s/%s", run->company->dir, month, name);
	exists = file_exists(path);
	free(path);
	return exists;
}

static bool
has_rows(const struct schedule *schedule, struct month month)
{
	size_t i;

	for (i = 0; i < schedule->count; i++) {
		if (month_compare(schedule->row[i].month, month) == 0)
			return true;
	}
	return false;
}

/* Deferrals and recognitions that a month withheld; 0 if nobody can tell. */
static size_t
count_withheld(const char *path)
{
	struct diag_list *ignored;
	struct record_reader *record;
	struct stage_reader *stage;
	size_t count = 0;

	if (!file_exists(path))
		return 0;
	ignored = diag_list_new();
	stage = stage_reader_file(path, &record_kind_withheld, ignored);
	record = stage_reader_next(stage);
	while (record != NULL && record_next(record) > 0) {
		if (strcmp(record_text(record, WITHHELD_KIND),
			erp_event_word(ERP_EVENT_DEFERRAL)) == 0 ||
		    strcmp(record_text(record, WITHHELD_KIND),
			erp_event_word(ERP_EVENT_RECOGNITION)) == 0)
			count++;
	}
	(void)stage_reader_free(stage);
	diag_list_free(ignored);
	return count;
}

/* What is withheld stands in no schedule: later months know nothing of it. */
static void
check_withheld(struct ledger_run *run, const char *month)
{
	struct source_pos pos = { NULL, 0, 0 };
	char *name, *path;
	size_t count;

	name = mem_printf("%s/ledger/%s.tsv", month, record_kind_withheld.file);
	path = path_join(run->company->dir, name);
	count = count_withheld(path);
	pos.file = name;
	if (count > 0)
		diag_add(run->diag, RULE_LEDGER_MONTH_WITHHELD, pos,
		    "%zu deferrals and recognitions of %s are withheld", count,
		    month);
	free(path);
	free(name);
}

static struct month
month_after(struct month month)
{
	if (month.month < 12)
		month.month++;
	else
		month = (struct month){ month.year + 1, 1 };
	return month;
}

void
months_check(struct ledger_run *run)
{
	struct month month = date_month(run->company->start_date);
	char name[MONTH_TEXT_MAX], present[MONTH_TEXT_MAX];
	struct source_pos pos = { NULL, 0, 0 };
	char *path;

	for (; month_compare(month, run->billing->month) < 0;
	     month = month_after(month)) {
		month_format(month, name);
		check_withheld(run, name);
		if (!has_folder(run, name, "exports") ||
		    has_folder(run, name, "ledger") ||
		    has_rows(run->schedule, month))
			continue;
		path = mem_printf("%s/exports", name);
		pos.file = path;
		diag_add(run->diag, RULE_LEDGER_MONTH_SKIPPED, pos,
		    "%s was not mapped, so what it deferred is not recognised "
		    "in %s",
		    name, month_format(run->billing->month, present));
		free(path);
	}
}
