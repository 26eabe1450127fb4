/*
 * check_items.c - is a request what items.tsv says of it, and are the company's
 * accounts Netvisor's? See check_run.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
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
		check->defaults_wrong = true;
		(void)diag_add(check->diag, RULE_CHECK_DEFAULT_ACCOUNT,
		    own->pos, "%s is %s, but %s of Netvisor is '%s'", own->what,
		    own->number, own->name, number);
	}
}
