/* test_export_kinds.c - the table of fields against records and the manual. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"
#include "base/output.h"
#include "fenerum/export_kinds.h"

/* Record types that a field type can be written to. */
static enum record_type
record_type_of(enum field_type type)
{
	switch (type) {
	case FIELD_TYPE_DATE:
		return RECORD_DATE;
	case FIELD_TYPE_INTEGER:
		return RECORD_INTEGER;
	case FIELD_TYPE_DECIMAL:
		return RECORD_DECIMAL;
	case FIELD_TYPE_AMOUNT:
		return RECORD_AMOUNT;
	case FIELD_TYPE_TEXT:
	case FIELD_TYPE_TIME:
	case FIELD_TYPE_BOOL:
	case FIELD_TYPE_COUNTRY:
	case FIELD_TYPE_CURRENCY:
	case FIELD_TYPE_CHOICE:
	default:
		return RECORD_TEXT;
	}
}

/* Every field fits its column, and stands in the record's order. */
static void
test_fields(void **state)
{
	(void)state;
	for (size_t i = 0; i < EXPORT_KIND_COUNT; i++) {
		const struct export_kind *kind = &export_kind[i];
		size_t last = 0;

		assert_int_equal(kind->id, i);
		assert_true(kind->schema->column_count <= EXPORT_COLUMNS_MAX);
		assert_true(kind->field_count > 0);
		for (size_t j = 0; j < kind->field_count; j++) {
			const struct export_field *field = &kind->field[j];

			assert_true(field->column > last);
			assert_true(field->column < kind->schema->column_count);
			assert_int_equal(record_type_of(field->type),
			    kind->schema->column[field->column].type);
			last = field->column;
		}
	}
}

/* A money column's currency is a field of its kind, and stands before it. */
static void
test_currencies(void **state)
{
	(void)state;
	for (size_t i = 0; i < EXPORT_KIND_COUNT; i++) {
		const struct export_kind *kind = &export_kind[i];

		for (size_t j = 0; j < kind->field_count; j++) {
			const struct export_field *field = &kind->field[j];
			int currency =
			    kind->schema->column[field->column].currency;

			if (field->type != FIELD_TYPE_AMOUNT)
				continue;
			assert_int_not_equal(currency, RECORD_EURO);
			assert_true((size_t)currency < field->column);
		}
	}
}

static void
test_names(void **state)
{
	(void)state;
	assert_true(export_same_name("Invoice-Number ", 15, "invoice_number"));
	assert_true(export_same_name("invoicenumber", 13, "invoice_number"));
	assert_true(export_same_name("", 0, ""));
	assert_true(export_same_name("_ -", 3, ""));
	assert_false(export_same_name("invoice_numbe", 13, "invoice_number"));
	assert_false(export_same_name("invoice_numbers", 15, "invoice_number"));
	assert_false(export_same_name("", 0, "x"));
}

/* Each meaning once, and what it is called is a word for it. */
static void
test_recorded(void **state)
{
	const char *recorded[EXPORT_RECORDED_MAX];

	(void)state;
	assert_int_equal(export_recorded(WORDS_DOCUMENT_TYPE, recorded), 2);
	assert_string_equal(recorded[0], "invoice");
	assert_string_equal(recorded[1], "credit_note");
	for (unsigned set = 0; set < WORDS_COUNT; set++) {
		size_t count = export_recorded((enum word_set)set, recorded);

		assert_in_range(count, 2, EXPORT_RECORDED_MAX - 1);
		for (size_t i = 0; i < count; i++) {
			assert_ptr_equal(export_word((enum word_set)set,
					     recorded[i], strlen(recorded[i])),
			    recorded[i]);
			for (size_t j = 0; j < i; j++)
				assert_string_not_equal(
				    recorded[i], recorded[j]);
		}
	}
}

/* The manual names every field and every word. */
static void
test_manual(void **state)
{
	struct diag_list *diag = diag_list_new();
	char words[EXPORT_WORDS_MAX];
	size_t len;
	char *page = file_read("cmd/fenerum-read.1", 1 << 20, &len, diag);

	(void)state;
	assert_non_null(page);
	for (size_t i = 0; i < EXPORT_KIND_COUNT; i++) {
		const struct export_kind *kind = &export_kind[i];

		assert_non_null(strstr(page, kind->schema->file));
		for (size_t j = 0; j < kind->field_count; j++)
			assert_non_null(strstr(
			    page, export_field_name(kind, &kind->field[j])));
	}
	for (unsigned set = 0; set <= WORDS_TRANSACTION_KIND; set++) {
		char *word = words;

		(void)export_words((enum word_set)set, words);
		while (word != NULL) {
			char *comma = strstr(word, ", ");

			if (comma != NULL)
				*comma = '\0';
			assert_non_null(strstr(page, word));
			word = comma != NULL ? comma + 2 : NULL;
		}
	}
	free(page);
	diag_list_free(diag);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_currencies),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_recorded),
		cmocka_unit_test(test_manual),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
