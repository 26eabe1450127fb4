/* payment_vat.c - the VAT of a receivable that is lost. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ledger/payment.h"
#include "ledger/quote.h"

/* The next word of at most *text up to a blank or the end of its part. */
static size_t
word_length(const char *text)
{
	return strcspn(text, " ;");
}

static bool
next_amount(const char **text, const struct currency *currency, int64_t *ret)
{
	size_t len = word_length(*text);
	struct money money;

	if (money_parse(*text, len, number_style_plain, currency, &money,
		NULL) != NUMBER_OK)
		return false;
	*ret = money.minor;
	*text += len;
	return true;
}

static bool
skip_blank(const char **text)
{
	if (**text != ' ')
		return false;
	(*text)++;
	return true;
}

bool
payment_vat_next(
    const char **text, const struct currency *currency, struct payment_vat *ret)
{
	const char *at = *text;
	size_t len;

	ret->code = at;
	ret->code_len = word_length(at);
	at += ret->code_len;
	if (ret->code_len == 0 || !skip_blank(&at))
		return false;
	len = word_length(at);
	if (decimal_parse(at, len, number_style_plain, &ret->percent, NULL) !=
	    NUMBER_OK)
		return false;
	at += len;
	if (!skip_blank(&at) || !next_amount(&at, currency, &ret->net) ||
	    !skip_blank(&at) || !next_amount(&at, currency, &ret->vat))
		return false;
	if (*at == ';') {
		at++;
		if (!skip_blank(&at))
			return false;
	}
	*text = at;
	return true;
}

/* What the parts of an invoice's VAT come to. */
struct vat_total {
	int64_t gross;
	bool any;   /* one of them has VAT */
	bool known; /* they could all be read */
};

static struct vat_total
total_of(const struct payment_document *document)
{
	struct vat_total total = { .known = document->vat[0] != '\0' };
	const char *text = document->vat;
	struct payment_vat part;

	while (payment_vat_next(&text, document->currency, &part)) {
		total.any |= part.vat != 0;
		if (__builtin_add_overflow(
			total.gross, part.net, &total.gross) ||
		    __builtin_add_overflow(total.gross, part.vat, &total.gross))
			total.known = false;
	}
	if (*text != '\0' || total.gross <= 0)
		total.known = false;
	return total;
}

void
payment_check_bad_debt(struct ledger_run *run, uint32_t transaction,
    const struct payment_document *document)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	const struct company_payments *payments = &run->company->payments;
	struct fault **faults = &run->payment[transaction].faults;
	struct vat_total total = total_of(document);
	struct account_decision ignored;
	struct diag *diag;

	if (document->withheld || (total.known && !total.any))
		return;
	if (!payments->bad_debt_vat_set) {
		diag = diag_add_grouped(run->diag, RULE_LEDGER_BAD_DEBT_VAT, "",
		    pos_of(row->source), "the lost receivable of '%s'",
		    quote(document->number).text);
		diag_amount(diag, payment_amount(row));
		fault_add(run, faults, RULE_LEDGER_BAD_DEBT_VAT);
	} else if (payments->bad_debt_vat && !total.known) {
		diag_add(run->diag, RULE_LEDGER_BAD_DEBT_VAT_UNKNOWN,
		    pos_of(row->source), "the VAT of '%s' is not known",
		    quote(document->number).text);
		fault_add(run, faults, RULE_LEDGER_BAD_DEBT_VAT_UNKNOWN);
	} else if (payments->bad_debt_vat &&
		   !mapping_system_account(
		       run->mapping, SYSTEM_SALES_VAT, &ignored)) {
		fault_add_names(run, faults, "dependency");
	}
}

/* A voucher while its parts come together. */
struct adjustment {
	struct ledger_run *run;
	const struct billing_transaction *row;
	const struct account_decision *loss;
	struct account_decision debt;
	struct decimal rate;
	const char *text;
	struct posting_set postings;
	struct money gross; /* of the parts with VAT */
	int64_t gross_eur;
};

