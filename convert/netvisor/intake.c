/* intake.c - the ledger's files become drafts; see batch_run.h. */
#include <stdlib.h>
#include <string.h>

#include "base/record_kinds.h"
#include "base/stage.h"
#include "base/text.h"
#include "netvisor/batch_run.h"
#include "netvisor/exclusion.h"
#include "netvisor/intake_event.h"

void
intake_report_begin(struct batch_run *run, const struct draft *draft,
    struct document_report *report, struct source_pos pos)
{
	*report = (struct document_report){
		.diag =
		    draft->state == DRAFT_EXCLUDED ? run->unheard : run->diag,
		.pos = pos,
	};
}

struct draft *
intake_draft(struct batch_run *run, struct record_reader *reader,
    size_t key_column, enum request_kind request, const char *kind,
    const char *name)
{
	const char *key = record_text(reader, key_column);
	struct draft *draft;

	draft = draft_add(&run->drafts, key, request, kind, name);
	if (draft == NULL) {
		(void)diag_add(run->diag, RULE_DOCUMENT_DUPLICATE,
		    record_pos(reader, key_column),
		    "'%s' stands in the ledger before", key);
		run->broken = true;
		return NULL;
	}
	if (exclusions_find(run->exclusions, draft->reference) != NULL)
		draft->state = DRAFT_EXCLUDED;
	return draft;
}

void
intake_unknown(
    struct batch_run *run, struct record_reader *reader, size_t column)
{
	char clipped[TEXT_CLIP_MAX];

	(void)diag_add(run->diag, RULE_DOCUMENT_KIND,
	    record_pos(reader, column), "'%s' is no %s of the ledger",
	    text_clip(record_text(reader, column),
		record_text_len(reader, column), clipped),
	    record_schema_of(reader)->column[column].name);
	run->broken = true;
}

void
intake_source(struct batch_run *run, const char *source)
{
	const size_t len = strlen(source);
	const size_t before = run->sources.len;

	if (len == 0)
		return;
	if (before >= len &&
	    memcmp(run->sources.data + before - len, source, len) == 0 &&
	    (before == len || run->sources.data[before - len - 1] == ' '))
		return;
	if (before > 0)
		buf_putc(&run->sources, ' ');
	buf_put(&run->sources, source, len);
}

const char *
intake_key_id(const char *key, const char *prefix)
{
	return text_starts_with(key, prefix) ? key + strlen(prefix) : key;
}

void
intake_claim(struct batch_run *run, const char *stream, const char *id)
{
	struct buf *claims = &run->claims;

	if (*id == '\0')
		return;
	if (claims->len > 0)
		buf_putc(claims, ' ');
	buf_puts(claims, stream);
	buf_putc(claims, '/');
	for (; *id != '\0'; id++) {
		if (*id == ' ')
			buf_puts(claims, "%20");
		else if (*id == '%')
			buf_puts(claims, "%25");
		else
			buf_putc(claims, *id);
	}
}

const char *
intake_text(
    struct batch_run *run, const struct record_reader *reader, size_t column)
{
	return arena_strndup(&run->drafts.arena, record_text(reader, column),
	    record_text_len(reader, column));
}

void
intake_keep(struct batch_run *run, struct draft *draft,
    struct document_report *report, bool sound)
{
	draft->built = true;
	if (!sound || report->rule_count > 0)
		draft_mark_wrong(&run->drafts, draft, report);
	else
		draft->text =
		    spool_put(&run->spool, buf_text(&run->text), run->text.len);
	draft->sources =
	    spool_put(&run->spool, buf_text(&run->sources), run->sources.len);
	draft->claims =
	    spool_put(&run->spool, buf_text(&run->claims), run->claims.len);
	buf_clear(&run->text);
	buf_clear(&run->sources);
	buf_clear(&run->claims);
}

bool
intake_depend(struct batch_run *run, struct draft *draft,
    struct document_report *report, const char *prefix, const char *header,
    const char *code)
{
	char *key = mem_printf(
	    "%s%s%s%s", prefix, header, *header != '\0' ? ":" : "", code);
	struct draft *on = draft_find(&run->drafts, key);

	if (on != NULL)
		draft_depend(&run->drafts, draft, on);
	else
		(void)document_fault(report, RULE_DOCUMENT_DEPENDENCY,
		    "'%s' is not in the ledger", key);
	free(key);
	return on != NULL;
}

