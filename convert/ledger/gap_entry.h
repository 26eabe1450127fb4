/*
 * gap_entry.h - the YAML that would close a gap, with DECIDE in the place of
 * what a person decides. The caller frees.
 */
#ifndef LEDGER_GAP_ENTRY_H
#define LEDGER_GAP_ENTRY_H

#include "mapping/mapping.h"

/* Rules of accounts.yaml, vat.yaml and products.yaml for an invoice line. */
char *gap_account_entry(const struct line_facts *);
char *gap_vat_entry(const struct line_facts *);
char *gap_product_entry(const struct line_facts *);
/* `"word": DECIDE`, and the same of a key that needs no quotes. */
char *gap_word_entry(const char *word);
char *gap_key_entry(const char *key);
char *gap_rate_entry(const struct currency *, struct date);
char *gap_payment_entry(const struct payment_facts *);
char *gap_payout_entry(const struct payout_facts *);
char *gap_purchase_entry(const struct purchase_facts *);
/*
 * A supplier with its VAT number or business id and its country, "" where
 * they are not known; vendor: it needs a vendor code.
 */
char *gap_supplier_entry(
    const char *name, const char *number, const char *country, bool vendor);

#endif
