/*
 * http.h - one HTTP request over one kept connection; the one user of libcurl.
 *
 * Why it is written as it is: when a kept connection dies after a request was
 * begun, libcurl sends the request again by itself, body and all, and reports
 * success; no option turns that off (checked with 7.88.1). So a body comes
 * through a read callback that cannot be rewound, which covers requests with
 * a body, and the callback before each request (CURLOPT_PREREQFUNCTION)
 * refuses to begin a second time, which covers those without.
 *
 * That callback also draws the line between "nothing has left" and "who
 * knows": begun is false until it was called.
 *
 * Nothing comes from the environment: no proxy, no .netrc, no redirects.
 */
#ifndef NETVISOR_HTTP_H
#define NETVISOR_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct clock;

#define HTTP_REASON_MAX 512

/* Why nothing, or nothing whole, came back. */
enum http_fault {
	HTTP_FAULT_NONE,
	HTTP_FAULT_NAME,
	HTTP_FAULT_CONNECT,
	HTTP_FAULT_TLS,
	HTTP_FAULT_TOO_LARGE, /* the answer passed reply_limit */
	HTTP_FAULT_STOPPED,   /* waiting said so */
	HTTP_FAULT_OTHER      /* before begun: this machine; after: the line */
};

/* Texts belong to the caller and must outlive the http. Waits in ms. */
struct http_settings {
	const char *ca_file; /* trust this alone; NULL: the system's */
	const char *proxy;   /* NULL: none */
	bool plain;          /* http, to a loopback address; else https */
	long connect_wait;
	long reply_wait;
	long reply_limit; /* bytes */
};

struct http_request {
	const char *url;     /* sent byte for byte */
	char *const *header; /* "Name: value" */
	size_t header_count;
	bool post;
	const char *body;
	size_t body_len;
	/*
	 * Called about once a second with what has been waited; false gives
	 * the request up. May be NULL.
	 */
	bool (*waiting)(void *context, long milliseconds);
	void *context;
};

struct http_answer {
	bool begun; /* the request may have left */
	enum http_fault fault;
	char reason[HTTP_REASON_MAX]; /* of the fault, else "" */
	long status;                  /* 0: none */
	long retry_after;             /* seconds; 0: not said */
	bool date_known;
	int64_t date;      /* the header Date, seconds since 1970 */
	int64_t date_seen; /* our clock when the answer began */
	char *body;        /* followed by a NUL; may be NULL */
	size_t body_len;
	size_t body_size; /* of its memory */
};

/* Milliseconds of the monotonic clock. */
int64_t http_now(void);

struct http;

/* NULL when libcurl cannot be started. */
struct http *http_new(const struct http_settings *, const struct clock *);
void http_free(struct http *);
/*
 * One request, never repeated. http_answer_release wipes and frees what is in
 * ret; who takes the body out sets it to NULL.
 */
void http_exchange(
    struct http *, const struct http_request *, struct http_answer *ret);
void http_answer_release(struct http_answer *);

#endif
