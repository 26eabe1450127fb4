/*
 * test_reply.c - answers as Netvisor gives them, and as they must not be
 * taken: cut, hostile, foreign.
 */
#include "unit.h"

#include "base/buf.h"
#include "netvisor/reply.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\r\n"
#define OK_BLOCK                                                               \
	"<ResponseStatus>\r\n<Status>OK</Status>\r\n"                          \
	"<TimeStamp>31.1.2026 10:15:31</TimeStamp>\r\n</ResponseStatus>\r\n"
#define OK_WITH(rest) HEAD "<Root>\r\n" OK_BLOCK rest "</Root>\r\n"
#define FAILED(text)                                                           \
	HEAD "<Root><ResponseStatus><Status>FAILED</Status><Status>" text      \
	     "</Status><TimeStamp>31.1.2026 10:15:31</TimeStamp>"              \
	     "</ResponseStatus></Root>"

/* From memory of exactly that size, so that a read beyond it is seen. */
static struct reply *
parse(const char *text, size_t len)
{
	char *copy = len == 0 ? NULL : malloc(len);
	struct reply *reply;

	if (copy != NULL)
		memcpy(copy, text, len);
	reply = reply_parse(copy == NULL ? "" : copy, len);
	free(copy);
	return reply;
}

static void
test_ok(void **state)
{
	static const struct {
		const char *text;
		const char *key;
	} cases[] = {
		{ OK_WITH("<Replies><InsertedDataIdentifier> 8123\r\n"
			  "</InsertedDataIdentifier></Replies>"),
		    "8123" },
		{ OK_WITH(""), NULL },
		{ OK_WITH("<Replies/>"), NULL },
		{ OK_WITH("<Replies><InsertedDataIdentifier/></Replies>"),
		    NULL },
		{ "\xEF\xBB\xBF" OK_WITH(""), NULL },
		{ "\r\n \t\n" OK_WITH(""), NULL },
		{ "\xEF\xBB\xBF\r\n" OK_WITH("<!-- x --><?x y?>") "\r\n\r\n",
		    NULL },
		{ "<ROOT><RESPONSESTATUS><STATUS>ok</STATUS></RESPONSESTATUS>"
		  "<REPLIES><INSERTEDDATAIDENTIFIER>1</INSERTEDDATAIDENTIFIER>"
		  "</REPLIES></ROOT>",
		    "1" },
		{ "<root><responsestatus><status>Ok</status></responsestatus>"
		  "<replies><inserteddataidentifier>2</inserteddataidentifier>"
		  "</replies></root>",
		    "2" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct reply *reply =
		    parse(cases[i].text, strlen(cases[i].text));

		assert_row(reply_state(reply) == REPLY_OK, cases[i].text);
		assert_int_equal(reply_class(reply), REPLY_CLASS_NONE);
		assert_string_equal(reply_code(reply), "");
		assert_string_equal(reply_message(reply), "");
		assert_string_equal(reply_fault(reply), "");
		assert_non_null(reply_root(reply));
		if (cases[i].key == NULL)
			assert_null(reply_inserted_key(reply));
		else
			assert_string_equal(
			    reply_inserted_key(reply), cases[i].key);
		reply_free(reply);
	}
	reply_free(NULL);
}

static const struct {
	const char *text;
	const char *code;
	const char *message;
	enum reply_class class;
} refusals[] = {
	{ FAILED("INVALID_DATA :: Data form incorrect:. VAT &amp; x"),
	    "INVALID_DATA", "Data form incorrect:. VAT & x",
	    REPLY_CLASS_REFUSED },
	{ FAILED("\r\n INVALID_DATA_SIZE  ::  a :: b :: c "),
	    "INVALID_DATA_SIZE", "a :: b :: c", REPLY_CLASS_REFUSED },
	{ FAILED("PERIOD_LOCK :: x"), "PERIOD_LOCK", "x", REPLY_CLASS_LOCKED },
	{ FAILED("DUPLICATE_DATA :: x"), "DUPLICATE_DATA", "x",
	    REPLY_CLASS_DUPLICATE },
	{ FAILED("REQUEST_NOT_UNIQUE :: x"), "REQUEST_NOT_UNIQUE", "x",
	    REPLY_CLASS_NOT_UNIQUE },
	{ FAILED("SERVICE_ACCESS_ERROR :: x"), "SERVICE_ACCESS_ERROR", "x",
	    REPLY_CLASS_ACCESS },
	{ FAILED("SYSTEM_MAINTENANCE :: x"), "SYSTEM_MAINTENANCE", "x",
	    REPLY_CLASS_MAINTENANCE },
	{ FAILED("SYSTEM_MAINTANANCE :: x"), "SYSTEM_MAINTANANCE", "x",
	    REPLY_CLASS_MAINTENANCE },
	{ FAILED("TECHNICAL_ERROR :: x"), "TECHNICAL_ERROR", "x",
	    REPLY_CLASS_TECHNICAL },
	{ FAILED("technical_error :: x"), "technical_error", "x",
	    REPLY_CLASS_TECHNICAL },
	{ FAILED("DATA_FORM_REQUIRED :: x"), "DATA_FORM_REQUIRED", "x",
	    REPLY_CLASS_REFUSED },
	{ FAILED("TECHNICAL_ERROR :: "), "TECHNICAL_ERROR", "",
	    REPLY_CLASS_TECHNICAL },
	{ FAILED("PERIOD_LOCK"), "PERIOD_LOCK", "", REPLY_CLASS_LOCKED },
	{ FAILED("Sales invoice not found with Netvisor identifier: 1"), "",
	    "Sales invoice not found with Netvisor identifier: 1",
	    REPLY_CLASS_REFUSED },
	{ FAILED(""), "", "", REPLY_CLASS_REFUSED },
	{ "<root><responsestatus><status>failed</status>"
	  "</responsestatus></root>",
	    "", "", REPLY_CLASS_REFUSED },
	/* What is echoed of the signed string goes. */
	{ FAILED("AUTHENTICATION_FAILED :: Integration keys are not "
		 "valid"),
	    "AUTHENTICATION_FAILED", "Integration keys are not valid",
	    REPLY_CLASS_AUTHENTICATION },
	{ FAILED("AUTHENTICATION_FAILED :: MAC of GET : "
		 "https://localhost/x.nv&amp;a&amp;b :: 0A"),
	    "AUTHENTICATION_FAILED", "MAC of GET", REPLY_CLASS_AUTHENTICATION },
	{ FAILED("AUTHENTICATION_FAILED :: MAC HTTPS://x :: 0A"),
	    "AUTHENTICATION_FAILED", "MAC", REPLY_CLASS_AUTHENTICATION },
	{ FAILED("AUTHENTICATION_FAILED :: sender&amp;b"),
	    "AUTHENTICATION_FAILED", "sender", REPLY_CLASS_AUTHENTICATION },
	{ FAILED("AUTHENTICATION_FAILED :: MAC :: 0A"), "AUTHENTICATION_FAILED",
	    "MAC", REPLY_CLASS_AUTHENTICATION },
	{ FAILED("AUTHENTICATION_FAILED :: https://x"), "AUTHENTICATION_FAILED",
	    "", REPLY_CLASS_AUTHENTICATION },
};

static void
test_refusals(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refusals); i++) {
		struct reply *reply =
		    parse(refusals[i].text, strlen(refusals[i].text));

		assert_row(
		    reply_state(reply) == REPLY_FAILED, refusals[i].text);
		assert_string_equal(reply_code(reply), refusals[i].code);
		assert_string_equal(reply_message(reply), refusals[i].message);
		assert_int_equal(reply_class(reply), refusals[i].class);
		assert_string_equal(reply_fault(reply), "");
		assert_null(reply_inserted_key(reply));
		reply_free(reply);
	}
}

