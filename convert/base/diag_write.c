/* diag_write.c - findings as text for people and as JSON Lines. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/diag_private.h"
#include "base/mem.h"
#include "base/text.h"

/* The words around findings. */
static const struct {
	const char *times;
	const char *too_large;
	const char *remedy;
	const char *note;
} words[LANGUAGE_COUNT] = {
	{ "times", "sums too large", "remedy", "note" },
	{ "kertaa", "summat liian suuria", "korjaus", "huomaa" },
};

/* " (12 times, 3400.00 EUR, 10.00 SEK)" */
static void
put_count(struct buf *buf, const struct diag *diag)
{
	const enum language language = diag->list->language;
	char amount[MONEY_TEXT_MAX];
	size_t i;

	buf_printf(buf, " (%zu %s", diag->count, words[language].times);
	if (diag->sum_overflow)
		buf_printf(buf, ", %s", words[language].too_large);
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

	if (diag->count <= 1 && diag->list->language == LANGUAGE_ENGLISH)
		return diag->text;
	if (diag->shown == NULL) {
		buf_init(&buf, BUF_MAX_DEFAULT);
		(void)wording_put(&buf, diag->list->language, diag->text);
		if (diag->count > 1)
			put_count(&buf, diag);
		diag->shown = mem_strdup(buf_text(&buf));
		buf_release(&buf);
	}
	return diag->shown;
}

const char *
diag_remedy_of(struct diag *diag)
{
	const enum language language = diag->list->language;
	struct buf buf;

	if (diag->remedy == NULL)
		return rule_remedy(diag->rule, language);
	if (language == LANGUAGE_ENGLISH)
		return diag->remedy;
	if (diag->remedy_shown == NULL) {
		buf_init(&buf, BUF_MAX_DEFAULT);
		(void)wording_put(&buf, language, diag->remedy);
		diag->remedy_shown = mem_strdup(buf_text(&buf));
		buf_release(&buf);
	}
	return diag->remedy_shown;
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

/* The text of a note in a language. */
static char *
note_text(const struct diag_note *note, enum language language)
{
	struct buf buf;
	char *text;

	buf_init(&buf, BUF_MAX_DEFAULT);
	(void)wording_put(&buf, language, note->text);
	text = mem_strdup(buf_text(&buf));
	buf_release(&buf);
	return text;
}

static void
put_note(struct buf *buf, const struct diag_note *note, enum language language)
{
	char *text = note_text(note, language);

	buf_printf(buf, "    %s: ", words[language].note);
	if (note->pos.file != NULL)
		put_pos(buf, note->pos);
	put_escaped(buf, text);
	buf_putc(buf, '\n');
	free(text);
}

static void
put_text(struct buf *buf, struct diag *diag)
{
	const enum language language = diag->list->language;
	const char *remedy = diag_remedy_of(diag);
	size_t i;

	if (diag->pos.file != NULL)
		put_pos(buf, diag->pos);
	else
		buf_puts(buf, "fenvoy: ");
	buf_printf(buf, "%s: ", severity_name(diag->rule->severity, language));
	put_escaped(buf, diag_shown(diag));
	buf_printf(buf, " [%s]\n", diag->rule->name);
	if (remedy[0] != '\0') {
		buf_printf(buf, "    %s: ", words[language].remedy);
		put_escaped(buf, remedy);
		buf_putc(buf, '\n');
	}
	for (i = 0; i < diag->note_count; i++)
		put_note(buf, &diag->note[i], language);
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
	char *note;
	size_t i;

	buf_putc(buf, '{');
	put_json_string(buf, "severity",
	    severity_name(diag->rule->severity, LANGUAGE_ENGLISH));
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
		note = note_text(&diag->note[i], diag->list->language);
		put_json_string(buf, "text", note);
		free(note);
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

void
diag_write_json_file(struct diag_list *list, struct buf *buf)
{
	const enum language language = list->language;
	const bool locale = list->source == LANGUAGE_LOCALE;

	if (locale)
		diag_list_speak(list, LANGUAGE_ENGLISH, LANGUAGE_LOCALE);
	diag_write_json(list, buf);
	if (locale)
		diag_list_speak(list, language, LANGUAGE_LOCALE);
}
