/* faults.c - see faults.h. */
#include "fenerum/faults.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define REASON_MAX ((size_t)8 << 10)

void
faults_init(struct faults *faults, struct diag_list *diag)
{
	*faults = (struct faults){ .diag = diag };
	buf_init(&faults->reason, REASON_MAX);
}

void
faults_release(struct faults *faults)
{
	buf_release(&faults->reason);
}

void
faults_clear(struct faults *faults)
{
	faults->count = 0;
	buf_clear(&faults->reason);
}

bool
faults_any(const struct faults *faults)
{
	return faults->count > 0;
}

void
faults_copy(struct faults *faults, const struct faults *from)
{
	faults_clear(faults);
	memcpy(faults->rule, from->rule, sizeof(faults->rule));
	faults->count = from->count;
	buf_puts(&faults->reason, buf_text(&from->reason));
}

void
faults_mark(struct faults *faults, enum rule_id rule, const char *reason)
{
	size_t i;

	if (rule_get(rule)->severity != SEVERITY_ERROR)
		return;
	for (i = 0; i < faults->count && faults->rule[i] != rule; i++)
		;
	if (i == faults->count && i < FAULTS_RULES_MAX)
		faults->rule[faults->count++] = rule;
	buf_printf(&faults->reason, "%s[%s] %s",
	    faults->reason.len > 0 ? "; " : "", rule_get(rule)->name, reason);
}

struct diag *
faults_add(struct faults *faults, enum rule_id rule, struct source_pos pos,
    const char *fmt, ...)
{
	struct diag *diag;
	va_list arguments;
	char *text;

	va_start(arguments, fmt);
	text = mem_vprintf(fmt, arguments);
	va_end(arguments);
	diag = diag_add(faults->diag, rule, pos, "%s", text);
	faults_mark(faults, rule, text);
	free(text);
	return diag;
}

struct diag *
faults_add_grouped(struct faults *faults, enum rule_id rule, const char *key,
    struct source_pos pos, const char *fmt, ...)
{
	struct diag *diag;
	va_list arguments;
	char *text;

	va_start(arguments, fmt);
	text = mem_vprintf(fmt, arguments);
	va_end(arguments);
	diag = diag_add_grouped(faults->diag, rule, key, pos, "%s", text);
	faults_mark(faults, rule, text);
	free(text);
	return diag;
}

void
faults_put_rules(const struct faults *faults, struct buf *buf)
{
	for (size_t i = 0; i < faults->count; i++) {
		if (i > 0)
			buf_putc(buf, ',');
		buf_puts(buf, rule_get(faults->rule[i])->name);
	}
}
