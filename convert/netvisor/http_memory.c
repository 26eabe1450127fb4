/* http_memory.c - see http_memory.h. */
#include "netvisor/http_memory.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "base/mem.h"
#include "netvisor/credentials.h"

/* Before each block, and as aligned as any block has to be. */
union head {
	size_t size;
	max_align_t align;
};

static void *
block_new(size_t size)
{
	union head *head;

	if (size > SIZE_MAX - sizeof(*head))
		mem_exhausted();
	head = mem_calloc(1, sizeof(*head) + size);
	head->size = size;
	return head + 1;
}

static void
block_free(void *block)
{
	union head *head = block;

	if (block == NULL)
		return;
	head--;
	secret_wipe(block, head->size);
	free(head);
}

static void *
block_resize(void *block, size_t size)
{
	void *larger = block_new(size);

	if (block != NULL) {
		size_t old = ((union head *)block - 1)->size;

		memcpy(larger, block, old < size ? old : size);
		block_free(block);
	}
	return larger;
}

static char *
block_of_text(const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(block_new(size), text, size);
}

static void *
block_of_many(size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size)
		mem_exhausted();
	return block_new(count * size);
}

bool
http_memory_start(void)
{
	return curl_global_init_mem(CURL_GLOBAL_DEFAULT, block_new, block_free,
		   block_resize, block_of_text, block_of_many) == CURLE_OK;
}
