/*
 * mem.h - memory that is there or the process ends.
 *
 * The tools are short-lived, their outputs appear by rename and their streams
 * close with control totals, so running out of memory ends the process with
 * status 3 (machine failed) after one line on standard error. This is the one
 * file in convert/ that may do so.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>

/* Out of memory: one line on standard error, the process ends with 3. */
void mem_exhausted(void) __attribute__((noreturn));

/* Zeroed memory for count objects of size bytes; never NULL. */
void *mem_calloc(size_t count, size_t size);
/* Resized memory for count objects of size bytes; never NULL. */
void *mem_realloc(void *, size_t count, size_t size);
/* Copies, ended by NUL; the caller frees. */
char *mem_strdup(const char *);
char *mem_strndup(const char *, size_t len);
char *mem_printf(const char *fmt, ...)
    __attribute__((format(__printf__, 1, 2)));
char *mem_vprintf(const char *fmt, va_list)
    __attribute__((format(__printf__, 1, 0)));

/*
 * Grow an array: make room for one more of item size; *capacity is updated.
 * Returns the (moved) array. Usage:
 *	list = mem_grow(list, count, &capacity, sizeof(*list));
 */
void *mem_grow(void *, size_t count, size_t *capacity, size_t item_size);

/* Many small strings that live and die together. */
struct arena {
	struct arena_block *block;
};
void arena_init(struct arena *);
void *arena_alloc(struct arena *, size_t size); /* zeroed, aligned */
char *arena_strndup(struct arena *, const char *, size_t len);
char *arena_strdup(struct arena *, const char *);
char *arena_printf(struct arena *, const char *fmt, ...)
    __attribute__((format(__printf__, 2, 3)));
void arena_release(struct arena *);

#endif
