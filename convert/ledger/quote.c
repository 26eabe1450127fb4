/* quote.c - values cut short for findings. */
#include "ledger/quote.h"

#include <string.h>

struct quoted
quote(const char *text)
{
	struct quoted quoted = { .text = "" };

	text_clip(text, strlen(text), quoted.text);
	return quoted;
}

struct quoted
quote_minor(int64_t minor, const struct currency *currency)
{
	struct money money = { minor, currency };
	struct quoted quoted = { .text = "" };
	size_t len;

	len = money_format(money, '.', quoted.text);
	quoted.text[len++] = ' ';
	memcpy(quoted.text + len, currency->code, sizeof(currency->code));
	return quoted;
}
