/* intake_expected.c - are expected postings those of the lines that go out? */
#include <string.h>

#include "base/record_kinds.h"
#include "base/text.h"
#include "netvisor/batch_run.h"

#define VAT_NONE "NONE"

/* What a posting has to be. */
struct wanted_posting {
	const char
	    *account; /* NULL: one of the company's, known to the mapping */
	const char *vat_code;
	struct decimal vat_percent;
	const char *dimension_header;
	const char *dimension_item;
	struct money eur; /* debit positive */
	bool known;       /* false: too large for a sum */
};

static bool
to_euro(struct money amount, struct decimal rate, struct money *ret)
{
	*ret = money_zero(currency_euro());
	if (amount.currency == currency_euro()) {
		*ret = amount;
		return true;
	}
	return decimal_quotient(money_decimal(amount), rate,
	    currency_euro()->decimals, &ret->minor);
}

/* After the lines: the difference that goes to the rounding account. */
static bool
rounding_is_next(const struct expected_postings *expected)
{
	const struct invoice_detail *detail = expected->draft->detail;

	return expected->rows > 0 && expected->line == NULL &&
	       !expected->rounded && detail->rounding.minor != 0;
}

/* The receivable: what the lines give, each rounded by itself. */
static void
want_receivable(
    const struct invoice_detail *detail, struct wanted_posting *wanted)
{
	const struct sent_line *line;
	struct money net, vat, rounding;

	wanted->known =
	    to_euro(detail->rounding, detail->document.rate, &rounding) &&
	    money_add(&wanted->eur, rounding);
	for (line = detail->line; line != NULL; line = line->next)
		wanted->known =
		    wanted->known &&
		    to_euro(line->net, detail->document.rate, &net) &&
		    to_euro(line->vat, detail->document.rate, &vat) &&
		    money_add(&wanted->eur, net) &&
		    money_add(&wanted->eur, vat);
}

static struct wanted_posting
posting_wanted(const struct expected_postings *expected)
{
	const struct invoice_detail *detail = expected->draft->detail;
	const struct sent_line *line = expected->line;
	struct wanted_posting wanted = { .vat_code = VAT_NONE,
		.dimension_header = "",
		.dimension_item = "",
		.eur = money_zero(currency_euro()),
		.known = true };

	if (expected->rows == 0) {
		want_receivable(detail, &wanted);
		return wanted;
	}
	/* After the last line nothing else is looked for (intake_expected). */
	if (line == NULL) {
		wanted.known = to_euro(detail->rounding, detail->document.rate,
				   &wanted.eur) &&
		               money_negate(&wanted.eur);
		return wanted;
	}
	if (!expected->vat_is_next) {
		wanted.account = line->account;
		wanted.vat_code = line->vat_code;
		wanted.vat_percent = line->vat_percent;
		wanted.dimension_header = line->dimension_header;
		wanted.dimension_item = line->dimension_item;
	}
	wanted.known = to_euro(expected->vat_is_next ? line->vat : line->net,
			   detail->document.rate, &wanted.eur) &&
	               money_negate(&wanted.eur);
	return wanted;
}

/* On to what the next row has to be. */
static void
expected_step(struct expected_postings *expected)
{
	if (expected->rows++ == 0)
		return;
	if (expected->line == NULL) {
		expected->rounded = true;
		return;
	}
	expected->vat_is_next =
	    !expected->vat_is_next && expected->line->vat.minor != 0;
	if (!expected->vat_is_next)
		expected->line = expected->line->next;
}

static void
word_compare(struct document_report *report, const char *what,
    const char *found, const char *wanted)
{
	char clipped[2][TEXT_CLIP_MAX];

	if (wanted == NULL || strcmp(found, wanted) == 0)
		return;
	(void)document_fault(report, RULE_DOCUMENT_POSTINGS,
	    "%s '%s' is posted, by the lines it is '%s'", what,
	    text_clip(found, strlen(found), clipped[0]),
	    text_clip(wanted, strlen(wanted), clipped[1]));
}

static void
amount_compare(struct record_reader *r, struct document_report *report,
    const struct wanted_posting *wanted)
{
	struct money found = money_zero(currency_euro()), credit = found;
	char text[2][MONEY_TEXT_MAX];

	(void)record_money(r, POSTING_DEBIT, &found);
	(void)record_money(r, POSTING_CREDIT, &credit);
	if (!wanted->known || !money_subtract(&found, credit)) {
		(void)document_fault(report, RULE_DOCUMENT_POSTINGS,
		    "the sum of the postings is too large");
		return;
	}
	if (found.minor == wanted->eur.minor)
		return;
	(void)money_format(found, '.', text[0]);
	(void)money_format(wanted->eur, '.', text[1]);
	(void)document_fault(report, RULE_DOCUMENT_POSTINGS,
	    "debit less credit is %s EUR, by the lines it is %s EUR", text[0],
	    text[1]);
}

