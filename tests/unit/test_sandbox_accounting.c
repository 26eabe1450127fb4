/* test_sandbox_accounting.c - accounting.nv and accountingledger.nv. */
#include "sandbox_books.h"

#define LINE(sum, account, code, percent)                                      \
	"<voucherline><linesum>" sum "</linesum><description>d</description>"  \
	"<accountnumber>" account                                              \
	"</accountnumber><vatpercent vatcode=\"" code "\">" percent            \
	"</vatpercent></voucherline>"
#define PAIR                                                                   \
	LINE("44,91", "2861", "NONE", "0") LINE("-44,91", "3000", "NONE", "0")
#define VOUCHER(mode, date, class, lines)                                      \
	"<root><voucher><calculationmode>" mode "</calculationmode>"           \
	"<voucherdate format=\"ansi\">" date "</voucherdate>"                  \
	"<description>fv-1 text</description><voucherclass>" class             \
	    "</voucherclass>" lines "</voucher></root>"
#define NET(lines) VOUCHER("net", "2026-10-31", "Muut", lines)
#define GROSS(lines) VOUCHER("gross", "2026-10-31", "Muut", lines)

static void
posts(sqlite3 *books, const char *body, const char *lines)
{
	sandbox_answers(books, resource_accounting, "", body,
	    WORDS("<Replies>", "<InsertedDataIdentifier>"));
	sandbox_rows(books, NEWEST_LINES, lines);
}

static void
test_net(void **state)
{
	posts(*state,
	    NET(LINE("125,50", "1701", "NONE", "0") LINE("-100,00", "3000",
		"KOMY", "25,5") LINE("-25.5", "2939", "NONE", "0")),
	    "1701 12550 NONE 0\n3000 -10000 KOMY 25.5\n2939 -2550 NONE 0\n");
	sandbox_rows(*state,
	    "SELECT date || number || description || status FROM voucher",
	    "2026-10-311fv-1 textvalid\n");
}

/* Days and months without the zero in front, and any word for the format. */
static void
test_dates(void **state)
{
	static const char lines[] = "1701 100 NONE 0\n3000 -100 NONE 0\n";

#define DATED(attribute, date)                                                 \
	"<root><voucher><calculationmode>net</calculationmode>"                \
	"<voucherdate" attribute ">" date "</voucherdate>"                     \
	"<voucherclass>Muut</voucherclass>" LINE("1", "1701", "NONE", "0")     \
	    LINE("-1", "3000", "NONE", "0") "</voucher></root>"
	posts(*state, DATED("", "2026-10-5"), lines);
	posts(*state, DATED(" format=\"ANSI\"", "2026-10-06"), lines);
	sandbox_rows(*state, "SELECT date FROM voucher ORDER BY key",
	    "2026-10-05\n2026-10-06\n");
	sandbox_refused(*state, resource_accounting, "", DATED("", "2026-9-5"),
	    "PERIOD_LOCK", "2026-09-05");
	sandbox_refused(*state, resource_accounting, "",
	    DATED("", "2026-10-005"), "INVALID_DATA", "voucherdate");
	sandbox_refused(*state, resource_accounting, "", DATED("", "2026-9-31"),
	    "INVALID_DATA", "voucherdate");
	sandbox_refused(*state, resource_accounting, "", DATED("", "26-10-05"),
	    "INVALID_DATA", "voucherdate");
	sandbox_refused(*state, resource_accounting, "", DATED("", "2026-10"),
	    "INVALID_DATA", "voucherdate");
#undef DATED
}

/* What is out of balance goes to the rounding account: nothing is refused. */
static void
test_unbalanced(void **state)
{
	posts(*state,
	    NET(LINE("50,00", "1701", "NONE", "0")
		    LINE("-0,02", "3000", "KOMY", "25,5")),
	    "1701 5000 NONE 0\n3000 -2 KOMY 25.5\n8560 -4998 NONE 0\n");
	posts(*state, NET(LINE("-7,01", "3000", "NONE", "0")),
	    "3000 -701 NONE 0\n8560 701 NONE 0\n");
}

