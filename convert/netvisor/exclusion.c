/* exclusion.c - see exclusion.h. */
#include "netvisor/exclusion.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/output.h"
#include "base/record_kinds.h"
#include "base/reference.h"
#include "base/stage.h"
#include "base/text.h"
#include "netvisor/batch.h"
#include "netvisor/name_table.h"

/* A file that a person fills line by line is not larger. */
#define EXCLUSIONS_FILE_MAX ((size_t)64 * 1024 * 1024)

struct exclusions {
	struct arena arena;
	const char *path;
	struct exclusion **exclusion;
	size_t count;
	size_t capacity;
	struct name_table by_reference;
};

static void
exclusions_append(struct exclusions *list, const char *reference,
    const char *name, const char *reason, struct source_pos pos)
{
	struct exclusion *exclusion =
	    arena_alloc(&list->arena, sizeof(*exclusion));

	*exclusion = (struct exclusion){
		.reference = arena_strdup(&list->arena, reference),
		.name = arena_strdup(&list->arena, name),
		.reason = arena_strdup(&list->arena, reason),
		.pos = pos,
	};
	list->exclusion = mem_grow(list->exclusion, list->count,
	    &list->capacity, sizeof(struct exclusion *));
	list->exclusion[list->count++] = exclusion;
	(void)name_table_add(
	    &list->by_reference, exclusion->reference, exclusion);
}

struct exclusions *
exclusions_load(const char *path, struct diag_list *diag)
{
	struct exclusions *list = mem_calloc(1, sizeof(*list));
	struct stage_reader *stage;
	struct record_reader *reader;

	arena_init(&list->arena);
	list->path = arena_strdup(&list->arena, path);
	if (!file_exists(path))
		return list;
	stage = stage_reader_file(path, &record_kind_exclusion, diag);
	reader = stage_reader_next(stage);
	while (reader != NULL && record_next(reader) > 0)
		exclusions_append(list,
		    record_text(reader, EXCLUSION_REFERENCE),
		    record_text(reader, EXCLUSION_NAME),
		    record_text(reader, EXCLUSION_REASON),
		    record_pos(reader, EXCLUSION_REFERENCE));
	if (stage_reader_free(stage) == 0)
		return list;
	exclusions_free(list);
	return NULL;
}

void
exclusions_free(struct exclusions *list)
{
	if (list == NULL)
		return;
	name_table_release(&list->by_reference);
	free(list->exclusion);
	arena_release(&list->arena);
	free(list);
}

size_t
exclusions_count(const struct exclusions *list)
{
	return list->count;
}

const struct exclusion *
exclusions_at(const struct exclusions *list, size_t index)
{
	return list->exclusion[index];
}

const struct exclusion *
exclusions_find(const struct exclusions *list, const char *reference)
{
	return name_table_find(&list->by_reference, reference);
}

const struct exclusion *
exclusions_search(
    const struct exclusions *list, const char *word, size_t *ret_matches)
{
	char reference[REFERENCE_TEXT_MAX];
	const struct exclusion *found = exclusions_find(list, word);

	if (found == NULL)
		found = exclusions_find(list, reference_make(word, reference));
	*ret_matches = found != NULL ? 1 : 0;
	if (found != NULL)
		return found;
	for (size_t i = 0; i < list->count; i++) {
		if (strcmp(list->exclusion[i]->name, word) != 0)
			continue;
		found = list->exclusion[i];
		(*ret_matches)++;
	}
	return *ret_matches == 1 ? found : NULL;
}

static int
exclusions_write(const struct exclusions *list, struct diag_list *diag)
{
	struct atomic_file file;
	struct record_writer *out;

	if (atomic_file_open(&file, list->path, diag) != 0)
		return -1;
	out = record_writer_new(&file.output, &record_kind_exclusion);
	for (size_t i = 0; i < list->count; i++) {
		const struct exclusion *exclusion = exclusions_at(list, i);

		record_put_text(out, exclusion->reference);
		record_put_text(out, exclusion->name);
		record_put_text(out, exclusion->reason);
		record_row_end(out);
	}
	/* No amounts, so no total can overflow. */
	(void)record_writer_finish(out);
	return atomic_file_commit(&file, diag);
}

static void
item_missing(
    struct diag_list *diag, bool rejected, const char *word, size_t matches)
{
	const struct source_pos nowhere = { NULL, 0, 0 };

	if (matches > 1)
		(void)diag_add(diag, RULE_REVIEW_ITEM_AMBIGUOUS, nowhere,
		    rejected ? "%zu rejected documents are called '%s'"
			     : "%zu documents of the batch are called '%s'",
		    matches, word);
	else
		(void)diag_add(diag, RULE_REVIEW_ITEM_UNKNOWN, nowhere,
		    rejected ? "no rejected document is called '%s'"
			     : "no document of the batch is called '%s'",
		    word);
}

/* Words, and such as the file can be read again with. */
static bool
is_reason(const char *text)
{
	const size_t len = text == NULL ? 0 : strlen(text);

	return len > 0 && text[strspn(text, " \t\r\n")] != '\0' &&
	       text_utf8_check(text, len) == len;
}

const struct exclusion *
exclusions_add(struct exclusions *list, const struct batch *batch,
    const char *item, const char *reason, struct diag_list *diag)
{
	const struct exclusion *before = NULL;
	size_t matches, left_out = 0;
	const struct batch_item *meant = batch_search(batch, item, &matches);

	/* A batch made since then does not hold it any more. */
	if (meant != NULL)
		before = exclusions_find(list, meant->reference);
	else if (matches == 0)
		before = exclusions_search(list, item, &left_out);
	if (meant == NULL && before == NULL)
		item_missing(diag, left_out > 1, item,
		    left_out > 1 ? left_out : matches);
	if (!is_reason(reason)) {
		(void)diag_add(diag, RULE_REVIEW_REASON_MISSING,
		    (struct source_pos){ NULL, 0, 0 },
		    "an exclusion needs a reason, in plain text");
		return NULL;
	}
	if (meant == NULL || before != NULL)
		return before;
	exclusions_append(list, meant->reference, meant->name, reason,
	    (struct source_pos){ list->path, 0, 0 });
	return exclusions_write(list, diag) == 0
	           ? exclusions_at(list, list->count - 1)
	           : NULL;
}

const struct exclusion *
exclusions_remove(
    struct exclusions *list, const char *item, struct diag_list *diag)
{
	size_t matches, kept = 0;
	const struct exclusion *meant = exclusions_search(list, item, &matches);

	if (meant == NULL) {
		item_missing(diag, true, item, matches);
		return NULL;
	}
	name_table_release(&list->by_reference);
	for (size_t i = 0; i < list->count; i++) {
		struct exclusion *exclusion = list->exclusion[i];

		if (strcmp(exclusion->reference, meant->reference) == 0)
			continue;
		list->exclusion[kept++] = exclusion;
		(void)name_table_add(
		    &list->by_reference, exclusion->reference, exclusion);
	}
	list->count = kept;
	return exclusions_write(list, diag) == 0 ? meant : NULL;
}

int
exclusions_digest(
    const char *path, char text[SHA256_HEX_MAX], struct diag_list *diag)
{
	unsigned char digest[SHA256_SIZE];
	size_t len = 0;
	char *data = NULL;

	if (file_exists(path)) {
		data = file_read(path, EXCLUSIONS_FILE_MAX, &len, diag);
		if (data == NULL)
			return -1;
	}
	sha256_bytes(data, len, digest);
	(void)sha256_hex(digest, text);
	free(data);
	return 0;
}
