/*
 * sandbox_client.h - a small client of the sandbox for tests: raw HTTP over a
 * socket, signed by HMAC code of its own (RFC 2104 by hand), so that it shares
 * nothing with either side of the protocol.
 *
 *	struct sandbox_reply reply = sandbox_call(
 *	    url, "GET", "/accountlist.nv", NULL);
 *	... reply.status, reply.body ...
 *	sandbox_reply_release(&reply);
 *
 * Anything that goes wrong on the way is status 0 and what came in all.
 */
#ifndef TESTS_UNIT_SANDBOX_CLIENT_H
#define TESTS_UNIT_SANDBOX_CLIENT_H

#include <netinet/in.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/sha256.h"

/* The keys of samples/netvisor.yaml. */
#define SANDBOX_CUSTOMER_ID "invented-user"
#define SANDBOX_CUSTOMER_KEY "0c0ffee0invented0customer0key000"
#define SANDBOX_PARTNER_ID "invented-partner"
#define SANDBOX_PARTNER_KEY "0badcafe0invented0partner0key000"
#define SANDBOX_ORGANISATION "9127764-5"

struct sandbox_reply {
	int status;       /* of HTTP; 0: no whole head came */
	const char *body; /* what follows the head; in all */
	struct buf all;   /* every byte that came */
};

/* What the headers say; NULL leaves one out. See sandbox_said_init. */
struct sandbox_said {
	const char *sender;
	const char *customer_id;
	const char *partner_id;
	const char *timestamp;
	const char *unix_time;
	const char *transaction_id;
	const char *language;
	const char *organisation;
	const char *algorithm;
	const char *status_codes; /* UseHTTPResponseStatusCodes */
	const char *mac;          /* "": reckoned */
	const char *customer_key; /* what it is reckoned with */
	const char *partner_key;
	char own_timestamp[32];
	char own_unix_time[32];
	char own_transaction_id[48];
};

/* Milliseconds of the clock, seconds ahead of the machine's. */
static inline void
sandbox_said_time(struct sandbox_said *said, long ahead)
{
	static const struct clock machine = { false, 0 };
	int64_t now = clock_now_milliseconds(&machine) + ahead * 1000;
	char text[CLOCK_TEXT_MAX];

	(void)clock_format(now / 1000, text);
	text[10] = ' ';
	(void)snprintf(said->own_timestamp, sizeof(said->own_timestamp),
	    "%.19s.%03d", text, (int)(now % 1000));
	(void)snprintf(said->own_unix_time, sizeof(said->own_unix_time), "%lld",
	    (long long)(now / 1000));
	said->timestamp = said->own_timestamp;
	said->unix_time = said->own_unix_time;
}

/* Everything right, with a fresh transaction id. */
static inline void
sandbox_said_init(struct sandbox_said *said)
{
	static atomic_uint next;

	memset(said, 0, sizeof(*said));
	sandbox_said_time(said, 0);
	(void)snprintf(said->own_transaction_id,
	    sizeof(said->own_transaction_id), "%ld-%lld-%u", (long)getpid(),
	    (long long)time(NULL), atomic_fetch_add(&next, 1));
	said->transaction_id = said->own_transaction_id;
	said->sender = "fenvoy-test";
	said->customer_id = SANDBOX_CUSTOMER_ID;
	said->partner_id = SANDBOX_PARTNER_ID;
	said->language = "EN";
	said->organisation = SANDBOX_ORGANISATION;
	said->algorithm = "HMACSHA256";
	said->status_codes = "1";
	said->mac = "";
	said->customer_key = SANDBOX_CUSTOMER_KEY;
	said->partner_key = SANDBOX_PARTNER_KEY;
}

/* RFC 2104 with SHA-256, in lower-case hex. */
static inline void
sandbox_hmac(const char *key, const char *message, char hex[SHA256_HEX_MAX])
{
	unsigned char block[64] = { 0 }, pad[64], digest[SHA256_SIZE];
	struct buf text;

	if (strlen(key) > sizeof(block))
		sha256_bytes(key, strlen(key), block);
	else
		memcpy(block, key, strlen(key));
	buf_init(&text, BUF_MAX_DEFAULT);
	for (size_t i = 0; i < sizeof(block); i++)
		pad[i] = (unsigned char)(block[i] ^ 0x36);
	buf_put(&text, pad, sizeof(pad));
	buf_puts(&text, message);
	sha256_bytes(text.data, text.len, digest);
	buf_clear(&text);
	for (size_t i = 0; i < sizeof(block); i++)
		pad[i] = (unsigned char)(block[i] ^ 0x5c);
	buf_put(&text, pad, sizeof(pad));
	buf_put(&text, digest, sizeof(digest));
	sha256_bytes(text.data, text.len, digest);
	buf_release(&text);
	(void)sha256_hex(digest, hex);
}

static inline const char *
sandbox_or_none(const char *text)
{
	return text != NULL ? text : "";
}

/* The MAC that the headers want. */
static inline void
sandbox_sign(const struct sandbox_said *said, const char *url,
    const char *target, char hex[SHA256_HEX_MAX])
{
	char *key = mem_printf("%s&%s", said->customer_key, said->partner_key);
	char *message = mem_printf("%s%s&%s&%s&%s&%s&%s&%s&%s&%s", url, target,
	    sandbox_or_none(said->sender), sandbox_or_none(said->customer_id),
	    sandbox_or_none(said->timestamp), sandbox_or_none(said->language),
	    sandbox_or_none(said->organisation),
	    sandbox_or_none(said->transaction_id),
	    sandbox_or_none(said->unix_time), key);

	sandbox_hmac(key, message, hex);
	free(message);
	free(key);
}

