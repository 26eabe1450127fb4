/* test_sandbox_invoice.c - invoices: postings, refusals. */
#include "sandbox_books.h"

#include "sandbox/invoice.h"
#include "sandbox/wire.h"

/* A batch of one invoice, worked off; true when it was booked. */
static bool
book(sqlite3 *books, const char *invoice, const char **ret_type,
    struct buf *ret_why)
{
	static char type[32];
	struct sandbox_answer answer;
	sqlite3_stmt *row;
	struct buf body;
	bool booked;

	buf_init(&body, BUF_MAX_DEFAULT);
	buf_printf(&body,
	    "<root><salesinvoicebatch><items><item><identifier>a</identifier>"
	    "<itemdata>%s</itemdata></item></items></salesinvoicebatch></root>",
	    invoice);
	answer = sandbox_call(
	    books, resource_salesinvoicebatch, "", buf_text(&body));
	if (answer.code != NULL)
		fail_msg("%s", buf_text(&answer.message));
	sandbox_release(&answer);
	buf_release(&body);
	assert_true(batch_work_step(books, SANDBOX_NOW));
	assert_false(batch_work_step(books, SANDBOX_NOW));
	row = books_prepare(books,
	    "SELECT state = 1, coalesce(error_type, ''), coalesce(error, '')"
	    " FROM batch_item ORDER BY batch DESC LIMIT 1");
	assert_int_equal(sqlite3_step(row), SQLITE_ROW);
	booked = sqlite3_column_int(row, 0) != 0;
	(void)snprintf(type, sizeof(type), "%s", sqlite3_column_text(row, 1));
	buf_puts(ret_why, (const char *)sqlite3_column_text(row, 2));
	(void)sqlite3_finalize(row);
	*ret_type = type;
	return booked;
}

static void
books_as(sqlite3 *books, const char *invoice, const char *lines)
{
	struct buf why;
	const char *type;

	buf_init(&why, BUF_MAX_DEFAULT);
	if (!book(books, invoice, &type, &why))
		fail_msg("%s: %s", type, buf_text(&why));
	sandbox_rows(books, NEWEST_LINES, lines);
	buf_release(&why);
}

static void
fails_as(
    sqlite3 *books, const char *invoice, const char *code, const char *words)
{
	struct buf why;
	const char *type;

	buf_init(&why, BUF_MAX_DEFAULT);
	assert_row(!book(books, invoice, &type, &why), invoice);
	assert_string_equal(type, code);
	if (strstr(buf_text(&why), words) == NULL)
		fail_msg("'%s' not in '%s'", words, buf_text(&why));
	buf_release(&why);
	sandbox_rows(books, "SELECT count(*) FROM voucher", "0\n");
}

#define LINE_OF(product, price, vat, quantity, rest)                           \
	"<invoiceline><salesinvoiceproductline>"                               \
	"<productidentifier type=\"customer\">" product                        \
	"</productidentifier><productname></productname>"                      \
	"<productunitprice type=\"net\">" price "</productunitprice>"          \
	"<productvatpercentage vatcode=" vat "</productvatpercentage>"         \
	"<salesinvoiceproductlinequantity>" quantity                           \
	"</salesinvoiceproductlinequantity>" rest                              \
	"</salesinvoiceproductline></invoiceline>"
#define LINE(price, vat, quantity) LINE_OF("SUB", price, vat, quantity, "")
#define KOMY "\"KOMY\">25,5"
#define AMOUNT(text) "<salesinvoiceamount>" text "</salesinvoiceamount>"
#define CUSTOMER                                                               \
	"<invoicingcustomeridentifier type=\"customer\">C-1"                   \
	"</invoicingcustomeridentifier>"
#define NET_DAYS "<paymenttermnetdays>14</paymenttermnetdays>"
#define INVOICE_OF(before, amount, type, status, customer, term, lines)        \
	"<salesinvoice>" before amount type                                    \
	"<salesinvoicestatus type=\"netvisor\">" status                        \
	"</salesinvoicestatus>" customer term "<invoicelines>" lines           \
	"</invoicelines></salesinvoice>"
#define DATE "<salesinvoicedate format=\"ansi\">2026-10-31</salesinvoicedate>"
#define INVOICE(amount, lines)                                                 \
	INVOICE_OF(DATE, amount, "", "open", CUSTOMER, NET_DAYS, lines)

