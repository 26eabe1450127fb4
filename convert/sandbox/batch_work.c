/* batch_work.c - batches are worked off, an item a call. */
#include <string.h>

#include "base/buf.h"
#include "sandbox/batch.h"
#include "sandbox/form.h"
#include "sandbox/invoice.h"
#include "sandbox/message.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"

/* The item as it was kept, and as its own form wants it. */
static const struct message_node *
read_item(
    struct message *message, const char *xml, struct sandbox_answer *answer)
{
	const struct message_node *data = NULL;
	struct buf why;

	buf_init(&why, BUF_MAX_DEFAULT);
	if (message_parse(message, xml, strlen(xml), &why))
		data = message_child(message->root, "itemdata");
	if (data != NULL && (data->first == NULL || data->first->next != NULL))
		buf_puts(&why, "itemdata holds one salesinvoice");
	else if (data != NULL &&
		 form_check(&form_salesinvoice, data->first, false, &why)) {
		buf_release(&why);
		return data->first;
	}
	sandbox_refuse(answer, "INVALID_DATA",
	    "Data form incorrect:. XML message validation failed: %s",
	    buf_text(&why));
	buf_release(&why);
	return NULL;
}

/* The invoice's key, or 0 after a refusal, when nothing of it stays. */
static int64_t
work_item(sqlite3 *books, const char *xml, const struct invoice_source *source,
    struct sandbox_answer *answer)
{
	const struct message_node *node;
	struct message message;
	struct invoice invoice;
	int64_t key = 0;

	node = read_item(&message, xml, answer);
	books_exec(books, "SAVEPOINT item");
	if (node != NULL &&
	    invoice_read(books, &message.arena, node, &invoice, answer))
		key = invoice_book(
		    books, &message.arena, &invoice, source, answer);
	if (key == 0)
		books_exec(books, "ROLLBACK TO item");
	books_exec(books, "RELEASE item");
	message_release(&message);
	return key;
}

static void
keep_result(sqlite3 *books, int64_t batch, int64_t place, int64_t invoice,
    const struct sandbox_answer *answer)
{
	if (invoice != 0)
		(void)query_run(books,
		    "UPDATE batch_item SET state = ?, invoice = ?"
		    " WHERE batch = ? AND place = ?",
		    "iiii", (int64_t)BATCH_ITEM_DONE, invoice, batch, place);
	else
		(void)query_run(books,
		    "UPDATE batch_item SET state = ?, error_type = ?,"
		    " error = ? WHERE batch = ? AND place = ?",
		    "ittii", (int64_t)BATCH_ITEM_FAILED, answer->code,
		    buf_text(&answer->message), batch, place);
}

/* The next item of a batch; false when none is left. */
static bool
work_next(sqlite3 *books, int64_t batch, const char *now)
{
	struct invoice_source source = { .batch = batch, .now = now };
	struct sandbox_answer answer = { .code = NULL };
	struct arena arena;
	const char *xml;
	int64_t place, invoice;
	sqlite3_stmt *row = query(books,
	    "SELECT place, identifier, xml FROM batch_item"
	    " WHERE batch = ? AND state = 0 ORDER BY place LIMIT 1",
	    "i", batch);

	if (!query_row(row))
		return false;
	arena_init(&arena);
	place = query_integer(row, 0);
	source.identifier = arena_strdup(&arena, query_text(row, 1));
	xml = arena_strdup(&arena, query_text(row, 2));
	query_end(row);
	buf_init(&answer.content, BUF_MAX_DEFAULT);
	buf_init(&answer.message, BUF_MAX_DEFAULT);
	invoice = work_item(books, xml, &source, &answer);
	keep_result(books, batch, place, invoice, &answer);
	buf_release(&answer.content);
	buf_release(&answer.message);
	arena_release(&arena);
	return true;
}

static void
finish_if_done(sqlite3 *books, int64_t batch, const char *now)
{
	if (query_number(books, 0,
		"SELECT 1 FROM batch_item WHERE batch = ? AND state = 0"
		" LIMIT 1",
		"i", batch) == 0)
		(void)query_run(books,
		    "UPDATE batch SET status = ?, finished_at = ?"
		    " WHERE key = ?",
		    "iti", (int64_t)BATCH_FINISHED, now, batch);
}

bool
batch_work_step(sqlite3 *books, const char *now)
{
	int64_t batch = query_number(books, 0,
	    "SELECT key FROM batch WHERE status < ? AND due_at <= ?"
	    " ORDER BY key LIMIT 1",
	    "it", (int64_t)BATCH_FINISHED, now);

	if (batch == 0)
		return false;
	/* All of a step or, if the process is killed, nothing of it. */
	books_exec(books, "SAVEPOINT step");
	(void)query_run(books, "UPDATE batch SET status = ? WHERE key = ?",
	    "ii", (int64_t)BATCH_PROCESSING, batch);
	(void)work_next(books, batch, now);
	finish_if_done(books, batch, now);
	books_exec(books, "RELEASE step");
	return true;
}
