/* client.c - see client.h. */
#include "netvisor/client.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "mapping/company.h"
#include "netvisor/client_private.h"

/* A pause ends within this time after a stop; milliseconds. */
#define SLICE 50L

static const struct source_pos nowhere = { NULL, 0, 0 };

/*
 * Keys are not spoken over plain http but to this machine. company_load has
 * looked already; this is where it matters.
 */
static bool
host_is_allowed(const char *host)
{
	static const char *const loopback[] = { "http://localhost",
		"http://127.0.0.1", "http://[::1]" };

	if (text_starts_with(host, "https://"))
		return true;
	for (size_t i = 0; i < sizeof(loopback) / sizeof(loopback[0]); i++) {
		const char *rest = host + strlen(loopback[i]);

		if (text_starts_with(host, loopback[i]) &&
		    (*rest == '\0' || (*rest == ':' && text_is_digits(rest + 1,
							   strlen(rest + 1)))))
			return true;
	}
	return false;
}

/* The default port is not signed, so it is not sent either. */
static char *
base_of(const char *host)
{
	const char *port = text_starts_with(host, "https://") ? ":443" : ":80";
	size_t len = strlen(host);
	size_t port_len = strlen(port);

	if (len > port_len && strcmp(host + len - port_len, port) == 0)
		len -= port_len;
	return mem_strndup(host, len);
}

static bool
settings_are_sound(const struct company *company, struct diag_list *diag)
{
	const char *ca_file = company->network.ca_file;
	int file;

	if (!host_is_allowed(company->host)) {
		(void)diag_add(diag, RULE_NETWORK_TLS, nowhere,
		    "'%s' is neither https nor this machine", company->host);
		return false;
	}
	if (ca_file == NULL)
		return true;
	file = open(ca_file, O_RDONLY | O_CLOEXEC);
	if (file < 0) {
		(void)diag_add(diag, RULE_NETWORK_TLS,
		    (struct source_pos){ ca_file, 0, 0 },
		    "cannot open the trusted authorities: %s", strerror(errno));
		return false;
	}
	(void)close(file);
	return true;
}

struct client *
client_new(const struct company *company, const struct credentials *credentials,
    const struct clock *clock, const volatile sig_atomic_t *stop,
    struct diag_list *diag)
{
	const struct company_network *network = &company->network;
	const struct http_settings settings = { .ca_file = network->ca_file,
		.proxy = network->proxy,
		.plain = text_starts_with(company->host, "http://"),
		.connect_wait = network->connect_wait,
		.reply_wait = network->reply_wait,
		.reply_limit = network->reply_limit };
	struct client *client;

	if (!settings_are_sound(company, diag))
		return NULL;
	client = mem_calloc(1, sizeof(*client));
	client->company = company;
	client->credentials = credentials;
	client->clock = clock;
	client->stop = stop;
	client->base = base_of(company->host);
	client->http = http_new(&settings, clock);
	if (client->http == NULL) {
		(void)diag_add(diag, RULE_NETWORK_CONNECT, nowhere,
		    "libcurl cannot be started");
		client_free(client);
		return NULL;
	}
	return client;
}

void
client_free(struct client *client)
{
	if (client == NULL)
		return;
	http_free(client->http);
	free(client->base);
	free(client);
}

void
client_on_wait(struct client *client,
    void (*wait)(void *context, const char *what, long milliseconds),
    void *context)
{
	client->wait = wait;
	client->context = context;
}

/* Repeated at once it would end the same way. */
static bool
may_pass(const struct exchange *exchange, bool hopeless)
{
	enum reply_class class;

	switch (exchange->end) {
	case EXCHANGE_NOT_SENT:
		return exchange->stop == EXCHANGE_STOP_CONNECT;
	case EXCHANGE_UNKNOWN:
		return !hopeless;
	case EXCHANGE_ANSWERED:
	default:
		class = reply_class(exchange->reply);
		return class == REPLY_CLASS_MAINTENANCE ||
		       class == REPLY_CLASS_TECHNICAL;
	}
}

/* As Netvisor asks, if it asks, but never longer than the settings say. */
static long
pause_before(
    const struct client *client, const struct exchange *exchange, long n)
{
	long length = client_pause_length(client, n);
	long most = client->company->network.pause_most;
	long asked = exchange->retry_after;

	if (asked <= length / 1000)
		return length;
	return asked > most / 1000 ? most : asked * 1000;
}

void
client_get(struct client *client, const char *resource, const char *query,
    struct exchange *ret)
{
	struct client_post get = { .resource = resource, .query = query };
	char id[TRANSACTION_ID_MAX];
	bool hopeless, goes_on;
	char *what;

	get.transaction_id = id;
	for (long n = 0;; n++) {
		(void)transaction_id_make(id);
		exchange_once(client, &get, false, ret, &hopeless);
		if (n >= client->company->network.retries ||
		    !may_pass(ret, hopeless) || client_stopped(client))
			return;
		what = mem_printf("GET %s: %s", resource,
		    ret->what != NULL ? ret->what : reply_code(ret->reply));
		goes_on =
		    client_pause(client, what, pause_before(client, ret, n));
		free(what);
		if (!goes_on)
			return;
		exchange_release(ret);
	}
}

void
client_post(
    struct client *client, const struct client_post *post, struct exchange *ret)
{
	bool hopeless;

	exchange_once(client, post, true, ret, &hopeless);
}

long
client_pause_length(const struct client *client, long n)
{
	const struct company_network *network = &client->company->network;
	long length = network->pause_first;

	for (; n > 0 && length < network->pause_most; n--)
		length *= 2;
	return length < network->pause_most ? length : network->pause_most;
}

bool
client_pause(struct client *client, const char *what, long milliseconds)
{
	const int64_t until = http_now() + milliseconds;

	if (client_stopped(client))
		return false;
	if (client->wait != NULL)
		client->wait(client->context, what, milliseconds);
	while (!client_stopped(client)) {
		int64_t left = until - http_now();
		struct timespec slice = { 0 };

		if (left <= 0)
			return true;
		slice.tv_nsec = (left < SLICE ? (long)left : SLICE) * 1000000;
		(void)nanosleep(&slice, NULL);
	}
	return false;
}

bool
client_stopped(const struct client *client)
{
	return client->stop != NULL && *client->stop != 0;
}

const struct clock *
client_clock(const struct client *client)
{
	return client->clock;
}

const struct company *
client_company(const struct client *client)
{
	return client->company;
}
