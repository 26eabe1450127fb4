/*
 * test_fetch.c - Netvisor's registers in the odd forms of its answers
 * (netvisor/fetch_run.h): which rows and which findings come of each.
 */
#include "fetch_setup.h"

static void
show_accounts(struct harness *h)
{
	for (size_t i = 0; i < h->registers.accounts.count; i++) {
		const struct fetch_account *a = &h->registers.accounts.item[i];

		buf_printf(&h->rows, "%s|%s|%s|%s|%d\n", a->key, a->number,
		    a->name, a->is_account ? "account" : "group", a->active);
	}
	for (size_t i = 0; i < h->registers.defaults.count; i++)
		buf_printf(&h->rows, "%s=%s\n",
		    h->registers.defaults.item[i].name,
		    h->registers.defaults.item[i].number);
}

static void
test_accounts(void **state)
{
	struct harness *h = *state;

	/* Letters as they like, groups without number or IsActive. */
	read_answer(h, fetch_read_accounts, &h->registers,
	    OK "<ACCOUNTLIST><companydefaultaccounts>"
	       "<SALESRECEIVABLES>1701</SALESRECEIVABLES><TaxAccount/>"
	       "<FutureAccount> 17 </FutureAccount></companydefaultaccounts>"
	       "<Accounts><account><netvisorkey>1</netvisorkey><Number/>"
	       "<Name>Vastaavaa</Name><AccountType>AccountGroup</AccountType>"
	       "</account><Account><NetvisorKey>4</NetvisorKey>"
	       "<Number>1701</Number><Name>Myyntisaamiset &amp; muut</Name>"
	       "<AccountType>ACCOUNT</AccountType><IsActive>1</IsActive>"
	       "</Account><Account><NetvisorKey>48</NetvisorKey>"
	       "<Number>3099</Number><Name/><AccountType>account</AccountType>"
	       "<IsActive>False</IsActive></Account></Accounts></"
	       "ACCOUNTLIST>" END);
	show_accounts(h);
	expect(h,
	    "1||Vastaavaa|group|1\n"
	    "4|1701|Myyntisaamiset & muut|account|1\n"
	    "48|3099||account|0\n"
	    "SalesReceivables=1701\nFutureAccount=17\n",
	    "");
}

static void
test_accounts_wrong(void **state)
{
	struct harness *h = *state;

	read_answer(h, fetch_read_accounts, &h->registers,
	    OK
	    "<AccountList><Accounts>"
	    "<Account><NetvisorKey>4</NetvisorKey>"
	    "<AccountType>account</AccountType><IsActive>1</IsActive></Account>"
	    "<Account><Number>2</Number><AccountType>sum</AccountType></"
	    "Account>"
	    "<Account><NetvisorKey>6</NetvisorKey><Number>3</Number>"
	    "<AccountType>account</AccountType><IsActive>perhaps</IsActive>"
	    "</Account><Account><NetvisorKey>7</NetvisorKey><Number>3</Number>"
	    "<AccountType>account</AccountType></Account>"
	    "</Accounts></AccountList>" END);
	expect(h, "",
	    "0:0 fetch.answer account with NetvisorKey 4: Number is missing\n"
	    "0:0 fetch.answer account number 2: AccountType is 'sum'\n"
	    "0:0 fetch.answer account with NetvisorKey 6: IsActive is "
	    "'perhaps'\n"
	    "0:0 fetch.answer account with NetvisorKey 7: IsActive is "
	    "missing\n");
}

static void
show_periods(struct harness *h)
{
	const struct fetched_locks *locks = &h->registers.locks;

	for (size_t i = 0; i < h->registers.periods.count; i++) {
		const struct fetch_period *p = &h->registers.periods.item[i];

		buf_printf(&h->rows, "%s|%s|", p->key, p->name);
		show_date(&h->rows, p->begin);
		buf_puts(&h->rows, "|");
		show_date(&h->rows, p->end);
		buf_puts(&h->rows, "\n");
	}
	show_date(&h->rows, locks->accounting);
	buf_puts(&h->rows, " ");
	show_date(&h->rows, locks->vat);
	buf_puts(&h->rows, " ");
	show_date(&h->rows, locks->purchase);
	buf_puts(&h->rows, "\n");
}

/* Periods inside the lock's block, and dates as YYYY-MM-DD. */
static void
test_periods_inside(void **state)
{
	struct harness *h = *state;

	read_answer(h, fetch_read_periods, &h->registers,
	    OK "<AccountingPeriodList><PeriodLockInformation>"
	       "<AccountingPeriodLockDate format=\"ansi\">2026-08-31"
	       "</AccountingPeriodLockDate><VatPeriodLockDate/>"
	       "<Period><NetvisorKey>101</NetvisorKey><Name>2026</Name>"
	       "<BeginDate format=\"ansi\">2026-01-01</BeginDate>"
	       "<EndDate format=\"ansi\">2026-12-31</EndDate></Period>"
	       "</PeriodLockInformation></AccountingPeriodList>" END);
	show_periods(h);
	expect(h, "101|2026|2026-01-01|2026-12-31\n2026-08-31 - -\n", "");
}

