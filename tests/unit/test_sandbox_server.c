/* test_sandbox_server.c - the sandbox over a socket: heads and registers. */
#include "unit.h"

#include "sandbox_server.h"

static int
setup(void **state)
{
	struct sandbox_options options;

	defaults(&options);
	*state = start(&options);
	return 0;
}

static int
teardown(void **state)
{
	sandbox_stop(*state);
	return 0;
}

/* Which header says what, and what the server says to that. */
#define AT(member) offsetof(struct sandbox_said, member)
static const struct {
	size_t at;
	const char *value;
	const char *text;
} heads[] = {
	{ AT(sender), NULL, "X-Netvisor-Authentication-Sender is missing" },
	{ AT(customer_id), NULL, "CustomerId is missing" },
	{ AT(partner_id), NULL, "PartnerId is missing" },
	{ AT(timestamp), NULL, "Authentication-Timestamp is missing" },
	{ AT(unix_time), NULL, "TimestampUnix is missing" },
	{ AT(transaction_id), NULL, "TransactionId is missing" },
	{ AT(language), NULL, "puuttuu" },
	{ AT(organisation), NULL, "Organisation-ID is missing" },
	{ AT(algorithm), NULL, "MACHashCalculationAlgorithm is missing" },
	{ AT(mac), NULL, "Authentication-MAC is missing" },
	{ AT(algorithm), "SHA256", "algorithm SHA256 is not supported" },
	{ AT(language), "SV", "Kieli SV on tuntematon" },
	{ AT(timestamp), "2026-11-25T10:00:00.000", "is not of the form" },
	{ AT(timestamp), "2020-01-01 00:00:00.000", "do not agree" },
	{ AT(unix_time), "12a", "is not a number of seconds" },
	{ AT(partner_id), "nobody",
	    "partner not found with identifier: nobod" },
	{ AT(customer_id), "nobody", "keys are not valid: nobody" },
	{ AT(organisation), "1967543-8", "Organisation not found" },
	{ AT(customer_key), "x", "MAC calculated from: http://127.0.0.1:" },
	{ AT(partner_key), "x",
	    SANDBOX_CUSTOMER_KEY "&amp;" SANDBOX_PARTNER_KEY " :: " },
	{ AT(mac), "00", "URI method: GET http://127.0.0.1:" },
};

static void
test_heads(void **state)
{
	for (size_t i = 0; i < COUNT(heads); i++) {
		struct sandbox_said said;

		sandbox_said_init(&said);
		memcpy((char *)&said + heads[i].at, &heads[i].value,
		    sizeof(heads[i].value));
		expect(sandbox_call_as(
			   &said, sandbox_url(*state), "GET", LIST, NULL),
		    401, heads[i].text);
	}
}

static void
test_clock(void **state)
{
	static const struct {
		long ahead;
		int status;
		const char *text;
	} clocks[] = {
		{ 280, 200, "<Customerlist>" },
		{ -280, 200, "<Customerlist>" },
		{ 330, 401, "too far from the server's time" },
		{ -330, 401, "too far from the server's time" },
	};

	for (size_t i = 0; i < COUNT(clocks); i++) {
		struct sandbox_said said;

		sandbox_said_init(&said);
		sandbox_said_time(&said, clocks[i].ahead);
		expect(sandbox_call_as(
			   &said, sandbox_url(*state), "GET", LIST, NULL),
		    clocks[i].status, clocks[i].text);
	}
}

/* Without the header that asks for codes every status is 200. */
static void
test_status_codes(void **state)
{
	struct sandbox_said said;

	sandbox_said_init(&said);
	said.status_codes = NULL;
	said.partner_id = "nobody";
	said.language = "SE";
	expect(sandbox_call_as(&said, sandbox_url(*state), "GET", LIST, NULL),
	    200,
	    "<Status>FAILED</Status>\r\n<Status>AUTHENTICATION_FAILED :: "
	    "Integrationspartnern hittas inte");
}

static void
test_resources(void **state)
{
	call_expect(*state, "/nothing.nv", 400, "nothing.nv does not exist");
	call_expect(*state, "/accounting.nv", 400, "does not allow the method");
	call_expect(
	    *state, "/CustomerList.NV?KeyWord=zzz", 200, "<Customerlist />");
	call_expect(*state, LIST "?keyword=%4Bettu", 200, "<Code>10001</Code>");
	call_expect(*state, LIST "?customercodelist=10001,1", 200,
	    "teisasiakas</Name>");
	call_expect(*state, LIST "?changedsince=yesterday", 400,
	    "changedsince has a wrong value: yesterday");
	call_expect(*state, "/dimensionlist.nv?showhidden=1", 200,
	    "<Name>Levyt</Name>\r\n<IsHidden>True</IsHidden>");
	call_expect(*state, "/getcustomer.nv?idlist=501,999,502", 200,
	    "<Customers>\r\n<Customer>");
	call_expect(*state, "/getcustomer.nv?id=999", 400,
	    "Customer not found with Netvisor identifier: 999");
	call_expect(*state, "/getcustomer.nv", 400, "Parameter id is missing");
	call_expect(*state, "/accountbalance.nv", 400, "balancedates is miss");
	call_expect(*state,
	    "/accountbalance.nv?netvisorkeylist=41&balancedates=2026-08-31",
	    200, "<Balance>-271120,00</Balance>");
	call_expect(*state,
	    "/accountbalance.nv?netvisorkey=41&balancedates=2026-08-30", 200,
	    "<Balance>0,00</Balance>");
	call_expect(*state, "/vouchertypelist.nv", 200,
	    "<Accruals>\r\n<NetvisorKey>7</NetvisorKey>");
	call_expect(*state, "/accountlist.nv", 200,
	    "<SalesReceivables>1701</SalesReceivables>");
	call_expect(*state, "/accountingperiodlist.nv", 200,
	    "<BeginDate format=\"ansi\">1.1.2025</BeginDate>");
}

