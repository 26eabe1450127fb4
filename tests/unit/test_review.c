/* test_review.c - the model of a review and its pages (report/review.h). */
#include "review_month.h"

#include "base/buf.h"
#include "base/reference.h"
#include "report/month_state.h"
#include "report/page.h"
#include "report/review_page.h"
#include "report/review_write.h"

static void
assert_row_is(const struct tally *tally, size_t index, const char *word,
    int64_t first, int64_t second)
{
	assert_true(index < tally->count);
	assert_string_equal(tally->row[index].word[0], word);
	assert_int_equal(tally->row[index].amount[0], first);
	assert_int_equal(tally->row[index].amount[1], second);
}

static void
test_sums(void **state)
{
	struct fixture *fixture = *state;
	struct review *review = review_load(&fixture->source, fixture->diag);
	long days;

	assert_non_null(review);
	assert_false(diag_failed(fixture->diag));
	assert_int_equal(review->document_count, 4);
	assert_int_equal(review->posting_count, 7);
	/* Only what is in the batch moves accounts. */
	assert_int_equal(review->accounts.count, 5);
	assert_row_is(&review->accounts, 0, "1701", 22550, 0);
	assert_row_is(&review->accounts, 1, "2861", 0, 10000);
	assert_row_is(&review->accounts, 2, "2939", 0, 2550);
	assert_row_is(&review->accounts, 3, "3000", 10000, 10000);
	/* Tax belongs to the base before it. */
	assert_int_equal(review->vat.count, 2);
	assert_row_is(&review->vat, 0, "EUPM312", 10000, 0);
	assert_row_is(&review->vat, 1, "KOMY", 10000, 2550);
	assert_int_equal(review->excluded.row[0].amount[0], 5000);
	assert_int_equal(review->not_carried.row[0].count, 3);
	assert_int_equal(review_account_balance(review, "1701").amount, 4100);
	assert_false(review_account_balance(review, "3000").known);
	assert_true(review_snapshot_age(review, &days));
	assert_int_equal(days, 2);
	assert_false(review->checked);
	/* Every exported document has its fate. */
	assert_int_equal(review->control.row_count, 3);
	assert_int_equal(review->control.row[0].read, 3);
	assert_int_equal(review->control.row[0].read_amount, 17650);
	assert_int_equal(review->control.row[0].count[FATE_BATCH], 1);
	assert_int_equal(review->control.row[0].count[FATE_WITHHELD], 1);
	assert_int_equal(review->control.row[0].amount[FATE_EXCLUDED], 5000);
	assert_int_equal(review->control.row[2].count[FATE_WITHHELD], 1);
	review_free(review);
}

static void
test_documents_lead_back(void **state)
{
	struct fixture *fixture = *state;
	struct review *review = review_load(&fixture->source, fixture->diag);
	const struct review_document *document;
	const struct review_posting *posting;

	assert_non_null(review);
	document = &review->document[1];
	assert_string_equal(document->customer_name, "Äiti & Co");
	assert_int_equal(document->posting_count, 3);
	posting = &review->posting[document->posting];
	assert_string_equal(posting->account, "1701");
	posting = &review->posting[posting->next];
	assert_string_equal(posting->account, "3000");
	assert_string_equal(posting->source.file, "exports/invoice_lines.csv");
	assert_int_equal(posting->source.line, 2);
	assert_string_equal(posting->rule, "mappings/accounts.yaml:12");
	posting = &review->posting[posting->next];
	assert_string_equal(posting->account, "2939");
	assert_int_equal(review->document[2].total_eur, 10000);
	review_free(review);
}

static void
assert_finds(struct fixture *fixture, const char *rule, bool there)
{
	struct review *review = review_load(&fixture->source, fixture->diag);
	struct diag_view view;

	assert_true((review != NULL) == there);
	assert_true(diag_kept(fixture->diag) > 0);
	diag_get(fixture->diag, 0, &view);
	assert_string_equal(view.rule->name, rule);
	review_free(review);
}

