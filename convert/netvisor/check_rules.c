/* check_rules.c - netvisor-check's own judgements; see check_run.h. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "mapping/company.h"
#include "netvisor/check_run.h"
#include "netvisor/reckon.h"
#include "netvisor/vat_pair.h"

static const char *
clip(const char *text, char clipped[TEXT_CLIP_MAX])
{
	return text_clip(text, strlen(text), clipped);
}

void
check_account(struct check *check, const char *number)
{
	const struct register_account *account;
	char clipped[TEXT_CLIP_MAX];

	if (*number == '\0' || !registers_have_accounts(check->registers))
		return; /* an empty one is the schema's */
	account = register_account_find(check->registers, number);
	if (account == NULL)
		check_fault_once(check, RULE_CHECK_ACCOUNT,
		    "account '%s' is not in the chart of accounts",
		    clip(number, clipped));
	else if (!account->is_account)
		check_fault_once(check, RULE_CHECK_ACCOUNT,
		    "account '%s' is a group", clip(number, clipped));
	else if (!account->active)
		check_fault_once(check, RULE_CHECK_ACCOUNT,
		    "account '%s' is not active", clip(number, clipped));
}

/* Is a day on or before a lock? */
static bool
is_locked(const struct check *check, enum register_lock lock, struct date date)
{
	const struct date locked = register_lock_date(check->registers, lock);

	return date_is_set(locked) && date_compare(date, locked) <= 0;
}

void
check_posting_date(struct check *check, struct date date)
{
	char day[DATE_TEXT_MAX], locked[DATE_TEXT_MAX];
	enum register_lock lock = REGISTER_LOCK_ACCOUNTING;

	if (!date_is_set(date))
		return;
	(void)date_format(date, day);
	if (registers_have_periods(check->registers) &&
	    !register_period_contains(check->registers, date))
		check_fault_once(check, RULE_CHECK_PERIOD,
		    "%s lies in no accounting period", day);
	if (!is_locked(check, lock, date))
		lock = REGISTER_LOCK_VAT;
	if (is_locked(check, lock, date))
		check_fault_once(check, RULE_CHECK_LOCK,
		    "%s is locked: %s is closed up to %s", day,
		    lock == REGISTER_LOCK_VAT ? "VAT" : "accounting",
		    date_format(
			register_lock_date(check->registers, lock), locked));
}

void
check_delivery_date(struct check *check, struct date date)
{
	char locked[DATE_TEXT_MAX];
	struct buf buf;

	if (!date_is_set(date) || !is_locked(check, REGISTER_LOCK_VAT, date))
		return;
	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_printf(&buf, "VAT is closed up to %s, and the delivery is before",
	    date_format(register_lock_date(check->registers, REGISTER_LOCK_VAT),
		locked));
	check_fault_once(check, RULE_CHECK_DELIVERY_LOCK, "%s", buf_text(&buf));
	buf_release(&buf);
}

struct date
check_date(struct check *check, const char *text)
{
	struct date date = { 0, 0, 0 };
	const size_t len = strlen(text);

	if (date_parse(text, len, &date))
		return date;
	/* What does not even look like a date is the schema's. */
	if (len == DATE_TEXT_MAX - 1 && text[4] == '-' && text[7] == '-' &&
	    text_is_digits(text, 4) && text_is_digits(text + 5, 2) &&
	    text_is_digits(text + 8, 2))
		check_fault(check, RULE_CHECK_DATE, "there is no day %s", text);
	return date;
}

static void
vat_doubt(struct check *check, const char *code, const char *percent)
{
	char *text = mem_printf(
	    "code %s with %s percent is not on Netvisor's list", code, percent);

	check_fault_once(check, RULE_CHECK_VAT_DOUBT, "%s", text);
	free(text);
}

