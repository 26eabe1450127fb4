/*
 * check_items.c - is a request what items.tsv says of it, and are the registers
 * this company's, with its default accounts? See check_run.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/business_id.h"
#include "base/text.h"
#include "mapping/company.h"
#include "netvisor/check_run.h"

static const char *
clip(const char *text, char clipped[TEXT_CLIP_MAX])
{
	return text_clip(text, strlen(text), clipped);
}

static void
item_differs(struct check *check, const char *wanted)
{
	char clipped[TEXT_CLIP_MAX];

	check_fault(check, RULE_CHECK_ITEMS, "items.tsv has '%s' here",
	    clip(wanted, clipped));
}

void
check_identifier(struct check *check, const char *identifier)
{
	const struct batch_item *item = check->document.item;
	char clipped[TEXT_CLIP_MAX];

	if (!check_name_add(check, &check->identifiers, identifier))
		check_fault(check, RULE_CHECK_IDENTIFIER,
		    "identifier '%s' was used before",
		    clip(identifier, clipped));
	if (item != NULL && strcmp(item->reference, identifier) != 0)
		item_differs(check, item->reference);
}

void
check_number(struct check *check, const char *number)
{
	const struct batch_item *item = check->document.item;

	if (item != NULL && strcmp(item->name, number) != 0)
		item_differs(check, item->name);
}

void
check_comment(struct check *check, const char *comment)
{
	const struct batch_item *item = check->document.item;
	char *wanted;

	check->document.has_reference = true;
	if (item == NULL)
		return;
	wanted = mem_printf("%s %s", item->reference, item->key);
	if (strcmp(comment, wanted) != 0)
		check_fault(check, RULE_CHECK_REFERENCE, "the text is not '%s'",
		    wanted);
	free(wanted);
}

void
check_item_total(struct check *check, struct money total)
{
	const struct batch_item *item = check->document.item;
	char text[MONEY_TEXT_MAX], listed[MONEY_TEXT_MAX];

	/* A document that is wrong already has said why. */
	if (check->errors > 0 || item == NULL ||
	    (item->total.currency == total.currency &&
		item->total.minor == total.minor))
		return;
	(void)money_format(total, '.', text);
	(void)money_format(item->total, '.', listed);
	check_fault(check, RULE_CHECK_ITEMS,
	    "the document's total is %s %s, items.tsv has %s %s", text,
	    total.currency->code, listed, item->total.currency->code);
}

void
check_item_debit(struct check *check, struct money debit)
{
	const struct batch_item *item = check->document.item;

	/* The sign says what kind of document it is of; no XML bears it. */
	if (item != NULL && item->total.minor < 0)
		(void)money_negate(&debit);
	check_item_total(check, debit);
}

/* Two addresses, with or without a slash at the end. */
static bool
host_equal(const char *a, const char *b)
{
	size_t len[2] = { strlen(a), strlen(b) };
	char *text[2];
	bool equal;

	while (len[0] > 0 && a[len[0] - 1] == '/')
		len[0]--;
	while (len[1] > 0 && b[len[1] - 1] == '/')
		len[1]--;
	text[0] = mem_strndup(a, len[0]);
	text[1] = mem_strndup(b, len[1]);
	equal = text_equal_ignore_case(text[0], text[1]);
	free(text[0]);
	free(text[1]);
	return equal;
}

void
check_snapshot(struct check *check)
{
	const struct register_snapshot *snapshot =
	    registers_snapshot(check->registers);
	const struct company *company = check->options->company;
	char business_id[BUSINESS_ID_TEXT_MAX];
	char clipped[2][TEXT_CLIP_MAX];

	if (!snapshot->known)
		return; /* and said so */
	if (business_id_parse(snapshot->organisation, business_id) !=
		BUSINESS_ID_OK ||
	    strcmp(business_id, company->business_id) != 0) {
		check->registers_wrong = true;
		(void)diag_add(check->diag, RULE_CHECK_ORGANISATION,
		    snapshot->pos, "the registers are of '%s', %s names '%s'",
		    clip(snapshot->organisation, clipped[0]), company->label,
		    company->business_id);
	}
	if (!host_equal(snapshot->host, company->host))
		(void)diag_add(check->diag, RULE_CHECK_SNAPSHOT_HOST,
		    snapshot->host_pos,
		    "the registers come from '%s', requests go to '%s'",
		    clip(snapshot->host, clipped[0]),
		    clip(company->host, clipped[1]));
}

void
check_default_accounts(struct check *check)
{
	const struct check_options *options = check->options;

	for (size_t i = 0; i < options->default_count; i++) {
		const struct check_default *own = &options->defaults[i];
		const char *number =
		    register_default_account(check->registers, own->name);

		if (number == NULL || *number == '\0' ||
		    strcmp(number, own->number) == 0)
			continue;
		check->registers_wrong = true;
		(void)diag_add(check->diag, RULE_CHECK_DEFAULT_ACCOUNT,
		    own->pos, "%s is %s, but %s of Netvisor is '%s'", own->what,
		    own->number, own->name, number);
	}
}
