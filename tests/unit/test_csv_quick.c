/* test_csv_quick.c - what is split without libcsv is split as libcsv does. */
#include <csv.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "fenerum/csv_quick.h"

#define FIELDS_MAX 32
#define LINE_MAX 24
#define LINES 400000u

struct fields {
	char text[FIELDS_MAX][LINE_MAX];
	size_t len[FIELDS_MAX];
	size_t count;
	unsigned rows;
};

/* Blanks around a field do not count, within quotes neither. */
static void
on_field(void *data, size_t len, void *context)
{
	struct fields *fields = context;
	const char *text = data;

	while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\t'))
		len--;
	while (len > 0 && (*text == ' ' || *text == '\t')) {
		text++;
		len--;
	}
	assert_true(fields->count < FIELDS_MAX && len < LINE_MAX);
	if (len > 0)
		memcpy(fields->text[fields->count], text, len);
	fields->len[fields->count++] = len;
}

static void
on_row(int end, void *context)
{
	(void)end;
	((struct fields *)context)->rows++;
}

/* False when libcsv refuses it, or it is not one whole row. */
static int
split_slowly(const char *line, size_t len, char delimiter, struct fields *ret)
{
	struct csv_parser parser;
	size_t taken;
	int right;

	memset(ret, 0, sizeof(*ret));
	assert_int_equal(
	    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL),
	    0);
	csv_set_delim(&parser, (unsigned char)delimiter);
	taken = csv_parse(&parser, line, len, on_field, on_row, ret);
	right = taken == len && ret->rows == 1;
	csv_free(&parser);
	return right;
}

static void
test_same_fields(void **state)
{
	static const char sign[] = "aab,,;\"\" \tx\"";
	static const char delimiter[] = ",;\t";
	static struct csv_field field[CSV_COLUMNS_MAX];
	uint32_t seed = 1;
	unsigned quick = 0;

	(void)state;
	for (unsigned i = 0; i < LINES; i++) {
		char line[LINE_MAX + CSV_QUICK_SPARE], copy[sizeof(line)];
		const char by = delimiter[i % 3];
		struct fields slow;
		size_t len, count;

		/* Whatever stands behind the line is none of it. */
		memset(line, sign[i % (sizeof(sign) - 1)], sizeof(line));
		seed = seed * 1664525u + 1013904223u;
		len = (seed >> 20) % (LINE_MAX - 3);
		for (size_t at = 0; at < len; at++) {
			seed = seed * 1664525u + 1013904223u;
			line[at] = sign[(seed >> 16) % (sizeof(sign) - 1)];
		}
		if (i % 5 == 0)
			line[len++] = '\r';
		line[len++] = '\n';
		memcpy(copy, line, sizeof(line));
		count = csv_quick_split(copy, len, by, field);
		if (count == 0)
			continue;
		quick++;
		/* The reader takes blank lines away before. */
		if (count == 1 && field[0].len == 0 &&
		    memchr(line, '"', len) == NULL)
			continue;
		assert_true(split_slowly(line, len, by, &slow));
		assert_int_equal(count, slow.count);
		for (size_t at = 0; at < count; at++) {
			assert_int_equal(field[at].len, slow.len[at]);
			assert_memory_equal(
			    field[at].text, slow.text[at], slow.len[at]);
			assert_int_equal(field[at].text[field[at].len], '\0');
		}
	}
	assert_true(quick > LINES / 50);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
