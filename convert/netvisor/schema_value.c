/* schema_value.c - see schema_value.h. */
#include "netvisor/schema_value.h"

#include <string.h>

#include "base/text.h"
#include "netvisor/schema.h"
#include "netvisor/xsd_pattern.h"

static bool
length_fits(
    const struct schema_type *type, const char *text, size_t len, bool high)
{
	const size_t least = (size_t)type->min_length;
	const size_t most = type->max_length == SCHEMA_UNBOUNDED
	                        ? len
	                        : (size_t)type->max_length;

	/* Characters count, and no text has more of them than bytes. */
	if (high && (len > most || least > 1))
		len = text_utf8_count(text, len);
	return least <= len && len <= most;
}

static bool
is_listed(const struct schema_type *type, const char *text, size_t len)
{
	for (size_t i = 0; i < type->value_count; i++) {
		if (type->value[i].len == len &&
		    memcmp(type->value[i].text, text, len) == 0)
			return true;
	}
	return type->value_count == 0;
}

static bool
has_pattern(const struct schema_type *type, const char *text, size_t len)
{
	for (size_t i = 0; i < type->pattern_count; i++) {
		if (xsd_pattern_matches(type->pattern[i], text, len))
			return true;
	}
	return type->pattern_count == 0;
}

/* XML knows no characters U+FFFE and U+FFFF; here they are valid UTF-8. */
static bool
is_character_data(const char *text, size_t len)
{
	for (size_t i = 0; i + 2 < len; i++) {
		if ((unsigned char)text[i] == 0xEF &&
		    (unsigned char)text[i + 1] == 0xBF &&
		    (unsigned char)text[i + 2] >= 0xBE)
			return false;
	}
	return true;
}

bool
schema_value_fits(
    const struct schema_type *type, const char *text, size_t len, bool high)
{
	if (type->content != SCHEMA_TEXT ||
	    (high && !is_character_data(text, len)))
		return false;
	for (; type != NULL; type = type->base) {
		if (!length_fits(type, text, len, high) ||
		    !is_listed(type, text, len) ||
		    !has_pattern(type, text, len))
			return false;
	}
	return true;
}
