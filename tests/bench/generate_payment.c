/* generate_payment.c - see generate_payment.h. */
#include "generate_payment.h"

#include <string.h>

#include "generate_invoice.h"
#include "generate_number.h"
#include "generate_plan.h"

static void
add(struct payment_list *list, struct random *random, enum payment_kind kind,
    int date, int64_t amount)
{
	struct payment *payment = &list->payment[list->count++];

	memset(payment, 0, sizeof(*payment));
	payment->kind = kind;
	payment->date = date;
	payment->amount = amount;
	payment->gateway = "";
	(void)random_uuid(random, payment->uuid);
	if (kind == PAYMENT_CARD) {
		payment->gateway =
		    random_chance(random, 1, 4) ? "quickpay" : "stripe";
		/* 1.4 per cent and 25 cents. */
		payment->fee = divide_rounded((wide)amount * 14, 1000) + 25;
	}
}

/* By transfer, some weeks later; not always all of it. */
static void
pay_by_bank(
    struct payment_list *list, struct random *random, int date, int64_t gross)
{
	int paid = date + 3 + (int)random_below(random, 24);
	int64_t missing = 1 + random_below(random, 499);

	switch (random_below(random, 20)) {
	case 0:
	case 1:
		if (gross < 10 * missing)
			break;
		add(list, random, PAYMENT_BANK, paid, gross - missing);
		add(list, random, PAYMENT_UNDERPAYMENT, paid, missing);
		return;
	case 2:
		add(list, random, PAYMENT_BANK, paid, gross / 2);
		return;
	case 3:
		add(list, random, PAYMENT_BANK, paid, gross / 3);
		add(list, random, PAYMENT_BANK, paid + 2, gross - gross / 3);
		return;
	case 4:
		add(list, random, PAYMENT_LOSS, date + 20, gross);
		return;
	case 5:
		return;
	default:
		break;
	}
	add(list, random, PAYMENT_BANK, paid, gross);
}

static void
pay_tiny(const struct invoice *invoice, struct random *random,
    struct payment_list *ret)
{
	int64_t part = invoice->gross * 2 / 5;

	if (invoice->month == 0) {
		add(ret, random, PAYMENT_DEBIT, invoice->date + 4, part);
		return;
	}
	add(ret, random, PAYMENT_BANK, invoice->date + 10, part);
	add(ret, random, PAYMENT_CARD, invoice->date + 2,
	    invoice->gross - part - 5);
	add(ret, random, PAYMENT_UNDERPAYMENT, invoice->date + 10, 5);
}

static void
start(const struct world *world, const struct invoice *invoice,
    struct random *ret_random, struct plan *ret_plan,
    struct payment_list *ret_list)
{
	ret_list->count = 0;
	ret_list->collection = "invoice";
	plan_get(world, invoice->month, invoice->index, ret_plan);
	random_init(ret_random, world->seed, RANDOM_PAYMENT,
	    (uint64_t)invoice->month << 32 | invoice->index);
}

static void
pay_invoice(const struct world *world, const struct invoice *invoice,
    struct payment_list *ret)
{
	struct random stream;
	struct random *random = &stream;
	struct plan made;
	const struct plan *plan = &made;
	uint32_t way;

	start(world, invoice, random, &made, ret);
	way = random_below(random, 20);
	if (world->tiny) {
		ret->collection = "direct_debit";
		pay_tiny(invoice, random, ret);
		return;
	}
	if (!invoice->sek && way >= 13)
		ret->collection = way < 18 ? "payment_card" : "direct_debit";
	if (invoice->connector == CONNECTOR_CANCELLED)
		return;
	if (plan->credited) {
		if (plan->credit_shape == SHAPE_CREDIT_REFUNDED)
			add(ret, random, PAYMENT_BANK, invoice->date,
			    invoice->gross);
		return;
	}
	if (strcmp(ret->collection, "invoice") == 0)
		pay_by_bank(ret, random, invoice->date, invoice->gross);
	else if (way < 18)
		add(ret, random, PAYMENT_CARD, invoice->date, invoice->gross);
	else
		add(ret, random, PAYMENT_DEBIT, invoice->date + 2,
		    invoice->gross);
}

/* Set against what is open of the original; the rest is paid back. */
static void
pay_credit_note(const struct world *world, const struct invoice *invoice,
    struct payment_list *ret)
{
	struct random random;
	struct plan plan;
	struct invoice original;
	struct payment_list paid;
	int64_t open;
	int64_t settled;

	start(world, invoice, &random, &plan, ret);
	if (plan.shape == SHAPE_CREDIT_PARTIAL)
		return;
	invoice_make(world, plan.original_month, plan.original, &original);
	pay_invoice(world, &original, &paid);
	open = original.gross;
	for (unsigned i = 0; i < paid.count; i++)
		open -= paid.payment[i].amount;
	settled = open < -invoice->gross ? open : -invoice->gross;
	if (settled > 0)
		add(ret, &random, PAYMENT_SETTLEMENT, invoice->date, settled);
	if (settled < -invoice->gross)
		add(ret, &random, PAYMENT_REFUND, invoice->date,
		    invoice->gross + settled);
}

void
payments_make(const struct world *world, const struct invoice *invoice,
    struct payment_list *ret)
{
	if (invoice->credit_note)
		pay_credit_note(world, invoice, ret);
	else
		pay_invoice(world, invoice, ret);
}

int64_t
payment_balance(const struct world *world, const struct invoice *invoice)
{
	int end = day_month_last(month_day(invoice->month), 0);
	int64_t balance = invoice->gross;
	struct payment_list list;
	struct plan plan;

	payments_make(world, invoice, &list);
	for (unsigned i = 0; i < list.count; i++) {
		const struct payment *payment = &list.payment[i];

		if (payment->date > end)
			continue;
		/* A credit note's money goes the other way. */
		balance += payment->kind == PAYMENT_SETTLEMENT
		               ? payment->amount
		               : -payment->amount;
	}
	plan_get(world, invoice->month, invoice->index, &plan);
	if (plan.credited && plan.credit_month == invoice->month) {
		struct invoice credit;

		invoice_make(world, plan.credit_month, plan.credit, &credit);
		payments_make(world, &credit, &list);
		for (unsigned i = 0; i < list.count; i++)
			if (list.payment[i].kind == PAYMENT_SETTLEMENT)
				balance -= list.payment[i].amount;
	}
	return balance;
}
