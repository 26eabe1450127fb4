/* test_sandbox_batch.c - the life of a batch, and reading its invoices. */
#include "sandbox_books.h"

#define ITEM(identifier, data)                                                 \
	"<item><identifier>" identifier "</identifier><itemdata>" data         \
	"</itemdata></item>"
#define BATCH(items)                                                           \
	"<root><salesinvoicebatch><items>" items                               \
	"</items></salesinvoicebatch></root>"
#define INVOICE(number, customer, price, comment)                              \
	"<salesinvoice><salesinvoicenumber>" number "</salesinvoicenumber>"    \
	"<salesinvoicedate format=\"ansi\">2026-10-31</salesinvoicedate>"      \
	"<salesinvoicedeliverydate>2026-10-31</salesinvoicedeliverydate>"      \
	"<salesinvoiceamount>0</salesinvoiceamount>"                           \
	"<salesinvoicestatus type=\"netvisor\">open</salesinvoicestatus>"      \
	"<salesinvoiceprivatecomment>" comment "</salesinvoiceprivatecomment>" \
	"<invoicingcustomeridentifier type=\"customer\">" customer             \
	"</invoicingcustomeridentifier>"                                       \
	"<paymenttermnetdays>1</paymenttermnetdays><invoicelines>"             \
	"<invoiceline><salesinvoiceproductline>"                               \
	"<productidentifier type=\"customer\">SUB</productidentifier>"         \
	"<productname>N &amp; m</productname>"                                 \
	"<productunitprice type=\"net\">" price "</productunitprice>"          \
	"<productvatpercentage vatcode=\"KOMY\">25,5</productvatpercentage>"   \
	"<salesinvoiceproductlinequantity>2</salesinvoiceproductlinequantity>" \
	"<dimension><dimensionname>Tuotelinja</dimensionname>"                 \
	"<dimensionitem>SaaS</dimensionitem></dimension>"                      \
	"</salesinvoiceproductline></invoiceline>"                             \
	"<invoiceline><salesinvoicecommentline><comment>said</comment>"        \
	"</salesinvoicecommentline></invoiceline>"                             \
	"</invoicelines></salesinvoice>"

static void
send(sqlite3 *books, const char *body, const char *key)
{
	sandbox_answers(
	    books, resource_salesinvoicebatch, "", body, WORDS(key));
}

static void
step(sqlite3 *books)
{
	assert_true(batch_work_step(books, SANDBOX_NOW));
}

#define STATUS "id=1&addsalesinvoicelinkinformation=1"

static void
test_life(void **state)
{
	send(*state,
	    BATCH(ITEM("fv-1", INVOICE("7", "C-1", "6,90", "fv-1")) ITEM(
		"fv-2", INVOICE("8", "C-9", "1", "fv-2")) ITEM("fv-3",
		INVOICE("7", "C-1", "1", "fv-3")) ITEM("fv-4", "<invoice/>")),
	    "<InsertedDataIdentifier>1</InsertedDataIdentifier>");
	sandbox_answers(*state, resource_getbatchstatus, STATUS, "",
	    WORDS("<Status>Pending</Status>", "<StatusCode>1</StatusCode>",
		"<ProcessingEndTime />", "<BatchSize>4</BatchSize>",
		"<ItemsPendingCount>4</ItemsPendingCount>"));
	sandbox_answers(*state, resource_getbatchlist, "status=pending", "",
	    WORDS("<ID>1</ID>", "<Statuscode>1</Statuscode>",
		"<ImportTimestamp>2.11.2026 9:05:07</ImportTimestamp>"));
	step(*state);
	sandbox_answers(*state, resource_getbatchstatus, STATUS, "",
	    WORDS("<StatusCode>2</StatusCode>",
		"<ItemsPendingCount>3</ItemsPendingCount>",
		"<ItemsSuccessCount>1</ItemsSuccessCount>",
		"<ItemIdentifier>fv-1</ItemIdentifier>\r\n"
		"<NetvisorKey>1</NetvisorKey>"));
	step(*state);
	step(*state);
	step(*state);
	assert_false(batch_work_step(*state, SANDBOX_NOW));
	sandbox_answers(*state, resource_getbatchstatus, STATUS, "",
	    WORDS("<Status>Finished</Status>", "<StatusCode>3</StatusCode>",
		"<ProcessingEndTime>2.11.2026 9:05:07</ProcessingEndTime>",
		"<ItemsPendingCount>0</ItemsPendingCount>",
		"<ItemsSuccessCount>1</ItemsSuccessCount>",
		"<ItemsErrorCount>3</ItemsErrorCount>",
		"<Identifier>fv-2</Identifier>\r\n<Errors>\r\n"
		"<Error Type=\"INVALID_DATA\">Data form incorrect:. Customer "
		"not found",
		"<Identifier>fv-3</Identifier>\r\n<Errors>\r\n"
		"<Error Type=\"DUPLICATE_DATA\">",
		"<Identifier>fv-4</Identifier>\r\n<Errors>\r\n"
		"<Error Type=\"INVALID_DATA\">"));
	sandbox_answers(*state, resource_getbatchlist, "status=pending", "",
	    WORDS("<Batches />"));
	sandbox_answers(*state, resource_getbatchlist,
	    "batchtype=purchaseinvoice", "", WORDS("<Batches />"));
	sandbox_rows(*state,
	    "SELECT batch || identifier || private_comment FROM invoice",
	    "1fv-1fv-1\n");
}

