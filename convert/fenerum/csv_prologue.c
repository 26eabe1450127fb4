/* csv_prologue.c - see csv_prologue.h. */
#include "fenerum/csv_prologue.h"

#include <string.h>
#include <strings.h>

/* Enough for every mark, and for the line end of any sensible header. */
#define PROLOGUE_BYTES CSV_BLOCK

/* How a file that is no CSV text begins. */
static const struct signature {
	const char *bytes;
	size_t len;
	enum rule_id rule;
	const char *what;
} signature[] = { { "\xFF\xFE", 2, RULE_CSV_ENCODING, "UTF-16 text" },
	{ "\xFE\xFF", 2, RULE_CSV_ENCODING, "UTF-16 text" },
	{ "\0\0\xFE\xFF", 4, RULE_CSV_ENCODING, "UTF-32 text" },
	{ "PK\3\4", 4, RULE_CSV_NOT_CSV, "a workbook or a ZIP archive" },
	{ "\xD0\xCF\x11\xE0", 4, RULE_CSV_NOT_CSV, "an old Excel workbook" },
	{ "\x1F\x8B", 2, RULE_CSV_NOT_CSV, "a gzip archive" },
	{ "%PDF", 4, RULE_CSV_NOT_CSV, "a PDF document" },
	{ "<", 1, RULE_CSV_NOT_CSV, "HTML or XML" },
	{ "{", 1, RULE_CSV_NOT_CSV, "JSON" },
	{ "[", 1, RULE_CSV_NOT_CSV, "JSON" } };

static const struct signature *
signature_of(const char *text, size_t len)
{
	for (size_t i = 0; i < sizeof(signature) / sizeof(signature[0]); i++) {
		if (len >= signature[i].len &&
		    memcmp(text, signature[i].bytes, signature[i].len) == 0)
			return &signature[i];
	}
	/* UTF-16 without a mark: every other byte of ASCII text is NUL. */
	if (len >= 4 && (text[0] == '\0') != (text[1] == '\0') &&
	    (text[0] == '\0') == (text[2] == '\0') &&
	    (text[1] == '\0') == (text[3] == '\0'))
		return &signature[0];
	return NULL;
}

int
csv_prologue(struct csv_input *input, const char *label, struct faults *faults)
{
	const struct source_pos pos = { label, 1, 1 };
	const struct signature *found;
	const char *text;
	size_t len;

	csv_input_fill(input, PROLOGUE_BYTES);
	len = csv_input_available(input);
	if (len >= 3 && memcmp(csv_input_row(input), "\xEF\xBB\xBF", 3) == 0) {
		csv_input_drop(input, 3);
		len -= 3;
	}
	if (len == 0)
		return 0;
	text = csv_input_row(input);
	found = signature_of(text, len);
	if (found != NULL) {
		faults_add(
		    faults, found->rule, pos, "the file is %s", found->what);
		return -1;
	}
	if (len >= 4 && strncasecmp(text, "sep=", 4) == 0) {
		faults_add(faults, RULE_CSV_DELIMITER, pos,
		    "the first line is a note for spreadsheets ('sep='), "
		    "not a header");
		return -1;
	}
	if (memchr(text, '\n', len) == NULL &&
	    memchr(text, '\r', len) != NULL) {
		faults_add(faults, RULE_CSV_CARRIAGE_RETURN, pos,
		    "the lines end in a carriage return alone");
		return -1;
	}
	return 0;
}
