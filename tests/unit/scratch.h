/* scratch.h - a folder of its own for a test, and files in it. */
#ifndef TESTS_UNIT_SCRATCH_H
#define TESTS_UNIT_SCRATCH_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/output.h"

/* A new folder; the caller removes it with scratch_remove. */
static inline char *
scratch_make(void)
{
	const char *base = getenv("TMPDIR");
	char *path;

	path = mem_printf("%s/fenvoy-test-XXXXXX", base ? base : "/tmp");
	if (mkdtemp(path) == NULL)
		abort();
	return path;
}

static inline void
scratch_remove(char *path)
{
	struct diag_list *diag = diag_list_new();

	folder_remove(path, diag);
	diag_list_free(diag);
	free(path);
}

/* Write text as folder/name; folders in name must exist. */
static inline void
scratch_write(const char *folder, const char *name, const char *text)
{
	char *path = path_join(folder, name);
	FILE *file = fopen(path, "w");

	if (file == NULL || fputs(text, file) == EOF || fclose(file) != 0)
		abort();
	free(path);
}

#endif
