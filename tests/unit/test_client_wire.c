/*
 * test_client_wire.c - what is sent how often: connections that die, servers
 * that are not there, repetitions.
 */
#include "client_setup.h"

/* How a kept connection ends after its second request was read whole. */
static const struct server_step deaths[] = {
	{ .none = true, .then = THEN_CLOSE },
	{ .none = true, .then = THEN_RESET },
	{ .answer = "HTTP/1.", .then = THEN_CLOSE },
	{ .answer = "HTTP/1.1 200 OK\r\n", .then = THEN_CLOSE },
	{ .answer = "HTTP/1.1 200 OK\r\nContent-Length: 107\r\n\r\n<Ro",
	    .then = THEN_RESET },
};

/*
 * libcurl would send such a request again by itself and report success. A
 * body is sent once, and so is a request without one.
 */
static void
test_post_is_never_repeated(void **state)
{
	static const char *const body[] = { BODY, "" };

	(void)state;
	for (size_t i = 0; i < COUNT(deaths) * COUNT(body); i++) {
		const char *sent = body[i % COUNT(body)];
		const struct server_step step[] = { { .answer = ALIVE,
							.then = THEN_KEEP },
			deaths[i / COUNT(body)],
			{ .answer = ALIVE, .then = THEN_KEEP } };
		struct peer *peer = peer_open(step, COUNT(step));
		struct exchange exchange;

		peer_client(peer);
		client_get(peer->client, "first.nv", "", &exchange);
		assert_true(exchange_succeeded(&exchange));
		exchange_release(&exchange);
		peer_post(peer, sent, &exchange);
		server_stop(peer->server);
		assert_int_equal(exchange.end, EXCHANGE_UNKNOWN);
		assert_string_not_equal(exchange.what, "");
		assert_int_equal(peer->server->count, 2);
		assert_int_equal(
		    server_received(peer->server, "POST /accounting.nv"), 1);
		if (sent[0] != '\0')
			assert_int_equal(
			    server_received(peer->server, sent), 1);
		exchange_release(&exchange);
		peer_close(peer);
	}
}

/* A GET is repeated by us, as a new request; never by the library. */
static void
test_get_is_repeated_anew(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(deaths); i++) {
		const struct server_step step[] = { { .answer = ALIVE,
							.then = THEN_KEEP },
			deaths[i], { .answer = ALIVE, .then = THEN_KEEP } };
		struct peer *peer = peer_open(step, COUNT(step));
		struct exchange first, second;

		peer->company.network.retries = 2;
		peer_client(peer);
		client_get(peer->client, "first.nv", "", &first);
		client_get(peer->client, "second.nv", "", &second);
		server_stop(peer->server);
		assert_true(exchange_succeeded(&second));
		assert_int_equal(peer->server->count, 3);
		assert_int_equal(
		    server_received(peer->server, "GET /second.nv"), 2);
		/* The id that was answered went out once. */
		assert_int_equal(
		    server_received(peer->server, second.transaction_id), 1);
		exchange_release(&first);
		exchange_release(&second);
		peer_close(peer);
	}
}

/* A connection that ended while nothing was under way is no harm. */
static void
test_idle_close(void **state)
{
	static const struct server_step step = { .answer = ALIVE,
		.then = THEN_CLOSE };
	struct peer *peer = peer_open(&step, 1);
	struct exchange exchange;

	(void)state;
	peer_client(peer);
	for (int i = 0; i < 3; i++) {
		peer_post(peer, BODY, &exchange);
		assert_true(exchange_succeeded(&exchange));
		exchange_release(&exchange);
		assert_int_equal(sem_wait(&peer->server->closed), 0);
	}
	server_stop(peer->server);
	assert_int_equal(server_received(peer->server, BODY), 3);
	peer_close(peer);
}

/* One connection carries all. */
static void
test_kept(void **state)
{
	static const struct server_step step = { .answer = ALIVE,
		.then = THEN_KEEP };
	struct peer *peer = peer_open(&step, 1);
	struct exchange exchange;
	int connections = -1;

	(void)state;
	peer_client(peer);
	for (int i = 0; i < 4; i++) {
		peer_post(peer, BODY, &exchange);
		assert_true(exchange_succeeded(&exchange));
		exchange_release(&exchange);
	}
	assert_int_equal(sem_getvalue(&peer->server->closed, &connections), 0);
	server_stop(peer->server);
	/* None has ended yet, and the server has one at a time. */
	assert_int_equal(connections, 0);
	assert_int_equal(peer->server->count, 4);
	peer_close(peer);
}

