/*
 * rewrite - an export in another form, to prove that the form does not matter:
 * columns renamed ("net_amount" becomes "Ä net_amount") and in reverse order,
 * decimal commas with a group mark, days first, yes and no in Finnish, CRLF.
 *
 * usage: rewrite DELIMITER GROUP < EXPORT > REWRITTEN
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

enum type {
	TYPE_TEXT,
	TYPE_DATE,
	TYPE_NUMBER
};

static char field[COLUMNS_MAX][TEXT_MAX];
static enum type type[COLUMNS_MAX];

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
		putchar(*text++);
	whole = strcspn(text, ".");
	for (size_t i = 0; i < whole; i++) {
		putchar(text[i]);
		if (i + 1 < whole && (whole - i - 1) % 3 == 0)
			fputs(group, stdout);
	}
	if (text[whole] == '.')
		printf(",%s", text + whole + 1);
}

static void
put_text(const char *text)
{
	putchar('"');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			putchar('"');
		putchar(*text);
	}
	putchar('"');
}

/* A number with a comma stands in quotes where commas divide. */
static void
put_field(size_t i, const char *group, const char *quote)
{
	const char *text = field[i];

	if (type[i] == TYPE_NUMBER && *text != '\0') {
		fputs(quote, stdout);
		put_number(text, group);
		fputs(quote, stdout);
	} else if (type[i] == TYPE_DATE && *text != '\0')
		printf("%.2s.%.2s.%.4s%s", text + 8, text + 5, text, text + 10);
	else if (strcmp(text, "yes") == 0)
		put_text("kyllä");
	else if (strcmp(text, "no") == 0)
		put_text("ei");
	else if (*text != '\0')
		put_text(text);
}

int
main(int argc, char **argv)
{
	size_t columns = 0, count;

	if (argc != 3)
		return 2;
	while ((count = read_row()) > 0) {
		for (size_t i = count; i-- > 0;) {
			if (columns == 0) {
				type[i] = type_of(field[i]);
				printf("\"Ä %s\"", field[i]);
			} else {
				put_field(i, argv[2],
				    strcmp(argv[1], ",") == 0 ? "\"" : "");
			}
			if (i > 0)
				fputs(argv[1], stdout);
		}
		fputs("\r\n", stdout);
		columns = count;
	}
	return fflush(stdout) == 0 ? 0 : 1;
}
