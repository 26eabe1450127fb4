/* client_exchange.c - one signed request, and what came of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "mapping/company.h"
#include "netvisor/client_private.h"
#include "netvisor/credentials.h"

#define HEADERS_MAX 12
#define NETVISOR "X-Netvisor-"
#define AUTHENTICATION "X-Netvisor-Authentication-"

/* Headers of a request; wiped when it is over. */
struct headers {
	char *text[HEADERS_MAX];
	size_t count;
};

/* What is told while the answer is awaited. */
struct awaiting {
	const struct client *client;
	bool posted;
	const char *label;
};

static void
headers_add(struct headers *headers, const char *name, const char *value)
{
	headers->text[headers->count++] = mem_printf("%s: %s", name, value);
}

static void
headers_fill(struct headers *headers, const struct client *client,
    const struct client_post *post, const struct signature *signature)
{
	const struct company *company = client->company;

	headers_add(headers, AUTHENTICATION "Sender", company->network.sender);
	headers_add(headers, AUTHENTICATION "CustomerId",
	    client->credentials->customer_id);
	headers_add(headers, AUTHENTICATION "PartnerId",
	    client->credentials->partner_id);
	headers_add(headers, AUTHENTICATION "Timestamp", signature->timestamp);
	headers_add(
	    headers, AUTHENTICATION "TimestampUnix", signature->timestamp_unix);
	headers_add(
	    headers, AUTHENTICATION "TransactionId", post->transaction_id);
	headers_add(
	    headers, NETVISOR "Interface-Language", company->network.language);
	headers_add(headers, NETVISOR "Organisation-ID", company->business_id);
	headers_add(headers, AUTHENTICATION "MACHashCalculationAlgorithm",
	    "HMACSHA256");
	headers_add(headers, AUTHENTICATION "UseHTTPResponseStatusCodes", "1");
	headers_add(headers, AUTHENTICATION "MAC", signature->mac);
	if (post->content_type != NULL)
		headers_add(headers, "Content-Type", post->content_type);
}

static void
headers_release(struct headers *headers)
{
	for (size_t i = 0; i < headers->count; i++) {
		secret_wipe(headers->text[i], strlen(headers->text[i]));
		free(headers->text[i]);
	}
}

static void
not_sent(struct exchange *ret, enum exchange_stop stop, const char *what)
{
	ret->end = EXCHANGE_NOT_SENT;
	ret->stop = stop;
	ret->what = mem_strdup(what);
}

/*
 * The address is signed and must arrive byte for byte, so it may hold nothing
 * that anybody on the way would write in another way.
 */
