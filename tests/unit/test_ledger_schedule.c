/* test_ledger_schedule.c - the schedule over months, and what was before. */
#include "unit.h"

#include "ledger/schedule_file.h"
#include "scratch.h"

#define HEADER                                                                 \
	"#fenvoy 1 schedule\n"                                                 \
	"source\trule\tid\tmonth\tkind\tkey\tdocument\tdocument_type\t"        \
	"number\trevenue_group\tcurrent\ttotal\tdate\tclose_month\treason\t"   \
	"currency\tamount\trate\tamount_eur\trevenue_account\t"                \
	"deferred_account\tdimension_header\tdimension_item\ttext\n"
#define ROW(month, id, kind, numbers, reason)                                  \
	month "/exports/erp_lines.csv:3\tmappings/accounts.yaml:7\t" id        \
	      "\t" month "\t" kind "\tvoucher:erp:" id                         \
	      "\tinvoice:u-1\tinvoice\t1001\tSaaS\t" numbers "\t" month        \
	      "-05\t" month "\t" reason                                        \
	      "\tSEK\t100.00\t11.0\t9.09\t3000\t2861\tLinja\tPilvi\tText\n"

static const struct month september = { 2026, 9 };
static const struct month october = { 2026, 10 };

struct fixture {
	char *folder;
	char *path;
	char *opening;
	struct diag_list *diag;
};

static int
setup(void **state)
{
	struct fixture *fixture = mem_calloc(1, sizeof(*fixture));

	fixture->folder = scratch_make();
	fixture->path = path_join(fixture->folder, "schedule.tsv");
	fixture->opening = path_join(fixture->folder, "opening_deferred.tsv");
	fixture->diag = diag_list_new();
	*state = fixture;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *fixture = *state;

	scratch_remove(fixture->folder);
	free(fixture->path);
	free(fixture->opening);
	diag_list_free(fixture->diag);
	free(fixture);
	return 0;
}

/* The name of a deferral; the caller frees. */
static char *
name_of(enum document_type type, const char *number)
{
	struct buf buf;
	char *name;

	buf_init(&buf, BUF_MAX_DEFAULT);
	schedule_put_deferral(&buf, type, number, "SaaS");
	name = mem_strdup(buf_text(&buf));
	buf_release(&buf);
	return name;
}

struct walk {
	const struct schedule *schedule;
	size_t next;
};

static bool
walk_next(void *data, struct schedule_row *ret)
{
	struct walk *walk = data;

	if (walk->next == walk->schedule->count)
		return false;
	*ret = walk->schedule->row[walk->next++];
	return true;
}

static struct schedule *
load(struct fixture *fixture, struct month drop)
{
	return schedule_load(
	    fixture->path, fixture->opening, drop, fixture->diag);
}

static void
test_missing(void **state)
{
	struct fixture *fixture = *state;
	struct schedule *schedule = load(fixture, october);

	assert_non_null(schedule);
	assert_int_equal(schedule->count, 0);
	assert_null(schedule_find(schedule, "1"));
	assert_null(schedule_first(schedule, "x"));
	assert_null(schedule_opening(schedule, "x"));
	schedule_free(schedule);
}

static const char three_rows[] =
    HEADER ROW("2026-09", "1", "deferral", "\t", "")
	ROW("2026-09", "2", "recognition", "1\t2", "already-booked")
	    ROW("2026-10", "3", "recognition", "2\t2",
		"") "#end 3 EUR amount_eur=27.27 SEK amount=300.00\n";

static void
test_months(void **state)
{
	struct fixture *fixture = *state;
	struct schedule *schedule;
	struct schedule_row *row;
	char *name;

	scratch_write(fixture->folder, "schedule.tsv", three_rows);
	schedule = load(fixture, october);
	assert_non_null(schedule);
	assert_int_equal(schedule->count, 2);
	assert_null(schedule_find(schedule, "3"));
	row = schedule_find(schedule, "2");
	assert_non_null(row);
	assert_string_equal(row->source.file, "2026-09/exports/erp_lines.csv");
	assert_int_equal(row->source.line, 3);
	assert_int_equal(row->current, 1);
	assert_int_equal(row->amount_eur, 909);

	/* Rows of a deferral, in the order of the file. */
	name = name_of(DOCUMENT_INVOICE, "1001");
	row = schedule_first(schedule, name);
	assert_string_equal(row->id, "1");
	row = schedule_next(schedule, row);
	assert_string_equal(row->id, "2");
	assert_null(schedule_next(schedule, row));
	free(name);
	name = name_of(DOCUMENT_CREDIT_NOTE, "1001");
	assert_null(schedule_first(schedule, name));
	free(name);
	schedule_free(schedule);
}