static void
test_envelope(void **state)
{
	struct sandbox_reply reply =
	    sandbox_call(sandbox_url(*state), "GET", LIST, NULL);
	static const char head[] =
	    "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\r\n"
	    "<Root>\r\n<ResponseStatus>\r\n<Status>OK</Status>\r\n<TimeStamp>";

	assert_memory_equal(reply.body, head, sizeof(head) - 1);
	assert_non_null(strstr(
	    reply.all.data, "Content-Type: text/html; charset=utf-8\r\n"));
	assert_non_null(strstr(reply.all.data, " GMT\r\n"));
	sandbox_reply_release(&reply);
}

static void
test_id_is_unique(void **state)
{
	struct sandbox_said said;

	sandbox_said_init(&said);
	expect(sandbox_call_as(&said, sandbox_url(*state), "GET", LIST, NULL),
	    200, "OK");
	expect(sandbox_call_as(&said, sandbox_url(*state), "GET", LIST, NULL),
	    400, "REQUEST_NOT_UNIQUE :: ");
}

/* Two requests over one connection. */
static void
test_keep_alive(void **state)
{
	struct sandbox_said said;
	struct sandbox_reply reply;
	struct buf out;
	char *close_line;

	buf_init(&out, BUF_MAX_DEFAULT);
	sandbox_said_init(&said);
	sandbox_put_request(
	    &out, &said, sandbox_url(*state), "GET", LIST, NULL);
	close_line = strstr(out.data, "Connection: close\r\n");
	memcpy(close_line, "Connection: alive\r\n", 19);
	sandbox_said_init(&said);
	sandbox_put_request(&out, &said, sandbox_url(*state), "GET",
	    "/vouchertypelist.nv", NULL);
	reply = sandbox_exchange(sandbox_url(*state), out.data, out.len);
	assert_non_null(strstr(reply.body, "</Customerlist>"));
	assert_non_null(strstr(reply.body, "</VoucherTypeList>"));
	sandbox_reply_release(&reply);
	buf_release(&out);
}

static void
test_large_body(void **state)
{
	size_t len = (size_t)10 * 1024 * 1024 + 1;
	char *body = mem_calloc(len + 1, 1);

	memset(body, ' ', len);
	expect(sandbox_call(sandbox_url(*state), "POST", ITEM, body), 400,
	    "INVALID_DATA_SIZE :: ");
	body[len - 1] = '\0';
	expect(sandbox_call(sandbox_url(*state), "POST", ITEM, body), 400,
	    "INVALID_DATA :: ");
	free(body);
}

/* What a request made the server repeat must not spoil the answer's XML. */
static void
test_echo(void **state)
{
	expect(sandbox_call(sandbox_url(*state), "GET",
		   "/getcustomer.nv?id=%FF%01%C3%A4%EF%BF%BE%ED%A0%80", NULL),
	    400, "has a wrong value: ?\?\xC3\xA4?\?\?\?</Status>");
}

/*
 * The bytes D6 A4 are U+05A4 in UTF-8 and two letters of ISO 8859-15: what
 * Content-Type says decides.
 */
static void
test_charset(void **state)
{
	static const char item[] =
	    "<root><dimensionitem><name>Tuotelinja</name>"
	    "<item>\xD6\xA4</item></dimensionitem></root>";
	static const char *const type[] = { "utf-8", "ISO-8859-15" };
	static const char *const word[] = { "<Name>\xD6\xA4</Name>",
		"<Name>\xC3\x96\xE2\x82\xAC</Name>" };
	struct sandbox_said said;
	struct buf out;

	for (size_t i = 0; i < 2; i++) {
		buf_init(&out, BUF_MAX_DEFAULT);
		sandbox_said_init(&said);
		sandbox_put_request(&out, &said, sandbox_url(*state), "POST",
		    "/dimensionitem.nv?method=add", "");
		out.len = (size_t)(strstr(out.data, "Content-Type") - out.data);
		buf_printf(&out,
		    "Content-Type: text/xml; charset=%s\r\n"
		    "Content-Length: %zu\r\nConnection: close\r\n\r\n%s",
		    type[i], strlen(item), item);
		expect(sandbox_exchange(sandbox_url(*state), out.data, out.len),
		    200, "OK");
		buf_release(&out);
		expect(sandbox_call(sandbox_url(*state), "GET",
			   "/dimensionlist.nv", NULL),
		    200, word[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_heads),
		cmocka_unit_test(test_clock),
		cmocka_unit_test(test_status_codes),
		cmocka_unit_test(test_resources),
		cmocka_unit_test(test_envelope),
		cmocka_unit_test(test_id_is_unique),
		cmocka_unit_test(test_keep_alive),
		cmocka_unit_test(test_large_body),
		cmocka_unit_test(test_echo),
		cmocka_unit_test(test_charset),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
