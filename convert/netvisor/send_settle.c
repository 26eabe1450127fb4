/*
 * send_settle.c - a request left and its outcome is not known: Netvisor is
 * read. Twice not found, a grace time apart, and it is posted once more with
 * the same transaction id, so that Netvisor itself refuses a double.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "mapping/company.h"
#include "netvisor/send_run.h"

#define QUERY_MAX ((size_t)4096)

static const struct send_document *
first_open(const struct send_run *run, const struct batch_request *request)
{
	const struct send_document *document = send_documents_of(run, request);
	long i = 0;

	while (i < request->items - 1 &&
	       (SEND_STATE(document[i].state) & SEND_OPEN) == 0)
		i++;
	return &document[i];
}

/* A question for a person; what is known of it stays as the code. */
static enum send_found
ask(struct send_run *run, const struct batch_request *request, const char *text)
{
	struct send_document *document = send_documents_of(run, request);
	const struct send_document *open = first_open(run, request);
	const struct send_outcome outcome = { .state = JOURNAL_UNKNOWN,
		.code = arena_strdup(&run->arena, open->code),
		.text = text };

	for (long i = 0; i < request->items; i++)
		if ((SEND_STATE(document[i].state) & SEND_OPEN) != 0)
			document[i].question = true;
	if (open->state == JOURNAL_UNKNOWN && strcmp(open->text, text) == 0)
		return SEND_UNCLEAR;
	return send_mark(run, request, SEND_OPEN, &outcome) ? SEND_UNCLEAR
	                                                    : SEND_FAILED;
}

/* Vouchers ----------------------------------------------------------------- */

static bool
begins_with_reference(const char *text, const char *reference)
{
	const size_t len = strlen(reference);

	return text_starts_with(text, reference) &&
	       (text[len] == ' ' || text[len] == '\0');
}

static bool
take_line(const struct reply_node *node, struct send_line *ret)
{
	const char *vat = reply_child_text(node, "VatCode");

	*ret = (struct send_line){ .account =
				       reply_child_text(node, "AccountNumber"),
		.vat_code = strcmp(vat, "-") == 0 ? "NONE" : vat };
	return reply_decimal(
		   reply_child_text(node, "VatPercent"), &ret->vat_percent) &&
	       reply_money(reply_child_text(node, "LineSum"), currency_euro(),
		   &ret->sum);
}

bool
send_same_lines(const struct reply_node *voucher, struct send_facts *facts)
{
	const struct reply_node *node = reply_child(voucher, "VoucherLine");
	struct send_line *found =
	    mem_calloc(facts->line_count + 1, sizeof(*found));
	size_t count = 0;
	bool same = true;

	for (; same && node != NULL; node = reply_next(node))
		same = count < facts->line_count &&
		       take_line(node, &found[count++]);
	same = same && count == facts->line_count;
	if (same && count > 0) {
		qsort(found, count, sizeof(*found), send_line_compare);
		qsort(facts->line, count, sizeof(*facts->line),
		    send_line_compare);
		for (size_t i = 0; same && i < count; i++)
			same =
			    send_line_compare(&found[i], &facts->line[i]) == 0;
	}
	free(found);
	return same;
}

static bool
is_valid(const struct reply_node *voucher)
{
	const char *status = reply_attribute(voucher, "Status");

	return status == NULL || text_equal_ignore_case(status, "valid");
}

static enum send_found
judge_vouchers(struct send_run *run, const struct batch_request *request,
    const struct reply *reply, struct send_facts *facts)
{
	const char *reference =
	    send_documents_of(run, request)->item->reference;
	const struct reply_node *hit = NULL,
				*one = reply_child(
				    reply_child(reply_root(reply), "Vouchers"),
				    "Voucher");
	struct send_outcome accepted = { .state = JOURNAL_ACCEPTED,
		.text = "found by reading back" };
	size_t hits = 0;

	for (; one != NULL; one = reply_next(one)) {
		if (!begins_with_reference(
			reply_child_text(one, "VoucherDescription"), reference))
			continue;
		hit = one;
		hits++;
	}
	if (hits == 0)
		return SEND_ABSENT;
	if (hits > 1)
		return ask(run, request,
		    "Netvisor has several vouchers with its reference");
	if (!is_valid(hit))
		return ask(run, request,
		    "its voucher is in Netvisor, but invalidated");
	if (!send_same_lines(hit, facts))
		return ask(run, request,
		    "its voucher is in Netvisor, but with other lines");
	accepted.netvisor_key = reply_child_text(hit, "NetvisorKey");
	return send_mark(run, request, SEND_OPEN, &accepted) ? SEND_FOUND
	                                                     : SEND_FAILED;
}