/* Beside it, and as d.M.yyyy. */
static void
test_periods_beside(void **state)
{
	struct harness *h = *state;

	read_answer(h, fetch_read_periods, &h->registers,
	    OK "<AccountingPeriodList><PeriodLockInformation>"
	       "<vatperiodlockdate>31.8.2026</vatperiodlockdate>"
	       "<PurchaseLockDate>1.9.2026</PurchaseLockDate>"
	       "</PeriodLockInformation>"
	       "<Period><Name>2025</Name><BeginDate>1.1.2025</BeginDate>"
	       "<EndDate>31.12.2025</EndDate></Period>"
	       "<Period><Name>2026</Name><BeginDate>1.1.2026</BeginDate>"
	       "<EndDate>31.12.2026</EndDate></Period>"
	       "</AccountingPeriodList>" END);
	show_periods(h);
	expect(h,
	    "|2025|2025-01-01|2025-12-31\n|2026|2026-01-01|2026-12-31\n"
	    "- 2026-08-31 2026-09-01\n",
	    "");
}

static void
test_periods_wrong(void **state)
{
	struct harness *h = *state;

	read_answer(h, fetch_read_periods, &h->registers,
	    OK
	    "<AccountingPeriodList><PeriodLockInformation>"
	    "<AccountingPeriodLockDate>2026-02-30</AccountingPeriodLockDate>"
	    "</PeriodLockInformation><Period><NetvisorKey>9</NetvisorKey>"
	    "<BeginDate>2026</BeginDate></Period></AccountingPeriodList>" END);
	expect(h, "",
	    "0:0 fetch.answer PeriodLockInformation number 1: "
	    "AccountingPeriodLockDate is '2026-02-30'\n"
	    "0:0 fetch.answer period with NetvisorKey 9: BeginDate is "
	    "'2026'\n"
	    "0:0 fetch.answer period with NetvisorKey 9: EndDate is "
	    "missing\n");
}

static void
test_voucher_types(void **state)
{
	struct harness *h = *state;

	read_answer(h, fetch_read_voucher_types, &h->registers,
	    OK "<VoucherTypeList><DefaultVoucherTypes><SalesInvoices>"
	       "<NetvisorKey>1</NetvisorKey></SalesInvoices>"
	       "</DefaultVoucherTypes><VoucherTypes><VoucherType>"
	       "<NetvisorKey>1</NetvisorKey><Abbreviation>ML</Abbreviation>"
	       "<Name>Myyntilasku</Name><ForeignName ISO-639-1=\"en\">Sales"
	       "</ForeignName></VoucherType><VoucherType>"
	       "<NetvisorKey>7</NetvisorKey></VoucherType></VoucherTypes>"
	       "</VoucherTypeList>" END);
	for (size_t i = 0; i < h->registers.voucher_types.count; i++)
		buf_printf(&h->rows, "%s|%s|%s\n",
		    h->registers.voucher_types.item[i].key,
		    h->registers.voucher_types.item[i].abbreviation,
		    h->registers.voucher_types.item[i].name);
	expect(h, "1|ML|Myyntilasku\n7||\n",
	    "0:0 fetch.answer voucher type with NetvisorKey 7: Name is "
	    "missing\n");
}

static void
test_dimensions(void **state)
{
	struct harness *h = *state;

	read_answer(h, fetch_read_dimensions, &h->registers,
	    OK
	    "<DimensionNameList><DimensionName><Netvisorkey>11</Netvisorkey>"
	    "<Name>Tuotelinja</Name><IsHidden>False</IsHidden>"
	    "<DimensionDetails><DimensionDetail><Netvisorkey>12</Netvisorkey>"
	    "<Name>P001 SaaS</Name><Code>P001</Code><IsHidden>0</IsHidden>"
	    "</DimensionDetail><DimensionDetail><Netvisorkey>15</Netvisorkey>"
	    "<Name>Levyt</Name><IsHidden>True</IsHidden></DimensionDetail>"
	    "</DimensionDetails></DimensionName><DimensionName>"
	    "<Netvisorkey>21</Netvisorkey><Name>Paikka</Name>"
	    "<IsHidden>1</IsHidden><DimensionDetails/></DimensionName>"
	    "<DimensionName><Netvisorkey>31</Netvisorkey><Name>Muu</Name>"
	    "</DimensionName></DimensionNameList>" END);
	for (size_t i = 0; i < h->registers.dimensions.count; i++) {
		const struct fetch_dimension *d =
		    &h->registers.dimensions.item[i];

		buf_printf(&h->rows, "%s|%s|%s|%d\n", d->key, d->header,
		    d->item, d->hidden);
	}
	expect(h,
	    "11|Tuotelinja||0\n12|Tuotelinja|P001 SaaS|0\n"
	    "15|Tuotelinja|Levyt|1\n21|Paikka||1\n31|Muu||0\n",
	    "0:0 fetch.answer dimension with NetvisorKey 31: IsHidden is "
	    "missing\n");
}

