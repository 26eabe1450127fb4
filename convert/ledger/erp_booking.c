/* erp_booking.c - see erp_booking.h. */
#include "ledger/erp_booking.h"

#include <stdlib.h>
#include <string.h>

#include "ledger/quote.h"

/* Comparing lines in pairs ends somewhere; no invoice is as long. */
#define LINES_MAX 5000

/* What the ERP lines credit one revenue account with. */
struct share {
	struct account_decision account;
	int64_t amount;
};

/* How lines are put together to be found in the shares. */
enum likeness {
	LIKE_ACCOUNT,
	LIKE_VAT,
	LIKE_GROUP,
	LIKENESS_COUNT
};

struct booking_run {
	struct ledger_run *run;
	const struct billing_invoice *invoice;
	struct fault **faults; /* NULL: say nothing */
	struct share *share;
	uint32_t share_count;
	int64_t sum;
	bool gross; /* the ERP lines hold gross, not net */
};

const struct billing_erp_line *
erp_line_of(const struct billing *billing,
    const struct billing_invoice *invoice, uint32_t i)
{
	return &billing
	            ->erp[billing->invoice_erp_lines[invoice->erp_first + i]];
}

static uint32_t
line_at(const struct booking_run *booking, uint32_t i)
{
	return booking->run->billing
	    ->invoice_lines[booking->invoice->line_first + i];
}

/* A finding at an ERP line, if findings are wanted; false for the caller. */
static bool
refuse(struct booking_run *booking, const struct billing_erp_line *erp,
    enum rule_id rule, const char *text)
{
	struct ledger_run *run = booking->run;

	if (booking->faults == NULL)
		return false;
	diag_add(run->diag, rule, pos_of(erp->source), "'%s': %s",
	    quote(booking->invoice->number).text, text);
	fault_add(run, booking->faults, rule);
	return false;
}

/* The revenue side of an ERP line, and what it debits receivables with. */
static bool
take_sides(struct booking_run *booking, const struct billing_erp_line *erp,
    struct account_decision *ret, int64_t *ret_amount)
{
	struct account_decision receivables, own, contra;
	struct ledger_run *run = booking->run;
	bool owes, is_owed;

	/* Numbers without an account are findings already (erp_check.h). */
	if (!mapping_erp_account(run->mapping, erp->account_number, &own) ||
	    !mapping_erp_account(
		run->mapping, erp->contra_account_number, &contra)) {
		if (booking->faults != NULL)
			fault_add(run, booking->faults,
			    RULE_MAPPING_ERP_ACCOUNT_MISSING);
		return false;
	}
	if (!mapping_system_account(
		run->mapping, SYSTEM_RECEIVABLES, &receivables) ||
	    erp->amount == INT64_MIN)
		return false;
	owes = strcmp(own.account, receivables.account) == 0;
	is_owed = strcmp(contra.account, receivables.account) == 0;
	if (owes == is_owed)
		return refuse(booking, erp, RULE_LEDGER_ERP_RECEIVABLES,
		    "one of the ERP line's accounts must be receivables, the "
		    "other revenue");
	*ret = owes ? contra : own;
	*ret_amount = owes ? erp->amount : -erp->amount;
	return true;
}

static bool
add_share(struct booking_run *booking, const struct account_decision *account,
    int64_t amount)
{
	struct share *share = booking->share;
	uint32_t i;

	for (i = 0; i < booking->share_count; i++) {
		if (strcmp(share[i].account.account, account->account) == 0)
			break;
	}
	if (i == booking->share_count)
		share[booking->share_count++] =
		    (struct share){ .account = *account, .amount = 0 };
	return !__builtin_add_overflow(
		   share[i].amount, amount, &share[i].amount) &&
	       !__builtin_add_overflow(booking->sum, amount, &booking->sum);
}

/* All ERP lines of type Invoice, by revenue account. */
static bool
collect(struct booking_run *booking, struct erp_booking *ret)
{
	const struct billing_invoice *invoice = booking->invoice;
	const struct billing_erp_line *erp;
	struct account_decision account = { .account = "" };
	int64_t amount = 0;
	uint32_t i;

	for (i = 0; i < invoice->erp_count; i++) {
		erp = erp_line_of(booking->run->billing, invoice, i);
		if (erp->event != ERP_EVENT_INVOICE)
			continue;
		if (ret->first == NULL)
			ret->first = erp;
		if (date_compare(
			date_of(erp->date), date_of(ret->first->date)) != 0)
			return refuse(booking, erp, RULE_LEDGER_ERP_LINES,
			    "its ERP lines of type Invoice are of several "
			    "days, and one voucher books them");
		if (!take_sides(booking, erp, &account, &amount) ||
		    !add_share(booking, &account, amount))
			return false;
	}
	return ret->first != NULL;
}

/* Gross or net; carry and amount of the ERP lines were compared before. */
static bool
tell_measure(struct booking_run *booking, const struct erp_booking *ret)
{
	const struct billing_invoice *invoice = booking->invoice;

	booking->gross = booking->sum == invoice->gross;
	if (booking->gross || booking->sum == invoice->net)
		return true;
	return refuse(booking, ret->first, RULE_LEDGER_ERP_AMOUNT,
	    "its ERP lines debit receivables with another amount than its "
	    "gross");
}

