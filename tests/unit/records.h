/*
 * records.h - record files for tests, from named values: whatever columns a
 * kind has, the ones that a test does not name are empty.
 */
#ifndef TESTS_UNIT_RECORDS_H
#define TESTS_UNIT_RECORDS_H

#include "base/record.h"
#include "base/record_kinds.h"
#include "unit_files.h"

/* "column=value" words, ended by NULL; values may hold anything but NUL. */
#define RECORD_VALUES_MAX 16
typedef const char *record_values[RECORD_VALUES_MAX];

static inline const char *
record_value_of(const char *const *values, const char *column)
{
	size_t len = strlen(column);

	for (; *values != NULL; values++) {
		if (strncmp(*values, column, len) == 0 && (*values)[len] == '=')
			return *values + len + 1;
	}
	return "";
}

static inline void
record_put_value(struct record_writer *writer,
    const struct record_schema *schema, size_t index, const char *const *values)
{
	const struct record_column *column = &schema->column[index];
	const char *text = record_value_of(values, column->name);
	const char *code = column->currency == RECORD_EURO
	                       ? "EUR"
	                       : record_value_of(values,
				     schema->column[column->currency].name);
	size_t len = strlen(text);
	struct money money;
	struct date date;
	struct decimal decimal;

	if (column->type == RECORD_TEXT) {
		record_put_text(writer, text);
		return;
	}
	if (len == 0) {
		record_put_empty(writer);
		return;
	}
	switch (column->type) {
	case RECORD_DATE:
		assert_true(date_parse(text, len, &date));
		record_put_date(writer, date);
		break;
	case RECORD_INTEGER:
	case RECORD_DECIMAL:
		assert_int_equal(decimal_parse(text, len, number_style_plain,
				     &decimal, NULL),
		    NUMBER_OK);
		if (column->type == RECORD_INTEGER)
			record_put_integer(writer, decimal.units);
		else
			record_put_decimal(writer, decimal);
		break;
	case RECORD_AMOUNT:
	case RECORD_MONEY:
		assert_int_equal(
		    money_parse(text, len, number_style_plain,
			currency_find(code, strlen(code)), &money, NULL),
		    NUMBER_OK);
		record_put_money(writer, money);
		break;
	case RECORD_TEXT:
	default:
		fail();
	}
}

/* Write rows as dir/FILE.tsv of their kind; the folder is made. */
static inline void
records_put(const char *dir, const struct record_schema *schema,
    const record_values *rows, size_t count)
{
	struct diag_list *diag = diag_list_new();
	char *name = mem_printf("%s.tsv", schema->file);
	char *path = path_join(dir, name);
	struct record_writer *writer;
	struct atomic_file file;

	assert_int_equal(folder_make(dir, diag), 0);
	assert_int_equal(atomic_file_open(&file, path, diag), 0);
	writer = record_writer_new(&file.output, schema);
	for (size_t r = 0; r < count; r++) {
		for (size_t c = 0; c < schema->column_count; c++)
			record_put_value(writer, schema, c, rows[r]);
		record_row_end(writer);
	}
	assert_int_equal(record_writer_finish(writer), 0);
	assert_int_equal(atomic_file_commit(&file, diag), 0);
	free(path);
	free(name);
	diag_list_free(diag);
}

#endif
