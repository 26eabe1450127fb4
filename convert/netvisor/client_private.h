/* client_private.h - the parts of a client, for client*.c alone. */
#ifndef NETVISOR_CLIENT_PRIVATE_H
#define NETVISOR_CLIENT_PRIVATE_H

#include "netvisor/client.h"
#include "netvisor/http.h"

struct client {
	const struct company *company;
	const struct credentials *credentials;
	const struct clock *clock;
	const volatile sig_atomic_t *stop;
	struct http *http;
	char *base; /* scheme and host */
	void (*wait)(void *context, const char *what, long milliseconds);
	void *context;
};

/*
 * One request, posted or (body and content type unused) got. ret is filled
 * whatever it held; *ret_hopeless: the same request would end the same way.
 */
void exchange_once(struct client *, const struct client_post *, bool posted,
    struct exchange *ret, bool *ret_hopeless);

#endif
