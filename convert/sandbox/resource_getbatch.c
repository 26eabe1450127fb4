/* resource_getbatch.c - getbatchlist.nv and getbatchstatus.nv. */
#include <string.h>

#include "base/text.h"
#include "sandbox/batch.h"
#include "sandbox/moment.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"
#include "sandbox/wire.h"

const char *
batch_status_text(int64_t status, enum sandbox_language language)
{
	static const char *const text[][3] = {
		{ "Odottaa", "Pending", "Väntar" },
		{ "Käsittelyssä", "Processing", "Behandlas" },
		{ "Valmis", "Finished", "Klar" },
	};

	return text[status - BATCH_PENDING][language];
}

/* False after a refusal; sales batches are the only ones here. */
static bool
read_batch_type(const struct sandbox_request *request, bool *ret_sales,
    struct sandbox_answer *answer)
{
	const char *type = sandbox_parameter(request, "batchtype");

	*ret_sales = type == NULL || type[0] == '\0' ||
	             text_equal_ignore_case(type, "salesinvoice");
	if (*ret_sales || text_equal_ignore_case(type, "purchaseinvoice"))
		return true;
	sandbox_refuse(answer, "INVALID_DATA",
	    "Parameter batchtype is not valid: %s", type);
	return false;
}

/* 0: all; -1: no such status. */
static int64_t
read_status(const struct sandbox_request *request)
{
	static const char *const name[] = { "", "pending", "processing",
		"finished" };
	const char *text = sandbox_parameter(request, "status");
	int64_t i;

	for (i = 0; i < 4; i++)
		if (text_equal_ignore_case(text == NULL ? "" : text, name[i]))
			return i;
	return -1;
}

static void
put_stamp(struct buf *out, const char *name, const char *time)
{
	struct buf stamp;

	buf_init(&stamp, BUF_MAX_DEFAULT);
	if (time[0] != '\0')
		moment_put_stamp(&stamp, time);
	answer_text(out, name, buf_text(&stamp));
	buf_release(&stamp);
}

void
resource_getbatchlist(
    const struct sandbox_request *request, struct sandbox_answer *answer)
{
	struct buf *out = &answer->content;
	int64_t status = read_status(request);
	sqlite3_stmt *row;
	bool sales;

	if (!read_batch_type(request, &sales, answer))
		return;
	if (status < 0) {
		sandbox_refuse(
		    answer, "INVALID_DATA", "Parameter status is not valid");
		return;
	}
	answer_open(out, "Batches");
	row = query(request->books,
	    "SELECT key, status, imported_at FROM batch"
	    " WHERE ?1 AND (?2 = 0 OR status = ?2) ORDER BY key",
	    "ii", (int64_t)sales, status);
	while (query_row(row)) {
		answer_open(out, "Batch");
		answer_integer(out, "ID", query_integer(row, 0));
		answer_text(out, "Status",
		    batch_status_text(
			query_integer(row, 1), request->language));
		answer_integer(out, "Statuscode", query_integer(row, 1));
		put_stamp(out, "ImportTimestamp", query_text(row, 2));
		answer_close(out, "Batch");
	}
	answer_close(out, "Batches");
}

static int64_t
count_items(sqlite3 *books, int64_t batch, enum batch_item_state state)
{
	return query_number(books, 0,
	    "SELECT count(*) FROM batch_item WHERE batch = ? AND state = ?",
	    "ii", batch, (int64_t)state);
}

static void
put_summary(const struct sandbox_request *request, struct buf *out,
    int64_t batch, sqlite3_stmt *row)
{
	int64_t waiting =
	    count_items(request->books, batch, BATCH_ITEM_WAITING);
	int64_t done = count_items(request->books, batch, BATCH_ITEM_DONE);
	int64_t failed = count_items(request->books, batch, BATCH_ITEM_FAILED);

	answer_open(out, "Summary");
	answer_text(out, "Status",
	    batch_status_text(query_integer(row, 0), request->language));
	answer_integer(out, "StatusCode", query_integer(row, 0));
	put_stamp(out, "ProcessingEndTime", query_text(row, 1));
	answer_integer(out, "BatchSize", waiting + done + failed);
	answer_integer(out, "ItemsPendingCount", waiting);
	answer_integer(out, "ItemsSuccessCount", done);
	answer_integer(out, "ItemsErrorCount", failed);
	answer_close(out, "Summary");
}

static void
put_links(sqlite3 *books, struct buf *out, int64_t batch)
{
	sqlite3_stmt *row = query(books,
	    "SELECT identifier, invoice FROM batch_item"
	    " WHERE batch = ? AND state = ? ORDER BY place",
	    "ii", batch, (int64_t)BATCH_ITEM_DONE);

	answer_open(out, "SalesInvoiceLinkInformation");
	while (query_row(row)) {
		answer_open(out, "Link");
		answer_text(out, "ItemIdentifier", query_text(row, 0));
		answer_integer(out, "NetvisorKey", query_integer(row, 1));
		answer_close(out, "Link");
	}
	answer_close(out, "SalesInvoiceLinkInformation");
}

static void
put_errors(sqlite3 *books, struct buf *out, int64_t batch)
{
	sqlite3_stmt *row = query(books,
	    "SELECT identifier, error_type, error FROM batch_item"
	    " WHERE batch = ? AND state = ? ORDER BY place",
	    "ii", batch, (int64_t)BATCH_ITEM_FAILED);

	answer_open(out, "ItemErrorDescriptions");
	while (query_row(row)) {
		struct buf type;

		buf_init(&type, BUF_MAX_DEFAULT);
		buf_printf(&type, "Type=\"%s\"", query_text(row, 1));
		answer_open(out, "ItemError");
		answer_text(out, "Identifier", query_text(row, 0));
		answer_open(out, "Errors");
		answer_text_with(
		    out, "Error", buf_text(&type), query_text(row, 2));
		answer_close(out, "Errors");
		answer_close(out, "ItemError");
		buf_release(&type);
	}
	answer_close(out, "ItemErrorDescriptions");
}

void
resource_getbatchstatus(
    const struct sandbox_request *request, struct sandbox_answer *answer)
{
	const char *id = sandbox_parameter(request, "id");
	const char *links =
	    sandbox_parameter(request, "addsalesinvoicelinkinformation");
	struct buf *out = &answer->content;
	int64_t batch = 0;
	sqlite3_stmt *row;
	bool sales;

	if (!read_batch_type(request, &sales, answer))
		return;
	if (!sales || id == NULL || !wire_integer(id, &batch))
		batch = 0;
	row = query(request->books,
	    "SELECT status, finished_at FROM batch WHERE key = ?", "i", batch);
	if (!query_row(row)) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Batch not found with Netvisor identifier: %s",
		    id == NULL ? "" : id);
		return;
	}
	answer_open(out, "Batch");
	put_summary(request, out, batch, row);
	query_end(row);
	if (links != NULL && strcmp(links, "1") == 0 &&
	    count_items(request->books, batch, BATCH_ITEM_DONE) > 0)
		put_links(request->books, out, batch);
	if (count_items(request->books, batch, BATCH_ITEM_FAILED) > 0)
		put_errors(request->books, out, batch);
	answer_close(out, "Batch");
}
