/* batch.c - loading a batch folder; see batch.h. */
#include "netvisor/batch.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/output.h"
#include "base/record_kinds.h"
#include "base/reference.h"
#include "base/stage.h"
#include "netvisor/batch_load.h"
#include "netvisor/request.h"
#include "netvisor/xml_writer.h"

#define FILES_A_FOLDER 1000

const char *
batch_file_name(long seq, const char *kind, char text[BATCH_FILE_MAX])
{
	struct buf name;

	buf_init(&name, BATCH_FILE_MAX - 1);
	buf_printf(
	    &name, "%03ld/%06ld-%s.xml", (seq - 1) / FILES_A_FOLDER, seq, kind);
	memcpy(text, buf_text(&name), name.len + 1);
	buf_release(&name);
	return text;
}

const char *
batch_label(const struct batch_request *request, char text[BATCH_FILE_MAX])
{
	struct buf label;

	buf_init(&label, BATCH_FILE_MAX - 1);
	buf_printf(&label, "batch/%s", request->file);
	memcpy(text, buf_text(&label), label.len + 1);
	buf_release(&label);
	return text;
}

static void
manifest_fault(struct batch *batch, struct record_reader *reader, size_t column,
    const char *what)
{
	batch->sound = false;
	(void)diag_add(batch->diag, RULE_CHECK_MANIFEST,
	    record_pos(reader, column), "%s", what);
}

/* Is the row one that netvisor-write makes? Findings say what is not. */
static void
manifest_judge(struct batch *batch, struct record_reader *r,
    const struct batch_request *request)
{
	char name[BATCH_FILE_MAX];
	enum body_encoding encoding;
	enum request_kind kind;

	if (request->seq != (long)batch->request_count + 1)
		manifest_fault(batch, r, MANIFEST_SEQ,
		    "the requests are not numbered 1, 2, 3 ...");
	else if (!request_kind_find(request->kind, &kind))
		manifest_fault(
		    batch, r, MANIFEST_KIND, "not a kind of request");
	else if (strcmp(request->method, "POST") != 0 ||
		 strcmp(request->resource, request_resource(kind)) != 0 ||
		 strcmp(request->query, request_query(kind)) != 0)
		manifest_fault(batch, r, MANIFEST_RESOURCE,
		    "not the resource of this kind of request");
	else if (strcmp(request->file,
		     batch_file_name(request->seq, request->kind, name)) != 0)
		manifest_fault(batch, r, MANIFEST_FILE,
		    "not the file name of this request");
	if (!body_encoding_find(request->encoding, &encoding))
		manifest_fault(batch, r, MANIFEST_ENCODING, "not an encoding");
	if (strlen(request->sha256) != SHA256_HEX_MAX - 1 ||
	    strspn(request->sha256, "0123456789abcdef") != SHA256_HEX_MAX - 1)
		manifest_fault(
		    batch, r, MANIFEST_SHA256, "not a SHA-256 in hex");
}

static void
manifest_row(struct batch *batch, struct record_reader *r)
{
	struct arena *arena = &batch->arena;
	struct batch_request request = { .total = { 0, currency_euro() } };
	int64_t number = 0;

#define KEEP(column) arena_strdup(arena, record_text(r, (column)))
	if (record_integer(r, MANIFEST_SEQ, &number))
		request.seq = (long)number;
	number = 0;
	if (record_integer(r, MANIFEST_ITEMS, &number))
		request.items = (long)number;
	request.file = KEEP(MANIFEST_FILE);
	request.method = KEEP(MANIFEST_METHOD);
	request.resource = KEEP(MANIFEST_RESOURCE);
	request.query = KEEP(MANIFEST_QUERY);
	request.encoding = KEEP(MANIFEST_ENCODING);
	request.sha256 = KEEP(MANIFEST_SHA256);
	request.kind = KEEP(MANIFEST_KIND);
	request.depends_on = KEEP(MANIFEST_DEPENDS_ON);
#undef KEEP
	(void)record_money(r, MANIFEST_TOTAL, &request.total);
	manifest_judge(batch, r, &request);
	batch->request = mem_grow(batch->request, batch->request_count,
	    &batch->request_capacity, sizeof(*batch->request));
	batch->request[batch->request_count++] = request;
}

/* The place of an item: after the one before, in a request that there is. */
static void
item_judge(
    struct batch *batch, struct record_reader *r, const struct batch_item *item)
{
	const struct batch_item *last =
	    batch->item_count > 0 ? &batch->item[batch->item_count - 1] : NULL;
	struct batch_request *request;
	char reference[REFERENCE_TEXT_MAX];

	if (strcmp(item->reference, reference_make(item->key, reference)) != 0)
		manifest_fault(
		    batch, r, ITEM_REFERENCE, "not the reference of this key");
	if (item->seq < 1 || item->seq > (long)batch->request_count) {
		manifest_fault(
		    batch, r, ITEM_SEQ, "the manifest has no such request");
		return;
	}
	request = &batch->request[item->seq - 1];
	if (last == NULL || last->seq != item->seq) {
		if (item->item != 1 || (last != NULL && item->seq < last->seq))
			manifest_fault(batch, r, ITEM_ITEM,
			    "the items are not in the order of the requests");
		request->first_item = batch->item_count;
	} else if (item->item != last->item + 1) {
		manifest_fault(batch, r, ITEM_ITEM,
		    "the items of a request are not numbered 1, 2, 3 ...");
	}
	if (item->item > request->items)
		manifest_fault(batch, r, ITEM_ITEM,
		    "the manifest gives the request fewer items");
}

