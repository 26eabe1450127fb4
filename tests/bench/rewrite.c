/*
 * rewrite - an export in another form, to prove that the form does not matter:
 * columns renamed ("net_amount" becomes "Ä net_amount") and in reverse order,
 * decimal commas with a group mark, days first, yes and no in Finnish, CRLF;
 * with --shuffle the rows stand in another order, always the same.
 *
 * usage: rewrite [--shuffle] DELIMITER GROUP < EXPORT > REWRITTEN
 *
 * Both are single bytes or short texts. It knows nothing of the converter and
 * reads valid CSV with commas only.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS_MAX 64
#define TEXT_MAX 65536
#define ROWS_MAX 100000

enum type {
	TYPE_TEXT,
	TYPE_DATE,
	TYPE_NUMBER
};

static char field[COLUMNS_MAX][TEXT_MAX];
static enum type type[COLUMNS_MAX];
static size_t row_end[ROWS_MAX]; /* of each row, the header first */
static FILE *out; /* of the rows, for they are mixed when all are there */

static bool
ends_with(const char *text, const char *end)
{
	size_t len = strlen(text), end_len = strlen(end);

	return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

static enum type
type_of(const char *name)
{
	static const char *const numbers[] = { "amount", "balance", "fee",
		"quantity", "price", "discount_percentage",
		"discount_fixed_per_quantity", "discount_fixed_total",
		"vat_rate" };

	if (ends_with(name, "_date") || strcmp(name, "date") == 0 ||
	    strcmp(name, "date_from") == 0 || strcmp(name, "date_to") == 0)
		return TYPE_DATE;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (ends_with(name, numbers[i]))
			return TYPE_NUMBER;
	return TYPE_TEXT;
}

/* The fields of a row, or 0 at the end. */
static size_t
read_row(void)
{
	size_t count = 0, len = 0;
	bool quoted = false;
	int c = getchar();

	if (c == EOF)
		return 0;
	for (;; c = getchar()) {
		if (c == EOF || (!quoted && (c == ',' || c == '\n'))) {
			field[count++][len] = '\0';
			len = 0;
			if (c != ',')
				return count;
			if (count == COLUMNS_MAX)
				exit(1);
		} else if (c == '"') {
			/* A doubled quote is one. */
			if (!quoted && len > 0)
				field[count][len++] = '"';
			quoted = !quoted;
		} else {
			field[count][len++] = (char)c;
		}
		if (len + 2 >= TEXT_MAX)
			exit(1);
	}
}

static void
put_number(const char *text, const char *group)
{
	size_t whole;

	if (*text == '-')
		putc(*text++, out);
	whole = strcspn(text, ".");
	for (size_t i = 0; i < whole; i++) {
		putc(text[i], out);
		if (i + 1 < whole && (whole - i - 1) % 3 == 0)
			fputs(group, out);
	}
	if (text[whole] == '.')
		fprintf(out, ",%s", text + whole + 1);
}

static void
put_text(const char *text)
{
	putc('"', out);
	for (; *text != '\0'; text++) {
		if (*text == '"')
			putc('"', out);
		putc(*text, out);
	}
	putc('"', out);
}

/* A number with a comma stands in quotes where commas divide. */
static void
put_field(size_t i, const char *group, const char *quote)
{
	const char *text = field[i];

	if (type[i] == TYPE_NUMBER && *text != '\0') {
		fputs(quote, out);
		put_number(text, group);
		fputs(quote, out);
	} else if (type[i] == TYPE_DATE && *text != '\0')
		fprintf(out, "%.2s.%.2s.%.4s%s", text + 8, text + 5, text,
		    text + 10);
	else if (strcmp(text, "yes") == 0)
		put_text("kyllä");
	else if (strcmp(text, "no") == 0)
		put_text("ei");
	else if (*text != '\0')
		put_text(text);
}

/* One row, from its last column to its first; the first row is the header. */
static void
put_row(size_t count, bool header, const char *delimiter, const char *group)
{
	for (size_t i = count; i-- > 0;) {
		if (header) {
			type[i] = type_of(field[i]);
			fprintf(out, "\"Ä %s\"", field[i]);
		} else {
			put_field(
			    i, group, strcmp(delimiter, ",") == 0 ? "\"" : "");
		}
		if (i > 0)
			fputs(delimiter, out);
	}
	fputs("\r\n", out);
}

/* Every row once: steps of a width that has no factor in common with count. */
static void
put_shuffled(const char *text, size_t rows)
{
	size_t step = rows * 5 / 8 + 1, at = rows / 3;

	for (;; step++) {
		size_t a = step, b = rows;

		while (b != 0) {
			size_t rest = a % b;

			a = b;
			b = rest;
		}
		if (a == 1)
			break;
	}
	for (size_t i = 0; i < rows; i++) {
		fwrite(text + row_end[at], 1, row_end[at + 1] - row_end[at],
		    stdout);
		at = (at + step) % rows;
	}
}

int
main(int argc, char **argv)
{
	bool shuffle = argc > 1 && strcmp(argv[1], "--shuffle") == 0;
	size_t rows = 0, len = 0, count;
	char *text = NULL;

	argv += shuffle;
	if (argc != 3 + shuffle)
		return 2;
	out = open_memstream(&text, &len);
	while (out != NULL && (count = read_row()) > 0) {
		put_row(count, rows == 0, argv[1], argv[2]);
		fflush(out);
		if (rows == ROWS_MAX)
			return 1;
		row_end[rows++] = len;
	}
	if (out == NULL || fclose(out) != 0)
		return 1;
	if (shuffle && rows > 1) {
		fwrite(text, 1, row_end[0], stdout);
		put_shuffled(text, rows - 1);
	} else {
		fwrite(text, 1, len, stdout);
	}
	free(text);
	return fflush(stdout) == 0 ? 0 : 1;
}
