/*
 * billing_compare.h - a re-exported month against the billing records that
 * stand: what is new, changed or gone, in billing/compared.tsv.
 *
 * Records are compared by business key (code, uuid, id, supplier and number)
 * over all their fields but the source, so that exports in another order or
 * form are the same. It is done only when the exports differ from those read
 * before, byte by byte: a second run over the same exports leaves
 * compared.tsv as it is, and a first one makes none. Kinds without a key of
 * their own, recipients and suppliers, are left out.
 *
 * The rows that stand are read twice and never held: 40 bytes each stay, at
 * most 90 with the free places of lists that grew.
 */
#ifndef FENERUM_BILLING_COMPARE_H
#define FENERUM_BILLING_COMPARE_H

#include "base/diag.h"
#include "fenerum/billing_read.h"

struct billing_compare;
struct billing_row;

/*
 * dir: the billing folder that is about to be written anew. NULL if there is
 * nothing to compare: no records of this month, damaged ones, or the same
 * exports (then compared.tsv stays, else it is removed).
 */
struct billing_compare *billing_compare_new(
    const char *dir, const struct billing_input *);
void billing_compare_free(struct billing_compare *);

/*
 * Before the first row, once the folder is the new stage's, which removes
 * temporaries when it begins. 0, or -1 after a finding.
 */
int billing_compare_begin(struct billing_compare *, struct diag_list *);

/* A row that goes into the records. */
void billing_compare_row(struct billing_compare *, const struct billing_row *);

/*
 * All rows were seen, and the folder still holds the old records: write
 * compared.tsv. 0, or -1 after a finding.
 */
int billing_compare_write(struct billing_compare *, struct diag_list *);

/* The new records could not take their place: compared.tsv goes again. */
void billing_compare_undo(const struct billing_compare *);

#endif
