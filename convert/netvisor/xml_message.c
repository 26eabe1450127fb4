/* xml_message.c - see xml_message.h. */
#include "netvisor/xml_message.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

#define MESSAGE_MAX 300

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Does a sentence, or what follows a colon, begin at the buffer's end? */
static bool
begins(const struct buf *buf)
{
	const char *end = buf_text(buf) + buf->len;

	return buf->len == 0 || (buf->len >= 2 && end[-1] == ' ' &&
				    strchr(":;", end[-2]) != NULL);
}

const char *
xml_message(struct buf *buf, const char *message)
{
	const char *const hint = " use XML_PARSE_HUGE option";
	const char *at = message != NULL ? message : "";
	const char *end = strstr(at, hint);

	buf_clear(buf);
	if (end == NULL)
		end = at + strlen(at);
	while (end > at && strchr(".\n ", end[-1]) != NULL)
		end--;
	for (; at < end && buf->len < MESSAGE_MAX; at++) {
		const char *close = strstr(at, "'] ");

		if (close != NULL && text_starts_with(at, "[facet '"))
			at = close + strlen("'] ");
		if (text_starts_with(at, ". Expected"))
			buf_putc(buf, ';');
		else if (begins(buf) && is_capital(at[0]) && !is_capital(at[1]))
			buf_putc(buf, (char)(*at - 'A' + 'a'));
		else
			buf_put(buf, *at == '\n' ? " " : at, 1);
	}
	/* Cut off in the middle of a character. */
	if (buf->len > 0)
		buf->len = text_utf8_check(buf->data, buf->len);
	if (buf->data != NULL)
		buf->data[buf->len] = '\0';
	return buf_text(buf);
}
