/* text_list.c - a list of texts that stand joined in one field of a record. */
#include "ledger/text_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

void
text_list_release(struct text_list *list)
{
	free(list->text);
	*list = (struct text_list){ 0 };
}

void
text_list_add(struct text_pool *pool, struct text_list *list,
    const char *joined, char separator)
{
	const char *end;
	size_t len;

	for (; *joined != '\0'; joined += len) {
		if (*joined == separator) {
			len = 1;
			continue;
		}
		end = strchr(joined, separator);
		len = end == NULL ? strlen(joined) : (size_t)(end - joined);
		list->text = mem_grow(
		    list->text, list->count, &list->capacity, sizeof(char *));
		list->text[list->count++] = text_pool_keep(pool, joined, len);
		list->bytes += len + 1;
	}
}

static int
compare_texts(const void *a, const void *b)
{
	const char *const *left = a, *const *right = b;

	return strcmp(*left, *right);
}

void
text_list_sort(struct text_list *list)
{
	size_t i, kept = 0;

	if (list->count == 0)
		return;
	qsort(list->text, list->count, sizeof(char *), compare_texts);
	for (i = 1; i < list->count; i++) {
		if (strcmp(list->text[kept], list->text[i]) != 0)
			list->text[++kept] = list->text[i];
	}
	list->count = kept + 1;
}

const char *
text_list_join(
    struct text_pool *pool, const struct text_list *list, char separator)
{
	const char *joined;
	struct buf buf;
	size_t i;

	buf_init(&buf, BUF_MAX_DEFAULT);
	for (i = 0; i < list->count; i++) {
		if (i > 0)
			buf_putc(&buf, separator);
		buf_puts(&buf, list->text[i]);
	}
	joined = text_pool_keep(pool, buf_text(&buf), buf.len);
	buf_release(&buf);
	return joined;
}
