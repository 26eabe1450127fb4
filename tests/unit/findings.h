/*
 * findings.h - findings as short text, for tests: one line each, sorted by
 * place, "line:column rule.name text", and "  remedy" is left out.
 */
#ifndef TESTS_UNIT_FINDINGS_H
#define TESTS_UNIT_FINDINGS_H

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"

/* Compare those of one file, or all; says both sides when they differ. */
static inline int
findings_equal_in(
    struct diag_list *list, const char *file, const char *expected)
{
	struct diag_view view;
	struct buf buf;
	size_t i;
	int equal;

	buf_init(&buf, BUF_MAX_DEFAULT);
	diag_sort(list);
	for (i = 0; i < diag_kept(list); i++) {
		diag_get(list, i, &view);
		if (file != NULL && strcmp(file, view.pos.file) != 0)
			continue;
		buf_printf(&buf, "%lu:%lu %s %s\n", view.pos.line,
		    view.pos.column, view.rule->name, view.text);
	}
	equal = strcmp(buf_text(&buf), expected) == 0;
	if (!equal)
		(void)fprintf(stderr, "# expected:\n%s# found:\n%s", expected,
		    buf_text(&buf));
	buf_release(&buf);
	return equal;
}

static inline int
findings_equal(struct diag_list *list, const char *expected)
{
	return findings_equal_in(list, NULL, expected);
}

#endif
