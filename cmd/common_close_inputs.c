/* common_close_inputs.c - the exports and registers of a month to be closed. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/output.h"
#include "base/text.h"
#include "common_child.h"
#include "common_close.h"

/* So many names stand in the finding; the rest is only counted. */
#define NAMES_MOST 10

static int
is_shown(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static bool
is_csv(const char *name)
{
	size_t len = strlen(name);

	return len > 4 && text_equal_ignore_case(name + len - 4, ".csv");
}

static int
by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void
name_put(struct buf *names, size_t count, const char *name)
{
	if (count < NAMES_MOST)
		buf_printf(names, "%s'%s'", count > 0 ? ", " : "", name);
}

static void
other_files(struct diag_list *diag, const char *dir, const struct buf *names,
    size_t count)
{
	const struct source_pos pos = { dir, 0, 0 };

	if (count > NAMES_MOST)
		(void)diag_add(diag, RULE_CLOSE_OTHER_FILE, pos,
		    "no CSV files, and not read: %s and %zu more",
		    buf_text(names), count - NAMES_MOST);
	else if (count > 0)
		(void)diag_add(diag, RULE_CLOSE_OTHER_FILE, pos,
		    count == 1 ? "no CSV file, and not read: %s"
			       : "no CSV files, and not read: %s",
		    buf_text(names));
}

static void
find_exports(
    struct close_inputs *inputs, const char *month_dir, struct diag_list *diag)
{
	char *dir = path_join(month_dir, "exports");
	struct dirent **entry = NULL;
	int count = scandir(dir, &entry, is_shown, by_bytes);
	struct buf names;
	size_t others = 0;

	buf_init(&names, BUF_MAX_DEFAULT);
	if (count > 0)
		inputs->csv = mem_calloc((size_t)count, sizeof(*inputs->csv));
	for (int i = 0; i < count; i++) {
		const char *name = entry[i]->d_name;

		if (is_csv(name))
			inputs->csv[inputs->csv_count++] = path_join(dir, name);
		else
			name_put(&names, others++, name);
		free(entry[i]);
	}
	free(entry);
	if (inputs->csv_count == 0)
		(void)diag_add(diag, RULE_CLOSE_NO_EXPORTS,
		    (struct source_pos){ dir, 0, 0 }, "no CSV file is here");
	other_files(diag, dir, &names, others);
	buf_release(&names);
	free(dir);
}

static bool
find_registers(const char *month_dir, struct diag_list *diag)
{
	char *dir = path_join(month_dir, "registers");
	struct dirent **entry = NULL;
	int count = scandir(dir, &entry, is_shown, NULL);

	for (int i = 0; i < count; i++)
		free(entry[i]);
	free(entry);
	if (count <= 0)
		(void)diag_add(diag, RULE_CLOSE_NO_REGISTERS,
		    (struct source_pos){ dir, 0, 0 },
		    "Netvisor's registers are not here, so nothing was checked "
		    "against them");
	free(dir);
	return count > 0;
}

void
close_inputs_init(
    struct close_inputs *inputs, const char *month_dir, struct diag_list *diag)
{
	struct buf json;

	*inputs = (struct close_inputs){ .csv = NULL };
	find_exports(inputs, month_dir, diag);
	/* A month that nobody has begun lacks its exports first of all. */
	inputs->registers =
	    inputs->csv_count == 0 || find_registers(month_dir, diag);
	buf_init(&json, BUF_MAX_DEFAULT);
	diag_write_json_file(diag, &json);
	inputs->findings = mem_strdup(buf_text(&json));
	buf_release(&json);
}

void
close_inputs_release(struct close_inputs *inputs)
{
	for (size_t i = 0; i < inputs->csv_count; i++)
		free(inputs->csv[i]);
	free(inputs->csv);
	free(inputs->findings);
	*inputs = (struct close_inputs){ .csv = NULL };
}

void
close_inputs_add(const struct close_inputs *inputs, struct child_args *args)
{
	for (size_t i = 0; i < inputs->csv_count; i++)
		child_args_add(args, inputs->csv[i]);
}
