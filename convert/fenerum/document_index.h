/*
 * document_index.h - the month's invoices and credit notes while its exports
 * are read: by number and by uuid, so that other rows find theirs, with what
 * is needed to judge the amounts of ERP lines.
 *
 * Refused invoices are there too, since their rows still name them; a number
 * that lacks the prefix stays as it is, and is not indexed. The first of a
 * number, or of a uuid, stays. Some 170 bytes a document.
 */
#ifndef FENERUM_DOCUMENT_INDEX_H
#define FENERUM_DOCUMENT_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/money.h"
#include "fenerum/csv_reader.h"
#include "fenerum/id_table.h"

struct document {
	const char *number; /* NUL-ended, without the profile's prefix */
	struct source_pos pos;
	const struct currency *currency;
	int64_t net; /* credit notes are negative */
	int64_t gross;
	int64_t erp_sum; /* of its ERP lines of type Invoice */
	/* The first of them that is not the whole sum by itself, with its id;
	 * id NULL: the first of all; file NULL: there is none. */
	struct source_pos erp;
	const char *erp_id;
	uint32_t number_len;
	bool is_credit_note;
	bool is_refused;
	/* An ERP line was refused, has another currency, or the sum is too
	 * large: nothing can be said about it. */
	bool erp_is_broken;
};

struct document_index {
	struct document *document;
	size_t count;
	size_t capacity;
	struct id_table by_number;
	struct id_table by_uuid; /* only if has_uuids */
	struct arena arena;
	bool has_uuids; /* a row may name its invoice by uuid */
};

void document_index_init(struct document_index *);
void document_index_release(struct document_index *);

/*
 * A new document; the rest of it is the caller's to fill in. The pointer is
 * good until the next one is added. Empty keys are not indexed.
 */
struct document *document_index_add(
    struct document_index *, struct csv_field number, struct csv_field uuid);
struct document *document_index_number(
    const struct document_index *, struct csv_field);
struct document *document_index_uuid(
    const struct document_index *, struct csv_field);

#endif
