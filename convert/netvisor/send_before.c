/*
 * send_before.c - before the first write of a run: has Netvisor moved since
 * the batch was checked? What is said not to have left must not be there: a
 * journal restored from an old copy, or a person's wrong word, shows here.
 * Texts tell of other connectors, and only before the first send: later our
 * own vouchers bear them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/output.h"
#include "base/text.h"
#include "netvisor/fetch.h"
#include "netvisor/register.h"
#include "netvisor/send_run.h"

#define QUERY_MAX ((size_t)4096)

/* Documents that are still to be sent and bear a date. */
struct dated {
	const struct batch_request *request;
	const struct batch_item *item;
	struct date date;
};

struct looking {
	struct send_run *run;
	struct dated *dated;
	size_t count;
	size_t capacity;
	struct table numbers;    /* of invoices, to their documents */
	struct table texts;      /* of vouchers, without the reference */
	struct table references; /* of vouchers */
	struct table keys;       /* of the vouchers that are ours */
};

/* What will be sent ----------------------------------------------------------
 */

static void
add_dated(struct looking *looking, const struct batch_request *request,
    const struct send_fact *fact, size_t place)
{
	const struct send_document *document =
	    send_documents_of(looking->run, request);

	looking->dated = mem_grow(looking->dated, looking->count,
	    &looking->capacity, sizeof(*looking->dated));
	looking->dated[looking->count++] =
	    (struct dated){ request, document[place].item, fact->date };
}

static bool
read_request(struct looking *looking, const struct batch_request *request,
    unsigned skipped)
{
	struct send_document *document =
	    send_documents_of(looking->run, request);
	struct send_facts facts;
	const bool right = send_facts_of(looking->run, request, &facts);

	for (size_t i = 0; right && i < facts.count; i++) {
		const struct send_fact *fact = &facts.fact[i];
		const char *reference = document[i].item->reference;
		const char *text = fact->text;
		void *place = &document[i];

		if ((SEND_STATE(document[i].state) & skipped) != 0)
			continue;
		add_dated(looking, request, fact, i);
		if (fact->number[0] != '\0')
			*table_slot(&looking->numbers, fact->number,
			    strlen(fact->number), NULL) = place;
		if (send_is_batch(request))
			continue;
		*table_slot(&looking->references, reference, strlen(reference),
		    NULL) = place;
		if (text_starts_with(text, reference)) {
			text += strlen(reference);
			text += strspn(text, " ");
		}
		if (text[0] != '\0' && !looking->run->attempted)
			*table_slot(&looking->texts, text, strlen(text), NULL) =
			    place;
	}
	send_facts_release(&facts);
	return right;
}

static bool
read_requests(struct looking *looking)
{
	const struct send_run *run = looking->run;
	unsigned skipped =
	    SEND_SETTLED | SEND_OPEN | SEND_STATE(JOURNAL_QUEUED);

	if (!run->options->retry_refused)
		skipped |= SEND_STATE(JOURNAL_REJECTED);
	for (size_t i = 0; i < batch_request_count(run->batch); i++) {
		const struct batch_request *request =
		    batch_request_at(run->batch, i);

		if (send_is_master(request) || send_all(run, request, skipped))
			continue;
		if (!read_request(looking, request, skipped))
			return false;
	}
	return true;
}

static struct source_pos
place_of(struct send_run *run, const struct send_document *document)
{
	return send_place(
	    run, batch_request_at(run->batch, (size_t)document->item->seq - 1));
}

/* Locks ----------------------------------------------------------------------
 */

/* Returns how many documents are hit. */
static size_t
check_lock(const struct looking *looking, const char *name, struct date before,
    struct date now)
{
	struct send_run *run = looking->run;
	size_t hits = 0;

	if (!date_is_set(now) ||
	    (date_is_set(before) && date_compare(now, before) <= 0))
		return 0;
	for (size_t i = 0; i < looking->count; i++) {
		const struct dated *dated = &looking->dated[i];

		if (!date_is_set(dated->date) ||
		    date_compare(dated->date, now) > 0)
			continue;
		send_add_locked(run, dated->item, dated->date, name, now);
		hits++;
	}
	return hits;
}

