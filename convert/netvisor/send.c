/* send.c - see send.h. */
#include "netvisor/send.h"

#include <stdlib.h>
#include <string.h>

#include "base/output.h"
#include "netvisor/approval.h"
#include "netvisor/send_run.h"

/* Dependencies ---------------------------------------------------------------
 */

static const char *
why_not(const struct send_document *document)
{
	switch (document->state) {
	case JOURNAL_REJECTED:
		return "is refused";
	case JOURNAL_HELD:
		return "is held back";
	case JOURNAL_UNKNOWN:
	case JOURNAL_INTENDED:
		return "is not known to be there";
	case JOURNAL_QUEUED:
		return "waits in a batch of Netvisor";
	case JOURNAL_VOIDED:
		return "was voided";
	case JOURNAL_NEW:
		return "is not sent";
	case JOURNAL_PRESENT:
	case JOURNAL_ACCEPTED:
	case JOURNAL_STATES:
		break;
	}
	return NULL;
}

/* What keeps one document from being sent, or NULL. */
static const char *
culprit_of(struct send_run *run, const struct batch_item *item, bool alone)
{
	const char *cursor = item->depends_on, *word;
	size_t len;

	while ((word = send_next_word(&cursor, &len)) != NULL) {
		const struct send_document *other =
		    table_find(&run->by_reference, word, len);
		const char *why;

		/* What an earlier month holds is that month's. */
		if (other == NULL)
			continue;
		if (other->state == JOURNAL_QUEUED)
			send_follow(run, batch_request_at(run->batch,
					     (size_t)other->item->seq - 1));
		why = why_not(other);
		if (why == NULL)
			continue;
		if (alone)
			return arena_printf(&run->arena,
			    "it depends on %s, which %s",
			    send_title(run, other->item), why);
		return arena_printf(&run->arena,
		    "its request is approved as a whole, and in it %s depends "
		    "on %s, which %s",
		    send_title(run, item), send_title(run, other->item), why);
	}
	return NULL;
}

static const char *
culprit(struct send_run *run, const struct batch_request *request)
{
	const struct send_document *document = send_documents_of(run, request);
	const char *why = NULL;

	for (long i = 0; why == NULL && !run->halted && i < request->items; i++)
		why = culprit_of(run, document[i].item, request->items == 1);
	return why;
}

/* Hold those in the states; the same again is no event. */
static void
hold(struct send_run *run, const struct batch_request *request, unsigned states,
    const char *why)
{
	const struct send_outcome held = { .state = JOURNAL_HELD, .text = why };
	const struct send_document *document = send_documents_of(run, request);
	bool known = true;

	for (long i = 0; i < request->items; i++)
		if ((SEND_STATE(document[i].state) & states) != 0)
			known = known && document[i].state == JOURNAL_HELD &&
			        strcmp(document[i].text, why) == 0;
	if (!known)
		(void)send_mark(run, request, states, &held);
}

/* Requests -------------------------------------------------------------------
 */

/* Everything is NEW, HELD or REJECTED: may it leave, and does it? */
static void
send_request(struct send_run *run, const struct batch_request *request)
{
	const char *why = culprit(run, request);

	if (send_stopped(run))
		return;
	if (why != NULL) {
		hold(run, request, ~SEND_SETTLED, why);
		return;
	}
	if (send_is_master(request) &&
	    send_look_up(run, request, false, JOURNAL_PRESENT) != SEND_ABSENT)
		return;
	if (!send_any(run, request, SEND_STATE(JOURNAL_REJECTED)) ||
	    run->options->retry_refused)
		send_post(run, request);
}

static void
step(struct send_run *run, const struct batch_request *request)
{
	const unsigned refused = SEND_STATE(JOURNAL_REJECTED);

	if (send_all(run, request, SEND_SETTLED))
		return;
	if (send_any(run, request, SEND_OPEN)) {
		send_settle(run, request);
		return;
	}
	/* Batches are followed when somebody waits for them, and at the end. */
	if (send_any(run, request, SEND_STATE(JOURNAL_QUEUED)))
		return;
	if (send_any(run, request, refused) && !send_is_master(request) &&
	    !run->options->retry_refused)
		return;
	if (send_any(run, request, SEND_SETTLED)) {
		hold(run, request, ~(SEND_SETTLED | refused),
		    "its request holds documents that are settled, and is "
		    "approved as a whole");
		return;
	}
	send_request(run, request);
}

