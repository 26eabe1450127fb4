/* test_sandbox_form.c - the forms of messages. */
#include "sandbox_books.h"

#include "sandbox/form.h"
#include "sandbox/message.h"

#define LINE(extra)                                                            \
	"<voucherline><linesum type=\"net\">1,00</linesum>"                    \
	"<accountnumber>1701</accountnumber>"                                  \
	"<vatpercent vatcode=\"NONE\">0</vatpercent>" extra "</voucherline>"
#define VOUCHER(inner) "<root><voucher>" inner "</voucher></root>"
#define HEAD                                                                   \
	"<calculationmode>net</calculationmode>"                               \
	"<voucherdate format=\"ansi\">2026-10-31</voucherdate>"
#define CLASS "<voucherclass>Muut</voucherclass>"
#define TEXT_50 "01234567890123456789012345678901234567890123456789"

static void
check(const struct form *form, const char *body, bool edit, const char *why)
{
	struct message message;
	struct buf text;
	bool fits;

	buf_init(&text, BUF_MAX_DEFAULT);
	assert_row(message_parse(&message, body, strlen(body), &text), body);
	fits = form_check(form, message.root, edit, &text);
	if (fits != (why == NULL))
		fail_msg("%s: %s", body, buf_text(&text));
	if (why != NULL && strstr(buf_text(&text), why) == NULL)
		fail_msg("'%s' not in '%s'", why, buf_text(&text));
	message_release(&message);
	buf_release(&text);
}

static void
test_order(void **state)
{
	const struct form *form = &form_accounting;

	(void)state;
	check(form, VOUCHER(HEAD CLASS LINE("") LINE("")), false, NULL);
	check(form, "<Root><Voucher>" HEAD CLASS LINE("") "</Voucher></Root>",
	    false, NULL);
	check(form,
	    VOUCHER("<voucherdate format=\"ansi\">2026-10-31</voucherdate>"
		    "<calculationmode>net</calculationmode>" CLASS LINE("")),
	    false, "expects 'calculationmode' before 'voucherdate'");
	check(form, VOUCHER(HEAD LINE("") CLASS), false,
	    "expects 'voucherclass'");
	check(form, VOUCHER(HEAD CLASS), false, "expects 'voucherline'");
	check(form, VOUCHER(HEAD CLASS CLASS LINE("")), false,
	    "expects 'voucherline' before 'voucherclass'");
	check(form, VOUCHER(HEAD CLASS LINE("") "<comment>x</comment>"), false,
	    "invalid child element 'comment'");
	check(form, VOUCHER(HEAD CLASS LINE("<what/>")), false,
	    "unknown child element what");
	check(form, VOUCHER(HEAD CLASS "stray" LINE("")), false,
	    "cannot contain text");
	check(form, "<root><vouchers/></root>", false, "unknown child");
	check(form, "<root/>", false, "expects 'voucher'");
	check(form, VOUCHER(HEAD "<voucherclass>M<b/></voucherclass>" LINE("")),
	    false, "cannot contain the element 'b'");
}

static void
test_values(void **state)
{
	static const struct {
		const char *line;
		const char *why;
	} row[] = {
		{ "<linesum>-1.5</linesum><accountnumber>1</accountnumber>",
		    NULL },
		{ "<linesum>1,005</linesum><accountnumber>1</accountnumber>",
		    "'linesum' has the value '1,005'" },
		{ "<linesum>1 000,00</linesum><accountnumber>1</accountnumber>",
		    "'linesum' has the value" },
		{ "<linesum/><accountnumber>1</accountnumber>",
		    "'linesum' must not be empty" },
		{ "<linesum>1</linesum><accountnumber> </accountnumber>",
		    "'accountnumber' must not be empty" },
		{ "<linesum type=\"both\">1</linesum>"
		  "<accountnumber>1</accountnumber>",
		    "'both' that is not one of its values" },
		{ "<linesum mode=\"net\">1</linesum>"
		  "<accountnumber>1</accountnumber>",
		    "attribute 'mode' of the element 'linesum' is unknown" },
		{ "<linesum>1</linesum><accountnumber>1</accountnumber>"
		  "<vatpercent vatcode=\"komy\">0</vatpercent>",
		    "'komy' that is not one of its values" },
		{ "<linesum>1</linesum><accountnumber>1</accountnumber>"
		  "<accountdimension>x</accountdimension>",
		    "attribute 'type' of the element 'accountdimension' is "
		    "required" },
		{ "<linesum>1</linesum><accountnumber>1</accountnumber>"
		  "<dimension><dimensionname>" TEXT_50 "x</dimensionname>"
		  "<dimensionitem>i</dimensionitem></dimension>",
		    "'dimensionname' is longer than 50 characters" },
		{ "<linesum>1</linesum><accountnumber>1</accountnumber>"
		  "<dimension><dimensionname>\xC3\xA4" TEXT_50
		  "</dimensionname>"
		  "<dimensionitem>i</dimensionitem></dimension>",
		    "'dimensionname' is longer than 50 characters" },
	};
	char body[2048];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(row); i++) {
		(void)snprintf(body, sizeof(body),
		    VOUCHER(HEAD CLASS "<voucherline>%s</voucherline>"),
		    row[i].line);
		check(&form_accounting, body, false, row[i].why);
	}
}

static void
test_heads(void **state)
{
	(void)state;
	check(&form_accounting,
	    VOUCHER("<calculationmode>gros</calculationmode>"
		    "<voucherdate>2026-10-31</voucherdate>" CLASS LINE("")),
	    false, "'calculationmode' has the value 'gros'");
	check(&form_accounting,
	    VOUCHER("<calculationmode>net</calculationmode>"
		    "<voucherdate>2026-02-29</voucherdate>" CLASS LINE("")),
	    false, "'voucherdate' has the value '2026-02-29'");
	check(&form_accounting,
	    VOUCHER("<calculationmode>net</calculationmode>"
		    "<voucherdate>31.10.2026</voucherdate>" CLASS LINE("")),
	    false, "'voucherdate' has the value");
	check(&form_accounting,
	    VOUCHER(HEAD "<number>1234567890</number>" CLASS LINE("")), false,
	    "'number' has the value");
}

static void
test_edit(void **state)
{
	static const char body[] =
	    "<root><customer><customerbaseinformation><name/>"
	    "<isactive/></customerbaseinformation></customer></root>";

	(void)state;
	check(&form_customer, body, true, NULL);
	check(&form_customer,
	    "<root><customer><customerbaseinformation>"
	    "<country>FIN</country></customerbaseinformation></customer>"
	    "</root>",
	    true, "'country' is longer than 2 characters");
	check(&form_dimensionitem,
	    "<root><dimensionitem><name>T</name><item></item></dimensionitem>"
	    "</root>",
	    false, "'item' must not be empty");
	check(&form_salesinvoicebatch,
	    "<root><salesinvoicebatch><items/></salesinvoicebatch></root>",
	    false, "expects 'item'");
	check(&form_salesinvoicebatch,
	    "<root><salesinvoicebatch><items><item>"
	    "<identifier>" TEXT_50 "1</identifier><itemdata/></item></items>"
	    "</salesinvoicebatch></root>",
	    false, "'identifier' is longer than 50 characters");
	check(&form_salesinvoicebatch,
	    "<root><salesinvoicebatch><items><item><identifier>a</identifier>"
	    "<itemdata><anything/></itemdata></item></items>"
	    "</salesinvoicebatch></root>",
	    false, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_heads),
		cmocka_unit_test(test_edit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
