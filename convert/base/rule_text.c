/* rule_text.c - the catalogue for people: in a language, with examples. */
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/rule_text.h"
#include "base/text.h"

/* How many names a wrong one is answered with. */
#define SUGGEST_MAX 5

static const struct rule_finnish finnish[RULE_COUNT] = {
#define RULE_FI(id, title, remedy) [RULE_##id] = { title, remedy },
#include "base/rules_fi.def"
#undef RULE_FI
};

static const struct rule_example example[RULE_COUNT] = {
#define RULE_EXAMPLE(id, place, text) [RULE_##id] = { place, text },
#include "base/rule_examples.def"
#undef RULE_EXAMPLE
};

/* The catalogue's own words, by language. */
static const struct {
	const char *severity[SEVERITY_ERROR + 1];
	const char *remedy;
	const char *example;
} words[LANGUAGE_COUNT] = {
	{ { "note", "warning", "error" }, "remedy", "example" },
	{ { "huomautus", "varoitus", "virhe" }, "korjaus", "esimerkki" },
};

static size_t
index_of(const struct rule *rule)
{
	return (size_t)(rule - rule_get((enum rule_id)0));
}

const struct rule_finnish *
rule_finnish(enum rule_id id)
{
	return &finnish[id];
}

const struct rule_example *
rule_example(enum rule_id id)
{
	return &example[id];
}

const char *
rule_title(const struct rule *rule, enum language language)
{
	const char *title = finnish[index_of(rule)].title;

	return language == LANGUAGE_FINNISH && title != NULL ? title
	                                                     : rule->title;
}

const char *
rule_remedy(const struct rule *rule, enum language language)
{
	const char *remedy = finnish[index_of(rule)].remedy;

	return language == LANGUAGE_FINNISH && remedy != NULL ? remedy
	                                                      : rule->remedy;
}

const char *
severity_name(enum severity severity, enum language language)
{
	return words[language].severity[severity];
}

/* Is the name meant by what was asked for: the same word or a part of it? */
static bool
is_like(const char *name, const char *asked)
{
	const char *word = strchr(asked, '.');

	if (strlen(asked) < 3)
		return false;
	if (strstr(name, asked) != NULL)
		return true;
	/* Another area, the same word. */
	return word != NULL && strcmp(strchr(name, '.'), word) == 0;
}

void
rule_suggest(const char *name, struct buf *buf)
{
	const char *names[RULE_COUNT], *nearest;
	size_t count = 0;

	for (size_t i = 0; i < RULE_COUNT; i++)
		names[i] = rule_get((enum rule_id)i)->name;
	nearest = text_nearest(name, names, RULE_COUNT);
	if (nearest != NULL) {
		buf_puts(buf, nearest);
		count++;
	}
	for (size_t i = 0; i < RULE_COUNT && count < SUGGEST_MAX; i++) {
		if (names[i] == nearest || !is_like(names[i], name))
			continue;
		buf_printf(buf, "%s%s", count > 0 ? ", " : "", names[i]);
		count++;
	}
}

/* The example as the finding would be written. */
static void
put_example(struct buf *buf, const struct rule *rule, enum language language)
{
	const struct rule_example *shown = &example[index_of(rule)];

	if (shown->text == NULL)
		return;
	buf_printf(buf, "%s:\n    %s: %s: ", words[language].example,
	    shown->place, severity_name(rule->severity, language));
	(void)wording_put(buf, language, shown->text);
	buf_printf(buf, " [%s]\n", rule->name);
}

void
rule_explain(const struct rule *rule, enum language language, struct buf *buf)
{
	buf_printf(buf, "%s (%s): %s\n", rule->name,
	    severity_name(rule->severity, language),
	    rule_title(rule, language));
	buf_printf(buf, "%s: %s\n", words[language].remedy,
	    rule_remedy(rule, language));
	put_example(buf, rule, language);
}

void
rule_list(enum language language, struct buf *buf)
{
	for (size_t i = 0; i < RULE_COUNT; i++) {
		const struct rule *rule = rule_get((enum rule_id)i);

		buf_printf(buf, "%-28s %-9s %s\n", rule->name,
		    severity_name(rule->severity, language),
		    rule_title(rule, language));
	}
}