static void
test_links_only_when_asked(void **state)
{
	struct sandbox_answer answer;

	send(*state, BATCH(ITEM("a", INVOICE("7", "C-1", "1", "x"))), ">1<");
	step(*state);
	answer = sandbox_call(*state, resource_getbatchstatus, "id=1", "");
	assert_null(answer.code);
	assert_null(strstr(buf_text(&answer.content), "Link"));
	assert_null(strstr(buf_text(&answer.content), "ItemError>"));
	sandbox_release(&answer);
	sandbox_refused(*state, resource_getbatchstatus, "id=2", "",
	    "INVALID_DATA", "Batch not found");
	sandbox_refused(*state, resource_getbatchstatus, "", "", "INVALID_DATA",
	    "Batch not found");
	sandbox_refused(*state, resource_getbatchstatus,
	    "id=1&batchtype=purchaseinvoice", "", "INVALID_DATA",
	    "Batch not found");
	sandbox_refused(*state, resource_getbatchlist, "status=done", "",
	    "INVALID_DATA", "status");
}

/* The oldest batch that may begin goes first. */
static void
test_delay(void **state)
{
	books_exec(
	    *state, "INSERT INTO meta VALUES ('batch_delay_ms', '60500')");
	send(*state, BATCH(ITEM("a", INVOICE("7", "C-1", "1", "x"))), ">1<");
	sandbox_rows(
	    *state, "SELECT due_at FROM batch", "2026-11-02T09:06:07.500\n");
	assert_false(batch_work_step(*state, SANDBOX_NOW));
	assert_false(batch_work_step(*state, "2026-11-02T09:06:07"));
	assert_true(batch_work_step(*state, "2026-11-02T09:06:08"));
}

static void
test_refused(void **state)
{
	sandbox_refused(*state, resource_salesinvoicebatch, "",
	    BATCH(ITEM("a", "") ITEM("a", "")), "INVALID_DATA",
	    "used twice: a");
	sandbox_refused(*state, resource_salesinvoicebatch, "", BATCH(""),
	    "INVALID_DATA", "expects 'item'");
	sandbox_refused(*state, resource_salesinvoicebatch, "",
	    "<root><salesinvoicebatch><sharedattachments><attachment>"
	    "<mimetype>m</mimetype><data type=\"finvoice\">JVBERi0xLjQK</data>"
	    "<filename>f</filename><description>d</description>"
	    "<printbydefault>0</printbydefault>"
	    "<itemlink><itemidentifier>a</itemidentifier></itemlink>"
	    "</attachment></sharedattachments><items>" ITEM(
		"a", "") "</items></salesinvoicebatch></root>",
	    "INVALID_DATA", "printbydefault");
	sandbox_rows(*state, "SELECT count(*) FROM batch", "0\n");
}

