/*
 * serve.h - from a call to a reply, whatever carries both: headers, rights,
 * transaction id, the resource's work, and the faults that were asked for.
 *
 * A resource's work and its transaction id are one SQLite transaction. What a
 * refused request has done is undone; its id stays used.
 */
#ifndef SANDBOX_SERVE_H
#define SANDBOX_SERVE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"
#include "sandbox/authentication.h"
#include "sandbox/call.h"
#include "sandbox/sandbox.h"

/* What is to be done with a reply. */
enum serve_outcome {
	SERVE_WHOLE,
	SERVE_CUT, /* half of the body, then close */
	SERVE_NONE /* close without a byte */
};

struct serve_reply {
	enum serve_outcome outcome;
	unsigned status;
	const char *type; /* of the content */
	bool retry_after;
	struct buf body;
};

/* Work for later. call NULL: a batch. */
struct job {
	int64_t due; /* milliseconds of the monotonic clock */
	struct call *call;
	struct job *next;
};

struct sandbox {
	struct sandbox_options options; /* strings are the arena's */
	struct arena arena;
	struct identity identity;
	long *plan_seen; /* requests met by each of the plan */
	int log;         /* descriptor, or -1 */
	char *url;
	const char *scheme;
	struct server *server;

	pthread_mutex_t lock; /* of the books and all that follows */
	sqlite3 *books;
	pthread_cond_t wake;
	pthread_t worker;
	bool worker_runs;
	bool stop;
	struct job *job; /* by due */
};

/*
 * Answer a call. It is owned from here on: freed, or kept for later work.
 * Takes the lock. ret_reply->body is the caller's to release.
 */
void serve_call(struct sandbox *, struct call *, struct serve_reply *ret);
/* The work of a call that was dropped; holds the lock. */
void serve_late(struct sandbox *, struct call *);

/* The server's clock, in seconds since 1970. */
int64_t serve_now(const struct sandbox *);

/* Begin the thread for late work; end it, after the work that it has. */
bool worker_start(struct sandbox *);
void worker_stop(struct sandbox *);
/* Something to do so many milliseconds from now; holds the lock. */
void worker_add(struct sandbox *, struct call *, long delay);

#endif
