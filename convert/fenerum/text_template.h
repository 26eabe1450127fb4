/*
 * text_template.h - the texts of ERP lines, told apart by templates such as
 * "Revenue Recognition ({group}): {type} {number} ({current}/{total})".
 *
 * A text is matched from its right-hand end, since the names of groups and
 * suppliers may hold blanks, colons and brackets: the last parts are the ones
 * that are certain. Every slot holds at least one character; {number} and
 * {transaction} hold no blank, {current} and {total} only digits, {type} is
 * one of the profile's two words. The rest of the text must match exactly.
 */
#ifndef FENERUM_TEXT_TEMPLATE_H
#define FENERUM_TEXT_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"

struct arena;

enum template_slot {
	SLOT_TYPE,
	SLOT_NUMBER,
	SLOT_GROUP,
	SLOT_CURRENT,
	SLOT_TOTAL,
	SLOT_KIND,
	SLOT_TRANSACTION,
	SLOT_SUPPLIER,
	SLOT_COUNT
};

/* The words for {type}, in this order. */
enum template_type {
	TYPE_INVOICE,
	TYPE_CREDIT_NOTE,
	TYPE_COUNT
};

#define TEMPLATE_PARTS_MAX 24

/* A literal text, or a slot (then text is NULL). */
struct template_part {
	const char *text;
	size_t len;
	enum template_slot slot;
};

struct text_template {
	struct template_part part[TEMPLATE_PARTS_MAX];
	size_t count;
	unsigned slots; /* bit 1 << slot for each slot that occurs */
};

/* What a text gave for each slot; parts of the text, text NULL if absent. */
struct template_match {
	struct {
		const char *text;
		size_t len;
	} slot[SLOT_COUNT];
	enum template_type type; /* if there is a {type} */
	int64_t current;         /* if there is a {current}, and so on */
	int64_t total;
};

/*
 * Compile a template; texts are copied into the arena. False after findings
 * (export.template) at pos. required: bits of slots that must occur.
 */
bool text_template_compile(struct text_template *ret, struct arena *,
    const char *, unsigned required, struct source_pos pos, struct diag_list *);

/* word: the words for {type}, as many as TYPE_COUNT. */
bool text_template_match(const struct text_template *,
    const char *const word[TYPE_COUNT], const char *text, size_t len,
    struct template_match *ret);

#endif