static void
test_incomplete(void **state)
{
	static const record_values more[] = {
		INVOICE_ROW("1", "invoice", "EUR", "125.50"),
		INVOICE_ROW("2", "invoice", "SEK", "1100.00"),
		INVOICE_ROW("3", "credit_note", "EUR", "-12.55"),
		INVOICE_ROW("4", "invoice", "EUR", "1.00"),
		INVOICE_ROW("5", "invoice", "EUR", "50.00"),
		INVOICE_ROW("6", "invoice", "EUR", "0.01"),
	};
	struct fixture *fixture = *state;

	records_put(fixture->billing, &record_kind_invoice, more, COUNT(more));
	assert_finds(fixture, "review.incomplete", true);
}

/* A stream without a road loses nothing. */
static void
test_no_road(void **state)
{
	static const record_values more[] = {
		INVOICE_ROW("9", "invoice", "EUR", "0.01"),
	};
	struct fixture *fixture = *state;
	const struct control_row *row;
	struct review *review;

	fixture->company.road[STREAM_INVOICES] = ROAD_NONE;
	records_put(fixture->billing, &record_kind_invoice, more, COUNT(more));
	review = review_load(&fixture->source, fixture->diag);
	assert_non_null(review);
	assert_false(diag_failed(fixture->diag));
	row = &review->control.row[0];
	assert_int_equal(row->read, 1);
	assert_int_equal(row->count[FATE_NOT_CARRIED], 1);
	assert_int_equal(control_unexplained(row), 0);
	review_free(review);
}

static void
test_unbalanced(void **state)
{
	static const record_values one[] = {
		POSTING("invoice:1", "netvisor", "1701", "debit=125.50", "NONE",
		    "0"),
		POSTING("invoice:1", "netvisor", "3000", "credit=125.49",
		    "KOMY", "25.5"),
	};
	struct fixture *fixture = *state;

	records_put(fixture->ledger, &record_kind_posting, one, COUNT(one));
	assert_finds(fixture, "review.unbalanced", true);
}

static void
test_no_batch(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(folder_remove(fixture->batch, fixture->diag), 0);
	assert_finds(fixture, "review.no-batch", false);
}

static void
test_not_a_month(void **state)
{
	struct fixture *fixture = *state;

	fixture->source.name = "october";
	assert_finds(fixture, "review.month-folder", false);
}

/* Both forms say it all, and twice the same. */
static void
test_text_and_page(void **state)
{
	static const char *const words[] = { "Koe Oy", "Not checked",
		"mapping.vat-missing", "wrong &lt;customer&gt;",
		"already booked by Fenerum", "not carried in this version",
		"KOMY", "41.00", "266.50", "\xc3\x84iti &amp; Co",
		"exports/invoice_lines.csv:2", "mappings/accounts.yaml:12",
		"href=\"batch/000/000003-invoices.xml\"",
		"id=\"fv-4wgmyyi53nl7\"", "100.00 EUR" };
	struct fixture *fixture = *state;
	struct review *review = review_load(&fixture->source, fixture->diag);
	char *path = path_join(fixture->dir, "review.html");
	char *first;
	char *second;
	size_t len;

	assert_non_null(review);
	assert_int_equal(review_write_html(review, fixture->diag), 0);
	first = file_read(path, (size_t)1 << 20, &len, fixture->diag);
	for (size_t i = 0; i < COUNT(words); i++)
		assert_row(strstr(first, words[i]) != NULL, words[i]);
	assert_int_equal(review_write_html(review, fixture->diag), 0);
	second = file_read(path, (size_t)1 << 20, &len, fixture->diag);
	assert_string_equal(first, second);
	free(first);
	free(second);
	free(path);
	review_free(review);
}

enum {
	MANY = REVIEW_PAGE_DOCUMENTS + 1
};

