/* test_company.c - company.yaml and business ids. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/business_id.h"
#include "findings.h"
#include "mapping/company.h"
#include "scratch.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char good[] =
    "fenvoy: 1\n"
    "company: { name: Revontuli Pilvi Oy, business_id: 3127764-3 }\n"
    "start_date: 2026-09-01\n"
    "roads: { invoices: documents, payments: none, deferrals: ledger, "
    "expenses: none }\n"
    "netvisor:\n"
    "  host: https://localhost.example\n"
    "  voucher_class: { deferral: Jaksotukset, recognition: Tuloutukset }\n";

/* good with one line replaced. */
struct company_case {
	const char *name;
	int line;
	const char *text;
	const char *findings;
};

static const struct company_case cases[] = {
	{ "version", 1, "fenvoy: 2",
	    "1:9 company.version version '2' is not "
	    "known\n" },
	{ "no version", 1, "",
	    "2:1 yaml.missing the key 'fenvoy' is "
	    "missing\n" },
	{ "check digit", 2, "company: { name: X, business_id: 3127764-6 }",
	    "2:34 company.business-id the check digit of '3127764-6' is "
	    "wrong\n" },
	{ "form", 2, "company: { name: X, business_id: 312-7764 }",
	    "2:34 company.business-id '312-7764' has not the form of a "
	    "business id\n" },
	{ "no name", 2, "company: { name: '', business_id: 3127764-3 }",
	    "2:18 yaml.type expected a text, found ''\n" },
	{ "date", 3, "start_date: 1.9.2026",
	    "3:13 yaml.type expected a day of the calendar as YYYY-MM-DD, "
	    "found '1.9.2026'\n" },
	{ "missing road", 4,
	    "roads: { invoices: documents, deferrals: ledger }",
	    "4:8 company.road 'payments' has no road\n"
	    "4:8 company.road 'expenses' has no road\n" },
	{ "no roads", 4, "", "1:1 yaml.missing the key 'roads' is missing\n" },
	{ "unknown road", 4,
	    "roads: { invoices: document, payments: none, deferrals: "
	    "ledger, expenses: none }",
	    "4:20 company.road 'invoices' takes an unknown road "
	    "'document'\n" },
	{ "payments against the invoices", 4,
	    "roads: { invoices: documents, payments: ledger, deferrals: "
	    "ledger, expenses: none }",
	    "4:41 company.road 'payments' cannot take the road 'ledger' "
	    "while 'invoices' takes 'documents'\n" },
	{ "deferrals as documents", 4,
	    "roads: { invoices: none, payments: none, deferrals: "
	    "documents, expenses: none }",
	    "4:53 company.road 'deferrals: documents' is not carried by this "
	    "version\n" },
	{ "clear text", 6, "  host: http://isp.example",
	    "6:9 company.host 'http://isp.example' would send in clear "
	    "text\n" },
	{ "nearly loopback", 6, "  host: http://localhost.example",
	    "6:9 company.host 'http://localhost.example' would send in "
	    "clear text\n" },
	{ "loopback", 6, "  host: http://127.0.0.1:8443/", "" },
	{ "loopback 6", 6, "  host: \"http://[::1]:8443\"", "" },
	{ "no scheme", 6, "  host: isp.example",
	    "6:9 company.host 'isp.example' does not begin with https://\n" },
	{ "path", 6, "  host: https://isp.example/x",
	    "6:9 company.host 'https://isp.example/x' is not just a host\n" },
	{ "user", 6, "  host: https://me:secret@isp.example",
	    "6:9 company.host 'https://me:secret@isp.example' is not just a "
	    "host\n" },
	{ "only a scheme", 6, "  host: https://",
	    "6:9 company.host 'https://' is not just a host\n" },
	{ "no host", 6, "  encoding: utf-8",
	    "6:3 yaml.missing the key 'host' is missing\n" },
	{ "no classes", 7, "  batch_size: 501",
	    "6:3 yaml.missing the key 'voucher_class' is missing\n"
	    "7:15 yaml.type expected a whole number from 1 to 500, found "
	    "'501'\n" },
	{ "misspelt", 3, "start_dat: 2026-09-01",
	    "1:1 yaml.missing the key 'start_date' is missing\n"
	    "3:1 yaml.unknown-key unknown key 'start_dat', did you mean "
	    "'start_date'\n" },
};

