/*
 * test_client_host.c - whom the client speaks with, and that nothing but
 * company.yaml decides it.
 */
#include <stdlib.h>

#include "client_setup.h"
#include "unit_files.h"

/* Plain http is for this machine, https for the others. */
static void
test_hosts(void **state)
{
	static const struct {
		const char *host;
		bool allowed;
	} row[] = {
		{ "https://isvapi.netvisor.fi", true },
		{ "http://localhost:8080", true },
		{ "http://[::1]:8080", true },
		{ "http://127.0.0.1", true },
		{ "http://isvapi.netvisor.fi", false },
		{ "http://127.0.0.1.example", false },
		{ "http://localhost.example:80", false },
		{ "http://localhost:80@example", false },
		{ "ftp://127.0.0.1", false },
		{ "127.0.0.1", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct diag_list *diag = diag_list_new();
		char *host = mem_strdup(row[i].host);
		struct company company;
		struct client *client;

		company_at(&company, host);
		client = client_new(
		    &company, &test_credentials, &fixed_clock, NULL, diag);
		assert_row((client != NULL) == row[i].allowed, row[i].host);
		assert_row(diag_failed(diag) != row[i].allowed, row[i].host);
		client_free(client);
		free(host);
		diag_list_free(diag);
	}
}

/* Neither a proxy nor keys come from the environment or the home. */
static void
test_environment(void **state)
{
	static const struct server_step step = { .answer = ALIVE,
		.then = THEN_KEEP };
	static const char netrc[] =
	    "machine 127.0.0.1 login somebody password something\n"
	    "default login somebody password something\n";
	static const char *const name[] = { "http_proxy", "https_proxy",
		"all_proxy", "ALL_PROXY" };
	struct peer *peer = peer_open(&step, 1);
	char *path = path_join(*state, ".netrc");
	struct exchange exchange;

	file_put(path, netrc, sizeof(netrc) - 1);
	free(path);
	assert_int_equal(setenv("HOME", *state, 1), 0);
	for (size_t i = 0; i < COUNT(name); i++)
		assert_int_equal(setenv(name[i], "http://127.0.0.1:9", 1), 0);
	peer_client(peer);
	peer_post(peer, BODY, &exchange);
	server_stop(peer->server);
	assert_true(exchange_succeeded(&exchange));
	assert_int_equal(server_received(peer->server, "Authorization"), 0);
	exchange_release(&exchange);
	for (size_t i = 0; i < COUNT(name); i++)
		assert_int_equal(unsetenv(name[i]), 0);
	peer_close(peer);
}

/* The company's proxy is asked for a tunnel and told nothing else. */
static void
test_proxy(void **state)
{
	static const struct server_step step = {
		.answer = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
		.then = THEN_CLOSE
	};
	static char host[] = "https://netvisor.invalid";
	struct peer *peer = peer_open(&step, 1);
	char *proxy = peer->company.host;
	struct exchange exchange;

	(void)state;
	peer->company.host = host;
	peer->company.network.proxy = proxy;
	assert_int_equal(setenv("no_proxy", "*", 1), 0);
	peer_client(peer);
	peer_post(peer, BODY, &exchange);
	server_stop(peer->server);
	assert_int_equal(unsetenv("no_proxy"), 0);
	assert_int_equal(exchange.end, EXCHANGE_NOT_SENT);
	assert_int_equal(exchange.stop, EXCHANGE_STOP_CONNECT);
	assert_int_equal(peer->server->count, 1);
	assert_int_equal(server_received(peer->server,
			     "CONNECT netvisor.invalid:443 HTTP/1.1\r\n"),
	    1);
	assert_int_equal(server_received(peer->server, "X-Netvisor"), 0);
	exchange_release(&exchange);
	peer->company.host = proxy;
	peer_close(peer);
}

/* A server that does not speak TLS is told nothing. */
static void
test_no_tls(void **state)
{
	static const struct server_step step = {
		.answer = "HTTP/1.1 400 Bad Request\r\n\r\n",
		.blind = true,
		.then = THEN_CLOSE
	};
	struct peer *peer = peer_open(&step, 1);
	char *plain = peer->company.host;
	struct exchange exchange;

	(void)state;
	peer->company.host =
	    mem_printf("https://127.0.0.1:%d", peer->server->port);
	peer->company.network.retries = 3;
	peer_client(peer);
	client_get(peer->client, "accountlist.nv", "", &exchange);
	server_stop(peer->server);
	assert_int_equal(exchange.end, EXCHANGE_NOT_SENT);
	assert_int_equal(exchange.stop, EXCHANGE_STOP_TLS);
	assert_int_equal(peer->server->count, 1);
	exchange_release(&exchange);
	free(plain);
	peer_close(peer);
}

/* What is signed must arrive as it was signed. */
static void
test_addresses(void **state)
{
	static const char *const query[] = { "a=b c", "a=#", "a=\xc3\xa4",
		"a=<", "a=\r\nX: y" };
	static const struct server_step step = { .answer = ALIVE };
	struct peer *peer = peer_open(&step, 1);

	(void)state;
	peer_client(peer);
	for (size_t i = 0; i < COUNT(query); i++) {
		struct exchange exchange;

		client_get(peer->client, "a.nv", query[i], &exchange);
		assert_row(exchange.end == EXCHANGE_NOT_SENT, query[i]);
		assert_row(exchange.stop == EXCHANGE_STOP_SIGNING, query[i]);
		exchange_release(&exchange);
	}
	server_stop(peer->server);
	assert_int_equal(peer->server->count, 0);
	peer_close(peer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hosts),
		FOLDER_TEST(test_environment),
		cmocka_unit_test(test_proxy),
		cmocka_unit_test(test_no_tls),
		cmocka_unit_test(test_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
