/* http_call.c - see http_call.h. */
#include "netvisor/http_call.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "netvisor/credentials.h"

#define FIRST_SIZE ((size_t)16384)
#define TELL_EACH 1000

int64_t
http_now(void)
{
	struct timespec now = { 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool
address_is_loopback(const char *address)
{
	return address != NULL && (text_starts_with(address, "127.") ||
				      strcmp(address, "::1") == 0);
}

/* The connection stands, the request is about to leave. */
static int
/* NOLINTNEXTLINE(readability-non-const-parameter): libcurl's form */
before_request(void *context, char *address, char *local, int port, int from)
{
	struct http_call *call = context;

	(void)local;
	(void)port;
	(void)from;
	if (call->settings->plain && !address_is_loopback(address)) {
		call->elsewhere = true;
		return CURL_PREREQFUNC_ABORT;
	}
	if (call->answer->begun) {
		call->twice = true;
		return CURL_PREREQFUNC_ABORT;
	}
	call->answer->begun = true;
	return CURL_PREREQFUNC_OK;
}

static size_t
read_body(char *to, size_t size, size_t count, void *context)
{
	struct http_call *call = context;
	size_t len = call->request->body_len - call->sent;

	if (len > size * count)
		len = size * count;
	if (len > 0)
		memcpy(to, call->request->body + call->sent, len);
	call->sent += len;
	return len;
}

/* A body is given once. */
static int
seek_body(void *context, curl_off_t offset, int origin)
{
	(void)context;
	(void)offset;
	(void)origin;
	return CURL_SEEKFUNC_FAIL;
}

/*
 * An answer may echo what was signed, so the memory it grows out of is wiped
 * as the rest is.
 */
static void
make_room(struct http_answer *answer, size_t need)
{
	size_t size = answer->body_size > 0 ? answer->body_size : FIRST_SIZE;
	char *body;

	if (need <= answer->body_size)
		return;
	while (size < need)
		size *= 2;
	body = mem_calloc(size, 1);
	if (answer->body != NULL) {
		memcpy(body, answer->body, answer->body_len);
		secret_wipe(answer->body, answer->body_len);
		free(answer->body);
	}
	answer->body = body;
	answer->body_size = size;
}

static size_t
write_body(char *from, size_t size, size_t count, void *context)
{
	struct http_call *call = context;
	struct http_answer *answer = call->answer;
	size_t len = size * count;

	if (len > (size_t)call->settings->reply_limit - answer->body_len) {
		answer->fault = HTTP_FAULT_TOO_LARGE;
		return 0;
	}
	make_room(answer, answer->body_len + len + 1);
	memcpy(answer->body + answer->body_len, from, len);
	answer->body_len += len;
	answer->body[answer->body_len] = '\0';
	return len;
}

/* Only when the answer began is of interest; Date is read at the end. */
static size_t
see_header(char *from, size_t size, size_t count, void *context)
{
	struct http_call *call = context;

	if (size * count > 5 && memcmp(from, "HTTP/", 5) == 0)
		call->answer->date_seen = clock_now(call->clock);
	return size * count;
}

static int
see_progress(void *context, curl_off_t down_total, curl_off_t down,
    curl_off_t up_total, curl_off_t up)
{
	struct http_call *call = context;
	int64_t now = http_now();

	(void)down_total;
	(void)down;
	(void)up_total;
	(void)up;
	if (call->request->waiting == NULL || now - call->told < TELL_EACH)
		return 0;
	call->told = now;
	if (call->request->waiting(
		call->request->context, (long)(now - call->since)))
		return 0;
	call->answer->fault = HTTP_FAULT_STOPPED;
	return 1;
}

void
http_call_bind(CURL *curl, struct http_call *call)
{
	(void)curl_easy_setopt(curl, CURLOPT_PREREQFUNCTION, before_request);
	(void)curl_easy_setopt(curl, CURLOPT_PREREQDATA, call);
	(void)curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_body);
	(void)curl_easy_setopt(curl, CURLOPT_READDATA, call);
	(void)curl_easy_setopt(curl, CURLOPT_SEEKFUNCTION, seek_body);
	(void)curl_easy_setopt(curl, CURLOPT_SEEKDATA, call);
	(void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, write_body);
	(void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, call);
	(void)curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, see_header);
	(void)curl_easy_setopt(curl, CURLOPT_HEADERDATA, call);
	(void)curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, see_progress);
	(void)curl_easy_setopt(curl, CURLOPT_XFERINFODATA, call);
	(void)curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
}
