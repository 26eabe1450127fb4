/*
 * journal_schema.c - the tables of journal.db. Times are milliseconds since
 * 1970 UTC, totals minor units, states their names.
 */
#include "netvisor/journal_private.h"

#define STAYS " BEGIN SELECT RAISE(ABORT, 'what happened stays'); END;"

const char journal_schema[] =
    /* organisation, host */
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;"
    "CREATE TABLE batch(id INTEGER PRIMARY KEY, month TEXT NOT NULL,"
    " folder TEXT NOT NULL, digest TEXT NOT NULL, approved_by TEXT NOT NULL,"
    " approved_at TEXT NOT NULL, registered_at INTEGER NOT NULL,"
    " replaced INTEGER NOT NULL DEFAULT 0) STRICT;"
    "CREATE UNIQUE INDEX batch_current ON batch(month, folder)"
    " WHERE replaced = 0;"
    "CREATE TABLE request(batch INTEGER NOT NULL REFERENCES batch(id),"
    " seq INTEGER NOT NULL, method TEXT NOT NULL, resource TEXT NOT NULL,"
    " query TEXT NOT NULL, kind TEXT NOT NULL, sha256 TEXT NOT NULL,"
    " PRIMARY KEY(batch, seq)) STRICT, WITHOUT ROWID;"
    /* state, netvisor_key, queue and event follow the newest event */
    "CREATE TABLE document(id INTEGER PRIMARY KEY,"
    " batch INTEGER NOT NULL REFERENCES batch(id), seq INTEGER NOT NULL,"
    " item INTEGER NOT NULL, reference TEXT NOT NULL, key TEXT NOT NULL,"
    " kind TEXT NOT NULL, name TEXT NOT NULL, currency TEXT NOT NULL,"
    " total INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'NEW',"
    " netvisor_key TEXT NOT NULL DEFAULT '', queue TEXT NOT NULL DEFAULT '',"
    " event INTEGER, UNIQUE(batch, seq, item)) STRICT;"
    /* active: its document is not REJECTED or VOIDED, its batch not replaced */
    "CREATE TABLE source_line(stream TEXT NOT NULL, id TEXT NOT NULL,"
    " document INTEGER NOT NULL REFERENCES document(id),"
    " active INTEGER NOT NULL, PRIMARY KEY(document, stream, id)) STRICT,"
    " WITHOUT ROWID;"
    "CREATE UNIQUE INDEX source_line_claim ON source_line(stream, id)"
    " WHERE active = 1;"
    "CREATE TABLE attempt(id INTEGER PRIMARY KEY,"
    " batch INTEGER NOT NULL REFERENCES batch(id), seq INTEGER NOT NULL,"
    " transaction_id TEXT NOT NULL CHECK(transaction_id <> ''), before TEXT "
    "NOT NULL,"
    " sha256 TEXT NOT NULL, at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX attempt_request ON attempt(batch, seq);"
    "CREATE TABLE event(id INTEGER PRIMARY KEY,"
    " document INTEGER NOT NULL REFERENCES document(id), attempt INTEGER,"
    " state TEXT NOT NULL, at INTEGER NOT NULL, http_status INTEGER NOT NULL,"
    " code TEXT NOT NULL, text TEXT NOT NULL, netvisor_key TEXT NOT NULL,"
    " queue TEXT NOT NULL) STRICT;"
    "CREATE INDEX event_document ON event(document);"
    /*
     * What happened stays, and what it happened to. INSERT OR REPLACE deletes
     * without asking the trigger of DELETE.
     */
    "CREATE TRIGGER event_stays BEFORE UPDATE ON event" STAYS
    "CREATE TRIGGER event_remains BEFORE DELETE ON event" STAYS
    "CREATE TRIGGER event_new BEFORE INSERT ON event"
    " WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id)" STAYS
    "CREATE TRIGGER attempt_stays BEFORE UPDATE ON attempt" STAYS
    "CREATE TRIGGER attempt_remains BEFORE DELETE ON attempt" STAYS
    "CREATE TRIGGER attempt_new BEFORE INSERT ON attempt"
    " WHEN EXISTS (SELECT 1 FROM attempt WHERE id = NEW.id)" STAYS
    "CREATE TRIGGER document_stays BEFORE UPDATE OF id, batch, seq, item,"
    " reference, key, kind, name, currency, total ON document" STAYS
    "CREATE TRIGGER document_remains BEFORE DELETE ON document" STAYS
    "CREATE TRIGGER request_stays BEFORE UPDATE ON request" STAYS
    "CREATE TRIGGER request_remains BEFORE DELETE ON request" STAYS
    "CREATE TRIGGER line_stays BEFORE UPDATE OF stream, id, document ON "
    "source_line" STAYS
    "CREATE TRIGGER line_remains BEFORE DELETE ON source_line" STAYS;
