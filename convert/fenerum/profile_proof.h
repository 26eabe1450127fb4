/*
 * profile_proof.h - the exports against the settings of their profile: signs
 * of credit notes, prices with or without VAT, amounts of ERP lines.
 *
 * A row that contradicts a setting is refused as it is read, but what is said
 * of it waits for the last row. If every row that could tell, two or more,
 * contradicts the setting, the setting is wrong: that is one finding that names
 * it (export.contradicted), and the profile stands among what was refused. Else
 * the rows are wrong, and each is a finding.
 */
#ifndef FENERUM_PROFILE_PROOF_H
#define FENERUM_PROFILE_PROOF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "fenerum/document_index.h"
#include "fenerum/export_profile.h"
#include "fenerum/faults.h"

struct stage_writer;

/* What is said row by row; beyond so many, only counted. */
#define PROOF_WAITING_MAX ((size_t)10000)

struct proof_waiting {
	struct source_pos pos;
	char *text;
};

struct proof {
	enum rule_id rule; /* of a single row's finding */
	size_t right;      /* rows that the setting explains */
	size_t wrong;      /* that it does not; */
	size_t other;      /* of these: that another value would explain */
	struct source_pos first; /* of the other ones */
	struct proof_waiting *waiting;
	size_t waiting_count;
	size_t waiting_capacity;
};

struct profile_proof {
	struct proof credit_notes;
	struct proof prices;
};

void profile_proof_init(struct profile_proof *);
void profile_proof_release(struct profile_proof *);

/*
 * Refuse a row, now without a finding. other: if the setting were another,
 * the row would be right.
 */
void proof_refuse(struct proof *, struct faults *, struct source_pos,
    bool other, const char *fmt, ...) __attribute__((format(__printf__, 5, 6)));
/* A row that is as it should be by another setting only, but not refused. */
void proof_doubt(struct proof *, struct source_pos);

/*
 * All rows were read: judge the settings and the ERP lines of each document.
 * A document whose ERP lines are wrong gets a refused row in the stage; so
 * does the profile, when *ret_label is not NULL: the caller writes it with
 * faults, unless the profile was refused before.
 */
void profile_proof_judge(const struct profile_proof *,
    const struct document_index *, const struct export_profile *,
    struct stage_writer *, struct diag_list *, const char **ret_label);

#endif
