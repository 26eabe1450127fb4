/*
 * journal_register.c - an approved batch enters the journal: its requests,
 * its documents, and the source lines that they claim.
 */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "netvisor/batch.h"
#include "netvisor/journal_private.h"

/* The statements of one registration. */
struct registering {
	struct journal *journal;
	struct diag_list *diag;
	int64_t batch;
	sqlite3_stmt *request;
	sqlite3_stmt *document;
	sqlite3_stmt *line;
	sqlite3_stmt *owner;
	size_t claimed; /* lines that others have */
};

static int
run(struct registering *reg, sqlite3_stmt *statement)
{
	return journal_run(reg->journal, statement, reg->diag);
}

static int
put_request(struct registering *reg, const struct batch_request *request)
{
	(void)sqlite3_bind_int64(reg->request, 1, reg->batch);
	(void)sqlite3_bind_int64(reg->request, 2, request->seq);
	journal_bind_text(reg->request, 3, request->method);
	journal_bind_text(reg->request, 4, request->resource);
	journal_bind_text(reg->request, 5, request->query);
	journal_bind_text(reg->request, 6, request->kind);
	journal_bind_text(reg->request, 7, request->sha256);
	return run(reg, reg->request);
}

/* Who has the line that this document wants? */
static int
say_claimed(struct registering *reg, const struct batch_item *item,
    const char *stream, const char *id)
{
	sqlite3_stmt *owner = reg->owner;

	reg->claimed++;
	journal_bind_text(owner, 1, stream);
	journal_bind_text(owner, 2, id);
	if (sqlite3_step(owner) != SQLITE_ROW) {
		(void)journal_failed(
		    reg->journal, "lacks the owner of a line", reg->diag);
		(void)sqlite3_reset(owner);
		return -1;
	}
	(void)diag_add(reg->diag, RULE_JOURNAL_CLAIMED,
	    (struct source_pos){ reg->journal->path, 0, 0 },
	    JOURNAL_CLAIMED_TEXT, stream, id, item->kind, item->name,
	    journal_column(owner, 0), journal_column(owner, 1),
	    journal_column(owner, 2), journal_column(owner, 3));
	(void)sqlite3_reset(owner);
	return 0;
}

static int
put_line(struct registering *reg, const struct batch_item *item,
    sqlite3_int64 document, char *word)
{
	char *slash = strchr(word, '/');
	const char *id = slash == NULL ? "" : slash + 1;

	if (slash != NULL)
		*slash = '\0';
	journal_bind_text(reg->line, 1, word);
	journal_bind_text(reg->line, 2, id);
	(void)sqlite3_bind_int64(reg->line, 3, document);
	if (run(reg, reg->line) != 0)
		return -1;
	if (sqlite3_changes(reg->journal->db) > 0)
		return 0;
	return say_claimed(reg, item, word, id);
}

static int
put_lines(struct registering *reg, const struct batch_item *item,
    sqlite3_int64 document)
{
	char *words = mem_strdup(item->lines);
	int result = 0;

	for (char *word = words; result == 0 && *word != '\0';) {
		size_t len = strcspn(word, " ");
		char *next = word + len + (word[len] == ' ');

		word[len] = '\0';
		if (len > 0)
			result = put_line(reg, item, document, word);
		word = next;
	}
	free(words);
	return result;
}

static int
put_document(struct registering *reg, const struct batch_item *item)
{
	sqlite3_stmt *document = reg->document;

	(void)sqlite3_bind_int64(document, 1, reg->batch);
	(void)sqlite3_bind_int64(document, 2, item->seq);
	(void)sqlite3_bind_int64(document, 3, item->item);
	journal_bind_text(document, 4, item->reference);
	journal_bind_text(document, 5, item->key);
	journal_bind_text(document, 6, item->kind);
	journal_bind_text(document, 7, item->name);
	journal_bind_text(document, 8, item->total.currency->code);
	(void)sqlite3_bind_int64(document, 9, item->total.minor);
	if (run(reg, document) != 0)
		return -1;
	return put_lines(
	    reg, item, sqlite3_last_insert_rowid(reg->journal->db));
}

static int
put_batch(struct registering *reg, const struct journal_opening *opening)
{
	sqlite3_stmt *batch = journal_prepare(reg->journal,
	    "INSERT INTO batch(month, folder, digest, approved_by, approved_at,"
	    " registered_at) VALUES (?, ?, ?, ?, ?, ?)",
	    reg->diag);
	int result;

	if (batch == NULL)
		return -1;
	journal_bind_text(batch, 1, opening->month);
	journal_bind_text(batch, 2, opening->folder);
	journal_bind_text(batch, 3, opening->digest);
	journal_bind_text(batch, 4, opening->approved_by);
	journal_bind_text(batch, 5, opening->approved_at);
	(void)sqlite3_bind_int64(
	    batch, 6, clock_now_milliseconds(reg->journal->clock));
	result = run(reg, batch);
	(void)sqlite3_finalize(batch);
	reg->batch = sqlite3_last_insert_rowid(reg->journal->db);
	return result;
}