/* good with a line replaced; the caller frees. */
static char *
with_line(int number, const char *line)
{
	const char *at = good, *end;
	int i;

	for (i = 1; i < number; i++)
		at = strchr(at, '\n') + 1;
	end = strchr(at, '\n');
	return mem_printf("%.*s%s%s", (int)(at - good), good, line, end);
}

static struct company *
load_text(const char *text, struct diag_list *diag)
{
	char *folder = scratch_make(), *path;
	struct company *company;

	scratch_write(folder, "company.yaml", text);
	path = path_join(folder, "company.yaml");
	company = company_load(path, diag);
	free(path);
	scratch_remove(folder);
	return company;
}

static void
test_faults(void **state)
{
	const char *failed = NULL;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct diag_list *diag = diag_list_new();
		char *text = with_line(cases[i].line, cases[i].text);
		struct company *company = load_text(text, diag);

		if (!findings_equal(diag, cases[i].findings))
			failed = cases[i].name;
		assert_int_equal(company == NULL, diag_failed(diag));
		company_free(company);
		diag_list_free(diag);
		free(text);
	}
	if (failed != NULL)
		fail_msg("%s", failed);
}

static void
test_second_place(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct buf buf;
	char *text = with_line(4,
	    "roads: { invoices: none, payments: documents, deferrals: none, "
	    "expenses: none }");

	(void)state;
	assert_null(load_text(text, diag));
	buf_init(&buf, BUF_MAX_DEFAULT);
	diag_write_text(diag, &buf);
	assert_non_null(strstr(buf_text(&buf), "company.yaml:4:20"));
	assert_non_null(strstr(buf_text(&buf), "the road of 'invoices'"));
	buf_release(&buf);
	diag_list_free(diag);
	free(text);
}

static void
test_defaults(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct company *company = load_text(good, diag);
	char *path;

	(void)state;
	assert_non_null(company);
	assert_string_equal(company->label, "company.yaml");
	assert_string_equal(company->name, "Revontuli Pilvi Oy");
	assert_string_equal(company->business_id, "3127764-3");
	assert_int_equal(company->start_date.month, 9);
	assert_int_equal(company->road[STREAM_INVOICES], ROAD_DOCUMENTS);
	assert_int_equal(company->road[STREAM_PAYMENTS], ROAD_NONE);
	assert_int_equal(company->road[STREAM_DEFERRALS], ROAD_LEDGER);
	assert_int_equal(company->road[STREAM_EXPENSES], ROAD_NONE);
	assert_int_equal(company->on_reject, ON_REJECT_STOP);
	assert_int_equal(company->customer_code, CUSTOMER_CODE_ACCOUNT);
	assert_false(company->netvisor_sends_invoices);
	assert_string_equal(company->host, "https://localhost.example");
	assert_int_equal(company->encoding, ENCODING_ASCII_REFS);
	assert_true(company->currency_rate_per_euro);
	assert_int_equal(company->batch_size, 500);
	assert_int_equal(company->body_limit, 10485760);
	assert_int_equal(company->payment_term_days, -1);
	assert_string_equal(
	    company->voucher_class[VOUCHER_DEFERRAL], "Jaksotukset");
	assert_string_equal(
	    company->voucher_class[VOUCHER_RECOGNITION], "Tuloutukset");
	path = path_join(company->dir, "mappings");
	assert_string_equal(company->mappings, path);
	free(path);
	path = path_join(company->dir, "mappings/exports.yaml");
	assert_string_equal(company->profile, path);
	free(path);
	path = path_join(company->dir, "schedule.tsv");
	assert_string_equal(company->schedule, path);
	free(path);
	path = path_join(company->dir, "opening_deferred.tsv");
	assert_string_equal(company->opening_deferred, path);
	free(path);
	company_free(company);
	diag_list_free(diag);
}

