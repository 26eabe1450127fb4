/* vat_check.c - see vat_check.h. */
#include "ledger/vat_check.h"

#include <string.h>

#include "ledger/facts.h"
#include "ledger/quote.h"
#include "ledger/vat_number.h"

/*
 * Has the customer a number of another member? Northern Ireland counts as one
 * for goods only (protocol to the withdrawal agreement, article 8).
 */
static bool
has_foreign_number(const struct billing_account *account, bool goods)
{
	const char *member = vat_number_member(
	    account->legal_vat_number, account->legal_country);

	return member[0] != '\0' && strcmp(member, "FI") != 0 &&
	       (goods || strcmp(member, "XI") != 0);
}

static void
check_reverse_charge(struct ledger_run *run, const struct billing_line *line,
    const struct vat_decision *vat, struct fault **faults)
{
	const struct billing_invoice *invoice =
	    &run->billing->invoice[line->invoice];
	bool goods = strcmp(vat->code, "EUMY") == 0;
	const struct billing_account *account;
	struct diag *diag;

	if ((!goods && strcmp(vat->code, "EUPM312") != 0) ||
	    invoice->account == BILLING_NONE)
		return;
	account = &run->billing->account[invoice->account];
	if (has_foreign_number(account, goods))
		return;
	fault_add(run, faults, RULE_LEDGER_REVERSE_CHARGE);
	diag = diag_add_grouped(run->diag, RULE_LEDGER_REVERSE_CHARGE,
	    arena_printf(&run->arena, "%s|%s", vat->code, account->code),
	    pos_of(line->source),
	    "%s gives %s, but customer '%s' in '%s' has %s%s%s", vat->rule.text,
	    vat->code, quote(account->code).text,
	    quote(account->legal_country).text,
	    account->legal_vat_number[0] == '\0' ? "no VAT number"
						 : "the VAT number '",
	    quote(account->legal_vat_number).text,
	    account->legal_vat_number[0] == '\0' ? "" : "'");
	diag_note(diag, pos_of(account->source), "the customer");
	diag_amount(diag, line_net(line));
}

/* Is VAT decided in the same way when all is dated so? */
static bool
is_same_on(struct ledger_run *run, const struct line_facts *facts,
    const struct vat_decision *vat, struct date date)
{
	struct line_facts on = line_facts_on(facts, date);
	struct vat_decision other;

	return mapping_vat(run->mapping, &on, &other) &&
	       strcmp(other.code, vat->code) == 0 &&
	       decimal_compare(other.percent, vat->percent) == 0;
}

/* Does the rule begin after the period's start, or end before its end? */
static bool
begins_within(const struct line_facts *facts, const struct vat_decision *vat)
{
	return date_is_set(vat->from) &&
	       date_compare(vat->from, facts->period_start) > 0 &&
	       date_compare(vat->from, facts->period_end) <= 0;
}

static bool
ends_within(const struct line_facts *facts, const struct vat_decision *vat)
{
	return date_is_set(vat->until) &&
	       date_compare(vat->until, facts->period_start) >= 0 &&
	       date_compare(vat->until, facts->period_end) < 0;
}

static void
report_period(struct ledger_run *run, const struct billing_line *line,
    const struct line_facts *facts, const struct vat_decision *vat, bool begins)
{
	char start[DATE_TEXT_MAX], end[DATE_TEXT_MAX], cut[DATE_TEXT_MAX];
	struct diag *diag;

	diag = diag_add_grouped(run->diag, RULE_LEDGER_PERIOD_CROSSES_RATE,
	    arena_printf(&run->arena, "%s|%s", vat->rule.text,
		begins ? "from" : "until"),
	    pos_of(line->source),
	    "the period is %s to %s, and the rate of %s %s on %s",
	    date_format(facts->period_start, start),
	    date_format(facts->period_end, end), vat->rule.text,
	    begins ? "begins" : "ends",
	    date_format(begins ? vat->from : vat->until, cut));
	diag_note(diag, vat->rule.pos, "the rule");
	diag_amount(diag, line_net(line));
}

static void
check_period(struct ledger_run *run, const struct billing_line *line,
    const struct line_facts *facts, const struct vat_decision *vat,
    struct fault **faults)
{
	bool begins, ends;

	if (vat->across || vat->vat_date_rule == VAT_DATE_PAYMENT ||
	    !date_is_set(facts->period_start) ||
	    !date_is_set(facts->period_end))
		return;
	begins = begins_within(facts, vat) &&
	         !is_same_on(run, facts, vat, facts->period_start);
	ends = ends_within(facts, vat) &&
	       !is_same_on(run, facts, vat, facts->period_end);
	if (!begins && !ends)
		return;
	fault_add(run, faults, RULE_LEDGER_PERIOD_CROSSES_RATE);
	report_period(run, line, facts, vat, begins);
}

void
vat_check_line(struct ledger_run *run, uint32_t at,
    const struct line_facts *facts, const struct vat_decision *vat,
    struct fault **faults)
{
	const struct billing_line *line = &run->billing->line[at];

	check_reverse_charge(run, line, vat, faults);
	check_period(run, line, facts, vat, faults);
}