bool
intake_group_is(const struct batch_run *run, const char *key)
{
	return run->group.open && strcmp(buf_text(&run->group.key), key) == 0;
}

void
intake_group_open(struct batch_run *run, struct record_reader *reader,
    size_t key_column, enum request_kind first, enum request_kind last)
{
	struct intake_group *group = &run->group;
	const char *key = record_text(reader, key_column);
	struct draft *draft = draft_find(&run->drafts, key);

	buf_clear(&group->key);
	buf_puts(&group->key, key);
	group->open = true;
	group->draft = NULL;
	buf_clear(&run->lines);
	buf_clear(&run->sources);
	buf_clear(&run->claims);
	if (draft == NULL || draft->request < first || draft->request > last) {
		(void)diag_add(run->diag, RULE_DOCUMENT_ORDER,
		    record_pos(reader, key_column),
		    "no document '%s' comes before its lines", key);
		run->broken = true;
		return;
	}
	if (draft->built) {
		(void)diag_add(run->diag, RULE_DOCUMENT_ORDER,
		    record_pos(reader, key_column),
		    "the lines of '%s' do not stand together", key);
		run->broken = true;
		return;
	}
	group->draft = draft;
	group->sound = true;
	group->lines = 0;
	intake_report_begin(run, draft, &group->report, draft->source);
	draft_depend_begin(&run->drafts, draft);
}

static bool
intake_dimensions(struct batch_run *run, struct record_reader *reader)
{
	int got;

	while ((got = record_next(reader)) > 0) {
		const struct dimension_document dimension = {
			.header = record_text(reader, DIMENSION_ITEM_HEADER),
			.item = record_text(reader, DIMENSION_ITEM_ITEM),
		};
		struct document_report report;
		struct draft *draft;
		char *name;

		name = mem_printf("%s: %s", dimension.header, dimension.item);
		draft = intake_draft(run, reader, DIMENSION_ITEM_KEY,
		    REQUEST_DIMENSION, "dimension", name);
		free(name);
		if (draft == NULL)
			continue;
		draft->source = record_source(reader, DIMENSION_ITEM_SOURCE);
		intake_report_begin(run, draft, &report, draft->source);
		intake_source(run, record_text(reader, DIMENSION_ITEM_SOURCE));
		intake_keep(run, draft, &report,
		    document_dimension(
			&run->kit, &dimension, &report, &run->text));
	}
	return got == 0;
}

static bool
intake_customers(struct batch_run *run, struct record_reader *r)
{
	int got;

	while ((got = record_next(r)) > 0) {
		const struct customer_document customer = {
			.code = record_text(r, CUSTOMER_CODE),
			.name = record_text(r, CUSTOMER_NAME),
			.name_extension =
			    record_text(r, CUSTOMER_NAME_EXTENSION),
			.street_address =
			    record_text(r, CUSTOMER_STREET_ADDRESS),
			.additional_address =
			    record_text(r, CUSTOMER_ADDITIONAL_ADDRESS),
			.postcode = record_text(r, CUSTOMER_POSTCODE),
			.city = record_text(r, CUSTOMER_CITY),
			.country = record_text(r, CUSTOMER_COUNTRY),
			.business_id = record_text(r, CUSTOMER_BUSINESS_ID),
			.language = record_text(r, CUSTOMER_LANGUAGE),
			.group = record_text(r, CUSTOMER_GROUP),
			.email = record_text(r, CUSTOMER_EMAIL),
			.finvoice_address =
			    record_text(r, CUSTOMER_FINVOICE_ADDRESS),
			.finvoice_router =
			    record_text(r, CUSTOMER_FINVOICE_ROUTER),
			.private_person =
			    strcmp(record_text(r, CUSTOMER_PRIVATE), "1") == 0,
		};
		struct document_report report;
		struct draft *draft;

		draft = intake_draft(run, r, CUSTOMER_KEY, REQUEST_CUSTOMER,
		    "customer", customer.code);
		if (draft == NULL)
			continue;
		draft->source = record_source(r, CUSTOMER_SOURCE);
		intake_report_begin(run, draft, &report, draft->source);
		intake_source(run, record_text(r, CUSTOMER_SOURCE));
		intake_keep(run, draft, &report,
		    document_customer(
			&run->kit, &customer, &report, &run->text));
	}
	return got == 0;
}

