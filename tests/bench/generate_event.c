/* generate_event.c - see generate_event.h. */
#include "generate_event.h"

#include <stdlib.h>
#include <string.h>

#include "generate_customer.h"
#include "generate_invoice.h"
#include "generate_payment.h"
#include "generate_plan.h"
#include "generate_post.h"
#include "generate_row.h"

#define TEXT_MAX 160
#define NUMBER_MAX 16

/* An invoice with what its ERP lines need. */
struct subject {
	const struct invoice *invoice;
	struct customer customer;
	char number[NUMBER_MAX];
	const char *word; /* Invoice, Credit Note */
	enum reason reason;
	bool late;
};

static void
subject_init(const struct world *world, const struct invoice *invoice,
    struct subject *ret)
{
	ret->invoice = invoice;
	customer_get(world, invoice->customer, &ret->customer);
	(void)snprintf(ret->number, sizeof(ret->number), "%u", invoice->number);
	ret->word = invoice->credit_note ? "Credit Note" : "Invoice";
	ret->late = invoice->connector == CONNECTOR_BOOKED_LATE;
	if (invoice->date < month_day(0))
		ret->reason = REASON_BEFORE_START;
	else if (invoice->connector == CONNECTOR_CANCELLED)
		ret->reason = REASON_CANCELLED;
	else if (invoice->connector == CONNECTOR_BOOKED || ret->late)
		ret->reason = REASON_BOOKED;
	else
		ret->reason = REASON_NONE;
}

/* Some lines carry no keys beside their text. */
static void
line_init(const struct subject *subject, const char *type, const char *text,
    struct erp_line *ret)
{
	bool keyless =
	    strcmp(type, "Financial") == 0 && subject->invoice->number % 8 == 5;

	memset(ret, 0, sizeof(*ret));
	ret->type = type;
	ret->text = text;
	ret->reason = subject->reason;
	ret->late = subject->late;
	ret->date = subject->invoice->date;
	ret->sek = subject->invoice->sek;
	ret->vat_code = "";
	ret->customer = keyless ? "" : subject->customer.code;
	ret->number = keyless ? "" : subject->number;
}

static const char *
common_vat_code(const struct invoice *invoice)
{
	enum vat_code first = vat_code(invoice->zone, invoice->line[0].group);

	for (unsigned i = 1; i < invoice->line_count; i++)
		if (vat_code(invoice->zone, invoice->line[i].group) != first)
			return "";
	return vat_code_name[first];
}

static void
invoice_and_splits(struct books *books, const struct subject *subject)
{
	const struct invoice *invoice = subject->invoice;
	unsigned first = revenue_fenerum(invoice, invoice->share[0].group);
	struct meant_document document = books_document(books, invoice->month,
	    STREAM_INVOICES, subject->reason, invoice->sek);
	char text[TEXT_MAX];
	struct erp_line line;

	(void)snprintf(
	    text, sizeof(text), "%s %s", subject->word, subject->number);
	line_init(subject, "Invoice", text, &line);
	line.account = account_fenerum(ERP_RECEIVABLES);
	line.contra = first;
	line.amount = invoice->gross;
	line.vat_code = common_vat_code(invoice);
	books_erp_line(books, &line);
	for (unsigned i = 1; i < invoice->share_count; i++) {
		const struct share *share = &invoice->share[i];

		(void)snprintf(text, sizeof(text), "Split %s: %s %s",
		    group_info[share->group].name, subject->word,
		    subject->number);
		line_init(subject, "Financial", text, &line);
		line.account = first;
		line.contra = revenue_fenerum(invoice, share->group);
		line.amount = share->net;
		books_erp_line(books, &line);
	}
	post_invoice(&document, invoice);
}

/* Why the deferral (k 0) or its k-th recognition is left out, if it is. */
static enum reason
share_reason(
    const struct books *books, const struct subject *subject, int k, int date)
{
	switch (subject->invoice->connector) {
	case CONNECTOR_CANCELLED:
		return REASON_CANCELLED;
	case CONNECTOR_DEFERRAL:
		return k == 0 ? REASON_BOOKED : REASON_NONE;
	case CONNECTOR_BOOKED:
	case CONNECTOR_BOOKED_LATE:
		return date <= books_end(books) ? REASON_BOOKED : REASON_NONE;
	case CONNECTOR_NONE:
	default:
		return REASON_NONE;
	}
}