/* A batch of so many customers that one page does not hold them. */
static void
put_many_customers(const struct fixture *fixture)
{
	static char word[MANY][4][32];
	char reference[REFERENCE_TEXT_MAX];
	static record_values rows[MANY];
	static const record_values request[] = {
		{ "seq=1", "file=000/000001-customer.xml", "method=POST",
		    "resource=customer.nv", "query=method=add",
		    "encoding=ascii-refs", "sha256=" SHA, "kind=customer",
		    "items=1001", "currency=EUR", "total=0.00", NULL },
	};

	for (int i = 0; i < MANY; i++) {
		(void)snprintf(word[i][1], 32, "key=customer:%d", i);
		(void)snprintf(word[i][0], 32, "reference=%s",
		    reference_make(word[i][1] + strlen("key="), reference));
		(void)snprintf(word[i][2], 32, "item=%d", i + 1);
		(void)snprintf(word[i][3], 32, "name=%d", i);
		for (int w = 0; w < 4; w++)
			rows[i][w] = word[i][w];
		rows[i][4] = "seq=1";
		rows[i][5] = "kind=customer";
		rows[i][6] = "currency=EUR";
		rows[i][7] = "total=0.00";
	}
	records_put(fixture->batch, &record_kind_manifest, request, 1);
	records_put(fixture->batch, &record_kind_item,
	    (const record_values *)rows, MANY);
	records_put(fixture->billing, &record_kind_invoice, NULL, 0);
}

static void
write_html(struct fixture *fixture)
{
	struct review *review = review_load(&fixture->source, fixture->diag);

	assert_non_null(review);
	assert_int_equal(review_write_html(review, fixture->diag), 0);
	review_free(review);
}

static void
assert_page(const struct fixture *fixture, const char *name, const char *word,
    bool there)
{
	char *path = path_join(fixture->dir, name);
	size_t len;
	char *text = file_read(path, (size_t)1 << 20, &len, fixture->diag);

	assert_non_null(text);
	assert_row((strstr(text, word) != NULL) == there, word);
	free(text);
	free(path);
}

/* Beyond a thousand documents they stand in pages of their own. */
static void
test_many_documents(void **state)
{
	struct fixture *fixture = *state;
	char *last = path_join(fixture->dir, "review/002.html");
	char *none = path_join(fixture->dir, "review/003.html");

	put_many_customers(fixture);
	write_html(fixture);
	assert_page(fixture, "review.html", "href=\"review/002.html\"", true);
	assert_page(fixture, "review.html", "000001-customer.xml", false);
	assert_page(fixture, "review/002.html", "documents 1001 to 1001", true);
	assert_page(fixture, "review/002.html",
	    "href=\"../batch/000/000001-customer.xml\"", true);
	assert_page(
	    fixture, "review/002.html", "href=\"../review.html\"", true);
	assert_false(file_exists(none));
	/* With few again, nothing old remains. */
	put_month(fixture);
	write_html(fixture);
	assert_false(file_exists(last));
	free(none);
	free(last);
}

static void
test_state(void **state)
{
	struct fixture *fixture = *state;
	struct month_state month;
	char *journal = path_join(fixture->dir, "journal.db");

	fixture->company.journal = journal;
	month_state_load(&month, &fixture->company, fixture->dir);
	assert_string_equal(month.exports, "0");
	assert_string_equal(month.billing, "old: exports/invoices.csv is gone");
	assert_string_equal(month.batch, "unchecked");
	assert_string_equal(month.review, "none");
	assert_string_equal(month.approval, "none");
	assert_string_equal(month.sent, "none");
	assert_int_equal(month.next, NEXT_EXPORTS);
	month_state_release(&month);
	free(journal);
}

#define MONTH_TEST(function)                                                   \
	cmocka_unit_test_setup_teardown(function, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH_TEST(test_sums),
		MONTH_TEST(test_documents_lead_back),
		MONTH_TEST(test_incomplete),
		MONTH_TEST(test_no_road),
		MONTH_TEST(test_unbalanced),
		MONTH_TEST(test_no_batch),
		MONTH_TEST(test_not_a_month),
		MONTH_TEST(test_text_and_page),
		MONTH_TEST(test_many_documents),
		MONTH_TEST(test_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