static void
item_row(struct batch *batch, struct record_reader *r)
{
	struct arena *arena = &batch->arena;
	struct batch_item item = { .total = { 0, currency_euro() } };
	int64_t number = 0;

#define KEEP(column) arena_strdup(arena, record_text(r, (column)))
	item.reference = KEEP(ITEM_REFERENCE);
	item.key = KEEP(ITEM_KEY);
	if (record_integer(r, ITEM_SEQ, &number))
		item.seq = (long)number;
	number = 0;
	if (record_integer(r, ITEM_ITEM, &number))
		item.item = (long)number;
	item.depends_on = KEEP(ITEM_DEPENDS_ON);
	item.source = KEEP(ITEM_SOURCE);
	item.kind = KEEP(ITEM_KIND);
	item.name = KEEP(ITEM_NAME);
	item.lines = KEEP(ITEM_LINES);
#undef KEEP
	(void)record_money(r, ITEM_TOTAL, &item.total);
	item_judge(batch, r, &item);
	batch->item = mem_grow(batch->item, batch->item_count,
	    &batch->item_capacity, sizeof(*batch->item));
	batch->item[batch->item_count++] = item;
}

static void
withheld_row(struct batch *batch, struct record_reader *r)
{
	struct arena *arena = &batch->arena;
	struct batch_withheld *row;

	batch->withheld = mem_grow(batch->withheld, batch->withheld_count,
	    &batch->withheld_capacity, sizeof(*batch->withheld));
	row = &batch->withheld[batch->withheld_count++];
#define KEEP(column) arena_strdup(arena, record_text(r, (column)))
	*row = (struct batch_withheld){
		.source = KEEP(WITHHELD_SOURCE),
		.key = KEEP(WITHHELD_KEY),
		.reference = KEEP(WITHHELD_REFERENCE),
		.kind = KEEP(WITHHELD_KIND),
		.name = KEEP(WITHHELD_NAME),
		.rules = KEEP(WITHHELD_RULES),
		.net = money_zero(currency_euro()),
		.total = money_zero(currency_euro()),
	};
#undef KEEP
	(void)record_money(r, WITHHELD_NET, &row->net);
	(void)record_money(r, WITHHELD_TOTAL, &row->total);
}

/* Read one record file of the folder, row by row. */
static bool
table_read(struct batch *batch, const char *name,
    const struct record_schema *schema,
    void (*row)(struct batch *, struct record_reader *))
{
	char *path = path_join(batch->dir, name);
	struct stage_reader *stage =
	    stage_reader_file(path, schema, batch->diag);
	struct record_reader *reader = stage_reader_next(stage);

	while (reader != NULL && record_next(reader) > 0)
		row(batch, reader);
	free(path);
	return stage_reader_free(stage) == 0 && reader != NULL;
}

/* Every request has the items, and their sum, that the manifest says. */
static void
items_complete(struct batch *batch)
{
	const struct source_pos pos = { BATCH_ITEMS, 0, 0 };
	size_t at = 0;

	for (size_t i = 0; i < batch->request_count; i++) {
		const struct batch_request *request = &batch->request[i];
		struct money sum = money_zero(request->total.currency);
		bool added = true;
		long found = 0;

		while (at < batch->item_count &&
		       batch->item[at].seq == request->seq) {
			added &= money_add(&sum, batch->item[at].total);
			at++;
			found++;
		}
		if (found != request->items)
			(void)diag_add(batch->diag, RULE_CHECK_MANIFEST, pos,
			    "request %ld has %ld items, the manifest says %ld",
			    request->seq, found, request->items);
		else if (!added || sum.minor != request->total.minor)
			(void)diag_add(batch->diag, RULE_CHECK_MANIFEST, pos,
			    "the items of request %ld do not give its total",
			    request->seq);
		else
			continue;
		batch->sound = false;
	}
}

struct batch *
batch_load(const char *dir, struct diag_list *diag)
{
	struct batch *batch = mem_calloc(1, sizeof(*batch));
	bool read;

	arena_init(&batch->arena);
	batch->dir = mem_strdup(dir);
	batch->diag = diag;
	batch->sound = true;
	read = table_read(batch, BATCH_MANIFEST, &record_kind_manifest,
		   manifest_row) &&
	       table_read(batch, BATCH_ITEMS, &record_kind_item, item_row) &&
	       table_read(
		   batch, BATCH_WITHHELD, &record_kind_withheld, withheld_row);
	if (read && batch->sound)
		items_complete(batch);
	if (!read || !batch->sound) {
		batch_free(batch);
		return NULL;
	}
	batch_index(batch);
	batch->diag = NULL;
	return batch;
}

void
batch_free(struct batch *batch)
{
	if (batch == NULL)
		return;
	batch_index_release(batch);
	free(batch->request);
	free(batch->item);
	free(batch->withheld);
	arena_release(&batch->arena);
	free(batch->dir);
	free(batch);
}
