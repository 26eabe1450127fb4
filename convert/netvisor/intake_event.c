/* intake_event.c - what Netvisor will book of payments and purchases. */
#include "netvisor/intake_event.h"

#include <string.h>

#include "base/record_kinds.h"
#include "base/text.h"

/* Every detail of such a draft begins with its list. */
struct event_detail {
	struct event_posting *expected;
};

static bool
is_event(const struct draft *draft)
{
	return draft != NULL && (draft->request == REQUEST_PAYMENT ||
				    draft->request == REQUEST_PURCHASE);
}

void
intake_event_expect(struct batch_run *run, struct draft *draft,
    const char *account, int64_t eur)
{
	struct arena *arena = &run->drafts.arena;
	struct event_posting *posting = arena_alloc(arena, sizeof(*posting));
	struct event_detail *detail = draft->detail;
	struct event_posting **end;

	if (detail == NULL) {
		detail = arena_alloc(arena, sizeof(*detail));
		detail->expected = NULL;
		draft->detail = detail;
	}
	*posting = (struct event_posting){
		.account =
		    account == NULL ? NULL : arena_strdup(arena, account),
		.eur = eur,
	};
	for (end = &detail->expected; *end != NULL; end = &(*end)->next)
		continue;
	*end = posting;
}

void
intake_claims_put(struct batch_run *run, const char *lines)
{
	if (*lines == '\0')
		return;
	if (run->claims.len > 0)
		buf_putc(&run->claims, ' ');
	buf_puts(&run->claims, lines);
}

bool
intake_euro(struct money amount, struct decimal rate, int64_t *ret)
{
	if (amount.currency == currency_euro()) {
		*ret = amount.minor;
		return true;
	}
	return rate.units > 0 && decimal_quotient(money_decimal(amount), rate,
				     currency_euro()->decimals, ret);
}

static void
event_wrong(struct batch_run *run, struct draft *draft, struct source_pos pos,
    const char *text)
{
	struct document_report report;

	intake_report_begin(run, draft, &report, pos);
	(void)document_fault(&report, RULE_DOCUMENT_POSTINGS, "%s", text);
	draft_mark_wrong(&run->drafts, draft, &report);
}

void
intake_event_posting(struct batch_run *run, struct record_reader *r)
{
	const char *key = record_text(r, POSTING_DOCUMENT);
	struct draft *draft = draft_find(&run->drafts, key);
	struct money found = money_zero(currency_euro()), credit = found;
	struct event_detail *detail;
	struct event_posting *wanted;

	if (!is_event(draft)) {
		(void)diag_add_grouped(run->diag, RULE_DOCUMENT_ORDER, key,
		    record_pos(r, POSTING_DOCUMENT),
		    "no document '%s' comes before its postings", key);
		run->broken = true;
		return;
	}
	detail = draft->detail;
	wanted = detail == NULL ? NULL : detail->expected;
	if (draft->state != DRAFT_GOOD)
		return;
	if (wanted == NULL) {
		event_wrong(run, draft, record_source(r, POSTING_SOURCE),
		    "a posting that the document does not give");
		return;
	}
	detail->expected = wanted->next;
	(void)record_money(r, POSTING_DEBIT, &found);
	(void)record_money(r, POSTING_CREDIT, &credit);
	if (!money_subtract(&found, credit) || found.minor != wanted->eur ||
	    (wanted->account != NULL &&
		strcmp(wanted->account, record_text(r, POSTING_ACCOUNT)) != 0))
		event_wrong(run, draft, record_source(r, POSTING_SOURCE),
		    "account or amount is not what the document gives");
}

void
intake_event_unexpected(struct batch_run *run)
{
	for (size_t i = 0; i < run->drafts.count; i++) {
		struct draft *draft = run->drafts.draft[i];
		const struct event_detail *detail = draft->detail;

		if (is_event(draft) && draft->state == DRAFT_GOOD &&
		    detail != NULL && detail->expected != NULL)
			event_wrong(run, draft, draft->source,
			    "the document gives more postings than are "
			    "expected");
	}
}
