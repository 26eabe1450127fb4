/*
 * sandbox_server.h - a sandbox in the test's own process, and what its replies
 * have to be.
 */
#ifndef TESTS_UNIT_SANDBOX_SERVER_H
#define TESTS_UNIT_SANDBOX_SERVER_H

#include "unit.h"

#include "base/diag.h"
#include "sandbox/sandbox.h"
#include "sandbox_client.h"

#define LIST "/customerlist.nv"
#define ITEM "/dimensionitem.nv?method=add"
#define ITEM_BODY                                                              \
	"<root><dimensionitem><name>Tuotelinja</name><item>%s</item>"          \
	"</dimensionitem></root>"

static inline struct sandbox *
start(const struct sandbox_options *options)
{
	struct diag_list *diag = diag_list_new();
	struct sandbox *sandbox = sandbox_start(options, diag);

	assert_int_equal(diag_kept(diag), 0);
	assert_non_null(sandbox);
	diag_list_free(diag);
	return sandbox;
}

static inline void
defaults(struct sandbox_options *options)
{
	sandbox_options_init(options);
	options->fixture = "samples/netvisor.yaml";
}

/* The reply has this status and this text. */
static inline void
expect(struct sandbox_reply reply, int status, const char *text)
{
	if (reply.status != status || strstr(reply.body, text) == NULL)
		fail_msg("expected %d and %s, got %d and %s", status, text,
		    reply.status, buf_text(&reply.all));
	sandbox_reply_release(&reply);
}

static inline void
expect_silence(struct sandbox_reply reply)
{
	assert_int_equal(reply.all.len, 0);
	sandbox_reply_release(&reply);
}

static inline void
call_expect(
    struct sandbox *sandbox, const char *target, int status, const char *text)
{
	expect(sandbox_call(sandbox_url(sandbox), "GET", target, NULL), status,
	    text);
}

#endif