static void
test_gross(void **state)
{
	posts(*state,
	    GROSS(LINE("125,50", "1701", "NONE", "0")
		    LINE("-125,50", "3000", "KOMY", "25,5")),
	    "1701 12550 NONE 0\n3000 -10000 KOMY 25.5\n2939 -2550 NONE 0\n");
	/* 0,01 / 1,255 rounds to 0,01: no line for a VAT of nothing. */
	posts(*state, GROSS(LINE("-0,01", "3000", "KOMY", "25,5")),
	    "3000 -1 KOMY 25.5\n8560 1 NONE 0\n");
	posts(*state, GROSS(LINE("10,00", "3010", "KOOS", "25,5")),
	    "3010 797 KOOS 25.5\n1763 203 NONE 0\n8560 -1000 NONE 0\n");
	sandbox_refused(*state, resource_accounting, "",
	    GROSS("<voucherline><linesum type=\"net\">1</linesum>"
		  "<accountnumber>1701</accountnumber></voucherline>"),
	    "INVALID_DATA", "linesum of type net");
}

static void
test_refused(void **state)
{
	static const struct {
		const char *body;
		const char *code;
		const char *words;
	} row[] = {
		{ NET(LINE("1", "9999", "NONE", "0")), "INVALID_DATA",
		    "Account not found with number: 9999" },
		{ NET(LINE("1", "30", "NONE", "0")), "INVALID_DATA",
		    "Account not found" },
		{ NET(LINE("1", "3099", "NONE", "0")), "INVALID_DATA",
		    "not active" },
		{ NET(LINE("1", "3000", "KOMY", "24")), "INVALID_DATA",
		    "VAT percent 24 is not in use for the VAT code KOMY" },
		{ NET(LINE("1", "3000", "NONE", "24")), "INVALID_DATA",
		    "VAT percent 24" },
		{ NET(LINE("1", "3000", "EUUM", "0")), "INVALID_DATA",
		    "VAT code EUUM" },
		{ NET("<voucherline><linesum>1</linesum>"
		      "<accountnumber>3000</accountnumber>"
		      "<vatpercent>25,5</vatpercent></voucherline>"),
		    "INVALID_DATA", "VAT code cannot be retrieved" },
		{ VOUCHER("net", "2026-10-31", "MU", PAIR), "INVALID_DATA",
		    "Voucher class not found: MU" },
		{ VOUCHER("net", "2026-08-31", "Muut", PAIR), "PERIOD_LOCK",
		    "2026-08-31" },
		{ VOUCHER("net", "2026-09-30", "Muut", PAIR), "PERIOD_LOCK",
		    "2026-09-30" },
		{ VOUCHER("net", "2027-01-01", "Muut", PAIR), "INVALID_DATA",
		    "No accounting period" },
		{ NET(LINE("99999999999999", "3000", "NONE", "0")),
		    "INVALID_DATA_SIZE", "too large" },
		{ NET(""), "INVALID_DATA",
		    "Data form incorrect:. XML message validation failed" },
		{ "<?xml version=\"1.0\"?><root/>", "INVALID_DATA",
		    "must begin with <root>" },
	};
	size_t i;

	for (i = 0; i < COUNT(row); i++)
		sandbox_refused(*state, resource_accounting, "", row[i].body,
		    row[i].code, row[i].words);
	sandbox_rows(*state, "SELECT count(*) FROM voucher", "0\n");
	/* The day after a lock is free. */
	posts(*state, VOUCHER("net", "2026-10-01", "Muut", PAIR),
	    "2861 4491 NONE 0\n3000 -4491 NONE 0\n");
}

