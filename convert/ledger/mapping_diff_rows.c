/* mapping_diff_rows.c - see mapping_diff_rows.h. */
#include "ledger/mapping_diff_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/output.h"
#include "base/stage.h"

/* Every ledger kind begins with its source. */
#define SOURCE 0

/* How many rows of a source have come. */
struct order {
	size_t count;
};

static void
add_row(struct diff_file *file, struct table *orders,
    const struct record_reader *in)
{
	const char *source = record_text(in, SOURCE);
	struct arena *arena = &file->arena;
	struct diff_row *row;
	struct order *order;
	void **slot;
	char *key;
	size_t i;

	slot = table_slot(orders, source, strlen(source), NULL);
	if (*slot == NULL)
		*slot = arena_alloc(arena, sizeof(*order));
	order = *slot;
	row = arena_alloc(arena, sizeof(*row));
	row->field = arena_alloc(
	    arena, (file->schema->column_count + 1) * sizeof(*row->field));
	for (i = 0; i < file->schema->column_count; i++)
		row->field[i] = arena_strdup(arena, record_text(in, i));
	key = arena_printf(arena, "%s\t%zu", source, order->count++);
	row->field[i] = key;
	*table_slot(&file->row, key, strlen(key), NULL) = row;
	if (file->last == NULL)
		file->first = row;
	else
		file->last->next = row;
	file->last = row;
}

static int
read_rows(struct diff_file *file, const char *path, struct diag_list *diag)
{
	struct stage_reader *stage =
	    stage_reader_file(path, file->schema, diag);
	struct record_reader *in = stage_reader_next(stage);
	struct table orders;

	table_init(&orders);
	while (in != NULL && record_next(in) == 1)
		add_row(file, &orders, in);
	table_release(&orders);
	return stage_reader_free(stage);
}

int
diff_file_read(struct diff_file *file, const char *dir,
    const struct record_schema *schema, struct diag_list *diag)
{
	char *name, *path;
	int status = 0;

	*file = (struct diff_file){ .schema = schema };
	arena_init(&file->arena);
	table_init(&file->row);
	name = mem_printf("%s.tsv", schema->file);
	path = path_join(dir, name);
	if (file_exists(path))
		status = read_rows(file, path, diag);
	free(name);
	free(path);
	return status;
}

void
diff_file_release(struct diff_file *file)
{
	table_release(&file->row);
	arena_release(&file->arena);
}

struct diff_row *
diff_file_find(struct diff_file *file, const struct diff_row *row)
{
	const char *key = row->field[file->schema->column_count];

	return table_find(&file->row, key, strlen(key));
}
