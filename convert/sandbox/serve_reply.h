/* serve_reply.h - serve.c's replies and log lines. */
#ifndef SANDBOX_SERVE_REPLY_H
#define SANDBOX_SERVE_REPLY_H

#include "sandbox/serve.h"

/* The reply of something that stands before the server; false for none. */
bool serve_reply_of_gateway(enum sandbox_fault, struct serve_reply *ret);
/* The server's own, as the fault lets it through. */
void serve_reply_of_answer(const struct sandbox *, const struct call *,
    enum sandbox_fault, const struct sandbox_answer *, struct serve_reply *ret);
/*
 * time, method, resource?query, transaction id, HTTP status, code and the
 * fault, if any; "-" for what there is not.
 */
void serve_log(const struct sandbox *, const struct call *, enum sandbox_fault,
    const struct serve_reply *, const char *code);

#endif
