/* company_events.c - see company_events.h. */
#include "mapping/company_events.h"

#include <stdlib.h>

#include "base/iban.h"
#include "base/mem.h"
#include "base/yaml_tree.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* company.yaml while it is read. */
struct reading {
	struct company *company;
	const struct yaml_node *root;
	struct diag_list *diag;
};

/* One of two words; ret is the second. False when it is absent or wrong. */
static bool
read_either(struct reading *reading, const struct yaml_node *map,
    const char *key, bool required, const char *const word[2], bool *ret)
{
	size_t choice;

	if (!yaml_field_choice(
		map, key, required, reading->diag, word, 2, &choice))
		return false;
	*ret = choice == 1;
	return true;
}

/* Every kind of payment says who books it, so that none is booked twice. */
static void
read_carried_by(
    struct reading *reading, const struct yaml_node *payments, bool required)
{
	static const char *const word[] = { "fenvoy", "netvisor-bank" };
	const struct yaml_node *map;
	size_t choice;
	int kind;

	map = yaml_field_map(payments, "carried_by", required, reading->diag);
	yaml_check_keys(
	    map, transaction_kind_words, TRANSACTION_KIND_COUNT, reading->diag);
	if (map == NULL)
		return;
	for (kind = 0; kind < TRANSACTION_KIND_COUNT; kind++)
		if (yaml_field_choice(map, transaction_kind_words[kind],
			required, reading->diag, word, COUNT(word), &choice))
			reading->company->payments.carried_by[kind] =
			    choice == 0 ? CARRIED_BY_FENVOY
					: CARRIED_BY_NETVISOR_BANK;
}

static void
read_tolerance(struct reading *reading, const struct yaml_node *payments)
{
	struct company_payments *ret = &reading->company->payments;
	struct decimal tolerance;

	if (!yaml_field_decimal(payments, "underpayment_tolerance", false,
		reading->diag, &tolerance))
		return;
	if (tolerance.units < 0) {
		yaml_expected(yaml_get(payments, "underpayment_tolerance"),
		    reading->diag, "an amount that is not negative");
		return;
	}
	ret->has_tolerance = true;
	ret->underpayment_tolerance = tolerance;
}

/* The account that Netvisor is asked to pay from. */
static void
read_pay_from(struct reading *reading, const struct yaml_node *payments)
{
	static const char key[] = "pay_from";
	struct company_payments *ret = &reading->company->payments;
	char iban[IBAN_TEXT_MAX];
	enum iban_error error;
	const char *text;

	if (!yaml_field_text(payments, key, ret->pay_through_netvisor,
		reading->diag, &text) ||
	    yaml_is_missing(yaml_get(payments, key)))
		return;
	error = iban_parse(text, iban);
	if (error == IBAN_OK)
		ret->pay_from = mem_strdup(iban);
	else
		diag_add(reading->diag, RULE_COMPANY_PAYMENTS,
		    yaml_pos(yaml_get(payments, key)), "'%s' is no IBAN: %s",
		    yaml_show(text).text, iban_fault(error));
}

/* Netvisor pays only what it has as a purchase invoice. */
static void
read_pay_through(struct reading *reading, const struct yaml_node *payments)
{
	static const char key[] = "pay_through_netvisor";
	struct company *company = reading->company;
	const struct yaml_node *roads = yaml_get(reading->root, "roads");
	struct diag *finding;

	yaml_field_bool(payments, key, false, reading->diag,
	    &company->payments.pay_through_netvisor);
	if (!company->payments.pay_through_netvisor ||
	    company->road[STREAM_EXPENSES] == ROAD_DOCUMENTS ||
	    yaml_is_broken(roads))
		return;
	finding = diag_add(reading->diag, RULE_COMPANY_PAYMENTS,
	    yaml_pos(yaml_get(payments, key)),
	    "'%s' needs expenses on the road documents", key);
	if (yaml_get(roads, "expenses") != NULL)
		diag_note(finding, yaml_pos(yaml_get(roads, "expenses")),
		    "they take '%s'",
		    road_name(company->road[STREAM_EXPENSES]));
}

static void
read_payments(struct reading *reading)
{
	static const char *const known[] = { "carried_by", "settlements",
		"refunds", "rate", "underpayment_tolerance",
		"pay_through_netvisor", "pay_from" };
	struct company_payments *ret = &reading->company->payments;
	enum road road = reading->company->road[STREAM_PAYMENTS];
	const struct yaml_node *map;
	bool at_date;

	map = yaml_field_map(
	    reading->root, "payments", road != ROAD_NONE, reading->diag);
	yaml_check_keys(map, known, COUNT(known), reading->diag);
	if (map == NULL)
		return;
	read_carried_by(reading, map, road != ROAD_NONE);
	read_either(reading, map, "settlements", false,
	    (const char *const[]){ "carried", "left-out" },
	    &ret->settlements_left_out);
	read_either(reading, map, "refunds", road == ROAD_DOCUMENTS,
	    (const char *const[]){ "voucher", "negative-payment" },
	    &ret->refund_is_payment);
	if (read_either(reading, map, "rate", false,
		(const char *const[]){ "invoice", "payment-date" }, &at_date))
		ret->rate = at_date ? PAYMENT_RATE_DATE : PAYMENT_RATE_INVOICE;
	read_tolerance(reading, map);
	read_pay_through(reading, map);
	read_pay_from(reading, map);
}

