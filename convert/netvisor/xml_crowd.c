/* xml_crowd.c - see xml_crowd.h. */
#include "netvisor/xml_crowd.h"

#include <string.h>

static bool
pass_inside(struct xml_crowd *crowd, char c)
{
	crowd->len++;
	if (crowd->quote != '\0') {
		if (c == crowd->quote)
			crowd->quote = '\0';
	} else if (c == '>') {
		crowd->inside = false;
	} else if (c == '"' || c == '\'') {
		crowd->quote = c;
	} else if (c == '=') {
		crowd->attributes++;
	}
	return crowd->attributes <= XML_CROWD_ATTRIBUTES &&
	       crowd->len <= XML_CROWD_TAG;
}

/*
 * Every < begins anew, also in a value, a comment or CDATA: after a fault the
 * parser goes on with what it takes for content there, and it may be a tag.
 */
bool
xml_crowd_pass(struct xml_crowd *crowd, const char *text, size_t len)
{
	const char *const end = text + len;

	while (text < end) {
		if (!crowd->begun && !crowd->inside) {
			text = memchr(text, '<', (size_t)(end - text));
			if (text == NULL)
				return true;
		}
		if (*text == '<') {
			*crowd = (struct xml_crowd){ .begun = true, .len = 1 };
		} else if (crowd->begun) {
			crowd->begun = false;
			crowd->inside = strchr("!?/", *text) == NULL;
			crowd->len++;
		} else if (!pass_inside(crowd, *text)) {
			return false;
		}
		text++;
	}
	return true;
}
