/*
 * check_workers.c - going through the requests of a batch with workers.
 *
 * Workers take stretches of requests, called jobs, in the batch's order and
 * judge each request by itself. The one that owns the run takes the jobs in
 * the same order: a request that a worker found right, by facts that hold, is
 * right; any other it judges itself, with words. Only so many jobs are under
 * way at a time, so memory does not grow with the batch.
 */
#include <pthread.h>
#include <stdlib.h>

#include "base/record.h"
#include "netvisor/check_facts.h"
#include "netvisor/check_run.h"
#include "netvisor/schema.h"
#include "netvisor/xml_quick.h"

/* A job holds about as many documents, and at most as many requests. */
#define JOB_ITEMS 64
#define JOBS_A_WORKER 4

struct job {
	size_t first; /* index of its first request */
	size_t count;
	struct check_guess guess[JOB_ITEMS];
	struct check_facts facts;
	bool done;
};

struct pool {
	struct check *check; /* the run's; workers read it only */
	struct job *job;     /* a ring */
	size_t jobs;
	pthread_mutex_t mutex;
	/* Under the mutex. */
	pthread_cond_t changed;
	size_t next;  /* the first request that is in no job yet */
	size_t begun; /* jobs, ever */
	size_t taken; /* jobs whose requests have their rows */
};

static void
worker_init(struct check *worker, const struct check *check)
{
	*worker = (struct check){ .options = check->options,
		.batch = check->batch,
		.registers = check->registers };
	for (unsigned kind = 0; kind < REQUEST_KIND_COUNT; kind++)
		worker->quick[kind] =
		    xml_quick_new(check->table[kind], &check_events, worker);
	check_init(worker);
}

static void
worker_release(struct check *worker)
{
	for (unsigned kind = 0; kind < REQUEST_KIND_COUNT; kind++)
		xml_quick_free(worker->quick[kind]);
	check_init_undo(worker);
}

/* The next job in the ring, with its requests; the mutex is held. */
static struct job *
job_begin(struct pool *pool)
{
	struct job *job = &pool->job[pool->begun++ % pool->jobs];
	const size_t requests = batch_request_count(pool->check->batch);
	long items = 0;

	job->first = pool->next;
	job->count = 0;
	job->done = false;
	while (pool->next < requests && items < JOB_ITEMS &&
	       job->count < JOB_ITEMS) {
		items +=
		    batch_request_at(pool->check->batch, pool->next)->items;
		pool->next++;
		job->count++;
	}
	return job;
}

static void
job_judge(struct check *worker, struct job *job)
{
	check_facts_clear(&job->facts);
	worker->facts = &job->facts;
	for (size_t i = 0; i < job->count; i++) {
		check_request_begin(worker, job->first + i);
		check_guess(worker, &job->guess[i]);
	}
}

static void
put_verdict(struct check *check, struct record_writer *out, const char *hash)
{
	const bool right = check->errors == 0 &&
	                   registers_complete(check->registers) &&
	                   !check->registers_wrong;

	record_put_integer(out, check->request->seq);
	record_put_text(out, check->request->file);
	record_put_text(out, hash);
	record_put_text(out, right ? "ok" : "bad");
	record_put_integer(out, (int64_t)check->errors);
	record_put_integer(out, (int64_t)check->warnings);
	record_put_text(out, rule_set_version());
	record_put_text(out, check->registers_sha256);
	record_row_end(out);
}

/* A request in its turn; guess is NULL when nobody looked at it. */
static bool
request_take(struct check *check, size_t index, const struct check_facts *facts,
    const struct check_guess *guess, struct record_writer *out)
{
	char hash[SHA256_HEX_MAX];

	check_request_begin(check, index);
	if (guess != NULL && guess->result == GUESS_RIGHT &&
	    check_facts_hold(check, facts, guess)) {
		check_facts_take(check, facts, guess);
		put_verdict(check, out, guess->sha256);
		return true;
	}
	check_request(check, guess, hash);
	put_verdict(check, out, hash);
	return check->errors == 0;
}

static bool
job_take(struct check *check, const struct job *job, struct record_writer *out)
{
	bool right = true;

	for (size_t i = 0; i < job->count; i++)
		right &= request_take(
		    check, job->first + i, &job->facts, &job->guess[i], out);
	return right;
}