static void
test_numbers(void **state)
{
	static const char numbered[] =
	    "<root><voucher><calculationmode>net</calculationmode>"
	    "<voucherdate>2026-10-31</voucherdate><number>2</number>"
	    "<voucherclass>Muut</voucherclass>" PAIR "</voucher></root>";

	posts(*state, NET(PAIR), "2861 4491 NONE 0\n3000 -4491 NONE 0\n");
	posts(*state, numbered, "2861 4491 NONE 0\n3000 -4491 NONE 0\n");
	sandbox_refused(*state, resource_accounting, "", numbered,
	    "DUPLICATE_DATA", "number: 2");
	posts(*state, NET(PAIR), "2861 4491 NONE 0\n3000 -4491 NONE 0\n");
	posts(*state, VOUCHER("net", "2026-10-31", "Myyntilasku", PAIR),
	    "2861 4491 NONE 0\n3000 -4491 NONE 0\n");
	sandbox_rows(*state,
	    "SELECT type || ' ' || number FROM voucher ORDER BY key",
	    "2 1\n2 2\n2 3\n1 1\n");
}

static void
test_dimensions(void **state)
{
	posts(*state,
	    NET("<voucherline><linesum>0,00</linesum>"
		"<accountnumber>3000</accountnumber>"
		"<dimension><dimensionname>Tuotelinja</dimensionname>"
		"<dimensionitem>SaaS</dimensionitem></dimension>"
		"<dimension><dimensionname>Uusi</dimensionname>"
		"<dimensionitem>Ensi</dimensionitem></dimension>"
		"</voucherline>"),
	    "3000 0 NONE 0\n");
	sandbox_rows(*state,
	    "SELECT h.name || ':' || i.name || ' ' || i.made_by"
	    " FROM dimension_item i JOIN dimension_header h"
	    " ON h.key = i.header ORDER BY i.key",
	    "Tuotelinja:SaaS fixture\nUusi:Ensi voucher\n");
	sandbox_answers(*state, resource_accountingledger, "netvisorkey=1", "",
	    WORDS("<Dimension>\r\n<DimensionName>Uusi</DimensionName>\r\n"
		  "<DimensionItem>Ensi</DimensionItem>\r\n</Dimension>"));
}

/* Four vouchers: 1 and 2 in October, 3 void, 4 of a sales invoice. */
static void
write_ledger(sqlite3 *books)
{
	books_exec(books,
	    "INSERT INTO voucher(key, date, number, type, description, status,"
	    " source_type, source_key, changed_at) VALUES"
	    " (1, '2026-10-01', 1, 2, 'one', 'valid', '', NULL,"
	    " '2026-10-02T08:00:00'),"
	    " (2, '2026-10-31', 2, 2, 'two', 'valid', '', NULL,"
	    " '2026-11-01T08:00:00'),"
	    " (3, '2026-10-31', 3, 2, 'three', 'invalidated', '', NULL,"
	    " '2026-11-01T08:00:00'),"
	    " (4, '2026-11-02', 1, 1, 'four', 'valid', 'salesinvoice', 77,"
	    " '2026-11-02T08:00:00');"
	    "INSERT INTO voucher_line(key, voucher, place, sum, account,"
	    " vat_code, vat_percent) VALUES"
	    " (10, 1, 1, 12550, '1701', 'NONE', '0'),"
	    " (11, 1, 2, -10000, '3000', 'KOMY', '25.5'),"
	    " (12, 1, 3, -2550, '2939', 'NONE', '0'),"
	    " (13, 2, 1, 5, '2861', 'NONE', '0'),"
	    " (14, 2, 2, -5, '3010', 'EUPM312', '0');");
}

/* The keys of the vouchers that a query gives, a blank after each. */
static void
finds(sqlite3 *books, const char *query, const char *keys)
{
	struct sandbox_answer answer =
	    sandbox_call(books, resource_accountingledger, query, "");
	static const char tag[] = "<NetvisorKey>";
	const char *at = buf_text(&answer.content);
	struct buf found;

	if (answer.code != NULL)
		fail_msg("%s: %s", query, buf_text(&answer.message));
	buf_init(&found, BUF_MAX_DEFAULT);
	while ((at = strstr(at, "<Voucher Status=")) != NULL) {
		at = strstr(at, tag);
		assert_non_null(at);
		at += strlen(tag);
		buf_put(&found, at, strcspn(at, "<"));
		buf_putc(&found, ' ');
	}
	if (strcmp(buf_text(&found), keys) != 0)
		fail_msg("%s: '%s', not '%s'", query, buf_text(&found), keys);
	buf_release(&found);
	sandbox_release(&answer);
}

