/*
 * reconcile_scenarios.h - what one change of the books, or another end of the
 * deferral in the journal, must make of a reconciliation.
 */
#ifndef TESTS_UNIT_RECONCILE_SCENARIOS_H
#define TESTS_UNIT_RECONCILE_SCENARIOS_H

#include "reconcile_books.h"

struct scenario {
	const char *name;
	struct books books;
	bool listed; /* foreign: listed */
	int64_t seconds;
	struct journal_event deferral; /* seq 0: accepted */
	bool agrees;
	int64_t unexplained;
	const char *findings;
	const char *holds; /* the TSV */
};

#define POSTING_CHANGE(row, value)                                             \
	{                                                                      \
		&record_kind_booked_posting, row, value                        \
	}
#define VOUCHER_CHANGE(row, value)                                             \
	{                                                                      \
		&record_kind_booked_voucher, row, value                        \
	}
#define INVOICE_CHANGE(row, value)                                             \
	{                                                                      \
		&record_kind_booked_invoice, row, value                        \
	}

#define CHANGED(text)                                                          \
	"exports/invoices.csv:2 reconcile.difference Invoice 1001 "            \
	"(fv-hqlmkz6fsk3u, Netvisor 501): " text "\n"
#define NOT_BOOKED(text)                                                       \
	"exports/erp_lines.csv:2 reconcile.not-booked " text "\n"
#define DIFFERENCE_ROW(what) "difference\tinvoice:1\t" what "\t"

