/* purchase_join.c - which ERP lines belong to which supplier invoice. */
#include <string.h>

#include "ledger/purchase.h"
#include "ledger/quote.h"

/* Longer endings are no supplier and number; a text is tried word by word. */
#define ENDING_MAX 512
/* So many words of a text may be an invoice number. */
#define NUMBER_WORDS_MAX 16

/* What an ending "<supplier> <number>" stands for. */
struct row_key {
	const char *supplier;
	const char *number;
	uint32_t row; /* PURCHASE_NONE: a rejected row's */
	bool ambiguous;
};

struct supplier_name {
	const char *text;
};

static void
add_name(struct purchases *purchases, const char *text)
{
	struct supplier_name *name;
	void **slot;

	slot = table_slot(&purchases->name, text, strlen(text), NULL);
	if (*slot != NULL)
		return;
	name = arena_alloc(&purchases->run->arena, sizeof(*name));
	name->text = text;
	*slot = name;
}

static struct row_key *
key_slot(struct purchases *purchases, const char *supplier, const char *number)
{
	struct row_key *key;
	const char *text;
	void **slot;

	text = arena_printf(&purchases->run->arena, "%s %s", supplier, number);
	slot = table_slot(&purchases->row, text, strlen(text), NULL);
	if (*slot == NULL) {
		key = arena_alloc(&purchases->run->arena, sizeof(*key));
		key->supplier = supplier;
		key->number = number;
		key->row = PURCHASE_NONE;
		*slot = key;
	}
	return *slot;
}

static void
report_twice(struct purchases *purchases, uint32_t again, uint32_t first)
{
	const struct billing *billing = purchases->run->billing;
	const struct billing_supplier_invoice *row =
	    &billing->supplier_invoice[again];
	struct purchase *one = &purchases->purchase[first];
	struct purchase *other = &purchases->purchase[again];
	struct diag *diag;

	diag = diag_add(purchases->run->diag, RULE_LEDGER_PURCHASE_TWICE,
	    pos_of(row->source), "'%s' of '%s' stands twice",
	    quote(row->number).text, quote(row->supplier_name).text);
	diag_note(diag, pos_of(billing->supplier_invoice[first].source),
	    "first here");
	fault_add(purchases->run, &one->faults, RULE_LEDGER_PURCHASE_TWICE);
	fault_add(purchases->run, &other->faults, RULE_LEDGER_PURCHASE_TWICE);
	one->twice = other->twice = true;
}

static void
add_row(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct row_key *key;

	add_name(purchases, row->supplier_name);
	/* Without a number no text can name it: that is a finding already. */
	purchases->purchase[index].explained = row->number[0] == '\0';
	if (row->number[0] == '\0')
		return;
	key = key_slot(purchases, row->supplier_name, row->number);
	if (key->row == PURCHASE_NONE) {
		key->row = index;
	} else if (strcmp(key->supplier, row->supplier_name) == 0) {
		report_twice(purchases, index, key->row);
	} else {
		key->ambiguous = true;
		purchases->purchase[key->row].explained = true;
		purchases->purchase[index].explained = true;
	}
}

/* A rejected row of the same supplier and number may be the right one. */
static void
add_rejected(
    struct purchases *purchases, const struct billing_rejected *rejected)
{
	struct purchase *purchase;
	struct row_key *key;

	key = key_slot(purchases, rejected->id, rejected->invoice_number);
	if (key->row == PURCHASE_NONE)
		return;
	purchase = &purchases->purchase[key->row];
	purchase->twice = true;
	fault_add_names(purchases->run, &purchase->faults, rejected->rules);
}

static bool
is_in_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* The next place where a name may begin: not in the middle of a word. */
static const char *
next_start(const char *at)
{
	while (is_in_word(*at))
		at++;
	return *at == '\0' ? at : at + 1;
}

static const char *
first_start(const char *text, size_t len)
{
	const char *at = text;

	while (len - (size_t)(at - text) > ENDING_MAX)
		at = next_start(at);
	return at;
}

