/* test_id_table.c - remembering ids. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "fenerum/id_table.h"

static void
test_basics(void **state)
{
	struct id_table table;
	uint32_t place = 0;

	(void)state;
	id_table_init(&table);
	assert_false(id_table_find(&table, id_key_make(0, "a", 1), &place));
	id_table_expect(&table, id_key_make(0, "a", 1));
	assert_true(id_table_add(&table, id_key_make(0, "a", 1), 7, &place));
	assert_true(id_table_add(&table, id_key_make(1, "a", 1), 8, &place));
	assert_true(id_table_add(&table, id_key_make(0, "a\0", 2), 9, &place));
	assert_true(id_table_add(&table, id_key_make(0, "", 0), 10, &place));
	assert_false(id_table_add(&table, id_key_make(0, "a", 1), 11, &place));
	assert_int_equal(place, 7);
	assert_false(id_table_add(&table, id_key_make(1, "a", 1), 11, &place));
	assert_int_equal(place, 8);
	assert_true(id_table_find(&table, id_key_make(0, "", 0), &place));
	assert_false(id_table_find(&table, id_key_make(2, "a", 1), &place));
	id_table_release(&table);
}

/* Many ids that differ little: none is taken for another, all stay. */
static void
test_many(void **state)
{
	const uint32_t count = 200000;
	struct id_table table;
	uint32_t place = 0;

	(void)state;
	id_table_init(&table);
	for (uint32_t i = 0; i < count; i++) {
		char *id = mem_printf("00000000-0000-4000-8000-%012u", i);

		assert_true(id_table_add(
		    &table, id_key_make(3, id, strlen(id)), i, &place));
		free(id);
	}
	for (uint32_t i = 0; i < count; i++) {
		char *id = mem_printf("00000000-0000-4000-8000-%012u", i);

		assert_false(id_table_add(
		    &table, id_key_make(3, id, strlen(id)), 0, &place));
		assert_int_equal(place, i);
		free(id);
	}
	assert_int_equal(table.count, count);
	assert_true(table.capacity <= 3 * 200000);
	id_table_release(&table);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_basics),
		cmocka_unit_test(test_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
