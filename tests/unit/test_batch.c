/* test_batch.c - loading, asking and verifying a batch; exclusions. */
#include "batch_setup.h"
#include "findings.h"
#include "netvisor/batch.h"
#include "netvisor/exclusion.h"

static void
test_load(void **state)
{
	struct diag_list *diag = diag_list_new();
	char *dir = batch_setup(*state), text[BATCH_FILE_MAX];
	struct batch *batch = batch_load(dir, diag);
	const struct batch_total *total;

	assert_non_null(batch);
	assert_string_equal(batch_dir(batch), dir);
	assert_int_equal(batch_request_count(batch), 3);
	assert_int_equal(batch_item_count(batch), 4);
	assert_int_equal(batch_withheld_count(batch), 0);
	assert_int_equal(batch_request_at(batch, 1)->first_item, 1);
	assert_int_equal(batch_request_at(batch, 2)->first_item, 3);
	assert_int_equal(batch_request_at(batch, 1)->total.minor, 15100);
	assert_string_equal(batch_label(batch_request_at(batch, 2), text),
	    "batch/000/000003-voucher.xml");
	assert_string_equal(
	    batch_item_at(batch, 2)->source, "exports/invoices.csv:3");
	assert_int_equal(batch_total_count(batch), 3);
	total = batch_total_at(batch, 1);
	assert_string_equal(total->kind, "invoice");
	assert_int_equal(total->items, 2);
	assert_int_equal(total->total.minor, 15100);
	batch_free(batch);
	free(dir);
	diag_list_free(diag);
}

static void
test_names(void **state)
{
	static const struct {
		long seq;
		const char *kind;
		const char *name;
	} cases[] = {
		{ 1, "dimension", "000/000001-dimension.xml" },
		{ 1000, "customer", "000/001000-customer.xml" },
		{ 1001, "voucher", "001/001001-voucher.xml" },
		{ 1000000, "voucher", "999/1000000-voucher.xml" },
		{ 1000001, "creditnotes", "1000/1000001-creditnotes.xml" },
	};
	char text[BATCH_FILE_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(
		    batch_file_name(cases[i].seq, cases[i].kind, text),
		    cases[i].name);
}

static void
test_search(void **state)
{
	static const struct {
		const char *word;
		const char *reference; /* NULL: none */
		size_t matches;
	} cases[] = {
		{ "fv-ozylkozim2ap", "fv-ozylkozim2ap", 1 },
		{ "invoice:b", "fv-malyu2l47aq4", 1 },
		{ "102", "fv-malyu2l47aq4", 1 },
		{ "101", NULL, 2 },
		{ "voucher:erp:101", "fv-5jvvj5p7cqg5", 1 },
		{ "", NULL, 0 },
		{ "103", NULL, 0 },
	};
	struct diag_list *diag = diag_list_new();
	char *dir = batch_setup(*state);
	struct batch *batch = batch_load(dir, diag);

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct batch_item *found;
		size_t matches;

		found = batch_search(batch, cases[i].word, &matches);
		assert_int_equal(matches, cases[i].matches);
		assert_row((found == NULL) == (cases[i].reference == NULL),
		    cases[i].word);
		if (found != NULL)
			assert_string_equal(
			    found->reference, cases[i].reference);
	}
	assert_null(batch_find(batch, "fv-x"));
	batch_free(batch);
	free(dir);
	diag_list_free(diag);
}

/* The digest is over these lines and nothing else. */
static void
test_digest(void **state)
{
	struct diag_list *diag = diag_list_new();
	char *dir = batch_setup(*state), hex[3][SHA256_HEX_MAX];
	struct batch *batch = batch_load(dir, diag);
	char digest[SHA256_HEX_MAX], expected[SHA256_HEX_MAX];
	char *lines;

	lines = mem_printf("POST customer.nv?method=add %s\n"
			   "POST salesinvoicebatch.nv %s\n"
			   "POST accounting.nv %s\n",
	    batch_setup_hex(BATCH_CUSTOMER, hex[0]),
	    batch_setup_hex(BATCH_INVOICES, hex[1]),
	    batch_setup_hex(BATCH_VOUCHER, hex[2]));
	(void)batch_setup_hex(lines, expected);
	assert_string_equal(batch_digest(batch, digest), expected);
	free(lines);
	batch_free(batch);
	free(dir);
	diag_list_free(diag);
}

static void
test_verify(void **state)
{
	struct diag_list *diag = diag_list_new();
	char *dir = batch_setup(*state);
	struct batch *batch = batch_load(dir, diag);
	char *path = path_join(dir, "000/000002-invoices.xml");
	char *extra = path_join(dir, "000/000004-voucher.xml");
	char *gone = path_join(dir, "000/000001-customer.xml");

	assert_int_equal(batch_verify(batch, diag), 0);
	file_put(path, "<root>\n<salesinvoicebatch/>\n</root> ", 36);
	file_put(extra, "x", 1);
	assert_int_equal(unlink(gone), 0);
	assert_int_equal(batch_verify(batch, diag), -1);
	assert_true(findings_equal(diag,
	    "0:0 check.file the file cannot be read: No such file or "
	    "directory\n"
	    "0:0 check.hash the file was changed after it was written\n"
	    "0:0 check.file a file that the manifest does not name\n"));
	free(path);
	free(extra);
	free(gone);
	batch_free(batch);
	free(dir);
	diag_list_free(diag);
}

