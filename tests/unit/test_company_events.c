/* test_company_events.c - how company.yaml says that events are booked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "findings.h"
#include "mapping/company.h"
#include "scratch.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define KINDS                                                                  \
	"{ bank_transfer: netvisor-bank, credit_card: fenvoy, "                \
	"direct_debit: fenvoy, settlement_payment: fenvoy, refund: fenvoy, "   \
	"underpayment_loss: fenvoy, debtor_loss: fenvoy, fee: fenvoy, "        \
	"payout: fenvoy }"

/* A company.yaml: roads and voucher classes in line, the rest after them. */
static char *
text_of(const char *roads, const char *classes, const char *rest)
{
	return mem_printf("fenvoy: 1\n"
			  "company: { name: X, business_id: 3127764-3 }\n"
			  "start_date: 2026-09-01\n"
			  "roads: { %s }\n"
			  "netvisor: { host: \"https://isp.example\",\n"
			  "  voucher_class: { %s } }\n"
			  "%s",
	    roads, classes, rest);
}

static struct company *
load(const char *roads, const char *classes, const char *rest,
    struct diag_list *diag)
{
	char *folder = scratch_make(), *path, *text;
	struct company *company;

	text = text_of(roads, classes, rest);
	scratch_write(folder, "company.yaml", text);
	path = path_join(folder, "company.yaml");
	company = company_load(path, diag);
	free(path);
	free(text);
	scratch_remove(folder);
	return company;
}

#define NONE "invoices: none, payments: none, deferrals: none, expenses: none"
#define DOCUMENTS                                                              \
	"invoices: documents, payments: documents, deferrals: none, "          \
	"expenses: documents"
#define LEDGER                                                                 \
	"invoices: ledger, payments: ledger, deferrals: ledger, "              \
	"expenses: ledger"

struct event_case {
	const char *name;
	const char *roads;
	const char *classes;
	const char *rest;
	const char *findings;
};

static const struct event_case cases[] = {
	{ "nothing is needed without roads", NONE, "", "", "" },
	{ "payments are needed", DOCUMENTS, "payout: A, refund: B", "",
	    "1:1 yaml.missing the key 'payments' is missing\n" },
	{ "what payments need on documents", DOCUMENTS, "payout: A, refund: B",
	    "payments: {}\n",
	    "7:11 yaml.missing the key 'carried_by' is missing\n"
	    "7:11 yaml.missing the key 'refunds' is missing\n" },
	{ "every kind says who books it", DOCUMENTS, "payout: A, refund: B",
	    "payments:\n  refunds: voucher\n"
	    "  carried_by: { bank_transfer: fenvoy, refund: bank, payout: "
	    "fenvoy, credit_card: fenvoy, direct_debit: fenvoy, "
	    "settlement: fenvoy, fee: fenvoy, debtor_loss: fenvoy }\n",
	    "9:15 yaml.missing the key 'settlement_payment' is missing\n"
	    "9:15 yaml.missing the key 'underpayment_loss' is missing\n"
	    "9:48 yaml.type expected fenvoy or netvisor-bank, found "
	    "'bank'\n"
	    "9:113 yaml.unknown-key unknown key 'settlement'\n" },
	{ "choices", NONE, "",
	    "payments: { settlements: no, refunds: yes, rate: today, "
	    "underpayment_tolerance: -1, pay_through_netvisor: maybe, "
	    "underpayment_tolerence: 5 }\n"
	    "bad_debt_vat: yes\n"
	    "closed: { accounting_until: 2026-02-30, vat_until: soon, "
	    "vat_free: moved }\n"
	    "rounding: up\n"
	    "vouchers: { deferral: monthly, invoices: day }\n",
	    "7:26 yaml.type expected carried or left-out, found 'no'\n"
	    "7:39 yaml.type expected voucher or negative-payment, found "
	    "'yes'\n"
	    "7:50 yaml.type expected invoice or payment-date, found "
	    "'today'\n"
	    "7:81 yaml.type expected an amount that is not negative, found "
	    "'-1'\n"
	    "7:107 yaml.type expected true or false, found 'maybe'\n"
	    "7:114 yaml.unknown-key unknown key 'underpayment_tolerence', did "
	    "you mean 'underpayment_tolerance'\n"
	    "8:15 yaml.type expected none or adjust, found 'yes'\n"
	    "9:29 yaml.type expected a day of the calendar as YYYY-MM-DD, "
	    "found '2026-02-30'\n"
	    "9:52 yaml.type expected a day of the calendar as YYYY-MM-DD, "
	    "found 'soon'\n"
	    "9:68 yaml.type expected refuse or move, found 'moved'\n"
	    "10:11 yaml.type expected none or declared, found 'up'\n"
	    "11:23 yaml.type expected detail, day or month, found "
	    "'monthly'\n"
	    "11:32 yaml.unknown-key unknown key 'invoices', did you mean "
	    "'invoice'\n" },
	{ "paying without purchase invoices", NONE, "",
	    "payments: { pay_through_netvisor: true }\n",
	    "7:11 yaml.missing the key 'pay_from' is missing\n"
	    "7:35 company.payments 'pay_through_netvisor' needs expenses on "
	    "the road documents\n" },
	{ "all classes of the ledger", LEDGER, "",
	    "payments: { carried_by: " KINDS ", rate: payment-date }\n"
	    "bad_debt_vat: adjust\n",
	    "6:18 yaml.missing the key 'invoice' is missing\n"
	    "6:18 yaml.missing the key 'split' is missing\n"
	    "6:18 yaml.missing the key 'deferral' is missing\n"
	    "6:18 yaml.missing the key 'recognition' is missing\n"
	    "6:18 yaml.missing the key 'payment' is missing\n"
	    "6:18 yaml.missing the key 'settlement' is missing\n"
	    "6:18 yaml.missing the key 'refund' is missing\n"
	    "6:18 yaml.missing the key 'loss' is missing\n"
	    "6:18 yaml.missing the key 'exchange' is missing\n"
	    "6:18 yaml.missing the key 'bad_debt_vat' is missing\n"
	    "6:18 yaml.missing the key 'payout' is missing\n"
	    "6:18 yaml.missing the key 'supplier_invoice' is missing\n"
	    "6:18 yaml.missing the key 'supplier_payment' is missing\n" },
	{ "settlements left out", LEDGER,
	    "invoice: A, split: A, deferral: A, recognition: A, payment: A, "
	    "refund: A, loss: A, payout: A, supplier_invoice: A, "
	    "supplier_payment: ''",
	    "payments: { carried_by: " KINDS ", settlements: left-out }\n",
	    "6:153 yaml.type expected a text, found ''\n" },
	{ "classes of the documents", DOCUMENTS, "",
	    "payments: { carried_by: " KINDS ", refunds: voucher }\n",
	    "6:18 yaml.missing the key 'refund' is missing\n"
	    "6:18 yaml.missing the key 'payout' is missing\n" },
	{ "refunds as payments", DOCUMENTS, "payout: A",
	    "payments: { carried_by: " KINDS ", refunds: negative-payment }\n",
	    "" },
};

