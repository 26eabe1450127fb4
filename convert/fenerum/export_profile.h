/*
 * export_profile.h - how a company's Fenerum writes its exports: text and
 * values, the names of the columns, the signs, the texts of ERP lines
 * (mappings/exports.yaml).
 *
 * The profile is data: nothing in the code knows a header name beyond the
 * fields' own names, and no field is ever found by its place. What is sound
 * in a profile with faults stays usable, so that one run can go on to find
 * what is wrong with the exports.
 */
#ifndef FENERUM_EXPORT_PROFILE_H
#define FENERUM_EXPORT_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "fenerum/csv_form.h"
#include "fenerum/export_kinds.h"
#include "fenerum/text_template.h"
#include "fenerum/value_form.h"

struct buf;
struct yaml_node;
struct yaml_tree;

/* What an ERP line is about. */
enum erp_event {
	EVENT_INVOICE,
	EVENT_DEFERRAL,
	EVENT_RECOGNITION,
	EVENT_SPLIT,
	EVENT_PAYMENT,
	EVENT_SUPPLIER_INVOICE,
	EVENT_SUPPLIER_PAYMENT,
	EVENT_COUNT
};

struct template_list {
	struct text_template *template;
	struct source_pos *pos; /* of each */
	size_t count;
	bool damaged; /* missing or with faults, which were found already */
};

struct export_profile {
	struct yaml_tree *tree;
	struct arena arena;
	struct csv_form csv;
	struct value_form values;
	const char *number_prefix;  /* of invoice numbers, not part of them */
	bool credit_notes_positive; /* so turn their amounts */
	bool erp_credits_account;   /* so turn the amounts of ERP lines */
	bool erp_invoice_net;       /* ERP lines of invoices hold the net */
	bool gross_prices;          /* prices and fixed discounts include VAT */
	bool is_sound; /* none of these settings is wrong or open */
	const char *word[TYPE_COUNT];
	unsigned broken_words; /* bit 1 << set: faults were found in it */
	struct template_list texts[EVENT_COUNT];
	const struct yaml_node *files;
	const struct yaml_node *names[EXPORT_KIND_COUNT][EXPORT_COLUMNS_MAX];
};

/*
 * Load path; label is what findings call it. NULL after a finding when the
 * file cannot be read.
 */
struct export_profile *export_profile_load(
    const char *path, const char *label, struct diag_list *);
void export_profile_free(struct export_profile *);

/* Can a header of this name (len bytes) stand for the field? */
bool export_profile_accepts(const struct export_profile *,
    const struct export_kind *, const struct export_field *, const char *header,
    size_t len);
/* Take the prefix from an invoice's number; false if it is not there. */
bool export_profile_strip(const struct export_profile *, struct csv_field *);
/* Where the field's names stand, or where they could be added. */
struct source_pos export_profile_pos(const struct export_profile *,
    const struct export_kind *, const struct export_field *);

/*
 * Where a setting stands, or where it could be added; to go with advice to
 * change it.
 */
struct source_pos export_profile_key_pos(
    const struct export_profile *, const char *key);

/*
 * Where the words of a set stand, or where they could be added; and all of
 * them as exported, divided by commas.
 */
struct source_pos export_profile_words_pos(
    const struct export_profile *, enum word_set);
void export_profile_put_words(
    const struct export_profile *, enum word_set, struct buf *);

/* "deferral" and so on. */
const char *erp_event_name(enum erp_event);

#endif
