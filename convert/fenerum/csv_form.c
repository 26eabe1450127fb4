/* csv_form.c - see csv_form.h. */
#include "fenerum/csv_form.h"

const struct csv_form csv_form_plain = { CSV_UTF_8, ',' };

const char *const csv_encoding_names[CSV_ENCODING_COUNT] = { "utf-8",
	"iso-8859-1", "iso-8859-15", "windows-1252", "utf-16" };

static const struct delimiter {
	char mark;
	const char *name;
	const char *plural;
	const char *yaml;
} delimiters[] = { { ',', "comma", "commas", "\",\"" },
	{ ';', "semicolon", "semicolons", "\";\"" },
	{ '\t', "tab", "tabs", "tab" } };

static const struct delimiter *
find(char mark)
{
	for (size_t i = 0; i < sizeof(delimiters) / sizeof(delimiters[0]); i++)
		if (delimiters[i].mark == mark)
			return &delimiters[i];
	return &delimiters[0];
}

const char *
csv_encoding_name(enum csv_encoding encoding)
{
	return csv_encoding_names[encoding];
}

const char *
csv_delimiter_name(char mark)
{
	return find(mark)->name;
}

const char *
csv_delimiter_plural(char mark)
{
	return find(mark)->plural;
}

const char *
csv_delimiter_yaml(char mark)
{
	return find(mark)->yaml;
}
