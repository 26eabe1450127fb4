/* journal_documents.c - lists of documents as the journal knows them. */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "netvisor/journal_private.h"

struct journal_documents {
	struct arena arena;
	struct journal_document *document;
	size_t count;
	size_t capacity;
};

/* Everything of a document; what selects and orders them follows. */
#define SELECT                                                                 \
	"SELECT document.batch, folder, document.seq, item, reference, key,"   \
	" kind, name, currency, total, document.state, document.netvisor_key," \
	" document.queue, coalesce(code, ''), coalesce(text, ''),"             \
	" coalesce(event.at, 0), coalesce((SELECT transaction_id FROM attempt" \
	" WHERE attempt.batch = document.batch AND attempt.seq ="              \
	" document.seq ORDER BY id DESC LIMIT 1), ''), (SELECT count(*) FROM"  \
	" attempt WHERE attempt.batch = document.batch AND"                    \
	" attempt.seq = document.seq) FROM document JOIN batch ON batch.id ="  \
	" document.batch LEFT JOIN event ON event.id = document.event "

enum place {
	PLACE_BATCH,
	PLACE_FOLDER,
	PLACE_SEQ,
	PLACE_ITEM,
	PLACE_REFERENCE,
	PLACE_KEY,
	PLACE_KIND,
	PLACE_NAME,
	PLACE_CURRENCY,
	PLACE_TOTAL,
	PLACE_STATE,
	PLACE_NETVISOR_KEY,
	PLACE_QUEUE,
	PLACE_CODE,
	PLACE_TEXT,
	PLACE_AT,
	PLACE_TRANSACTION_ID,
	PLACE_ATTEMPTS
};

static const char *
keep(struct journal_documents *list, sqlite3_stmt *row, enum place place)
{
	return arena_strdup(&list->arena, journal_column(row, (int)place));
}

static const char *
keep_time(struct journal_documents *list, sqlite3_stmt *row)
{
	sqlite3_int64 at = sqlite3_column_int64(row, PLACE_AT);
	char text[CLOCK_TEXT_MAX];

	if (at == 0)
		return "";
	return arena_strdup(&list->arena, clock_format(at / 1000, text));
}

static int
add_row(struct journal *journal, struct journal_documents *list,
    sqlite3_stmt *row, struct diag_list *diag)
{
	const char *code = journal_column(row, PLACE_CURRENCY);
	const struct currency *currency = currency_find(code, strlen(code));
	enum journal_state state =
	    journal_state_find(journal_column(row, PLACE_STATE));
	struct journal_document *document;

	if (currency == NULL || state == JOURNAL_STATES) {
		(void)diag_add(diag, RULE_JOURNAL_DAMAGED,
		    (struct source_pos){ journal->path, 0, 0 },
		    "%s '%s' is not readable", journal_column(row, PLACE_KIND),
		    journal_column(row, PLACE_NAME));
		return -1;
	}
	list->document = mem_grow(list->document, list->count, &list->capacity,
	    sizeof(*list->document));
	document = &list->document[list->count++];
	*document = (struct journal_document){
		.batch = sqlite3_column_int64(row, PLACE_BATCH),
		.folder = keep(list, row, PLACE_FOLDER),
		.seq = (long)sqlite3_column_int64(row, PLACE_SEQ),
		.item = (long)sqlite3_column_int64(row, PLACE_ITEM),
		.reference = keep(list, row, PLACE_REFERENCE),
		.key = keep(list, row, PLACE_KEY),
		.kind = keep(list, row, PLACE_KIND),
		.name = keep(list, row, PLACE_NAME),
		.total = { sqlite3_column_int64(row, PLACE_TOTAL), currency },
		.state = state,
		.netvisor_key = keep(list, row, PLACE_NETVISOR_KEY),
		.queue = keep(list, row, PLACE_QUEUE),
		.code = keep(list, row, PLACE_CODE),
		.text = keep(list, row, PLACE_TEXT),
		.at = keep_time(list, row),
		.transaction_id = keep(list, row, PLACE_TRANSACTION_ID),
		.attempts = (long)sqlite3_column_int64(row, PLACE_ATTEMPTS),
	};
	document->absent = state == JOURNAL_UNKNOWN &&
	                   strcmp(document->code, JOURNAL_ABSENT) == 0;
	return 0;
}

/* What is selected is one text, one number, or all of them. */
static struct journal_documents *
load(struct journal *journal, const char *sql, const char *text, int64_t number,
    struct diag_list *diag)
{
	sqlite3_stmt *row;
	struct journal_documents *list;
	int result = 0;
	int step = SQLITE_DONE;

	if (journal_check_broken(journal, diag) != 0)
		return NULL;
	row = journal_prepare(journal, sql, diag);
	if (row == NULL)
		return NULL;
	if (text != NULL)
		journal_bind_text(row, 1, text);
	else if (number != 0)
		(void)sqlite3_bind_int64(row, 1, number);
	list = mem_calloc(1, sizeof(*list));
	arena_init(&list->arena);
	while (result == 0 && (step = sqlite3_step(row)) == SQLITE_ROW)
		result = add_row(journal, list, row, diag);
	if (result == 0 && step != SQLITE_DONE)
		result = journal_failed(journal, "cannot be read", diag);
	(void)sqlite3_finalize(row);
	if (result == 0)
		return list;
	journal_documents_free(list);
	return NULL;
}

struct journal_documents *
journal_batch_documents(
    struct journal *journal, int64_t batch, struct diag_list *diag)
{
	return load(journal,
	    SELECT "WHERE document.batch = ? ORDER BY document.seq, item", NULL,
	    batch, diag);
}

struct journal_documents *
journal_month_documents(
    struct journal *journal, const char *month, struct diag_list *diag)
{
	return load(journal,
	    SELECT "WHERE month = ? AND replaced = 0"
		   " ORDER BY document.batch, document.seq, item",
	    month, 0, diag);
}

struct journal_documents *
journal_all_documents(struct journal *journal, struct diag_list *diag)
{
	return load(journal,
	    SELECT "WHERE replaced = 0"
		   " ORDER BY month, document.batch, document.seq, item",
	    NULL, 0, diag);
}

size_t
journal_document_count(const struct journal_documents *list)
{
	return list->count;
}

const struct journal_document *
journal_document_at(const struct journal_documents *list, size_t index)
{
	return &list->document[index];
}

void
journal_documents_free(struct journal_documents *list)
{
	if (list == NULL)
		return;
	arena_release(&list->arena);
	free(list->document);
	free(list);
}