/* A part's share of the loss: base with its code, VAT off the debt. */
static bool
add_part(struct adjustment *adjustment, const struct payment_vat *part,
    int64_t share)
{
	struct arena *arena = &adjustment->run->arena;
	const struct currency *currency = adjustment->row->currency;
	struct money base = { 0, currency }, vat = { 0, currency };
	struct posting *posting;
	int64_t base_eur, vat_eur;

	if (!decimal_share(share, part->vat, part->net + part->vat, &vat.minor))
		return false;
	base.minor = share - vat.minor;
	if (!to_euro(base, adjustment->rate, &base_eur) ||
	    !to_euro(vat, adjustment->rate, &vat_eur) ||
	    __builtin_add_overflow(
		adjustment->gross_eur, base_eur, &adjustment->gross_eur) ||
	    __builtin_add_overflow(
		adjustment->gross_eur, vat_eur, &adjustment->gross_eur) ||
	    __builtin_add_overflow(
		adjustment->gross.minor, share, &adjustment->gross.minor))
		return false;
	posting = posting_add(&adjustment->postings, adjustment->row->source,
	    adjustment->loss->account, base_eur, base.minor);
	posting->rule = adjustment->loss->rule.text;
	posting->vat_code = arena_strndup(arena, part->code, part->code_len);
	posting->vat_percent = part->percent;
	posting->text = adjustment->text;
	posting = posting_add(&adjustment->postings, adjustment->row->source,
	    adjustment->debt.account, vat_eur, vat.minor);
	posting->rule = adjustment->debt.rule.text;
	posting->text = adjustment->text;
	return true;
}

/* Every part gets its share to the cent; those without VAT stay as they are. */
static bool
add_parts(struct adjustment *adjustment,
    const struct payment_document *document, int64_t whole)
{
	const char *text = document->vat;
	int64_t gross = 0, done = 0, next;
	struct payment_vat part;
	struct posting *posting;

	while (payment_vat_next(&text, document->currency, &part)) {
		/* That they fit was found out when the loss was judged. */
		gross += part.net + part.vat;
		if (!decimal_share(
			adjustment->row->amount, gross, whole, &next) ||
		    (part.vat != 0 &&
			!add_part(adjustment, &part, next - done)))
			return false;
		done = next;
	}
	posting = posting_add(&adjustment->postings, adjustment->row->source,
	    adjustment->loss->account, -adjustment->gross_eur,
	    -adjustment->gross.minor);
	posting->rule = adjustment->loss->rule.text;
	posting->text = adjustment->text;
	return true;
}

static void
put_adjustment(struct adjustment *adjustment,
    const struct payment_document *document, int64_t whole,
    const char *depends_on)
{
	const struct billing_transaction *row = adjustment->row;
	struct arena *arena = &adjustment->run->arena;
	struct voucher_entry entry = { .source = row->source,
		.rule = adjustment->loss->rule.text,
		.key =
		    arena_printf(arena, "voucher:bad-debt-vat:%s", row->uuid),
		.kind = VOUCHER_BAD_DEBT_VAT,
		.date = date_of(row->date),
		.text = adjustment->text,
		.depends_on = depends_on,
		.rate = adjustment->rate };
	struct buf lines;

	buf_init(&lines, BUF_MAX_DEFAULT);
	voucher_line_add(&lines, "transaction",
	    arena_printf(arena, "%s:bad-debt-vat", row->uuid));
	entry.lines = buf_text(&lines);
	/* What does not fit does not balance either, and is refused there. */
	if (!add_parts(adjustment, document, whole))
		posting_add(&adjustment->postings, row->source, "", 1, 1);
	entry.amount = adjustment->gross;
	entry.amount_eur = adjustment->gross_eur;
	payment_put_voucher(adjustment->run, &entry, &adjustment->postings);
	buf_release(&lines);
}

void
payment_write_bad_debt(struct ledger_run *run, uint32_t transaction,
    const struct payment_document *document,
    const struct account_decision *loss, const char *depends_on)
{
	const struct billing_transaction *row =
	    &run->billing->transaction[transaction];
	struct vat_total total = total_of(document);
	struct adjustment adjustment = { .run = run,
		.row = row,
		.loss = loss,
		.rate = run->payment[transaction].rate,
		.gross = { 0, row->currency } };

	if (!run->company->payments.bad_debt_vat || !total.known ||
	    !total.any ||
	    !mapping_system_account(
		run->mapping, SYSTEM_SALES_VAT, &adjustment.debt))
		return;
	adjustment.text = arena_printf(&run->arena,
	    "VAT of debtor loss - Invoice %s - Transaction %s",
	    document->number, row->uuid);
	posting_set_init(&adjustment.postings);
	put_adjustment(&adjustment, document, total.gross, depends_on);
	posting_set_release(&adjustment.postings);
}
