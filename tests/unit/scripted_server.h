/*
 * scripted_server.h - a server of a few lines, in a thread of the test: it
 * answers its n-th request with the n-th step of a script (the last step goes
 * on for ever) and keeps what it was sent, byte for byte.
 *
 * Look at what it received after server_stop only.
 */
#ifndef TESTS_UNIT_SCRIPTED_SERVER_H
#define TESTS_UNIT_SCRIPTED_SERVER_H

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"
#include "unit.h"

enum server_then {
	THEN_KEEP,  /* wait for the next request on this connection */
	THEN_CLOSE, /* end it in good order */
	THEN_RESET, /* end it with a reset */
	THEN_HOLD   /* say no more, until the server stops */
};

struct server_step {
	const char *answer;
	size_t len; /* 0: up to the NUL */
	enum server_then then;
	bool blind; /* answers as soon as somebody connects */
	bool none;  /* answers with nothing */
};

#define SERVER_REQUESTS_MAX 2048

struct server {
	const struct server_step *step;
	size_t step_count;
	int port;
	int listener;
	int stop[2];
	pthread_t thread;
	sem_t closed; /* posted after each connection's end */
	char *request[SERVER_REQUESTS_MAX];
	size_t count;
};

/* False when the server shall stop or the peer is gone. */
static inline bool
server_wait(const struct server *server, int fd)
{
	struct pollfd look[2] = { { fd, POLLIN, 0 },
		{ server->stop[0], POLLIN, 0 } };

	while (poll(look, 2, -1) < 0)
		if (errno != EINTR)
			return false;
	return look[1].revents == 0;
}

/* Bytes that a request needs in all, 0 while its head is not whole. */
static inline size_t
server_need(const char *text)
{
	const char *end = strstr(text, "\r\n\r\n");
	const char *length = strstr(text, "\r\nContent-Length: ");
	size_t need = 0;

	if (end == NULL)
		return 0;
	need = (size_t)(end - text) + 4;
	if (length != NULL && length < end)
		need += strtoul(length + 18, NULL, 10);
	return need;
}

/* Read one whole request and keep it; false when none came. */
static inline bool
server_read(struct server *server, int fd)
{
	size_t capacity = 1 << 20, len = 0, need = 0;
	char *text = mem_calloc(capacity, 1);

	while (need == 0 || len < need) {
		ssize_t got;

		if (!server_wait(server, fd))
			break;
		got = recv(fd, text + len, capacity - len - 1, 0);
		if (got <= 0)
			break;
		len += (size_t)got;
		need = server_need(text);
	}
	/* A part of one counts as well: it must not have been sent. */
	if (len == 0 || server->count == SERVER_REQUESTS_MAX) {
		free(text);
		return false;
	}
	server->request[server->count++] = mem_realloc(text, len + 1, 1);
	return need != 0 && len >= need;
}

static inline void
server_send(int fd, const struct server_step *step)
{
	size_t len = step->none      ? 0
	             : step->len > 0 ? step->len
	                             : strlen(step->answer);
	size_t at = 0;

	while (at < len) {
		ssize_t sent =
		    send(fd, step->answer + at, len - at, MSG_NOSIGNAL);

		if (sent <= 0)
			return;
		at += (size_t)sent;
	}
}

/* One connection; false when the server shall stop. */
static inline void
server_serve(struct server *server, int fd)
{
	const struct linger at_once = { 1, 0 };
	const struct server_step *step;

	do {
		step = &server->step[server->count < server->step_count
					 ? server->count
					 : server->step_count - 1];
		if (step->blind) {
			if (server->count < SERVER_REQUESTS_MAX)
				server->request[server->count++] =
				    mem_strdup("");
		} else if (!server_read(server, fd)) {
			break;
		}
		server_send(fd, step);
	} while (step->then == THEN_KEEP);
	if (step->then == THEN_RESET)
		(void)setsockopt(
		    fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
	if (step->then == THEN_HOLD)
		while (server_wait(server, fd) &&
		       recv(fd, (char[256]){ 0 }, 256, 0) > 0)
			continue;
	(void)close(fd);
	(void)sem_post(&server->closed);
}

static inline void *
server_run(void *context)
{
	struct server *server = context;

	while (server_wait(server, server->listener)) {
		int fd = accept(server->listener, NULL, NULL);

		if (fd >= 0)
			server_serve(server, fd);
	}
	return NULL;
}

/* On a free port of 127.0.0.1; the script must outlive the server. */
static inline struct server *
server_start(const struct server_step *step, size_t count)
{
	struct server *server = mem_calloc(1, sizeof(*server));
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t len = sizeof(address);

	server->step = step;
	server->step_count = count;
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	server->listener = socket(AF_INET, SOCK_STREAM, 0);
	assert_true(server->listener >= 0);
	assert_int_equal(
	    bind(server->listener, (const struct sockaddr *)&address, len), 0);
	assert_int_equal(listen(server->listener, 8), 0);
	assert_int_equal(
	    getsockname(server->listener, (struct sockaddr *)&address, &len),
	    0);
	server->port = ntohs(address.sin_port);
	assert_int_equal(pipe(server->stop), 0);
	assert_int_equal(sem_init(&server->closed, 0, 0), 0);
	assert_int_equal(
	    pthread_create(&server->thread, NULL, server_run, server), 0);
	return server;
}

static inline void
server_stop(struct server *server)
{
	assert_int_equal(write(server->stop[1], "x", 1), 1);
	assert_int_equal(pthread_join(server->thread, NULL), 0);
	(void)close(server->listener);
	(void)close(server->stop[0]);
	(void)close(server->stop[1]);
	(void)sem_destroy(&server->closed);
}

static inline void
server_free(struct server *server)
{
	for (size_t i = 0; i < server->count; i++)
		free(server->request[i]);
	free(server);
}

/* How often text stands in all that was received. */
static inline size_t
server_received(const struct server *server, const char *text)
{
	size_t count = 0;

	for (size_t i = 0; i < server->count; i++)
		for (const char *at = strstr(server->request[i], text);
		     at != NULL; at = strstr(at + 1, text))
			count++;
	return count;
}

#endif
