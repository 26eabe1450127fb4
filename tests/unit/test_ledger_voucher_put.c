/* test_ledger_voucher_put.c - closed months, and many lines in one voucher. */
#include "unit.h"

#include "base/record_kinds.h"
#include "ledger/voucher_put.h"
#include "ledger/voucher_sums.h"
#include "scratch.h"

static const struct month october = { 2026, 10 };

struct fixture {
	char *folder;
	struct company company;
	struct billing billing;
	struct ledger_run run;
	struct posting_set set;
	struct fault *faults;
};

static int
setup(void **state)
{
	struct fixture *fixture = mem_calloc(1, sizeof(*fixture));

	fixture->folder = scratch_make();
	fixture->billing.month = october;
	fixture->run.company = &fixture->company;
	fixture->run.billing = &fixture->billing;
	fixture->run.diag = diag_list_new();
	fixture->run.stage =
	    stage_writer_new(fixture->folder, fixture->run.diag);
	arena_init(&fixture->run.arena);
	posting_set_init(&fixture->set);
	*state = fixture;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *fixture = *state;

	voucher_sums_free(fixture->run.sums);
	arena_release(&fixture->run.arena);
	posting_set_release(&fixture->set);
	diag_list_free(fixture->run.diag);
	scratch_remove(fixture->folder);
	free(fixture);
	return 0;
}

/* A recognition of an amount in cents on a day of October. */
static struct voucher_entry
entry_of(const char *key, const char *lines, int day)
{
	struct voucher_entry entry = {
		.source = { "exports/erp_lines.csv", 2 },
		.rule = "mappings/accounts.yaml:7",
		.key = key,
		.kind = VOUCHER_RECOGNITION,
		.date = { 2026, 10, day },
		.text = "Text",
		.depends_on = "",
		.amount = { 100, currency_euro() },
		.rate = { 1, 0 },
		.amount_eur = 100,
		.lines = lines,
	};

	return entry;
}

static bool
put(struct fixture *fixture, const struct voucher_entry *entry)
{
	const struct row_source source = entry->source;
	int64_t amount = entry->amount_eur;

	posting_set_clear(&fixture->set);
	posting_add(&fixture->set, source, "2861", amount, amount);
	posting_add(&fixture->set, source, "3000", -amount, -amount);
	fixture->faults = NULL;
	return voucher_put(
	    &fixture->run, entry, &fixture->set, &fixture->faults);
}

/* The file of a kind once all is written; the caller frees. */
static char *
written(struct fixture *fixture, const char *file)
{
	char *path = path_join(fixture->folder, file), *text;
	size_t len;

	if (fixture->run.stage != NULL) {
		voucher_sums_write(&fixture->run);
		assert_int_equal(
		    stage_writer_finish(fixture->run.stage, record_stage_ledger,
			record_stage_ledger_count),
		    0);
		fixture->run.stage = NULL;
	}
	text = file_read(path, 1 << 20, &len, fixture->run.diag);
	free(path);
	return text;
}

static size_t
count_of(const char *text, const char *part)
{
	size_t count = 0;

	while ((text = strstr(text, part)) != NULL) {
		count++;
		text += strlen(part);
	}
	return count;
}

static void
abort_stage(struct fixture *fixture)
{
	stage_writer_abort(fixture->run.stage);
	fixture->run.stage = NULL;
}

static void
test_detail(void **state)
{
	struct fixture *fixture = *state;
	struct voucher_entry entry =
	    entry_of("voucher:erp:1", "erp_line/1", 31);
	char *text;

	assert_true(put(fixture, &entry));
	assert_null(fixture->run.sums);
	text = written(fixture, "vouchers.tsv");
	assert_non_null(strstr(text, "\tvoucher:erp:1\trecognition\t"));
	free(text);
}

