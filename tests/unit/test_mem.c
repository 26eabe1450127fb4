/* test_mem.c - memory, arenas, buffers. */
#include "unit.h"

#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/table.h"

/* Only used by the address sanitizer, which would else end the child itself. */
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

/* The exit status of a child that asks for more memory than there is. */
static int
exhausted_by(void (*ask)(void))
{
	int status, ends[2];
	char said[4096];
	ssize_t len;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		(void)dup2(ends[1], STDERR_FILENO);
		ask();
		_exit(0);
	}
	(void)close(ends[1]);
	assert_int_equal(waitpid(child, &status, 0), child);
	len = read(ends[0], said, sizeof(said) - 1);
	assert_true(len >= 0);
	said[len] = '\0';
	assert_non_null(strstr(said, "fenvoy: error: out of memory\n"));
	(void)close(ends[0]);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* Volatile, so that the compiler does not see the absurd size. */
static volatile size_t absurd = SIZE_MAX / 2;

static void
ask_calloc(void)
{
	(void)mem_calloc(absurd, 4);
}

static void
ask_realloc(void)
{
	(void)mem_realloc(NULL, absurd, 4);
}

static void
ask_grow(void)
{
	size_t capacity = absurd + 2;

	(void)mem_grow(NULL, capacity, &capacity, 1);
}

static void
ask_arena(void)
{
	struct arena arena;

	arena_init(&arena);
	(void)arena_alloc(&arena, SIZE_MAX - absurd % 2);
}

static void
test_exhausted(void **state)
{
	(void)state;
	assert_int_equal(exhausted_by(ask_calloc), 3);
	assert_int_equal(exhausted_by(ask_realloc), 3);
	assert_int_equal(exhausted_by(ask_grow), 3);
	assert_int_equal(exhausted_by(ask_arena), 3);
}

static void
test_copies(void **state)
{
	char *copy, *printed;

	(void)state;
	copy = mem_strndup("abcdef", 3);
	printed = mem_printf("%s-%d", copy, -7);
	assert_string_equal(copy, "abc");
	assert_string_equal(printed, "abc--7");
	free(copy);
	free(printed);
	copy = mem_strndup(NULL, 0);
	assert_string_equal(copy, "");
	free(copy);
	free(mem_calloc(0, 0));
	free(mem_realloc(NULL, 0, 8));
}

static void
test_grow(void **state)
{
	size_t capacity = 0, count;
	int *list = NULL;

	(void)state;
	for (count = 0; count < 1000; count++) {
		list = mem_grow(list, count, &capacity, sizeof(*list));
		assert_true(capacity > count);
		list[count] = (int)count;
	}
	assert_int_equal(list[999], 999);
	free(list);
}

static void
test_arena(void **state)
{
	struct arena arena;
	char *text[300], *big;
	size_t i;

	(void)state;
	arena_init(&arena);
	big = arena_alloc(&arena, 200000);
	memset(big, 1, 200000);
	for (i = 0; i < COUNT(text); i++) {
		text[i] = arena_printf(&arena, "number %zu %0*d", i, 500, 0);
		assert_int_equal((uintptr_t)text[i] % 16, 0);
		if (i == 7)
			big = arena_alloc(&arena, 100000);
	}
	for (i = 0; i < 100000; i++)
		assert_int_equal(big[i], 0);
	assert_true(strncmp(text[42], "number 42 0", 11) == 0);
	assert_string_equal(arena_strndup(&arena, "abcdef", 2), "ab");
	assert_string_equal(arena_strdup(&arena, ""), "");
	arena_release(&arena);
	arena_release(&arena);
}

static void
test_buf(void **state)
{
	struct buf buf;
	int i;

	(void)state;
	buf_init(&buf, 10);
	assert_string_equal(buf_text(&buf), "");
	buf_puts(&buf, "12345");
	buf_printf(&buf, "%d", 678);
	assert_false(buf.failed);
	buf_put(&buf, "xyz", 3);
	assert_true(buf.failed);
	assert_string_equal(buf_text(&buf), "12345678");
	buf_putc(&buf, '9');
	buf_putc(&buf, '0');
	assert_string_equal(buf_text(&buf), "1234567890");
	assert_true(buf.failed);
	buf_clear(&buf);
	assert_int_equal(buf.len, 0);
	assert_false(buf.failed);
	buf_release(&buf);
	buf_init(&buf, BUF_MAX_DEFAULT);
	for (i = 0; i < 10000; i++)
		buf_puts(&buf, "abc");
	assert_int_equal(buf.len, 30000);
	assert_int_equal(strlen(buf_text(&buf)), 30000);
	buf_release(&buf);
}

static void
test_hash(void **state)
{
	(void)state;
	assert_int_equal(hash_bytes("", 0), hash_bytes("x", 0));
	assert_true(hash_bytes("a", 1) != hash_bytes("b", 1));
	assert_true(hash_bytes("a", 1) != hash_bytes("a\0", 2));
	assert_true(hash_bytes("12345678a", 9) != hash_bytes("12345678b", 9));
}

static void
test_table(void **state)
{
	const struct table_entry *entry = NULL;
	struct table table;
	const char *key, *again;
	char name[16];
	int values[1000];
	size_t i;

	(void)state;
	table_init(&table);
	assert_null(table_find(&table, "", 0));
	assert_null(table_next(&table, NULL));
	for (i = 0; i < COUNT(values); i++) {
		(void)snprintf(name, sizeof(name), "key %zu", i);
		*table_slot(&table, name, strlen(name), NULL) = &values[i];
	}
	assert_int_equal(table_count(&table), COUNT(values));
	assert_ptr_equal(table_find(&table, "key 77", 6), &values[77]);
	assert_ptr_equal(table_find(&table, "key 777", 6), &values[77]);
	assert_null(table_find(&table, "key", 3));
	assert_ptr_equal(*table_slot(&table, "key 5", 5, &key), &values[5]);
	assert_string_equal(key, "key 5");
	(void)table_slot(&table, "key 5", 5, &again);
	assert_ptr_equal(key, again);
	/* Keys may hold anything; a new one has no value yet. */
	assert_null(*table_slot(&table, "key\0x", 5, NULL));
	assert_null(table_find(&table, "key\0y", 5));
	for (i = 0; i < COUNT(values); i++) {
		entry = table_next(&table, entry);
		assert_ptr_equal(table_value(entry), &values[i]);
	}
	assert_string_equal(table_key(entry), "key 999");
	assert_string_equal(table_key(table_next(&table, entry)), "key");
	table_release(&table);
	assert_int_equal(table_count(&table), 0);
	table_release(&table);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exhausted),
		cmocka_unit_test(test_copies),
		cmocka_unit_test(test_grow),
		cmocka_unit_test(test_arena),
		cmocka_unit_test(test_buf),
		cmocka_unit_test(test_hash),
		cmocka_unit_test(test_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
