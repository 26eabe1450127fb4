/*
 * exchange.c - single exchanges with a server, for tests: what the client
 * makes of them. usage: exchange company.yaml URL REQUEST...
 *
 * URL stands in for netvisor.host.
 * A REQUEST is GET:resource[?query] or POST:resource[?query]:FILE; all go over
 * one client, in order. For each a line is printed: how it ended, what stopped
 * it, the HTTP status, Netvisor's code and text; the findings follow on
 * standard error. Status 0 whatever became of the requests, 2 else.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/output.h"
#include "mapping/company.h"
#include "netvisor/client.h"
#include "netvisor/credentials.h"

#define BODY_MAX ((size_t)16 << 20)

static const char *const end_name[] = { "ANSWERED", "NOT-SENT", "UNKNOWN" };
static const char *const stop_name[] = { "-", "NAME", "CONNECT", "TLS",
	"SIGNING", "LOCAL" };

static void
show(const struct exchange *exchange)
{
	const struct reply *reply = exchange->reply;

	printf("%s %s %ld", end_name[exchange->end], stop_name[exchange->stop],
	    exchange->http_status);
	if (exchange->end == EXCHANGE_ANSWERED)
		printf(" %s|%s|%s",
		    reply_state(reply) == REPLY_OK ? "OK" : "FAILED",
		    reply_code(reply), reply_message(reply));
	putchar('\n');
}

static void
post(struct client *client, char *resource, const char *query, char *file,
    struct exchange *ret)
{
	char id[TRANSACTION_ID_MAX];
	struct diag_list *diag = diag_list_new();
	struct client_post post = { .resource = resource,
		.query = query,
		.content_type = "text/xml; charset=us-ascii",
		.transaction_id = transaction_id_make(id) };
	char *body = file_read(file, BODY_MAX, &post.body_len, diag);

	post.body = body;
	client_post(client, &post, ret);
	free(body);
	diag_list_free(diag);
}

/* GET:resource?query or POST:resource?query:FILE; the word is taken apart. */
static void
run(struct client *client, char *word, struct diag_list *diag)
{
	struct exchange exchange;
	char *resource = strchr(word, ':') + 1;
	char *file = strchr(resource, ':');
	char *query = strchr(resource, '?');
	char *label;

	if (file != NULL)
		*file++ = '\0';
	if (query != NULL)
		*query++ = '\0';
	label = mem_printf("%s %s", file != NULL ? "POST" : "GET", resource);
	if (file != NULL)
		post(client, resource, query != NULL ? query : "", file,
		    &exchange);
	else
		client_get(
		    client, resource, query != NULL ? query : "", &exchange);
	show(&exchange);
	exchange_diagnose(&exchange, label, diag);
	exchange_release(&exchange);
	free(label);
}

int
main(int argc, char **argv)
{
	const struct clock clock = { .fixed = false };
	struct diag_list *diag = diag_list_new();
	struct company *company = NULL;
	struct credentials *credentials = NULL;
	struct client *client = NULL;
	struct buf findings;
	int status = 2;

	if (argc > 3)
		company = company_load(argv[1], diag);
	if (company != NULL) {
		free(company->host);
		company->host = mem_strdup(argv[2]);
		credentials =
		    credentials_read(company->network.credentials, diag);
	}
	if (credentials != NULL)
		client = client_new(company, credentials, &clock, NULL, diag);
	for (int i = 3; client != NULL && i < argc; i++) {
		status = 0;
		if (strchr(argv[i], ':') != NULL)
			run(client, argv[i], diag);
	}
	buf_init(&findings, BUF_MAX_DEFAULT);
	diag_write_text(diag, &findings);
	(void)fputs(buf_text(&findings), stderr);
	buf_release(&findings);
	client_free(client);
	credentials_free(credentials);
	company_free(company);
	diag_list_free(diag);
	return status;
}
