/* sandbox.c - see sandbox.h. */
#include "sandbox/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/output.h"
#include "base/text.h"
#include "sandbox/books.h"
#include "sandbox/certificate.h"
#include "sandbox/dump.h"
#include "sandbox/fixture.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"
#include "sandbox/serve.h"
#include "sandbox/server.h"

#define PORT_MAX 65535

static const struct source_pos nowhere = { NULL, 0, 0 };

void
sandbox_options_init(struct sandbox_options *options)
{
	memset(options, 0, sizeof(*options));
	options->address = "127.0.0.1";
	options->clock_skew = 300;
	options->drop_during_delay = 300;
}

/* Own copies of what the caller's memory holds. */
static void
take_options(struct sandbox *sandbox, const struct sandbox_options *options)
{
	struct sandbox_plan *plan = arena_alloc(
	    &sandbox->arena, (options->plan_count + 1) * sizeof(*plan));
	const char **denied = arena_alloc(
	    &sandbox->arena, (options->denied_count + 1) * sizeof(*denied));

	sandbox->options = *options;
	for (size_t i = 0; i < options->plan_count; i++) {
		plan[i] = options->plan[i];
		if (plan[i].resource != NULL)
			plan[i].resource =
			    arena_strdup(&sandbox->arena, plan[i].resource);
	}
	for (size_t i = 0; i < options->denied_count; i++)
		denied[i] = arena_strdup(&sandbox->arena, options->denied[i]);
	sandbox->options.plan = plan;
	sandbox->options.denied = denied;
	sandbox->plan_seen = arena_alloc(&sandbox->arena,
	    (options->plan_count + 1) * sizeof(sandbox->plan_seen[0]));
}

/* Names that are no resource's would never do anything. */
static bool
check_options(const struct sandbox_options *options, struct diag_list *diag)
{
	size_t before = diag_count(diag, SEVERITY_ERROR);

	for (size_t i = 0; i < options->plan_count; i++) {
		const char *name = options->plan[i].resource;

		if (name != NULL && sandbox_resource_find(name) == NULL)
			(void)diag_add(diag, RULE_SANDBOX_OPTION, nowhere,
			    "a fault's resource '%s' does not exist", name);
	}
	for (size_t i = 0; i < options->denied_count; i++)
		if (sandbox_resource_find(options->denied[i]) == NULL)
			(void)diag_add(diag, RULE_SANDBOX_OPTION, nowhere,
			    "the denied resource '%s' does not exist",
			    options->denied[i]);
	if (strcmp(options->address, "127.0.0.1") != 0 &&
	    strcmp(options->address, "::1") != 0)
		(void)diag_add(diag, RULE_SANDBOX_OPTION, nowhere,
		    "the address '%s' is not this machine's own",
		    options->address);
	if (options->port > PORT_MAX)
		(void)diag_add(diag, RULE_SANDBOX_OPTION, nowhere,
		    "there is no port %u", options->port);
	return diag_count(diag, SEVERITY_ERROR) == before;
}

/* Books that are there already have to be of this company. */
static bool
check_company(struct sandbox *sandbox, struct diag_list *diag)
{
	struct source_pos pos = { sandbox->options.books, 0, 0 };
	const char *organisation = query_string(sandbox->books, &sandbox->arena,
	    "SELECT value FROM meta WHERE name = 'organisation'", "");

	if (organisation != NULL &&
	    strcmp(organisation, sandbox->identity.organisation) == 0)
		return true;
	(void)diag_add(diag, RULE_SANDBOX_BOOKS, pos,
	    "the books are of %s, the fixture is of %s",
	    organisation != NULL ? organisation : "nobody",
	    sandbox->identity.organisation);
	return false;
}

/* The fixture is read in any case: it holds the keys. */
static bool
fill_books(struct sandbox *sandbox, bool is_new, struct diag_list *diag)
{
	sqlite3 *tables = sandbox->books;
	bool loaded;

	if (!is_new)
		tables = books_open(NULL, &loaded, diag);
	if (tables == NULL)
		return false;
	books_exec(tables, "BEGIN");
	books_create(tables);
	loaded = fixture_load(
	    sandbox->options.fixture, tables, &sandbox->identity, diag);
	books_exec(tables, loaded ? "COMMIT" : "ROLLBACK");
	if (is_new)
		return loaded;
	books_close(tables);
	return loaded && check_company(sandbox, diag);
}

static bool
open_log(struct sandbox *sandbox, struct diag_list *diag)
{
	const char *path = sandbox->options.log;
	struct source_pos pos = { path, 0, 0 };

	sandbox->log = -1;
	if (path == NULL)
		return true;
	sandbox->log =
	    open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (sandbox->log < 0)
		(void)diag_add(diag, RULE_SYSTEM_FILE, pos, "cannot open: %s",
		    strerror(errno));
	return sandbox->log >= 0;
}

