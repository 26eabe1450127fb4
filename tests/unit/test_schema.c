/*
 * test_schema.c - element tables and forms from schema text: what is written
 * follows the schema, and a schema that does not go with the program is a
 * finding (document.schema).
 */
#include "unit.h"

#include "base/buf.h"
#include "base/embed.h"
#include "base/sha256.h"
#include "findings.h"
#include "netvisor/document.h"
#include "netvisor/form.h"
#include "netvisor/request.h"
#include "netvisor/schema.h"
#include "netvisor/xml_reader.h"

#define XS "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">"
#define TYPES                                                                  \
	"<xs:simpleType name=\"short\"><xs:restriction base=\"xs:string\">"    \
	"<xs:maxLength value=\"5\"/></xs:restriction></xs:simpleType>"

static const char common[] = XS TYPES "</xs:schema>";

/* A schema whose only type is this sequence, and the text of its forms. */
#define SCHEMA(sequence)                                                       \
	XS "<xs:include schemaLocation=\"common.xsd\"/>"                       \
	   "<xs:element name=\"root\"><xs:complexType><xs:sequence>" sequence  \
	   "</xs:sequence></xs:complexType></xs:element></xs:schema>"

#define DATE                                                                   \
	"<xs:element name=\"date\"><xs:complexType><xs:simpleContent>"         \
	"<xs:extension base=\"short\"><xs:attribute name=\"format\" "          \
	"type=\"xs:string\"/><xs:attribute name=\"code\" type=\"xs:string\" "  \
	"use=\"required\"/></xs:extension></xs:simpleContent>"                 \
	"</xs:complexType></xs:element>"
#define NAME "<xs:element name=\"name\" type=\"short\" minOccurs=\"0\"/>"
#define ALTERNATIVES                                                           \
	"<xs:element name=\"line\"><xs:complexType><xs:choice>"                \
	"<xs:element name=\"a\" type=\"short\"/>"                              \
	"<xs:element name=\"b\" type=\"short\"/>"                              \
	"</xs:choice></xs:complexType></xs:element>"
#define GROUP                                                                  \
	"<xs:element name=\"group\" minOccurs=\"0\" maxOccurs=\"unbounded\">"  \
	"<xs:complexType><xs:sequence>"                                        \
	"<xs:element name=\"header\" type=\"short\"/>"                         \
	"<xs:element name=\"item\" type=\"xs:string\"/>"                       \
	"</xs:sequence></xs:complexType></xs:element>"

enum slot {
	SLOT_DATE,
	SLOT_CODE,
	SLOT_NAME,
	SLOT_A,
	SLOT_HEADER,
	SLOT_ITEM
};

static const struct form_field fields[] = {
	{ "date", NULL, SLOT_DATE, false },
	{ "date@format", "ansi", FORM_CONSTANT, false },
	{ "date@code", NULL, SLOT_CODE, false },
	{ "name", NULL, SLOT_NAME, false },
	{ "line/a", NULL, SLOT_A, false },
	{ "group/header", NULL, SLOT_HEADER, false },
	{ "group/item", NULL, SLOT_ITEM, false },
};

static struct schema *
parse(const char *text, struct diag_list *diag)
{
	return schema_parse(
	    text, strlen(text), common, sizeof(common) - 1, diag);
}

static void
note_fault(void *context, const struct form_fault *fault)
{
	static const char *const kind[] = { "required", "too-long", "utf-8",
		"xml", "encoding", "large" };

	buf_printf(context, "%s %s; ", kind[fault->kind],
	    fault->element != NULL ? fault->element : "-");
}