static int
prepare_all(struct registering *reg)
{
	reg->request = journal_prepare(reg->journal,
	    "INSERT INTO request VALUES (?, ?, ?, ?, ?, ?, ?)", reg->diag);
	reg->document = journal_prepare(reg->journal,
	    "INSERT INTO document(batch, seq, item, reference, key, kind, name,"
	    " currency, total) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
	    reg->diag);
	reg->line = journal_prepare(reg->journal,
	    "INSERT OR IGNORE INTO source_line VALUES (?, ?, ?, 1)", reg->diag);
	reg->owner = journal_prepare(reg->journal,
	    "SELECT kind, name, month, state FROM source_line"
	    " JOIN document ON document.id = source_line.document"
	    " JOIN batch ON batch.id = document.batch"
	    " WHERE stream = ? AND source_line.id = ? AND active = 1",
	    reg->diag);
	return reg->request != NULL && reg->document != NULL &&
	               reg->line != NULL && reg->owner != NULL
	           ? 0
	           : -1;
}

static int
put_all(struct registering *reg, const struct batch *batch,
    const struct journal_opening *opening)
{
	int result = prepare_all(reg);

	if (result == 0)
		result = put_batch(reg, opening);
	for (size_t i = 0; result == 0 && i < batch_request_count(batch); i++)
		result = put_request(reg, batch_request_at(batch, i));
	for (size_t i = 0; result == 0 && i < batch_item_count(batch); i++)
		result = put_document(reg, batch_item_at(batch, i));
	(void)sqlite3_finalize(reg->request);
	(void)sqlite3_finalize(reg->document);
	(void)sqlite3_finalize(reg->line);
	(void)sqlite3_finalize(reg->owner);
	return reg->claimed > 0 ? -1 : result;
}

/*
 * The batch that stands there for the month and folder: 1 and *ret when it is
 * the same, 0 when there is none (any more), -1 after a finding.
 */
static int
settle_present(struct journal *journal, const struct journal_opening *opening,
    int64_t *ret, struct diag_list *diag)
{
	sqlite3_stmt *statement = journal_prepare(journal,
	    "SELECT id, digest = ?3, EXISTS(SELECT 1 FROM attempt"
	    " WHERE attempt.batch = batch.id) FROM batch"
	    " WHERE month = ?1 AND folder = ?2 AND replaced = 0",
	    diag);
	bool same, begun;
	char *sql;
	int result, step;

	if (statement == NULL)
		return -1;
	journal_bind_text(statement, 1, opening->month);
	journal_bind_text(statement, 2, opening->folder);
	journal_bind_text(statement, 3, opening->digest);
	step = sqlite3_step(statement);
	if (step != SQLITE_ROW) {
		result = step == SQLITE_DONE
		             ? 0
		             : journal_failed(journal, "cannot be read", diag);
		(void)sqlite3_finalize(statement);
		return result;
	}
	*ret = sqlite3_column_int64(statement, 0);
	same = sqlite3_column_int(statement, 1) != 0;
	begun = sqlite3_column_int(statement, 2) != 0;
	(void)sqlite3_finalize(statement);
	if (same)
		return 1;
	if (begun) {
		(void)diag_add(diag, RULE_JOURNAL_FROZEN,
		    (struct source_pos){ journal->path, 0, 0 },
		    "of %s another batch has been sent in part, and %s is not "
		    "that one",
		    opening->month, opening->folder);
		return -1;
	}
	sql = mem_printf("UPDATE batch SET replaced = 1 WHERE id = %lld;"
			 "UPDATE source_line SET active = 0 WHERE document IN"
			 " (SELECT id FROM document WHERE batch = %lld)",
	    (long long)*ret, (long long)*ret);
	result = journal_exec(journal, sql, diag);
	free(sql);
	return result;
}

int
journal_register(struct journal *journal, const struct batch *batch,
    const struct journal_opening *opening, int64_t *ret, struct diag_list *diag)
{
	struct registering reg = { .journal = journal, .diag = diag };
	int result;

	if (journal_begin(journal, diag) != 0)
		return -1;
	result = settle_present(journal, opening, ret, diag);
	if (result == 1)
		return journal_end(journal, 0, diag);
	if (result == 0) {
		result = put_all(&reg, batch, opening);
		*ret = reg.batch;
	}
	return journal_end(journal, result, diag);
}

bool
journal_month_begun(struct journal *journal, const char *month)
{
	sqlite3_stmt *statement = NULL;
	bool begun = false;

	if (sqlite3_prepare_v2(journal->db,
		"SELECT 1 FROM attempt JOIN batch ON batch.id = attempt.batch"
		" WHERE month = ? LIMIT 1",
		-1, &statement, NULL) != SQLITE_OK)
		return true; /* the careful answer; others will say more */
	journal_bind_text(statement, 1, month);
	begun = sqlite3_step(statement) != SQLITE_DONE;
	(void)sqlite3_finalize(statement);
	return begun;
}
