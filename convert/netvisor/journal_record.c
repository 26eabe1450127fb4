/* journal_record.c - intents and events: what is about to happen, what did. */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "netvisor/journal_private.h"

/* The statements of one transaction. */
struct recording {
	struct journal *journal;
	struct diag_list *diag;
	int64_t batch;
	int64_t now;
	sqlite3_stmt *documents; /* of a request, or one of them */
	sqlite3_stmt *event;
	sqlite3_stmt *state;
	sqlite3_stmt *claim;
};

static int
recording_init(struct recording *rec, struct journal *journal, int64_t batch,
    struct diag_list *diag)
{
	*rec = (struct recording){ .journal = journal,
		.diag = diag,
		.batch = batch,
		.now = clock_now_milliseconds(journal->clock) };
	rec->documents = journal_prepare(journal,
	    "SELECT id, state FROM document WHERE batch = ?1 AND seq = ?2"
	    " AND item BETWEEN ?3 AND ?4 AND (SELECT replaced FROM batch"
	    " WHERE batch.id = ?1) = 0 ORDER BY item",
	    diag);
	rec->event = journal_prepare(journal,
	    "INSERT INTO event(document, attempt, state, at, http_status, code,"
	    " text, netvisor_key, queue) VALUES (?1, (SELECT max(id) FROM"
	    " attempt WHERE batch = ?9 AND seq = ?10), ?2, ?3, ?4, ?5, ?6, ?7,"
	    " ?8)",
	    diag);
	/* A key or a queue, once known, is not lost by an event without. */
	rec->state = journal_prepare(journal,
	    "UPDATE document SET state = ?2, event = ?3, netvisor_key ="
	    " CASE ?4 WHEN '' THEN netvisor_key ELSE ?4 END, queue ="
	    " CASE ?5 WHEN '' THEN queue ELSE ?5 END WHERE id = ?1",
	    diag);
	rec->claim = journal_prepare(journal,
	    "UPDATE OR FAIL source_line SET active = ?2 WHERE document = ?1"
	    " AND active <> ?2",
	    diag);
	return rec->documents != NULL && rec->event != NULL &&
	               rec->state != NULL && rec->claim != NULL
	           ? 0
	           : -1;
}

static void
recording_release(struct recording *rec)
{
	(void)sqlite3_finalize(rec->documents);
	(void)sqlite3_finalize(rec->event);
	(void)sqlite3_finalize(rec->state);
	(void)sqlite3_finalize(rec->claim);
}

/* Which lines does another document have now, and which one is it? */
static int
say_taken(struct recording *rec, sqlite3_int64 document)
{
	sqlite3_stmt *row = journal_prepare(rec->journal,
	    "SELECT mine.stream, mine.id, own.kind, own.name, other.kind,"
	    " other.name, month, other.state FROM source_line AS mine"
	    " JOIN document AS own ON own.id = mine.document"
	    " JOIN source_line AS theirs ON theirs.stream = mine.stream"
	    " AND theirs.id = mine.id AND theirs.active = 1"
	    " JOIN document AS other ON other.id = theirs.document"
	    " JOIN batch ON batch.id = other.batch"
	    " WHERE mine.document = ? AND other.id <> own.id",
	    rec->diag);
	int step;

	if (row == NULL)
		return -1;
	(void)sqlite3_bind_int64(row, 1, document);
	while ((step = sqlite3_step(row)) == SQLITE_ROW)
		(void)diag_add(rec->diag, RULE_JOURNAL_CLAIMED,
		    (struct source_pos){ rec->journal->path, 0, 0 },
		    JOURNAL_CLAIMED_TEXT, journal_column(row, 0),
		    journal_column(row, 1), journal_column(row, 2),
		    journal_column(row, 3), journal_column(row, 4),
		    journal_column(row, 5), journal_column(row, 6),
		    journal_column(row, 7));
	if (step != SQLITE_DONE)
		(void)journal_failed(rec->journal, "cannot be read", rec->diag);
	(void)sqlite3_finalize(row);
	return -1;
}