/* Write the values that are given in slots' order; NULL: none. */
static void
check_form(const char *text, const char *const values[6], const char *written,
    const char *faults)
{
	struct diag_list *diag = diag_list_new();
	struct schema *schema = parse(text, diag);
	struct form_values set = { .present = 0 };
	struct form_report report;
	struct buf out, seen;
	struct form *form;

	assert_non_null(schema);
	form = form_new(schema, "root", fields, COUNT(fields), diag);
	schema_free(schema);
	assert_non_null(form);
	for (int i = 0; i < 6; i++) {
		if (values[i] != NULL)
			form_set(&set, i, values[i], strlen(values[i]));
	}
	buf_init(&out, BUF_MAX_DEFAULT);
	buf_init(&seen, BUF_MAX_DEFAULT);
	report = (struct form_report){ note_fault, &seen };
	assert_int_equal(form_write(form, &set, ENCODING_UTF8, &out, &report),
	    *faults == '\0');
	assert_string_equal(buf_text(&seen), faults);
	if (*faults == '\0')
		assert_string_equal(buf_text(&out), written);
	buf_release(&out);
	buf_release(&seen);
	form_free(form);
	diag_list_free(diag);
}

static void
test_form(void **state)
{
	const char *const all[6] = { "1.1.", "KO", "Aino", "x<y", "H", "I" };
	const char *const few[6] = { "1.1.", "K\"O", "  ", "x", NULL, NULL };
	const char *const half[6] = { "1.1.", "KO", NULL, "x", "H", NULL };
	const char *const bad[6] = { NULL, "KO", "123456", "\x01", NULL, NULL };
	/* Five characters, though more bytes. */
	const char *const five[6] = { "1.1.", "K",
		"\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4", "x", NULL, NULL };

	(void)state;
	check_form(SCHEMA(DATE NAME ALTERNATIVES GROUP), all,
	    "<root>\n<date format=\"ansi\" code=\"KO\">1.1.</date>\n"
	    "<name>Aino</name>\n<line>\n<a>x&lt;y</a>\n</line>\n<group>\n"
	    "<header>H</header>\n<item>I</item>\n</group>\n</root>\n",
	    "");
	/* Another order in the schema is another order in the text. */
	check_form(SCHEMA(GROUP ALTERNATIVES NAME DATE), all,
	    "<root>\n<group>\n<header>H</header>\n<item>I</item>\n</group>\n"
	    "<line>\n<a>x&lt;y</a>\n</line>\n<name>Aino</name>\n"
	    "<date format=\"ansi\" code=\"KO\">1.1.</date>\n</root>\n",
	    "");
	check_form(SCHEMA(DATE NAME ALTERNATIVES GROUP), few,
	    "<root>\n<date format=\"ansi\" code=\"K&quot;O\">1.1.</date>\n"
	    "<line>\n<a>x</a>\n</line>\n</root>\n",
	    "");
	check_form(SCHEMA(DATE NAME ALTERNATIVES GROUP), five,
	    "<root>\n<date format=\"ansi\" code=\"K\">1.1.</date>\n"
	    "<name>\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4</name>\n"
	    "<line>\n<a>x</a>\n</line>\n</root>\n",
	    "");
	check_form(
	    SCHEMA(DATE NAME ALTERNATIVES GROUP), half, "", "required item; ");
	check_form(SCHEMA(DATE NAME ALTERNATIVES GROUP), bad, "",
	    "required date; too-long name; xml a; ");
}

static void
check_refused(const char *text, const char *findings)
{
	struct diag_list *diag = diag_list_new();
	struct schema *schema = parse(text, diag);
	struct form *form = NULL;

	if (schema != NULL)
		form = form_new(schema, "root", fields, COUNT(fields), diag);
	assert_null(form);
	assert_true(findings_equal(diag, findings));
	schema_free(schema);
	diag_list_free(diag);
}

static void
test_refused(void **state)
{
	(void)state;
	check_refused(SCHEMA(DATE NAME ALTERNATIVES GROUP
			  "<xs:element name=\"new\" type=\"short\"/>"),
	    "0:0 document.schema the schema requires an element that the "
	    "program does not fill: 'new'\n");
	check_refused(SCHEMA(DATE NAME ALTERNATIVES),
	    "0:0 document.schema the schema does not have what the program "
	    "fills: 'group/header'\n");
	check_refused(SCHEMA("<xs:element name=\"date\" type=\"none\"/>"),
	    "0:0 document.schema no type 'none' for element 'date'\n");
	check_refused("<schema>",
	    "1:9 document.schema premature end of data in tag schema line "
	    "1\n");
	check_refused(SCHEMA("<xs:element type=\"short\"/>"),
	    "1:174 document.schema an element without a name\n");
	check_refused(
	    SCHEMA("<xs:element name=\"x\" type=\"short\" minOccurs=\"x\"/>"),
	    "1:197 document.schema not a number\n");
}

