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
	char digest[SHA256_HEX_MAX], none[SHA256_HEX_MAX];
	char *expected;

	month_open(&month, *state);
	assert_int_equal(
	    approval_verify(&month.paths, month.batch, month.diag, &approval),
	    APPROVAL_NONE);
	approval_release(&approval);
	month_approve(&month);
	(void)batch_digest(month.batch, digest);
	(void)batch_setup_hex("", none);
	expected = mem_printf(
	    "fenvoy: 1\napproval:\n  digest: %s\n"
	    "  by: \"Maija \\\"M\\\" Meri\"\n  at: 2027-01-01T12:00:00Z\n"
	    "  requests: 3\n  items: 4\n  totals:\n"
	    "    - { kind: customer, currency: EUR, items: 1, total: 0.00 }\n"
	    "    - { kind: invoice, currency: EUR, items: 2, total: 151.00 "
	    "}\n"
	    "    - { kind: deferral, currency: EUR, items: 1, total: 10.00 "
	    "}\n"
	    "  exclusions_sha256: %s\n  rule_set: %s\n",
	    digest, none, rule_set_version());
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
	    "approves\n"
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
		FOLDER_TEST(test_exclusions_changed),
		FOLDER_TEST(test_check),
		FOLDER_TEST(test_damaged),
		FOLDER_TEST(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
