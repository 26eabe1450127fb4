/* text_template.c - see text_template.h. */
#include "fenerum/text_template.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* Digits of {current} and {total}; more could not be months. */
#define COUNT_DIGITS_MAX 6

static const char *const slot_name[SLOT_COUNT] = { "type", "number", "group",
	"current", "total", "kind", "transaction", "supplier" };

/* Compiling -------------------------------------------------------------- */

static bool
find_slot(const char *name, size_t len, enum template_slot *ret)
{
	for (unsigned i = 0; i < SLOT_COUNT; i++) {
		if (strlen(slot_name[i]) == len &&
		    memcmp(slot_name[i], name, len) == 0) {
			*ret = (enum template_slot)i;
			return true;
		}
	}
	return false;
}

/* Add the slot whose name is given; NULL, or what is wrong with it. */
static const char *
add_slot(struct text_template *template, const char *name, size_t len)
{
	enum template_slot slot;

	if (!find_slot(name, len, &slot))
		return "there is no such slot";
	if ((template->slots & 1U << slot) != 0)
		return "a slot stands twice";
	if (template->count > 0 &&
	    template->part[template->count - 1].text == NULL)
		return "no text stands between two slots";
	template->slots |= 1U << slot;
	template->part[template->count++].slot = slot;
	return NULL;
}

static const char *
compile(struct text_template *template, struct arena *arena, const char *text)
{
	while (*text != '\0') {
		size_t len = strcspn(text, "{}");
		const char *problem = NULL;

		if (template->count == TEMPLATE_PARTS_MAX)
			return "it is too long";
		if (len > 0) {
			template->part[template->count].len = len;
			template->part[template->count++].text =
			    arena_strndup(arena, text, len);
			text += len;
			continue;
		}
		len = strcspn(text, "}");
		if (*text == '}' || text[len] == '\0')
			return "a bracket has no partner";
		problem = add_slot(template, text + 1, len - 1);
		if (problem != NULL)
			return problem;
		text += len + 1;
	}
	return template->slots == 0 ? "it has no slot" : NULL;
}

bool
text_template_compile(struct text_template *ret, struct arena *arena,
    const char *text, unsigned required, struct source_pos pos,
    struct diag_list *diag)
{
	const char *problem;
	bool good = true;

	*ret = (struct text_template){ .count = 0 };
	problem = compile(ret, arena, text);
	if (problem != NULL) {
		diag_add(diag, RULE_EXPORT_TEMPLATE, pos, "template '%s': %s",
		    text, problem);
		return false;
	}
	for (unsigned i = 0; i < SLOT_COUNT; i++) {
		if ((required & ~ret->slots & 1U << i) == 0)
			continue;
		diag_add(diag, RULE_EXPORT_TEMPLATE, pos,
		    "template '%s': the slot {%s} is needed for this event",
		    text, slot_name[i]);
		good = false;
	}
	return good;
}

/* Matching --------------------------------------------------------------- */

static bool
ends_with(const char *text, size_t len, const char *end, size_t end_len)
{
	return len >= end_len &&
	       memcmp(text + len - end_len, end, end_len) == 0;
}

/* A count of months, from 0 to 999999. */
static bool
parse_count(const char *text, size_t len, int64_t *ret)
{
	int64_t value = 0;

	if (len > COUNT_DIGITS_MAX || !text_is_digits(text, len))
		return false;
	for (size_t i = 0; i < len; i++)
		value = value * 10 + (text[i] - '0');
	*ret = value;
	return true;
}

/*
 * The text of a {type} may hold a blank, so the words themselves are tried;
 * the longer one counts where one is the end of the other.
 */
static bool
match_type(const char *const word[TYPE_COUNT], const char *text, size_t *len,
    struct template_match *match)
{
	size_t longest = 0;

	for (unsigned i = 0; i < TYPE_COUNT; i++) {
		size_t size = strlen(word[i]);

		if (size > longest && ends_with(text, *len, word[i], size)) {
			longest = size;
			match->type = (enum template_type)i;
		}
	}
	*len -= longest;
	match->slot[SLOT_TYPE].text = text + *len;
	match->slot[SLOT_TYPE].len = longest;
	return longest > 0;
}

static bool
slot_holds(enum template_slot slot, const char *text, size_t len,
    struct template_match *match)
{
	match->slot[slot].text = text;
	match->slot[slot].len = len;
	switch (slot) {
	case SLOT_NUMBER:
	case SLOT_TRANSACTION:
		return len > 0 && memchr(text, ' ', len) == NULL;
	case SLOT_CURRENT:
		return parse_count(text, len, &match->current);
	case SLOT_TOTAL:
		return parse_count(text, len, &match->total);
	case SLOT_TYPE:
	case SLOT_GROUP:
	case SLOT_KIND:
	case SLOT_SUPPLIER:
	case SLOT_COUNT:
	default:
		return len > 0;
	}
}

/*
 * Where the slot before the end begins: behind the last occurrence of the
 * literal before it, at least one character from the end. A slot without one,
 * or whose literal is the first part, begins where the text allows only one
 * place.
 */
static bool
slot_begin(const struct template_part *before, bool is_first, const char *text,
    size_t len, size_t *ret)
{
	if (before == NULL) {
		*ret = 0;
		return true;
	}
	if (is_first) {
		*ret = before->len;
		return len >= before->len &&
		       memcmp(text, before->text, before->len) == 0;
	}
	for (size_t at = len; at-- > before->len;) {
		if (ends_with(text, at, before->text, before->len)) {
			*ret = at;
			return true;
		}
	}
	return false;
}

bool
text_template_match(const struct text_template *template,
    const char *const word[TYPE_COUNT], const char *text, size_t len,
    struct template_match *ret)
{
	*ret = (struct template_match){ .type = TYPE_INVOICE };
	for (size_t i = template->count; i-- > 0;) {
		const struct template_part *part = &template->part[i];
		size_t begin;

		if (part->text != NULL) {
			if (!ends_with(text, len, part->text, part->len))
				return false;
			len -= part->len;
			continue;
		}
		if (part->slot == SLOT_TYPE) {
			if (!match_type(word, text, &len, ret))
				return false;
			continue;
		}
		if (!slot_begin(
			i > 0 ? part - 1 : NULL, i == 1, text, len, &begin) ||
		    begin >= len ||
		    !slot_holds(part->slot, text + begin, len - begin, ret))
			return false;
		len = begin;
	}
	return len == 0;
}
