/* test_ledger_amounts.c - Netvisor's arithmetic of an invoice line. */
#include "unit.h"

#include "ledger/line_amounts.h"
#include "ledger/run.h"

static struct decimal
decimal(const char *text)
{
	struct decimal decimal = { 0, 0 };

	if (text != NULL)
		assert_int_equal(decimal_parse(text, strlen(text),
				     number_style_plain, &decimal, NULL),
		    NUMBER_OK);
	return decimal;
}

static int64_t
minor(const char *text)
{
	struct money money;

	assert_int_equal(money_parse(text, strlen(text), number_style_plain,
			     currency_euro(), &money, NULL),
	    NUMBER_OK);
	return money.minor;
}

/* Discounts: percent, per quantity, in total; NULL none. */
struct line_case {
	const char *name;
	const char *quantity;
	const char *price;
	const char *discount[3];
	const char *rate;
	const char *net;
	const char *vat;
};

static struct billing_line
make_line(const struct line_case *row, struct line_discount *discount)
{
	struct billing_line line = { .currency = currency_euro() };
	struct decimal value;

	value = decimal(row->quantity);
	line.quantity_units = value.units;
	line.quantity_scale = (uint8_t)value.scale;
	value = decimal(row->price);
	line.price_units = value.units;
	line.price_scale = (uint8_t)value.scale;
	line.has_quantity = row->quantity != NULL && row->price != NULL;
	discount->percentage = decimal(row->discount[0]);
	discount->fixed_per_quantity = decimal(row->discount[1]);
	discount->fixed_total = decimal(row->discount[2]);
	if (row->discount[0] != NULL || row->discount[1] != NULL ||
	    row->discount[2] != NULL)
		line.discount = discount;
	line.net = minor(row->net);
	line.vat = minor(row->vat);
	return line;
}

static const struct {
	struct line_case line;
	bool fits;
	bool flattened;
	const char *text;
} choices[] = {
	{ { "plain", "2", "60.00", { NULL }, "25.5", "120.00", "30.60" }, true,
	    false, "" },
	{ { "percent", "3", "10.00", { "10" }, "25.5", "27.00", "6.89" }, true,
	    false, "" },
	{ { "credit note", "-3", "10.00", { "10" }, "25.5", "-27.00", "-6.89" },
	    true, false, "" },
	/* 1 * 0.005 is half a cent: away from zero, both signs. */
	{ { "half a cent", "1", "0.005", { NULL }, "0", "0.01", "0.00" }, true,
	    false, "" },
	{ { "minus half a cent", "-1", "0.005", { NULL }, "0", "-0.01",
	      "0.00" },
	    true, false, "" },
	{ { "below half", "1", "0.00499", { NULL }, "0", "0.00", "0.00" }, true,
	    false, "" },
	/* Gross comes from the unrounded net: 0.335 * 1.255. */
	{ { "unrounded net", "1", "0.335", { NULL }, "25.5", "0.34", "0.08" },
	    true, false, "" },
	{ { "VAT of the rounded net", "1", "0.335", { NULL }, "25.5", "0.34",
	      "0.09" },
	    true, true, "1 x 0,335" },
	{ { "per quantity", "3", "10.00", { NULL, "1.00" }, "25.5", "27.00",
	      "6.89" },
	    true, true, "3 x (10,00 - 1,00)" },
	{ { "in total", "3", "10.00", { NULL, NULL, "3.00" }, "25.5", "27.00",
	      "6.89" },
	    true, true, "3 x 10,00 - 3,00" },
	{ { "percent that does not fit", "3", "10.00", { "10.5" }, "25.5",
	      "27.00", "6.89" },
	    true, true, "3 x 10,00 - 10,5 %" },
	{ { "negative, flattened", "-3", "10.00", { NULL, "1.00" }, "25.5",
	      "-27.00", "-6.89" },
	    true, true, "-3 x (10,00 - 1,00)" },
	{ { "without quantity", NULL, NULL, { NULL }, "24", "10.00", "2.40" },
	    true, true, "" },
	{ { "quantity zero", "0", "10.00", { NULL }, "24", "0.00", "0.00" },
	    true, true, "0 x 10,00" },
	{ { "free of charge", "1", "10.00", { "100" }, "24", "0.00", "0.00" },
	    true, false, "" },
	{ { "wrong VAT", "3", "10.00", { "10" }, "25.5", "27.00", "6.90" },
	    false, true, NULL },
	{ { "too large", "9000000000000000000", "9000000000", { NULL }, "25.5",
	      "90000000000000000.00", "0.00" },
	    false, true, NULL },
};

