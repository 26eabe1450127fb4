/* erp_text.c - see erp_text.h. */
#include "fenerum/erp_text.h"

#include <string.h>

#include "base/text.h"
#include "fenerum/billing_row.h"

/* The events that lines of a type can be. */
static const struct type_events {
	const char *type;
	enum erp_event event[3];
	size_t count;
} type_events[] = { { "financial",
			{ EVENT_DEFERRAL, EVENT_RECOGNITION, EVENT_SPLIT }, 3 },
	{ "invoice", { EVENT_INVOICE }, 1 },
	{ "payment", { EVENT_PAYMENT }, 1 },
	{ "supplier_invoice", { EVENT_SUPPLIER_INVOICE }, 1 },
	{ "supplier_payment", { EVENT_SUPPLIER_PAYMENT }, 1 } };

/* What the templates of a line's possible events made of its text. */
struct findings {
	enum erp_event event; /* of the first template that fits */
	enum erp_event second;
	size_t count;             /* 0, 1, or 2: read in two ways */
	struct source_pos pos[2]; /* of the templates */
	bool damaged; /* templates that could have fitted have faults */
	struct template_match match;
};

static const struct type_events *
events_of(const struct billing_row *row)
{
	const char *type = billing_row_text(row, ERP_LINE_TYPE).text;

	for (size_t i = 0; i < sizeof(type_events) / sizeof(type_events[0]);
	     i++) {
		if (strcmp(type, type_events[i].type) == 0)
			return &type_events[i];
	}
	return NULL;
}

/* Do two templates find the same in a text? */
static bool
is_same_match(const struct template_match *a, const struct template_match *b)
{
	for (size_t i = 0; i < SLOT_COUNT; i++) {
		if (a->slot[i].text != b->slot[i].text ||
		    a->slot[i].len != b->slot[i].len)
			return false;
	}
	return true;
}

/* Try an event's templates; those that find the same are one. */
static void
match_event(
    const struct billing_row *row, enum erp_event event, struct findings *ret)
{
	const struct template_list *list = &row->profile->texts[event];
	struct csv_field text = billing_row_text(row, ERP_LINE_TEXT);

	for (size_t i = 0; i < list->count; i++) {
		struct template_match match;

		if (!text_template_match(&list->template[i],
			row -> profile -> word, text.text, text.len, &match))
			continue;
		if (ret->count == 0) {
			ret->count = 1;
			ret->event = event;
			ret->match = match;
			ret->pos[0] = list->pos[i];
		} else if (ret->event != event ||
			   !is_same_match(&ret->match, &match)) {
			ret->count = 2;
			ret->second = event;
			ret->pos[1] = list->pos[i];
			return;
		}
	}
}

static void
match_text(const struct billing_row *row, const struct type_events *events,
    struct findings *ret)
{
	*ret = (struct findings){ .count = 0 };
	for (size_t i = 0; i < events->count; i++) {
		ret->damaged |= row->profile->texts[events->event[i]].damaged;
		if (ret->count < 2)
			match_event(row, events->event[i], ret);
	}
}

/* Texts that differ only in their digits have one form, so one finding. */
static void
text_form(struct csv_field text, char form[TEXT_CLIP_MAX])
{
	(void)text_clip(text.text, text.len, form);
	for (char *c = form; *c != '\0'; c++) {
		if (*c >= '0' && *c <= '9')
			*c = '#';
	}
}

static void
refuse_two(
    struct billing_row *row, const struct findings *findings, const char *shown)
{
	struct source_pos pos = billing_row_pos(row, ERP_LINE_TEXT);
	struct diag *diag;

	if (findings->event != findings->second)
		diag = faults_add(row->faults, RULE_BILLING_ERP_TEXT, pos,
		    "text: '%s' fits %s and %s", shown,
		    erp_event_name(findings->event),
		    erp_event_name(findings->second));
	else
		diag = faults_add(row->faults, RULE_BILLING_ERP_TEXT, pos,
		    "text: '%s' is read differently by two templates of %s",
		    shown, erp_event_name(findings->event));
	diag_note(diag, findings->pos[0], "one template");
	diag_note(diag, findings->pos[1], "the other");
}

static void
refuse_text(struct billing_row *row, const struct type_events *events,
    const struct findings *findings)
{
	struct csv_field text = billing_row_text(row, ERP_LINE_TEXT);
	struct source_pos pos = billing_row_pos(row, ERP_LINE_TEXT);
	char form[TEXT_CLIP_MAX], shown[TEXT_CLIP_MAX];
	struct diag *diag;

	if (findings->damaged) {
		faults_mark(row->faults, RULE_EXPORT_TEMPLATE,
		    "the export profile's templates have faults");
		return;
	}
	(void)text_clip(text.text, text.len, shown);
	if (findings->count > 1) {
		refuse_two(row, findings, shown);
		return;
	}
	text_form(text, form);
	diag = faults_add_grouped(row->faults, RULE_BILLING_ERP_TEXT, form, pos,
	    "text: '%s' of a line of type %s fits no template", shown,
	    events->type);
	if (row->value[ERP_LINE_AMOUNT].is_set)
		diag_amount(diag, row->value[ERP_LINE_AMOUNT].money);
}

