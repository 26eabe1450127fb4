/*
 * test_fetch_booked.c - invoices and vouchers in the odd forms of Netvisor's
 * answers (netvisor/fetch_run.h), and answers that hold nothing.
 */
#include "fetch_setup.h"

static void
test_nothing_there(void **state)
{
	struct harness *h = *state;

	read_answer(h, fetch_read_accounts, &h->registers, OK END);
	read_answer(
	    h, fetch_read_accounts, &h->registers, OK "<AccountList/>" END);
	read_answer(h, fetch_read_periods, &h->registers, OK END);
	read_answer(h, fetch_read_periods, &h->registers,
	    OK "<AccountingPeriodList/>" END);
	read_answer(h, fetch_read_voucher_types, &h->registers,
	    OK "<VoucherTypeList/>" END);
	read_answer(h, fetch_read_balances, &h->registers, OK END);
	read_answer(h, fetch_read_invoice_list, &h->books, OK END);
	read_answer(h, fetch_read_invoice_details, &h->books, OK END);
	read_answer(h, fetch_read_ledger, &h->books, OK END);
	/* Of these there may be none. */
	read_answer(h, fetch_read_dimensions, &h->registers,
	    OK "<DimensionNameList/>" END);
	read_answer(
	    h, fetch_read_customers, &h->registers, OK "<CustomerList/>" END);
	read_answer(
	    h, fetch_read_balances, &h->registers, OK "<AccountBalances/>" END);
	read_answer(h, fetch_read_invoice_list, &h->books,
	    OK "<SalesInvoiceList/>" END);
	read_answer(h, fetch_read_invoice_details, &h->books,
	    OK "<SalesInvoices/>" END);
	read_answer(
	    h, fetch_read_invoice_details, &h->books, OK "<SalesInvoice/>" END);
	read_answer(h, fetch_read_ledger, &h->books, OK "<Vouchers/>" END);
	expect(h, "",
	    "0:0 fetch.answer AccountBalances is missing\n"
	    "0:0 fetch.answer Vouchers is missing\n"
	    "0:0 fetch.answer AccountingPeriodList is missing\n"
	    "0:0 fetch.answer no Period at all\n"
	    "0:0 fetch.answer AccountList is missing\n"
	    "0:0 fetch.answer no account at all\n"
	    "0:0 fetch.answer SalesInvoices is missing\n"
	    "0:0 fetch.answer SalesInvoiceList is missing\n"
	    "0:0 fetch.answer no VoucherType at all\n");
}

static void
show_invoices(struct harness *h)
{
	for (size_t i = 0; i < h->books.invoices.count; i++) {
		const struct fetch_invoice *v = h->books.invoices.item[i].row;

		buf_printf(&h->rows, "%" PRId64 "|%s|%s|", v->key, v->batch,
		    v->number);
		show_date(&h->rows, v->invoice_date);
		buf_puts(&h->rows, "|");
		show_date(&h->rows, v->due_date);
		buf_printf(&h->rows, "|%s|%s|%s|%" PRId64 "|", v->status,
		    v->customer, v->comment, v->voucher);
		show_money(&h->rows, v->sum_eur);
		buf_puts(&h->rows, "|");
		show_money(&h->rows, v->open_eur);
		buf_puts(&h->rows, "|");
		show_money(&h->rows, v->sum);
		buf_puts(&h->rows, "\n");
	}
}

#define LIST_OF_TWO                                                            \
	OK "<SalesInvoiceList><SalesInvoice><NetvisorKey>12</NetvisorKey>"     \
	   "<InvoiceNumber>2002</InvoiceNumber>"                               \
	   "<Invoicedate format=\"ansi\">2026-10-05</Invoicedate>"             \
	   "<InvoiceDueDate>19.10.2026</InvoiceDueDate>"                       \
	   "<InvoiceStatus substatus=\"overdue\">Avoin</InvoiceStatus>"        \
	   "<CustomerCode>10001</CustomerCode>"                                \
	   "<InvoiceSum>100,25</InvoiceSum><OpenSum>0,25</OpenSum>"            \
	   "<AdditionalInformation><PrivateComment>fv-a\nb</PrivateComment>"   \
	   "<InvoiceCurrencySum currencycode=\"SEK\" type=\"ISO-4217\">"       \
	   "1150,5</InvoiceCurrencySum></AdditionalInformation>"               \
	   "</SalesInvoice><SalesInvoice><NetvisorKey>7</NetvisorKey>"         \
	   "<InvoiceNumber>2001</InvoiceNumber><InvoiceSum>-3</InvoiceSum>"    \
	   "</SalesInvoice></SalesInvoiceList>" END

