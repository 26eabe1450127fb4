/* export_kinds.c - see export_kinds.h. */
#include "fenerum/export_kinds.h"

#include <string.h>

/* clang-format off */
#define WORD(set, exported, recorded)

static const struct export_field all_fields[] = {
#define FIELD(KIND, COLUMN, type, need, flags) \
	{ KIND##_##COLUMN, FIELD_TYPE_##type, FIELD_NEED_##need, flags },
#include "fenerum/export_fields.def"
#undef FIELD
};

/* The place of each field in all_fields. */
enum field_index {
#define FIELD(KIND, COLUMN, type, need, flags) INDEX_##KIND##_##COLUMN,
#include "fenerum/export_fields.def"
#undef FIELD
	INDEX_COUNT
};
#undef WORD

#define KIND(KIND, kind, first, end, id, number) \
	{ EXPORT_KIND_##KIND, &record_kind_##kind, \
	    &all_fields[INDEX_##KIND##_##first], \
	    (end) - INDEX_##KIND##_##first, KIND##_##id, number }
const struct export_kind export_kind[EXPORT_KIND_COUNT] = {
	KIND(ACCOUNT, account, CODE, INDEX_RECIPIENT_ACCOUNT, CODE, 0),
	KIND(RECIPIENT, recipient, ACCOUNT, INDEX_INVOICE_UUID, ACCOUNT, 0),
	KIND(INVOICE, invoice, UUID, INDEX_INVOICE_LINE_ID, UUID,
	    INVOICE_INVOICE_NUMBER),
	KIND(INVOICE_LINE, invoice_line, ID, INDEX_TRANSACTION_UUID, ID,
	    INVOICE_LINE_INVOICE_NUMBER),
	KIND(TRANSACTION, transaction, UUID, INDEX_ERP_LINE_ID, UUID,
	    TRANSACTION_INVOICE_NUMBER),
	KIND(ERP_LINE, erp_line, ID, INDEX_SUPPLIER_NAME, ID,
	    ERP_LINE_INVOICE_NUMBER),
	KIND(SUPPLIER, supplier, NAME, INDEX_SUPPLIER_INVOICE_SUPPLIER_NAME,
	    NAME, 0),
	KIND(SUPPLIER_INVOICE, supplier_invoice, SUPPLIER_NAME,
	    INDEX_PAYOUT_ID, SUPPLIER_NAME, SUPPLIER_INVOICE_INVOICE_NUMBER),
	KIND(PAYOUT, payout, ID, INDEX_COUNT, ID, 0),
};
#undef KIND

static const struct export_meaning all_words[] = {
#define FIELD(KIND, COLUMN, type, need, flags)
#define WORD(set, exported, recorded) { set, exported, recorded },
#include "fenerum/export_fields.def"
#undef WORD
#undef FIELD
};
/* clang-format on */
#define WORD_COUNT (sizeof(all_words) / sizeof(all_words[0]))

const char *const export_word_sets[WORDS_COUNT] = { "document_type", "vat_type",
	"erp_type", "erp_status", "transaction_kind" };

const char *
export_field_name(
    const struct export_kind *kind, const struct export_field *field)
{
	return kind->schema->column[field->column].name;
}

static bool
is_ignored(char c)
{
	return c == ' ' || c == '_' || c == '-' || c == '\t';
}

static char
lower(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return c;
}

bool
export_same_name(const char *a, size_t len, const char *b)
{
	size_t i = 0;

	while (i < len && a[i] == *b && *b != '\0') {
		i++;
		b++;
	}
	for (;;) {
		while (i < len && is_ignored(a[i]))
			i++;
		while (is_ignored(*b))
			b++;
		if (i == len || *b == '\0')
			return i == len && *b == '\0';
		if (lower(a[i++]) != lower(*b++))
			return false;
	}
}

const char *
export_word(enum word_set set, const char *text, size_t len)
{
	for (size_t i = 0; i < WORD_COUNT; i++) {
		/* The first letter tells most words apart. */
		if (all_words[i].set == set && len > 0 &&
		    (is_ignored(text[0]) ||
			lower(text[0]) == all_words[i].exported[0]) &&
		    export_same_name(text, len, all_words[i].exported))
			return all_words[i].recorded;
	}
	return NULL;
}

const char *
export_words(enum word_set set, char text[EXPORT_WORDS_MAX])
{
	size_t used = 0;

	for (size_t i = 0; i < WORD_COUNT; i++) {
		size_t len = strlen(all_words[i].exported);

		if (all_words[i].set != set ||
		    used + len + 3 > EXPORT_WORDS_MAX)
			continue;
		if (used > 0) {
			memcpy(text + used, ", ", 2);
			used += 2;
		}
		memcpy(text + used, all_words[i].exported, len);
		used += len;
	}
	text[used] = '\0';
	return text;
}

size_t
export_recorded(enum word_set set, const char *recorded[EXPORT_RECORDED_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < WORD_COUNT; i++) {
		const char *word = all_words[i].recorded;

		/* Those of one meaning stand together. */
		if (all_words[i].set == set && count < EXPORT_RECORDED_MAX &&
		    (count == 0 || strcmp(recorded[count - 1], word) != 0))
			recorded[count++] = word;
	}
	return count;
}
