/*
 * test_send.c - what the sender reads out of a request, and what it makes of
 * an answer.
 */
#include "unit.h"

#include "base/diag.h"
#include "netvisor/client.h"
#include "netvisor/send_run.h"

#define VOUCHER                                                                \
	"<root><voucher><calculationmode>net</calculationmode>"                \
	"<voucherdate format=\"ansi\">2026-10-05</voucherdate>"                \
	"<description>fv-utcee2ujlyek K\xC3\xA4ytt&#246;</description>"        \
	"<voucherclass>Jaksotukset</voucherclass>"                             \
	"<voucherline><linesum type=\"net\">194,50</linesum>"                  \
	"<description>not the voucher's</description>"                         \
	"<accountnumber>3000</accountnumber>"                                  \
	"<vatpercent vatcode=\"KOMY\">25,5</vatpercent></voucherline>"         \
	"<voucherline><linesum type=\"net\">-194,50</linesum>"                 \
	"<accountnumber>2861</accountnumber>"                                  \
	"<vatpercent vatcode=\"NONE\">0</vatpercent></voucherline>"            \
	"</voucher></root>"

static bool
read_facts(struct send_facts *facts, const char *encoding, const char *text)
{
	return send_facts_read(facts, encoding, text, strlen(text));
}

static void
test_voucher(void **state)
{
	struct send_facts facts;
	char day[DATE_TEXT_MAX];

	(void)state;
	assert_true(read_facts(&facts, "utf-8", VOUCHER));
	assert_int_equal(facts.count, 1);
	assert_string_equal(date_format(facts.fact[0].date, day), "2026-10-05");
	assert_string_equal(
	    facts.fact[0].text, "fv-utcee2ujlyek K\xC3\xA4ytt\xC3\xB6");
	assert_int_equal(facts.line_count, 2);
	assert_string_equal(facts.line[0].account, "3000");
	assert_string_equal(facts.line[0].vat_code, "KOMY");
	assert_int_equal(facts.line[0].vat_percent.units, 255);
	assert_int_equal(facts.line[0].sum.minor, 19450);
	assert_int_equal(facts.line[1].sum.minor, -19450);
	assert_string_equal(facts.line[1].vat_code, "NONE");
	send_facts_release(&facts);
}

static void
test_master(void **state)
{
	struct send_facts facts;

	(void)state;
	assert_true(read_facts(&facts, "iso-8859-15",
	    "<root><dimensionitem><name>Tuotelinja</name>"
	    "<item>K\xE4ytt\xF6 \xA4</item></dimensionitem></root>"));
	assert_int_equal(facts.count, 1);
	assert_string_equal(facts.fact[0].header, "Tuotelinja");
	assert_string_equal(
	    facts.fact[0].item, "K\xC3\xA4ytt\xC3\xB6 \xE2\x82\xAC");
	send_facts_release(&facts);
	assert_true(read_facts(&facts, "ascii-refs",
	    "<root><customer><customerbaseinformation>"
	    "<internalidentifier>A&amp;1</internalidentifier>"
	    "<name>Kettu Oy</name></customerbaseinformation></customer>"
	    "</root>"));
	assert_string_equal(facts.fact[0].code, "A&1");
	assert_string_equal(facts.fact[0].header, "");
	send_facts_release(&facts);
}

#define ITEM(reference, number, date)                                          \
	"<item><identifier>" reference "</identifier><itemdata><salesinvoice>" \
	"<salesinvoicenumber>" number "</salesinvoicenumber>"                  \
	"<salesinvoicedate format=\"ansi\">" date "</salesinvoicedate>"        \
	"<salesinvoiceduedate format=\"ansi\">2027-01-01"                      \
	"</salesinvoiceduedate></salesinvoice></itemdata></item>"

static void
test_batch(void **state)
{
	struct send_facts facts;
	char day[DATE_TEXT_MAX];

	(void)state;
	assert_true(read_facts(&facts, "ascii-refs",
	    "<root><salesinvoicebatch><items>" ITEM(
		"fv-a", "26002", "2026-10-05") ITEM("fv-b", "26003",
		"2026-10-20") "</items>"
			      "</salesinvoicebatch></root>"));
	assert_int_equal(facts.count, 2);
	assert_string_equal(facts.fact[0].identifier, "fv-a");
	assert_string_equal(facts.fact[1].identifier, "fv-b");
	assert_string_equal(facts.fact[0].number, "26002");
	assert_string_equal(facts.fact[1].number, "26003");
	assert_string_equal(date_format(facts.fact[0].date, day), "2026-10-05");
	assert_string_equal(date_format(facts.fact[1].date, day), "2026-10-20");
	send_facts_release(&facts);
}