static bool
check_locks(const struct looking *looking)
{
	struct send_run *run = looking->run;
	struct registers *registers;
	struct fetched_locks now;
	size_t hits;
	char *dir;

	if (looking->count == 0)
		return true;
	memset(&now, 0, sizeof(now));
	dir = path_join(run->options->month_dir, "registers");
	registers = registers_load(dir, run->diag);
	free(dir);
	if (!registers_complete(registers) ||
	    fetch_locks(run->client, &now, run->diag) != 0) {
		registers_free(registers);
		run->summary->unread = !send_stopped(run);
		run->halted = true;
		return false;
	}
	hits = check_lock(looking, "accounting",
	    register_lock_date(registers, REGISTER_LOCK_ACCOUNTING),
	    now.accounting);
	hits += check_lock(looking, "VAT",
	    register_lock_date(registers, REGISTER_LOCK_VAT), now.vat);
	registers_free(registers);
	return hits == 0;
}

/* Numbers --------------------------------------------------------------------
 */

/* First and last day of the invoices, or of the vouchers. */
static bool
span(const struct looking *looking, bool invoices, struct date *ret_first,
    struct date *ret_last)
{
	bool any = false;

	for (size_t i = 0; i < looking->count; i++) {
		const struct dated *dated = &looking->dated[i];

		if (send_is_batch(dated->request) != invoices ||
		    !date_is_set(dated->date))
			continue;
		if (!any || date_compare(dated->date, *ret_first) < 0)
			*ret_first = dated->date;
		if (!any || date_compare(dated->date, *ret_last) > 0)
			*ret_last = dated->date;
		any = true;
	}
	return any;
}

/* One page of invoices; returns the greatest key, 0 when it was empty. */
static int64_t
check_numbers_of(const struct looking *looking, const struct reply *reply)
{
	struct send_run *run = looking->run;
	const struct reply_node *one = reply_child(
	    reply_child(reply_root(reply), "SalesInvoiceList"), "SalesInvoice");
	int64_t most = 0;

	for (; one != NULL; one = reply_next(one)) {
		const char *number = reply_child_text(one, "InvoiceNumber");
		const struct send_document *document =
		    table_find(&looking->numbers, number, strlen(number));
		int64_t key = 0;

		if (reply_integer(reply_child_text(one, "NetvisorKey"), &key) &&
		    key > most)
			most = key;
		if (document == NULL)
			continue;
		diag_remedy(diag_add(run->diag, RULE_SEND_NUMBER_EXISTS,
				place_of(run, document),
				"%s: Netvisor has an invoice of that number "
				"(NetvisorKey %s, %s, sum %s)",
				send_title(run, document->item),
				reply_child_text(one, "NetvisorKey"),
				reply_child_text(one, "Invoicedate"),
				reply_child_text(one, "InvoiceSum")),
		    "find out who booked it; if it is this invoice, leave it "
		    "out (%s), else delete the other in Netvisor",
		    send_reject_command(run, document->item));
	}
	return most;
}

static bool
check_numbers(const struct looking *looking)
{
	char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
	struct date first = { 0, 0, 0 }, last = { 0, 0, 0 };
	int64_t above = 0, most = 0;
	struct exchange exchange;
	struct buf query;

	if (!span(looking, true, &first, &last))
		return true;
	buf_init(&query, QUERY_MAX);
	do {
		above = most;
		buf_clear(&query);
		buf_printf(&query, "begininvoicedate=%s&endinvoicedate=%s",
		    date_format(first, from), date_format(last, to));
		if (above > 0)
			buf_printf(&query, "&invoicesabovenetvisorkey=%lld",
			    (long long)above);
		if (!send_get(looking->run, "salesinvoicelist.nv",
			buf_text(&query), &exchange)) {
			buf_release(&query);
			return false;
		}
		most = check_numbers_of(looking, exchange.reply);
		exchange_release(&exchange);
	} while (most > above);
	buf_release(&query);
	return true;
}

