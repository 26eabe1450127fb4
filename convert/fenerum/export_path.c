/* export_path.c - see export_path.h. */
#include "fenerum/export_path.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/output.h"

/* The path with its folder resolved, if that exists; the file keeps its name.
 */
static char *
full_path(const char *path)
{
	char *dir = path_dir(path), *real = realpath(dir, NULL), *full;

	full =
	    real != NULL ? path_join(real, path_base(path)) : mem_strdup(path);
	free(dir);
	free(real);
	return full;
}

/*
 * The part of the path from its month folder on, in *ret_full, which the
 * caller frees; NULL if there is none.
 */
static const char *
month_part(const char *path, struct month *ret, char **ret_full)
{
	const char *end, *found = NULL;

	*ret_full = full_path(path);
	for (const char *at = *ret_full; (end = strchr(at, '/')) != NULL;
	     at = end + 1) {
		if (month_parse(at, (size_t)(end - at), ret))
			found = at;
	}
	if (found != NULL)
		(void)month_parse(found, MONTH_TEXT_MAX - 1, ret);
	return found;
}

bool
export_path_month(const char *path, struct month *ret)
{
	char *full;
	bool found = month_part(path, ret, &full) != NULL;

	free(full);
	return found;
}

char *
export_path_label(const char *path, struct month month)
{
	struct month folder;
	char *full, *label;
	const char *part = month_part(path, &folder, &full);

	if (part == NULL)
		label = mem_strdup(path);
	else if (month_compare(folder, month) != 0)
		label = mem_strdup(part);
	else
		label = mem_strdup(part + MONTH_TEXT_MAX);
	free(full);
	return label;
}