static void
share_text(const struct subject *subject, const struct share *share, int k,
    char text[TEXT_MAX])
{
	const char *name = group_info[share->group].name;
	bool several = subject->invoice->share_count > 1;
	int used = snprintf(text, TEXT_MAX, "%s%s%s%s: %s %s",
	    k == 0 ? "Deferred Revenue" : "Revenue Recognition",
	    several ? " (" : "", several ? name : "", several ? ")" : "",
	    subject->word, subject->number);

	if (k > 0)
		(void)snprintf(text + used, TEXT_MAX - (size_t)used, " (%d/%d)",
		    k, share->months);
}

/* October's export shows one recognition of September's again. */
static void
keep_for_october(struct books *books)
{
	const char *row;

	if (books->month != 0 || books->repeated != NULL || books->world->tiny)
		return;
	row = csv_last_row(&books->erp, &books->repeated_len);
	books->repeated = grow(NULL, books->repeated_len);
	memcpy(books->repeated, row, books->repeated_len);
}

static void
share_line(struct books *books, const struct subject *subject,
    const struct share *share, int k)
{
	const struct invoice *invoice = subject->invoice;
	int date = k == 0 ? invoice->date : share_day(share, k);
	unsigned revenue = revenue_fenerum(invoice, share->group);
	unsigned deferred = account_fenerum(ERP_DEFERRED);
	int behind = day_month_number(date) - day_month_number(month_day(0));
	unsigned close =
	    (int)books->month > behind ? books->month : (unsigned)behind;
	char text[TEXT_MAX];
	struct erp_line line;

	share_text(subject, share, k, text);
	line_init(subject, "Financial", text, &line);
	line.date = date;
	line.reason = share_reason(books, subject, k, date);
	line.account = k == 0 ? revenue : deferred;
	line.contra = k == 0 ? deferred : revenue;
	line.amount = k == 0 ? share->net : share_amount(share, k);
	books_erp_line(books, &line);
	if (close < MONTHS) {
		struct meant_document document = books_document(
		    books, close, STREAM_DEFERRALS, line.reason, invoice->sek);

		document.roads = ROAD_LEDGER;
		post_share(&document, invoice, share, k);
	}
	if (k > 0 && behind == 1 && line.reason == REASON_NONE)
		keep_for_october(books);
}

static void
pay_out(struct books *books, unsigned gateway)
{
	struct payout *payout = &books->payout[gateway];
	struct csv *csv = &books->payouts;
	int date = payout->last + 2;
	int64_t net = payout->gross - payout->fee;
	struct meant_document document = books_document(
	    books, books->month, STREAM_PAYOUTS, REASON_NONE, false);

	csv_unsigned(csv, books->payout_id++);
	csv_text(csv, gateway == 0 ? "stripe" : "quickpay");
	csv_day(csv, date < books_end(books) ? date : books_end(books));
	csv_text(csv, "EUR");
	csv_money(csv, payout->gross);
	csv_money(csv, payout->fee);
	csv_money(csv, net);
	csv_text(csv, payout->uuids);
	csv_row_end(csv);
	meant_plain(&document, account_netvisor(ERP_BANK), net, net);
	meant_plain(&document, ACCOUNT_FEES, payout->fee, payout->fee);
	meant_plain(&document, account_netvisor(ERP_CARD), -payout->gross,
	    -payout->gross);
	memset(payout, 0, sizeof(*payout));
}

/* A gateway pays out weekly, or when enough has come together. */
static void
collect(struct books *books, const struct payment *payment)
{
	unsigned gateway = payment->gateway[0] == 's' ? 0 : 1;
	struct payout *payout = &books->payout[gateway];
	char *at;

	if (payout->count == PAYOUT_TRANSACTIONS ||
	    (payout->count > 0 &&
		(payment->date + 3) / 7 != (payout->first + 3) / 7))
		pay_out(books, gateway);
	if (payout->count == 0)
		payout->first = payment->date;
	/* Each takes as much room as a UUID and the blank before the next. */
	at = payout->uuids + (size_t)payout->count * UUID_TEXT_MAX;
	if (payout->count > 0)
		at[-1] = ' ';
	memcpy(at, payment->uuid, UUID_TEXT_MAX);
	payout->count++;
	payout->last = payment->date;
	payout->gross += payment->amount;
	payout->fee += payment->fee;
}

