/* intake_voucher.c - vouchers and their postings become drafts. */
#include <string.h>

#include "base/record_kinds.h"
#include "base/text.h"
#include "netvisor/batch_run.h"

#define VOUCHER_LINES_LEAST 2

/* What a voucher's row says, kept until its postings have come. */
struct voucher_detail {
	struct voucher_document document;
	const char *depends_on; /* a key, or "" */
	const char *source;
	struct money amount; /* negative: a credit note's */
};

/* The part of "voucher:erp:<id>" that a person knows. */
static const char *
voucher_name(const char *key)
{
	const char *last = strrchr(key, ':');

	return last != NULL && last[1] != '\0' ? last + 1 : key;
}

bool
intake_vouchers(struct batch_run *run, struct record_reader *r)
{
	struct arena *arena = &run->drafts.arena;
	int got;

	while ((got = record_next(r)) > 0) {
		const char *kind = record_text(r, VOUCHER_KIND);
		const bool deferral = strcmp(kind, "deferral") == 0;
		struct voucher_detail *detail;
		struct draft *draft;

		if (!deferral && strcmp(kind, "recognition") != 0) {
			intake_unknown(run, r, VOUCHER_KIND);
			continue;
		}
		draft = intake_draft(run, r, VOUCHER_KEY, REQUEST_VOUCHER,
		    deferral ? "deferral" : "recognition",
		    voucher_name(record_text(r, VOUCHER_KEY)));
		if (draft == NULL)
			continue;
		detail = arena_alloc(arena, sizeof(*detail));
		detail->document.description =
		    arena_strdup(arena, record_text(r, VOUCHER_DESCRIPTION));
		detail->document.class =
		    arena_strdup(arena, record_text(r, VOUCHER_CLASS));
		(void)record_date(r, VOUCHER_DATE, &detail->document.date);
		detail->depends_on =
		    arena_strdup(arena, record_text(r, VOUCHER_DEPENDS_ON));
		detail->source =
		    arena_strdup(arena, record_text(r, VOUCHER_SOURCE));
		detail->amount = money_zero(currency_euro());
		(void)record_money(r, VOUCHER_AMOUNT_EUR, &detail->amount);
		draft->detail = detail;
		draft->source = record_source(r, VOUCHER_SOURCE);
		draft->net = draft->total = detail->amount;
	}
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
	intake_claim(
	    run, "erp_line", intake_key_id(group->draft->key, "voucher:erp:"));
	if (*detail->depends_on != '\0')
		(void)intake_depend(run, group->draft, &group->report, "", "",
		    detail->depends_on);
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

bool
intake_postings(struct batch_run *run, struct record_reader *reader)
{
	struct expected_postings expected = { .key = "" };
	int got;

	while ((got = record_next(reader)) > 0) {
		if (strcmp(record_text(reader, POSTING_BY), "netvisor") == 0) {
			intake_expected(run, reader, &expected);
			continue;
		}
		if (strcmp(record_text(reader, POSTING_BY), "fenvoy") != 0) {
			intake_unknown(run, reader, POSTING_BY);
			continue;
		}
		if (!intake_group_is(
			run, record_text(reader, POSTING_DOCUMENT))) {
			voucher_end(run);
			voucher_begin(run, reader);
		}
		if (run->group.draft != NULL)
			posting_take(run, reader);
	}
	/* What a cut file left of a document is not judged. */
	if (got != 0)
		return false;
	intake_expected_end(run, &expected);
	voucher_end(run);
	return true;
}