void
check_vat(struct check *check, struct date date)
{
	const char *code = buf_text(&check->line.vat_code);
	const enum vat_side side =
	    check->kind == REQUEST_VOUCHER ? VAT_SIDE_BOTH : VAT_SIDE_SALES;
	char percent[DECIMAL_TEXT_MAX], day[DATE_TEXT_MAX];

	if (!check->line.has_percent || *code == '\0')
		return; /* the schema has said so */
	(void)decimal_format(
	    decimal_trim(check->line.vat_percent), '.', percent);
	switch (vat_pair_judge(code, check->line.vat_percent, date, side)) {
	case VAT_PAIR_RIGHT:
	case VAT_PAIR_UNKNOWN_CODE: /* the schema knows the codes */
		break;
	case VAT_PAIR_DOUBTFUL:
		vat_doubt(check, code, percent);
		break;
	case VAT_PAIR_WRONG_SIDE:
		check_fault_once(check, RULE_CHECK_VAT_PAIR,
		    "code %s is for purchases, not for sales", code);
		break;
	case VAT_PAIR_WRONG_PERCENT:
		check_fault_once(check, RULE_CHECK_VAT_PAIR,
		    "code %s does not go with %s percent", code, percent);
		break;
	case VAT_PAIR_WRONG_DATE:
		check_fault_once(check, RULE_CHECK_VAT_PAIR,
		    "code %s does not go with %s percent on %s", code, percent,
		    date_format(date, day));
		break;
	}
}

void
check_voucher_class(struct check *check, const char *name)
{
	char clipped[TEXT_CLIP_MAX];

	if (*name != '\0' && registers_have_voucher_types(check->registers) &&
	    !register_voucher_type_exists(check->registers, name))
		check_fault_once(check, RULE_CHECK_VOUCHER_CLASS,
		    "there is no voucher type '%s'", clip(name, clipped));
}

void
check_dimension_use(struct check *check, const char *header, const char *item)
{
	const struct register_dimension *found;
	char clipped[2][TEXT_CLIP_MAX];
	char *key;
	bool made;

	if (!registers_have_dimensions(check->registers))
		return;
	found = register_dimension_find(check->registers, header, item);
	if (found != NULL && !found->hidden)
		return;
	key = mem_printf("%s\n%s", header, item);
	made = check->dimensions_unread ||
	       check_name_known(check, &check->made_dimensions, key);
	free(key);
	if (found != NULL)
		check_fault_once(check, RULE_CHECK_DIMENSION,
		    "item '%s' of dimension '%s' is hidden",
		    clip(item, clipped[0]), clip(header, clipped[1]));
	else if (!made)
		check_fault_once(check, RULE_CHECK_DIMENSION,
		    "dimension '%s' has no item '%s', and no earlier request "
		    "makes it",
		    clip(header, clipped[0]), clip(item, clipped[1]));
}

void
check_dimension_made(struct check *check, const char *header, const char *item)
{
	char *key = mem_printf("%s\n%s", header, item);
	char clipped[TEXT_CLIP_MAX];

	(void)check_name_add(check, &check->made_dimensions, key);
	free(key);
	/* Netvisor makes items, but no headers. */
	if (registers_have_dimensions(check->registers) &&
	    !register_header_exists(check->registers, header))
		check_fault_once(check, RULE_CHECK_DIMENSION,
		    "there is no dimension '%s'", clip(header, clipped));
}

void
check_customer_use(struct check *check, const char *code)
{
	char clipped[TEXT_CLIP_MAX];

	if (*code == '\0' || !registers_have_customers(check->registers) ||
	    register_customer_find(check->registers, code) != NULL ||
	    check_name_known(check, &check->made_customers, code))
		return;
	check_fault_once(check, RULE_CHECK_CUSTOMER,
	    "customer '%s' is not in Netvisor, and no earlier request makes "
	    "it",
	    clip(code, clipped));
}

void
check_customer_made(struct check *check, const char *code)
{
	const char *const prefix = "customer:";
	const struct batch_item *item = check->document.item;

	(void)check_name_add(check, &check->made_customers, code);
	if (item != NULL && (!text_starts_with(item->key, prefix) ||
				strcmp(item->key + strlen(prefix), code) != 0))
		check_fault(check, RULE_CHECK_ITEMS, "items.tsv has '%s' here",
		    item->key);
}

void
check_reference(struct check *check, const char *text)
{
	const struct batch_item *item = check->document.item;

	check->document.has_reference = true;
	if (item != NULL && !text_starts_with(text, item->reference))
		check_fault(check, RULE_CHECK_REFERENCE,
		    "the text does not begin with '%s'", item->reference);
}

