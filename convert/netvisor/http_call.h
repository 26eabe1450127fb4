/*
 * http_call.h - one request while libcurl runs it: the callbacks. For http.c
 * alone.
 */
#ifndef NETVISOR_HTTP_CALL_H
#define NETVISOR_HTTP_CALL_H

#include <curl/curl.h>

#include "netvisor/http.h"

struct http_call {
	const struct http_settings *settings;
	const struct clock *clock;
	const struct http_request *request;
	struct http_answer *answer;
	size_t sent;    /* bytes of the body given to libcurl */
	bool twice;     /* it wanted to begin again */
	bool elsewhere; /* plain http, and the address is no loopback */
	int64_t since;  /* milliseconds of the monotonic clock */
	int64_t told;   /* when waiting was called last */
};

/* Set the callbacks, with call as their context. */
void http_call_bind(CURL *, struct http_call *);
#endif
