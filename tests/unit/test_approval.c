/*
 * test_approval.c - an approval holds for exactly the bytes, exclusions and
 * check that it was given for, and says why when it does not.
 */
#include "batch_setup.h"
#include "findings.h"
#include "netvisor/approval.h"
#include "netvisor/batch.h"

struct approved_month {
	struct approval_paths paths;
	struct batch *batch;
	struct diag_list *diag;
	char *dir;
};

static void
month_open(struct approved_month *month, const char *folder)
{
	month->diag = diag_list_new();
	month->dir = batch_setup(folder);
	month->batch = batch_load(month->dir, month->diag);
	assert_non_null(month->batch);
	approval_paths_init(&month->paths, folder);
}

static void
month_close(struct approved_month *month)
{
	approval_paths_release(&month->paths);
	batch_free(month->batch);
	free(month->dir);
	diag_list_free(month->diag);
}

/* Approve what is there; 1 January 2027, noon. */
static void
month_approve(struct approved_month *month)
{
	char digest[SHA256_HEX_MAX];

	assert_int_equal(
	    approval_write(&month->paths, month->batch, "Maija \"M\" Meri",
		batch_digest(month->batch, digest), 1798804800, month->diag),
	    0);
	assert_false(diag_failed(month->diag));
}

static void
test_valid(void **state)
{
	struct approved_month month;
	struct approval approval;
	static const char *const name[] = { BATCH_MANIFEST, BATCH_ITEMS,
		BATCH_WITHHELD };
	char digest[SHA256_HEX_MAX], none[SHA256_HEX_MAX];
	char table[COUNT(name)][SHA256_HEX_MAX];
	char *expected;

	month_open(&month, *state);
	assert_int_equal(
	    approval_verify(&month.paths, month.batch, month.diag, &approval),
	    APPROVAL_NONE);
	approval_release(&approval);
	month_approve(&month);
	(void)batch_digest(month.batch, digest);
	(void)batch_setup_hex("", none);
	for (size_t i = 0; i < COUNT(table); i++)
		assert_int_equal(batch_table_digest(month.batch, name[i],
				     table[i], month.diag),
		    0);
	expected = mem_printf(
	    "fenvoy: 1\napproval:\n  digest: %s\n"
	    "  by: \"Maija \\\"M\\\" Meri\"\n  at: 2027-01-01T12:00:00Z\n"
	    "  requests: 3\n  items: 4\n  totals:\n"
	    "    - { kind: customer, currency: EUR, items: 1, total: 0.00 }\n"
	    "    - { kind: invoice, currency: EUR, items: 2, total: 151.00 "
	    "}\n"
	    "    - { kind: deferral, currency: EUR, items: 1, total: 10.00 "
	    "}\n"
	    "  withheld: []\n  manifest_sha256: %s\n  items_sha256: %s\n"
	    "  withheld_sha256: %s\n"
	    "  exclusions_sha256: %s\n  rule_set: %s\n",
	    digest, table[0], table[1], table[2], none, rule_set_version());
	assert_file(month.paths.approval, expected);
	free(expected);
	assert_int_equal(
	    approval_verify(&month.paths, month.batch, month.diag, &approval),
	    APPROVAL_VALID);
	assert_string_equal(approval.by, "Maija \"M\" Meri");
	assert_string_equal(approval.at, "2027-01-01T12:00:00Z");
	assert_string_equal(approval.digest, digest);
	assert_int_equal(approval.requests, 3);
	assert_int_equal(approval.items, 4);
	approval_release(&approval);
	assert_int_equal(
	    approval_verify(&month.paths, month.batch, month.diag, NULL),
	    APPROVAL_VALID);
	month_close(&month);
}

static void
assert_void(struct approved_month *month, const char *findings)
{
	assert_int_equal(
	    approval_verify(&month->paths, month->batch, month->diag, NULL),
	    APPROVAL_VOID);
	assert_true(findings_equal(month->diag, findings));
}

static void
test_changed_byte(void **state)
{
	struct approved_month month;
	char *path;

	month_open(&month, *state);
	month_approve(&month);
	path = path_join(month.dir, "000/000003-voucher.xml");
	file_put(path, "<root>\n<voucher />\n</root>\n", 26);
	free(path);
	assert_void(&month,
	    "0:0 check.hash the file was changed after it was written\n");
	month_close(&month);
}

