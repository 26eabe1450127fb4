/* intake_voucher.c - vouchers and their postings become drafts. */
#include <stdlib.h>
#include <string.h>

#include "base/record_kinds.h"
#include "base/text.h"
#include "mapping/company.h"
#include "netvisor/intake_event.h"

#define VOUCHER_LINES_LEAST 2

/* What a voucher's row says, kept until its postings have come. */
struct voucher_detail {
	struct voucher_document document;
	const char *depends_on; /* keys joined by line feeds, or "" */
	const char *source;
	const char *lines;
	struct money amount; /* negative: a credit note's */
};

/* The part of "voucher:erp:<id>" that a person knows. */
static const char *
voucher_name(const char *key)
{
	const char *last = strrchr(key, ':');

	return last != NULL && last[1] != '\0' ? last + 1 : key;
}

/* An item's kind: no other document may be called so. */
static const char *
item_kind(enum voucher_kind kind)
{
	if (kind == VOUCHER_INVOICE)
		return "invoice_voucher";
	if (kind == VOUCHER_PAYMENT)
		return "payment_voucher";
	return voucher_kind_words[kind];
}

static struct voucher_detail *
voucher_detail(struct batch_run *run, struct record_reader *r)
{
	struct arena *arena = &run->drafts.arena;
	struct voucher_detail *detail = arena_alloc(arena, sizeof(*detail));

#define KEEP(column) intake_text(run, r, (column))
	*detail = (struct voucher_detail){
		.document = { .description = KEEP(VOUCHER_DESCRIPTION),
		    .class = KEEP(VOUCHER_CLASS) },
		.depends_on = KEEP(VOUCHER_DEPENDS_ON),
		.source = KEEP(VOUCHER_SOURCE),
		.lines = KEEP(VOUCHER_LINES),
		.amount = money_zero(currency_euro()),
	};
#undef KEEP
	(void)record_date(r, VOUCHER_DATE, &detail->document.date);
	(void)record_money(r, VOUCHER_AMOUNT_EUR, &detail->amount);
	return detail;
}

static void
read_voucher(struct batch_run *run, struct record_reader *r)
{
	struct voucher_detail *detail;
	enum voucher_kind kind;
	struct draft *draft;

	if (!voucher_kind_find(record_text(r, VOUCHER_KIND), &kind)) {
		intake_unknown(run, r, VOUCHER_KIND);
		return;
	}
	draft = intake_draft(run, r, VOUCHER_KEY, REQUEST_VOUCHER,
	    item_kind(kind), voucher_name(record_text(r, VOUCHER_KEY)));
	if (draft == NULL)
		return;
	detail = voucher_detail(run, r);
	draft->detail = detail;
	draft->source = record_source(r, VOUCHER_SOURCE);
	draft->net = draft->total = detail->amount;
}

bool
intake_vouchers(struct batch_run *run, struct record_reader *r)
{
	int got;

	while ((got = record_next(r)) > 0)
		read_voucher(run, r);
	return got == 0;
}

/* Debit and credit are equal, and each is the voucher's amount. */
static void
voucher_compare(struct intake_group *group, const struct voucher_detail *detail)
{
	char debit[MONEY_TEXT_MAX], amount[MONEY_TEXT_MAX];
	struct money worth = detail->amount;

	if (group->lines < VOUCHER_LINES_LEAST) {
		(void)document_fault(&group->report, RULE_DOCUMENT_LINES,
		    "the voucher has %zu line", group->lines);
		return;
	}
	if (group->net.minor != 0) {
		(void)money_format(group->net, '.', amount);
		(void)document_fault(&group->report, RULE_DOCUMENT_UNBALANCED,
		    "debit less credit is %s EUR, not 0.00", amount);
		return;
	}
	if (worth.minor < 0 && !money_negate(&worth))
		worth.minor = 0;
	if (group->report.rule_count > 0 || group->gross.minor == worth.minor)
		return;
	(void)money_format(group->gross, '.', debit);
	(void)money_format(detail->amount, '.', amount);
	(void)document_fault(&group->report, RULE_DOCUMENT_TOTAL,
	    "the postings give %s EUR, the voucher has %s EUR", debit, amount);
}

