/* csv_prologue.c - see csv_prologue.h. */
#include "fenerum/csv_prologue.h"

#include <string.h>
#include <strings.h>

/* Enough for every mark, and for the line end of any sensible header. */
#define PROLOGUE_BYTES CSV_BLOCK

static const char utf_16[] = "UTF-16 text";

/* How a file that is no CSV text begins. */
static const struct signature {
	const char *bytes;
	size_t len;
	enum rule_id rule;
	const char *what;
} signature[] = { { "\xFF\xFE", 2, RULE_CSV_ENCODING, utf_16 },
	{ "\xFE\xFF", 2, RULE_CSV_ENCODING, utf_16 },
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

bool
csv_prologue_is_foreign(const char *text, size_t len)
{
	return signature_of(text, len) != NULL;
}

static void
report_signature(const struct signature *found, const char *text,
    struct source_pos pos, struct faults *faults)
{
	struct diag *diag =
	    faults_add(faults, found->rule, pos, "the file is %s", found->what);

	if (found->what != utf_16)
		return;
	if (text[0] == '\xFF' || text[0] == '\xFE')
		diag_remedy(diag, "write 'encoding: utf-16' in the export "
				  "profile, or export it as UTF-8");
	else
		diag_remedy(diag, "it lacks the byte-order mark: export it "
				  "with one, or as UTF-8");
}

/* The note for spreadsheets, if it says what the profile says. */
static bool
skip_note(struct csv_input *input, struct csv_form form)
{
	const char *text = csv_input_row(input);
	size_t len = csv_input_available(input), end = 5;

	if (len < 6 || strncasecmp(text, "sep=", 4) != 0 ||
	    text[4] != form.delimiter)
		return false;
	end += text[end] == '\r';
	if (end >= len || text[end] != '\n')
		return false;
	csv_input_drop(input, end + 1);
	return true;
}

int
csv_prologue(struct csv_input *input, struct csv_form form, bool converted,
    const char *label, struct faults *faults)
{
	const struct source_pos pos = { label, 1, 1 };
	const struct signature *found;
	bool has_mark;
	const char *text;
	size_t len;

	csv_input_fill(input, PROLOGUE_BYTES);
	len = csv_input_available(input);
	has_mark =
	    len >= 3 && memcmp(csv_input_row(input), "\xEF\xBB\xBF", 3) == 0;
	if (has_mark) {
		csv_input_drop(input, 3);
		len -= 3;
	}
	if (len == 0)
		return 0;
	text = csv_input_row(input);
	found = signature_of(text, len);
	if (found != NULL) {
		report_signature(found, text, pos, faults);
		return -1;
	}
	if (form.encoding == CSV_UTF_16 && !converted && !has_mark) {
		diag_remedy(faults_add(faults, RULE_CSV_ENCODING, pos,
				"the file is no UTF-16 with a byte-order mark"),
		    "write 'encoding: utf-8', or the encoding that it has, in "
		    "the export profile");
		return -1;
	}
	if (skip_note(input, form))
		return 1;
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
