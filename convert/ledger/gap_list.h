/* gap_list.h - filling a list of gaps, for mapping_gaps.c. */
#ifndef LEDGER_GAP_LIST_H
#define LEDGER_GAP_LIST_H

#include "ledger/mapping_gaps.h"

struct buf;

/* Count a row for an entry, which is freed; the first row's place stays. */
struct gap *gap_list_add(
    struct gap_list *, enum gap_kind, char *entry, struct source_pos first);
void gap_add_money(struct gap_list *, struct gap *, struct money);
/* Append a text as a double-quoted YAML scalar. */
void yaml_put_text(struct buf *, const char *);

#endif
