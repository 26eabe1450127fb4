/* csv_sniff.c - see csv_sniff.h. */
#include "fenerum/csv_sniff.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "fenerum/csv_scan.h"

#define EURO_SIGN_LATIN_9 0xA4

const char *
csv_sniff_code_page(const char *text, size_t len)
{
	bool windows = false, euro = false;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		uint32_t character;

		if (c < 0x80)
			continue;
		if (text_utf8_decode(text + i, len - i, &character) > 1)
			return NULL;
		windows |= c < 0xA0;
		euro |= c == EURO_SIGN_LATIN_9;
	}
	if (!windows && euro)
		return csv_encoding_name(CSV_ISO_8859_15);
	return csv_encoding_name(CSV_WINDOWS_1252);
}

static bool
begins_with(const char *text, size_t len, const char *mark, size_t mark_len)
{
	return len >= mark_len && memcmp(text, mark, mark_len) == 0;
}

enum csv_encoding
csv_sniff_encoding(const char *text, size_t len)
{
	if (begins_with(text, len, "\xFF\xFE", 2) ||
	    begins_with(text, len, "\xFE\xFF", 2))
		return CSV_UTF_16;
	if (text_utf8_check(text, len) == len)
		return CSV_UTF_8;
	for (enum csv_encoding i = CSV_UTF_8; i < CSV_ENCODING_COUNT; i++) {
		const char *name = csv_sniff_code_page(text, len);

		if (name != NULL && strcmp(name, csv_encoding_name(i)) == 0)
			return i;
	}
	return CSV_UTF_8;
}

char
csv_sniff_delimiter(const char *text, size_t len)
{
	static const char marks[] = { ',', ';', '\t' };
	size_t count[sizeof(marks)] = { 0 }, best = 0;
	bool quoted = false;

	for (size_t i = 0; i < len && (quoted || text[i] != '\n'); i++) {
		if (text[i] == '"')
			quoted = !quoted;
		for (size_t j = 0; j < sizeof(marks) && !quoted; j++)
			count[j] += text[i] == marks[j];
	}
	for (size_t j = 1; j < sizeof(marks); j++)
		if (count[j] > count[best])
			best = j;
	return (char)(count[best] > 0 ? marks[best] : '\0');
}

struct sniffed_numbers {
	unsigned forms;
	size_t seen;
};

/* Digits and at least one point or comma, with blanks or a sign. */
static bool
looks_like_number(const char *text, size_t len)
{
	bool digit = false, mark = false;

	for (size_t i = 0; i < len; i++) {
		digit |= text[i] >= '0' && text[i] <= '9';
		mark |= text[i] == '.' || text[i] == ',';
		if ((text[i] >= 'A' && text[i] <= 'Z') ||
		    (text[i] >= 'a' && text[i] <= 'z'))
			return false;
	}
	return digit && mark;
}

static void
see_number(void *context, const char *text, size_t len)
{
	struct sniffed_numbers *numbers = context;
	unsigned forms;

	if (!looks_like_number(text, len))
		return;
	forms = number_forms_of((struct csv_field){ text, len }, NULL);
	/* A date such as 31.10.2026 is no number in any form. */
	if (forms == 0)
		return;
	numbers->forms &= forms;
	numbers->seen++;
}

unsigned
csv_sniff_numbers(const char *text, size_t len, char delimiter)
{
	struct sniffed_numbers numbers = { ~0U, 0 };

	while (len > 0) {
		const char *feed = memchr(text, '\n', len);
		size_t line = feed != NULL ? (size_t)(feed - text) + 1 : len;

		(void)csv_split_roughly(
		    text, line, delimiter, see_number, &numbers);
		text += line;
		len -= line;
	}
	return numbers.seen > 0 ? numbers.forms : 0;
}
