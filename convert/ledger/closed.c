/* closed.c - closed months: what is refused, and what is booked later. */
#include "ledger/closed.h"

#include "base/record_kinds.h"
#include "ledger/quote.h"

/* Is the day in a period that ends with last (none: nothing is closed)? */
static bool
is_closed(struct date day, struct date last)
{
	return date_is_set(last) && date_is_set(day) &&
	       date_compare(day, last) <= 0;
}

static bool
refuse(struct ledger_run *run, const struct closed_document *document,
    enum rule_id rule, struct date day, const char *what, struct fault **faults)
{
	const struct company_closed *closed = &run->company->closed;
	char date[DATE_TEXT_MAX], last[DATE_TEXT_MAX];
	struct diag *diag;

	date_format(
	    rule == RULE_LEDGER_CLOSED_VAT ? closed->vat : closed->accounting,
	    last);
	diag = diag_add_grouped(run->diag, rule, document->kind,
	    pos_of(document->source),
	    "the %s of %s '%s' is %s, closed until %s", what, document->kind,
	    quote(document->name).text, date_format(day, date), last);
	diag_amount(diag, document->amount);
	fault_add(run, faults, rule);
	return false;
}

/* The first open day of the month that is mapped; none when it is closed. */
static struct date
first_open_day(const struct ledger_run *run)
{
	const struct date none = { 0, 0, 0 };
	struct date open, first = month_first_day(run->billing->month);

	open =
	    date_from_days(date_to_days(run->company->closed.accounting) + 1);
	if (date_compare(open, first) < 0)
		open = first;
	return month_compare(date_month(open), run->billing->month) == 0 ? open
	                                                                 : none;
}

bool
closed_check(struct ledger_run *run, const struct closed_document *document,
    struct date *ret_date, struct fault **faults)
{
	const struct company_closed *closed = &run->company->closed;
	bool has_vat = date_is_set(document->vat_date);

	*ret_date = document->date;
	if (has_vat && is_closed(document->date, closed->vat))
		return refuse(run, document, RULE_LEDGER_CLOSED_VAT,
		    document->date, "date", faults);
	if (has_vat && is_closed(document->vat_date, closed->vat))
		return refuse(run, document, RULE_LEDGER_CLOSED_VAT,
		    document->vat_date, "VAT date", faults);
	if (!is_closed(document->date, closed->accounting))
		return true;
	if (!has_vat && closed->move) {
		*ret_date = first_open_day(run);
		if (date_is_set(*ret_date))
			return true;
		*ret_date = document->date;
	}
	return refuse(run, document, RULE_LEDGER_CLOSED_PERIOD, document->date,
	    "date", faults);
}

void
moved_write(struct ledger_run *run, const struct closed_document *document,
    struct date moved_to)
{
	struct record_writer *writer;
	char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
	struct diag *diag;

	if (date_compare(document->date, moved_to) == 0)
		return;
	writer = stage_writer_kind(run->stage, &record_kind_moved);
	record_put_pos(writer, pos_of(document->source));
	record_put_text(writer, document->key);
	record_put_text(writer, document->kind);
	record_put_text(writer, document->name);
	record_put_date(writer, document->date);
	record_put_date(writer, moved_to);
	record_put_text(writer, "closed-period");
	record_put_text(writer, document->amount.currency->code);
	record_put_money(writer, document->amount);
	record_row_end(writer);
	diag = diag_add_grouped(run->diag, RULE_LEDGER_MOVED, document->kind,
	    pos_of(document->source), "%s '%s' of %s is booked on %s",
	    document->kind, quote(document->name).text,
	    date_format(document->date, from), date_format(moved_to, to));
	diag_amount(diag, document->amount);
}