static void
test_postings(void **state)
{
	books_as(*state, INVOICE(AMOUNT("125,50"), LINE("100,00", KOMY, "1")),
	    "1701 12550 NONE 0\n3000 -10000 KOMY 25.5\n2939 -2550 NONE 0\n");
	sandbox_rows(*state,
	    "SELECT number || ' ' || reference_number || ' ' || due_date ||"
	    " ' ' || sum || ' ' || open_eur || ' ' || status FROM invoice",
	    "1 0013 2026-11-14 12550 12550 open\n");
	sandbox_rows(*state,
	    "SELECT date || ' ' || type || ' ' || source_type || ' ' ||"
	    " source_key FROM voucher",
	    "2026-10-31 1 salesinvoice 1\n");
	/* A credit note is the same, mirrored. */
	books_as(*state, INVOICE(AMOUNT("-125,50"), LINE("100,00", KOMY, "-1")),
	    "1701 -12550 NONE 0\n3000 10000 KOMY 25.5\n2939 2550 NONE 0\n");
	/* Two rates, an own account, dimensions; one VAT line a rate. */
	books_as(*state,
	    INVOICE(AMOUNT("0"),
		LINE("10,00", KOMY, "1") LINE("20,00", "\"KOMY\">10", "1")
		    LINE_OF("SUB", "30,00", KOMY, "1",
			"<accountingaccountsuggestion>3010"
			"</accountingaccountsuggestion>"
			"<dimension><dimensionname>Tuotelinja</dimensionname>"
			"<dimensionitem>Tuki</dimensionitem></dimension>")
			LINE("5,00", "\"EUPM312\">0", "1")),
	    "1701 7720 NONE 0\n3000 -1000 KOMY 25.5\n3000 -2000 KOMY 10\n"
	    "3010 -3000 KOMY 25.5\n3000 -500 EUPM312 0\n2939 -1020 NONE 0\n"
	    "2939 -200 NONE 0\n");
	sandbox_rows(*state,
	    "SELECT header || ':' || item FROM voucher_line_dimension",
	    "Tuotelinja:Tuki\n");
	sandbox_rows(*state,
	    "SELECT made_by FROM dimension_item WHERE name = 'Tuki'",
	    "invoice\n");
	/* An empty amount is the lines' own sum too. */
	books_as(*state, INVOICE(AMOUNT(""), LINE("100,00", KOMY, "1")),
	    "1701 12550 NONE 0\n3000 -10000 KOMY 25.5\n2939 -2550 NONE 0\n");
}

/* A given total stands; what the lines lack or have over is rounding. */
static void
test_given_total(void **state)
{
	books_as(*state, INVOICE(AMOUNT("125,51"), LINE("100,00", KOMY, "1")),
	    "1701 12551 NONE 0\n3000 -10000 KOMY 25.5\n2939 -2550 NONE 0\n"
	    "8560 -1 NONE 0\n");
	books_as(*state, INVOICE(AMOUNT("-125,48"), LINE("100,00", KOMY, "-1")),
	    "1701 -12548 NONE 0\n3000 10000 KOMY 25.5\n2939 2550 NONE 0\n"
	    "8560 -2 NONE 0\n");
	/* Sums on the line count in pairs only. */
	books_as(*state,
	    INVOICE(AMOUNT("124,00"), LINE_OF("SUB", "100,00", KOMY, "1",
					  "<salesinvoiceproductlinevatsum>24,00"
					  "</salesinvoiceproductlinevatsum>"
					  "<salesinvoiceproductlinesum>100,00"
					  "</salesinvoiceproductlinesum>")),
	    "1701 12400 NONE 0\n3000 -10000 KOMY 25.5\n2939 -2400 NONE 0\n");
	books_as(*state,
	    INVOICE(AMOUNT("0"), LINE_OF("SUB", "100,00", KOMY, "1",
				     "<salesinvoiceproductlinevatsum>24,00"
				     "</salesinvoiceproductlinevatsum>")),
	    "1701 12550 NONE 0\n3000 -10000 KOMY 25.5\n2939 -2550 NONE 0\n");
}

