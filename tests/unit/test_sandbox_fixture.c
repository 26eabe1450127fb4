/* test_sandbox_fixture.c - the company in YAML, and its books as a file. */
#include "unit.h"

#include "base/diag.h"
#include "findings.h"
#include "sandbox/sandbox.h"
#include "sandbox_client.h"
#include "scratch.h"

static int
setup(void **state)
{
	*state = scratch_make();
	return 0;
}

static int
teardown(void **state)
{
	scratch_remove(*state);
	return 0;
}

/* The sample with one piece of its text replaced. */
static char *
changed(const char *folder, const char *piece, const char *instead)
{
	struct diag_list *diag = diag_list_new();
	size_t len;
	char *text = file_read("samples/netvisor.yaml", 100000, &len, diag);
	char *at = strstr(text, piece), *all;

	if (at == NULL)
		fail_msg("the sample has no: %s", piece);
	else
		*at = '\0';
	all = mem_printf("%s%s%s", text, instead, at + strlen(piece));
	scratch_write(folder, "netvisor.yaml", all);
	free(all);
	free(text);
	diag_list_free(diag);
	return path_join(folder, "netvisor.yaml");
}

static const struct {
	const char *piece;
	const char *instead;
	const char *text; /* part of the one finding */
} mistakes[] = {
	{ "business_id: 9127764-5", "business_id: 9127764-4",
	    "9127764-4 is not a business id" },
	{ "key: 2,", "key: 1,", "the account's key or number stands twice" },
	{ "number: 1501", "number: 1160", "key or number stands twice" },
	{ "father: 1,", "father: 99,", "no group before this account has" },
	{ "TradePayables: 2871", "TradePayables: 9999",
	    "account 9999 is not in the chart" },
	{ "TradePayables:", "TradePayable:", "TradePayable" },
	{ "end: 2025-12-31", "end: 2024-12-31", "ends before it begins" },
	{ "accounting: 2026-08-31", "accounting: 2026-08-32", "2026-08-32" },
	{ "SalesInvoices: 1", "SalesInvoices: 99",
	    "no voucher type has the key 99" },
	{ "key: 13,", "key: 12,", "the item's key or name stands twice" },
	{ "code: SAAS-API", "code: SAAS", "key or code stands twice" },
	{ "account: 3000,", "account: 40,", "account 40 is not in the chart" },
	{ "RAMY: [ 0 ]", "RAMI: [ 0 ]", "RAMI" },
	{ "RAMY: [ 0 ]", "RAMY: [ x ]", "a percentage" },
	{ "debit: 24800.00", "debit: 24800.01",
	    "the opening balances are off by 1 cents" },
	{ "debit: 24800.00", "debit: 24800.001", "euros and cents" },
	{ "  partner_key: 0badcafe0invented0partner0key000\n", "",
	    "partner_key" },
};

static void
test_mistakes(void **state)
{
	for (size_t i = 0; i < COUNT(mistakes); i++) {
		struct diag_list *diag = diag_list_new();
		struct sandbox_options options;
		struct buf all;
		char *path =
		    changed(*state, mistakes[i].piece, mistakes[i].instead);

		sandbox_options_init(&options);
		options.fixture = path;
		assert_null(sandbox_start(&options, diag));
		assert_true(diag_failed(diag));
		buf_init(&all, BUF_MAX_DEFAULT);
		diag_write_text(diag, &all);
		if (strstr(buf_text(&all), mistakes[i].text) == NULL)
			fail_msg("%s: %s", mistakes[i].text, buf_text(&all));
		if (strstr(mistakes[i].text, "the chart") != NULL)
			assert_non_null(
			    strstr(buf_text(&all), "[sandbox.fixture]"));
		buf_release(&all);
		free(path);
		diag_list_free(diag);
	}
}

static void
expect_start(const struct sandbox_options *options, const char *findings)
{
	struct diag_list *diag = diag_list_new();
	struct sandbox *sandbox = sandbox_start(options, diag);

	assert_true(findings_equal(diag, findings));
	assert_true((sandbox != NULL) == (findings[0] == '\0'));
	sandbox_stop(sandbox);
	diag_list_free(diag);
}

static void
test_options(void **state)
{
	const struct sandbox_plan plan = { SANDBOX_FAULT_TECHNICAL, "no.nv",
		1 };
	const char *denied[] = { "nor.nv" };
	struct sandbox_options options;

	(void)state;
	sandbox_options_init(&options);
	options.fixture = "samples/netvisor.yaml";
	options.plan = &plan;
	options.plan_count = 1;
	options.denied = denied;
	options.denied_count = 1;
	options.address = "0.0.0.0";
	options.port = 70000;
	expect_start(&options,
	    "0:0 sandbox.option a fault's resource 'no.nv' does not exist\n"
	    "0:0 sandbox.option the denied resource 'nor.nv' does not exist\n"
	    "0:0 sandbox.option the address '0.0.0.0' is not this machine's "
	    "own\n"
	    "0:0 sandbox.option there is no port 70000\n");
}

