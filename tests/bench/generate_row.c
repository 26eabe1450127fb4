/* generate_row.c - see generate_row.h. */
#include "generate_row.h"

#include "generate_customer.h"
#include "generate_number.h"
#include "generate_payment.h"
#include "generate_plan.h"

const char *const invoices_header =
    "uuid,invoice_number,account,created_date,type,credited_invoice_number,"
    "invoice_date,due_date,currency,collection_method,payment_terms,"
    "po_number,case_number,reference_person,invoice_supplement,net_amount,"
    "vat_amount,gross_amount,balance";
const char *const lines_header =
    "id,invoice_number,description,quantity,price,currency,date_from,date_to,"
    "vat_type,collect_vat,revenue_group,discount_percentage,"
    "discount_fixed_per_quantity,discount_fixed_total,erp_vat_code,vat_rate,"
    "net_amount,vat_amount";
const char *const transactions_header =
    "uuid,invoice_number,kind,date,amount,currency,gateway,fee,"
    "settled_invoice_number";
const char *const erp_header =
    "id,type,status,date,account_number,contra_account_number,amount,currency,"
    "text,voucher_id,erp_vat_code,error,account,invoice_number";
const char *const payouts_header =
    "id,gateway,date,currency,gross_amount,fee_amount,net_amount,transactions";

static void
put_created(
    struct csv *csv, const struct invoice *invoice, struct random *random)
{
	char day[DAY_TEXT_MAX];
	char text[DAY_TEXT_MAX + 48];
	uint32_t minute = random_below(random, 60);
	uint32_t second = random_below(random, 60);

	(void)snprintf(text, sizeof(text), "%sT05:%02u:%02u.%06u+00:00",
	    day_text(day, invoice->date), minute, second,
	    random_below(random, 1000000));
	/* Made after midnight, dated the evening before. */
	csv_text(csv, invoice->date < month_day(0)
			  ? "2026-09-01T00:05:12.000000+03:00"
			  : text);
}

/* Due date, the way of paying and the days to pay; now and then not all. */
static void
put_terms(struct csv *csv, const struct invoice *invoice,
    const char *collection, struct random *random)
{
	static const int choice[] = { 14, 14, 14, 30, 7, 60 };
	int days = choice[random_below(random, 6)];
	uint32_t gap = random_below(random, 30);
	bool by_invoice = collection[0] == 'i' && !invoice->credit_note;

	if (!by_invoice)
		csv_day(csv, invoice->date);
	else
		csv_day(csv, gap < 2 ? 0 : invoice->date + days);
	csv_text(csv, invoice->sek ? "SEK" : "EUR");
	csv_text(csv, collection);
	if (by_invoice && gap != 0 && gap != 2)
		csv_unsigned(csv, (unsigned)days);
	else
		csv_empty(csv);
}

/* A Finnish reference number is printed in groups of five from the right. */
static void
put_supplement(
    struct csv *csv, const struct invoice *invoice, struct random *random)
{
	uint32_t reference =
	    invoice->number * 10 + (uint32_t)check_reference(invoice->number);
	char text[160];

	text[0] = '\0';
	switch (random_below(random, 10)) {
	case 0:
		(void)snprintf(text, sizeof(text),
		    "Tilille FI21 1234 5600 0007 85\nViite %u %05u",
		    reference / 100000, reference % 100000);
		break;
	case 1:
		(void)snprintf(text, sizeof(text),
		    "Sopimus \"Revontuli %u\"; yhteyshenkilö Öhman, Åsa",
		    invoice->customer);
		break;
	default:
		break;
	}
	csv_text(csv, text);
}

static void
put_references(
    struct csv *csv, const struct invoice *invoice, struct random *random)
{
	static const char *const person[] = { "", "", "Äijälä, Örn",
		"Satu Satunnainen", "", "Ülo \"U.\" Näidis" };
	char text[48];