/* The batch was written again, in another order or with other bytes. */
static void
test_other_batch(void **state)
{
	struct approved_month month;
	char *text;
	size_t len;

	month_open(&month, *state);
	month_approve(&month);
	text = file_read(month.paths.approval, 10000, &len, month.diag);
	text[strlen("fenvoy: 1\napproval:\n  digest: ")] ^= 1;
	file_put(month.paths.approval, text, len);
	free(text);
	assert_void(&month,
	    "0:0 review.approval-void the approval is for another batch: its "
	    "digest is another\n");
	month_close(&month);
}

/* What requests hold, need and are encoded in is approved with them. */
static void
test_table_changed(void **state)
{
	static const struct {
		const char *file;
		const char *word;
		const char *other; /* of the same length */
	} cases[] = {
		{ BATCH_MANIFEST, "utf-8", "utf-9" },
		{ BATCH_ITEMS, "invoices.csv:3", "invoices.csv:4" },
		{ BATCH_ITEMS, "\t102\t", "\t103\t" },
		{ BATCH_WITHHELD, "#fenvoy 1", "#fenvoy 2" },
	};
	struct approved_month month;
	size_t len;

	month_open(&month, *state);
	for (size_t i = 0; i < COUNT(cases); i++) {
		char *path = path_join(month.dir, cases[i].file);
		char *text, *before, *wanted;

		month_approve(&month);
		text = file_read(path, 10000, &len, month.diag);
		before = mem_strdup(text);
		memcpy(strstr(text, cases[i].word), cases[i].other,
		    strlen(cases[i].other));
		file_put(path, text, len);
		wanted = mem_printf("0:0 review.approval-void batch/%s was "
				    "changed after the approval\n",
		    cases[i].file);
		assert_void(&month, wanted);
		file_put(path, before, len);
		diag_list_free(month.diag);
		month.diag = diag_list_new();
		free(wanted);
		free(before);
		free(text);
		free(path);
	}
	month_close(&month);
}

/* What is left out is approved as well, by name and with its sum. */
static void
test_withheld(void **state)
{
	static const record_values rows[] = {
		{ "key=invoice:x", "reference=fv-x", "kind=invoice",
		    "name=5 \"a\"", "rules=excluded", "currency=EUR",
		    "net=1.00", "total=1.10", NULL },
		{ "key=voucher:erp:1", "reference=fv-y", "kind=deferral",
		    "name=1", "rules=dependency", "currency=EUR", "net=2.00",
		    "total=2.00", NULL },
		{ "key=invoice:y", "reference=fv-z", "kind=invoice", "name=6",
		    "rules=dependency", "currency=EUR", "net=1.00",
		    "total=1.10", NULL },
	};
	struct approved_month month;
	char *text;
	size_t len;

	month_open(&month, *state);
	batch_free(month.batch);
	records_put(month.dir, &record_kind_withheld, rows, COUNT(rows));
	month.batch = batch_load(month.dir, month.diag);
	assert_non_null(month.batch);
	month_approve(&month);
	text = file_read(month.paths.approval, 10000, &len, month.diag);
	assert_non_null(
	    strstr(text, "  withheld:\n"
			 "    - { kind: \"invoice\", currency: EUR, items: 2, "
			 "total: 2.20, names: [ \"5 \\\"a\\\"\", \"6\" ] }\n"
			 "    - { kind: \"deferral\", currency: EUR, items: 1, "
			 "total: 2.00, names: [ \"1\" ] }\n"
			 "  manifest_sha256: "));
	free(text);
	assert_int_equal(
	    approval_verify(&month.paths, month.batch, month.diag, NULL),
	    APPROVAL_VALID);
	month_close(&month);
}

static void
test_reviewer(void **state)
{
	static const char *const by[] = { "", " ", "\n", "M\001", "M\n",
		"M\377", "M\177" };
	struct approved_month month;
	char digest[SHA256_HEX_MAX];

	month_open(&month, *state);
	for (size_t i = 0; i < COUNT(by); i++)
		assert_int_equal(
		    approval_write(&month.paths, month.batch, by[i],
			batch_digest(month.batch, digest), 0, month.diag),
		    -1);
	assert_false(file_exists(month.paths.approval));
	month_close(&month);
}

static void
test_exclusions_changed(void **state)
{
	struct approved_month month;

	month_open(&month, *state);
	month_approve(&month);
	file_put(month.paths.exclusions,
	    "#fenvoy 1 exclusion\nreference\tname\treason\n#end 0\n", 50);
	assert_void(&month,
	    "0:0 review.approval-void exclusions.tsv was changed after the "
	    "approval\n");
	month_close(&month);
}