/* By the longest ending that is known. */
static const struct row_key *
find_key(const struct purchases *purchases, const char *text)
{
	const struct row_key *key = NULL;
	const char *at = first_start(text, strlen(text));

	for (; key == NULL && *at != '\0'; at = next_start(at))
		key = table_find(&purchases->row, at, strlen(at));
	return key;
}

/* The longest name that ends there. */
static const char *
find_name(const struct purchases *purchases, const char *text, size_t len)
{
	const struct supplier_name *name = NULL;
	const char *at = first_start(text, len);

	for (; name == NULL && at < text + len; at = next_start(at))
		name =
		    table_find(&purchases->name, at, len - (size_t)(at - text));
	return name == NULL ? NULL : name->text;
}

const char *
purchase_supplier_of(
    const struct purchases *purchases, const struct billing_erp_line *erp)
{
	const char *name = NULL;
	size_t len = strlen(erp->text);
	unsigned words;

	for (words = 0; words < NUMBER_WORDS_MAX && name == NULL; words++) {
		while (len > 0 && erp->text[len - 1] != ' ')
			len--;
		if (len < 2)
			break;
		len--;
		name = find_name(purchases, erp->text, len);
	}
	return name;
}

/* A finding unless the line is not carried anyway. */
static void
report_ambiguous(struct purchases *purchases, struct purchase_line *line)
{
	const struct billing_erp_line *erp = line->erp;

	line->ambiguous = true;
	fault_add(
	    purchases->run, &line->faults, RULE_LEDGER_PURCHASE_AMBIGUOUS);
	if (date_compare(
		date_of(erp->date), purchases->run->company->start_date) < 0)
		return;
	(void)diag_add(purchases->run->diag, RULE_LEDGER_PURCHASE_AMBIGUOUS,
	    pos_of(erp->source),
	    "'%s' may name either of two supplier invoices",
	    quote(erp->text).text);
}

static void
join_line(struct purchases *purchases, uint32_t index)
{
	struct purchase_line *line = &purchases->line[index];
	const struct row_key *key = find_key(purchases, line->erp->text);
	struct purchase *purchase;
	uint32_t *at;

	if (key == NULL)
		return;
	if (key->ambiguous) {
		report_ambiguous(purchases, line);
		return;
	}
	line->row = key->row;
	line->rejected = key->row == PURCHASE_NONE;
	if (line->rejected)
		return;
	purchase = &purchases->purchase[key->row];
	at = &purchase->payment_line;
	if (line->erp->event == ERP_EVENT_SUPPLIER_INVOICE) {
		at = &purchase->invoice_line;
		purchase->invoice_lines++;
	}
	line->next = *at;
	*at = index;
}

static void
collect_lines(struct purchases *purchases)
{
	const struct billing *billing = purchases->run->billing;
	const struct billing_erp_line *erp;
	struct purchase_line *line;
	size_t i;

	for (i = 0; i < billing->erp_count; i++) {
		erp = &billing->erp[i];
		if (erp->event != ERP_EVENT_SUPPLIER_INVOICE &&
		    erp->event != ERP_EVENT_SUPPLIER_PAYMENT)
			continue;
		purchases->line =
		    mem_grow(purchases->line, purchases->line_count,
			&purchases->line_capacity, sizeof(*purchases->line));
		line = &purchases->line[purchases->line_count++];
		memset(line, 0, sizeof(*line));
		line->erp = erp;
		line->row = PURCHASE_NONE;
		line->next = PURCHASE_NONE;
	}
}

void
purchase_join(struct purchases *purchases)
{
	const struct billing *billing = purchases->run->billing;
	size_t i;

	for (i = 0; i < billing->supplier_count; i++)
		add_name(purchases, billing->supplier[i].name);
	for (i = 0; i < billing->supplier_invoice_count; i++)
		add_row(purchases, (uint32_t)i);
	for (i = 0; i < billing->rejected_count; i++) {
		if (strcmp(billing->rejected[i].kind, "supplier_invoice") == 0)
			add_rejected(purchases, &billing->rejected[i]);
	}
	collect_lines(purchases);
	/* Backwards, so that the lines of a row are in their order. */
	for (i = purchases->line_count; i > 0; i--)
		join_line(purchases, (uint32_t)(i - 1));
}
