/* review_load.c - see review_load.h. */
#include "report/review_load.h"

#include <stdlib.h>
#include <string.h>

#include "base/output.h"
#include "base/record_kinds.h"
#include "base/stage.h"
#include "mapping/company.h"
#include "netvisor/batch.h"

const char *
review_keep_field(
    struct review *review, const struct record_reader *record, size_t column)
{
	return text_pool_keep(&review->text, record_text(record, column),
	    record_text_len(record, column));
}

/* Batch ------------------------------------------------------------------- */

struct batch *
review_batch(const char *month_dir, struct diag_list *diag)
{
	char *dir = path_join(month_dir, "batch");
	char *manifest = path_join(dir, BATCH_MANIFEST);
	struct batch *batch = NULL;

	if (file_exists(manifest))
		batch = batch_load(dir, diag);
	else
		(void)diag_add(diag, RULE_REVIEW_NO_BATCH,
		    (struct source_pos){ dir, 0, 0 }, "there is no batch");
	free(manifest);
	free(dir);
	return batch;
}

/* Everything that a document books, one by one. */
static void
tell_lines(struct review *review, const char *lines)
{
	while (*lines != '\0') {
		size_t len = strcspn(lines, " ");
		char *line = mem_strndup(lines, len);

		control_tell(&review->control, line, FATE_BATCH);
		free(line);
		lines += len;
		lines += strspn(lines, " ");
	}
}

void
review_tell_place(struct review *review, const char *source, enum fate fate)
{
	char *name = mem_printf("@%s", source);

	if (*source != '\0')
		control_tell(&review->control, name, fate);
	free(name);
}

int
review_load_batch(struct review *review, struct diag_list *diag)
{
	size_t count;

	review->batch = review_batch(review->dir, diag);
	if (review->batch == NULL)
		return -1;
	count = batch_item_count(review->batch);
	review->document = mem_calloc(count, sizeof(*review->document));
	review->document_count = count;
	for (size_t i = 0; i < count; i++) {
		const struct batch_item *item = batch_item_at(review->batch, i);
		struct review_document *document = &review->document[i];

		document->item = item;
		document->customer = "";
		document->customer_name = "";
		document->detail = "";
		document->total = item->total;
		(void)text_pool_add(&review->key, item->key, strlen(item->key));
		control_tell(&review->control, item->key, FATE_BATCH);
		tell_lines(review, item->lines);
	}
	for (size_t i = 0; i < batch_withheld_count(review->batch); i++) {
		const struct batch_withheld *withheld =
		    batch_withheld_at(review->batch, i);

		control_tell(&review->control, withheld->key, FATE_WITHHELD);
		review_tell_place(review, withheld->source, FATE_WITHHELD);
	}
	return 0;
}

/* Billing ----------------------------------------------------------------- */

static void
export_row(struct review *review, struct record_reader *record)
{
	struct review_input *input;

	review->input = mem_grow(review->input, review->input_count,
	    &review->input_capacity, sizeof(*review->input));
	input = &review->input[review->input_count++];
	memset(input, 0, sizeof(*input));
	input->source = review_keep_field(review, record, EXPORT_SOURCE);
	input->kind = review_keep_field(review, record, EXPORT_KIND);
	input->sha256 = review_keep_field(review, record, EXPORT_SHA256);
	(void)record_integer(record, EXPORT_ROWS, &input->rows);
	(void)record_integer(record, EXPORT_REJECTED, &input->rejected);
}

/* Reading a folder -------------------------------------------------------- */

static const struct review_kind_reader billing_kinds[] = {
	{ &record_kind_export, export_row },
	{ &record_kind_invoice, review_exported_invoice },
	{ &record_kind_transaction, review_exported_transaction },
	{ &record_kind_erp_line, review_exported_erp_line },
	{ &record_kind_supplier_invoice, review_exported_supplier_invoice },
	{ &record_kind_payout, review_exported_payout },
};
#define KINDS_MAX 16

int
review_load_folder(struct review *review, const char *name,
    const struct review_kind_reader *kind, size_t count, struct diag_list *diag)
{
	const struct record_schema *known[KINDS_MAX];
	struct stage_reader *stage;
	struct record_reader *record;
	char *dir = path_join(review->dir, name);

	for (size_t i = 0; i < count; i++)
		known[i] = kind[i].schema;
	stage = stage_reader_new(dir, known, count, diag);
	while ((record = stage_reader_next(stage)) != NULL) {
		size_t i = 0;

		while (kind[i].schema != record_schema_of(record))
			i++;
		while (record_next(record) == 1)
			kind[i].row(review, record);
	}
	free(dir);
	return stage_reader_free(stage);
}

int
review_load_billing(struct review *review, struct diag_list *diag)
{
	return review_load_folder(review, "billing", billing_kinds,
	    sizeof(billing_kinds) / sizeof(billing_kinds[0]), diag);
}