/* Lines that another document took while this one was refused stay there. */
static int
set_claim(struct recording *rec, sqlite3_int64 document, bool active)
{
	int step;

	(void)sqlite3_bind_int64(rec->claim, 1, document);
	(void)sqlite3_bind_int(rec->claim, 2, active);
	step = sqlite3_step(rec->claim);
	/* With extended codes, a refusal says which kind it is. */
	if (step != SQLITE_DONE && step != SQLITE_CONSTRAINT_UNIQUE)
		(void)journal_failed(
		    rec->journal, "cannot be written", rec->diag);
	(void)sqlite3_reset(rec->claim);
	if (step == SQLITE_CONSTRAINT_UNIQUE)
		return say_taken(rec, document);
	return step == SQLITE_DONE ? 0 : -1;
}

static int
put_event(struct recording *rec, sqlite3_int64 document,
    enum journal_state before, const struct journal_event *event)
{
	const char *state = journal_state_name(event->state);

	(void)sqlite3_bind_int64(rec->event, 1, document);
	journal_bind_text(rec->event, 2, state);
	(void)sqlite3_bind_int64(rec->event, 3, rec->now);
	(void)sqlite3_bind_int64(rec->event, 4, event->http_status);
	journal_bind_text(rec->event, 5, event->code);
	journal_bind_text(rec->event, 6, event->text);
	journal_bind_text(rec->event, 7, event->netvisor_key);
	journal_bind_text(rec->event, 8, event->queue);
	(void)sqlite3_bind_int64(rec->event, 9, rec->batch);
	(void)sqlite3_bind_int64(rec->event, 10, event->seq);
	if (journal_run(rec->journal, rec->event, rec->diag) != 0)
		return -1;
	(void)sqlite3_bind_int64(rec->state, 1, document);
	journal_bind_text(rec->state, 2, state);
	(void)sqlite3_bind_int64(
	    rec->state, 3, sqlite3_last_insert_rowid(rec->journal->db));
	journal_bind_text(rec->state, 4, event->netvisor_key);
	journal_bind_text(rec->state, 5, event->queue);
	if (journal_run(rec->journal, rec->state, rec->diag) != 0)
		return -1;
	if (journal_state_claims(before) == journal_state_claims(event->state))
		return 0;
	return set_claim(rec, document, journal_state_claims(event->state));
}

static bool
is_settled(enum journal_state state)
{
	return state == JOURNAL_ACCEPTED || state == JOURNAL_PRESENT ||
	       state == JOURNAL_VOIDED;
}

/* One event for a document, or for all of a request; unsettled ones only? */
static int
put_events(struct recording *rec, const struct journal_event *event,
    bool unsettled, size_t *ret_count)
{
	int result = 0;
	int step = SQLITE_DONE;

	(void)sqlite3_bind_int64(rec->documents, 1, rec->batch);
	(void)sqlite3_bind_int64(rec->documents, 2, event->seq);
	(void)sqlite3_bind_int64(rec->documents, 3, event->item);
	(void)sqlite3_bind_int64(
	    rec->documents, 4, event->item == 0 ? INT64_MAX : event->item);
	while (result == 0 &&
	       (step = sqlite3_step(rec->documents)) == SQLITE_ROW) {
		enum journal_state before =
		    journal_state_find(journal_column(rec->documents, 1));

		if (unsettled && is_settled(before))
			continue;
		result = put_event(rec, sqlite3_column_int64(rec->documents, 0),
		    before, event);
		++*ret_count;
	}
	if (result == 0 && step != SQLITE_DONE)
		result =
		    journal_failed(rec->journal, "cannot be read", rec->diag);
	(void)sqlite3_reset(rec->documents);
	return result;
}

static int
no_document(struct recording *rec, long seq, long item)
{
	(void)diag_add(rec->diag, RULE_JOURNAL_DAMAGED,
	    (struct source_pos){ rec->journal->path, 0, 0 },
	    "it holds no document %ld of request %ld", item, seq);
	return -1;
}