static bool
are_alike(const struct booking_run *booking, enum likeness likeness, uint32_t a,
    uint32_t b)
{
	const struct line_decision *one, *other;

	if (likeness == LIKE_GROUP)
		return strcmp(booking->run->billing->line[a].revenue_group,
			   booking->run->billing->line[b].revenue_group) == 0;
	one = booking->run->line[a].decision;
	other = booking->run->line[b].decision;
	if (likeness == LIKE_ACCOUNT)
		return strcmp(one->account.account, other->account.account) ==
		       0;
	return strcmp(one->vat.code, other->vat.code) == 0 &&
	       decimal_compare(one->vat.percent, other->vat.percent) == 0;
}

/* The sum of the lines like this one; false on overflow. */
static bool
sum_alike(const struct booking_run *booking, enum likeness likeness,
    uint32_t like, int64_t *ret)
{
	const struct billing_line *line;
	uint32_t i, at;

	*ret = 0;
	for (i = 0; i < booking->invoice->line_count; i++) {
		at = line_at(booking, i);
		line = &booking->run->billing->line[at];
		if (are_alike(booking, likeness, like, at) &&
		    (__builtin_add_overflow(*ret, line->net, ret) ||
			(booking->gross &&
			    __builtin_add_overflow(*ret, line->vat, ret))))
			return false;
	}
	return true;
}

/* The one share of that sum (and account), or NULL for none or several. */
static const struct share *
find_share(const struct booking_run *booking, enum likeness likeness,
    uint32_t at, int64_t sum)
{
	const struct line_decision *decision = booking->run->line[at].decision;
	const struct share *found = NULL;
	uint32_t i;

	for (i = 0; i < booking->share_count; i++) {
		if (booking->share[i].amount != sum ||
		    (likeness == LIKE_ACCOUNT &&
			strcmp(booking->share[i].account.account,
			    decision->account.account) != 0))
			continue;
		if (found != NULL)
			return NULL;
		found = &booking->share[i];
	}
	return found;
}

/* Every share has lines; no two unlike lines are in one. */
static bool
is_one_to_one(const struct booking_run *booking, enum likeness likeness,
    const struct account_decision *revenue)
{
	uint32_t i, j, used;

	for (i = 0; i < booking->share_count; i++) {
		used = 0;
		for (j = 0; j < booking->invoice->line_count; j++)
			used += revenue[j].account ==
			        booking->share[i].account.account;
		if (used == 0)
			return false;
	}
	for (i = 0; i < booking->invoice->line_count; i++) {
		for (j = i + 1; j < booking->invoice->line_count; j++) {
			if (revenue[i].account == revenue[j].account &&
			    !are_alike(booking, likeness, line_at(booking, i),
				line_at(booking, j)))
				return false;
		}
	}
	return true;
}

static bool
distribute(const struct booking_run *booking, enum likeness likeness,
    struct account_decision *revenue)
{
	const struct share *share;
	uint32_t i, at;
	int64_t sum;

	for (i = 0; i < booking->invoice->line_count; i++) {
		at = line_at(booking, i);
		if (!sum_alike(booking, likeness, at, &sum))
			return false;
		share = find_share(booking, likeness, at, sum);
		if (share == NULL)
			return false;
		revenue[i] = share->account;
	}
	return is_one_to_one(booking, likeness, revenue);
}

static bool
tell_accounts(struct booking_run *booking, struct erp_booking *ret)
{
	const struct billing_invoice *invoice = booking->invoice;
	enum likeness likeness;
	uint32_t i;

	ret->revenue = mem_calloc(invoice->line_count, sizeof(*ret->revenue));
	if (booking->share_count == 1) {
		for (i = 0; i < invoice->line_count; i++)
			ret->revenue[i] = booking->share[0].account;
		return true;
	}
	for (likeness = 0; likeness < LIKENESS_COUNT; likeness++) {
		if (invoice->line_count <= LINES_MAX &&
		    distribute(booking, likeness, ret->revenue))
			return true;
	}
	return refuse(booking, ret->first, RULE_LEDGER_ERP_LINES,
	    "neither final accounts, VAT rates nor revenue groups of its lines "
	    "have the sums of its ERP lines, each once");
}

/* What is undecided is a finding already, and so are lines that are gone. */
static bool
is_decided(const struct booking_run *booking)
{
	const struct line_decision *decision;
	uint32_t i;

	for (i = 0; i < booking->invoice->line_count; i++) {
		decision = booking->run->line[line_at(booking, i)].decision;
		if (decision == NULL || decision->account.account == NULL ||
		    decision->vat.code == NULL || !decision->has_dimension)
			return false;
	}
	return booking->invoice->line_count > 0;
}

bool
erp_booking_make(struct ledger_run *run, uint32_t index,
    struct erp_booking *ret, struct fault **faults)
{
	const struct billing_invoice *invoice = &run->billing->invoice[index];
	struct booking_run booking = {
		.run = run, .invoice = invoice, .faults = faults
	};
	bool made;

	*ret = (struct erp_booking){ .first = NULL };
	booking.share = mem_calloc(invoice->erp_count, sizeof(*booking.share));
	made = collect(&booking, ret) && tell_measure(&booking, ret) &&
	       is_decided(&booking) && tell_accounts(&booking, ret);
	free(booking.share);
	return made;
}

void
erp_booking_free(struct erp_booking *booking)
{
	free(booking->revenue);
	booking->revenue = NULL;
}
