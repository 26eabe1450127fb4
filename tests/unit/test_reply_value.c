/* test_reply_value.c - the way through an answer, and what its texts mean. */
#include "unit.h"

#include "netvisor/reply.h"

#define STATUS "<ResponseStatus><Status>OK</Status></ResponseStatus>"

static struct reply *
parse(const char *text)
{
	struct reply *reply = reply_parse(text, strlen(text));

	assert_row(reply_state(reply) == REPLY_OK, text);
	return reply;
}

/* None, one, many; with others between, in any letter case. */
static void
test_lists(void **state)
{
	static const struct {
		const char *text;
		const char *numbers;
	} cases[] = {
		{ "<Root>" STATUS "</Root>", "" },
		{ "<Root>" STATUS "<SalesInvoiceList /></Root>", "" },
		{ "<Root>" STATUS "<SalesInvoiceList>\r\n</SalesInvoiceList>"
		  "</Root>",
		    "" },
		{ "<Root>" STATUS "<SalesInvoiceList><SalesInvoice>"
		  "<InvoiceNumber>1</InvoiceNumber></SalesInvoice>"
		  "</SalesInvoiceList></Root>",
		    "1" },
		{ "<Root>" STATUS "<SALESINVOICELIST><Other>0</Other>"
		  "<salesinvoice><INVOICENUMBER> 1 </INVOICENUMBER>"
		  "</salesinvoice><Other/><SalesInvoice><x/><invoicenumber>2"
		  "</invoicenumber></SalesInvoice><SALESINVOICE><InvoiceNumber>"
		  "3</InvoiceNumber></SALESINVOICE><SalesInvoices/>"
		  "</SALESINVOICELIST></Root>",
		    "123" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct reply *reply = parse(cases[i].text);
		const struct reply_node *node = reply_child(
		    reply_child(reply_root(reply), "SalesInvoiceList"),
		    "SalesInvoice");
		char numbers[8] = "";

		for (; node != NULL; node = reply_next(node)) {
			const char *text =
			    reply_child_text(node, "InvoiceNumber");

			assert_int_equal(strlen(text), 1);
			numbers[strlen(numbers)] = *text;
		}
		assert_string_equal(numbers, cases[i].numbers);
		reply_free(reply);
	}
}

static void
test_nodes(void **state)
{
	struct reply *reply =
	    parse("<Root>" STATUS "<a Format='ANSI' q='1&amp;2&lt;&#38;#38;"
		  "&quot;'> x<b>1</b>y &amp;\r\n z <!-- n -->"
		  "<![CDATA[<w>]]><c><d>2</d></c> </a>"
		  "<n:e xmlns:n='u'>3</n:e><d>4</d></Root>");
	const struct reply_node *root = reply_root(reply);
	const struct reply_node *a = reply_child(root, "A");
	const struct reply_node *node;

	(void)state;
	assert_string_equal(reply_name(root), "Root");
	assert_string_equal(reply_text(root), "");
	assert_string_equal(reply_text(a), "xy &\n z <w>");
	assert_string_equal(reply_attribute(a, "format"), "ANSI");
	assert_string_equal(reply_attribute(a, "Q"), "1&2<&#38;\"");
	assert_null(reply_attribute(a, "r"));
	node = reply_first(a);
	assert_string_equal(reply_name(node), "b");
	node = reply_after(node);
	assert_string_equal(reply_name(node), "c");
	assert_null(reply_after(node));
	assert_null(reply_next(node));
	assert_string_equal(reply_child_text(root, "e"), "3");
	/* In the document's order, below the node alone. */
	assert_string_equal(reply_text(reply_find(root, "D")), "2");
	assert_string_equal(reply_text(reply_find(node, "d")), "2");
	assert_null(reply_find(reply_first(a), "d"));
	assert_null(reply_find(a, "a"));
	assert_null(reply_find(root, "root"));
	assert_string_equal(reply_text(reply_find(root, "status")), "OK");

	assert_null(reply_child(NULL, "a"));
	assert_null(reply_next(NULL));
	assert_null(reply_find(NULL, "a"));
	assert_null(reply_first(NULL));
	assert_null(reply_after(NULL));
	assert_null(reply_attribute(NULL, "a"));
	assert_string_equal(reply_name(NULL), "");
	assert_string_equal(reply_text(NULL), "");
	assert_string_equal(reply_child_text(NULL, "a"), "");
	reply_free(reply);
}

/* In the charsets that Netvisor's pages speak of, as declared. */
static void
test_charsets(void **state)
{
	static const struct {
		const char *charset;
		const char *bytes;
		const char *text;
	} cases[] = {
		{ "utf-8", "\xC3\xA4\xE2\x82\xAC", "\xC3\xA4\xE2\x82\xAC" },
		{ "ISO-8859-1", "\xE4", "\xC3\xA4" },
		{ "iso-8859-15", "\xE4\xA4", "\xC3\xA4\xE2\x82\xAC" },
		{ "Windows-1252", "\xE4\x80", "\xC3\xA4\xE2\x82\xAC" },
		{ "us-ascii", "&#228;", "\xC3\xA4" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char text[256];
		struct reply *reply;

		(void)snprintf(text, sizeof(text),
		    "<?xml version=\"1.0\" encoding=\"%s\"?><Root>" STATUS
		    "<a>%s</a></Root>",
		    cases[i].charset, cases[i].bytes);
		reply = parse(text);
		assert_string_equal(
		    reply_child_text(reply_root(reply), "a"), cases[i].text);
		reply_free(reply);
	}
}

static const struct {
	const char *text;
	const char *expected; /* NULL: not a number */
	const char *euro;     /* NULL: not an amount of euros */
} numbers[] = {
	{ "244.12", "244.12", "244.12" },
	{ "244,12", "244.12", "244.12" },
	{ "-17,18", "-17.18", "-17.18" },
	{ " \r\n12,50\t", "12.50", "12.50" },
	{ "+5", "5", "5.00" },
	{ "0", "0", "0.00" },
	{ "-0,00", "0.00", "0.00" },
	{ "6,9000", "6.9000", "6.90" },
	{ "3,0378", "3.0378", NULL },
	{ "25,5", "25.5", "25.50" },
	{ "1,000000000", "1.000000000", "1.00" },
	{ "1,230000000000", "1.230000000", "1.23" },
	{ "1,123456789000", "1.123456789", NULL },
	{ "1,1234567891", NULL, NULL },
	{ "1,230000000001", NULL, NULL },
	{ "1,2300000000000", NULL, NULL },
	{ "92233720368547758,07", "92233720368547758.07",
	    "92233720368547758.07" },
	{ "9223372036854775807", "9223372036854775807", NULL },
	{ "9223372036854775808", NULL, NULL },
	{ "1 234,50", NULL, NULL },
	{ "1.234,50", NULL, NULL },
	{ "1,234.50", NULL, NULL },
	{ "1'234", NULL, NULL },
	{ "1\xC2\xA0"
	  "234,50",
	    NULL, NULL },
	{ ",50", NULL, NULL },
	{ "1,", NULL, NULL },
	{ "- 1", NULL, NULL },
	{ "--1", NULL, NULL },
	{ "1e3", NULL, NULL },
	{ "12,50 EUR", NULL, NULL },
	{ "-", NULL, NULL },
	{ "", NULL, NULL },
	{ "  ", NULL, NULL },
	{ NULL, NULL, NULL },
};

static void
test_numbers(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(numbers); i++) {
		struct decimal decimal = { 77, 7 };
		struct money money = { 77, NULL };
		char text[DECIMAL_TEXT_MAX];
		const bool read = reply_decimal(numbers[i].text, &decimal);
		const bool paid =
		    reply_money(numbers[i].text, currency_euro(), &money);

		assert_row(
		    read == (numbers[i].expected != NULL), numbers[i].text);
		assert_row(paid == (numbers[i].euro != NULL), numbers[i].text);
		if (read) {
			(void)decimal_format(decimal, '.', text);
			assert_string_equal(text, numbers[i].expected);
		} else {
			assert_true(decimal.units == 77 && decimal.scale == 7);
		}
		if (paid) {
			(void)money_format(money, '.', text);
			assert_string_equal(text, numbers[i].euro);
		} else {
			assert_true(money.minor == 77 && !money.currency);
		}
	}
}

static void
test_integers(void **state)
{
	static const char *const wrong[] = { "", " ", "1.0", "1,0", "x", "1 2",
		"9223372036854775808", "0x10", "-" };
	int64_t value = 7;

	(void)state;
	assert_false(reply_integer(NULL, &value));
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_row(!reply_integer(wrong[i], &value), wrong[i]);
	assert_int_equal(value, 7);
	assert_true(reply_integer(" 8123\r\n", &value));
	assert_int_equal(value, 8123);
	assert_true(reply_integer("-9223372036854775808", &value));
	assert_true(value == INT64_MIN);
	assert_true(reply_integer("007", &value));
	assert_int_equal(value, 7);
}

static void
test_dates(void **state)
{
	static const struct {
		const char *text;
		const char *date; /* "": none */
	} cases[] = {
		{ "2015-12-31", "2015-12-31" },
		{ "31.12.2015", "2015-12-31" },
		{ "1.1.2016", "2016-01-01" },
		{ "01.02.2016", "2016-02-01" },
		{ "1.02.2016", "2016-02-01" },
		{ " 29.2.2024\r\n", "2024-02-29" },
		{ "31.1.2026 10:15:31", "2026-01-31" },
		{ "31.1.2026 9:05:01", "2026-01-31" },
		{ "2026-01-31 10:15:31", "2026-01-31" },
		{ "2026-01-31T10:15:31+02:00", "2026-01-31" },
		{ "29.2.2023", "" },
		{ "31.4.2026", "" },
		{ "0.1.2026", "" },
		{ "1.13.2026", "" },
		{ "1.1.26", "" },
		{ "1.1.20266", "" },
		{ "001.1.2026", "" },
		{ "1.1.", "" },
		{ "1.1", "" },
		{ "1.", "" },
		{ "1", "" },
		{ ".1.2026", "" },
		{ "1..2026", "" },
		{ "1/1/2026", "" },
		{ "2026-1-31", "" },
		{ "2026-01-311", "" },
		{ "2026-01-31T", "" },
		{ "2026-01-31 x", "" },
		{ "2026-01-3", "" },
		{ "1.1.1899", "" },
		{ "", "" },
		{ NULL, "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct date date = { 0, 0, 0 };
		char text[DATE_TEXT_MAX];
		const bool read = reply_date(cases[i].text, &date);

		assert_row(read == (*cases[i].date != '\0'), cases[i].text);
		assert_string_equal(date_format(date, text), cases[i].date);
	}
}

static void
test_booleans(void **state)
{
	static const char *const yes[] = { "1", "true", "True", "YES",
		" yes " };
	static const char *const no[] = { "0", "false", "False", "No" };
	static const char *const wrong[] = { "", "2", "10", "y", "truefalse",
		"on", "false false" };
	bool value = true;

	(void)state;
	for (size_t i = 0; i < COUNT(yes); i++) {
		value = false;
		assert_row(reply_bool(yes[i], &value) && value, yes[i]);
	}
	for (size_t i = 0; i < COUNT(no); i++) {
		value = true;
		assert_row(reply_bool(no[i], &value) && !value, no[i]);
	}
	value = true;
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_row(!reply_bool(wrong[i], &value) && value, wrong[i]);
	assert_false(reply_bool(NULL, &value));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_nodes),
		cmocka_unit_test(test_charsets),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_integers),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_booleans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