static void
run_requests(struct send_run *run)
{
	const size_t count = batch_request_count(run->batch);

	for (size_t i = 0; i < count && !send_stopped(run); i++)
		step(run, batch_request_at(run->batch, i));
	for (size_t i = 0; i < count && !send_stopped(run); i++)
		if (send_any(run, batch_request_at(run->batch, i),
			SEND_STATE(JOURNAL_QUEUED)))
			send_follow(run, batch_request_at(run->batch, i));
}

/* What has left before is found out also when nothing more may leave. */
static void
read_requests(struct send_run *run)
{
	const size_t count = batch_request_count(run->batch);

	run->only_reads = true;
	for (size_t i = 0; i < count && !send_stopped(run); i++) {
		const struct batch_request *request =
		    batch_request_at(run->batch, i);

		if (send_any(run, request, SEND_OPEN))
			send_settle(run, request);
		if (send_any(run, request, SEND_STATE(JOURNAL_QUEUED)))
			send_follow(run, request);
	}
}

static bool
is_settled(const struct send_run *run)
{
	for (size_t i = 0; i < run->count; i++)
		if ((SEND_STATE(run->document[i].state) & SEND_SETTLED) == 0)
			return false;
	return true;
}

/* The run --------------------------------------------------------------------
 */

/* An approved batch, registered; false after findings. */
static bool
open_batch(struct send_run *run)
{
	const struct send_options *options = run->options;
	struct journal_opening opening = { .month = options->month,
		.folder = "batch" };
	char *dir = path_join(options->month_dir, opening.folder);
	char digest[SHA256_HEX_MAX];
	struct approval approval = { .by = NULL };
	struct approval_paths paths;
	enum approval_state state;
	bool right = false;

	run->batch = batch_load(dir, run->diag);
	free(dir);
	if (run->batch == NULL || !send_is_carried(run))
		return false;
	approval_paths_init(&paths, options->month_dir);
	state = approval_verify(&paths, run->batch, run->diag, &approval);
	if (state == APPROVAL_VALID) {
		opening.digest = batch_digest(run->batch, digest);
		opening.approved_by = approval.by;
		opening.approved_at = approval.at;
		right = journal_register(run->journal, run->batch, &opening,
			    &run->number, run->diag) == 0;
	} else if (state != APPROVAL_FAILED) {
		run->summary->question = true;
		if (state == APPROVAL_NONE)
			diag_remedy(
			    diag_add(run->diag, RULE_SEND_APPROVAL,
				(struct source_pos){ paths.approval, 0, 0 },
				"the batch is not approved"),
			    "look at it, then approve it: %s",
			    send_command(run, "netvisor-review",
				"--approve --by NAME --digest HEX"));
	}
	if (state == APPROVAL_VALID || state == APPROVAL_VOID)
		approval_release(&approval);
	approval_paths_release(&paths);
	return right;
}

static int
run_batch(struct send_run *run)
{
	int result = -1;

	if (!open_batch(run)) {
		/* What is known of it is counted all the same. */
		if (run->batch != NULL && send_documents_load(run))
			send_count(run);
		return -1;
	}
	if (!send_documents_load(run))
		return -1;
	if (is_settled(run)) {
		result = 0;
	} else if (send_earlier_months(run) && send_look_before(run)) {
		run_requests(run);
		result = 0;
	} else {
		read_requests(run);
	}
	send_count(run);
	send_report(run);
	return result;
}

int
send_batch(struct client *client, struct journal *journal,
    const struct send_options *options, struct diag_list *diag,
    struct send_summary *ret)
{
	struct send_run run = { .client = client,
		.journal = journal,
		.options = options,
		.diag = diag,
		.summary = ret };
	int result;

	memset(ret, 0, sizeof(*ret));
	arena_init(&run.arena);
	table_init(&run.by_reference);
	table_init(&run.dimensions);
	table_init(&run.customers);
	table_init(&run.named);
	run.replies = path_join(options->month_dir, "replies");
	result = run_batch(&run);
	send_documents_release(&run);
	table_release(&run.dimensions);
	table_release(&run.customers);
	table_release(&run.named);
	free(run.replies);
	batch_free(run.batch);
	arena_release(&run.arena);
	return result;
}