/* More decimals than cents are rounded, half away from zero. */
static void
test_rounded(void **state)
{
	static const char lines[] =
	    "1701 12550 NONE 0\n3000 -10000 KOMY 25.5\n2939 -2550 NONE 0\n";

	books_as(*state,
	    INVOICE(AMOUNT("125.500000001"), LINE("100,00", KOMY, "1")), lines);
	books_as(*state, INVOICE(AMOUNT("125,495"), LINE("100,00", KOMY, "1")),
	    lines);
	books_as(*state,
	    INVOICE(AMOUNT("-125,495"), LINE("100,00", KOMY, "-1")),
	    "1701 -12550 NONE 0\n3000 10000 KOMY 25.5\n2939 2550 NONE 0\n");
	books_as(*state,
	    INVOICE(AMOUNT("125,50"), LINE_OF("SUB", "90,00", KOMY, "1",
					  "<salesinvoiceproductlinevatsum>"
					  "25,4951"
					  "</salesinvoiceproductlinevatsum>"
					  "<salesinvoiceproductlinesum>99,995"
					  "</salesinvoiceproductlinesum>")),
	    lines);
}

/* Dates without zeros in front; the books keep them with. */
static void
test_dates(void **state)
{
#define DATES                                                                  \
	"<salesinvoicedate>2026-10-5</salesinvoicedate>"                       \
	"<salesinvoiceduedate>2026-11-4</salesinvoiceduedate>"                 \
	"<salesinvoicevaluedate format=\"ANSI\">2026-10-7"                     \
	"</salesinvoicevaluedate>"                                             \
	"<salesinvoicedeliverydate>2026-9-08</salesinvoicedeliverydate>"
	books_as(*state,
	    INVOICE_OF(DATES, AMOUNT("125,50"), "", "open", CUSTOMER, "",
		LINE("100,00", KOMY, "1")),
	    "1701 12550 NONE 0\n3000 -10000 KOMY 25.5\n2939 -2550 NONE 0\n");
	sandbox_rows(*state,
	    "SELECT date || ' ' || due_date || ' ' || value_date || ' ' ||"
	    " delivery_date FROM invoice",
	    "2026-10-05 2026-11-04 2026-10-07 2026-09-08\n");
	sandbox_rows(*state, "SELECT date FROM voucher", "2026-10-07\n");
#undef DATES
}

#define SEK(text)                                                              \
	"<salesinvoiceamount iso4217currencycode=\"SEK\""                      \
	" currencyrate=\"11,25\">" text "</salesinvoiceamount>"

/* Rounded per line: 100,00 SEK are 8,89 EUR, 25,50 are 2,27. */
static void
test_currency(void **state)
{
	books_as(*state,
	    INVOICE(SEK("251,00"),
		LINE("100,00", KOMY, "1") LINE("100,00", KOMY, "1")),
	    "1701 2232 NONE 0\n3000 -889 KOMY 25.5\n3000 -889 KOMY 25.5\n"
	    "2939 -454 NONE 0\n");
	sandbox_rows(*state,
	    "SELECT currency || ' ' || rate || ' ' || sum || ' ' || sum_eur"
	    " FROM invoice",
	    "SEK 11.25 25100 2232\n");
	/* 0,01 by 2 is half a cent: away from zero. */
	books_as(*state,
	    INVOICE("<salesinvoiceamount iso4217currencycode=\"SEK\""
		    " currencyrate=\"2\">-0,01</salesinvoiceamount>",
		LINE("0,01", "\"KOMY\">0", "-1")),
	    "1701 -1 NONE 0\n3000 1 KOMY 0\n");
}