static bool
address_is_plain(const struct client_post *post)
{
	static const char good[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "0123456789-._~,:;+%=&";

	return post->resource[0] != '\0' &&
	       post->resource[strspn(post->resource, good)] == '\0' &&
	       post->query[strspn(post->query, good)] == '\0';
}

static bool
sign(const struct client *client, const struct client_post *post,
    const char *url, struct signature *ret_signature, struct exchange *ret)
{
	const struct signing signing = { .url = url,
		.sender = client->company->network.sender,
		.language = client->company->network.language,
		.organisation = client->company->business_id,
		.transaction_id = post->transaction_id,
		.milliseconds = clock_now_milliseconds(client->clock) };
	struct diag_list *diag = diag_list_new();
	struct diag_view view = { .text = "it cannot be signed" };
	int result = authentication_sign(
	    client->credentials, &signing, ret_signature, diag);

	if (result != 0) {
		if (diag_kept(diag) > 0)
			diag_get(diag, 0, &view);
		not_sent(ret, EXCHANGE_STOP_SIGNING, view.text);
	}
	diag_list_free(diag);
	return result == 0;
}

static enum exchange_stop
stop_of(enum http_fault fault)
{
	switch (fault) {
	case HTTP_FAULT_NAME:
		return EXCHANGE_STOP_NAME;
	case HTTP_FAULT_CONNECT:
	case HTTP_FAULT_STOPPED:
		return EXCHANGE_STOP_CONNECT;
	case HTTP_FAULT_TLS:
		return EXCHANGE_STOP_TLS;
	case HTTP_FAULT_NONE:
	case HTTP_FAULT_TOO_LARGE:
	case HTTP_FAULT_OTHER:
	default:
		return EXCHANGE_STOP_LOCAL;
	}
}

/* A whole HTTP answer came. What decides is the status block in it. */
static void
judge_answer(struct exchange *ret)
{
	if (ret->http_status >= 300 && ret->http_status < 400) {
		ret->what = mem_printf("HTTP %ld: it points elsewhere, and "
				       "redirects are not followed",
		    ret->http_status);
		return;
	}
	ret->reply =
	    reply_parse(ret->body != NULL ? ret->body : "", ret->body_len);
	if (reply_state(ret->reply) != REPLY_UNREADABLE) {
		ret->end = EXCHANGE_ANSWERED;
		return;
	}
	ret->what = mem_printf("HTTP %ld, and the answer is not Netvisor's: %s",
	    ret->http_status, reply_fault(ret->reply));
	reply_free(ret->reply);
	ret->reply = NULL;
}

static void
judge(const struct client *client, struct http_answer *answer,
    struct exchange *ret)
{
	(void)credentials_redact(
	    client->credentials, answer->reason, strlen(answer->reason));
	if (!answer->begun) {
		not_sent(ret, stop_of(answer->fault), answer->reason);
		return;
	}
	ret->end = EXCHANGE_UNKNOWN;
	ret->http_status = answer->status;
	ret->retry_after = answer->retry_after;
	ret->clock_known = answer->date_known;
	if (answer->date_known)
		ret->clock_ahead = (long)(answer->date_seen - answer->date);
	ret->body = answer->body;
	ret->body_len = answer->body_len;
	answer->body = NULL;
	if (ret->body != NULL)
		(void)credentials_redact(
		    client->credentials, ret->body, ret->body_len);
	if (answer->fault != HTTP_FAULT_NONE || answer->status == 0)
		ret->what =
		    mem_strdup(answer->reason[0] != '\0' ? answer->reason
							 : "no HTTP answer");
	else
		judge_answer(ret);
}

/* A POST is waited for, whatever happens; a GET may be given up. */
static bool
waiting(void *context, long milliseconds)
{
	const struct awaiting *awaiting = context;
	const struct client *client = awaiting->client;

	if (client->wait != NULL)
		client->wait(client->context, awaiting->label, milliseconds);
	return awaiting->posted || !client_stopped(client);
}

static void
send_signed(struct client *client, const struct client_post *post, bool posted,
    const char *url, struct exchange *ret, bool *ret_hopeless)
{
	char *label =
	    mem_printf("%s %s", posted ? "POST" : "GET", post->resource);
	struct awaiting awaiting = { client, posted, label };
	struct headers headers = { .count = 0 };
	struct signature signature;
	struct http_answer answer;

	if (sign(client, post, url, &signature, ret)) {
		struct http_request request = { .url = url,
			.post = posted,
			.body = post->body,
			.body_len = post->body_len,
			.waiting = waiting,
			.context = &awaiting };

		headers_fill(&headers, client, post, &signature);
		request.header = headers.text;
		request.header_count = headers.count;
		http_exchange(client->http, &request, &answer);
		*ret_hopeless = answer.fault == HTTP_FAULT_TOO_LARGE ||
		                answer.fault == HTTP_FAULT_STOPPED;
		judge(client, &answer, ret);
		http_answer_release(&answer);
		headers_release(&headers);
		secret_wipe(&signature, sizeof(signature));
	}
	free(label);
}

void
exchange_once(struct client *client, const struct client_post *post,
    bool posted, struct exchange *ret, bool *ret_hopeless)
{
	char *url;

	memset(ret, 0, sizeof(*ret));
	*ret_hopeless = false;
	(void)snprintf(ret->transaction_id, sizeof(ret->transaction_id), "%s",
	    post->transaction_id);
	if (!address_is_plain(post)) {
		not_sent(ret, EXCHANGE_STOP_SIGNING,
		    "the address holds more than letters, digits and - . _ ,");
		return;
	}
	url = mem_printf("%s/%s%s%s", client->base, post->resource,
	    post->query[0] != '\0' ? "?" : "", post->query);
	send_signed(client, post, posted, url, ret, ret_hopeless);
	free(url);
}

void
exchange_release(struct exchange *exchange)
{
	reply_free(exchange->reply);
	free(exchange->body);
	free(exchange->what);
	memset(exchange, 0, sizeof(*exchange));
}

bool
exchange_succeeded(const struct exchange *exchange)
{
	return exchange->end == EXCHANGE_ANSWERED &&
	       reply_state(exchange->reply) == REPLY_OK;
}
