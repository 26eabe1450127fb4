/*
 * client.h - one exchange at a time with one company's Netvisor, over one
 * kept connection (http.h; nothing else calls libcurl).
 *
 * https only, TLS 1.2 or newer and verified; plain http for a loopback host
 * alone. No redirects, no .netrc, no proxy but the given one. A POST's body is
 * never sent twice by the library: when a kept connection turns out to be
 * dead after the request was begun, the exchange is EXCHANGE_UNKNOWN.
 * Answers are capped, redacted (credentials_redact), then parsed.
 */
#ifndef NETVISOR_CLIENT_H
#define NETVISOR_CLIENT_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "netvisor/authentication.h"
#include "netvisor/reply.h"

struct company;
struct credentials;
struct diag_list;

enum exchange_end {
	EXCHANGE_ANSWERED, /* a whole answer with a status block */
	EXCHANGE_NOT_SENT, /* no byte of the request left: name, connect, TLS */
	EXCHANGE_UNKNOWN   /* begun, and no whole, readable answer */
};

/* What kept the request from leaving. */
enum exchange_stop {
	EXCHANGE_STOP_NONE,
	EXCHANGE_STOP_NAME, /* the host's name */
	EXCHANGE_STOP_CONNECT,
	EXCHANGE_STOP_TLS,     /* authority, expiry, name of the certificate */
	EXCHANGE_STOP_SIGNING, /* what is signed is not ASCII; see findings */
	EXCHANGE_STOP_LOCAL    /* memory, a CA file that cannot be read */
};

struct exchange {
	enum exchange_end end;
	enum exchange_stop stop;
	long http_status; /* 0: none */
	long retry_after; /* seconds; 0: not said */
	long clock_ahead; /* our clock minus the server's Date; seconds */
	bool clock_known; /* there was a Date */
	char *what;       /* why it was not sent, or is unknown */
	char *body;       /* the answer, redacted; may be NULL */
	size_t body_len;
	struct reply *reply; /* never NULL when answered */
	char transaction_id[TRANSACTION_ID_MAX];
};

struct client;

/*
 * company gives host, organisation, sender, language, CA, proxy and waits;
 * it, the credentials and the clock are the caller's and must outlive the
 * client. stop may be NULL: when it becomes non-zero, pauses and repetitions
 * of GETs end early and a GET in flight is given up; a POST in flight never
 * is. NULL after a finding (network.tls: plain http to another machine, a CA
 * file that cannot be opened).
 */
struct client *client_new(const struct company *, const struct credentials *,
    const struct clock *, const volatile sig_atomic_t *stop,
    struct diag_list *);
void client_free(struct client *);
/*
 * Called before every pause (milliseconds to come) and about once a second
 * while an answer is awaited (milliseconds gone by); what begins with
 * "GET resource" or "POST resource". wait may be NULL.
 */
void client_on_wait(struct client *,
    void (*wait)(void *context, const char *what, long milliseconds),
    void *context);

/*
 * GET resource?query (query "" for none), with a fresh transaction id each
 * time. Repeated, with growing pauses, up to the company's retries when not
 * sent for want of a connection, unknown, or answered with maintenance or a
 * technical error; as long as Retry-After says, but at most pause_most.
 * exchange_release frees what is in ret.
 */
void client_get(struct client *, const char *resource, const char *query,
    struct exchange *ret);
/*
 * POST once, with the caller's transaction id, which is on disk already.
 * content_type "text/xml; charset=...".
 */
struct client_post {
	const char *resource;
	const char *query; /* "" for none */
	const char *content_type;
	const char *transaction_id;
	const char *body;
	size_t body_len;
};
void client_post(
    struct client *, const struct client_post *, struct exchange *ret);
void exchange_release(struct exchange *);

/* The pause before repetition number n (from 0), in milliseconds. */
long client_pause_length(const struct client *, long n);
/* Sleep; false when stop was set before or meanwhile. */
bool client_pause(struct client *, const char *what, long milliseconds);
bool client_stopped(const struct client *);
const struct clock *client_clock(const struct client *);
const struct company *client_company(const struct client *);

/*
 * Add the finding that an exchange without REPLY_OK deserves, in which label
 * ("GET accountlist.nv") is named: network.name, network.connect, network.tls,
 * network.answer (unknown or unreadable), access.authentication, access.clock
 * (refused, and the clocks are more than a minute apart), access.right,
 * network.maintenance, netvisor.refused (any other code, with Netvisor's
 * text). Nothing for an exchange that went well.
 */
void exchange_diagnose(
    const struct exchange *, const char *label, struct diag_list *);
/* True when answered with REPLY_OK. */
bool exchange_succeeded(const struct exchange *);

#endif
