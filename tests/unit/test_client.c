/* test_client.c - single exchanges: what leaves, what each answer means. */
#include "client_setup.h"

/* The answer to a GET of accountlist.nv with this query, which went well. */
static struct peer *
get_once(const char *query, struct exchange *ret)
{
	static const struct server_step step = { .answer = ALIVE,
		.then = THEN_KEEP };
	struct peer *peer = peer_open(&step, 1);

	peer_client(peer);
	client_get(peer->client, "accountlist.nv", query, ret);
	server_stop(peer->server);
	assert_true(exchange_succeeded(ret));
	assert_int_equal(ret->http_status, 200);
	assert_int_equal(peer->server->count, 1);
	return peer;
}

static void
test_headers(void **state)
{
	static const char *const header[] = {
		"X-Netvisor-Authentication-Sender: fenvoy test\r\n",
		"X-Netvisor-Authentication-CustomerId: TEST_CUSTOMER_1\r\n",
		"X-Netvisor-Authentication-PartnerId: TEST_PARTNER_1\r\n",
		"X-Netvisor-Authentication-Timestamp: 2026-10-31 "
		"10:00:00.000\r\n",
		"X-Netvisor-Authentication-TimestampUnix: 1793440800\r\n",
		"X-Netvisor-Interface-Language: EN\r\n",
		"X-Netvisor-Organisation-ID: 9127764-5\r\n",
		"X-Netvisor-Authentication-MACHashCalculationAlgorithm: "
		"HMACSHA256\r\n",
		"X-Netvisor-Authentication-UseHTTPResponseStatusCodes: 1\r\n",
		"\r\nHost: 127.0.0.1:",
	};
	static const char *const absent[] = { "\r\nExpect", "Accept-Encoding",
		"Authorization", "7cd680e89e88", "07f94228d149" };
	struct exchange exchange;
	struct peer *peer = get_once("", &exchange);

	(void)state;
	for (size_t i = 0; i < COUNT(header); i++)
		assert_row(
		    server_received(peer->server, header[i]) == 1, header[i]);
	for (size_t i = 0; i < COUNT(absent); i++)
		assert_row(
		    server_received(peer->server, absent[i]) == 0, absent[i]);
	exchange_release(&exchange);
	peer_close(peer);
}

/* The MAC is over the address as it was sent. */
static void
test_signed_address(void **state)
{
	struct exchange exchange;
	struct peer *peer = get_once("a=1,2&b=3", &exchange);
	char *url =
	    mem_printf("%s/accountlist.nv?a=1,2&b=3", peer->company.host);
	const struct signing signing = { .url = url,
		.sender = "fenvoy test",
		.language = "EN",
		.organisation = "9127764-5",
		.transaction_id = exchange.transaction_id,
		.milliseconds = NOW * 1000 };
	struct signature signature;
	char *line;

	(void)state;
	assert_int_equal(authentication_sign(&test_credentials, &signing,
			     &signature, peer->diag),
	    0);
	assert_memory_equal(peer->server->request[0],
	    "GET /accountlist.nv?a=1,2&b=3 HTTP/1.1\r\n", 40);
	line = mem_printf("X-Netvisor-Authentication-TransactionId: %s\r\n"
			  "X-Netvisor-Interface-Language",
	    exchange.transaction_id);
	assert_int_equal(server_received(peer->server, line), 1);
	free(line);
	line =
	    mem_printf("X-Netvisor-Authentication-MAC: %s\r\n", signature.mac);
	assert_int_equal(server_received(peer->server, line), 1);
	free(line);
	free(url);
	exchange_release(&exchange);
	peer_close(peer);
}

/* One POST, one answer, one look at what it meant. */
static void
post_once(const char *answer, struct exchange *ret, struct diag_list *diag)
{
	const struct server_step step = { .answer = answer,
		.then = THEN_CLOSE };
	struct peer *peer = peer_open(&step, 1);

	peer_client(peer);
	peer_post(peer, BODY, ret);
	exchange_diagnose(ret, "POST accounting.nv", diag);
	server_stop(peer->server);
	assert_int_equal(server_received(peer->server, BODY), 1);
	assert_int_equal(peer->server->count, 1);
	peer_close(peer);
}