/* By code, then key, in whatever order they come; codes may be empty. */
static void
test_customers(void **state)
{
	struct harness *h = *state;

	read_answer(h, fetch_read_customers, &h->registers,
	    OK "<Customerlist><Customer><Netvisorkey>507</Netvisorkey>"
	       "<Name>Kassa</Name><Code>2</Code><OrganisationIdentifier/>"
	       "</Customer><Customer><Netvisorkey>77</Netvisorkey>"
	       "<Name>B</Name><Code/></Customer>"
	       "<Customer><Netvisorkey>9</Netvisorkey><Name>A</Name><Code/>"
	       "</Customer><Customer><Netvisorkey>501</Netvisorkey>"
	       "<Name>Kettu</Name><Code>1</Code>"
	       "<OrganisationIdentifier>9000000-3</OrganisationIdentifier>"
	       "</Customer></Customerlist>" END);
	for (size_t i = 0; i < h->registers.customers.count; i++) {
		const struct fetch_customer *c =
		    &h->registers.customers.item[i];

		buf_printf(&h->rows, "%" PRId64 "|%s|%s|%s\n", c->key, c->code,
		    c->name, c->business_id);
	}
	expect(h, "9||A|\n77||B|\n501|1|Kettu|9000000-3\n507|2|Kassa|\n", "");
	read_answer(h, fetch_read_customers, &h->registers,
	    OK "<Customerlist><Customer><Name>No key</Name></Customer>"
	       "<Customer><Netvisorkey>-4</Netvisorkey></Customer>"
	       "</Customerlist>" END);
	assert_true(findings_equal(h->diag,
	    "0:0 fetch.answer customer number 1: NetvisorKey is missing\n"
	    "0:0 fetch.answer customer with NetvisorKey -4: NetvisorKey is "
	    "'-4'\n"));
}

static void
show_balances(struct harness *h, const struct fetched_registers *registers)
{
	for (size_t i = 0; i < registers->balances.count; i++) {
		const struct fetch_balance *b = &registers->balances.item[i];

		buf_printf(&h->rows, "%s ", b->account);
		show_date(&h->rows, b->date);
		buf_puts(&h->rows, " ");
		show_money(&h->rows, b->debit);
		buf_puts(&h->rows, " ");
		show_money(&h->rows, b->credit);
		buf_puts(&h->rows, " ");
		show_money(&h->rows, b->balance);
		buf_puts(&h->rows, "\n");
	}
}

/* Without a Number the key says which; a group's sum is not taken. */
static void
test_balances(void **state)
{
	struct harness *h = *state;

	test_accounts(state);
	buf_clear(&h->rows);
	h->registers.balance_date[0] = (struct date){ 2026, 9, 30 };
	h->registers.balance_date[1] = (struct date){ 2026, 10, 31 };
	read_answer(h, fetch_read_balances, &h->registers,
	    OK "<AccountBalances><Account Netvisorkey=\"4\">"
	       "<AccountBalance Date=\"31.10.2026\"><Debet>1,5</Debet>"
	       "<Kredit>0</Kredit><Balance>1.50</Balance></AccountBalance>"
	       "<AccountBalance Date=\"2026-10-01\"/>"
	       "<AccountBalance Date=\"2026-09-30\"><Debet>0,00</Debet>"
	       "<Kredit>1234567,89</Kredit><Balance>-1234567,89</Balance>"
	       "</AccountBalance></Account><Account Netvisorkey=\"1\">"
	       "<AccountBalance Date=\"2026-09-30\"/></Account>"
	       "<Account><Number>9999</Number><AccountBalance "
	       "Date=\"2026-09-30\"><Debet>1</Debet><Kredit>x</Kredit>"
	       "</AccountBalance></Account>"
	       "<Account NetvisorKey=\"5\"/></AccountBalances>" END);
	show_balances(h, &h->registers);
	expect(h,
	    "1701 2026-09-30 0.00 EUR 1234567.89 EUR -1234567.89 EUR\n"
	    "1701 2026-10-31 1.50 EUR 0.00 EUR 1.50 EUR\n"
	    "9999 2026-09-30 1.00 EUR ? ?\n",
	    "0:0 fetch.answer balance of 9999 number 1: Kredit is 'x'\n"
	    "0:0 fetch.answer balance of 9999 number 1: Balance is missing\n"
	    "0:0 fetch.answer account 9999: no balance at 2026-10-31\n"
	    "0:0 fetch.answer account number 4: Number is missing\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_accounts),
		TEST(test_accounts_wrong),
		TEST(test_periods_inside),
		TEST(test_periods_beside),
		TEST(test_periods_wrong),
		TEST(test_voucher_types),
		TEST(test_dimensions),
		TEST(test_customers),
		TEST(test_balances),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
