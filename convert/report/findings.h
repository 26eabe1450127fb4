/*
 * findings.h - findings.jsonl, grouped by rule for a reader.
 *
 * Invariants: groups stand by severity (errors first), then by rule; a
 * group's findings keep the order of the file. At most FINDINGS_SHOWN of a
 * group are kept; its count counts all of them.
 */
#ifndef REPORT_FINDINGS_H
#define REPORT_FINDINGS_H

#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"

#define FINDINGS_SHOWN 200

struct finding {
	const char *place; /* file:line:column, as far as known */
	const char *text;
};

struct finding_group {
	const char *rule;
	enum severity severity;
	const char *title;
	const char *remedy; /* the catalogue's */
	struct finding *shown;
	size_t shown_count;
	size_t shown_capacity;
	size_t count; /* findings, each occurrence of a grouped one */
};

struct findings {
	struct arena arena;
	struct finding_group *group;
	size_t group_count;
	size_t group_capacity;
	size_t count[SEVERITY_ERROR + 1]; /* lines of the file by severity */
};

void findings_init(struct findings *);
/* A missing file is no findings. 0, or -1 after a finding (review.findings). */
int findings_load(struct findings *, const char *path, struct diag_list *);
void findings_release(struct findings *);
const char *severity_word(enum severity); /* error, warning, note */

#endif