static enum send_found
find_voucher(struct send_run *run, const struct batch_request *request)
{
	enum send_found result = SEND_FAILED;
	char day[DATE_TEXT_MAX];
	struct exchange exchange;
	struct send_facts facts;
	struct buf query;

	buf_init(&query, QUERY_MAX);
	if (send_facts_of(run, request, &facts)) {
		(void)date_format(facts.fact[0].date, day);
		buf_printf(&query, "startdate=%s&enddate=%s&voucherstatus=1",
		    day, day);
		if (send_get(run, "accountingledger.nv", buf_text(&query),
			&exchange)) {
			result = judge_vouchers(
			    run, request, exchange.reply, &facts);
			exchange_release(&exchange);
		}
	}
	send_facts_release(&facts);
	buf_release(&query);
	return result;
}

/* All kinds ---------------------------------------------------------------- */

static enum send_found
read_back(struct send_run *run, const struct batch_request *request)
{
	enum send_found found;

	if (send_is_master(request))
		return send_look_up(run, request, true, JOURNAL_ACCEPTED);
	if (!send_is_batch(request))
		return find_voucher(run, request);
	found = strcmp(first_open(run, request)->code, SEND_CODE_ANSWER) == 0
	            ? SEND_FOUND
	            : send_find_batch(run, request);
	if (found == SEND_FOUND)
		send_follow(run, request);
	if (found != SEND_ABSENT)
		return found;
	found = send_find_invoices(run, request);
	return found == SEND_UNCLEAR
	           ? ask(run, request,
			 "no batch tells of it, and its invoices are in "
			 "Netvisor in part")
	           : found;
}

static bool
is_not_unique(const struct send_document *document)
{
	return strcmp(document->code, SEND_CODE_NOT_UNIQUE) == 0;
}

/* That an id had arrived must not be forgotten: it forbids another repeat. */
static bool
note_absence(struct send_run *run, const struct batch_request *request)
{
	struct send_document *document = send_documents_of(run, request);
	const struct send_outcome absent = { .state = JOURNAL_UNKNOWN,
		.code = JOURNAL_ABSENT,
		.text = "looked for in Netvisor and not found" };

	if (!is_not_unique(first_open(run, request)) &&
	    !send_mark(run, request, SEND_OPEN, &absent))
		return false;
	for (long i = 0; i < request->items; i++) {
		document[i].absent = true;
		document[i].absent_at =
		    clock_now_milliseconds(client_clock(run->client));
	}
	return true;
}

static bool
wait_grace(struct send_run *run, const struct send_document *document)
{
	const int64_t grace = run->options->company->network.grace;
	const int64_t gone = clock_now_milliseconds(client_clock(run->client)) -
	                     document->absent_at;
	const int64_t left = gone < 0 ? grace : grace - gone;

	if (left > 0)
		(void)client_pause(
		    run->client, "before looking once more", (long)left);
	return !send_stopped(run);
}

/*
 * Not found, and a repeat is no answer either (any more, or in this run).
 */
static void
give_up(
    struct send_run *run, const struct batch_request *request, bool repeated)
{
	const struct send_document *open = first_open(run, request);

	if (is_not_unique(open))
		(void)ask(run, request,
		    "its transaction id had arrived, but it is not found");
	else if (!repeated)
		(void)ask(run, request,
		    "it is not found, and its request holds documents that "
		    "are settled");
}

void
send_settle(struct send_run *run, const struct batch_request *request)
{
	bool repeated = false;

	while (!send_stopped(run)) {
		const struct send_document *open = first_open(run, request);
		const bool second = open->absent;

		if (second && !wait_grace(run, open))
			return;
		if (read_back(run, request) != SEND_ABSENT)
			return;
		if (!second) {
			if (!note_absence(run, request))
				return;
			continue;
		}
		if (is_not_unique(open) || repeated ||
		    !send_all(run, request, SEND_OPEN)) {
			give_up(run, request, repeated);
			return;
		}
		if (run->only_reads)
			return;
		repeated = true;
		if (send_repeat(run, request) != SEND_SETTLE)
			return;
	}
}