/* Another month's rows go; sorting and writing give the file back. */
static void
test_write(void **state)
{
	struct fixture *fixture = *state;
	struct schedule *schedule;
	struct schedule_row swapped;
	struct walk walk = { NULL, 0 };
	char *data;
	size_t len;

	scratch_write(fixture->folder, "schedule.tsv", three_rows);
	schedule = load(fixture, september);
	assert_int_equal(schedule->count, 1);
	schedule_free(schedule);
	schedule = load(fixture, (struct month){ 2026, 11 });
	assert_int_equal(schedule->count, 3);
	swapped = schedule->row[0];
	schedule->row[0] = schedule->row[2];
	schedule->row[2] = schedule->row[1];
	schedule->row[1] = swapped;
	schedule_sort(schedule);
	walk.schedule = schedule;
	assert_int_equal(
	    schedule_write(fixture->path, walk_next, &walk, fixture->diag), 0);
	schedule_free(schedule);
	data =
	    file_read(fixture->path, sizeof(three_rows), &len, fixture->diag);
	assert_string_equal(data, three_rows);
	free(data);
	assert_int_equal(diag_count(fixture->diag, SEVERITY_NOTE), 0);
}

static void
test_damaged(void **state)
{
	static const char *const files[] = {
		/* cut short */
		HEADER ROW("2026-09", "1", "deferral", "\t", ""),
		/* another sum */
		HEADER ROW("2026-09", "1", "deferral", "\t",
		    "") "#end 1 EUR amount_eur=9.09 SEK amount=100.01\n",
		/* no such kind, month, type of document or number */
		HEADER ROW("2026-09", "1", "split", "\t",
		    "") "#end 1 EUR amount_eur=9.09 SEK amount=100.00\n",
		HEADER ROW("2026-09", "1", "deferral", "-1\t",
		    "") "#end 1 EUR amount_eur=9.09 SEK amount=100.00\n",
	};
	struct fixture *fixture = *state;
	size_t i;

	for (i = 0; i < COUNT(files); i++) {
		scratch_write(fixture->folder, "schedule.tsv", files[i]);
		assert_null(load(fixture, october));
		assert_int_equal(
		    diag_count(fixture->diag, SEVERITY_ERROR), i + 1);
	}
}

static void
test_opening(void **state)
{
	static const char file[] =
	    "#fenvoy 1 opening_deferred\n"
	    "id\tdocument\tdocument_type\tnumber\trevenue_group\tdate\t"
	    "currency\tamount\trate\tamount_eur\trevenue_account\t"
	    "deferred_account\tdimension_header\tdimension_item\n"
	    "9\t\tcredit_note\t990\tSaaS\t2026-08-01\tEUR\t-30.00\t1\t-30.00\t"
	    "3000\t2861\t\t\n"
	    "#end 1 EUR amount=-30.00 amount_eur=-30.00\n";
	struct fixture *fixture = *state;
	struct schedule *schedule;
	struct schedule_row *row;
	char *name;

	scratch_write(fixture->folder, "opening_deferred.tsv", file);
	schedule = load(fixture, october);
	assert_non_null(schedule);
	name = name_of(DOCUMENT_CREDIT_NOTE, "990");
	row = schedule_opening(schedule, name);
	free(name);
	assert_non_null(row);
	assert_int_equal(row->amount, -3000);
	assert_string_equal(row->deferred_account, "2861");
	schedule_free(schedule);
	scratch_write(fixture->folder, "opening_deferred.tsv", "");
	assert_null(load(fixture, october));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_missing, setup, teardown),
		cmocka_unit_test_setup_teardown(test_months, setup, teardown),
		cmocka_unit_test_setup_teardown(test_write, setup, teardown),
		cmocka_unit_test_setup_teardown(test_damaged, setup, teardown),
		cmocka_unit_test_setup_teardown(test_opening, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
