/*
 * muted.c - linked into the mutants of tests/mutate alone: the findings of the
 * rule that MUTED_RULE names vanish, as if its check had been removed.
 */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"

bool diag_is_muted(enum rule_id);

bool
diag_is_muted(enum rule_id id)
{
	const char *name = getenv("MUTED_RULE");

	return name != NULL && strcmp(rule_get(id)->name, name) == 0;
}
