/* diag_write.c - findings as text for people and as JSON Lines. */
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/diag_private.h"
#include "base/text.h"

static const char *const severity_name[SEVERITIES] = {
	[SEVERITY_NOTE] = "note",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

/* " (12 times, 3400.00 EUR, 10.00 SEK)" */
static void
put_count(struct buf *buf, const struct diag *diag)
{
	char amount[MONEY_TEXT_MAX];
	size_t i;

	buf_printf(buf, " (%zu times", diag->count);
	if (diag->sum_overflow)
		buf_puts(buf, ", sums too large");
	for (i = 0; i < diag->sum_count && !diag->sum_overflow; i++) {
		money_format(diag->sum[i], '.', amount);
		buf_printf(buf, ", %s %s", amount, diag->sum[i].currency->code);
	}
	buf_putc(buf, ')');
}

const char *
diag_shown(struct diag *diag)
{
	struct buf buf;

	if (diag->count <= 1)
		return diag->text;
	if (diag->shown == NULL) {
		buf_init(&buf, BUF_MAX_DEFAULT);
		buf_puts(&buf, diag->text);
		put_count(&buf, diag);
		/* The buffer's memory becomes the finding's. */
		diag->shown = buf.data;
	}
	return diag->shown;
}

const char *
diag_remedy_of(const struct diag *diag)
{
	return diag->remedy != NULL ? diag->remedy : diag->rule->remedy;
}

static void
put_escaped(struct buf *buf, const char *text)
{
	text_put_escaped(buf, text, strlen(text));
}

/* "file:line:column: ", without what is unknown. */
static void
put_pos(struct buf *buf, struct source_pos pos)
{
	put_escaped(buf, pos.file);
	if (pos.line > 0) {
		buf_printf(buf, ":%lu", pos.line);
		if (pos.column > 0)
			buf_printf(buf, ":%lu", pos.column);
	}
	buf_puts(buf, ": ");
}

static void
put_text(struct buf *buf, struct diag *diag)
{
	const char *remedy = diag_remedy_of(diag);
	size_t i;

	if (diag->pos.file != NULL)
		put_pos(buf, diag->pos);
	else
		buf_puts(buf, "fenvoy: ");
	buf_printf(buf, "%s: ", severity_name[diag->rule->severity]);
	put_escaped(buf, diag_shown(diag));
	buf_printf(buf, " [%s]\n", diag->rule->name);
	if (remedy[0] != '\0') {
		buf_puts(buf, "    remedy: ");
		put_escaped(buf, remedy);
		buf_putc(buf, '\n');
	}
	for (i = 0; i < diag->note_count; i++) {
		buf_puts(buf, "    note: ");
		if (diag->note[i].pos.file != NULL)
			put_pos(buf, diag->note[i].pos);
		put_escaped(buf, diag->note[i].text);
		buf_putc(buf, '\n');
	}
}

void
diag_write_text(struct diag_list *list, struct buf *buf)
{
	size_t i;

	diag_sort(list);
	for (i = 0; i < list->kept; i++)
		put_text(buf, list->diag[i]);
}

static void
put_json_string(struct buf *buf, const char *name, const char *value)
{
	buf_printf(buf, "\"%s\":", name);
	text_put_json(buf, value, strlen(value));
}

static void
put_json_pos(struct buf *buf, struct source_pos pos)
{
	put_json_string(buf, "file", pos.file != NULL ? pos.file : "");
	buf_printf(buf, ",\"line\":%lu,\"column\":%lu,", pos.line, pos.column);
}

static void
put_json(struct buf *buf, struct diag *diag)
{
	size_t i;

	buf_putc(buf, '{');
	put_json_string(buf, "severity", severity_name[diag->rule->severity]);
	buf_putc(buf, ',');
	put_json_string(buf, "rule", diag->rule->name);
	buf_putc(buf, ',');
	put_json_pos(buf, diag->pos);
	put_json_string(buf, "text", diag_shown(diag));
	buf_putc(buf, ',');
	put_json_string(buf, "remedy", diag_remedy_of(diag));
	buf_printf(buf, ",\"count\":%zu,\"notes\":[", diag->count);
	for (i = 0; i < diag->note_count; i++) {
		buf_puts(buf, i > 0 ? ",{" : "{");
		put_json_pos(buf, diag->note[i].pos);
		put_json_string(buf, "text", diag->note[i].text);
		buf_putc(buf, '}');
	}
	buf_puts(buf, "]}\n");
}

void
diag_write_json(struct diag_list *list, struct buf *buf)
{
	size_t i;

	diag_sort(list);
	for (i = 0; i < list->kept; i++)
		put_json(buf, list->diag[i]);
}