static bool
make_certificate(struct sandbox *sandbox, struct certificate *certificate,
    struct diag_list *diag)
{
	const struct sandbox_options *options = &sandbox->options;

	if (!certificate_make(certificate, options->certificate_name,
		serve_now(sandbox), options->certificate_expired)) {
		(void)diag_add(diag, RULE_SANDBOX_LISTEN, nowhere,
		    "no certificate can be made for '%s'",
		    options->certificate_name != NULL
			? options->certificate_name
			: options->address);
		return false;
	}
	return options->certificate == NULL ||
	       atomic_file_write(options->certificate, certificate->certificate,
		   strlen(certificate->certificate), diag) == 0;
}

static bool
listen_on(struct sandbox *sandbox, struct diag_list *diag)
{
	const struct sandbox_options *options = &sandbox->options;
	bool six = strcmp(options->address, "::1") == 0;
	struct certificate certificate = { NULL, NULL };

	if (options->tls && !make_certificate(sandbox, &certificate, diag)) {
		certificate_release(&certificate);
		return false;
	}
	/* The lock holds calls back until the URL is known. */
	(void)pthread_mutex_lock(&sandbox->lock);
	errno = 0;
	sandbox->server = server_start(
	    sandbox, six, options->port, options->tls ? &certificate : NULL);
	if (sandbox->server != NULL)
		sandbox->url = mem_printf(six ? "%s://[%s]:%u" : "%s://%s:%u",
		    sandbox->scheme, options->address,
		    server_port(sandbox->server));
	else
		(void)diag_add(diag, RULE_SANDBOX_LISTEN, nowhere,
		    "cannot listen on %s, port %u: %s", options->address,
		    options->port,
		    errno != 0 ? strerror(errno) : "the server does not start");
	(void)pthread_mutex_unlock(&sandbox->lock);
	certificate_release(&certificate);
	return sandbox->server != NULL;
}

static bool
start(struct sandbox *sandbox, struct diag_list *diag)
{
	bool is_new = false;

	sandbox->books = books_open(sandbox->options.books, &is_new, diag);
	if (sandbox->books == NULL || !fill_books(sandbox, is_new, diag) ||
	    !open_log(sandbox, diag))
		return false;
	if (!worker_start(sandbox)) {
		(void)diag_add(diag, RULE_SANDBOX_LISTEN, nowhere,
		    "no thread can be started");
		return false;
	}
	return listen_on(sandbox, diag);
}

struct sandbox *
sandbox_start(const struct sandbox_options *options, struct diag_list *diag)
{
	struct sandbox *sandbox;

	if (!check_options(options, diag))
		return NULL;
	sandbox = mem_calloc(1, sizeof(*sandbox));
	arena_init(&sandbox->arena);
	take_options(sandbox, options);
	sandbox->scheme = options->tls ? "https" : "http";
	sandbox->log = -1;
	(void)pthread_mutex_init(&sandbox->lock, NULL);
	if (start(sandbox, diag))
		return sandbox;
	sandbox_stop(sandbox);
	return NULL;
}

void
sandbox_stop(struct sandbox *sandbox)
{
	if (sandbox == NULL)
		return;
	server_stop(sandbox->server);
	worker_stop(sandbox);
	books_close(sandbox->books);
	if (sandbox->log >= 0)
		(void)close(sandbox->log);
	identity_release(&sandbox->identity);
	(void)pthread_mutex_destroy(&sandbox->lock);
	arena_release(&sandbox->arena);
	free(sandbox->url);
	free(sandbox);
}

const char *
sandbox_url(const struct sandbox *sandbox)
{
	return sandbox->url;
}

void
sandbox_put_credentials(const struct sandbox *sandbox, struct buf *out)
{
	const struct identity *identity = &sandbox->identity;

	buf_printf(out,
	    "customer_id: %s\ncustomer_key: %s\npartner_id: %s\n"
	    "partner_key: %s\n",
	    identity->customer_id, identity->customer_key, identity->partner_id,
	    identity->partner_key);
}

void
sandbox_dump(struct sandbox *sandbox, struct buf *out)
{
	(void)pthread_mutex_lock(&sandbox->lock);
	dump_books(sandbox->books, out);
	(void)pthread_mutex_unlock(&sandbox->lock);
}

int
sandbox_dump_file(const char *books, struct buf *out, struct diag_list *diag)
{
	struct source_pos pos = { books, 0, 0 };
	bool is_new = true;
	sqlite3 *tables = NULL;

	/* Opening would make a file of a name that was misspelt. */
	if (file_exists(books))
		tables = books_open(books, &is_new, diag);
	if (tables == NULL || is_new) {
		if (!diag_failed(diag))
			(void)diag_add(diag, RULE_SANDBOX_BOOKS, pos,
			    "there are no books");
		books_close(tables);
		return -1;
	}
	dump_books(tables, out);
	books_close(tables);
	return 0;
}