static void
test_check(void **state)
{
	struct approved_month month;

	month_open(&month, *state);
	month_approve(&month);
	batch_setup_check(*state, "bad", rule_set_version());
	assert_void(&month,
	    "5:0 review.check-bad 'batch/000/000003-voucher.xml' is not "
	    "right\n");
	diag_list_free(month.diag);
	month.diag = diag_list_new();
	batch_setup_check(*state, "ok", "other");
	assert_void(&month,
	    "0:0 review.check-stale the check was made by another version of "
	    "the rules\n");
	diag_list_free(month.diag);
	month.diag = diag_list_new();
	records_put(*state, &record_kind_check, NULL, 0);
	assert_void(&month,
	    "0:0 review.check-stale the check holds 0 requests, the batch "
	    "3\n");
	diag_list_free(month.diag);
	month.diag = diag_list_new();
	assert_int_equal(unlink(month.paths.check), 0);
	assert_void(&month,
	    "0:0 review.check-missing there is no check of this batch\n");
	month_close(&month);
}

/* A register more, another one, one less: each is another snapshot. */
static void
test_registers_changed(void **state)
{
	static const char *const file[] = { "snapshot.tsv", "locks.tsv",
		"balances.tsv" };
	struct approved_month month;
	char digest[SHA256_HEX_MAX];

	month_open(&month, *state);
	month_approve(&month);
	assert_int_equal(folder_make(month.paths.registers, month.diag), 0);
	for (size_t i = 0; i < COUNT(file); i++) {
		char *path = path_join(month.paths.registers, file[i]);

		file_put(path, "x", 1);
		assert_void(&month,
		    "0:0 review.check-stale the registers were changed after "
		    "the check\n");
		assert_int_equal(
		    approval_write(&month.paths, month.batch, "M",
			batch_digest(month.batch, digest), 0, month.diag),
		    -1);
		assert_int_equal(unlink(path), 0);
		diag_list_free(month.diag);
		month.diag = diag_list_new();
		assert_int_equal(approval_verify(&month.paths, month.batch,
				     month.diag, NULL),
		    APPROVAL_VALID);
		free(path);
	}
	month_close(&month);
}

static void
test_damaged(void **state)
{
	static const char *const text[] = { "", "approval: {", "fenvoy: 1\n",
		"fenvoy: 2\napproval: { digest: x }\n",
		"approval: { digest: x, more: y }\n" };
	struct approved_month month;

	month_open(&month, *state);
	for (size_t i = 0; i < COUNT(text); i++) {
		file_put(month.paths.approval, text[i], strlen(text[i]));
		assert_int_equal(approval_verify(&month.paths, month.batch,
				     month.diag, NULL),
		    APPROVAL_VOID);
	}
	assert_true(diag_failed(month.diag));
	month_close(&month);
}

static void
test_refused(void **state)
{
	struct approved_month month;
	char digest[SHA256_HEX_MAX];

	month_open(&month, *state);
	(void)batch_digest(month.batch, digest);
	digest[0] = digest[0] == '0' ? '1' : '0';
	assert_int_equal(approval_write(&month.paths, month.batch, " ", digest,
			     0, month.diag),
	    -1);
	assert_int_equal(unlink(month.paths.check), 0);
	assert_int_equal(approval_write(&month.paths, month.batch, "M",
			     batch_digest(month.batch, digest), 0, month.diag),
	    -1);
	assert_false(file_exists(month.paths.approval));
	assert_true(findings_equal(month.diag,
	    "0:0 review.reviewer-missing an approval needs the name of who "
	    "approves, in plain text\n"
	    "0:0 review.digest the digest given is not that of this batch\n"
	    "0:0 review.check-missing there is no check of this batch\n"));
	month_close(&month);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(test_valid),
		FOLDER_TEST(test_changed_byte),
		FOLDER_TEST(test_other_batch),
		FOLDER_TEST(test_table_changed),
		FOLDER_TEST(test_withheld),
		FOLDER_TEST(test_reviewer),
		FOLDER_TEST(test_exclusions_changed),
		FOLDER_TEST(test_check),
		FOLDER_TEST(test_registers_changed),
		FOLDER_TEST(test_damaged),
		FOLDER_TEST(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