static void
test_unknown(void **state)
{
	static const struct {
		const char *status;
		const char *headers;
		const char *body;
		long http;
		long retry_after;
	} row[] = {
		{ "429 Too Many Requests", "Retry-After: 7\r\n", "slow down",
		    429, 7 },
		{ "500 Internal Server Error", "", "<html>oops</html>", 500,
		    0 },
		{ "502 Bad Gateway", "", "<html><body>proxy</body></html>", 502,
		    0 },
		{ "200 OK", "Content-Type: text/html\r\n",
		    "<html><body>maintenance</body></html>", 200, 0 },
		{ "200 OK", "", "", 200, 0 },
		{ "302 Found", "Location: http://127.0.0.1:1/elsewhere\r\n", "",
		    302, 0 },
		/* Nobody but Netvisor's edge would say so under a 307. */
		{ "307 Temporary Redirect",
		    "Location: http://127.0.0.1:1/elsewhere\r\n", OK_BODY, 307,
		    0 },
		{ "200 OK", "", "<Root><ResponseStatus><Status>OK</Status>",
		    200, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct diag_list *diag = diag_list_new();
		char *answer =
		    http_answer(row[i].status, row[i].headers, row[i].body);
		struct exchange exchange;
		struct diag_view view;

		post_once(answer, &exchange, diag);
		assert_row(exchange.end == EXCHANGE_UNKNOWN, row[i].status);
		assert_row(exchange.http_status == row[i].http, row[i].status);
		assert_row(
		    exchange.retry_after == row[i].retry_after, row[i].status);
		assert_null(exchange.reply);
		assert_false(exchange_succeeded(&exchange));
		assert_int_equal(diag_kept(diag), 1);
		diag_get(diag, 0, &view);
		assert_string_equal(view.rule->name, "network.answer");
		exchange_release(&exchange);
		diag_list_free(diag);
		free(answer);
	}
}

static const struct {
	const char *status;
	const char *body;
	enum reply_class class;
	const char *found;
} answered[] = {
	{ "200 OK", OK_BODY, REPLY_CLASS_NONE, "" },
	{ "200 OK", FAILED_BODY("INVALID_DATA :: one :: two"),
	    REPLY_CLASS_REFUSED,
	    "0:0 netvisor.refused POST accounting.nv: INVALID_DATA: "
	    "one :: two\n" },
	{ "400 Bad Request", FAILED_BODY("NEW_CODE :: what"),
	    REPLY_CLASS_REFUSED,
	    "0:0 netvisor.refused POST accounting.nv: NEW_CODE: "
	    "what\n" },
	{ "403 Forbidden", FAILED_BODY("SERVICE_ACCESS_ERROR :: no"),
	    REPLY_CLASS_ACCESS,
	    "0:0 access.right POST accounting.nv: these keys may not "
	    "use accounting.nv: no\n" },
	{ "401 Unauthorized",
	    FAILED_BODY("AUTHENTICATION_FAILED :: Integration keys are "
			"not valid"),
	    REPLY_CLASS_AUTHENTICATION,
	    "0:0 access.authentication POST accounting.nv: Integration "
	    "keys are not valid\n" },
	{ "401 Unauthorized",
	    FAILED_BODY("AUTHENTICATION_FAILED :: Authentication "
			"failed. URI method: GET"),
	    REPLY_CLASS_AUTHENTICATION,
	    "0:0 access.authentication POST accounting.nv: "
	    "Authentication failed\n" },
	{ "401 Unauthorized", FAILED_BODY("AUTHENTICATION_FAILED ::"),
	    REPLY_CLASS_AUTHENTICATION,
	    "0:0 access.authentication POST accounting.nv: refused\n" },
	{ "503 Service Unavailable",
	    FAILED_BODY("SYSTEM_MAINTENANCE :: tonight"),
	    REPLY_CLASS_MAINTENANCE,
	    "0:0 network.maintenance POST accounting.nv: tonight\n" },
	{ "500 Internal Server Error", FAILED_BODY("TECHNICAL_ERROR :: oops"),
	    REPLY_CLASS_TECHNICAL,
	    "0:0 netvisor.refused POST accounting.nv: "
	    "TECHNICAL_ERROR: oops\n" },
};

static void
test_answered(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(answered); i++) {
		struct diag_list *diag = diag_list_new();
		char *answer =
		    http_answer(answered[i].status, "", answered[i].body);
		struct exchange exchange;

		post_once(answer, &exchange, diag);
		assert_row(exchange.end == EXCHANGE_ANSWERED, answered[i].body);
		assert_row(reply_class(exchange.reply) == answered[i].class,
		    answered[i].body);
		assert_row(
		    findings_equal(diag, answered[i].found), answered[i].body);
		assert_false(exchange.clock_known);
		exchange_release(&exchange);
		diag_list_free(diag);
		free(answer);
	}
}

/* The text of a refusal repeats what was signed; nothing of it stays. */
static void
test_redacted(void **state)
{
	struct diag_list *diag = diag_list_new();
	char *answer = http_answer("401 Unauthorized", "",
	    FAILED_BODY("AUTHENTICATION_FAILED :: wrong :: "
			"7CD680E89E880553358BC07CD28B0EE2 and "
			"07f94228d149a96b2f25e3edad55096e"));
	struct exchange exchange;
	struct diag_view view;

	(void)state;
	post_once(answer, &exchange, diag);
	assert_int_equal(exchange.end, EXCHANGE_ANSWERED);
	assert_null(strstr(exchange.body, "7CD680"));
	assert_null(strstr(exchange.body, "07f942"));
	diag_get(diag, 0, &view);
	assert_null(strstr(view.text, "7CD680"));
	exchange_release(&exchange);
	diag_list_free(diag);
	free(answer);
}

