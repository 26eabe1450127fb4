/* test_http_memory.c - what libcurl gives back is wiped. */
#include "unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <curl/curl.h>

#include "netvisor/http_memory.h"

#define MARK 64
/* Where free(3) keeps nothing of its own. */
#define TAIL 32

/* Where the heap lies; false when this process has none of that name. */
static bool
heap_find(unsigned long *ret_begin, unsigned long *ret_end)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	char line[512];
	bool found = false;

	while (maps != NULL && !found && fgets(line, sizeof(line), maps)) {
		char *at;

		if (strstr(line, "[heap]") == NULL)
			continue;
		*ret_begin = strtoul(line, &at, 16);
		*ret_end = strtoul(at + 1, NULL, 16);
		found = true;
	}
	if (maps != NULL)
		(void)fclose(maps);
	return found;
}

/* How often the second half of the mark stands in the heap. */
static size_t
marks(const char *mark)
{
	static char part[1 << 16];
	unsigned long at = 0, end = 0;
	size_t count = 0;
	int memory;

	if (!heap_find(&at, &end))
		return 0;
	memory = open("/proc/self/mem", O_RDONLY);
	for (; at < end; at += sizeof(part) - MARK) {
		ssize_t got = pread(memory, part, sizeof(part), (off_t)at);

		for (ssize_t i = 0; i + TAIL <= got; i++)
			if (memcmp(part + i, mark + TAIL, TAIL) == 0)
				count++;
	}
	(void)close(memory);
	return count;
}

static void
test_wiped(void **state)
{
	char mark[MARK + 1] = "";
	char *copy;

	(void)state;
	for (int i = 0; i < MARK; i++)
		mark[i] = (char)('A' + i * 7 % 26);
	assert_true(http_memory_start());
	copy = curl_easy_escape(NULL, mark, MARK);
	assert_string_equal(copy, mark);
	if (marks(mark) == 0) {
		curl_free(copy);
		curl_global_cleanup();
		return; /* a sanitizer's heap has another name */
	}
	curl_free(copy);
	assert_int_equal(marks(mark), 0);
	curl_global_cleanup();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wiped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
