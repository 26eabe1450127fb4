/*
 * diag.h - everything the program has to complain about.
 *
 * A finding has a rule of the catalogue (rules.def), a position, a text, a
 * remedy and, where there is one, a second place. Findings are collected,
 * never printed on the way, so that one run names all of them.
 *
 * Invariants: counts are exact even when the kept list is capped; texts are
 * UTF-8 without a final stop or line feed; the list owns every string in it.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/wording.h"

struct buf;
struct diag;
struct diag_list;
struct money;

enum severity {
	SEVERITY_NOTE,
	SEVERITY_WARNING,
	SEVERITY_ERROR
};

/* A place in a file; line and column count from 1, 0 means unknown. */
struct source_pos {
	const char *file;
	unsigned long line;
	unsigned long column;
};

/* One identifier for each line of rules.def. */
enum rule_id {
#define RULE(id, name, severity, title, remedy) RULE_##id,
#include "base/rules.def"
#undef RULE
	RULE_COUNT
};

/* A line of the catalogue. Names are "area.what", stable, never reused. */
struct rule {
	const char *name;
	enum severity severity;
	const char *title;
	const char *remedy;
};

/* The rule of an identifier; never NULL for a valid one. */
const struct rule *rule_get(enum rule_id);
/* The rule of a name, or NULL. */
const struct rule *rule_find(const char *name);
/* Title and remedy in a language; English where there is no other. */
const char *rule_title(const struct rule *, enum language);
const char *rule_remedy(const struct rule *, enum language);
/* "error" and so on. */
const char *severity_name(enum severity, enum language);
/* Append the names of rules most like that one, divided by ", "; few or none.
 */
void rule_suggest(const char *name, struct buf *);
/*
 * Append what the catalogue says of a rule: name, severity, title, remedy and
 * an example of a finding.
 */
void rule_explain(const struct rule *, enum language, struct buf *);
/* Append a line a rule: name, severity, title. */
void rule_list(enum language, struct buf *);
/*
 * The version of what judges: SHA-256 (hex) over the catalogue's lines of the
 * areas check and document, the schemas and the tables of netvisor-check.
 */
const char *rule_set_version(void);

struct diag_list *diag_list_new(void);
void diag_list_free(struct diag_list *);

/* Keep at most so many findings (default 10 000); counts go on. */
void diag_list_limit(struct diag_list *, size_t most);

/* Who says in which language findings are written: later ones outweigh. */
enum language_source {
	LANGUAGE_LOCALE, /* the machine; files that are kept do not heed it */
	LANGUAGE_COMPANY,
	LANGUAGE_OPTION
};

/*
 * Write findings in a language, those that are there too. Ignored when a
 * weightier source has spoken. Default: English, by the locale.
 */
void diag_list_speak(struct diag_list *, enum language, enum language_source);

/*
 * The list's own copy of a file name, one for equal names; it lives as long
 * as the list, so positions with it may be kept.
 */
const char *diag_intern(struct diag_list *, const char *, size_t len);

/*
 * Add a finding. The position's file name is copied. Returns the finding, so
 * that notes can be added; never NULL (beyond the cap a scratch finding).
 */
struct diag *diag_add(struct diag_list *, enum rule_id, struct source_pos,
    const char *fmt, ...) __attribute__((format(__printf__, 4, 5)));

/*
 * Add a finding once per rule and key: later calls with the same key only
 * count. The first call's position and text stay; the output says how often
 * and, with diag_amount, for how much.
 */
struct diag *diag_add_grouped(struct diag_list *, enum rule_id, const char *key,
    struct source_pos, const char *fmt, ...)
    __attribute__((format(__printf__, 5, 6)));

/* Add an amount to a grouped finding's sum (kept per currency). */
void diag_amount(struct diag *, struct money);

/* A second place; several are allowed. */
void diag_note(struct diag *, struct source_pos, const char *fmt, ...)
    __attribute__((format(__printf__, 3, 4)));

/* A sharper remedy than the catalogue's. */
void diag_remedy(struct diag *, const char *fmt, ...)
    __attribute__((format(__printf__, 2, 3)));

/* How many findings have at least this severity (each group counts once). */
size_t diag_count(const struct diag_list *, enum severity at_least);

/* True if there is at least one error. */
bool diag_failed(const struct diag_list *);

/* A finding as a reader of the list sees it; valid until the list changes. */
struct diag_view {
	const struct rule *rule;
	struct source_pos pos;
	const char *text;   /* with count and sums of a group */
	const char *remedy; /* never NULL; may be "" */
	size_t count;
};

/* Sort by file, line, column (stable); then walk with an index. */
void diag_sort(struct diag_list *);
size_t diag_kept(const struct diag_list *);
void diag_get(const struct diag_list *, size_t index, struct diag_view *ret);

/*
 * Append all findings, sorted, as text: one "file:line:column: error: text
 * [rule.name]" each, then indented "remedy:" and "note:" lines. Control
 * characters in texts are shown escaped.
 */
void diag_write_text(struct diag_list *, struct buf *);

/*
 * Append the same as JSON Lines, one object a finding. Names, numbers and
 * severities are the same in every language; text and remedy follow it.
 */
void diag_write_json(struct diag_list *, struct buf *);
/* The same for a file: English if only the locale asked for another. */
void diag_write_json_file(struct diag_list *, struct buf *);

#endif