/* Texts ----------------------------------------------------------------------
 */

/* What earlier months have booked is theirs. */
static bool
read_keys(struct looking *looking)
{
	struct journal_documents *all =
	    journal_all_documents(looking->run->journal, looking->run->diag);

	if (all == NULL) {
		looking->run->halted = true;
		return false;
	}
	for (size_t i = 0; i < journal_document_count(all); i++) {
		const struct journal_document *one =
		    journal_document_at(all, i);

		if (one->netvisor_key[0] != '\0' &&
		    text_starts_with(one->key, "voucher:"))
			*table_slot(&looking->keys, one->netvisor_key,
			    strlen(one->netvisor_key), NULL) = looking;
	}
	journal_documents_free(all);
	return true;
}

static void
check_texts_of(const struct looking *looking, const struct reply *reply)
{
	struct send_run *run = looking->run;
	const struct reply_node *one =
	    reply_child(reply_child(reply_root(reply), "Vouchers"), "Voucher");

	for (; one != NULL; one = reply_next(one)) {
		const char *text = reply_child_text(one, "VoucherDescription");
		const char *key = reply_child_text(one, "NetvisorKey");
		const struct send_document *document =
		    table_find(&looking->texts, text, strlen(text));

		if (document == NULL)
			document = table_find(
			    &looking->references, text, strcspn(text, " "));
		if (document == NULL ||
		    table_find(&looking->keys, key, strlen(key)) != NULL)
			continue;
		diag_remedy(
		    diag_add(run->diag, RULE_SEND_TEXT_EXISTS,
			place_of(run, document),
			"%s: Netvisor has a voucher of %s (NetvisorKey %s) "
			"that says '%s'",
			send_title(run, document->item),
			reply_child_text(one, "VoucherDate"), key, text),
		    "turn off the other connector, and leave the document out "
		    "(%s) or invalidate the other voucher; after a lost "
		    "journal.db restore its newest copy; if it was wrongly "
		    "said to be absent: %s",
		    send_reject_command(run, document->item),
		    send_resolve_command(run, document->item, key));
	}
}

/* A month at a time, so that no answer grows beyond all measure. */
static bool
check_texts(const struct looking *looking)
{
	char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
	struct date day = { 0, 0, 0 }, last = { 0, 0, 0 };
	struct exchange exchange;
	struct buf query;
	bool right = true;

	if (!span(looking, false, &day, &last))
		return true;
	buf_init(&query, QUERY_MAX);
	while (right && date_compare(day, last) <= 0) {
		struct date end = month_last_day(date_month(day));

		if (date_compare(end, last) > 0)
			end = last;
		buf_clear(&query);
		buf_printf(&query, "startdate=%s&enddate=%s",
		    date_format(day, from), date_format(end, to));
		right = send_get(looking->run, "accountingledger.nv",
		    buf_text(&query), &exchange);
		if (right) {
			check_texts_of(looking, exchange.reply);
			exchange_release(&exchange);
		}
		day = date_from_days(date_to_days(end) + 1);
	}
	buf_release(&query);
	return right;
}

/* A lost journal, or Fenerum's own connector, would show here. */
static bool
check_there(struct looking *looking)
{
	const struct diag_list *diag = looking->run->diag;
	const size_t before = diag_count(diag, SEVERITY_ERROR);

	return read_keys(looking) && check_numbers(looking) &&
	       check_texts(looking) &&
	       diag_count(diag, SEVERITY_ERROR) == before;
}

bool
send_look_before(struct send_run *run)
{
	struct looking looking = { .run = run };
	bool right;

	right = read_requests(&looking) && check_locks(&looking);
	if (looking.count > 0 && !run->halted)
		right = (check_there(&looking) && right);
	table_release(&looking.numbers);
	table_release(&looking.texts);
	table_release(&looking.references);
	table_release(&looking.keys);
	free(looking.dated);
	return right;
}
