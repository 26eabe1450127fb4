/*
 * client_setup.h - a company, invented keys and a client for tests that speak
 * with a scripted server.
 */
#ifndef TESTS_UNIT_CLIENT_SETUP_H
#define TESTS_UNIT_CLIENT_SETUP_H

#include "base/diag.h"
#include "findings.h"
#include "mapping/company.h"
#include "netvisor/client.h"
#include "netvisor/credentials.h"
#include "scripted_server.h"

#define OK_BODY                                                                \
	"<Root><ResponseStatus><Status>OK</Status>"                            \
	"<TimeStamp>31.10.2026 10:15:31</TimeStamp></ResponseStatus></Root>"
#define FAILED_BODY(text)                                                      \
	"<Root><ResponseStatus><Status>FAILED</Status><Status>" text           \
	"</Status></ResponseStatus></Root>"

/* Answers in full and keeps the connection. */
#define ALIVE "HTTP/1.1 200 OK\r\nContent-Length: 107\r\n\r\n" OK_BODY

#define BODY "<root><voucher>only once</voucher></root>"

/* A fixed time: Sat, 31 Oct 2026 10:00:00 GMT. */
#define NOW INT64_C(1793440800)

static const struct credentials test_credentials = {
	.customer_id = "TEST_CUSTOMER_1",
	.customer_key = "7cd680e89e880553358bc07cd28b0ee2",
	.partner_id = "TEST_PARTNER_1",
	.partner_key = "07f94228d149a96b2f25e3edad55096e",
};
static const struct clock fixed_clock = { .fixed = true, .seconds = NOW };

/* What a test speaks through. */
struct peer {
	struct server *server;
	struct company company;
	struct client *client;
	struct diag_list *diag;
	volatile sig_atomic_t stop;
	long waits; /* how often client_on_wait's function was called */
	long waited;
};

static inline void
peer_wait(void *context, const char *what, long milliseconds)
{
	struct peer *peer = context;

	assert_true(
	    strncmp(what, "GET ", 4) == 0 || strncmp(what, "POST ", 5) == 0);
	peer->waits++;
	peer->waited += milliseconds;
}

/* Settings of a company whose Netvisor is at url (kept by the caller). */
static inline void
company_at(struct company *company, char *url)
{
	static char sender[] = "fenvoy test", language[] = "EN";
	static char business_id[] = "9127764-5";

	memset(company, 0, sizeof(*company));
	company->host = url;
	company->business_id = business_id;
	company->network.sender = sender;
	company->network.language = language;
	company->network.reply_limit = 4096;
	company->network.connect_wait = 5000;
	company->network.reply_wait = 60000;
	company->network.pause_first = 1;
	company->network.pause_most = 4;
}

static inline void
peer_client(struct peer *peer)
{
	peer->client = client_new(&peer->company, &test_credentials,
	    &fixed_clock, &peer->stop, peer->diag);
	assert_non_null(peer->client);
	client_on_wait(peer->client, peer_wait, peer);
}

/* Server and client; change peer.company.network before the first request. */
static inline struct peer *
peer_open(const struct server_step *step, size_t count)
{
	struct peer *peer = mem_calloc(1, sizeof(*peer));

	peer->server = server_start(step, count);
	company_at(&peer->company,
	    mem_printf("http://127.0.0.1:%d", peer->server->port));
	peer->diag = diag_list_new();
	return peer;
}

static inline void
peer_close(struct peer *peer)
{
	client_free(peer->client);
	server_free(peer->server);
	free(peer->company.host);
	diag_list_free(peer->diag);
	free(peer);
}

static inline void
peer_post(struct peer *peer, const char *body, struct exchange *ret)
{
	const struct client_post post = { .resource = "accounting.nv",
		.query = "",
		.content_type = "text/xml; charset=us-ascii",
		.transaction_id = "5f0c2a9e-6c1b-4a55-9d0e-1f2a3b4c5d6e",
		.body = body,
		.body_len = strlen(body) };

	client_post(peer->client, &post, ret);
}

/* A whole HTTP answer; the caller frees. */
static inline char *
http_answer(const char *status, const char *headers, const char *body)
{
	return mem_printf("HTTP/1.1 %s\r\n%sContent-Length: %zu\r\n\r\n%s",
	    status, headers, strlen(body), body);
}

#endif
