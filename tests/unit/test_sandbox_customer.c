/* test_sandbox_customer.c - customer.nv and dimensionitem.nv. */
#include "sandbox_books.h"

#define CUSTOMER(base)                                                         \
	"<root><customer><customerbaseinformation>" base                       \
	"</customerbaseinformation></customer></root>"

static void
test_add(void **state)
{
	sandbox_answers(*state, resource_customer, "method=add",
	    "<root><customer><customerbaseinformation>"
	    "<internalidentifier>C-2</internalidentifier>"
	    "<externalidentifier>9000001-1</externalidentifier>"
	    "<name>P\xE4iv\xE4 Oy</name><city>Oulu</city>"
	    "<country type=\"ISO-3166\">FI</country>"
	    "<isprivatecustomer>0</isprivatecustomer>"
	    "</customerbaseinformation><customerfinvoicedetails>"
	    "<finvoiceaddress>0037</finvoiceaddress></customerfinvoicedetails>"
	    "<customeradditionalinformation><comment>n</comment>"
	    "<invoicinglanguage>SE</invoicinglanguage>"
	    "</customeradditionalinformation></customer></root>",
	    WORDS("<InsertedDataIdentifier>502</InsertedDataIdentifier>"));
	sandbox_rows(*state,
	    "SELECT code || ' ' || business_id || ' ' || name || ' ' || city"
	    " || ' ' || country || ' ' || finvoice_address || ' ' || comment"
	    " || ' ' || language || ' ' || active || ' ' || changed_at"
	    " FROM customer WHERE key = 502",
	    "C-2 9000001-1 P\xC3\xA4iv\xC3\xA4 Oy Oulu FI 0037 n SE 1 "
	    "2026-11-02T09:05:07\n");
	sandbox_refused(*state, resource_customer, "method=add",
	    CUSTOMER("<internalidentifier>C-2</internalidentifier>"
		     "<name>Other</name>"),
	    "DUPLICATE_DATA", "C-2");
	sandbox_refused(*state, resource_customer, "method=add",
	    CUSTOMER("<internalidentifier>C-3</internalidentifier>"),
	    "INVALID_DATA", "name is required");
	sandbox_refused(*state, resource_customer, "",
	    CUSTOMER("<name>Other</name>"), "INVALID_DATA", "method");
	sandbox_answers(*state, resource_customer, "method=add",
	    CUSTOMER("<internalidentifier type=\"automatic\"/><name>A</name>"),
	    WORDS(">503<"));
	sandbox_answers(*state, resource_customer, "method=ADD",
	    CUSTOMER("<internalidentifier type=\"automatic\"/><name>B</name>"),
	    WORDS(">504<"));
	sandbox_rows(
	    *state, "SELECT code FROM customer WHERE key > 502", "1\n2\n");
}

/* What is given changes, an empty element empties, the rest stays. */
static void
test_edit(void **state)
{
	struct sandbox_answer answer =
	    sandbox_call(*state, resource_customer, "method=edit&id=501",
		"<root><customer><customerbaseinformation>"
		"<name>Kettu Oy</name><streetaddress></streetaddress>"
		"<isactive>0</isactive></customerbaseinformation>"
		"</customer></root>");

	assert_null(answer.code);
	assert_string_equal(buf_text(&answer.content), "");
	sandbox_release(&answer);
	sandbox_rows(*state,
	    "SELECT code || '|' || name || '|' || street || '|' ||"
	    " business_id || '|' || comment || '|' || active FROM customer",
	    "C-1|Kettu Oy||9000000-3|old|0\n");
	sandbox_refused(*state, resource_customer, "method=edit&id=9",
	    CUSTOMER("<name>Other</name>"), "INVALID_DATA",
	    "not found with Netvisor identifier: 9");
	sandbox_refused(*state, resource_customer, "method=edit",
	    CUSTOMER("<name>Other</name>"), "INVALID_DATA", "not found");
	sandbox_refused(*state, resource_customer, "method=edit&id=501",
	    CUSTOMER("<name/>"), "INVALID_DATA", "name is required");
	books_exec(
	    *state, "INSERT INTO customer(code, name) VALUES ('C-2', 'x')");
	sandbox_refused(*state, resource_customer, "method=edit&id=501",
	    CUSTOMER("<internalidentifier>C-2</internalidentifier>"),
	    "DUPLICATE_DATA", "C-2");
}

/* Dimensions that are not there are made, unless that is forbidden. */
static void
test_customer_dimensions(void **state)
{
	static const char body[] =
	    "<root><customer><customerbaseinformation><name>D</name>"
	    "</customerbaseinformation><customerdimensiondetails><dimension>"
	    "<dimensionname>Uusi</dimensionname><dimensionitem>Ensi"
	    "</dimensionitem></dimension></customerdimensiondetails>"
	    "</customer></root>";

	sandbox_refused(*state, resource_customer,
	    "method=add&useonlyexistingdimensions=1", body, "INVALID_DATA",
	    "Dimension item not found: Uusi Ensi");
	sandbox_answers(
	    *state, resource_customer, "method=add", body, WORDS(">502<"));
	sandbox_answers(*state, resource_customer,
	    "method=add&useonlyexistingdimensions=1", body, WORDS(">503<"));
}

#define DIMENSION(header, rest)                                                \
	"<root><dimensionitem><name>" header "</name>" rest                    \
	"</dimensionitem></root>"

static void
test_dimension(void **state)
{
	struct sandbox_answer answer =
	    sandbox_call(*state, resource_dimensionitem, "method=add",
		DIMENSION("Tuotelinja", "<item>Tuki</item>"));

	assert_null(answer.code);
	assert_string_equal(buf_text(&answer.content), "");
	sandbox_release(&answer);
	sandbox_refused(*state, resource_dimensionitem, "method=add",
	    DIMENSION("Tuotelinja", "<item>Tuki</item>"), "DUPLICATE_DATA",
	    "Tuki");
	sandbox_refused(*state, resource_dimensionitem, "method=add",
	    DIMENSION("None", "<item>Tuki</item>"), "INVALID_DATA",
	    "Dimension name not found: None");
	sandbox_refused(*state, resource_dimensionitem, "method=add",
	    DIMENSION("Tuotelinja", "<item>New</item><fatherid>0</fatherid>"
				    "<fatheritem>None</fatheritem>"),
	    "INVALID_DATA", "Dimension item not found: None");
	sandbox_refused(*state, resource_dimensionitem, "",
	    DIMENSION("Tuotelinja", "<item>New</item>"), "INVALID_DATA",
	    "method");
	sandbox_answers(*state, resource_dimensionitem, "method=edit",
	    DIMENSION("Tuotelinja", "<item>Apu</item><olditem>Tuki</olditem>"
				    "<ishidden>True</ishidden>"),
	    NO_WORDS);
	sandbox_refused(*state, resource_dimensionitem, "method=edit",
	    DIMENSION("Tuotelinja", "<item>Apu</item><olditem>Tuki</olditem>"),
	    "INVALID_DATA", "Dimension item not found: Tuki");
	sandbox_refused(*state, resource_dimensionitem, "method=edit",
	    DIMENSION("Tuotelinja", "<item>SaaS</item><olditem>Apu</olditem>"),
	    "DUPLICATE_DATA", "SaaS");
	sandbox_rows(*state,
	    "SELECT name || hidden || made_by FROM dimension_item ORDER BY key",
	    "SaaS0fixture\nApu1dimensionitem\n");
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(                                       \
	    name, sandbox_books_setup, sandbox_books_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_add),
		TEST(test_edit),
		TEST(test_customer_dimensions),
		TEST(test_dimension),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