static void
read_closed(struct reading *reading)
{
	static const char *const known[] = { "accounting_until", "vat_until",
		"vat_free" };
	struct company_closed *closed = &reading->company->closed;
	const struct yaml_node *map;

	map = yaml_field_map(reading->root, "closed", false, reading->diag);
	yaml_check_keys(map, known, COUNT(known), reading->diag);
	if (map == NULL)
		return;
	yaml_field_date(
	    map, "accounting_until", false, reading->diag, &closed->accounting);
	yaml_field_date(map, "vat_until", false, reading->diag, &closed->vat);
	read_either(reading, map, "vat_free", false,
	    (const char *const[]){ "refuse", "move" }, &closed->move);
}

/* How fine the vouchers of each kind are. */
static void
read_vouchers(struct reading *reading)
{
	static const char *const grain[] = { "detail", "day", "month" };
	const struct yaml_node *map;
	size_t choice;
	int kind;

	map = yaml_field_map(reading->root, "vouchers", false, reading->diag);
	yaml_check_keys(
	    map, voucher_kind_words, VOUCHER_KIND_COUNT, reading->diag);
	for (kind = 0; kind < VOUCHER_KIND_COUNT; kind++)
		if (yaml_field_choice(map, voucher_kind_words[kind], false,
			reading->diag, grain, COUNT(grain), &choice))
			reading->company->voucher_grain[kind] =
			    (enum voucher_grain)choice;
}

/* Roads that need a class of each kind, by stream: bits of enum road. */
#define ON(road) (1U << (road))
static const struct {
	enum stream stream;
	unsigned roads;
} class_needs[VOUCHER_KIND_COUNT] = {
	[VOUCHER_INVOICE] = { STREAM_INVOICES, ON(ROAD_LEDGER) },
	[VOUCHER_SPLIT] = { STREAM_INVOICES, ON(ROAD_LEDGER) },
	[VOUCHER_DEFERRAL] = { STREAM_DEFERRALS, ON(ROAD_LEDGER) },
	[VOUCHER_RECOGNITION] = { STREAM_DEFERRALS, ON(ROAD_LEDGER) },
	[VOUCHER_PAYMENT] = { STREAM_PAYMENTS, ON(ROAD_LEDGER) },
	[VOUCHER_SETTLEMENT] = { STREAM_PAYMENTS, ON(ROAD_LEDGER) },
	[VOUCHER_REFUND] = { STREAM_PAYMENTS,
	    ON(ROAD_LEDGER) | ON(ROAD_DOCUMENTS) },
	[VOUCHER_LOSS] = { STREAM_PAYMENTS, ON(ROAD_LEDGER) },
	[VOUCHER_EXCHANGE] = { STREAM_PAYMENTS,
	    ON(ROAD_LEDGER) | ON(ROAD_DOCUMENTS) },
	[VOUCHER_BAD_DEBT_VAT] = { STREAM_PAYMENTS,
	    ON(ROAD_LEDGER) | ON(ROAD_DOCUMENTS) },
	[VOUCHER_PAYOUT] = { STREAM_PAYMENTS,
	    ON(ROAD_LEDGER) | ON(ROAD_DOCUMENTS) },
	[VOUCHER_SUPPLIER_INVOICE] = { STREAM_EXPENSES, ON(ROAD_LEDGER) },
	[VOUCHER_SUPPLIER_PAYMENT] = { STREAM_EXPENSES, ON(ROAD_LEDGER) },
};

/* Kinds that the roads need, unless a setting says that none are made. */
static bool
class_is_needed(const struct company *company, enum voucher_kind kind)
{
	const struct company_payments *payments = &company->payments;
	enum road road = company->road[class_needs[kind].stream];

	if ((class_needs[kind].roads & ON(road)) == 0)
		return false;
	if (kind == VOUCHER_SETTLEMENT)
		return !payments->settlements_left_out;
	if (kind == VOUCHER_REFUND)
		return road == ROAD_LEDGER || !payments->refund_is_payment;
	if (kind == VOUCHER_EXCHANGE)
		return payments->rate == PAYMENT_RATE_DATE;
	return kind != VOUCHER_BAD_DEBT_VAT || payments->bad_debt_vat;
}

static void
read_class(struct reading *reading, const struct yaml_node *map,
    enum voucher_kind kind)
{
	const char *word = voucher_kind_words[kind], *text;

	if (!yaml_field_text(map, word, class_is_needed(reading->company, kind),
		reading->diag, &text))
		return;
	if (text[0] == '\0')
		yaml_expected(yaml_get(map, word), reading->diag, "a text");
	free(reading->company->voucher_class[kind]);
	reading->company->voucher_class[kind] = mem_strdup(text);
}

static void
read_classes(struct reading *reading)
{
	const struct yaml_node *map;
	bool needed = false;
	int kind;

	for (kind = 0; kind < VOUCHER_KIND_COUNT; kind++)
		needed |=
		    class_is_needed(reading->company, (enum voucher_kind)kind);
	map = yaml_field_map(yaml_get(reading->root, "netvisor"),
	    "voucher_class", needed, reading->diag);
	yaml_check_keys(
	    map, voucher_kind_words, VOUCHER_KIND_COUNT, reading->diag);
	for (kind = 0; map != NULL && kind < VOUCHER_KIND_COUNT; kind++)
		read_class(reading, map, (enum voucher_kind)kind);
}

void
company_read_events(struct company *company, const struct yaml_node *root,
    struct diag_list *diag)
{
	struct reading reading = { company, root, diag };
	struct company_payments *payments = &company->payments;

	read_payments(&reading);
	payments->bad_debt_vat_set = read_either(&reading, root, "bad_debt_vat",
	    false, (const char *const[]){ "none", "adjust" },
	    &payments->bad_debt_vat);
	read_closed(&reading);
	read_either(&reading, root, "rounding", false,
	    (const char *const[]){ "none", "declared" },
	    &company->rounding_declared);
	read_vouchers(&reading);
	read_classes(&reading);
}