static void
test_refused(void **state)
{
	static const struct server_step step = { .answer = ALIVE };
	struct peer *peer = peer_open(&step, 1);
	struct exchange exchange;

	(void)state;
	/* Its port is nobody's from here on. */
	server_stop(peer->server);
	peer->company.network.retries = 3;
	peer_client(peer);
	client_get(peer->client, "accountlist.nv", "", &exchange);
	assert_int_equal(exchange.end, EXCHANGE_NOT_SENT);
	assert_int_equal(exchange.stop, EXCHANGE_STOP_CONNECT);
	assert_int_equal(peer->waits, 3);
	assert_int_equal(peer->waited, 1 + 2 + 4);
	exchange_release(&exchange);
	peer_post(peer, BODY, &exchange);
	assert_int_equal(exchange.end, EXCHANGE_NOT_SENT);
	assert_int_equal(peer->waits, 3);
	exchange_diagnose(&exchange, "POST accounting.nv", peer->diag);
	assert_true(diag_failed(peer->diag));
	exchange_release(&exchange);
	peer_close(peer);
}

/* How often a GET is sent that always gets the same answer. */
static void
test_repetitions(void **state)
{
	static const struct {
		const char *status;
		const char *headers;
		const char *body;
		size_t times;
		long waited;
	} row[] = {
		{ "200 OK", "", FAILED_BODY("INVALID_DATA :: no"), 1, 0 },
		{ "403 Forbidden", "",
		    FAILED_BODY("SERVICE_ACCESS_ERROR :: no"), 1, 0 },
		{ "401 Unauthorized", "",
		    FAILED_BODY("AUTHENTICATION_FAILED :: no"), 1, 0 },
		{ "200 OK", "", FAILED_BODY("SYSTEM_MAINTANANCE :: yes"), 3,
		    1 + 2 },
		{ "500 Error", "", FAILED_BODY("TECHNICAL_ERROR :: yes"), 3,
		    1 + 2 },
		{ "502 Bad Gateway", "", "<html></html>", 3, 1 + 2 },
		/* As long as is asked for, up to the settings' most. */
		{ "429 Too Many", "Retry-After: 9999\r\n", "", 3, 4 + 4 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct server_step step = { .then = THEN_KEEP };
		struct exchange exchange;
		struct peer *peer;
		char *answer =
		    http_answer(row[i].status, row[i].headers, row[i].body);

		step.answer = answer;
		peer = peer_open(&step, 1);
		peer->company.network.retries = 2;
		peer_client(peer);
		client_get(peer->client, "accountlist.nv", "", &exchange);
		server_stop(peer->server);
		assert_row(peer->server->count == row[i].times, row[i].body);
		assert_row(peer->waited == row[i].waited, row[i].body);
		exchange_release(&exchange);
		peer_close(peer);
		free(answer);
	}
}

static void
stop_now(void *context, const char *what, long milliseconds)
{
	struct peer *peer = context;

	(void)what;
	(void)milliseconds;
	peer->stop = 1;
}

/* A stop ends pauses and repetitions; what is posted is waited for. */
static void
test_stop(void **state)
{
	static const struct server_step step[] = {
		{ .answer = "HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n",
		    .then = THEN_KEEP },
		{ .answer = ALIVE, .then = THEN_KEEP },
	};
	struct peer *peer = peer_open(step, COUNT(step));
	struct exchange exchange;

	(void)state;
	peer->company.network.retries = 20;
	peer->company.network.pause_first = 1000000;
	peer->company.network.pause_most = 1000000;
	peer_client(peer);
	client_on_wait(peer->client, stop_now, peer);
	client_get(peer->client, "accountlist.nv", "", &exchange);
	assert_int_equal(exchange.end, EXCHANGE_UNKNOWN);
	exchange_release(&exchange);
	assert_true(client_stopped(peer->client));
	assert_false(client_pause(peer->client, "GET x", 1000000));
	peer_post(peer, BODY, &exchange);
	assert_true(exchange_succeeded(&exchange));
	exchange_release(&exchange);
	server_stop(peer->server);
	assert_int_equal(peer->server->count, 2);
	peer_close(peer);
}

static void
test_pause_length(void **state)
{
	static const struct server_step step = { .answer = ALIVE };
	static const long expected[] = { 2000, 4000, 8000, 9000, 9000 };
	struct peer *peer = peer_open(&step, 1);

	(void)state;
	server_stop(peer->server);
	peer->company.network.pause_first = 2000;
	peer->company.network.pause_most = 9000;
	peer_client(peer);
	for (size_t i = 0; i < COUNT(expected); i++)
		assert_int_equal(
		    client_pause_length(peer->client, (long)i), expected[i]);
	assert_int_equal(client_pause_length(peer->client, 1000000), 9000);
	peer_close(peer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_post_is_never_repeated),
		cmocka_unit_test(test_get_is_repeated_anew),
		cmocka_unit_test(test_idle_close),
		cmocka_unit_test(test_kept),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_repetitions),
		cmocka_unit_test(test_stop),
		cmocka_unit_test(test_pause_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