static void
test_everything_set(void **state)
{
	static const char text[] =
	    "fenvoy: 1\n"
	    "company: { name: X, business_id: FI31277643 }\n"
	    "start_date: 2026-09-01\n"
	    "roads: { invoices: none, payments: none, deferrals: none, "
	    "expenses: none }\n"
	    "on_reject: withhold\n"
	    "customers: { code: erp_id }\n"
	    "payment_term_days: 14\n"
	    "netvisor:\n"
	    "  host: https://isp.example:8443/\n"
	    "  encoding: iso-8859-15\n"
	    "  currency_rate: euro-per-unit\n"
	    "  sends_invoices: true\n"
	    "  batch_size: 1\n"
	    "  body_limit: 4096\n"
	    "paths: { mappings: rules, profile: /p.yaml, schedule: s.tsv, "
	    "opening_deferred: o.tsv }\n";
	struct diag_list *diag = diag_list_new();
	struct company *company = load_text(text, diag);
	char *path;

	(void)state;
	assert_true(findings_equal(diag, ""));
	assert_string_equal(company->business_id, "3127764-3");
	assert_int_equal(company->on_reject, ON_REJECT_WITHHOLD);
	assert_int_equal(company->customer_code, CUSTOMER_CODE_ERP_ID);
	assert_int_equal(company->payment_term_days, 14);
	assert_string_equal(company->host, "https://isp.example:8443");
	assert_int_equal(company->encoding, ENCODING_ISO_8859_15);
	assert_false(company->currency_rate_per_euro);
	assert_true(company->netvisor_sends_invoices);
	assert_int_equal(company->batch_size, 1);
	assert_int_equal(company->body_limit, 4096);
	assert_null(company->voucher_class[VOUCHER_DEFERRAL]);
	path = path_join(company->dir, "rules");
	assert_string_equal(company->mappings, path);
	free(path);
	assert_string_equal(company->profile, "/p.yaml");
	company_free(company);
	diag_list_free(diag);
}

static void
test_no_file(void **state)
{
	struct diag_list *diag = diag_list_new();

	(void)state;
	assert_null(company_load("/nonexistent/company.yaml", diag));
	assert_true(diag_failed(diag));
	diag_list_free(diag);
}

static void
test_business_ids(void **state)
{
	static const struct {
		const char *input;
		enum business_id_error error;
		const char *text;
	} ids[] = {
		{ "1478523-2", BUSINESS_ID_OK, "1478523-2" },
		{ "0112038-9", BUSINESS_ID_OK, "0112038-9" },
		{ "112038-9", BUSINESS_ID_OK, "0112038-9" },
		{ "1572860-0", BUSINESS_ID_OK, "1572860-0" },
		{ "1234567-1", BUSINESS_ID_OK, "1234567-1" },
		{ "FI19675438", BUSINESS_ID_OK, "1967543-8" },
		{ "19675438", BUSINESS_ID_OK, "1967543-8" },
		{ "1478523-8", BUSINESS_ID_CHECK_DIGIT, "" },
		{ "1234567-8", BUSINESS_ID_CHECK_DIGIT, "" },
		{ "1000008-1", BUSINESS_ID_CHECK_DIGIT, "" },
		{ "1000008-0", BUSINESS_ID_CHECK_DIGIT, "" },
		{ "", BUSINESS_ID_MALFORMED, "" },
		{ "-", BUSINESS_ID_MALFORMED, "" },
		{ "FI", BUSINESS_ID_MALFORMED, "" },
		{ "1478523-", BUSINESS_ID_MALFORMED, "" },
		{ "1478523-22", BUSINESS_ID_MALFORMED, "" },
		{ "147852-3-2", BUSINESS_ID_MALFORMED, "" },
		{ "147852a-2", BUSINESS_ID_MALFORMED, "" },
		{ "1478523-a", BUSINESS_ID_MALFORMED, "" },
		{ "147852", BUSINESS_ID_MALFORMED, "" },
		{ "SE556677889901", BUSINESS_ID_MALFORMED, "" },
		{ " 1478523-2", BUSINESS_ID_MALFORMED, "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(ids); i++) {
		char text[BUSINESS_ID_TEXT_MAX] = "";

		if (business_id_parse(ids[i].input, text) != ids[i].error)
			fail_msg("%s", ids[i].input);
		assert_string_equal(text, ids[i].text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_second_place),
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_everything_set),
		cmocka_unit_test(test_no_file),
		cmocka_unit_test(test_business_ids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