/* A column's value, or what the text says; both must be the same. */
static void
settle(struct billing_row *row, size_t column, size_t target,
    const struct template_match *match, enum template_slot slot)
{
	struct csv_field told = { match->slot[slot].text,
		match->slot[slot].len };
	struct csv_field given = billing_row_text(row, column);
	char shown[2][TEXT_CLIP_MAX];

	if (given.len > 0 && told.text != NULL &&
	    (given.len != told.len ||
		memcmp(given.text, told.text, told.len) != 0))
		diag_note(faults_add(row->faults, RULE_BILLING_ERP_COLUMNS,
			      billing_row_pos(row, column),
			      "%s '%s', but the text says '%s'",
			      record_kind_erp_line.column[column].name,
			      text_clip(given.text, given.len, shown[0]),
			      text_clip(told.text, told.len, shown[1])),
		    billing_row_pos(row, ERP_LINE_TEXT), "the text");
	if (given.len > 0)
		told = given;
	row->value[target].is_set = told.text != NULL && told.len > 0;
	row->value[target].text = told;
}

static void
set_text(struct billing_row *row, size_t column, const char *text)
{
	row->value[column].is_set = true;
	row->value[column].text = (struct csv_field){ text, strlen(text) };
}

static void
set_counts(struct billing_row *row, const struct template_match *match)
{
	if (match->slot[SLOT_TOTAL].text == NULL)
		return;
	row->value[ERP_LINE_CURRENT].is_set = true;
	row->value[ERP_LINE_CURRENT].integer = match->current;
	row->value[ERP_LINE_TOTAL].is_set = true;
	row->value[ERP_LINE_TOTAL].integer = match->total;
	if (match->current >= 1 && match->current <= match->total)
		return;
	faults_add(row->faults, RULE_BILLING_RECOGNITION,
	    billing_row_pos(row, ERP_LINE_TEXT),
	    "text: recognition %lld of %lld", (long long)match->current,
	    (long long)match->total);
}

void
erp_text_derive(struct billing_row *row)
{
	static const size_t derived[] = { ERP_LINE_EVENT,
		ERP_LINE_DOCUMENT_TYPE, ERP_LINE_DOCUMENT_NUMBER,
		ERP_LINE_CURRENT, ERP_LINE_TOTAL };
	const struct type_events *events = events_of(row);
	struct findings findings;
	bool must_fit;

	for (size_t i = 0; i < sizeof(derived) / sizeof(derived[0]); i++)
		row->value[derived[i]].is_set = false;
	if (events == NULL || !row->value[ERP_LINE_TEXT].is_set)
		return;
	match_text(row, events, &findings);
	/*
	 * A financial line's event stands in its text only; an invoice's must
	 * be found by some number. The texts of payments are not all known.
	 */
	must_fit = events->count > 1 ||
	           (events->event[0] == EVENT_INVOICE &&
		       !row->value[ERP_LINE_INVOICE_NUMBER].is_set);
	if (findings.count > 1 || (findings.count == 0 && must_fit)) {
		refuse_text(row, events, &findings);
		return;
	}
	if (findings.count == 0)
		findings.event = events->event[0];
	set_text(row, ERP_LINE_EVENT, erp_event_name(findings.event));
	if (findings.match.slot[SLOT_TYPE].text != NULL)
		set_text(row, ERP_LINE_DOCUMENT_TYPE,
		    findings.match.type == TYPE_INVOICE ? "invoice"
							: "credit_note");
	settle(row, ERP_LINE_INVOICE_NUMBER, ERP_LINE_DOCUMENT_NUMBER,
	    &findings.match, SLOT_NUMBER);
	if (events->count > 1 && !row->value[ERP_LINE_DOCUMENT_NUMBER].is_set)
		faults_add(row->faults, RULE_BILLING_ERP_TEXT,
		    billing_row_pos(row, ERP_LINE_TEXT),
		    "neither the text nor a column names the invoice");
	settle(row, ERP_LINE_REVENUE_GROUP, ERP_LINE_REVENUE_GROUP,
	    &findings.match, SLOT_GROUP);
	settle(row, ERP_LINE_TRANSACTION, ERP_LINE_TRANSACTION, &findings.match,
	    SLOT_TRANSACTION);
	set_counts(row, &findings.match);
}