static void
test_exclusions(void **state)
{
	struct diag_list *diag = diag_list_new();
	char *dir = batch_setup(*state);
	char *path = path_join(*state, "exclusions.tsv");
	struct batch *batch = batch_load(dir, diag);
	char before[SHA256_HEX_MAX], after[SHA256_HEX_MAX];
	struct exclusions *list;

	list = exclusions_load(path, diag);
	assert_int_equal(exclusions_count(list), 0);
	assert_int_equal(exclusions_digest(path, before, diag), 0);
	assert_string_equal(before, batch_setup_hex("", after));
	assert_string_equal(
	    exclusions_add(list, batch, "102", "a\tb", diag)->reference,
	    "fv-malyu2l47aq4");
	assert_non_null(
	    exclusions_add(list, batch, "fv-5jvvj5p7cqg5", "late", diag));
	/* Once more changes nothing. */
	assert_string_equal(
	    exclusions_add(list, batch, "fv-malyu2l47aq4", "again", diag)
		->reason,
	    "a\tb");
	assert_file(path, "#fenvoy 1 exclusion\nreference\tname\treason\n"
			  "fv-malyu2l47aq4\t102\ta\\tb\nfv-"
			  "5jvvj5p7cqg5\t101\tlate\n#end 2\n");
	exclusions_free(list);
	assert_int_equal(exclusions_digest(path, after, diag), 0);
	assert_string_not_equal(before, after);
	list = exclusions_load(path, diag);
	assert_string_equal(
	    exclusions_find(list, "fv-malyu2l47aq4")->reason, "a\tb");
	assert_int_equal(exclusions_at(list, 1)->pos.line, 4);
	assert_null(exclusions_find(list, "fv-hihy4im3q5mb"));
	assert_false(diag_failed(diag));
	assert_null(exclusions_add(list, batch, "101", "why", diag));
	assert_null(exclusions_add(list, batch, "999", "why", diag));
	assert_null(
	    exclusions_add(list, batch, "fv-hihy4im3q5mb", " \n", diag));
	assert_true(findings_equal(diag,
	    "0:0 review.item-ambiguous 2 documents of the batch are called "
	    "'101'\n"
	    "0:0 review.item-unknown no document of the batch is called "
	    "'999'\n"
	    "0:0 review.reason-missing an exclusion needs a reason, in plain "
	    "text\n"));
	exclusions_free(list);
	file_put(path, "#fenvoy 1 exclusion\n", 20);
	assert_null(exclusions_load(path, diag));
	free(path);
	batch_free(batch);
	free(dir);
	diag_list_free(diag);
}

static void
test_exclusions_remove(void **state)
{
	struct diag_list *diag = diag_list_new();
	char *path = path_join(*state, "exclusions.tsv");
	static const char written[] =
	    "#fenvoy 1 exclusion\nreference\tname\treason\n"
	    "fv-hqlmkz6fsk3u\t101\twhy\nfv-g36jvby5xdrm\t102\tlate\n"
	    "fv-aaaaaaaaaaaa\t102\ttwice\n#end 3\n";
	struct exclusions *list;

	/* The first one is that of the key invoice:1. */
	file_put(path, written, sizeof(written) - 1);
	list = exclusions_load(path, diag);
	assert_non_null(list);
	assert_null(exclusions_remove(list, "102", diag));
	assert_null(exclusions_remove(list, "103", diag));
	assert_string_equal(
	    exclusions_remove(list, "invoice:1", diag)->reason, "why");
	assert_null(exclusions_find(list, "fv-hqlmkz6fsk3u"));
	assert_non_null(exclusions_remove(list, "fv-g36jvby5xdrm", diag));
	assert_non_null(exclusions_remove(list, "102", diag));
	assert_file(path, "#fenvoy 1 exclusion\nreference\tname\treason\n"
			  "#end 0\n");
	assert_true(findings_equal(diag,
	    "0:0 review.item-ambiguous 2 rejected documents are called "
	    "'102'\n"
	    "0:0 review.item-unknown no rejected document is called "
	    "'103'\n"));
	exclusions_free(list);
	free(path);
	diag_list_free(diag);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(test_load),
		cmocka_unit_test(test_names),
		FOLDER_TEST(test_search),
		FOLDER_TEST(test_digest),
		FOLDER_TEST(test_verify),
		FOLDER_TEST(test_exclusions),
		FOLDER_TEST(test_exclusions_remove),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
