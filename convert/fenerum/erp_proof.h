/*
 * erp_proof.h - the ERP lines of each invoice and credit note against its
 * amounts: do they sum to its gross or net, on the side that the profile says?
 *
 * Nothing can be said before the last row, so what the rows say is put aside in
 * a spill, in parts by the number of the document, and judged part by part:
 * memory does not grow with the month. A number is known by 96 bits of hash.
 */
#ifndef FENERUM_ERP_PROOF_H
#define FENERUM_ERP_PROOF_H

#include <stdint.h>

#include "base/buf.h"
#include "base/spill.h"
#include "fenerum/billing_row.h"
#include "fenerum/profile_proof.h"

struct stage_writer;

enum erp_note_flag {
	ERP_NOTE_LINE = 1 << 0, /* an ERP line; else a document */
	ERP_NOTE_CREDIT = 1 << 1,
	ERP_NOTE_REFUSED = 1 << 2 /* the row, or it has no amount */
};

/* What a row says, followed by a text: the document's number, or the line's id.
 */
struct erp_note {
	uint64_t hash; /* of the document's number */
	int64_t gross; /* of a line: its amount */
	int64_t net;
	uint32_t check;
	uint32_t line;
	uint16_t file;
	uint16_t len; /* of the text */
	char currency[3];
	uint8_t flags;
};

#define ERP_PARTS 64

struct erp_proof {
	struct spill spill;
};

void erp_proof_init(struct erp_proof *);
void erp_proof_release(struct erp_proof *);

/*
 * Append what a row says to notes, if it is an invoice's or an ERP line's of
 * type Invoice. It was checked, and may be refused. file: number of its file.
 */
void erp_proof_note(const struct billing_row *, size_t file, struct buf *notes);
/* Put the notes of rows aside, in the order of the rows. */
void erp_proof_put(struct erp_proof *, const struct buf *notes);

/*
 * All rows were read: judge the settings of ERP lines, and then each document.
 * One whose ERP lines are wrong gets a refused row in the stage. Returns the
 * profile's label if a setting is contradicted (export.contradicted), else
 * NULL. labels: of the files, by number. 0, or -1 after a finding.
 */
int erp_proof_judge(struct erp_proof *, const struct export_profile *,
    const char *const *labels, struct stage_writer *, struct diag_list *,
    const char **ret_label);

#endif
