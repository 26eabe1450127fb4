/* check_fault.c - findings of netvisor-check and their places. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "netvisor/check_facts.h"
#include "netvisor/check_run.h"

/* Split "file:line" at the given stretch of a list; file is copied. */
static struct source_pos
source_pos_of(const char *text, size_t len, char **ret_file)
{
	struct source_pos pos = { NULL, 0, 0 };
	size_t colon = len;

	while (colon > 0 && text[colon - 1] != ':')
		colon--;
	for (size_t i = colon; i < len && i - colon < 9; i++) {
		if (text[i] >= '0' && text[i] <= '9')
			pos.line =
			    pos.line * 10 + (unsigned long)(text[i] - '0');
	}
	pos.column = pos.line > 0 ? 1 : 0;
	*ret_file = mem_strndup(text, colon > 0 ? colon - 1 : len);
	pos.file = *ret_file;
	return pos;
}

/* The source that belongs to the open line, else the document's first. */
static const char *
source_at(const char *list, size_t line, size_t *ret_len)
{
	const char *at = list, *first = list;

	for (size_t i = 0; i < line; i++) {
		const char *blank = strchr(at, ' ');

		if (blank == NULL)
			break;
		at = blank + 1;
		if (i + 1 == line)
			first = at;
	}
	*ret_len = strcspn(first, " ");
	return first;
}

/* Where the document came from. */
static void
note_source(struct check *check, struct diag *found)
{
	const struct batch_item *item = check->document.item;
	struct source_pos pos;
	const char *source;
	char *file, *kind;
	size_t len;

	if (item == NULL || *item->source == '\0')
		return;
	source = source_at(item->source, check->document.line, &len);
	pos = source_pos_of(source, len, &file);
	kind = mem_strdup(item->kind);
	for (char *at = strchr(kind, '_'); at != NULL; at = strchr(at, '_'))
		*at = ' ';
	if (check->document.line > 0 && source != item->source)
		diag_note(found, pos, "the line comes from here, in %s '%s'",
		    kind, item->name);
	else
		diag_note(
		    found, pos, "%s '%s' comes from here", kind, item->name);
	free(kind);
	free(file);
}

static struct source_pos
present_pos(const struct check *check)
{
	struct source_pos pos = { check->label, 0, 0 };

	if (check->held_line != 0) {
		pos.line = check->held_line;
		pos.column = check->held_column;
	} else if (check->reading != NULL) {
		pos.line = xml_reader_line(check->reading);
		pos.column = xml_reader_column(check->reading);
	}
	return pos;
}

void
check_hold(struct check *check, struct date date)
{
	check->held = date;
	if (check->reading == NULL)
		return;
	check->kept_line = xml_reader_line(check->reading);
	check->kept_column = xml_reader_column(check->reading);
}

void
check_release_held(struct check *check, bool replaced)
{
	const struct date date = check->held;

	check->held = (struct date){ 0, 0, 0 };
	if (replaced || !date_is_set(date))
		return;
	check->held_line = check->kept_line;
	check->held_column = check->kept_column;
	check_posting_date(check, date);
	check->held_line = check->held_column = 0;
}

static void
count_finding(struct check *check, enum rule_id rule)
{
	if (rule_get(rule)->severity == SEVERITY_ERROR)
		check->errors++;
	else
		check->warnings++;
}

void
check_fault_once(struct check *check, enum rule_id rule, const char *fmt, ...)
{
	va_list arguments;
	struct diag *found;
	size_t before;
	char *text;

	if (check->facts != NULL) {
		check->facts->doubt = true;
		return;
	}
	before = diag_count(check->diag, SEVERITY_NOTE);
	va_start(arguments, fmt);
	text = mem_vprintf(fmt, arguments);
	va_end(arguments);
	found = diag_add_grouped(
	    check->diag, rule, text, present_pos(check), "%s", text);
	free(text);
	if (diag_count(check->diag, SEVERITY_NOTE) > before)
		note_source(check, found);
	count_finding(check, rule);
}

void
check_fault(struct check *check, enum rule_id rule, const char *fmt, ...)
{
	va_list arguments;
	struct diag *found;
	char *text;

	if (check->facts != NULL) {
		check->facts->doubt = true;
		return;
	}
	va_start(arguments, fmt);
	text = mem_vprintf(fmt, arguments);
	va_end(arguments);
	found = diag_add(check->diag, rule, present_pos(check), "%s", text);
	free(text);
	note_source(check, found);
	count_finding(check, rule);
}

bool
check_name_add(struct check *check, struct name_table *table, const char *name)
{
	struct arena *arena =
	    check->facts != NULL ? &check->facts->arena : &check->arena;
	char *kept;

	if (name_table_find(table, name) != NULL)
		return false;
	kept = arena_strdup(arena, name);
	if (check->facts != NULL)
		check_fact_add(check, table, kept, true);
	return name_table_add(table, kept, kept);
}

bool
check_name_known(
    struct check *check, const struct name_table *table, const char *name)
{
	if (name_table_find(table, name) != NULL)
		return true;
	if (check->facts == NULL)
		return false;
	check_fact_add(
	    check, table, arena_strdup(&check->facts->arena, name), false);
	return true;
}
