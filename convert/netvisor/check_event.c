/* check_event.c - payments, purchases and the like; see check_event.h. */
#include "netvisor/check_event.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static const struct number_style comma_style = { ',', 0 };

/* The currency of a sum; EUR where there is no attribute for it. */
static void
currency_begin(
    struct check *check, const struct xml_attribute *list, size_t count)
{
	const struct currency *currency = currency_euro();

	/* A purchase names its currency beside its amount. */
	if (check->kind == REQUEST_PURCHASE && check->document.item != NULL)
		currency = check->document.item->total.currency;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(list[i].name, "currency") == 0)
			currency = currency_find(list[i].value, list[i].len);
	}
	if (currency == NULL)
		check_fault(check, RULE_CHECK_SCHEMA, "no such currency");
	check->amount_currency_wrong = currency == NULL;
	if (currency != NULL)
		check->document.total = money_zero(currency);
}

static void
method_accounts(
    struct check *check, const struct xml_attribute *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *account;

		if (!text_starts_with(list[i].name, "override"))
			continue;
		account = mem_strndup(list[i].value, list[i].len);
		check_account(check, account);
		free(account);
	}
}

void
check_event_attributes(struct check *check, enum field field,
    const struct xml_attribute *list, size_t count)
{
	if (field == FIELD_SUM)
		currency_begin(check, list, count);
	else
		method_accounts(check, list, count);
}

/* The payer's name ends with our reference: nothing else comes back. */
static void
check_payer(struct check *check, const char *text)
{
	const struct batch_item *item = check->document.item;
	size_t len = strlen(text), wanted;

	check->document.has_reference = true;
	if (item == NULL)
		return;
	wanted = strlen(item->reference);
	if (len < wanted || strcmp(text + len - wanted, item->reference) != 0)
		check_fault(check, RULE_CHECK_REFERENCE,
		    "the text does not end with '%s'", item->reference);
}

/* A slot stands for a document that this one depends on, or an earlier one. */
static void
check_slot(struct check *check, const char *text)
{
	const size_t prefix = strlen("{{key:"), suffix = strlen("}}");
	const struct batch_item *item = check->document.item;
	const size_t len = strlen(text);
	char *reference;

	check->document.has_reference = true;
	if (item == NULL || !text_starts_with(text, "{{key:") ||
	    len < prefix + suffix)
		return;
	reference = mem_strndup(text + prefix, len - prefix - suffix);
	if (batch_find(check->batch, reference) != NULL &&
	    strstr(item->depends_on, reference) == NULL)
		check_fault(check, RULE_CHECK_ITEMS,
		    "the document needs '%s', items.tsv does not say so",
		    reference);
	free(reference);
}

static void
sum_end(struct check *check, const char *text)
{
	struct check_document *document = &check->document;

	if (check->amount_currency_wrong)
		return;
	document->has_total =
	    money_parse(text, strlen(text), comma_style,
		document->total.currency, &document->total, NULL) == NUMBER_OK;
}

void
check_event_value(struct check *check, enum field field, const char *text)
{
	switch ((int)field) {
	case FIELD_SLOT:
		check_slot(check, text);
		break;
	case FIELD_SUM:
		sum_end(check, text);
		break;
	case FIELD_BOOKING_DATE:
		check->document.date = check_date(check, text);
		check_posting_date(check, check->document.date);
		break;
	case FIELD_PLAIN_DATE:
		(void)check_date(check, text);
		break;
	case FIELD_PAYER:
		check_payer(check, text);
		break;
	default:
		break;
	}
}

void
check_event_end(struct check *check)
{
	const struct check_document *document = &check->document;
	const bool bears =
	    check->kind == REQUEST_PAYMENT || check->kind == REQUEST_PURCHASE;

	if (bears && !document->has_reference && document->item != NULL)
		check_fault(check, RULE_CHECK_REFERENCE,
		    "the document does not bear '%s'",
		    document->item->reference);
	if (document->has_total)
		check_item_total(check, document->total);
}
