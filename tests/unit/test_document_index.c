/* test_document_index.c - invoices by number and by uuid. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "fenerum/document_index.h"

static struct csv_field
text(const char *text)
{
	return (struct csv_field){ text, strlen(text) };
}

static void
test_keys(void **state)
{
	struct document_index index;
	struct document *document;

	(void)state;
	document_index_init(&index);
	index.has_uuids = true;
	assert_null(document_index_number(&index, text("1001")));
	assert_null(document_index_uuid(&index, text("u-1")));
	document_index_add(&index, text("1001"), text("u-1"))->gross = 1;
	document_index_add(&index, text("1002"), text("u-2"))->gross = 2;
	/* The first of a number stays; its uuid is its own. */
	document_index_add(&index, text("1001"), text("u-3"))->gross = 3;
	document_index_add(&index, text(""), text(""))->gross = 4;
	assert_int_equal(index.count, 4);
	document = document_index_number(&index, text("1001"));
	assert_int_equal(document->gross, 1);
	assert_string_equal(document->number, "1001");
	assert_int_equal(document->number_len, 4);
	assert_int_equal(document_index_uuid(&index, text("u-2"))->gross, 2);
	assert_int_equal(document_index_uuid(&index, text("u-3"))->gross, 3);
	assert_null(document_index_number(&index, text("")));
	assert_null(document_index_uuid(&index, text("")));
	/* A number is no uuid. */
	assert_null(document_index_uuid(&index, text("1001")));
	document_index_release(&index);
}

/* A text that is about to go is copied; uuids only where they are asked for. */
static void
test_many(void **state)
{
	struct document_index index;
	char number[32];

	(void)state;
	document_index_init(&index);
	for (int i = 0; i < 5000; i++) {
		(void)snprintf(number, sizeof(number), "%d", i);
		document_index_add(&index, text(number), text(number))->gross =
		    i;
	}
	for (int i = 0; i < 5000; i++) {
		(void)snprintf(number, sizeof(number), "%d", i);
		assert_int_equal(
		    document_index_number(&index, text(number))->gross, i);
		assert_string_equal(index.document[i].number, number);
		assert_null(document_index_uuid(&index, text(number)));
	}
	document_index_release(&index);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
