/*
 * csv_form.h - how the text of an export is written: its encoding and what
 * divides its fields. Both come from the export profile.
 */
#ifndef FENERUM_CSV_FORM_H
#define FENERUM_CSV_FORM_H

#include <stddef.h>

enum csv_encoding {
	CSV_UTF_8,
	CSV_ISO_8859_1,
	CSV_ISO_8859_15,
	CSV_WINDOWS_1252,
	CSV_UTF_16, /* with a byte-order mark, either order */
	CSV_ENCODING_COUNT
};

struct csv_form {
	enum csv_encoding encoding;
	char delimiter; /* ',', ';' or a tab */
};

/* UTF-8 and commas. */
extern const struct csv_form csv_form_plain;

/* As the profile writes it: "windows-1252". */
const char *csv_encoding_name(enum csv_encoding);
/* The same for all, for a choice among them. */
extern const char *const csv_encoding_names[CSV_ENCODING_COUNT];

/* "commas"; "semicolons"; "tabs". */
const char *csv_delimiter_plural(char);
/* "comma"; "semicolon"; "tab". */
const char *csv_delimiter_name(char);
/* As a profile may write it: "\",\"", "\";\"" or "tab". */
const char *csv_delimiter_yaml(char);

#endif