/* Rows in any order; the cursor is the greatest key; none comes twice. */
static void
test_invoice_list(void **state)
{
	struct harness *h = *state;

	h->books.batch = "88";
	read_answer(h, fetch_read_invoice_list, &h->books, LIST_OF_TWO);
	assert_int_equal(h->books.cursor, 12);
	assert_int_equal(h->books.beyond, 2);
	/* A server that pays no heed to the cursor ends the pages too. */
	read_answer(h, fetch_read_invoice_list, &h->books, LIST_OF_TWO);
	assert_int_equal(h->books.beyond, 0);
	/* Another batch's list, and the same invoice in it. */
	h->books.batch = "89";
	h->books.cursor = 0;
	read_answer(h, fetch_read_invoice_list, &h->books, LIST_OF_TWO);
	fetched_books_sort(&h->books);
	show_invoices(h);
	expect(h,
	    "7|88|2001|-|-||||0|-3.00 EUR|?|-3.00 EUR\n"
	    "12|88|2002|2026-10-05|2026-10-19|Avoin|10001|fv-a\nb|0|"
	    "100.25 EUR|0.25 EUR|1150.50 SEK\n",
	    "");
}

static void
test_invoice_list_wrong(void **state)
{
	struct harness *h = *state;

	h->books.batch = "88";
	read_answer(h, fetch_read_invoice_list, &h->books,
	    OK "<SalesInvoiceList><SalesInvoice><InvoiceSum>1</InvoiceSum>"
	       "</SalesInvoice><SalesInvoice><NetvisorKey>12</NetvisorKey>"
	       "</SalesInvoice><SalesInvoice><NetvisorKey>13</NetvisorKey>"
	       "<InvoiceSum>1,005</InvoiceSum></SalesInvoice>"
	       "<SalesInvoice><NetvisorKey>14</NetvisorKey><InvoiceSum>1"
	       "</InvoiceSum><AdditionalInformation><InvoiceCurrencySum>1"
	       "</InvoiceCurrencySum></AdditionalInformation></SalesInvoice>"
	       "</SalesInvoiceList>" END);
	expect(h, "",
	    "0:0 fetch.answer invoice number 1: NetvisorKey is missing\n"
	    "0:0 fetch.answer invoice with NetvisorKey 12: InvoiceSum is "
	    "missing\n"
	    "0:0 fetch.answer invoice with NetvisorKey 13: InvoiceSum is "
	    "'1,005'\n"
	    "0:0 fetch.answer invoice with NetvisorKey 14: "
	    "InvoiceCurrencySum's "
	    "currencycode is missing\n");
}