static inline void
sandbox_put_header(struct buf *head, const char *name, const char *value)
{
	if (value != NULL)
		buf_printf(head, "X-Netvisor-%s: %s\r\n", name, value);
}

/* The whole request with its head, as it goes out. */
static inline void
sandbox_put_request(struct buf *out, const struct sandbox_said *said,
    const char *url, const char *method, const char *target, const char *body)
{
	char hex[SHA256_HEX_MAX];
	const char *mac = said->mac;

	if (mac != NULL && mac[0] == '\0') {
		sandbox_sign(said, url, target, hex);
		mac = hex;
	}
	buf_printf(out, "%s %s HTTP/1.1\r\nHost: %s\r\n", method, target,
	    strstr(url, "://") + 3);
	sandbox_put_header(out, "Authentication-Sender", said->sender);
	sandbox_put_header(out, "Authentication-CustomerId", said->customer_id);
	sandbox_put_header(out, "Authentication-PartnerId", said->partner_id);
	sandbox_put_header(out, "Authentication-Timestamp", said->timestamp);
	sandbox_put_header(
	    out, "Authentication-TimestampUnix", said->unix_time);
	sandbox_put_header(
	    out, "Authentication-TransactionId", said->transaction_id);
	sandbox_put_header(out, "Interface-Language", said->language);
	sandbox_put_header(out, "Organisation-ID", said->organisation);
	sandbox_put_header(
	    out, "Authentication-MACHashCalculationAlgorithm", said->algorithm);
	sandbox_put_header(out, "Authentication-UseHTTPResponseStatusCodes",
	    said->status_codes);
	sandbox_put_header(out, "Authentication-MAC", mac);
	if (body != NULL)
		buf_printf(out,
		    "Content-Type: text/xml; charset=utf-8\r\n"
		    "Content-Length: %zu\r\n",
		    strlen(body));
	buf_puts(out, "Connection: close\r\n\r\n");
	if (body != NULL)
		buf_puts(out, body);
}

/* A connection to "http://127.0.0.1:PORT" or "http://[::1]:PORT", or -1. */
static inline int
sandbox_connect(const char *url)
{
	const char *port = strrchr(url, ':') + 1;
	struct sockaddr_in four = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)strtoul(port, NULL, 10)),
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	struct sockaddr_in6 six = { .sin6_family = AF_INET6,
		.sin6_port = four.sin_port,
		.sin6_addr = IN6ADDR_LOOPBACK_INIT };
	bool is_six = strchr(url, '[') != NULL;
	int fd = socket(is_six ? AF_INET6 : AF_INET, SOCK_STREAM, 0);
	int result;

	if (fd < 0)
		return -1;
	result =
	    is_six ? connect(fd, (const struct sockaddr *)&six, sizeof(six))
		   : connect(fd, (const struct sockaddr *)&four, sizeof(four));
	if (result == 0)
		return fd;
	(void)close(fd);
	return -1;
}

/* Send bytes, and gather what comes until the other side closes. */
static inline struct sandbox_reply
sandbox_exchange(const char *url, const char *bytes, size_t len)
{
	struct sandbox_reply reply = { 0, "", { 0 } };
	int fd = sandbox_connect(url);
	const char *end;
	char part[4096];
	ssize_t got;

	buf_init(&reply.all, BUF_MAX_DEFAULT);
	while (fd >= 0 && len > 0) {
		got = send(fd, bytes, len, MSG_NOSIGNAL);
		if (got <= 0)
			break;
		bytes += got;
		len -= (size_t)got;
	}
	while (fd >= 0 && (got = recv(fd, part, sizeof(part), 0)) > 0)
		buf_put(&reply.all, part, (size_t)got);
	if (fd >= 0)
		(void)close(fd);
	end = strstr(buf_text(&reply.all), "\r\n\r\n");
	if (end != NULL && strncmp(reply.all.data, "HTTP/1.1 ", 9) == 0) {
		reply.status = (int)strtol(reply.all.data + 9, NULL, 10);
		reply.body = end + 4;
	}
	return reply;
}

static inline struct sandbox_reply
sandbox_call_as(const struct sandbox_said *said, const char *url,
    const char *method, const char *path_and_query, const char *body)
{
	struct sandbox_reply reply;
	struct buf out;

	buf_init(&out, BUF_MAX_DEFAULT);
	sandbox_put_request(&out, said, url, method, path_and_query, body);
	reply = sandbox_exchange(url, out.data, out.len);
	buf_release(&out);
	return reply;
}

/* With the fixture's keys, now, in English, with HTTP status codes. */
static inline struct sandbox_reply
sandbox_call(const char *url, const char *method, const char *path_and_query,
    const char *body)
{
	struct sandbox_said said;

	sandbox_said_init(&said);
	return sandbox_call_as(&said, url, method, path_and_query, body);
}

static inline void
sandbox_reply_release(struct sandbox_reply *reply)
{
	buf_release(&reply->all);
	reply->body = "";
}

#endif
