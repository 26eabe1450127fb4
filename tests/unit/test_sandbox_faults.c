/* test_sandbox_faults.c - what goes wrong on purpose does so as it should. */
#include <unistd.h>

#include "unit.h"

#include "sandbox_server.h"
#include "scratch.h"

#define SAMPLE_BATCH "samples/company/2026-09/batch/000/000038-invoices.xml"

static struct sandbox_reply
add_item(struct sandbox *sandbox, const char *name)
{
	char *body = mem_printf(ITEM_BODY, name);
	struct sandbox_reply reply =
	    sandbox_call(sandbox_url(sandbox), "POST", ITEM, body);

	free(body);
	return reply;
}

static bool
has_item(struct sandbox *sandbox, const char *name)
{
	struct sandbox_reply reply = sandbox_call(
	    sandbox_url(sandbox), "GET", "/dimensionlist.nv", NULL);
	bool has = strstr(reply.body, name) != NULL;

	assert_int_equal(reply.status, 200);
	sandbox_reply_release(&reply);
	return has;
}

/* A fault, what the client sees of it, and whether the work is done. */
static void
test_faults(void **state)
{
	static const struct {
		enum sandbox_fault fault;
		int status; /* 0: not a byte */
		const char *text;
		bool done;
	} faults[] = {
		{ SANDBOX_FAULT_DROP_BEFORE, 0, "", false },
		{ SANDBOX_FAULT_DROP_DURING, 0, "", true },
		{ SANDBOX_FAULT_DROP_AFTER, 0, "", true },
		{ SANDBOX_FAULT_CUT_REPLY, 200, "<?xml", true },
		{ SANDBOX_FAULT_HTML_502, 502, "<html>", false },
		{ SANDBOX_FAULT_HTML_502_AFTER, 502, "<html>", true },
		{ SANDBOX_FAULT_MAINTENANCE, 500, "SYSTEM_MAINTENANCE", false },
		{ SANDBOX_FAULT_TECHNICAL, 500, "TECHNICAL_ERROR", false },
		{ SANDBOX_FAULT_BUSY_429, 429, "Too Many", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(faults); i++) {
		const struct sandbox_plan plan = { faults[i].fault,
			"dimensionitem.nv", 1 };
		struct sandbox_options options;
		struct sandbox *sandbox;

		defaults(&options);
		options.plan = &plan;
		options.plan_count = 1;
		options.drop_during_delay = 0;
		sandbox = start(&options);
		if (faults[i].status == 0)
			expect_silence(add_item(sandbox, "Uusi"));
		else
			expect(add_item(sandbox, "Uusi"), faults[i].status,
			    faults[i].text);
		/* The late work needs the time that it needs. */
		for (int wait = 0; faults[i].done && wait < 1000 &&
				   !has_item(sandbox, "Uusi");
		     wait++)
			(void)usleep(10000);
		assert_row(has_item(sandbox, "Uusi") == faults[i].done,
		    faults[i].text);
		expect(add_item(sandbox, "Toinen"), 200, "OK");
		sandbox_stop(sandbox);
	}
}

static void
test_cut_reply_is_half(void **state)
{
	const struct sandbox_plan plan = { SANDBOX_FAULT_CUT_REPLY,
		"accountlist.nv", 0 };
	struct sandbox_options options;
	struct sandbox_reply reply;
	struct sandbox *sandbox;
	const char *length;

	(void)state;
	defaults(&options);
	options.plan = &plan;
	options.plan_count = 1;
	sandbox = start(&options);
	reply =
	    sandbox_call(sandbox_url(sandbox), "GET", "/accountlist.nv", NULL);
	length = strstr(reply.all.data, "Content-Length: ");
	assert_non_null(length);
	assert_int_equal(
	    strlen(reply.body), strtoul(length + 16, NULL, 10) / 2);
	sandbox_reply_release(&reply);
	sandbox_stop(sandbox);
}

/* An id kept on arrival blocks the repeat of what was never done. */
static void
test_id_on_arrival(void **state)
{
	const struct sandbox_plan plan = { SANDBOX_FAULT_DROP_BEFORE,
		"dimensionitem.nv", 1 };
	char *body = mem_printf(ITEM_BODY, "Uusi");

	(void)state;
	for (int on_arrival = 0; on_arrival < 2; on_arrival++) {
		struct sandbox_options options;
		struct sandbox_said said;
		struct sandbox *sandbox;

		defaults(&options);
		options.plan = &plan;
		options.plan_count = 1;
		options.id_on_arrival = on_arrival == 1;
		sandbox = start(&options);
		sandbox_said_init(&said);
		expect_silence(sandbox_call_as(
		    &said, sandbox_url(sandbox), "POST", ITEM, body));
		expect(sandbox_call_as(
			   &said, sandbox_url(sandbox), "POST", ITEM, body),
		    on_arrival == 1 ? 400 : 200,
		    on_arrival == 1 ? "REQUEST_NOT_UNIQUE" : "OK");
		sandbox_stop(sandbox);
	}
	free(body);
}

static void
test_denied_and_six(void **state)
{
	const char *denied[] = { "customerlist.nv" };
	struct sandbox_options options;
	struct sandbox *sandbox;

	(void)state;
	defaults(&options);
	options.denied = denied;
	options.denied_count = 1;
	options.clock_offset = 1000;
	sandbox = start(&options);
	call_expect(sandbox, "/vouchertypelist.nv", 401, "too far from");
	sandbox_stop(sandbox);
	options.clock_offset = 0;
	/* A machine may have no IPv6 at all. */
	if (access("/proc/net/if_inet6", R_OK) == 0)
		options.address = "::1";
	sandbox = start(&options);
	call_expect(sandbox, LIST, 403, "SERVICE_ACCESS_ERROR :: No access");
	call_expect(sandbox, "/getcustomer.nv?id=501", 200, "<Customer>");
	sandbox_stop(sandbox);
}

/* A batch that waits when the server ends is worked off by the next. */
static void
test_batch_waits(void **state)
{
	struct diag_list *diag = diag_list_new();
	char *folder = scratch_make();
	char *books = path_join(folder, "books.db");
	size_t len;
	char *body = file_read(SAMPLE_BATCH, 1000000, &len, diag);
	struct sandbox_options options;
	struct sandbox *sandbox;

	(void)state;
	assert_non_null(body);
	defaults(&options);
	options.books = books;
	options.batch_delay = 3600000;
	sandbox = start(&options);
	expect(sandbox_call(
		   sandbox_url(sandbox), "POST", "/salesinvoicebatch.nv", body),
	    200, "<InsertedDataIdentifier>1<");
	call_expect(sandbox, "/getbatchlist.nv", 200, "<Statuscode>1<");
	sandbox_stop(sandbox);
	options.batch_delay = 0;
	sandbox = start(&options);
	for (int wait = 0; wait < 1000; wait++) {
		struct sandbox_reply reply = sandbox_call(
		    sandbox_url(sandbox), "GET", "/getbatchlist.nv", NULL);
		bool done = strstr(reply.body, "<Statuscode>3<") != NULL;

		sandbox_reply_release(&reply);
		if (done)
			break;
		(void)usleep(10000);
	}
	call_expect(sandbox, "/getbatchlist.nv", 200, "<Statuscode>3<");
	sandbox_stop(sandbox);
	free(body);
	free(books);
	scratch_remove(folder);
	diag_list_free(diag);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_cut_reply_is_half),
		cmocka_unit_test(test_id_on_arrival),
		cmocka_unit_test(test_denied_and_six),
		cmocka_unit_test(test_batch_waits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
