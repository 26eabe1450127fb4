/*
 * faults.h - what is wrong with one row of an export.
 *
 * A row with an error is refused: it leaves the month and stands in rejects/
 * with the reason. So whatever is found goes two ways, into the list of
 * findings and into the row's own faults.
 *
 * Invariants: rule holds count different rules in the order in which they
 * were met; reason names each finding once, "[rule.name] text", divided by
 * "; ". Warnings go to the findings only, they refuse nothing.
 */
#ifndef FENERUM_FAULTS_H
#define FENERUM_FAULTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"

#define FAULTS_RULES_MAX 16

struct faults {
	struct diag_list *diag;
	enum rule_id rule[FAULTS_RULES_MAX];
	size_t count;
	struct buf reason;
};

void faults_init(struct faults *, struct diag_list *);
void faults_release(struct faults *);
/* Begin a new row. */
void faults_clear(struct faults *);
/* True if the row is refused. */
bool faults_any(const struct faults *);
/* Take over the faults of another, without adding findings. */
void faults_copy(struct faults *, const struct faults *from);

/* Add a finding. Never NULL; notes may be added to what is returned. */
struct diag *faults_add(struct faults *, enum rule_id, struct source_pos,
    const char *fmt, ...) __attribute__((format(__printf__, 4, 5)));
/* The same, but rows with the same key make one finding. */
struct diag *faults_add_grouped(struct faults *, enum rule_id, const char *key,
    struct source_pos, const char *fmt, ...)
    __attribute__((format(__printf__, 5, 6)));

/* Refuse the row for a fault that was found elsewhere: no new finding. */
void faults_mark(struct faults *, enum rule_id, const char *reason);

/* Append the rule names, divided by commas. */
void faults_put_rules(const struct faults *, struct buf *);

#endif
