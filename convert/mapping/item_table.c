/* item_table.c - see item_table.h. */
#include "mapping/item_table.h"

#include <stdlib.h>

#include "base/mem.h"

void
item_table_release(struct item_table *table)
{
	free(table->item);
	word_index_release(&table->word);
}

struct item *
item_table_add(struct item_table *table, const char *key)
{
	size_t count = table->word.count;
	struct item *item;

	table->item =
	    mem_grow(table->item, count, &table->capacity, sizeof(*item));
	item = &table->item[count];
	*item = (struct item){ .key = key };
	word_index_add(&table->word, key);
	return item;
}

struct item *
item_table_find(struct item_table *table, const char *key)
{
	uint32_t number = word_index_find(&table->word, key);

	return number == 0 ? NULL : &table->item[number - 1];
}

size_t
item_table_count(const struct item_table *table)
{
	return table->word.count;
}
