/* test_sandbox_sums.c - the arithmetic of invoices and their references. */
#include "sandbox_books.h"

#include "sandbox/invoice.h"
#include "sandbox/wire.h"

static struct decimal
number(const char *text)
{
	struct decimal value = { 0, 0 };

	assert_row(wire_decimal(text, &value), text);
	return value;
}

static void
test_lines(void **state)
{
	static const struct {
		const char *quantity, *price, *type, *discount, *vat;
		int64_t net, tax, gross;
	} row[] = {
		{ "1", "100", "net", "0", "25,5", 10000, 2550, 12550 },
		{ "12", "49,90", "net", "10", "25,5", 53892, 13742, 67634 },
		/* Half cents of both signs go away from zero. */
		{ "1", "0,005", "net", "0", "0", 1, 0, 1 },
		{ "-1", "0,005", "net", "0", "0", -1, 0, -1 },
		{ "1", "0,0049", "net", "0", "0", 0, 0, 0 },
		/* net 0,02 (0,0199..); gross 0,02497.. is 0,02. */
		{ "1", "0,0199", "net", "0", "25,5", 2, 0, 2 },
		{ "-3", "33,335", "net", "0", "10", -10001, -1000, -11001 },
		{ "1", "125,50", "gross", "0", "25,5", 10000, 2550, 12550 },
		{ "-1", "0,01", "gross", "0", "25,5", -1, 0, -1 },
		{ "2", "6,275", "gross", "50", "25,5", 500, 128, 628 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(row); i++) {
		struct invoice_line line = { .price_type = row[i].type,
			.quantity = number(row[i].quantity),
			.price = number(row[i].price),
			.discount = number(row[i].discount),
			.vat_percent = number(row[i].vat) };

		assert_row(invoice_reckon_line(&line), row[i].price);
		assert_row(line.net == row[i].net, row[i].price);
		assert_row(line.vat == row[i].tax, row[i].price);
		assert_row(line.gross == row[i].gross, row[i].price);
	}
}

static void
test_too_large(void **state)
{
	struct invoice_line line = { .price_type = "net",
		.quantity = number("1000000000000"),
		.price = number("1"),
		.discount = number("0"),
		.vat_percent = number("0") };

	(void)state;
	assert_false(invoice_reckon_line(&line));
	line.quantity = number("0,000000001");
	line.price_type = "gross";
	line.price = number("0,1");
	assert_false(invoice_reckon_line(&line));
	line.price_type = "net";
	assert_true(invoice_reckon_line(&line));
	assert_int_equal(line.net, 0);
}

static void
test_references(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena);
	assert_string_equal(invoice_reference(&arena, "107"), "1070");
	assert_string_equal(invoice_reference(&arena, "123456"), "1234561");
	assert_string_equal(invoice_reference(&arena, "7"), "0071");
	assert_string_equal(invoice_reference(&arena, "1234567890123456789"),
	    "12345678901234567894");
	arena_release(&arena);
	assert_true(invoice_reference_holds("1070"));
	assert_true(invoice_reference_holds("1009"));
	assert_false(invoice_reference_holds("1071"));
	assert_false(invoice_reference_holds("070"));
	assert_false(invoice_reference_holds("10 70"));
	assert_true(invoice_reference_holds("RF18539007547034"));
	assert_false(invoice_reference_holds("RF19539007547034"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_too_large),
		cmocka_unit_test(test_references),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