/* Without a key the number tells; the attribute's status is the word. */
static void
test_invoice_details(void **state)
{
	struct harness *h = *state;
	const int64_t wanted[] = { 7, 12 };

	h->books.batch = "88";
	read_answer(h, fetch_read_invoice_list, &h->books, LIST_OF_TWO);
	h->books.wanted = wanted;
	h->books.wanted_count = COUNT(wanted);
	read_answer(h, fetch_read_invoice_details, &h->books,
	    OK "<SalesInvoices><SalesInvoice><SalesInvoiceNumber>2002"
	       "</SalesInvoiceNumber><InvoiceStatus status=\"open\">Avoin"
	       "</InvoiceStatus><InvoiceVoucher netvisorkey=\"9001\"/>"
	       "</SalesInvoice><SalesInvoice><SalesInvoiceNetvisorKey>7"
	       "</SalesInvoiceNetvisorKey><InvoiceStatus status=\"unsent\"/>"
	       "<InvoiceVoucher "
	       "netvisorkey=\"0\"/><InvoicingCustomerCode>10002</"
	       "InvoicingCustomerCode>"
	       "<SalesInvoiceDueDate>2026-10-30</SalesInvoiceDueDate>"
	       "</SalesInvoice></SalesInvoices>" END);
	assert_true(h->books.invoices.item[0].row->detailed);
	assert_true(h->books.invoices.item[1].row->detailed);
	fetched_books_sort(&h->books);
	show_invoices(h);
	expect(h,
	    "7|88|2001|-|2026-10-30|unsent|10002||0|-3.00 EUR|?|-3.00 EUR\n"
	    "12|88|2002|2026-10-05|2026-10-19|open|10001|fv-a\nb|9001|"
	    "100.25 EUR|0.25 EUR|1150.50 SEK\n",
	    "");
	read_answer(h, fetch_read_invoice_details, &h->books,
	    OK "<SalesInvoices><SalesInvoice><SalesInvoiceNumber>9"
	       "</SalesInvoiceNumber></SalesInvoice><SalesInvoice>"
	       "<SalesInvoiceNetvisorKey>7</SalesInvoiceNetvisorKey>"
	       "<InvoiceVoucher netvisorkey=\"none\"/></SalesInvoice>"
	       "</SalesInvoices>" END);
	assert_true(findings_equal(h->diag,
	    "0:0 fetch.answer invoice number 1: SalesInvoiceNetvisorKey is "
	    "missing\n"
	    "0:0 fetch.answer invoice number 2: InvoiceVoucher's NetvisorKey "
	    "is 'none'\n"));
}

/* What no batch's list named is taken from the list over its dates. */
static void
test_unlisted(void **state)
{
	struct harness *h = *state;
	const int64_t wanted[] = { 12 };

	h->books.wanted = wanted;
	h->books.wanted_count = COUNT(wanted);
	read_answer(h, fetch_read_invoice_details, &h->books,
	    OK "<SalesInvoice><SalesInvoiceNumber>2002</SalesInvoiceNumber>"
	       "<SalesInvoiceDate>5.10.2026</SalesInvoiceDate></"
	       "SalesInvoice>" END);
	assert_int_equal(h->books.unlisted_from.day, 5);
	assert_int_equal(h->books.unlisted_to.day, 5);
	read_answer(h, fetch_read_invoice_list, &h->books, LIST_OF_TWO);
	show_invoices(h);
	expect(h,
	    "12||2002|2026-10-05|2026-10-19|Avoin|10001|fv-a\nb|0|"
	    "100.25 EUR|0.25 EUR|1150.50 SEK\n",
	    "");
}

static void
show_vouchers(struct harness *h)
{
	for (size_t i = 0; i < h->books.vouchers.count; i++) {
		const struct fetch_voucher *v = h->books.vouchers.item[i].row;

		buf_printf(&h->rows, "%" PRId64 " ", v->key);
		show_date(&h->rows, v->date);
		buf_printf(&h->rows, "|%s|%s|%s|%s|%s|%s\n", v->number,
		    v->voucher_class, v->description, v->status, v->source_type,
		    v->source_key);
		for (size_t j = 0; j < v->posting_count; j++) {
			const struct fetch_posting *p = &v->posting[j];
			char percent[DECIMAL_TEXT_MAX];

			(void)decimal_format(p->vat_percent, '.', percent);
			buf_printf(
			    &h->rows, " %" PRId64 "|%s|", p->key, p->account);
			show_money(&h->rows, p->sum);
			buf_printf(&h->rows, "|%s %s|%s|%s|%s\n", p->vat_code,
			    percent, p->dimension_header, p->dimension_item,
			    p->text);
		}
	}
}