static const struct scenario scenarios[] = {
	{ .name = "agreed",
	    .agrees = true,
	    .findings = "",
	    .holds = "class\tagreed\t3\t\t325.50\t325.50\t0.00" },
	{ .name = "one cent",
	    .books.change = { POSTING_CHANGE(0, "debit=125.51"),
		POSTING_CHANGE(3, "credit=25.51") },
	    .findings = CHANGED("amount: expected 1701 debit 125.50, found "
				"1701 debit 125.51; amount: expected 2939 "
				"credit 25.50, found 2939 credit 25.51"),
	    .holds = "account\t1701\t\t\t\t\t0.01\tchanged\t" },
	{ .name = "rounded by Netvisor",
	    .books.change = { POSTING_CHANGE(0, "debit=125.51"),
		POSTING_CHANGE(4, "credit=0.01") },
	    .findings = CHANGED("amount: expected 1701 debit 125.50, found "
				"1701 debit 125.51; rounding by Netvisor: "
				"expected nothing, found 8560 credit 0.01"),
	    .holds = DIFFERENCE_ROW("rounding by Netvisor") },
	{ .name = "one account",
	    .books.change = { POSTING_CHANGE(1, "account=3010") },
	    .findings = CHANGED("account: expected 3000, KOMY 25.5 %, "
				"Tuotelinja: SaaS credit 60.00, found 3010, "
				"KOMY 25.5 %, Tuotelinja: SaaS credit 60.00"),
	    .holds = "account\t3010\t\t\t0.00\t-60.00\t-60.00\t\t" },
	{ .name = "one date",
	    .books.change = { VOUCHER_CHANGE(1, "date=2026-10-30") },
	    .findings = CHANGED("date: expected 2026-10-31, found 2026-10-30"),
	    .holds = DIFFERENCE_ROW("date") },
	{ .name = "one VAT code",
	    .books.change = { POSTING_CHANGE(2, "vat_percent=14") },
	    .findings = CHANGED("VAT code: expected 3000, KOMY 25.5 %, "
				"Tuotelinja: SaaS credit 40.00, found 3000, "
				"KOMY 14 %, Tuotelinja: SaaS credit 40.00"),
	    .holds = "vat\tKOMY 25.5 %\t\t\t\t\t40.00\tchanged\t" },
	{ .name = "one dimension",
	    .books.change = { POSTING_CHANGE(2, "dimension_item=Tuki") },
	    .findings = CHANGED("dimension: expected 3000, KOMY 25.5 %, "
				"Tuotelinja: SaaS credit 40.00, found 3000, "
				"KOMY 25.5 %, Tuotelinja: Tuki credit 40.00"),
	    .holds = "dimension\tTuotelinja: Tuki\t\t\t0.00\t-40.00\t" },
	{ .name = "number, customer, due date",
	    .books.change = { INVOICE_CHANGE(0, "number=1"),
		INVOICE_CHANGE(0, "customer=B"),
		INVOICE_CHANGE(0, "due_date=2026-10-17") },
	    .findings = CHANGED("number: expected 1001, found 1; customer: "
				"expected A, found B; due date: expected "
				"2026-10-16, found 2026-10-17"),
	    .holds = DIFFERENCE_ROW("customer") },
	{ .name = "sum in the invoice's currency",
	    .books.change = { INVOICE_CHANGE(1, "sum=1100.01") },
	    .findings = "exports/invoices.csv:3 reconcile.difference Invoice "
			"1002 (fv-g36jvby5xdrm, Netvisor 502): amount: "
			"expected 1100.00 SEK, found 1100.01 SEK\n",
	    .holds = "currency\tSEK\t\t\t\t\t0.01\tchanged\t" },
	{ .name = "voided",
	    .books.change = { VOUCHER_CHANGE(3, "status=invalidated") },
	    .findings = "exports/erp_lines.csv:2 reconcile.difference Deferral "
			"7 (fv-4wgmyyi53nl7, Netvisor 903): document: "
			"expected valid, found invalidated\n",
	    .holds = "class\tvoided\t1\t\t100.00\t0.00\t-100.00\tvoided" },
	{ .name = "booked twice",
	    .books.change = { VOUCHER_CHANGE(0, "status=valid"),
		VOUCHER_CHANGE(0, "description=fv-4wgmyyi53nl7 x"),
		VOUCHER_CHANGE(0, "date=2026-10-31") },
	    .findings = "exports/erp_lines.csv:2 reconcile.difference Deferral "
			"7 (fv-4wgmyyi53nl7, Netvisor 903): document: "
			"expected one voucher, found 2 vouchers: 904, 903; "
			"line: expected nothing, found 1910 credit 5.00; line: "
			"expected nothing, found 5000 debit 5.00\n",
	    .holds = "difference\tvoucher:erp:7\tdocument\t" },
	{ .name = "foreign",
	    .books.change = { VOUCHER_CHANGE(0, "status=valid") },
	    .findings = ":0 reconcile.foreign voucher PT Pankki 3 of "
			"2026-10-07 (Netvisor 904), 5.00 EUR: Wages\n",
	    .holds = "foreign\t904\tPT Pankki 3 2026-10-07: Wages\t\t\t5.00" },
	{ .name = "foreign, listed",
	    .books.change = { VOUCHER_CHANGE(0, "status=valid") },
	    .listed = true,
	    .agrees = true,
	    .findings = "",
	    .holds = "foreign\t904\t" },
	{ .name = "a customer without its code",
	    .books.change = { INVOICE_CHANGE(0, "customer=") },
	    .findings = CHANGED("customer: expected A, found nothing"),
	    .holds = DIFFERENCE_ROW("customer") },
	{ .name = "no customer codes shown, zeros before the number, a "
		  "percent without VAT",
	    .books.change = { INVOICE_CHANGE(0, "customer="),
		INVOICE_CHANGE(1, "customer="),
		INVOICE_CHANGE(0, "number=01001"),
		POSTING_CHANGE(3, "vat_percent=25.5") },
	    .agrees = true,
	    .findings = "",
	    .holds = "class\tagreed\t3\t" },
	{ .name = "a second voucher of the invoice",
	    .books.change = { VOUCHER_CHANGE(0, "status=valid"),
		VOUCHER_CHANGE(0, "class=Myyntilasku"),
		VOUCHER_CHANGE(0, "source_type=salesinvoice"),
		VOUCHER_CHANGE(0, "source_key=501") },
	    .listed = true,
	    .findings = CHANGED("date: expected 2026-10-31, found 2026-10-07; "
				"document: expected one voucher, found 2 "
				"vouchers: 901, 904; line: expected nothing, "
				"found 1910 credit 5.00; line: expected "
				"nothing, found 5000 debit 5.00"),
	    .holds = DIFFERENCE_ROW("document") },
	{ .name = "a payment's voucher that names the invoice",
	    .books.change = { VOUCHER_CHANGE(0, "status=valid"),
		VOUCHER_CHANGE(0, "source_type=salesinvoice"),
		VOUCHER_CHANGE(0, "source_key=501") },
	    .listed = true,
	    .agrees = true,
	    .findings = "",
	    .holds = "foreign\t904\t" },
	{ .name = "an invoice that does not name its voucher",
	    .books.change = { INVOICE_CHANGE(0, "voucher=") },
	    .agrees = true,
	    .findings = "",
	    .holds = "class\tagreed\t3\t" },
	{ .name = "the reference of another document",
	    .books.change = { VOUCHER_CHANGE(
		3, "description=fv-hqlmkz6fsk3u x") },
	    .findings = "exports/erp_lines.csv:2 reconcile.difference Deferral "
			"7 (fv-4wgmyyi53nl7, Netvisor 903): reference: "
			"expected fv-4wgmyyi53nl7, found fv-hqlmkz6fsk3u\n",
	    .holds = "difference\tvoucher:erp:7\treference\t" },
	{ .name = "ours, it says, listed",
	    .books.change = { VOUCHER_CHANGE(0, "status=valid"),
		VOUCHER_CHANGE(0, "description=fv-aaaaaaaaaaaa x") },
	    .listed = true,
	    .findings = ":0 reconcile.foreign voucher PT Pankki 3 of "
			"2026-10-07 (Netvisor 904), 5.00 EUR: fv-aaaaaaaaaaaa "
			"x (by its reference it is ours, and the journal does "
			"not know it)\n",
	    .holds = "foreign\t904\t" },
	{ .name = "not sent by Netvisor yet",
	    .books.change = { INVOICE_CHANGE(1, "status=unsent"),
		INVOICE_CHANGE(1, "voucher="),
		VOUCHER_CHANGE(2, "source_key=999"),
		VOUCHER_CHANGE(2, "status=deleted") },
	    .findings = "exports/invoices.csv:3 reconcile.not-booked Invoice "
			"1002 (fv-g36jvby5xdrm, Netvisor 502): document: "
			"expected booked, found its voucher is not among those "
			"that were read; the invoice has status unsent\n",
	    .holds = "\tNetvisor books an invoice when it sends it" },
	{ .name = "not read",
	    .books = { .no_deferral = true },
	    .findings = NOT_BOOKED("Deferral 7 (fv-4wgmyyi53nl7, Netvisor "
				   "903): document: expected booked, found "
				   "not among the vouchers that were read"),
	    .holds = "class\tnot-read\t1\t\t" },
	{ .name = "refused",
	    .books = { .no_deferral = true },
	    .deferral = { .seq = 4,
		.item = 1,
		.state = JOURNAL_REJECTED,
		.code = "INVALID_DATA",
		.text = "No such account" },
	    .findings =
		NOT_BOOKED("Deferral 7 (fv-4wgmyyi53nl7): document: "
			   "expected booked, found refused by Netvisor: "
			   "INVALID_DATA No such account"),
	    .holds = "class\trefused\t1\t\t" },
	{ .name = "held",
	    .books = { .no_deferral = true },
	    .deferral = { .seq = 4, .item = 1, .state = JOURNAL_HELD },
	    .findings = NOT_BOOKED(
		"Deferral 7 is not booked: held, what it needs is not booked"),
	    .holds = "class\theld\t1\t\t" },
	{ .name = "queued",
	    .books = { .no_deferral = true },
	    .deferral = { .seq = 4,
		.item = 1,
		.state = JOURNAL_QUEUED,
		.queue = "77" },
	    .findings = NOT_BOOKED("Deferral 7 is not booked: in a batch that "
				   "Netvisor has not done yet"),
	    .holds = "class\tqueued\t1\t\t" },
	{ .name = "not sent",
	    .books = { .no_deferral = true },
	    .deferral = { .seq = 4, .item = 1, .state = JOURNAL_NEW },
	    .findings = NOT_BOOKED("Deferral 7 is not booked: not sent yet"),
	    .holds = "class\tnot-sent\t1\t\t" },
	{ .name = "unknown",
	    .books = { .no_deferral = true },
	    .deferral = { .seq = 4, .item = 1, .state = JOURNAL_UNKNOWN },
	    .findings = NOT_BOOKED("Deferral 7 is not booked: sent, and its "
				   "outcome is unknown"),
	    .holds = "class\tnot-sent\t1\t\t" },
	{ .name = "unknown, and booked",
	    .deferral = { .seq = 4, .item = 1, .state = JOURNAL_UNKNOWN },
	    .findings =
		"exports/erp_lines.csv:2 reconcile.difference Deferral 7 "
		"(fv-4wgmyyi53nl7): document: expected not booked (sent, and "
		"its outcome is unknown), found voucher 903\n",
	    .holds = "class\tnot-sent\t1\t\t100.00\t100.00\t0.00" },
	{ .name = "read too early",
	    .seconds = 7200,
	    .agrees = true,
	    .findings = ":0 reconcile.stale the books were read at "
			"2026-11-02T09:00:00Z, and the journal's newest event "
			"is of 2026-11-02T10:00:00Z\n",
	    .holds = "class\tagreed\t3\t\t" },
	{ .name = "does not add up",
	    .books = { .off_by = 1 },
	    .unexplained = 1,
	    .findings = ":0 reconcile.unexplained account 1701: the ledger "
			"read does not add up to the balance, 0.01 EUR are "
			"between them\n",
	    .holds = "balance\t1701\t\t\t225.51\t225.50\t0.01\tunexplained" },
};

#endif
