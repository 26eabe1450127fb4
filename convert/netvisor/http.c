/* http.c - see http.h. */
#include "netvisor/http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "netvisor/credentials.h"
#include "netvisor/http_call.h"
#include "netvisor/http_memory.h"

#define USER_AGENT "fenvoy/" FENVOY_VERSION

struct http {
	struct http_settings settings;
	const struct clock *clock;
	CURL *curl;
	char error[CURL_ERROR_SIZE];
};

struct http *
http_new(const struct http_settings *settings, const struct clock *clock)
{
	struct http *http;
	CURL *curl;

	if (!http_memory_start())
		return NULL;
	curl = curl_easy_init();
	if (curl == NULL) {
		curl_global_cleanup();
		return NULL;
	}
	http = mem_calloc(1, sizeof(*http));
	http->settings = *settings;
	http->clock = clock;
	http->curl = curl;
	return http;
}

void
http_free(struct http *http)
{
	if (http == NULL)
		return;
	curl_easy_cleanup(http->curl);
	curl_global_cleanup();
	free(http);
}

/*
 * Which host may be spoken to, and how its certificate is judged. Clearing
 * the path of authorities lets libcurl keep the parsed file: reading the
 * system's 145 certificates took 40 ms a connection.
 */
static CURLcode
set_trust(CURL *curl, const struct http_settings *settings)
{
	const char *protocol = settings->plain ? "http" : "https";
	CURLcode code = CURLE_OK;

	/* A setting that did not take must not go unnoticed here. */
	code |= curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, protocol);
	code |= curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	code |= curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	code |= curl_easy_setopt(
	    curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	code |= curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
	if (settings->ca_file != NULL)
		code |=
		    curl_easy_setopt(curl, CURLOPT_CAINFO, settings->ca_file);
	code |= curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	code |= curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	code |= curl_easy_setopt(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	/* An empty text, unlike NULL, keeps the environment's proxy out. */
	code |= curl_easy_setopt(curl, CURLOPT_PROXY,
	    settings->proxy != NULL && !settings->plain ? settings->proxy : "");
	code |= curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
	code |= curl_easy_setopt(
	    curl, CURLOPT_HEADEROPT, (long)CURLHEADER_SEPARATE);
	code |= curl_easy_setopt(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	return code;
}

static CURLcode
set_transfer(CURL *curl, const struct http_settings *settings)
{
	CURLcode code = CURLE_OK;

	code |= curl_easy_setopt(
	    curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	code |= curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
	code |= curl_easy_setopt(curl, CURLOPT_USERAGENT, USER_AGENT);
	code |= curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	code |= curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
	code |= curl_easy_setopt(
	    curl, CURLOPT_CONNECTTIMEOUT_MS, settings->connect_wait);
	code |=
	    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, settings->reply_wait);
	return code;
}

static CURLcode
set_request(
    CURL *curl, const struct http_request *request, struct curl_slist *headers)
{
	CURLcode code = curl_easy_setopt(curl, CURLOPT_URL, request->url);

	code |= curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	if (!request->post)
		return code | curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
	code |= curl_easy_setopt(curl, CURLOPT_POST, 1L);
	code |= curl_easy_setopt(curl, CURLOPT_POSTFIELDS, NULL);
	return code | curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
			  (curl_off_t)request->body_len);
}

static void
headers_free(struct curl_slist *headers)
{
	for (struct curl_slist *at = headers; at != NULL; at = at->next)
		secret_wipe(at->data, strlen(at->data));
	curl_slist_free_all(headers);
}

/* NULL when there is no memory. */
static struct curl_slist *
headers_make(const struct http_request *request)
{
	/* No waiting for "100 Continue": servers that send none cost 1 s. */
	struct curl_slist *list = curl_slist_append(NULL, "Expect:");

	for (size_t i = 0; i < request->header_count && list != NULL; i++) {
		struct curl_slist *longer =
		    curl_slist_append(list, request->header[i]);

		if (longer == NULL) {
			headers_free(list);
			return NULL;
		}
		list = longer;
	}
	return list;
}

static enum http_fault
fault_of(CURLcode code)
{
	/* clang-format off */
	static const struct {
		CURLcode code;
		enum http_fault fault;
	} known[] = {
		{ CURLE_COULDNT_RESOLVE_HOST, HTTP_FAULT_NAME },
		{ CURLE_COULDNT_RESOLVE_PROXY, HTTP_FAULT_NAME },
		{ CURLE_COULDNT_CONNECT, HTTP_FAULT_CONNECT },
		{ CURLE_OPERATION_TIMEDOUT, HTTP_FAULT_CONNECT },
		{ CURLE_GOT_NOTHING, HTTP_FAULT_CONNECT },
		{ CURLE_SEND_ERROR, HTTP_FAULT_CONNECT },
		{ CURLE_RECV_ERROR, HTTP_FAULT_CONNECT },
		{ CURLE_PROXY, HTTP_FAULT_CONNECT },
		{ CURLE_SSL_CONNECT_ERROR, HTTP_FAULT_TLS },
		{ CURLE_SSL_CERTPROBLEM, HTTP_FAULT_TLS },
		{ CURLE_SSL_CIPHER, HTTP_FAULT_TLS },
		{ CURLE_PEER_FAILED_VERIFICATION, HTTP_FAULT_TLS },
		{ CURLE_SSL_ISSUER_ERROR, HTTP_FAULT_TLS },
		{ CURLE_SSL_INVALIDCERTSTATUS, HTTP_FAULT_TLS },
		{ CURLE_USE_SSL_FAILED, HTTP_FAULT_TLS },
	};
	/* clang-format on */

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (known[i].code == code)
			return known[i].fault;
	return HTTP_FAULT_OTHER;
}

/* Why it went wrong, in words. */
static void
explain(struct http *http, const struct http_call *call, CURLcode code)
{
	struct http_answer *answer = call->answer;
	const char *reason = http->error;

	if (answer->fault == HTTP_FAULT_NONE)
		answer->fault =
		    answer->begun ? HTTP_FAULT_OTHER : fault_of(code);
	if (call->elsewhere)
		reason = "plain http is for this machine alone, and the "
			 "host's address is another's";
	else if (call->twice || code == CURLE_SEND_FAIL_REWIND)
		reason = "the kept connection ended after the request was "
			 "begun";
	else if (answer->fault == HTTP_FAULT_TOO_LARGE)
		reason = "the answer is larger than netvisor.reply_limit";
	else if (answer->fault == HTTP_FAULT_STOPPED)
		reason = "stopped while waiting for the answer";
	else if (reason[0] == '\0')
		reason = curl_easy_strerror(code);
	(void)snprintf(answer->reason, sizeof(answer->reason), "%s", reason);
}

/* What the answer's head says. */
static void
read_head(CURL *curl, struct http_answer *answer)
{
	struct curl_header *header;
	curl_off_t retry_after = 0;
	time_t date;

	(void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
	(void)curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &retry_after);
	answer->retry_after = (long)retry_after;
	if (curl_easy_header(curl, "Date", 0, CURLH_HEADER, -1, &header) !=
	    CURLHE_OK)
		return;
	date = curl_getdate(header->value, NULL);
	answer->date_known = date > 0;
	answer->date = (int64_t)date;
}

void
http_exchange(struct http *http, const struct http_request *request,
    struct http_answer *ret)
{
	struct http_call call = { .settings = &http->settings,
		.clock = http->clock,
		.request = request,
		.answer = ret,
		.since = http_now() };
	struct curl_slist *headers = headers_make(request);
	CURLcode code = CURLE_OUT_OF_MEMORY;

	memset(ret, 0, sizeof(*ret));
	call.told = call.since;
	http->error[0] = '\0';
	/* Keeps the connection, forgets all settings. */
	curl_easy_reset(http->curl);
	(void)curl_easy_setopt(http->curl, CURLOPT_ERRORBUFFER, http->error);
	http_call_bind(http->curl, &call);
	if (headers != NULL) {
		code = set_trust(http->curl, &http->settings);
		code |= set_transfer(http->curl, &http->settings);
		code |= set_request(http->curl, request, headers);
	}
	if (code == CURLE_OK) {
		code = curl_easy_perform(http->curl);
		read_head(http->curl, ret);
	}
	if (code != CURLE_OK)
		explain(http, &call, code);
	/* Nothing of this call may be found by the next. */
	curl_easy_reset(http->curl);
	headers_free(headers);
}

void
http_answer_release(struct http_answer *answer)
{
	if (answer->body != NULL)
		secret_wipe(answer->body, answer->body_len);
	free(answer->body);
	answer->body = NULL;
	answer->body_len = 0;
}