static bool
is_over(const struct pool *pool)
{
	return pool->next == batch_request_count(pool->check->batch);
}

static void *
worker_run(void *context)
{
	struct pool *pool = context;
	struct check worker;
	struct job *job;

	worker_init(&worker, pool->check);
	(void)pthread_mutex_lock(&pool->mutex);
	for (;;) {
		while (
		    !is_over(pool) && pool->begun - pool->taken == pool->jobs)
			(void)pthread_cond_wait(&pool->changed, &pool->mutex);
		if (is_over(pool))
			break;
		job = job_begin(pool);
		(void)pthread_mutex_unlock(&pool->mutex);
		job_judge(&worker, job);
		(void)pthread_mutex_lock(&pool->mutex);
		job->done = true;
		(void)pthread_cond_broadcast(&pool->changed);
	}
	(void)pthread_mutex_unlock(&pool->mutex);
	worker_release(&worker);
	return NULL;
}

/* Take the jobs as they become ready, in order; workers are running. */
static bool
pool_take(struct pool *pool, struct record_writer *out)
{
	bool right = true;

	(void)pthread_mutex_lock(&pool->mutex);
	while (!is_over(pool) || pool->taken < pool->begun) {
		struct job *job = &pool->job[pool->taken % pool->jobs];

		if (pool->taken == pool->begun || !job->done) {
			(void)pthread_cond_wait(&pool->changed, &pool->mutex);
			continue;
		}
		(void)pthread_mutex_unlock(&pool->mutex);
		right &= job_take(pool->check, job, out);
		(void)pthread_mutex_lock(&pool->mutex);
		pool->taken++;
		(void)pthread_cond_broadcast(&pool->changed);
	}
	(void)pthread_mutex_unlock(&pool->mutex);
	return right;
}

/* Everything by the one that owns the run, a job at a time. */
static bool
run_alone(struct pool *pool, struct record_writer *out)
{
	struct check worker;
	bool right = true;

	worker_init(&worker, pool->check);
	while (!is_over(pool)) {
		struct job *job = job_begin(pool);

		job_judge(&worker, job);
		right &= job_take(pool->check, job, out);
	}
	worker_release(&worker);
	return right;
}

static bool
run_together(struct pool *pool, size_t workers, struct record_writer *out)
{
	pthread_t thread[CHECK_WORKERS_MAX];
	size_t started = 0;
	bool right;

	while (started < workers &&
	       pthread_create(&thread[started], NULL, worker_run, pool) == 0)
		started++;
	right = started > 0 ? pool_take(pool, out) : run_alone(pool, out);
	for (size_t i = 0; i < started; i++)
		(void)pthread_join(thread[i], NULL);
	return right;
}

/* Without workers: each request by libxml2 alone. */
static bool
run_deep(struct check *check, struct record_writer *out)
{
	bool right = true;

	for (size_t i = 0; i < batch_request_count(check->batch); i++)
		right &= request_take(check, i, NULL, NULL, out);
	return right;
}

bool
check_requests(struct check *check, struct record_writer *out)
{
	size_t workers = check->options->workers;
	struct pool pool = { .check = check };
	bool right;

	if (check->options->deep)
		return run_deep(check, out);
	if (workers > CHECK_WORKERS_MAX)
		workers = CHECK_WORKERS_MAX;
	pool.jobs = workers > 1 ? workers * JOBS_A_WORKER : 1;
	pool.job = mem_calloc(pool.jobs, sizeof(*pool.job));
	for (size_t i = 0; i < pool.jobs; i++)
		check_facts_init(&pool.job[i].facts);
	(void)pthread_mutex_init(&pool.mutex, NULL);
	(void)pthread_cond_init(&pool.changed, NULL);
	right = workers > 1 ? run_together(&pool, workers, out)
	                    : run_alone(&pool, out);
	(void)pthread_cond_destroy(&pool.changed);
	(void)pthread_mutex_destroy(&pool.mutex);
	for (size_t i = 0; i < pool.jobs; i++)
		check_facts_release(&pool.job[i].facts);
	free(pool.job);
	return right;
}