static void
test_tables(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct schema *schema = schema_load("accounting.xsd", diag);
	const struct schema_type *type = schema_document(schema);
	const struct schema_element *element;

	(void)state;
	assert_false(diag_failed(diag));
	element = schema_element_find(type, "root");
	element = schema_element_find(element->type, "voucher");
	type = element->type;
	assert_int_equal(type->element_count, 9);
	assert_string_equal(type->element[0].name, "calculationmode");
	assert_int_equal(type->element[3].type->max_length, 255);
	assert_int_equal(type->element[3].min, 0);
	assert_int_equal(type->element[4].min, 1);
	element = schema_element_find(type, "voucherline");
	assert_int_equal(element->max, SCHEMA_UNBOUNDED);
	element = schema_element_find(element->type, "vatpercent");
	assert_int_equal(element->type->attribute_count, 1);
	assert_true(element->type->attribute[0].required);
	assert_null(schema_element_find(type, "none"));
	schema_free(schema);
	assert_null(schema_load("none.xsd", diag));
	assert_true(findings_equal(
	    diag, "0:0 document.schema no schema of that name\n"));
	diag_list_free(diag);
}

/* Every kind's schema compiles, and the kit finds all that it fills. */
static void
test_kinds(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct company company = { .encoding = ENCODING_UTF8 };
	struct document_kit kit;

	(void)state;
	for (unsigned kind = 0; kind < REQUEST_KIND_COUNT; kind++) {
		struct xml_schema *schema = xml_schema_compile(
		    request_schema((enum request_kind)kind), diag);

		assert_non_null(schema);
		xml_schema_free(schema);
	}
	assert_int_equal(document_kit_init(&kit, &company, diag), 0);
	document_kit_release(&kit);
	assert_false(diag_failed(diag));
	assert_null(xml_schema_compile("none.xsd", diag));
	assert_true(diag_failed(diag));
	diag_list_free(diag);
}

/* The version of the rules covers the schemas and the checker's tables. */
static void
test_rule_set(void **state)
{
	static const char *const judging[] = {
		"convert/netvisor/vat_pairs.def",
		"convert/netvisor/schema/common.xsd",
	};
	unsigned char digest[SHA256_SIZE];
	struct sha256 *sha256 = sha256_new();
	char text[SHA256_HEX_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(judging); i++)
		assert_non_null(embed_find(judging[i]));
	for (unsigned i = 0; i < RULE_COUNT; i++) {
		const struct rule *rule = rule_get((enum rule_id)i);
		const char severity = (char)('0' + rule->severity);

		if (strncmp(rule->name, "check.", 6) != 0 &&
		    strncmp(rule->name, "document.", 9) != 0)
			continue;
		sha256_update(sha256, rule->name, strlen(rule->name) + 1);
		sha256_update(sha256, &severity, 1);
		sha256_update(sha256, rule->title, strlen(rule->title) + 1);
		sha256_update(sha256, rule->remedy, strlen(rule->remedy) + 1);
	}
	for (size_t i = 0; i < embed_count(); i++) {
		const struct embedded_file *file = embed_get(i);

		if (strncmp(file->name, "convert/netvisor/", 17) != 0)
			continue;
		sha256_bytes(file->data, file->len, digest);
		sha256_update(sha256, file->name, strlen(file->name) + 1);
		sha256_update(sha256, digest, sizeof(digest));
	}
	sha256_final(sha256, digest);
	sha256_free(sha256);
	assert_string_equal(rule_set_version(), sha256_hex(digest, text));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_form),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_rule_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
