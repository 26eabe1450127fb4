/*
 * server.h - HTTP by libmicrohttpd: one thread that takes calls, one after
 * the other, and sends what serve.h makes of them.
 */
#ifndef SANDBOX_SERVER_H
#define SANDBOX_SERVER_H

#include <stdbool.h>

struct certificate;
struct sandbox;
struct server;

/*
 * Listen on 127.0.0.1 or, with six, ::1; certificate NULL: without TLS. NULL
 * with errno when that cannot be. The sandbox outlives the server.
 */
struct server *server_start(
    struct sandbox *, bool six, unsigned port, const struct certificate *);
/* The port that it got. */
unsigned server_port(const struct server *);
/* Ends with what is being answered. */
void server_stop(struct server *);

#endif