static bool
intake_withheld(struct batch_run *run, struct record_reader *reader)
{
	struct arena *arena = &run->drafts.arena;
	int got;

	while ((got = record_next(reader)) > 0) {
		struct withheld_row *row;

		run->withheld = mem_grow(run->withheld, run->withheld_count,
		    &run->withheld_capacity, sizeof(*run->withheld));
		row = &run->withheld[run->withheld_count++];
		*row = (struct withheld_row){
			.source = record_source(reader, WITHHELD_SOURCE),
			.pos = record_pos(reader, WITHHELD_KEY),
			.key = arena_strdup(
			    arena, record_text(reader, WITHHELD_KEY)),
			.reference = arena_strdup(
			    arena, record_text(reader, WITHHELD_REFERENCE)),
			.kind = arena_strdup(
			    arena, record_text(reader, WITHHELD_KIND)),
			.name = arena_strdup(
			    arena, record_text(reader, WITHHELD_NAME)),
			.rules = arena_strdup(
			    arena, record_text(reader, WITHHELD_RULES)),
			.net = money_zero(currency_euro()),
			.total = money_zero(currency_euro()),
		};
		/* Damage to a file has no amount. */
		(void)record_money(reader, WITHHELD_NET, &row->net);
		(void)record_money(reader, WITHHELD_TOTAL, &row->total);
	}
	return got == 0;
}

static bool
intake_skip(struct record_reader *reader)
{
	int got;

	do
		got = record_next(reader);
	while (got > 0);
	return got == 0;
}

static bool
intake_file(struct batch_run *run, struct record_reader *reader)
{
	const struct record_schema *kind = record_schema_of(reader);

	if (kind == &record_kind_customer)
		return intake_customers(run, reader);
	if (kind == &record_kind_dimension_item)
		return intake_dimensions(run, reader);
	if (kind == &record_kind_sales_invoice)
		return intake_invoices(run, reader);
	if (kind == &record_kind_sales_invoice_line)
		return intake_invoice_lines(run, reader);
	if (kind == &record_kind_vendor)
		return intake_vendors(run, reader);
	if (kind == &record_kind_credit_match)
		return intake_matches(run, reader);
	if (kind == &record_kind_sales_payment)
		return intake_payments(run, reader);
	if (kind == &record_kind_purchase_invoice)
		return intake_purchases(run, reader);
	if (kind == &record_kind_purchase_invoice_line)
		return intake_purchase_lines(run, reader);
	if (kind == &record_kind_transfer)
		return intake_transfers(run, reader);
	if (kind == &record_kind_voucher)
		return intake_vouchers(run, reader);
	if (kind == &record_kind_posting)
		return intake_postings(run, reader);
	if (kind == &record_kind_withheld)
		return intake_withheld(run, reader);
	return intake_skip(reader);
}

/* A document whose lines never came. */
static void
intake_incomplete(struct batch_run *run)
{
	for (size_t i = 0; i < run->drafts.count; i++) {
		struct draft *draft = run->drafts.draft[i];
		struct document_report report;

		if (draft->built)
			continue;
		intake_report_begin(run, draft, &report, draft->source);
		(void)document_fault(&report, RULE_DOCUMENT_LINES,
		    "%s has no lines", draft->key);
		intake_keep(run, draft, &report, false);
	}
}

int
intake_ledger(struct batch_run *run)
{
	struct stage_reader *stage;
	struct record_reader *reader;
	bool read = true;

	stage = stage_reader_new(run->options->ledger, record_stage_ledger,
	    record_stage_ledger_count, run->diag);
	while (read && (reader = stage_reader_next(stage)) != NULL)
		read = intake_file(run, reader);
	if (stage_reader_free(stage) != 0 || !read)
		return -1;
	intake_incomplete(run);
	intake_unexpected(run);
	intake_event_unexpected(run);
	return spool_flush(&run->spool, run->diag);
}