/* Sums keep what depends apart, and the lines are sorted. */
static void
test_month(void **state)
{
	struct fixture *fixture = *state;
	struct voucher_entry entry;
	char *text;

	fixture->company.voucher_grain[VOUCHER_RECOGNITION] = VOUCHER_SUM_MONTH;
	fixture->company.voucher_grain[VOUCHER_DEFERRAL] = VOUCHER_SUM_DAY;
	entry = entry_of("voucher:erp:5", "erp_line/5", 3);
	entry.kind = VOUCHER_DEFERRAL;
	entry.depends_on = "invoice:a\ninvoice:b";
	assert_true(put(fixture, &entry));
	entry = entry_of("voucher:erp:9", "erp_line/9 transaction/t", 3);
	assert_true(put(fixture, &entry));
	entry = entry_of("voucher:erp:6", "erp_line/6", 31);
	entry.depends_on = "voucher:erp:5";
	assert_true(put(fixture, &entry));
	entry = entry_of("voucher:erp:8", "erp_line/8", 5);
	entry.depends_on = "invoice:c";
	assert_true(put(fixture, &entry));
	text = written(fixture, "vouchers.tsv");
	assert_int_equal(count_of(text, "voucher:sum:"), 4);
	assert_non_null(strstr(text, "\tinvoice:a\\ninvoice:b\tEUR\t1.00\t"));
	assert_non_null(strstr(text, "recognition 2026-10, 2 lines\tinvoice:c\t"
				     "EUR\t2.00\t1\t2.00\terp_line/8 "
				     "erp_line/9 transaction/t\n"));
	assert_non_null(strstr(text, "deferral 2026-10-03, 1 line\t"));
	/* The key of the deferral's sum, twice: its own and what needs it. */
	assert_int_equal(count_of(text, ":2026-10-03:"), 2);
	free(text);
}

/* Debit and credit are not netted, a rate that differs is none. */
static void
test_apart(void **state)
{
	struct fixture *fixture = *state;
	struct voucher_entry entry;
	char *text;

	fixture->company.voucher_grain[VOUCHER_RECOGNITION] = VOUCHER_SUM_DAY;
	entry = entry_of("voucher:erp:1", "erp_line/1", 3);
	assert_true(put(fixture, &entry));
	entry = entry_of("voucher:erp:2", "erp_line/2", 3);
	entry.amount.minor = -40;
	entry.amount_eur = -40;
	assert_true(put(fixture, &entry));
	entry = entry_of("voucher:erp:3", "erp_line/3", 4);
	assert_true(put(fixture, &entry));
	entry = entry_of("voucher:erp:4", "erp_line/4", 3);
	entry.rate = (struct decimal){ 2, 0 };
	assert_true(put(fixture, &entry));
	text = written(fixture, "vouchers.tsv");
	assert_int_equal(count_of(text, "voucher:sum:"), 3);
	assert_non_null(
	    strstr(text, "\tEUR\t2.00\t\t2.00\terp_line/1 erp_line/4\n"));
	assert_non_null(strstr(text, "\tEUR\t-0.40\t1\t-0.40\terp_line/2\n"));
	free(text);
	text = written(fixture, "postings.tsv");
	assert_non_null(strstr(text, "\t2861\t2.00\t0.00\tNONE\t0\t"));
	assert_non_null(strstr(text, "\t2861\t0.00\t0.40\tNONE\t0\t"));
	free(text);
}

/* What does not fit into a sum begins another. */
static void
test_overflow(void **state)
{
	struct fixture *fixture = *state;
	struct voucher_entry entry;

	fixture->company.voucher_grain[VOUCHER_RECOGNITION] = VOUCHER_SUM_DAY;
	entry = entry_of("voucher:erp:1", "erp_line/1", 3);
	entry.amount.minor = entry.amount_eur = INT64_MAX - 50;
	assert_true(put(fixture, &entry));
	entry = entry_of("voucher:erp:2", "erp_line/2", 3);
	assert_true(put(fixture, &entry));
	entry = entry_of("voucher:erp:3", "erp_line/3", 3);
	assert_true(put(fixture, &entry));
	voucher_sums_write(&fixture->run);
	/* No stage holds such totals, but two vouchers were written. */
	assert_int_equal(stage_writer_finish(fixture->run.stage,
			     record_stage_ledger, record_stage_ledger_count),
	    -1);
	fixture->run.stage = NULL;
	assert_null(fixture->faults);
}