/* Invoices 1 and 2 of batch 1, one of them overdue; 3 of batch 2. */
static void
write_invoices(sqlite3 *books)
{
	send(books,
	    BATCH(ITEM("a", INVOICE("7", "C-1", "6,90", "fv-a"))
		    ITEM("b", INVOICE("8", "C-1", "1", "fv-b"))),
	    ">1<");
	send(books, BATCH(ITEM("a", INVOICE("9", "C-1", "1", "fv-c"))), ">2<");
	while (batch_work_step(books, SANDBOX_NOW))
		continue;
	books_exec(books,
	    "UPDATE invoice SET due_date = '2026-11-02', currency = 'SEK',"
	    " rate = '11.25', sum = 1949 WHERE key = 2;"
	    "UPDATE invoice SET date = '2026-11-01', status = 'paid'"
	    " WHERE key = 3");
}

/* The keys that a query lists, a blank after each. */
static void
lists(sqlite3 *books, const char *query, const char *keys)
{
	struct sandbox_answer answer =
	    sandbox_call(books, resource_salesinvoicelist, query, "");
	static const char tag[] = "<NetvisorKey>";
	const char *at = buf_text(&answer.content);
	struct buf found;

	buf_init(&found, BUF_MAX_DEFAULT);
	while ((at = strstr(at, tag)) != NULL) {
		at += strlen(tag);
		buf_put(&found, at, strcspn(at, "<"));
		buf_putc(&found, ' ');
	}
	if (answer.code != NULL || strcmp(buf_text(&found), keys) != 0)
		fail_msg("%s: '%s', not '%s'", query, buf_text(&found), keys);
	buf_release(&found);
	sandbox_release(&answer);
}

static void
test_list(void **state)
{
	write_invoices(*state);
	lists(*state, "", "1 2 3 ");
	lists(*state, "salesinvoicebatchid=1", "1 2 ");
	lists(*state, "invoicesabovenetvisorkey=2", "3 ");
	lists(*state, "begininvoicedate=2026-11-01", "3 ");
	lists(*state, "endinvoicedate=2026-10-31", "1 2 ");
	lists(*state, "invoicenumber=8", "2 ");
	lists(*state, "invoicestatus=open", "1 2 ");
	lists(*state, "invoicestatus=overdue", "1 ");
	lists(*state, "invoicestatus=paid", "3 ");
	lists(*state, "customercode=C-2", "");
	lists(*state, "customernetvisorkey=501&invoicenumber=9", "3 ");
	lists(*state, "lastmodifiedstart=2026-11-03", "");
	lists(*state, "lastmodifiedend=2026-11-02", "1 2 3 ");
	lists(*state, "listtype=preinvoice", "");
	sandbox_answers(*state, resource_salesinvoicelist, "invoicenumber=0",
	    "", WORDS("<SalesInvoiceList />"));
	sandbox_answers(*state, resource_salesinvoicelist,
	    "invoicenumber=7&replyoption=1", "",
	    WORDS("<InvoiceNumber>7<",
		"<Invoicedate format=\"ansi\">2026-10-31<",
		"<InvoiceDueDate format=\"ansi\">2026-11-01<",
		"<InvoiceStatus substatus=\"overdue\">open<",
		"<CustomerCode>C-1<", "<CustomerName>Kettu &amp; Karhu Oy<",
		"<ReferenceNumber>0071<", "<InvoiceSum>17,32<",
		"<OpenSum>17,32<",
		"<Uri>http://127.0.0.1:1/getsalesinvoice.nv?netvisorkey=1<",
		"<AdditionalInformation>\r\n<PrivateComment>fv-a<"));
	sandbox_answers(*state, resource_salesinvoicelist,
	    "invoicenumber=8&replyoption=3", "",
	    WORDS("<PrivateComment>fv-b<",
		"<InvoiceCurrencySum currencycode=\"SEK\" type=\"ISO-4217\">"
		"19,49<",
		"<OpenCurrencySum currencycode=\"SEK\" type=\"ISO-4217\">"
		"2,51<"));
	sandbox_refused(*state, resource_salesinvoicelist,
	    "begininvoicedate=1.10.2026", "", "INVALID_DATA",
	    "begininvoicedate");
	sandbox_refused(*state, resource_salesinvoicelist,
	    "invoicestatus=draft", "", "INVALID_DATA", "invoicestatus");
}