	(void)snprintf(
	    text, sizeof(text), "PO-2026/%04u", random_below(random, 10000));
	csv_text(csv, random_chance(random, 1, 4) ? text : "");
	(void)snprintf(text, sizeof(text), "A-%u", random_below(random, 900));
	csv_text(csv, random_chance(random, 1, 9) ? text : "");
	csv_text(csv, person[random_below(random, 6)]);
	put_supplement(csv, invoice, random);
}

void
row_invoice(struct books *books, const struct invoice *invoice,
    const struct customer *customer)
{
	struct csv *csv = &books->invoices;
	struct payment_list payments;
	struct random random;
	char uuid[UUID_TEXT_MAX];

	random_init(&random, books->world->seed, RANDOM_HEADER,
	    (uint64_t)invoice->month << 32 | invoice->index);
	payments_make(books->world, invoice, &payments);
	csv_text(csv, random_uuid(&random, uuid));
	csv_unsigned(csv, invoice->number);
	csv_text(csv, customer->code);
	put_created(csv, invoice, &random);
	csv_text(csv, invoice->credit_note ? "credit_note" : "invoice");
	if (invoice->credit_note)
		csv_unsigned(csv, invoice->credited_number);
	else
		csv_empty(csv);
	csv_day(csv, invoice->date);
	put_terms(csv, invoice, payments.collection, &random);
	put_references(csv, invoice, &random);
	csv_money(csv, invoice->net);
	csv_money(csv, invoice->vat);
	csv_money(csv, invoice->gross);
	csv_money(csv, payment_balance(books->world, invoice));
	csv_row_end(csv);
}

static void
put_discounts(struct csv *csv, const struct line *line)
{
	static const enum discount order[] = { DISCOUNT_PERCENT,
		DISCOUNT_PER_QUANTITY, DISCOUNT_TOTAL };

	for (unsigned i = 0; i < 3; i++)
		if (line->discount == order[i])
			csv_number(csv, line->discount_value, 2,
			    order[i] == DISCOUNT_PERCENT ? 0 : 2);
		else
			csv_empty(csv);
}

void
row_lines(struct books *books, const struct invoice *invoice)
{
	struct csv *csv = &books->lines;

	for (unsigned i = 0; i < invoice->line_count; i++) {
		const struct line *line = &invoice->line[i];
		const struct group_info *group = &group_info[line->group];

		csv_unsigned(csv, books->line_id++);
		csv_unsigned(csv, invoice->number);
		csv_text(csv, line->text);
		csv_number(csv, line->quantity, 2, 0);
		csv_number(csv, line->price, 4, 2);
		csv_text(csv, invoice->sek ? "SEK" : "EUR");
		csv_day(csv, line->from);
		csv_day(csv, line->to);
		csv_text(csv, group->physical ? "physical" : "services");
		csv_yes(csv, line->percent > 0);
		csv_text(csv, group->name);
		put_discounts(csv, line);
		csv_text(
		    csv, vat_code_name[vat_code(invoice->zone, line->group)]);
		csv_number(csv, line->percent, 2, 2);
		csv_money(csv, line->net);
		csv_money(csv, line->vat);
		csv_row_end(csv);
	}
}

void
row_transaction(struct books *books, const struct invoice *invoice,
    const struct payment *payment)
{
	static const char *const kind[PAYMENT_KINDS] = { "bank_transfer",
		"credit_card", "direct_debit", "settlement_payment", "refund",
		"underpayment_loss", "debtor_loss" };
	struct csv *csv = &books->transactions;
	bool settles = payment->kind == PAYMENT_SETTLEMENT;

	csv_text(csv, payment->uuid);
	csv_unsigned(csv, settles ? invoice->credited_number : invoice->number);
	csv_text(csv, kind[payment->kind]);
	csv_day(csv, payment->date);
	csv_money(csv, payment->amount);
	csv_text(csv, invoice->sek ? "SEK" : "EUR");
	csv_text(csv, payment->gateway);
	if (payment->kind == PAYMENT_CARD)
		csv_money(csv, payment->fee);
	else
		csv_empty(csv);
	if (settles)
		csv_unsigned(csv, invoice->number);
	else
		csv_empty(csv);
	csv_row_end(csv);
}