static void
test_order_of_lines(void **state)
{
	static const char *const order[][2] = { { "1", "2" }, { "2", "1" } };
	struct fixture *fixture;
	struct voucher_entry entry;
	char *key[2], *text, *lines;
	size_t i, j;

	(void)state;
	for (i = 0; i < 2; i++) {
		void *made = NULL;

		setup(&made);
		fixture = made;
		fixture->company.voucher_grain[VOUCHER_RECOGNITION] =
		    VOUCHER_SUM_DAY;
		for (j = 0; j < 2; j++) {
			lines = mem_printf("erp_line/%s", order[i][j]);
			entry = entry_of(order[i][j], lines, 3);
			assert_true(put(fixture, &entry));
			free(lines);
		}
		text = written(fixture, "vouchers.tsv");
		lines = strstr(text, "voucher:sum:");
		assert_non_null(lines);
		key[i] = mem_strndup(lines, strcspn(lines, "\t"));
		free(text);
		teardown(&made);
	}
	assert_string_equal(key[0], key[1]);
	free(key[0]);
	free(key[1]);
}

static void
test_moved(void **state)
{
	struct fixture *fixture = *state;
	struct voucher_entry entry = entry_of("voucher:erp:1", "erp_line/1", 3);
	char *text;

	fixture->company.closed.accounting = (struct date){ 2026, 8, 31 };
	fixture->company.closed.move = true;
	/* Of a closed month: not before the first day of the one mapped. */
	entry.date = (struct date){ 2026, 8, 20 };
	assert_true(put(fixture, &entry));
	/* September is open. */
	entry.key = "voucher:erp:2";
	entry.date = (struct date){ 2026, 9, 20 };
	assert_true(put(fixture, &entry));
	text = written(fixture, "moved.tsv");
	assert_non_null(
	    strstr(text, "\t2026-08-20\t2026-10-01\tclosed-period\tEUR\t1.00\n"
			 "#end 1 "));
	free(text);
	text = written(fixture, "postings.tsv");
	assert_int_equal(count_of(text, "\t2026-10-01\t"), 2);
	assert_int_equal(count_of(text, "\t2026-09-20\t"), 2);
	free(text);
	assert_int_equal(diag_count(fixture->run.diag, SEVERITY_WARNING), 0);
}

static void
test_refused(void **state)
{
	struct fixture *fixture = *state;
	struct voucher_entry entry = entry_of("voucher:erp:1", "erp_line/1", 3);

	fixture->company.closed.accounting = (struct date){ 2026, 10, 3 };
	assert_false(put(fixture, &entry));
	assert_string_equal(fixture->faults->rule, "ledger.closed-period");
	/* No day of the month is open. */
	fixture->company.closed.move = true;
	fixture->company.closed.accounting = (struct date){ 2026, 10, 31 };
	assert_false(put(fixture, &entry));
	assert_string_equal(fixture->faults->rule, "ledger.closed-period");
	abort_stage(fixture);
}

static void
test_vat_is_not_moved(void **state)
{
	struct fixture *fixture = *state;
	struct voucher_entry entry = entry_of("voucher:erp:1", "erp_line/1", 3);

	fixture->company.closed.move = true;
	fixture->company.closed.accounting = (struct date){ 2026, 10, 3 };
	assert_true(put(fixture, &entry));
	/* The set still holds the postings of the last voucher. */
	fixture->set.item[1].vat_code = "KOMY";
	fixture->faults = NULL;
	assert_false(voucher_put(
	    &fixture->run, &entry, &fixture->set, &fixture->faults));
	assert_string_equal(fixture->faults->rule, "ledger.closed-period");
	fixture->company.closed.vat = (struct date){ 2026, 10, 3 };
	fixture->faults = NULL;
	assert_false(voucher_put(
	    &fixture->run, &entry, &fixture->set, &fixture->faults));
	assert_string_equal(fixture->faults->rule, "ledger.closed-vat");
	abort_stage(fixture);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_detail),
		TEST(test_month),
		TEST(test_apart),
		TEST(test_overflow),
		cmocka_unit_test(test_order_of_lines),
		TEST(test_moved),
		TEST(test_refused),
		TEST(test_vat_is_not_moved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