static void
test_clock_skew(void **state)
{
	static const struct {
		const char *date;
		long ahead;
		const char *found;
	} row[] = {
		{ "Sat, 31 Oct 2026 09:55:00 GMT", 300,
		    "0:0 access.clock POST accounting.nv: refused, and this "
		    "machine's clock is 5 min 0 s ahead of Netvisor's\n" },
		{ "Sat, 31 Oct 2026 12:00:01 GMT", -7201,
		    "0:0 access.clock POST accounting.nv: refused, and this "
		    "machine's clock is 2 h 0 min 1 s behind Netvisor's\n" },
		{ "Sat, 31 Oct 2026 10:01:00 GMT", -60,
		    "0:0 access.authentication POST accounting.nv: no\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct diag_list *diag = diag_list_new();
		char *date = mem_printf("Date: %s\r\n", row[i].date);
		char *answer = http_answer("401 Unauthorized", date,
		    FAILED_BODY("AUTHENTICATION_FAILED :: no"));
		struct exchange exchange;

		post_once(answer, &exchange, diag);
		assert_true(exchange.clock_known);
		assert_int_equal(exchange.clock_ahead, row[i].ahead);
		assert_row(findings_equal(diag, row[i].found), row[i].date);
		exchange_release(&exchange);
		diag_list_free(diag);
		free(answer);
		free(date);
	}
}

/* Nothing but the last byte makes an answer whole. */
static void
test_cut(void **state)
{
	char *answer = http_answer("200 OK", "", OK_BODY);
	size_t len = strlen(answer);
	struct server_step *step = mem_calloc(len + 1, sizeof(*step));
	struct exchange exchange;
	struct peer *peer;

	(void)state;
	for (size_t i = 0; i <= len; i++)
		step[i] = (struct server_step){ .answer = answer,
			.len = i,
			.none = i == 0,
			.then = i % 2 == 0 ? THEN_CLOSE : THEN_RESET };
	step[len].then = THEN_CLOSE;
	peer = peer_open(step, len + 1);
	peer_client(peer);
	for (size_t i = 0; i <= len; i++) {
		peer_post(peer, BODY, &exchange);
		if (exchange.end !=
		    (i < len ? EXCHANGE_UNKNOWN : EXCHANGE_ANSWERED))
			fail_msg("cut after %zu bytes: %d", i, exchange.end);
		exchange_release(&exchange);
		/* The end has arrived before the next one begins. */
		assert_int_equal(sem_wait(&peer->server->closed), 0);
	}
	server_stop(peer->server);
	assert_int_equal(server_received(peer->server, BODY), len + 1);
	peer_close(peer);
	free(step);
	free(answer);
}

static void
test_too_large(void **state)
{
	char body[5001];
	char *answer;
	struct server_step step = { .then = THEN_KEEP };
	struct exchange exchange;
	struct peer *peer;

	(void)state;
	memset(body, ' ', sizeof(body));
	body[5000] = '\0';
	step.answer = answer = http_answer("200 OK", "", body);
	peer = peer_open(&step, 1);
	peer->company.network.retries = 3;
	peer_client(peer);
	client_get(peer->client, "accountlist.nv", "", &exchange);
	server_stop(peer->server);
	assert_int_equal(exchange.end, EXCHANGE_UNKNOWN);
	assert_string_equal(
	    exchange.what, "the answer is larger than netvisor.reply_limit");
	/* It would be as large again. */
	assert_int_equal(peer->server->count, 1);
	exchange_release(&exchange);
	peer_close(peer);
	free(answer);
}

/* A server that takes the request and says nothing. */
static void
test_slow(void **state)
{
	static const struct server_step step = {
		.answer = "", .none = true, .then = THEN_HOLD
	};
	struct peer *peer = peer_open(&step, 1);
	struct exchange exchange;

	(void)state;
	peer->company.network.reply_wait = 1000;
	peer_client(peer);
	peer_post(peer, BODY, &exchange);
	server_stop(peer->server);
	assert_int_equal(exchange.end, EXCHANGE_UNKNOWN);
	assert_int_equal(exchange.http_status, 0);
	assert_int_equal(server_received(peer->server, BODY), 1);
	exchange_release(&exchange);
	peer_close(peer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_headers),
		cmocka_unit_test(test_signed_address),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_answered),
		cmocka_unit_test(test_redacted),
		cmocka_unit_test(test_clock_skew),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_too_large),
		cmocka_unit_test(test_slow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