static void
test_unreadable(void **state)
{
	static const char *const text[] = { "", "<root>", "<root/>",
		"<root><voucher><voucherdate>5.10.2026</voucherdate></voucher>"
		"</root>",
		"<root><voucher><voucherline><linesum>1,234</linesum>"
		"</voucherline></voucher></root>" };
	struct send_facts facts;

	(void)state;
	for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++) {
		assert_false(read_facts(&facts, "utf-8", text[i]));
		send_facts_release(&facts);
	}
}

/* The ledger's voucher against ours: other order, same lines. */
static void
test_same_lines(void **state)
{
#define LINE(sum, account, percent, code)                                      \
	"<VoucherLine><NetvisorKey>1</NetvisorKey><LineSum>" sum               \
	"</LineSum><AccountNumber>" account                                    \
	"</AccountNumber><VatPercent>" percent "</VatPercent><VatCode>" code   \
	"</VatCode></VoucherLine>"
#define LEDGER(lines)                                                          \
	"<Root><ResponseStatus><Status>OK</Status></ResponseStatus>"           \
	"<Vouchers><Voucher>" lines "</Voucher></Vouchers></Root>"
	static const struct {
		const char *text;
		bool same;
	} cases[] = {
		{ LEDGER(LINE("-194,5", "2861", "0", "-")
			  LINE("194,50", "3000", "25,50", "KOMY")),
		    true },
		{ LEDGER(LINE("194,50", "3000", "25,5", "KOMY")
			  LINE("-194,50", "2861", "0", "NONE")),
		    true },
		{ LEDGER(LINE("194,51", "3000", "25,5", "KOMY")
			  LINE("-194,50", "2861", "0", "-")),
		    false },
		{ LEDGER(LINE("194,50", "3001", "25,5", "KOMY")
			  LINE("-194,50", "2861", "0", "-")),
		    false },
		{ LEDGER(LINE("194,50", "3000", "24", "KOMY")
			  LINE("-194,50", "2861", "0", "-")),
		    false },
		{ LEDGER(LINE("194,50", "3000", "25,5", "KOMY")), false },
		{ LEDGER(LINE("194,50", "3000", "25,5", "KOMY") LINE("-194,50",
		      "2861", "0", "-") LINE("0,00", "2861", "0", "-")),
		    false },
		{ LEDGER(""), false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct reply *reply =
		    reply_parse(cases[i].text, strlen(cases[i].text));
		struct send_facts facts;

		assert_true(read_facts(&facts, "utf-8", VOUCHER));
		assert_int_equal(
		    send_same_lines(
			reply_find(reply_root(reply), "Voucher"), &facts),
		    cases[i].same);
		send_facts_release(&facts);
		reply_free(reply);
	}
}

/* What becomes of a document --------------------------------------------------
 */

#define OK_KEY                                                                 \
	"<Root><ResponseStatus><Status>OK</Status></ResponseStatus><Replies>"  \
	"<InsertedDataIdentifier>77</InsertedDataIdentifier></Replies></Root>"
#define OK_BARE                                                                \
	"<Root><ResponseStatus><Status>OK</Status></ResponseStatus></Root>"
#define FAILED(code)                                                           \
	"<Root><ResponseStatus><Status>FAILED</Status><Status>" code           \
	" :: text</Status></ResponseStatus></Root>"

static void
check_judge(const char *answer, enum request_kind kind, bool repeat,
    enum journal_state state, enum send_next next)
{
	struct exchange exchange = { .end = EXCHANGE_ANSWERED };
	struct send_verdict verdict;

	exchange.reply = reply_parse(answer, strlen(answer));
	verdict = send_judge(&exchange, kind, repeat);
	assert_string_equal(
	    journal_state_name(verdict.state), journal_state_name(state));
	assert_int_equal(verdict.next, next);
	reply_free(exchange.reply);
}

static void
test_judge_yes(void **state)
{
	(void)state;
	check_judge(
	    OK_KEY, REQUEST_VOUCHER, false, JOURNAL_ACCEPTED, SEND_GO_ON);
	check_judge(
	    OK_KEY, REQUEST_CUSTOMER, false, JOURNAL_ACCEPTED, SEND_GO_ON);
	check_judge(
	    OK_KEY, REQUEST_INVOICES, false, JOURNAL_QUEUED, SEND_GO_ON);
	check_judge(
	    OK_KEY, REQUEST_CREDIT_NOTES, true, JOURNAL_QUEUED, SEND_GO_ON);
	check_judge(
	    OK_BARE, REQUEST_DIMENSION, false, JOURNAL_ACCEPTED, SEND_GO_ON);
	check_judge(
	    OK_BARE, REQUEST_VOUCHER, false, JOURNAL_UNKNOWN, SEND_SETTLE);
	check_judge(
	    OK_BARE, REQUEST_INVOICES, false, JOURNAL_UNKNOWN, SEND_SETTLE);
}

static void
test_judge_no(void **state)
{
	(void)state;
	check_judge(FAILED("INVALID_DATA"), REQUEST_VOUCHER, false,
	    JOURNAL_REJECTED, SEND_GO_ON);
	check_judge(FAILED("INVALID_DATA"), REQUEST_VOUCHER, true,
	    JOURNAL_REJECTED, SEND_GO_ON);
	check_judge(FAILED("PERIOD_LOCK"), REQUEST_VOUCHER, false,
	    JOURNAL_REJECTED, SEND_GO_ON);
	check_judge(FAILED("NOBODY_KNOWS"), REQUEST_CUSTOMER, false,
	    JOURNAL_REJECTED, SEND_GO_ON);
	check_judge(FAILED("DUPLICATE_DATA"), REQUEST_CUSTOMER, false,
	    JOURNAL_REJECTED, SEND_LOOK);
	check_judge(FAILED("DUPLICATE_DATA"), REQUEST_VOUCHER, false,
	    JOURNAL_REJECTED, SEND_GO_ON);
	check_judge(FAILED("DUPLICATE_DATA"), REQUEST_VOUCHER, true,
	    JOURNAL_UNKNOWN, SEND_SETTLE);
	check_judge(FAILED("REQUEST_NOT_UNIQUE"), REQUEST_VOUCHER, false,
	    JOURNAL_UNKNOWN, SEND_SETTLE);
	check_judge(FAILED("TECHNICAL_ERROR"), REQUEST_INVOICES, false,
	    JOURNAL_UNKNOWN, SEND_SETTLE);
}

/* What did nothing leaves a repeat as open as it was. */
static void
test_judge_undone(void **state)
{
	struct exchange exchange = { .end = EXCHANGE_NOT_SENT };
	struct send_verdict verdict;

	(void)state;
	verdict = send_judge(&exchange, REQUEST_VOUCHER, false);
	assert_int_equal(verdict.state, JOURNAL_NEW);
	assert_int_equal(verdict.next, SEND_HALT);
	verdict = send_judge(&exchange, REQUEST_VOUCHER, true);
	assert_int_equal(verdict.state, JOURNAL_UNKNOWN);
	exchange.end = EXCHANGE_UNKNOWN;
	verdict = send_judge(&exchange, REQUEST_VOUCHER, false);
	assert_int_equal(verdict.state, JOURNAL_UNKNOWN);
	assert_int_equal(verdict.next, SEND_SETTLE);
	check_judge(FAILED("SYSTEM_MAINTENANCE"), REQUEST_VOUCHER, false,
	    JOURNAL_NEW, SEND_AGAIN);
	check_judge(FAILED("SYSTEM_MAINTENANCE"), REQUEST_VOUCHER, true,
	    JOURNAL_UNKNOWN, SEND_AGAIN);
	check_judge(FAILED("AUTHENTICATION_FAILED"), REQUEST_VOUCHER, false,
	    JOURNAL_NEW, SEND_HALT);
	check_judge(FAILED("SERVICE_ACCESS_ERROR"), REQUEST_VOUCHER, true,
	    JOURNAL_UNKNOWN, SEND_HALT);
	check_judge(
	    "<html>", REQUEST_VOUCHER, false, JOURNAL_UNKNOWN, SEND_SETTLE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_voucher),
		cmocka_unit_test(test_master),
		cmocka_unit_test(test_batch),
		cmocka_unit_test(test_unreadable),
		cmocka_unit_test(test_same_lines),
		cmocka_unit_test(test_judge_yes),
		cmocka_unit_test(test_judge_no),
		cmocka_unit_test(test_judge_undone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
