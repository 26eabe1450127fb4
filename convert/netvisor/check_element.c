/* check_element.c - reading a request element by element. */
#include <string.h>

#include "base/text.h"
#include "netvisor/check_event.h"
#include "netvisor/check_run.h"

/* Our numbers: a decimal comma. What is malformed is the schema's. */
static const struct number_style comma_style = { ',', 0 };

static const struct xml_attribute *
attribute_find(const struct xml_attribute *list, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(list[i].name, name) == 0)
			return &list[i];
	}
	return NULL;
}

static bool
attribute_is(const struct xml_attribute *attribute, const char *value)
{
	return attribute != NULL && attribute->len == strlen(value) &&
	       memcmp(attribute->value, value, attribute->len) == 0;
}

/* A document begins: the next item of the request. */
static void
document_begin(struct check *check)
{
	const struct batch_request *request = check->request;

	check->ordinal++;
	check->document = (struct check_document){
		.total = money_zero(currency_euro()),
		.gross = money_zero(currency_euro()),
		.debit = money_zero(currency_euro()),
		.reckoned = true,
	};
	if (check->ordinal <= request->items)
		check->document.item = batch_item_at(check->batch,
		    request->first_item + (size_t)check->ordinal - 1);
}

static void
line_begin(struct check *check)
{
	struct check_line *line = &check->line;

	check->document.line++;
	line->quantity = line->price = line->discount = line->vat_percent =
	    (struct decimal){ 0, 0 };
	line->has_quantity = line->has_price = line->has_percent = false;
	line->has_account = false;
	buf_clear(&line->vat_code);
}

static void
amount_begin(
    struct check *check, const struct xml_attribute *list, size_t count)
{
	const struct xml_attribute *code =
	    attribute_find(list, count, "iso4217currencycode");
	const struct currency *currency = currency_euro();

	if (code != NULL)
		currency = currency_find(code->value, code->len);
	check->amount_currency_wrong = currency == NULL;
	check->document.has_rate =
	    attribute_find(list, count, "currencyrate") != NULL;
	if (currency == NULL)
		check_fault(check, RULE_CHECK_SCHEMA, "no such currency");
	else
		check->document.total = check->document.gross =
		    money_zero(currency);
}

static void
on_start(void *context, const char *name, const struct xml_attribute *list,
    size_t count)
{
	struct check *check = context;
	const struct xml_attribute *code, *type;
	enum field field;

	check->depth++;
	field = check_field_find(check->kind, check->depth, name);
	check->field = field;
	buf_clear(&check->text);
	if (date_is_set(check->held) && field != FIELD_DUE_DATE)
		check_release_held(check, field == FIELD_VALUE_DATE);
	switch ((int)field) {
	case FIELD_ITEM:
	case FIELD_DIMENSION:
	case FIELD_CUSTOMER:
	case FIELD_VOUCHER:
	case FIELD_OTHER:
		document_begin(check);
		break;
	case FIELD_LINE:
	case FIELD_VOUCHER_LINE:
		line_begin(check);
		break;
	case FIELD_AMOUNT:
		amount_begin(check, list, count);
		break;
	case FIELD_PRICE:
		type = attribute_find(list, count, "type");
		check_net(check, RULE_CHECK_TOTAL,
		    !attribute_is(type, "gross") &&
			!attribute_is(type, "netvisor"));
		break;
	case FIELD_LINE_SUM:
		type = attribute_find(list, count, "type");
		check_net(
		    check, RULE_CHECK_UNBALANCED, !attribute_is(type, "gross"));
		break;
	case FIELD_INVOICE_CUSTOMER:
		if (!attribute_is(
			attribute_find(list, count, "type"), "customer"))
			check->field = FIELD_NONE;
		break;
	case FIELD_VAT_PERCENT:
		code = attribute_find(list, count, "vatcode");
		if (code != NULL)
			buf_put(&check->line.vat_code, code->value, code->len);
		break;
	case FIELD_SUM:
	case FIELD_METHOD:
		check_event_attributes(check, field, list, count);
		break;
	default:
		break;
	}
}

static void
on_text(void *context, const char *text, size_t len)
{
	struct check *check = context;

	if (check->field != FIELD_NONE)
		buf_put(&check->text, text, len);
}

static bool
decimal_of(const struct check *check, struct decimal *ret)
{
	return decimal_parse(buf_text(&check->text), check->text.len,
		   comma_style, ret, NULL) == NUMBER_OK;
}

static void
amount_end(struct check *check)
{
	struct check_document *document = &check->document;

	if (check->amount_currency_wrong)
		return;
	document->has_total =
	    money_parse(buf_text(&check->text), check->text.len, comma_style,
		document->total.currency, &document->total, NULL) == NUMBER_OK;
}

static void
line_sum_end(struct check *check)
{
	struct money sum = money_zero(currency_euro());

	if (money_parse(buf_text(&check->text), check->text.len, comma_style,
		currency_euro(), &sum, NULL) != NUMBER_OK)
		check->document.reckoned = false;
	else if (!money_add(&check->document.gross, sum) ||
		 (sum.minor > 0 && !money_add(&check->document.debit, sum)))
		check->document.overflow = true;
}