void
check_invoice_line_end(struct check *check)
{
	struct check_document *document = &check->document;
	const struct check_line *line = &check->line;
	struct line_amounts amounts;

	/* Netvisor would take the product's; fenvoy knows no defaults. */
	if (!line->has_account)
		check_fault(
		    check, RULE_CHECK_REQUIRED, "the line has no account");
	check_vat(check, date_is_set(document->vat_date) ? document->vat_date
							 : document->date);
	if (!document->has_total || !line->has_quantity || !line->has_price ||
	    !line->has_percent)
		document->reckoned = false;
	else if (!reckon_line(line->quantity, line->price, line->discount,
		     line->vat_percent, document->total.currency, &amounts) ||
		 !money_add(&document->gross, amounts.gross))
		document->overflow = true;
}

/* What a document must have borne by its end. */
static void
reference_required(struct check *check)
{
	if (!check->document.has_reference && check->document.item != NULL)
		check_fault(check, RULE_CHECK_REFERENCE,
		    "the document does not bear '%s'",
		    check->document.item->reference);
}

void
check_status(struct check *check, const char *status)
{
	const bool sends = check->options->company->netvisor_sends_invoices;
	const char *const wanted = sends ? "unsent" : "open";

	/* Other words are the schema's. */
	if (strcmp(status, wanted) != 0 &&
	    (strcmp(status, "unsent") == 0 || strcmp(status, "open") == 0))
		check_fault(check, RULE_CHECK_STATUS,
		    "the status is '%s', by company.yaml it is '%s'", status,
		    wanted);
}

void
check_net(struct check *check, enum rule_id rule, bool net)
{
	if (net)
		return;
	check->document.reckoned = false;
	check_fault(check, rule,
	    "what is not net cannot be proved: Netvisor adds the tax itself");
}

/* What an invoice of fenvoy's always says, though Netvisor may do without. */
static void
invoice_required(struct check *check)
{
	const struct check_document *document = &check->document;

	if (!document->has_term)
		check_fault(check, RULE_CHECK_REQUIRED,
		    "the invoice has neither a due date nor a term of "
		    "payment");
	if (document->has_total && !document->has_rate &&
	    document->total.currency != currency_euro())
		check_fault(check, RULE_CHECK_REQUIRED,
		    "the invoice is in %s, but has no rate",
		    document->total.currency->code);
}

/* What Netvisor will book as rounding: a cent a line, where declared. */
static bool
is_rounding(const struct check *check, size_t lines)
{
	const bool declared = check->options->company->rounding_declared;
	const int64_t limit = declared ? (int64_t)lines : 0;
	struct money difference = check->document.total;

	return money_subtract(&difference, check->document.gross) &&
	       difference.minor <= limit && difference.minor >= -limit;
}

void
check_invoice_end(struct check *check)
{
	struct check_document *document = &check->document;
	const size_t line_count = document->line;
	char lines[MONEY_TEXT_MAX], total[MONEY_TEXT_MAX];

	document->line = 0;
	reference_required(check);
	invoice_required(check);
	if (document->overflow) {
		check_fault(check, RULE_CHECK_TOTAL,
		    "the sum of the lines is too large");
		return;
	}
	if (!document->has_total || !document->reckoned)
		return;
	if (is_rounding(check, line_count)) {
		check_item_total(check, document->total);
		return;
	}
	(void)money_format(document->gross, '.', lines);
	(void)money_format(document->total, '.', total);
	check_fault(check, RULE_CHECK_TOTAL,
	    "the lines give %s, the invoice says %s", lines, total);
}

void
check_voucher_end(struct check *check)
{
	char balance[MONEY_TEXT_MAX];

	reference_required(check);
	if (check->document.overflow) {
		check_fault(check, RULE_CHECK_UNBALANCED,
		    "the sum of the lines is too large");
		return;
	}
	if (!check->document.reckoned)
		return;
	if (check->document.gross.minor == 0) {
		check_item_debit(check, check->document.debit);
		return;
	}
	(void)money_format(check->document.gross, '.', balance);
	check_fault(check, RULE_CHECK_UNBALANCED,
	    "debit less credit is %s, not 0.00", balance);
}
