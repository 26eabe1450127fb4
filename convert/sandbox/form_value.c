/* form_value.c - see form_value.h. */
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "sandbox/form_value.h"
#include "sandbox/message.h"
#include "sandbox/wire.h"

/* What may stand between the groups of Base64. */
#define BLANKS " \t\r\n"

static bool
list_holds(const char *list, size_t len, const char *text)
{
	size_t text_len = strlen(text);
	const char *end = list + len;

	while (list < end) {
		const char *bar = memchr(list, '|', (size_t)(end - list));
		size_t word = (size_t)((bar == NULL ? end : bar) - list);

		if (word == text_len && memcmp(list, text, word) == 0)
			return true;
		list += word + 1;
	}
	return false;
}

bool
form_listed(const char *list, const char *text)
{
	return list_holds(list, strlen(list), text);
}

static bool
is_decimal(const char *text, unsigned limit)
{
	struct decimal value;

	return wire_decimal(text, &value) && decimal_trim(value).scale <= limit;
}

static bool
is_integer(const char *text, unsigned limit)
{
	int64_t value;

	return wire_integer(text, &value) &&
	       strlen(*text == '-' ? text + 1 : text) <= limit;
}

static bool
is_when(const struct message_node *node)
{
	const char *type = message_attribute(node, "type");
	const char *text = node->text;
	struct date date;

	if (type != NULL && strcmp(type, "weeknumber") == 0)
		return strlen(text) == 8 && text_is_digits(text, 4) &&
		       text[4] == '-' && text[5] == 'W' &&
		       text_is_digits(text + 6, 2);
	return wire_message_date(text, &date);
}

static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c >= '0' && c <= '9') || c == '+' || c == '/';
}

static bool
is_base64(const char *text)
{
	size_t letters = 0, pads = 0;

	for (; *text != '\0'; text++) {
		if (strchr(BLANKS, *text) != NULL)
			continue;
		if (*text == '=')
			pads++;
		else if (pads > 0 || !is_letter(*text))
			return false;
		letters++;
	}
	return pads <= 2 && letters % 4 == 0;
}

/* Of every kind but groups and texts. */
static bool
value_fits(const struct form_row *row, const struct message_node *node)
{
	const char *text = node->text;
	struct date date;

	switch (row->kind) {
	case FORM_CODE:
		return form_listed(row->values, text);
	case FORM_DATE:
		return wire_message_date(text, &date);
	case FORM_WHEN:
		return is_when(node);
	case FORM_INTEGER:
		return is_integer(text, row->limit);
	case FORM_DIGITS:
		return text_is_digits(text, strlen(text)) &&
		       strlen(text) <= row->limit;
	case FORM_DECIMAL:
		return is_decimal(text, row->limit);
	case FORM_FLAG:
		return form_listed("0|1", text);
	case FORM_TRUTH:
		return text_equal_ignore_case(text, "true") ||
		       text_equal_ignore_case(text, "false");
	case FORM_BASE64:
		return is_base64(text);
	case FORM_GROUP:
	case FORM_CHOICE:
	case FORM_UNREAD:
	case FORM_TEXT:
		break;
	}
	return true;
}

static bool
holds_elements(enum form_kind kind)
{
	return kind == FORM_GROUP || kind == FORM_CHOICE || kind == FORM_UNREAD;
}

static bool
check_value(const struct form_row *row, const struct message_node *node,
    struct buf *ret_why)
{
	char clip[TEXT_CLIP_MAX];

	if (row->kind == FORM_TEXT && row->limit > 0 &&
	    text_utf8_count(node->text, strlen(node->text)) > row->limit) {
		buf_printf(ret_why,
		    "the element '%s' is longer than %u characters", row->name,
		    row->limit);
		return false;
	}
	if (!value_fits(row, node)) {
		buf_printf(ret_why, "the element '%s' has the value '%s'",
		    row->name, text_clip(node->text, strlen(node->text), clip));
		buf_puts(ret_why, " that is not valid according to its type");
		return false;
	}
	return true;
}

bool
form_check_text(const struct form_row *row, const struct message_node *node,
    bool edit, struct buf *ret_why)
{
	size_t blanks = strspn(node->text, BLANKS);
	bool empty = node->text[blanks] == '\0';

	if (holds_elements(row->kind)) {
		if (empty)
			return true;
		buf_printf(ret_why,
		    "the element '%s' cannot contain text between elements",
		    row->name);
		return false;
	}
	if (node->first != NULL) {
		buf_printf(ret_why,
		    "the element '%s' cannot contain the element '%s'",
		    row->name, node->first->name);
		return false;
	}
	if (!empty)
		return check_value(row, node, ret_why);
	if (edit || row->occurs == FORM_BLANK || row->occurs == FORM_MAY)
		return true;
	buf_printf(ret_why, "the element '%s' must not be empty", row->name);
	return false;
}

/* One word of a row's attributes: "!type=net|gross". */
struct rule {
	const char *name;
	size_t name_len;
	const char *values;
	size_t values_len; /* 0: any value */
	bool required;
};

/* The rule at *at, and *at after it; false at the end. */
static bool
next_rule(const char **at, struct rule *ret)
{
	const char *word = *at + strspn(*at, " ");
	size_t len = strcspn(word, " ");

	*at = word + len;
	if (len == 0)
		return false;
	ret->required = *word == '!';
	if (ret->required) {
		word++;
		len--;
	}
	ret->name = word;
	ret->name_len = strcspn(word, "= ");
	ret->values = word + ret->name_len;
	ret->values_len = len - ret->name_len;
	if (ret->values_len > 0) {
		ret->values++;
		ret->values_len--;
	}
	return true;
}

static bool
names(const struct rule *rule, const char *name)
{
	return strlen(name) == rule->name_len &&
	       memcmp(name, rule->name, rule->name_len) == 0;
}

static bool
check_attribute(const struct form_row *row,
    const struct message_attribute *attribute, struct buf *ret_why)
{
	const char *at = row->attributes;
	char clip[TEXT_CLIP_MAX];
	struct rule rule;

	while (next_rule(&at, &rule)) {
		if (!names(&rule, attribute->name))
			continue;
		if (rule.values_len == 0 ||
		    list_holds(rule.values, rule.values_len, attribute->value))
			return true;
		buf_printf(ret_why,
		    "the attribute '%s' of the element '%s' has the value "
		    "'%s' that is not one of its values",
		    attribute->name, row->name,
		    text_clip(
			attribute->value, strlen(attribute->value), clip));
		return false;
	}
	buf_printf(ret_why, "the attribute '%s' of the element '%s' is unknown",
	    attribute->name, row->name);
	return false;
}

bool
form_check_attributes(const struct form_row *row,
    const struct message_node *node, struct buf *ret_why)
{
	const struct message_attribute *attribute;
	const char *at = row->attributes;
	struct rule rule;

	for (attribute = node->attribute; attribute != NULL;
	     attribute = attribute->next)
		if (!check_attribute(row, attribute, ret_why))
			return false;
	while (next_rule(&at, &rule)) {
		if (!rule.required)
			continue;
		for (attribute = node->attribute; attribute != NULL;
		     attribute = attribute->next)
			if (names(&rule, attribute->name))
				break;
		if (attribute == NULL) {
			buf_printf(ret_why,
			    "the attribute '%.*s' of the element '%s' is "
			    "required",
			    (int)rule.name_len, rule.name, row->name);
			return false;
		}
	}
	return true;
}