static void
voucher_end(struct batch_run *run)
{
	struct intake_group *group = &run->group;
	struct draft *draft = group->open ? group->draft : NULL;
	const struct voucher_detail *detail;
	bool sound;

	group->open = false;
	if (draft == NULL)
		return;
	detail = draft->detail;
	group->report.pos = draft->source;
	voucher_compare(group, detail);
	if (!text_starts_with(detail->document.description, draft->reference))
		(void)document_fault(&group->report, RULE_DOCUMENT_REFERENCE,
		    "the description does not begin with '%s'",
		    draft->reference);
	sound =
	    !run->lines.failed && document_voucher(&run->kit, &detail->document,
				      &run->lines, &group->report, &run->text);
	intake_keep(run, draft, &group->report, sound);
}

/* Everything that a voucher depends on is in the ledger. */
static void
depend_on_all(struct batch_run *run, const char *keys)
{
	while (*keys != '\0') {
		const size_t len = strcspn(keys, "\n");
		char *key = mem_strndup(keys, len);

		(void)intake_depend(
		    run, run->group.draft, &run->group.report, "", "", key);
		free(key);
		keys += len;
		if (*keys == '\n')
			keys++;
	}
}

static void
voucher_begin(struct batch_run *run, struct record_reader *r)
{
	struct intake_group *group = &run->group;
	const struct voucher_detail *detail;

	intake_group_open(
	    run, r, POSTING_DOCUMENT, REQUEST_VOUCHER, REQUEST_VOUCHER);
	if (group->draft == NULL)
		return;
	detail = group->draft->detail;
	group->net = group->gross = money_zero(currency_euro());
	intake_source(run, detail->source);
	intake_claims_put(run, detail->lines);
	depend_on_all(run, detail->depends_on);
}

static void
posting_take(struct batch_run *run, struct record_reader *r)
{
	struct intake_group *group = &run->group;
	struct voucher_line_document line = {
		.amount = money_zero(currency_euro()),
		.text = record_text(r, POSTING_TEXT),
		.account = record_text(r, POSTING_ACCOUNT),
		.vat_code = record_text(r, POSTING_VAT_CODE),
		.dimension_header = record_text(r, POSTING_DIMENSION_HEADER),
		.dimension_item = record_text(r, POSTING_DIMENSION_ITEM),
	};
	struct money credit = line.amount;
	bool added;

	group->lines++;
	group->report.pos = record_source(r, POSTING_SOURCE);
	intake_source(run, record_text(r, POSTING_SOURCE));
	if (run->lines.failed)
		return; /* too large, and said so */
	if (*line.dimension_header != '\0')
		(void)intake_depend(run, group->draft, &group->report,
		    "dimension:", line.dimension_header, line.dimension_item);
	(void)record_money(r, POSTING_DEBIT, &line.amount);
	(void)record_money(r, POSTING_CREDIT, &credit);
	added = money_add(&group->gross, line.amount) &&
	        money_subtract(&line.amount, credit) &&
	        money_add(&group->net, line.amount);
	if (!added)
		(void)document_fault(&group->report, RULE_DOCUMENT_UNBALANCED,
		    "the voucher's sum is too large");
	if (!record_decimal(r, POSTING_VAT_PERCENT, &line.vat_percent))
		(void)document_fault(&group->report, RULE_DOCUMENT_REQUIRED,
		    "the posting has no VAT percent");
	(void)document_voucher_line(
	    &run->kit, &line, &group->report, &run->lines);
}

static void
read_posting(struct batch_run *run, struct record_reader *reader)
{
	if (!intake_group_is(run, record_text(reader, POSTING_DOCUMENT))) {
		voucher_end(run);
		voucher_begin(run, reader);
	}
	if (run->group.draft != NULL)
		posting_take(run, reader);
}

/* Of a payment or a purchase, not of an invoice. */
static bool
is_event_posting(const struct record_reader *reader)
{
	const char *key = record_text(reader, POSTING_DOCUMENT);

	return text_starts_with(key, "payment:") ||
	       text_starts_with(key, "purchase:");
}

bool
intake_postings(struct batch_run *run, struct record_reader *reader)
{
	struct expected_postings expected = { .key = "" };
	int got;

	while ((got = record_next(reader)) > 0) {
		if (strcmp(record_text(reader, POSTING_BY), "netvisor") == 0) {
			if (is_event_posting(reader))
				intake_event_posting(run, reader);
			else
				intake_expected(run, reader, &expected);
			continue;
		}
		if (strcmp(record_text(reader, POSTING_BY), "fenvoy") != 0) {
			intake_unknown(run, reader, POSTING_BY);
			continue;
		}
		read_posting(run, reader);
	}
	/* What a cut file left of a document is not judged. */
	if (got != 0)
		return false;
	intake_expected_end(run, &expected);
	voucher_end(run);
	return true;
}
