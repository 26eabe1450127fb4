/* mem.c - memory that is there or the process ends; arenas. */
#include "base/mem.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* enum exit_status: the machine failed. */
#define STATUS_MACHINE_FAILED 3

#define GROW_FIRST 16
#define ARENA_BLOCK_SIZE ((size_t)64 * 1024)

void
mem_exhausted(void)
{
	static const char message[] = "fenvoy: error: out of memory\n";
	ssize_t ignored;

	ignored = write(STDERR_FILENO, message, sizeof(message) - 1);
	(void)ignored;
	/* Without exit handlers: nothing half-written may reach stdout. */
	_exit(STATUS_MACHINE_FAILED);
}

void *
mem_calloc(size_t count, size_t size)
{
	void *memory;

	memory = calloc(count > 0 ? count : 1, size > 0 ? size : 1);
	if (memory == NULL)
		mem_exhausted();
	return memory;
}

void *
mem_realloc(void *memory, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		mem_exhausted();
	memory = realloc(memory, bytes > 0 ? bytes : 1);
	if (memory == NULL)
		mem_exhausted();
	return memory;
}

char *
mem_strndup(const char *text, size_t len)
{
	char *copy;

	if (len == SIZE_MAX)
		mem_exhausted();
	copy = mem_realloc(NULL, len + 1, 1);
	if (len > 0)
		memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *
mem_strdup(const char *text)
{
	return mem_strndup(text, strlen(text));
}

char *
mem_vprintf(const char *fmt, va_list arguments)
{
	va_list copy;
	char *text;
	int len;

	va_copy(copy, arguments);
	len = vsnprintf(NULL, 0, fmt, copy);
	va_end(copy);
	if (len < 0)
		mem_exhausted();
	text = mem_realloc(NULL, (size_t)len + 1, 1);
	if (vsnprintf(text, (size_t)len + 1, fmt, arguments) != len)
		mem_exhausted();
	return text;
}

char *
mem_printf(const char *fmt, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, fmt);
	text = mem_vprintf(fmt, arguments);
	va_end(arguments);
	return text;
}

void *
mem_grow(void *array, size_t count, size_t *capacity, size_t item_size)
{
	size_t bigger;

	if (count < *capacity)
		return array;
	if (__builtin_mul_overflow(*capacity, (size_t)2, &bigger))
		mem_exhausted();
	if (bigger < GROW_FIRST)
		bigger = GROW_FIRST;
	if (bigger <= count)
		bigger = count + 1;
	array = mem_realloc(array, bigger, item_size);
	*capacity = bigger;
	return array;
}

struct arena_block {
	struct arena_block *next;
	size_t used;
	size_t size;
	alignas(max_align_t) unsigned char data[];
};

void
arena_init(struct arena *arena)
{
	arena->block = NULL;
}

static struct arena_block *
arena_block_new(size_t size)
{
	struct arena_block *block;
	size_t bytes;

	if (__builtin_add_overflow(sizeof(*block), size, &bytes))
		mem_exhausted();
	block = mem_calloc(1, bytes);
	block->size = size;
	return block;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->block;
	const size_t align = alignof(max_align_t);
	size_t rounded;
	void *memory;

	if (__builtin_add_overflow(size, align - 1, &rounded))
		mem_exhausted();
	rounded &= ~(align - 1);
	if (block == NULL || block->size - block->used < rounded) {
		/* A big object gets its own block, behind the present one. */
		if (rounded > ARENA_BLOCK_SIZE / 4) {
			block = arena_block_new(rounded);
			block->used = rounded;
			if (arena->block == NULL) {
				arena->block = block;
			} else {
				block->next = arena->block->next;
				arena->block->next = block;
			}
			return block->data;
		}
		block = arena_block_new(ARENA_BLOCK_SIZE);
		block->next = arena->block;
		arena->block = block;
	}
	memory = block->data + block->used;
	block->used += rounded;
	return memory;
}

char *
arena_strndup(struct arena *arena, const char *text, size_t len)
{
	char *copy;

	if (len == SIZE_MAX)
		mem_exhausted();
	copy = arena_alloc(arena, len + 1);
	if (len > 0)
		memcpy(copy, text, len);
	return copy;
}

char *
arena_strdup(struct arena *arena, const char *text)
{
	return arena_strndup(arena, text, strlen(text));
}

char *
arena_printf(struct arena *arena, const char *fmt, ...)
{
	va_list arguments;
	char *text, *copy;

	va_start(arguments, fmt);
	text = mem_vprintf(fmt, arguments);
	va_end(arguments);
	copy = arena_strdup(arena, text);
	free(text);
	return copy;
}

void
arena_release(struct arena *arena)
{
	struct arena_block *block, *next;

	for (block = arena->block; block != NULL; block = next) {
		next = block->next;
		free(block);
	}
	arena->block = NULL;
}