static void
posting_compare(struct record_reader *r, struct document_report *report,
    const struct wanted_posting *wanted)
{
	struct decimal percent = { 0, 0 };
	char text[2][DECIMAL_TEXT_MAX];

	word_compare(report, "account", record_text(r, POSTING_ACCOUNT),
	    wanted->account);
	word_compare(report, "VAT code", record_text(r, POSTING_VAT_CODE),
	    wanted->vat_code);
	(void)record_decimal(r, POSTING_VAT_PERCENT, &percent);
	(void)decimal_format(decimal_trim(percent), '.', text[0]);
	(void)decimal_format(decimal_trim(wanted->vat_percent), '.', text[1]);
	word_compare(report, "percent", text[0], text[1]);
	word_compare(report, "dimension",
	    record_text(r, POSTING_DIMENSION_HEADER), wanted->dimension_header);
	word_compare(report, "dimension item",
	    record_text(r, POSTING_DIMENSION_ITEM), wanted->dimension_item);
	amount_compare(r, report, wanted);
}

/* The first postings of another invoice. */
static void
expected_begin(struct batch_run *run, struct record_reader *r,
    struct expected_postings *expected)
{
	const char *key = record_text(r, POSTING_DOCUMENT);
	struct draft *draft = draft_find(&run->drafts, key);
	struct invoice_detail *detail;

	*expected = (struct expected_postings){ .key = "" };
	if (draft == NULL || draft->request == REQUEST_VOUCHER) {
		(void)diag_add_grouped(run->diag, RULE_DOCUMENT_ORDER, key,
		    record_pos(r, POSTING_DOCUMENT),
		    "no invoice '%s' comes before its postings", key);
		run->broken = true;
		return;
	}
	expected->key = draft->key;
	if (draft->request != REQUEST_INVOICES &&
	    draft->request != REQUEST_CREDIT_NOTES)
		return;
	detail = draft->detail;
	if (detail->expected) {
		(void)diag_add(run->diag, RULE_DOCUMENT_ORDER,
		    record_pos(r, POSTING_DOCUMENT),
		    "the postings of '%s' do not stand together", key);
		run->broken = true;
		return;
	}
	detail->expected = true;
	/* What is wrong or left out already needs no other reason. */
	if (draft->state != DRAFT_GOOD)
		return;
	expected->draft = draft;
	expected->line = detail->line;
}

void
intake_expected_end(struct batch_run *run, struct expected_postings *expected)
{
	struct draft *draft = expected->draft;
	const bool whole = draft == NULL || (expected->line == NULL &&
						!rounding_is_next(expected));
	struct document_report report;

	expected->draft = NULL;
	expected->key = "";
	if (whole)
		return;
	intake_report_begin(run, draft, &report, draft->source);
	(void)document_fault(&report, RULE_DOCUMENT_POSTINGS,
	    "the lines give more postings than are expected (%zu)",
	    expected->rows);
	draft_mark_wrong(&run->drafts, draft, &report);
}

void
intake_expected(struct batch_run *run, struct record_reader *r,
    struct expected_postings *expected)
{
	struct document_report report;
	struct wanted_posting wanted;

	if (strcmp(expected->key, record_text(r, POSTING_DOCUMENT)) != 0) {
		intake_expected_end(run, expected);
		expected_begin(run, r, expected);
	}
	if (expected->draft == NULL)
		return;
	intake_report_begin(
	    run, expected->draft, &report, record_source(r, POSTING_SOURCE));
	if (expected->rows > 0 && expected->line == NULL &&
	    !rounding_is_next(expected)) {
		(void)document_fault(&report, RULE_DOCUMENT_POSTINGS,
		    "a posting that no line of the invoice gives");
	} else {
		wanted = posting_wanted(expected);
		posting_compare(r, &report, &wanted);
		expected_step(expected);
	}
	if (report.rule_count == 0)
		return;
	/* The rows after it may only be shifted. */
	draft_mark_wrong(&run->drafts, expected->draft, &report);
	expected->draft = NULL;
}

void
intake_unexpected(struct batch_run *run)
{
	for (size_t i = 0; i < run->drafts.count; i++) {
		struct draft *draft = run->drafts.draft[i];
		const struct invoice_detail *detail = draft->detail;
		struct document_report report;

		if ((draft->request != REQUEST_INVOICES &&
			draft->request != REQUEST_CREDIT_NOTES) ||
		    draft->state != DRAFT_GOOD || detail->expected)
			continue;
		intake_report_begin(run, draft, &report, draft->source);
		(void)document_fault(&report, RULE_DOCUMENT_POSTINGS,
		    "no postings are expected of it");
		draft_mark_wrong(&run->drafts, draft, &report);
	}
}