/* The values that an invoice alone has. */
static void
invoice_value(struct check *check, enum field field, const char *text)
{
	struct check_document *document = &check->document;
	struct check_line *line = &check->line;

	switch ((int)field) {
	case FIELD_IDENTIFIER:
		check_identifier(check, text);
		break;
	case FIELD_NUMBER:
		check_number(check, text);
		break;
	case FIELD_DUE_DATE:
		document->has_term = true;
		(void)check_date(check, text);
		break;
	case FIELD_TERM:
		document->has_term = true;
		break;
	case FIELD_STATUS:
		check_status(check, text);
		break;
	case FIELD_INVOICE_DATE:
		document->date = check_date(check, text);
		check_hold(check, document->date);
		break;
	case FIELD_VALUE_DATE:
		check_posting_date(check, check_date(check, text));
		break;
	case FIELD_DELIVERY_DATE:
		document->vat_date = check_date(check, text);
		check_delivery_date(check, document->vat_date);
		break;
	case FIELD_AMOUNT:
		amount_end(check);
		break;
	case FIELD_COMMENT:
		check_comment(check, text);
		break;
	case FIELD_INVOICE_CUSTOMER:
		check_customer_use(check, text);
		break;
	case FIELD_PRICE:
		line->has_price = decimal_of(check, &line->price);
		break;
	case FIELD_QUANTITY:
		line->has_quantity = decimal_of(check, &line->quantity);
		break;
	case FIELD_DISCOUNT:
		if (!decimal_of(check, &line->discount))
			document->reckoned = false;
		break;
	default:
		break;
	}
}

/* The values of the other requests, and those that several have. */
static void
other_value(struct check *check, enum field field, const char *text)
{
	struct check_line *line = &check->line;

	switch ((int)field) {
	case FIELD_DIMENSION_NAME:
	case FIELD_USED_HEADER:
		buf_clear(&line->dimension_header);
		buf_puts(&line->dimension_header, text);
		break;
	case FIELD_DIMENSION_ITEM:
		check_dimension_made(
		    check, buf_text(&line->dimension_header), text);
		break;
	case FIELD_USED_ITEM:
		check_dimension_use(
		    check, buf_text(&line->dimension_header), text);
		break;
	case FIELD_CUSTOMER_CODE:
		check_customer_made(check, text);
		break;
	case FIELD_ACCOUNT:
		line->has_account = true;
		check_account(check, text);
		break;
	case FIELD_VAT_PERCENT:
		line->has_percent = decimal_of(check, &line->vat_percent);
		if (check->kind == REQUEST_VOUCHER)
			check_vat(check, check->document.date);
		break;
	case FIELD_MODE:
		check_net(
		    check, RULE_CHECK_UNBALANCED, strcmp(text, "gross") != 0);
		break;
	case FIELD_VOUCHER_DATE:
		check->document.date = check_date(check, text);
		check_posting_date(check, check->document.date);
		break;
	case FIELD_DESCRIPTION:
		check_reference(check, text);
		break;
	case FIELD_CLASS:
		check_voucher_class(check, text);
		break;
	case FIELD_LINE_SUM:
		line_sum_end(check);
		break;
	default:
		break;
	}
}

static void
on_end(void *context, const char *name)
{
	struct check *check = context;
	const enum field field =
	    check_field_find(check->kind, check->depth, name);

	/* A value is told by the element that was opened last. */
	if (field != FIELD_NONE && check->field == (int)field) {
		invoice_value(check, field, buf_text(&check->text));
		check_event_value(check, field, buf_text(&check->text));
		other_value(check, field, buf_text(&check->text));
	}
	if (field == FIELD_LINE)
		check_invoice_line_end(check);
	else if (field == FIELD_ITEM)
		check_invoice_end(check);
	else if (field == FIELD_VOUCHER)
		check_voucher_end(check);
	else if (field == FIELD_OTHER)
		check_event_end(check);
	check->field = FIELD_NONE;
	check->depth--;
}

static void
on_fault(void *context, enum xml_fault fault, const char *message)
{
	static const enum rule_id rule[] = {
		[XML_FAULT_DOCTYPE] = RULE_CHECK_DOCTYPE,
		[XML_FAULT_SYNTAX] = RULE_CHECK_SYNTAX,
		[XML_FAULT_SCHEMA] = RULE_CHECK_SCHEMA,
		[XML_FAULT_INTERNAL] = RULE_CHECK_SYNTAX,
	};

	check_fault(context, rule[fault], "%s", message);
}

const struct xml_events check_events = {
	.start = on_start,
	.text = on_text,
	.end = on_end,
	.fault = on_fault,
};

void
check_elements_begin(struct check *check)
{
	check->depth = 0;
	check->field = FIELD_NONE;
	check->ordinal = 0;
	check->held = (struct date){ 0, 0, 0 };
	check->document = (struct check_document){ .item = NULL };
}

void
check_elements_end(struct check *check)
{
	const long found = check->ordinal;

	check->document.item = NULL;
	/* After a syntax error the rest was not read. */
	if (found != check->request->items && check->depth == 0)
		check_fault(check, RULE_CHECK_ITEMS,
		    "the request holds %ld documents, items.tsv %ld", found,
		    check->request->items);
}