static void
test_unsent(void **state)
{
	struct buf why;
	const char *type;

	buf_init(&why, BUF_MAX_DEFAULT);
	assert_true(book(*state,
	    INVOICE_OF("<salesinvoicenumber>00107</salesinvoicenumber>" DATE
		       "<salesinvoiceduedate>2026-12-01</salesinvoiceduedate>",
		AMOUNT("0"), "", "unsent", CUSTOMER, "", LINE("1", KOMY, "1")),
	    &type, &why));
	buf_release(&why);
	sandbox_rows(*state,
	    "SELECT number || ' ' || reference_number || ' ' || due_date ||"
	    " ' ' || status || ' ' || coalesce(voucher, '-') FROM invoice",
	    "107 1070 2026-12-01 unsent -\n");
	sandbox_rows(*state, "SELECT count(*) FROM voucher", "0\n");
	/* A value date is the voucher's; a given account its receivable. */
	books_as(*state,
	    INVOICE_OF(DATE
		"<salesinvoicevaluedate>2026-11-01</salesinvoicevaluedate>",
		AMOUNT("0"), "", "open", CUSTOMER,
		NET_DAYS "<overridevouchersalesreceivablesaccountnumber>1763"
			 "</overridevouchersalesreceivablesaccountnumber>",
		LINE("1", KOMY, "1")),
	    "1763 126 NONE 0\n3000 -100 KOMY 25.5\n2939 -26 NONE 0\n");
	sandbox_rows(*state, "SELECT date FROM voucher", "2026-11-01\n");
}

#define ONE LINE("1", KOMY, "1")

static void
test_refused(void **state)
{
	static const struct {
		const char *invoice, *code, *words;
	} row[] = {
		{ INVOICE_OF(DATE, AMOUNT("0"), "", "open",
		      "<invoicingcustomeridentifier type=\"customer\">C-2"
		      "</invoicingcustomeridentifier>",
		      NET_DAYS, ONE),
		    "INVALID_DATA", "Customer not found" },
		{ INVOICE_OF(DATE, AMOUNT("0"), "", "open", CUSTOMER, "", ONE),
		    "INVALID_DATA", "due date, payment term or net days" },
		{ INVOICE_OF(DATE, AMOUNT("0"),
		      "<invoicetype>order</invoicetype>", "open", CUSTOMER,
		      NET_DAYS, ONE),
		    "INVALID_DATA", "not the type order" },
		{ INVOICE_OF(DATE, AMOUNT("0"), "", "delivered", CUSTOMER,
		      NET_DAYS, ONE),
		    "INVALID_DATA", "status delivered" },
		{ INVOICE_OF("<salesinvoicedate>2026-09-30</salesinvoicedate>",
		      AMOUNT("0"), "", "open", CUSTOMER, NET_DAYS, ONE),
		    "PERIOD_LOCK", "2026-09-30" },
		{ INVOICE(AMOUNT("0"), LINE_OF("NO", "1", KOMY, "1", "")),
		    "INVALID_DATA", "Product not found" },
		{ INVOICE(AMOUNT("0"), LINE_OF("OLD", "1", KOMY, "1", "")),
		    "INVALID_DATA", "Account 3099 is not active" },
		{ INVOICE(AMOUNT("0"), LINE("1", "\"KOMY\">24", "1")),
		    "INVALID_DATA", "VAT percent 24" },
		{ INVOICE("<salesinvoiceamount iso4217currencycode=\"SEK\">0"
			  "</salesinvoiceamount>",
		      ONE),
		    "INVALID_DATA", "Currency rate is missing" },
		{ INVOICE("<salesinvoiceamount iso4217currencycode=\"XXA\">0"
			  "</salesinvoiceamount>",
		      ONE),
		    "INVALID_DATA", "Currency is not known" },
		{ INVOICE(AMOUNT("0"), LINE("", KOMY, "1")), "INVALID_DATA",
		    "'productunitprice' must not be empty" },
		{ INVOICE(AMOUNT("0"), ""), "INVALID_DATA",
		    "expects 'invoiceline'" },
		{ "<root>" INVOICE(AMOUNT("0"), ONE) "</root>", "INVALID_DATA",
		    "'salesinvoice' is expected" },
		{ "", "INVALID_DATA", "one salesinvoice" },
	};
	size_t i;

	for (i = 0; i < COUNT(row); i++)
		fails_as(*state, row[i].invoice, row[i].code, row[i].words);
	/* A refusal leaves nothing of the invoice. */
	sandbox_rows(*state,
	    "SELECT (SELECT count(*) FROM invoice) +"
	    " (SELECT count(*) FROM invoice_line)",
	    "0\n");
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(                                       \
	    name, sandbox_books_setup, sandbox_books_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_postings),
		TEST(test_given_total),
		TEST(test_rounded),
		TEST(test_dates),
		TEST(test_currency),
		TEST(test_unsent),
		TEST(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