static void
test_cases(void **state)
{
	const char *failed = NULL;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct diag_list *diag = diag_list_new();
		struct company *company =
		    load(cases[i].roads, cases[i].classes, cases[i].rest, diag);

		if (!findings_equal(diag, cases[i].findings))
			failed = cases[i].name;
		assert_int_equal(company == NULL, diag_failed(diag));
		company_free(company);
		diag_list_free(diag);
	}
	if (failed != NULL)
		fail_msg("%s", failed);
}

static void
test_defaults(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct company *company = load(NONE, "", "", diag);
	int kind;

	(void)state;
	assert_non_null(company);
	for (kind = 0; kind < TRANSACTION_KIND_COUNT; kind++)
		assert_int_equal(
		    company->payments.carried_by[kind], CARRIED_UNSET);
	for (kind = 0; kind < VOUCHER_KIND_COUNT; kind++)
		assert_int_equal(company->voucher_grain[kind], VOUCHER_DETAIL);
	assert_false(company->payments.settlements_left_out);
	assert_int_equal(company->payments.rate, PAYMENT_RATE_UNSET);
	assert_false(company->payments.has_tolerance);
	assert_false(company->payments.bad_debt_vat_set);
	assert_false(company->payments.pay_through_netvisor);
	assert_false(date_is_set(company->closed.accounting));
	assert_false(company->closed.move);
	assert_false(company->rounding_declared);
	company_free(company);
	diag_list_free(diag);
}

static void
test_everything_set(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct company *company = load(DOCUMENTS,
	    "payout: Pankki, exchange: Muut, bad_debt_vat: Muut",
	    "payments: { carried_by: " KINDS ", settlements: left-out, "
	    "refunds: negative-payment, rate: payment-date, "
	    "underpayment_tolerance: 5.00, pay_through_netvisor: true, "
	    "pay_from: FI14 1009 3000 1234 58 }\n"
	    "bad_debt_vat: adjust\n"
	    "closed: { accounting_until: 2026-09-30, vat_until: 2026-08-31, "
	    "vat_free: move }\n"
	    "rounding: declared\n"
	    "vouchers: { recognition: month, payment: day, deferral: detail "
	    "}\n",
	    diag);
	const struct company_payments *payments;

	(void)state;
	assert_true(findings_equal(diag, ""));
	payments = &company->payments;
	assert_int_equal(payments->carried_by[TRANSACTION_BANK_TRANSFER],
	    CARRIED_BY_NETVISOR_BANK);
	assert_int_equal(
	    payments->carried_by[TRANSACTION_PAYOUT], CARRIED_BY_FENVOY);
	assert_true(payments->settlements_left_out);
	assert_true(payments->refund_is_payment);
	assert_int_equal(payments->rate, PAYMENT_RATE_DATE);
	assert_true(payments->has_tolerance);
	assert_int_equal(decimal_compare(payments->underpayment_tolerance,
			     (struct decimal){ 5, 0 }),
	    0);
	assert_true(payments->bad_debt_vat_set);
	assert_true(payments->bad_debt_vat);
	assert_true(payments->pay_through_netvisor);
	assert_string_equal(payments->pay_from, "FI1410093000123458");
	assert_int_equal(company->closed.accounting.month, 9);
	assert_int_equal(company->closed.vat.day, 31);
	assert_true(company->closed.move);
	assert_true(company->rounding_declared);
	assert_int_equal(
	    company->voucher_grain[VOUCHER_RECOGNITION], VOUCHER_SUM_MONTH);
	assert_int_equal(
	    company->voucher_grain[VOUCHER_PAYMENT], VOUCHER_SUM_DAY);
	assert_string_equal(company->voucher_class[VOUCHER_PAYOUT], "Pankki");
	company_free(company);
	diag_list_free(diag);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_everything_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
