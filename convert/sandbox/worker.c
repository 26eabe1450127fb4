/* worker.c - the thread for what is done after the reply. See serve.h. */
#include <stdlib.h>
#include <time.h>

#include "sandbox/moment.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"
#include "sandbox/serve.h"

/* A batch that cannot be gone on with is looked at again after so long. */
#define LOOK_AGAIN_MILLISECONDS 50

static int64_t
monotonic(void)
{
	struct timespec now = { 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
job_insert(struct sandbox *sandbox, struct job *job)
{
	struct job **at = &sandbox->job;

	while (*at != NULL && (*at)->due <= job->due)
		at = &(*at)->next;
	job->next = *at;
	*at = job;
	(void)pthread_cond_signal(&sandbox->wake);
}

void
worker_add(struct sandbox *sandbox, struct call *call, long delay)
{
	struct job *job = mem_calloc(1, sizeof(*job));

	job->call = call;
	job->due = monotonic() + delay;
	job_insert(sandbox, job);
}

/* The oldest batch that is not finished, or 0. */
static int64_t
batch_waiting(struct sandbox *sandbox)
{
	return query_number(sandbox->books, 0,
	    "SELECT min(key) FROM batch WHERE status < 3", "");
}

/*
 * One item of the oldest batch, in one transaction; true while that batch
 * wants more.
 */
static bool
batch_go_on(struct sandbox *sandbox, bool *ret_stuck)
{
	int64_t key = batch_waiting(sandbox);
	char now[MOMENT_LOCAL_MAX];

	*ret_stuck = false;
	if (key == 0)
		return false;
	books_exec(sandbox->books, "BEGIN IMMEDIATE");
	*ret_stuck = !batch_work_step(
	    sandbox->books, moment_local(serve_now(sandbox), now));
	books_exec(sandbox->books, "COMMIT");
	return batch_waiting(sandbox) == key;
}

/* Do the first job, or a step of it. Others get the lock in between. */
static void
job_work(struct sandbox *sandbox)
{
	struct job *job = sandbox->job;
	bool stuck;

	sandbox->job = job->next;
	if (job->call != NULL) {
		serve_late(sandbox, job->call);
		free(job);
		return;
	}
	if (!batch_go_on(sandbox, &stuck)) {
		free(job);
		return;
	}
	if (stuck)
		job->due = monotonic() + LOOK_AGAIN_MILLISECONDS;
	job_insert(sandbox, job);
}

static void
wait_for(struct sandbox *sandbox, int64_t due)
{
	struct timespec until = { .tv_sec = (time_t)(due / 1000),
		.tv_nsec = (long)(due % 1000) * 1000000 };

	(void)pthread_cond_timedwait(&sandbox->wake, &sandbox->lock, &until);
}

static void *
worker_run(void *context)
{
	struct sandbox *sandbox = context;

	(void)pthread_mutex_lock(&sandbox->lock);
	while (!sandbox->stop) {
		if (sandbox->job == NULL) {
			(void)pthread_cond_wait(&sandbox->wake, &sandbox->lock);
		} else if (sandbox->job->due > monotonic()) {
			wait_for(sandbox, sandbox->job->due);
		} else {
			job_work(sandbox);
			(void)pthread_mutex_unlock(&sandbox->lock);
			(void)pthread_mutex_lock(&sandbox->lock);
		}
	}
	(void)pthread_mutex_unlock(&sandbox->lock);
	return NULL;
}

bool
worker_start(struct sandbox *sandbox)
{
	pthread_condattr_t attributes;

	(void)pthread_condattr_init(&attributes);
	(void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	(void)pthread_cond_init(&sandbox->wake, &attributes);
	(void)pthread_condattr_destroy(&attributes);
	/* What an earlier sandbox left waiting. */
	for (int64_t left = query_number(sandbox->books, 0,
		 "SELECT count(*) FROM batch WHERE status < 3", "");
	     left > 0; left--)
		worker_add(sandbox, NULL, sandbox->options.batch_delay);
	sandbox->worker_runs =
	    pthread_create(&sandbox->worker, NULL, worker_run, sandbox) == 0;
	return sandbox->worker_runs;
}

void
worker_stop(struct sandbox *sandbox)
{
	if (sandbox->worker_runs) {
		(void)pthread_mutex_lock(&sandbox->lock);
		sandbox->stop = true;
		(void)pthread_cond_signal(&sandbox->wake);
		(void)pthread_mutex_unlock(&sandbox->lock);
		(void)pthread_join(sandbox->worker, NULL);
		(void)pthread_cond_destroy(&sandbox->wake);
	}
	while (sandbox->job != NULL) {
		struct job *job = sandbox->job;

		sandbox->job = job->next;
		/* Requests that were taken in are worked on to the end. */
		if (job->call != NULL)
			serve_late(sandbox, job->call);
		free(job);
	}
}