/* fault NULL: whatever the XML parser says. */
static void
check_unreadable(const char *text, size_t len, const char *fault)
{
	struct reply *reply = parse(text, len);

	assert_row(reply_state(reply) == REPLY_UNREADABLE, text);
	assert_int_equal(reply_class(reply), REPLY_CLASS_NONE);
	assert_string_equal(reply_code(reply), "");
	assert_string_equal(reply_message(reply), "");
	assert_null(reply_root(reply));
	assert_null(reply_inserted_key(reply));
	if (fault == NULL)
		assert_string_not_equal(reply_fault(reply), "");
	else
		assert_string_equal(reply_fault(reply), fault);
	reply_free(reply);
}

static void
test_unreadable(void **state)
{
	static const struct {
		const char *text;
		const char *fault;
	} cases[] = {
		{ "", "the answer is empty" },
		{ "\xEF\xBB\xBF\r\n ", "the answer is empty" },
		{ "Service unavailable", "the answer is not XML" },
		{ "\x4C\x6F\xA7\x94\x93\x40", "the answer is not XML" },
		{ "<!DOCTYPE html><html><body>502</body></html>",
		    "a DOCTYPE is not allowed" },
		{ "<html><body>502</body></html>",
		    "the answer is a page of HTML" },
		{ "<html><body><p>502<br></body></html>", NULL },
		{ "<Root></Root>", "the answer has no status block" },
		{ "<Root><ResponseStatus/></Root>",
		    "the answer has no status block" },
		{ "<Root><Status>OK</Status></Root>",
		    "the answer has no status block" },
		{ "<Root><a><ResponseStatus><Status>OK</Status>"
		  "</ResponseStatus></a></Root>",
		    "the answer has no status block" },
		{ "<Root><ResponseStatus><Status>OKAY</Status>"
		  "</ResponseStatus></Root>",
		    "the answer's status is neither OK nor FAILED" },
		{ "<Root><ResponseStatus><Status/></ResponseStatus></Root>",
		    "the answer's status is neither OK nor FAILED" },
		{ OK_WITH("") "<more/>", NULL },
		{ OK_WITH("") "more", NULL },
		{ HEAD "<!DOCTYPE Root [<!ENTITY e 'OK'>]><Root>"
		       "<ResponseStatus><Status>&e;</Status></ResponseStatus>"
		       "</Root>",
		    "a DOCTYPE is not allowed" },
		{ OK_WITH("<a>&e;</a>"), NULL },
		{ OK_WITH("<a>\xE4</a>"), NULL },
		{ OK_WITH("<a>&#0;</a>"), NULL },
		{ "<?xml version=\"1.0\" encoding=\"UTF-7\"?><Root/>",
		    "the answer's charset is not known" },
		{ "<?xml version='1.0' encoding = 'IBM037' ?><Root/>",
		    "the answer's charset is not known" },
		{ "<?xml version='1.0' encoding='a-charset-of-a-long-name'?>"
		  "<Root/>",
		    "the answer's charset is not known" },
		{ "<?xml version='1.0' encoding='", NULL },
	};
	static const char nul[] = OK_WITH("") "\0";

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check_unreadable(
		    cases[i].text, strlen(cases[i].text), cases[i].fault);
	check_unreadable(nul, sizeof(nul) - 1, "a NUL stands in the answer");
	check_unreadable("<\0R\0/\0>\0", 8, "a NUL stands in the answer");
}