void
event_month_end(struct books *books)
{
	for (unsigned i = 0; i < GATEWAYS; i++)
		if (books->payout[i].count > 0)
			pay_out(books, i);
}

static void
payment_line(struct books *books, const struct subject *subject,
    const struct payment *payment, enum reason reason, int64_t amount)
{
	static const char *const kind[PAYMENT_KINDS] = { "Bank Transfer",
		"Credit Card", "Direct Debit", "Settlement Payment", "Refund",
		"Underpayment Loss", "Debtor Loss" };
	char text[TEXT_MAX];
	struct erp_line line;

	(void)snprintf(text, sizeof(text), "%s - %s %s - Transaction %s",
	    kind[payment->kind], subject->word, subject->number, payment->uuid);
	line_init(subject, "Payment", text, &line);
	line.reason = reason;
	line.date = payment->date;
	line.account = account_fenerum(payment_account(payment->kind));
	line.contra = account_fenerum(ERP_RECEIVABLES);
	line.amount = amount;
	books_erp_line(books, &line);
}

/* The second half of a settlement, on the invoice that it pays. */
static void
settled_line(struct books *books, const struct subject *subject,
    const struct payment *payment)
{
	struct subject other = *subject;

	other.word = "Invoice";
	(void)snprintf(other.number, sizeof(other.number), "%u",
	    subject->invoice->credited_number);
	payment_line(books, &other, payment, REASON_NONE, payment->amount);
}

static void
pay(struct books *books, const struct subject *subject,
    const struct payment *payment)
{
	const struct invoice *invoice = subject->invoice;
	bool settles = payment->kind == PAYMENT_SETTLEMENT;
	enum reason reason = subject->reason;
	struct meant_document document;

	/* Fenerum's connector books what happens in the same month. */
	if (invoice->month != books->month || subject->late)
		reason = REASON_NONE;
	if (payment->date < month_day(0))
		reason = REASON_BEFORE_START;
	else if (reason == REASON_BEFORE_START)
		reason = REASON_NONE;
	row_transaction(books, invoice, payment);
	payment_line(books, subject, payment, reason,
	    settles ? -payment->amount : payment->amount);
	if (settles)
		settled_line(books, subject, payment);
	if (payment->kind == PAYMENT_CARD)
		collect(books, payment);
	document = books_document(
	    books, books->month, STREAM_PAYMENTS, reason, invoice->sek);
	post_payment(&document, invoice, payment);
}

static void
pay_all(struct books *books, const struct subject *subject)
{
	int first = books->month == subject->invoice->month
	                ? 0
	                : month_day(books->month);
	struct payment_list list;

	payments_make(books->world, subject->invoice, &list);
	for (unsigned i = 0; i < list.count; i++)
		if (list.payment[i].date >= first &&
		    list.payment[i].date <= books_end(books))
			pay(books, subject, &list.payment[i]);
}

void
event_invoice(struct books *books, uint32_t index)
{
	struct invoice invoice;
	struct subject subject;

	invoice_make(books->world, books->month, index, &invoice);
	subject_init(books->world, &invoice, &subject);
	row_invoice(books, &invoice, &subject.customer);
	row_lines(books, &invoice);
	invoice_and_splits(books, &subject);
	for (unsigned i = 0; i < invoice.share_count; i++)
		for (int k = 0; k <= invoice.share[i].months; k++)
			if (invoice.share[i].months > 0)
				share_line(
				    books, &subject, &invoice.share[i], k);
	pay_all(books, &subject);
}

void
event_late_payments(struct books *books, uint32_t index)
{
	struct invoice invoice;
	struct subject subject;

	invoice_make(books->world, 0, index, &invoice);
	subject_init(books->world, &invoice, &subject);
	pay_all(books, &subject);
}