static int
put_attempt(struct recording *rec, const struct journal_intent *intent)
{
	sqlite3_stmt *attempt = journal_prepare(rec->journal,
	    "INSERT INTO attempt(batch, seq, transaction_id, before, sha256, "
	    "at)"
	    " SELECT batch, seq, ?3, ?4, sha256, ?5 FROM request"
	    " WHERE batch = ?1 AND seq = ?2",
	    rec->diag);
	int result;

	if (attempt == NULL)
		return -1;
	(void)sqlite3_bind_int64(attempt, 1, intent->batch);
	(void)sqlite3_bind_int64(attempt, 2, intent->seq);
	journal_bind_text(attempt, 3, intent->transaction_id);
	journal_bind_text(attempt, 4, intent->before);
	(void)sqlite3_bind_int64(attempt, 5, rec->now);
	result = journal_run(rec->journal, attempt, rec->diag);
	if (result == 0 && sqlite3_changes(rec->journal->db) != 1)
		result = no_document(rec, intent->seq, 0);
	(void)sqlite3_finalize(attempt);
	return result;
}

int
journal_intend(struct journal *journal, const struct journal_intent *intent,
    struct diag_list *diag)
{
	const struct journal_event event = { .seq = intent->seq,
		.state = JOURNAL_INTENDED };
	struct recording rec;
	size_t count = 0;
	int result;

	if (journal_begin(journal, diag) != 0)
		return -1;
	result = recording_init(&rec, journal, intent->batch, diag);
	if (result == 0)
		result = put_attempt(&rec, intent);
	if (result == 0)
		result = put_events(&rec, &event, true, &count);
	if (result == 0 && count == 0)
		result = no_document(&rec, intent->seq, 0);
	recording_release(&rec);
	return journal_end(journal, result, diag);
}

int
journal_record(struct journal *journal, int64_t batch,
    const struct journal_event *event, size_t count, struct diag_list *diag)
{
	struct recording rec;
	int result;

	if (journal_begin(journal, diag) != 0)
		return -1;
	result = recording_init(&rec, journal, batch, diag);
	for (size_t i = 0; result == 0 && i < count; i++) {
		size_t found = 0;

		result = put_events(&rec, &event[i], false, &found);
		if (result == 0 && found == 0)
			result = no_document(&rec, event[i].seq, event[i].item);
	}
	recording_release(&rec);
	return journal_end(journal, result, diag);
}

bool
journal_newest_attempt(struct journal *journal, int64_t batch, long seq,
    struct journal_attempt *ret)
{
	sqlite3_stmt *statement = NULL;
	bool found;
	int step;

	if (sqlite3_prepare_v2(journal->db,
		"SELECT transaction_id, before, at, (SELECT count(*) FROM"
		" attempt WHERE batch = ?1 AND seq = ?2) FROM attempt"
		" WHERE batch = ?1 AND seq = ?2 ORDER BY id DESC LIMIT 1",
		-1, &statement, NULL) != SQLITE_OK) {
		journal->broken = true;
		return false;
	}
	(void)sqlite3_bind_int64(statement, 1, batch);
	(void)sqlite3_bind_int64(statement, 2, seq);
	step = sqlite3_step(statement);
	found = step == SQLITE_ROW;
	if (!found && step != SQLITE_DONE)
		journal->broken = true;
	if (found) {
		const char *id = journal_column(statement, 0);
		size_t len = strnlen(id, TRANSACTION_ID_MAX - 1);

		memcpy(ret->transaction_id, id, len);
		ret->transaction_id[len] = '\0';
		ret->before = mem_strdup(journal_column(statement, 1));
		ret->at = sqlite3_column_int64(statement, 2);
		ret->number = (long)sqlite3_column_int64(statement, 3);
	}
	(void)sqlite3_finalize(statement);
	return found;
}