/* A cut answer is no answer, wherever the cut is. */
static void
test_cut(void **state)
{
	static const char *const whole[] = {
		OK_WITH("<Replies><InsertedDataIdentifier>8123"
			"</InsertedDataIdentifier></Replies>\r\n"),
		"\xEF\xBB\xBF" FAILED("INVALID_DATA :: a &amp; \xC3\xA4 :: b"),
		("<root><responsestatus><status>OK</status></responsestatus>"
		 "<a b='c&amp;d'><![CDATA[x]]><!-- y --></a></root>\n\n"),
	};

	(void)state;
	for (size_t i = 0; i < COUNT(whole); i++) {
		const char *last = strrchr(whole[i], '>');
		const size_t end = (size_t)(last + 1 - whole[i]);
		struct reply *reply;

		for (size_t len = 0; len < end; len++)
			check_unreadable(whole[i], len, NULL);
		for (size_t len = end; len <= strlen(whole[i]); len++) {
			reply = parse(whole[i], len);
			assert_int_not_equal(
			    reply_state(reply), REPLY_UNREADABLE);
			reply_free(reply);
		}
	}
}

static void
test_limits(void **state)
{
	struct buf buf;
	struct reply *reply;

	(void)state;
	buf_init(&buf, BUF_MAX_DEFAULT);
	/* The root is the first of the levels. */
	for (int levels = 63; levels <= 64; levels++) {
		buf_clear(&buf);
		buf_puts(&buf, "<Root>" OK_BLOCK);
		for (int i = 0; i < levels; i++)
			buf_puts(&buf, "<a>");
		for (int i = 0; i < levels; i++)
			buf_puts(&buf, "</a>");
		buf_puts(&buf, "</Root>");
		if (levels == 64) {
			check_unreadable(buf.data, buf.len,
			    "elements lie too deep in each other");
		} else {
			reply = parse(buf.data, buf.len);
			assert_int_equal(reply_state(reply), REPLY_OK);
			reply_free(reply);
		}
	}
	buf_clear(&buf);
	for (int i = 0; i < 100000; i++)
		buf_puts(&buf, "<a>");
	check_unreadable(
	    buf.data, buf.len, "elements lie too deep in each other");
	buf_clear(&buf);
	buf_puts(&buf, "<Root>" OK_BLOCK);
	for (int i = 0; i < 4000000; i++)
		buf_puts(&buf, "<a/>");
	buf_puts(&buf, "</Root>");
	check_unreadable(buf.data, buf.len, "there are too many elements");
	buf_release(&buf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ok),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_unreadable),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