static void
test_ledger(void **state)
{
	write_ledger(*state);
	finds(*state, "netvisorkey=2", "2 ");
	finds(*state, "netvisorkey=3", "");
	finds(*state, "NetvisorKeyList=4,1,99", "1 4 ");
	finds(*state, "startdate=2026-10-01&enddate=2026-10-31", "1 2 ");
	finds(*state, "startdate=2026-10-02&enddate=2026-11-02", "2 4 ");
	finds(*state, "startdate=2026-01-01&enddate=2026-12-31&voucherstatus=1",
	    "1 2 3 4 ");
	finds(*state, "startdate=2026-01-01&enddate=2026-12-31&voucherstatus=3",
	    "3 ");
	finds(*state, "startdate=2026-01-01&enddate=2026-12-31&vouchertype=1",
	    "4 ");
	finds(*state, "changedsince=2026-11-02", "4 ");
	finds(*state, "lastmodifiedstart=2026-10-02&lastmodifiedend=2026-11-01",
	    "1 2 ");
	finds(*state,
	    "startdate=2026-01-01&enddate=2026-12-31&accountnumberstart=2900"
	    "&accountnumberend=3000",
	    "1 ");
	sandbox_answers(*state, resource_accountingledger, "netvisorkey=1", "",
	    WORDS("<Voucher Status=\"valid\">", "<VoucherDate>1.10.2026<",
		"<VoucherNumber>1<", "<VoucherDescription>one<",
		"<VoucherClass netvisorkey=\"2\">Muut</VoucherClass>",
		"<LineSum>-100,00</LineSum>", "<VatPercent>25,5</VatPercent>",
		"<VatCode>KOMY</VatCode>", "<VatCode>-</VatCode>",
		"<AccountNumber>2939</AccountNumber>"));
	sandbox_answers(*state, resource_accountingledger, "netvisorkey=4", "",
	    WORDS("<LinkedSourceNetvisorKey type=\"salesinvoice\">77<"));
	sandbox_answers(*state, resource_accountingledger, "netvisorkey=9", "",
	    WORDS("<Vouchers />"));
}

static void
test_ledger_refused(void **state)
{
	static const char *const query[] = { "", "showgenerator=1",
		"startdate=2026-10-01", "netvisorkey=1&voucherstatus=1",
		"netvisorkey=x", "netvisorkeylist=1,,2",
		"startdate=1.10.2026&enddate=2026-10-31",
		"changedsince=2026-10-01&vouchertype=1",
		"startdate=2026-10-01&enddate=2026-10-31&voucherstatus=4" };
	struct buf many;
	size_t i;

	for (i = 0; i < COUNT(query); i++)
		sandbox_refused(*state, resource_accountingledger, query[i], "",
		    "INVALID_DATA", "");
	buf_init(&many, BUF_MAX_DEFAULT);
	buf_puts(&many, "netvisorkeylist=1");
	for (i = 1; i < 500; i++)
		buf_puts(&many, ",1");
	finds(*state, buf_text(&many), "");
	buf_puts(&many, ",1");
	sandbox_refused(*state, resource_accountingledger, buf_text(&many), "",
	    "INVALID_DATA", "more than 500");
	buf_release(&many);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(                                       \
	    name, sandbox_books_setup, sandbox_books_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_net),
		TEST(test_dates),
		TEST(test_unbalanced),
		TEST(test_gross),
		TEST(test_refused),
		TEST(test_numbers),
		TEST(test_dimensions),
		TEST(test_ledger),
		TEST(test_ledger_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