static void
test_pages(void **state)
{
	struct sandbox_answer answer;

	books_exec(*state,
	    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    " WHERE i < 501) INSERT INTO invoice(number, customer, date,"
	    " due_date, currency, sum, sum_eur, open, open_eur, status)"
	    " SELECT i, 501, '2026-10-01', '2026-10-02', 'EUR', 0, 0, 0, 0,"
	    " 'paid' FROM n");
	answer = sandbox_call(*state, resource_salesinvoicelist, "", "");
	assert_non_null(strstr(
	    buf_text(&answer.content), "<NetvisorKey>500</NetvisorKey>"));
	assert_null(strstr(
	    buf_text(&answer.content), "<NetvisorKey>501</NetvisorKey>"));
	sandbox_release(&answer);
	lists(*state, "invoicesabovenetvisorkey=500", "501 ");
}

static void
test_get(void **state)
{
	write_invoices(*state);
	sandbox_answers(*state, resource_getsalesinvoice,
	    "netvisorkey=1&showcommentlines=1", "",
	    WORDS("<SalesInvoiceNetvisorKey>1<", "<SalesInvoiceNumber>7<",
		"<SalesInvoiceDeliveryDate format=\"ansi\">2026-10-31<",
		"<SalesInvoiceAmount iso4217currencycode=\"EUR\""
		" currencyrate=\"1\">17.32<",
		"<InvoiceStatus status=\"overdue\">Overdue<",
		"<InvoiceVoucher netvisorkey=\"1\" />",
		"<SalesInvoicePrivateComment>fv-a<",
		"<InvoicingCustomerAddressline>Katu 1<",
		"<PaymentTermNetDays>1<", "<InvoiceLine>\r\n",
		"<productidentifier type=\"customer\">SUB<",
		"<ProductName>N &amp; m<", "<ProductUnitPrice>6,9000<",
		"<ProductVatPercentage vatcode=\"KOMY\">25,5<",
		"<SalesInvoiceProductLineQuantity>2,0000<",
		"<SalesInvoiceProductLineVatSum>3,5200<",
		"<SalesInvoiceProductLineSum>17,3200<",
		"<AccountingAccountSuggestion>6<",
		"<AccountingAccountSuggestionAccountNumber>3000<",
		"<DimensionItem>SaaS<",
		"<SalesInvoiceCommentLine>\r\n<Comment>said<"));
	sandbox_answers(*state, resource_getsalesinvoice, "netvisorkey=2", "",
	    WORDS("iso4217currencycode=\"SEK\" currencyrate=\"11,25\">2.51<",
		"<ForeignCurrencyAmount>19,49<",
		"<InvoiceStatus status=\"open\">Open<"));
	sandbox_answers(*state, resource_getsalesinvoice,
	    "netvisorkeylist=3,77,1", "",
	    WORDS("<SalesInvoices>\r\n<SalesInvoice>",
		"<SalesInvoiceNetvisorKey>1<", "<SalesInvoiceNetvisorKey>3<"));
	sandbox_answers(*state, resource_getsalesinvoice, "netvisorkeylist=77",
	    "", WORDS("<SalesInvoices />"));
	sandbox_refused(*state, resource_getsalesinvoice, "netvisorkey=77", "",
	    "INVALID_DATA", "not found with Netvisor identifier: 77");
	sandbox_refused(*state, resource_getsalesinvoice, "", "",
	    "INVALID_DATA", "required");
	sandbox_refused(*state, resource_getsalesinvoice,
	    "netvisorkey=1&netvisorkeylist=1", "", "INVALID_DATA", "required");
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(                                       \
	    name, sandbox_books_setup, sandbox_books_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_life),
		TEST(test_links_only_when_asked),
		TEST(test_delay),
		TEST(test_refused),
		TEST(test_list),
		TEST(test_pages),
		TEST(test_get),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
