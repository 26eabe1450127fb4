/* profile_draft_write.c - the draft as YAML. */
#include <string.h>

#include "base/embed.h"
#include "base/text.h"
#include "fenerum/export_profile_form.h"
#include "fenerum/profile_draft.h"

#define ALL_NUMBERS ((1U << NUMBER_FORM_COUNT) - 1)
#define SLASHES                                                                \
	(DATE_FORM_BIT(DATE_DMY_SLASHES) | DATE_FORM_BIT(DATE_MDY_SLASHES))
#define STARTER "mappings/exports.yaml"

static const char *
word_of(bool known, const char *word)
{
	return known ? word : PROFILE_UNDECIDED;
}

/* The text of all files -----------------------------------------------------
 */

/* Two files that differ in the form of their text; or one, or none. */
struct pair {
	const struct draft_file *first;
	const struct draft_file *other;
};

static bool
is_same_encoding(const struct draft_file *a, const struct draft_file *b)
{
	return a->form.encoding == b->form.encoding;
}

static bool
is_same_delimiter(const struct draft_file *a, const struct draft_file *b)
{
	return a->form.delimiter == b->form.delimiter;
}

/* with_ascii: files in ASCII count, which every encoding reads alike. */
static struct pair
find_pair(const struct draft_file *draft, size_t count, bool with_ascii,
    bool (*is_same)(const struct draft_file *, const struct draft_file *))
{
	struct pair pair = { NULL, NULL };

	for (size_t i = 0; i < count; i++) {
		if (!draft[i].is_read || (!with_ascii && draft[i].is_ascii))
			continue;
		if (pair.first == NULL)
			pair.first = &draft[i];
		else if (pair.other == NULL && !is_same(pair.first, &draft[i]))
			pair.other = &draft[i];
	}
	return pair;
}

/* A path may hold anything, so it stands in quotes. */
static void
put_label(struct buf *buf, const struct draft_file *draft)
{
	text_put_json(buf, draft->label, strlen(draft->label));
}

static void
write_encoding(struct pair pair, struct buf *buf)
{
	enum csv_encoding encoding = CSV_UTF_8;

	if (pair.first != NULL)
		encoding = pair.first->form.encoding;
	if (pair.first != NULL && pair.other != NULL) {
		buf_printf(buf, "encoding: %s            # %s in ",
		    PROFILE_UNDECIDED, csv_encoding_name(encoding));
		put_label(buf, pair.first);
		buf_printf(buf, ", %s in ",
		    csv_encoding_name(pair.other->form.encoding));
		put_label(buf, pair.other);
	} else {
		buf_printf(buf, "encoding: %s", csv_encoding_name(encoding));
		if (encoding != CSV_UTF_8)
			buf_puts(buf, "      # it seems: look at the letters "
				      "after reading");
	}
	buf_putc(buf, '\n');
}

static void
write_delimiter(struct pair pair, struct buf *buf)
{
	char first = csv_form_plain.delimiter;

	if (pair.first != NULL)
		first = pair.first->form.delimiter;
	if (pair.first != NULL && pair.other != NULL) {
		buf_printf(buf, "delimiter: %s           # %s in ",
		    PROFILE_UNDECIDED, csv_delimiter_yaml(first));
		put_label(buf, pair.first);
		buf_printf(buf, ", %s in ",
		    csv_delimiter_yaml(pair.other->form.delimiter));
		put_label(buf, pair.other);
	} else {
		buf_printf(buf, "delimiter: %s", csv_delimiter_yaml(first));
	}
	buf_putc(buf, '\n');
}

/* Values ----------------------------------------------------------------- */

/* Also of columns that match no field, if their values can be nothing else. */
static bool
is_number(const struct draft_column *column)
{
	if (column->seen == 0)
		return false;
	if (column->field == NULL)
		return column->numbers != 0 && column->numbers != ALL_NUMBERS &&
		       column->dates == 0;
	return column->field->type == FIELD_TYPE_DECIMAL ||
	       column->field->type == FIELD_TYPE_AMOUNT;
}

static bool
is_date(const struct draft_column *column)
{
	if (column->seen == 0)
		return false;
	if (column->field == NULL)
		return column->dates != 0 &&
		       column->dates != DATE_FORM_BIT(DATE_YMD_DIGITS);
	return column->field->type == FIELD_TYPE_DATE ||
	       column->field->type == FIELD_TYPE_TIME;
}

