/* client_diagnose.c - what an exchange that went wrong means for a person. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "netvisor/client.h"

/* Clocks may be so far apart before a refusal is put down to them; seconds. */
#define CLOCK_SLACK 60L

static const struct source_pos nowhere = { NULL, 0, 0 };

/*
 * The reason of the TLS library (OpenSSL 3) in what the company can do. The
 * words are matched, for libcurl hands on nothing else that tells them apart.
 */
static void
tls_remedy(struct diag *diag, const char *what)
{
	static const struct {
		const char *word;
		const char *remedy;
	} known[] = {
		{ "certificate has expired",
		    "the host's certificate is out of date: tell who runs the "
		    "host, and see that this machine's clock is right; nothing "
		    "was sent" },
		{ "not yet valid",
		    "the host's certificate begins later than this machine's "
		    "clock says: set the clock (NTP); nothing was sent" },
		{ "subject name",
		    "the host's certificate is for another name: check "
		    "netvisor.host in company.yaml; nothing was sent" },
		{ "issuer certificate",
		    "nobody trusted here vouches for the host: see that no one "
		    "stands between, or name its authority in "
		    "netvisor.ca_file; nothing was sent" },
		{ "wrong version number",
		    "the host may not speak https on this port: check the "
		    "port, and http or https, of netvisor.host in "
		    "company.yaml; nothing was sent" },
		/* The same, when the host ends it before its answer is read. */
		{ "SSL_ERROR_SYSCALL",
		    "the connection was cut: the host may not speak https on "
		    "this port, or something between does not let it through; "
		    "check netvisor.host in company.yaml; nothing was sent" },
		{ "self-signed certificate",
		    "the host vouches for itself: see that no one stands "
		    "between, or name its certificate in netvisor.ca_file; "
		    "nothing was sent" },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strstr(what, known[i].word) != NULL) {
			diag_remedy(diag, "%s", known[i].remedy);
			return;
		}
	}
}

static void
diagnose_not_sent(
    const struct exchange *exchange, const char *label, struct diag_list *list)
{
	static const enum rule_id rule[] = {
		[EXCHANGE_STOP_NONE] = RULE_NETWORK_CONNECT,
		[EXCHANGE_STOP_NAME] = RULE_NETWORK_NAME,
		[EXCHANGE_STOP_CONNECT] = RULE_NETWORK_CONNECT,
		[EXCHANGE_STOP_TLS] = RULE_NETWORK_TLS,
		[EXCHANGE_STOP_SIGNING] = RULE_ACCESS_ASCII,
		[EXCHANGE_STOP_LOCAL] = RULE_NETWORK_CONNECT,
	};
	const char *what = exchange->what != NULL ? exchange->what : "";
	struct diag *diag = diag_add(
	    list, rule[exchange->stop], nowhere, "%s: %s", label, what);

	if (exchange->stop == EXCHANGE_STOP_TLS)
		tls_remedy(diag, what);
	else if (exchange->stop == EXCHANGE_STOP_LOCAL)
		diag_remedy(diag,
		    "the reason lies in this machine: memory, or a "
		    "netvisor.ca_file without certificates; nothing was sent");
}

/* "2 h 3 min 4 s"; the caller frees. */
static char *
duration_text(long seconds)
{
	if (seconds >= 3600)
		return mem_printf("%ld h %ld min %ld s", seconds / 3600,
		    seconds / 60 % 60, seconds % 60);
	if (seconds >= 60)
		return mem_printf("%ld min %ld s", seconds / 60, seconds % 60);
	return mem_printf("%ld s", seconds);
}

/* The length of what comes before the parts of the signed request. */
static int
first_sentence(const char *message)
{
	const char *end = strstr(message, ". ");
	size_t len = end != NULL ? (size_t)(end - message) : strlen(message);

	while (len > 0 && strchr(". ", message[len - 1]) != NULL)
		len--;
	return len < INT_MAX ? (int)len : 0;
}

/* Refused keys: or is it only the time? */
static void
diagnose_keys(
    const struct exchange *exchange, const char *label, struct diag_list *list)
{
	long ahead = exchange->clock_ahead;
	const char *message = reply_message(exchange->reply);
	static const char refused[] = "refused";
	struct diag *diag;
	char *apart;

	if (!exchange->clock_known ||
	    (ahead <= CLOCK_SLACK && ahead >= -CLOCK_SLACK)) {
		const int len = first_sentence(message);

		(void)diag_add(list, RULE_ACCESS_AUTHENTICATION, nowhere,
		    "%s: %.*s", label, len > 0 ? len : (int)strlen(refused),
		    len > 0 ? message : refused);
		return;
	}
	apart = duration_text(ahead > 0 ? ahead : -ahead);
	diag = diag_add(list, RULE_ACCESS_CLOCK, nowhere,
	    "%s: refused, and this machine's clock is %s %s Netvisor's", label,
	    apart, ahead > 0 ? "ahead of" : "behind");
	diag_remedy(diag,
	    "set the clock %s by %s (NTP), then run this again; Netvisor "
	    "refuses requests whose time is off",
	    ahead > 0 ? "back" : "forward", apart);
	free(apart);
}

/* "accountlist.nv" of "GET accountlist.nv". */
static const char *
resource_of(const char *label)
{
	const char *blank = strrchr(label, ' ');

	return blank != NULL ? blank + 1 : label;
}

static void
diagnose_refusal(
    const struct exchange *exchange, const char *label, struct diag_list *list)
{
	const struct reply *reply = exchange->reply;
	const char *resource = resource_of(label);

	switch (reply_class(reply)) {
	case REPLY_CLASS_AUTHENTICATION:
		diagnose_keys(exchange, label, list);
		return;
	case REPLY_CLASS_ACCESS:
		diag_remedy(diag_add(list, RULE_ACCESS_RIGHT, nowhere,
				"%s: these keys may not use %s: %s", label,
				resource, reply_message(reply)),
		    "allow %s in Netvisor: company menu, rights of API "
		    "resources",
		    resource);
		return;
	case REPLY_CLASS_MAINTENANCE:
		(void)diag_add(list, RULE_NETWORK_MAINTENANCE, nowhere,
		    "%s: %s", label, reply_message(reply));
		return;
	case REPLY_CLASS_NONE:
	case REPLY_CLASS_REFUSED:
	case REPLY_CLASS_LOCKED:
	case REPLY_CLASS_DUPLICATE:
	case REPLY_CLASS_NOT_UNIQUE:
	case REPLY_CLASS_TECHNICAL:
	default:
		(void)diag_add(list, RULE_NETVISOR_REFUSED, nowhere,
		    "%s: %s: %s", label, reply_code(reply),
		    reply_message(reply));
		return;
	}
}

void
exchange_diagnose(
    const struct exchange *exchange, const char *label, struct diag_list *list)
{
	if (exchange_succeeded(exchange))
		return;
	switch (exchange->end) {
	case EXCHANGE_NOT_SENT:
		diagnose_not_sent(exchange, label, list);
		return;
	case EXCHANGE_UNKNOWN:
		(void)diag_add(list, RULE_NETWORK_ANSWER, nowhere, "%s: %s",
		    label, exchange->what != NULL ? exchange->what : "");
		return;
	case EXCHANGE_ANSWERED:
	default:
		diagnose_refusal(exchange, label, list);
		return;
	}
}