static void
test_port_taken(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct sandbox_options options;
	struct sandbox *first;
	struct diag_view view;

	(void)state;
	sandbox_options_init(&options);
	options.fixture = "samples/netvisor.yaml";
	first = sandbox_start(&options, diag);
	assert_non_null(first);
	options.port =
	    (unsigned)strtoul(strrchr(sandbox_url(first), ':') + 1, NULL, 10);
	assert_null(sandbox_start(&options, diag));
	assert_int_equal(diag_kept(diag), 1);
	diag_get(diag, 0, &view);
	assert_string_equal(view.rule->name, "sandbox.listen");
	sandbox_stop(first);
	diag_list_free(diag);
}

static const char body[] =
    "<root><dimensionitem><name>Tuotelinja</name><item>Pysyy</item>"
    "</dimensionitem></root>";

/* What was done is there again; the fixture's tables are not read twice. */
static void
test_books_stay(void **state)
{
	char *books = path_join(*state, "books.db");
	char *path = changed(*state, "name: Kustannuspaikka", "name: Muu");
	struct diag_list *diag = diag_list_new();
	struct sandbox_options options;
	struct sandbox_reply reply;
	struct sandbox *sandbox;

	sandbox_options_init(&options);
	options.fixture = "samples/netvisor.yaml";
	options.books = books;
	sandbox = sandbox_start(&options, diag);
	reply = sandbox_call(
	    sandbox_url(sandbox), "POST", "/dimensionitem.nv?method=add", body);
	assert_int_equal(reply.status, 200);
	sandbox_reply_release(&reply);
	sandbox_stop(sandbox);
	options.fixture = path;
	sandbox = sandbox_start(&options, diag);
	reply = sandbox_call(
	    sandbox_url(sandbox), "GET", "/dimensionlist.nv", NULL);
	assert_non_null(strstr(reply.body, "<Name>Pysyy</Name>"));
	assert_non_null(strstr(reply.body, "<Name>Kustannuspaikka</Name>"));
	sandbox_reply_release(&reply);
	sandbox_stop(sandbox);
	assert_int_equal(diag_kept(diag), 0);
	diag_list_free(diag);
	free(path);
	free(books);
}

static void
test_other_books(void **state)
{
	char *books = path_join(*state, "books.db");
	char *path =
	    changed(*state, "business_id: 9127764-5", "business_id: 1967543-8");
	struct diag_list *diag = diag_list_new();
	struct sandbox_options options;
	struct buf out;

	buf_init(&out, BUF_MAX_DEFAULT);
	sandbox_options_init(&options);
	options.fixture = "samples/netvisor.yaml";
	options.books = books;
	expect_start(&options, "");
	options.fixture = path;
	expect_start(&options,
	    "0:0 sandbox.books the books are of 9127764-5, the fixture is of "
	    "1967543-8\n");
	scratch_write(*state, "books.db",
	    "no database, but a text of a size"
	    " that could be one\n");
	expect_start(&options,
	    "0:0 sandbox.books the books cannot be opened: file is not a "
	    "database\n");
	assert_int_equal(
	    sandbox_dump_file("/nonexistent/books.db", &out, diag), -1);
	assert_true(
	    findings_equal(diag, "0:0 sandbox.books there are no books\n"));
	buf_release(&out);
	diag_list_free(diag);
	free(path);
	free(books);
}

static void
test_credentials(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct sandbox_options options;
	struct sandbox *sandbox;
	struct buf out;

	(void)state;
	buf_init(&out, BUF_MAX_DEFAULT);
	sandbox_options_init(&options);
	options.fixture = "samples/netvisor.yaml";
	sandbox = sandbox_start(&options, diag);
	sandbox_put_credentials(sandbox, &out);
	assert_string_equal(buf_text(&out),
	    "customer_id: " SANDBOX_CUSTOMER_ID
	    "\ncustomer_key: " SANDBOX_CUSTOMER_KEY
	    "\npartner_id: " SANDBOX_PARTNER_ID
	    "\npartner_key: " SANDBOX_PARTNER_KEY "\n");
	buf_clear(&out);
	sandbox_dump(sandbox, &out);
	assert_non_null(strstr(buf_text(&out),
	    "2026-08-31 * opening  ; opening:yes\n"
	    "    1160   21700.00 EUR\n    1701   31025.35 EUR\n"));
	sandbox_stop(sandbox);
	buf_release(&out);
	diag_list_free(diag);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_mistakes, setup, teardown),
		cmocka_unit_test(test_options),
		cmocka_unit_test(test_port_taken),
		cmocka_unit_test_setup_teardown(
		    test_books_stay, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    test_other_books, setup, teardown),
		cmocka_unit_test(test_credentials),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