static void
write_numbers(const struct draft_file *draft, size_t count, struct buf *buf)
{
	unsigned forms = ALL_NUMBERS;
	size_t first = 0;
	bool is_sure = true;

	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < draft[i].count; j++)
			if (is_number(&draft[i].column[j]))
				forms &= draft[i].column[j].numbers;
	while (first + 1 < NUMBER_FORM_COUNT && (forms & 1U << first) == 0)
		first++;
	for (size_t i = 0; i < NUMBER_FORM_COUNT; i++)
		if ((forms & 1U << i) != 0 &&
		    number_forms[i].point != number_forms[first].point)
			is_sure = false;
	/* Whole numbers alone fit every form. */
	is_sure = forms == ALL_NUMBERS || (is_sure && forms != 0);
	if (is_sure) {
		buf_printf(buf, "decimal_point: \"%c\"\ngroup_mark: %s\n",
		    number_forms[first].point,
		    number_group_yaml(number_forms[first].group));
		return;
	}
	buf_printf(buf, "decimal_point: %s       # %s\ngroup_mark: %s\n",
	    PROFILE_UNDECIDED,
	    forms == 0 ? "no form fits the numbers of all files"
		       : "1.234 or 1,234 alone tells no point from a group",
	    PROFILE_UNDECIDED);
}

/*
 * The forms of all columns together: for each column one that fits, and of
 * DD/MM/YYYY and MM/DD/YYYY only what a column shows that fits but one.
 */
static unsigned
choose_dates(const struct draft_file *draft, unsigned chosen)
{
	for (size_t i = 0; i < draft->count; i++) {
		unsigned forms = draft->column[i].dates;

		if (is_date(&draft->column[i]) &&
		    (forms & SLASHES) != SLASHES && (forms & chosen) == 0)
			chosen |= forms & (0U - forms);
	}
	return chosen;
}

static bool
fits_dates(const struct draft_file *draft, unsigned chosen)
{
	for (size_t i = 0; i < draft->count; i++)
		if (is_date(&draft->column[i]) &&
		    (draft->column[i].dates & chosen) == 0)
			return false;
	return true;
}

static bool
has_offsets(const struct draft_file *draft)
{
	for (size_t i = 0; i < draft->count; i++)
		if (is_date(&draft->column[i]) && draft->column[i].has_offset &&
		    draft->column[i].field != NULL &&
		    draft->column[i].field->type == FIELD_TYPE_DATE)
			return true;
	return false;
}

static void
put_dates(struct buf *buf, unsigned chosen)
{
	const char *divider = "";

	if (chosen == 0)
		chosen = DATE_FORM_BIT(DATE_YMD_DASHES);
	buf_puts(buf, "dates: [");
	for (size_t i = 0; i < DATE_FORM_COUNT; i++) {
		if ((chosen & DATE_FORM_BIT(i)) == 0)
			continue;
		buf_printf(buf, "%s %s", divider, date_form_names[i]);
		divider = ",";
	}
	buf_puts(buf, " ]\n");
}

static void
write_dates(const struct draft_file *draft, size_t count, struct buf *buf)
{
	unsigned chosen = 0;
	bool is_sure, has_offset = false;

	for (size_t i = 0; i < count; i++) {
		chosen = choose_dates(&draft[i], chosen);
		has_offset |= has_offsets(&draft[i]);
	}
	is_sure = (chosen & SLASHES) != SLASHES;
	for (size_t i = 0; i < count; i++)
		is_sure &= fits_dates(&draft[i], chosen);
	if (is_sure)
		put_dates(buf, chosen);
	else
		buf_printf(buf,
		    "dates: %s               # DD/MM/YYYY or MM/DD/YYYY, for "
		    "example\n",
		    PROFILE_UNDECIDED);
	if (has_offset)
		buf_printf(buf,
		    "time_zone: %s           # " TIME_ZONE_FORMS "\n",
		    PROFILE_UNDECIDED);
}

/* Does a credit note show how it is signed? */
static bool
has_negative_gross(const struct draft_file *draft, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (draft[i].kind == NULL ||
		    draft[i].kind->id != EXPORT_KIND_INVOICE)
			continue;
		for (size_t j = 0; j < draft[i].count; j++)
			if (draft[i].column[j].has_minus &&
			    draft[i].column[j].field != NULL &&
			    draft[i].column[j].field->column ==
				INVOICE_GROSS_AMOUNT)
				return true;
	}
	return false;
}