static void
test_choose(void **state)
{
	struct line_discount discount;
	struct line_amounts amounts;
	struct billing_line line;
	struct buf text;
	int64_t gross;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(choices); i++) {
		const struct line_case *row = &choices[i].line;
		bool fits;

		line = make_line(row, &discount);
		fits = line_amounts_choose(
		    &line, decimal(row->rate), 0, &amounts, &gross);
		assert_row(fits == choices[i].fits, row->name);
		assert_row(
		    amounts.flattened == choices[i].flattened, row->name);
		if (!fits)
			continue;
		if (amounts.flattened)
			assert_row(amounts.price.units >= 0 &&
				       llabs(amounts.quantity.units) == 1,
			    row->name);
		buf_init(&text, BUF_MAX_DEFAULT);
		line_amounts_text(&text, &line, &amounts);
		assert_row(
		    strcmp(buf_text(&text), choices[i].text) == 0, row->name);
		buf_release(&text);
	}
}

/* With a limit the export's VAT may differ; an exact form comes first. */
static void
test_within(void **state)
{
	static const struct {
		struct line_case line;
		int64_t limit;
		bool fits;
		bool flattened;
		const char *gross;
	} cases[] = {
		{ { "exact", "3", "10.00", { "10" }, "25.5", "27.00", "6.89" },
		    1, true, false, "33.89" },
		{ { "a cent up", "3", "10.00", { "10" }, "25.5", "27.00",
		      "6.90" },
		    1, true, false, "33.89" },
		{ { "a cent down", "-3", "10.00", { "10" }, "25.5", "-27.00",
		      "-6.88" },
		    1, true, false, "-33.89" },
		{ { "two cents", "3", "10.00", { "10" }, "25.5", "27.00",
		      "6.91" },
		    1, false, true, "33.89" },
		{ { "no limit", "3", "10.00", { "10" }, "25.5", "27.00",
		      "6.90" },
		    0, false, true, "33.89" },
		/* Kept is a cent off, flattened is right. */
		{ { "flattened is exact", "1", "0.335", { NULL }, "25.5",
		      "0.34", "0.09" },
		    1, true, true, "0.43" },
		{ { "kept is nearer", "1", "0.335", { NULL }, "25.5", "0.34",
		      "0.07" },
		    1, true, false, "0.42" },
		{ { "a discount of another kind", "3", "10.00",
		      { NULL, "1.00" }, "25.5", "27.00", "6.90" },
		    1, true, true, "33.89" },
	};
	struct line_discount discount;
	struct line_amounts amounts;
	struct billing_line line;
	int64_t gross;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		const char *name = cases[i].line.name;

		line = make_line(&cases[i].line, &discount);
		assert_row(
		    line_amounts_choose(&line, decimal(cases[i].line.rate),
			cases[i].limit, &amounts, &gross) == cases[i].fits,
		    name);
		assert_row(gross == minor(cases[i].gross), name);
		assert_row(amounts.flattened == cases[i].flattened, name);
	}
}

static void
test_text(void **state)
{
	static const struct line_case row = { "period", "2", "1.50",
		{ "12.5", NULL, "0.10" }, "0", "2.00", "0.00" };
	struct line_amounts amounts = { .flattened = true };
	struct line_discount discount;
	struct billing_line line = make_line(&row, &discount);
	struct buf text;

	(void)state;
	line.date_from = (struct short_date){ 2026, 10, 1 };
	line.date_to = (struct short_date){ 2026, 10, 31 };
	buf_init(&text, BUF_MAX_DEFAULT);
	line_amounts_text(&text, &line, &amounts);
	assert_string_equal(
	    buf_text(&text), "1.10.2026-31.10.2026, 2 x 1,50 - 12,5 % - 0,10");
	buf_clear(&text);
	line.date_from = (struct short_date){ 0, 0, 0 };
	amounts.flattened = false;
	line_amounts_text(&text, &line, &amounts);
	assert_string_equal(buf_text(&text), "-31.10.2026");
	buf_release(&text);
}

static void
test_euro(void **state)
{
	static const struct {
		const char *amount;
		const char *rate;
		bool fits;
		int64_t euro;
	} cases[] = {
		{ "1000.00", "11.0000", true, 9091 },
		{ "-1000.00", "11.0000", true, -9091 },
		{ "0.05", "10", true, 1 }, /* half a cent, away from zero */
		{ "-0.05", "10", true, -1 },
		{ "0.04", "10", true, 0 },
		{ "1.00", "0.000000001", true, 100000000000 },
		{ "90000000000000.00", "0.000000001", false, 0 },
	};
	const struct currency *sek = currency_find("SEK", 3);
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct money money = { minor(cases[i].amount), sek };
		int64_t euro = 0;

		assert_row(to_euro(money, decimal(cases[i].rate), &euro) ==
			       cases[i].fits,
		    cases[i].amount);
		assert_row(euro == cases[i].euro, cases[i].amount);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_choose),
		cmocka_unit_test(test_within),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_euro),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
