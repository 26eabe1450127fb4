/*
 * export_path.h - what a path says about an export: the month folder it lies
 * in (YYYY-MM), and the label that findings and records call it by.
 */
#ifndef FENERUM_EXPORT_PATH_H
#define FENERUM_EXPORT_PATH_H

#include <stdbool.h>

#include "base/date.h"

/* The nearest folder above the file that is named as a month. */
bool export_path_month(const char *path, struct month *ret);

/*
 * The path below its month folder ("exports/accounts.csv"), with the month
 * before it if that is another one than the month of the run; the path as it
 * is if there is no such folder. The caller frees.
 */
char *export_path_label(const char *path, struct month month);

#endif