/* Words, and the texts of ERP lines, as the starter profile has them. */
static void
write_texts(struct buf *buf)
{
	const struct embedded_file *file = embed_find(STARTER);
	const char *begin, *end;
	struct buf text;

	if (file == NULL)
		return;
	buf_init(&text, BUF_MAX_DEFAULT);
	buf_put(&text, file->data, file->len);
	begin = strstr(buf_text(&text), "\n# The words of fields");
	end = strstr(buf_text(&text), "\n# Other header names");
	if (begin != NULL && end != NULL && begin < end)
		buf_put(buf, begin, (size_t)(end - begin));
	buf_release(&text);
}

/* Names ------------------------------------------------------------------ */

static void
write_unmatched(const struct draft_file *draft, struct buf *buf)
{
	for (size_t i = 0; i < draft->count; i++) {
		if (draft->column[i].field != NULL)
			continue;
		buf_printf(
		    buf, "    # %s: a column of no field: ", PROFILE_UNDECIDED);
		text_put_json(
		    buf, draft->column[i].name, strlen(draft->column[i].name));
		buf_putc(buf, '\n');
	}
}

static const struct draft_column *
column_of(const struct draft_file *draft, const struct export_field *field)
{
	for (size_t i = 0; i < draft->count; i++)
		if (draft->column[i].field == field)
			return &draft->column[i];
	return NULL;
}

static void
write_file(const struct draft_file *draft, struct buf *buf)
{
	const struct export_kind *kind = draft->kind;

	buf_printf(buf, "  %s:                 # ", kind->schema->file);
	put_label(buf, draft);
	buf_putc(buf, '\n');
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct export_field *field = &kind->field[i];
		const struct draft_column *column = column_of(draft, field);
		const char *name = export_field_name(kind, field);

		if (column == NULL && field->need != FIELD_NEED_NONE)
			buf_printf(buf,
			    "    %s: [ %s ]    # no column is like it\n", name,
			    PROFILE_UNDECIDED);
		if (column == NULL)
			continue;
		buf_printf(buf, "    %s: [ ", name);
		text_put_json(buf, column->name, strlen(column->name));
		buf_puts(buf, " ]\n");
	}
	write_unmatched(draft, buf);
}

/* The second file of a kind adds its columns in comments only. */
static void
write_files(const struct draft_file *draft, size_t count, struct buf *buf)
{
	bool done[EXPORT_KIND_COUNT] = { false };

	buf_puts(buf, "\nfiles:\n");
	for (size_t i = 0; i < count; i++) {
		const struct export_kind *kind = draft[i].kind;

		if (kind != NULL && !done[kind->id]) {
			done[kind->id] = true;
			write_file(&draft[i], buf);
			continue;
		}
		buf_printf(buf, "  # %s: ", PROFILE_UNDECIDED);
		put_label(buf, &draft[i]);
		buf_printf(buf, " is %s%s\n",
		    !draft[i].is_read ? "not read"
		    : kind == NULL    ? "like no kind of export"
				      : "another file of ",
		    draft[i].is_read && kind != NULL ? kind->schema->file : "");
		write_unmatched(&draft[i], buf);
	}
	for (size_t i = 0; i < EXPORT_KIND_COUNT; i++)
		if (!done[i])
			buf_printf(
			    buf, "  %s: {}\n", export_kind[i].schema->file);
}

void
draft_write(const struct draft_file *draft, size_t count, struct buf *buf)
{
	bool negative = has_negative_gross(draft, count);

	buf_printf(buf,
	    "# A draft, from the first rows of %zu file%s. Put the right "
	    "value in the place of\n# each %s; as long as there is one, the "
	    "profile is refused.\n"
	    "fenvoy: 1\nprofile: draft\nversion: 1\n\n",
	    count, count == 1 ? "" : "s", PROFILE_UNDECIDED);
	write_encoding(find_pair(draft, count, false, is_same_encoding), buf);
	write_delimiter(find_pair(draft, count, true, is_same_delimiter), buf);
	write_numbers(draft, count, buf);
	write_dates(draft, count, buf);
	buf_printf(buf,
	    "prices: net                 # or gross: with VAT\n"
	    "invoice_number: digits      # or a prefix: INV-{digits}\n"
	    "credit_notes: %s%s\n"
	    "erp_amount: %s          # positive-debits-account or "
	    "positive-credits-account\n"
	    "erp_invoice_amount: gross   # or net\n",
	    word_of(negative, "negative"),
	    negative ? "" : "        # negative or positive",
	    PROFILE_UNDECIDED);
	write_texts(buf);
	write_files(draft, count, buf);
}