static void
test_ledger(void **state)
{
	struct harness *h = *state;
	static const char answer[] = OK
	    "<Vouchers><Voucher Status=\"valid\"><NetvisorKey>30</NetvisorKey>"
	    "<VoucherDate>31.10.2026</VoucherDate><VoucherNumber>5"
	    "</VoucherNumber><VoucherDescription>Lasku</VoucherDescription>"
	    "<VoucherClass netvisorkey=\"1\">ML Myyntilasku</VoucherClass>"
	    "<LinkedSourceNetvisorKey type=\"SalesInvoice\">12"
	    "</LinkedSourceNetvisorKey>"
	    "<VoucherLine><NetvisorKey>301</NetvisorKey><LineSum>125,50"
	    "</LineSum><AccountNumber>1701</AccountNumber><VatPercent>0"
	    "</VatPercent><VatCode>-</VatCode></VoucherLine>"
	    "<VoucherLine><NetvisorKey>302</NetvisorKey><LineSum>-100"
	    "</LineSum><Description>rivi</Description><AccountNumber>3000"
	    "</AccountNumber><VatPercent>25,50</VatPercent><VatCode>KOMY"
	    "</VatCode><Dimension><DimensionName>Tuotelinja</DimensionName>"
	    "<DimensionItem>SaaS</DimensionItem></Dimension><Dimension>"
	    "<DimensionName>Tyhj\xc3\xa4</DimensionName><DimensionItem/>"
	    "</Dimension><Dimension><DimensionName>Paikka</DimensionName>"
	    "<DimensionItem>Oulu</DimensionItem></Dimension></VoucherLine>"
	    "<VoucherLine status=\"Deleted\"><NetvisorKey>303</NetvisorKey>"
	    "<LineSum>9</LineSum><AccountNumber>1</AccountNumber>"
	    "</VoucherLine></Voucher>"
	    "<Voucher><NetvisorKey>9</NetvisorKey><VoucherDate>2026-10-31"
	    "</VoucherDate></Voucher>"
	    "<Voucher status=\"Invalidated\"><NetvisorKey>44</NetvisorKey>"
	    "<VoucherDate>1.10.2026</VoucherDate><VoucherLine "
	    "status=\"deleted\"><NetvisorKey>441</NetvisorKey><LineSum>0"
	    "</LineSum><AccountNumber>3000</AccountNumber></VoucherLine>"
	    "</Voucher></Vouchers>" END;

	/* Ranges overlap, and keys are asked for again: once is enough. */
	read_answer(h, fetch_read_ledger, &h->books, answer);
	read_answer(h, fetch_read_ledger, &h->books, answer);
	fetched_books_sort(&h->books);
	show_vouchers(h);
	expect(h,
	    "44 2026-10-01||||invalidated||\n"
	    " 441|3000|0.00 EUR|NONE 0|||\n"
	    "9 2026-10-31||||valid||\n"
	    "30 2026-10-31|5|ML Myyntilasku|Lasku|valid|salesinvoice|12\n"
	    " 301|1701|125.50 EUR|NONE 0|||\n"
	    " 302|3000|-100.00 EUR|KOMY 25.5|Tuotelinja\nPaikka|SaaS\nOulu|"
	    "rivi\n",
	    "");
}

static void
test_ledger_wrong(void **state)
{
	struct harness *h = *state;

	read_answer(h, fetch_read_ledger, &h->books,
	    OK
	    "<Vouchers><Voucher><VoucherDate>1.10.2026</VoucherDate></Voucher>"
	    "<Voucher><NetvisorKey>5</NetvisorKey><VoucherDate>soon"
	    "</VoucherDate><VoucherLine><LineSum>1</LineSum>"
	    "<VatPercent>much</VatPercent></VoucherLine></Voucher>"
	    "</Vouchers>" END);
	expect(h, "",
	    "0:0 fetch.answer voucher number 1: NetvisorKey is missing\n"
	    "0:0 fetch.answer voucher with NetvisorKey 5: VoucherDate is "
	    "'soon'\n"
	    "0:0 fetch.answer voucher 5: line number 1: NetvisorKey is "
	    "missing\n"
	    "0:0 fetch.answer voucher 5: line number 1: AccountNumber is "
	    "missing\n"
	    "0:0 fetch.answer voucher 5: line number 1: VatPercent is "
	    "'much'\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_nothing_there),
		TEST(test_invoice_list),
		TEST(test_invoice_list_wrong),
		TEST(test_invoice_details),
		TEST(test_unlisted),
		TEST(test_ledger),
		TEST(test_ledger_wrong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
