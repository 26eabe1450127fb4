/* batch_query.c - asking a loaded batch; see batch.h. */
#include <stdlib.h>
#include <string.h>

#include "netvisor/batch_load.h"

/* The kinds of items in sending order. */
static const char *const item_kind[] = { "dimension", "customer", "vendor",
	"invoice", "credit_note", "match", "payment", "purchase_invoice",
	"transfer", "invoice_voucher", "split", "payment_voucher", "settlement",
	"refund", "loss", "exchange", "bad_debt_vat", "payout",
	"supplier_invoice", "supplier_payment", "deferral", "recognition" };
#define ITEM_KIND_COUNT (sizeof(item_kind) / sizeof(item_kind[0]))

static size_t
kind_rank(const char *kind)
{
	size_t rank = 0;

	while (rank < ITEM_KIND_COUNT && strcmp(item_kind[rank], kind) != 0)
		rank++;
	return rank;
}

static int
compare_total(const void *a, const void *b)
{
	const struct batch_total *left = a, *right = b;
	const size_t rank[2] = { kind_rank(left->kind),
		kind_rank(right->kind) };

	if (rank[0] != rank[1])
		return rank[0] < rank[1] ? -1 : 1;
	return strcmp(left->currency->code, right->currency->code);
}

static void
total_add(struct batch *batch, const struct batch_item *item)
{
	struct batch_total *total;

	for (size_t i = 0; i < batch->total_count; i++) {
		total = &batch->total[i];
		if (total->currency != item->total.currency ||
		    strcmp(total->kind, item->kind) != 0)
			continue;
		total->items++;
		/* The file's control total fits, so parts of it do. */
		(void)money_add(&total->total, item->total);
		return;
	}
	batch->total = mem_grow(batch->total, batch->total_count,
	    &batch->total_capacity, sizeof(*batch->total));
	batch->total[batch->total_count++] =
	    (struct batch_total){ .kind = item->kind,
		    .currency = item->total.currency,
		    .items = 1,
		    .total = item->total };
}

void
batch_index(struct batch *batch)
{
	for (size_t i = 0; i < batch->item_count; i++) {
		struct batch_item *item = &batch->item[i];

		total_add(batch, item);
		(void)name_table_add(
		    &batch->by_reference, item->reference, item);
	}
	if (batch->total_count > 0)
		qsort(batch->total, batch->total_count, sizeof(*batch->total),
		    compare_total);
}

void
batch_index_release(struct batch *batch)
{
	name_table_release(&batch->by_reference);
	free(batch->total);
}

const char *
batch_dir(const struct batch *batch)
{
	return batch->dir;
}

size_t
batch_request_count(const struct batch *batch)
{
	return batch->request_count;
}

const struct batch_request *
batch_request_at(const struct batch *batch, size_t index)
{
	return &batch->request[index];
}

size_t
batch_item_count(const struct batch *batch)
{
	return batch->item_count;
}

const struct batch_item *
batch_item_at(const struct batch *batch, size_t index)
{
	return &batch->item[index];
}

size_t
batch_withheld_count(const struct batch *batch)
{
	return batch->withheld_count;
}

const struct batch_withheld *
batch_withheld_at(const struct batch *batch, size_t index)
{
	return &batch->withheld[index];
}

size_t
batch_total_count(const struct batch *batch)
{
	return batch->total_count;
}

const struct batch_total *
batch_total_at(const struct batch *batch, size_t index)
{
	return &batch->total[index];
}

const struct batch_item *
batch_find(const struct batch *batch, const char *reference)
{
	return name_table_find(&batch->by_reference, reference);
}

const struct batch_item *
batch_search(const struct batch *batch, const char *word, size_t *ret_matches)
{
	const struct batch_item *found = batch_find(batch, word);

	*ret_matches = found != NULL ? 1 : 0;
	if (found != NULL)
		return found;
	for (size_t i = 0; i < batch->item_count; i++) {
		const struct batch_item *item = &batch->item[i];

		if (strcmp(item->key, word) != 0 &&
		    strcmp(item->name, word) != 0)
			continue;
		found = item;
		(*ret_matches)++;
	}
	return *ret_matches == 1 ? found : NULL;
}

const char *
batch_digest(const struct batch *batch, char text[SHA256_HEX_MAX])
{
	struct sha256 *hash = sha256_new();
	unsigned char digest[SHA256_SIZE];

	for (size_t i = 0; i < batch->request_count; i++) {
		const struct batch_request *request = &batch->request[i];
		char *line = mem_printf("%s %s%s%s %s\n", request->method,
		    request->resource, *request->query != '\0' ? "?" : "",
		    request->query, request->sha256);

		sha256_update(hash, line, strlen(line));
		free(line);
	}
	sha256_final(hash, digest);
	sha256_free(hash);
	return sha256_hex(digest, text);
}
