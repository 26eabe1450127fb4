/* purchase_voucher.c - vouchers of ERP lines about suppliers. */

#include "base/buf.h"
#include "ledger/carry.h"
#include "ledger/left_out.h"
#include "ledger/purchase.h"
#include "ledger/quote.h"
#include "ledger/voucher_put.h"

static const char *
line_key(struct purchases *purchases, const struct billing_erp_line *erp)
{
	return arena_printf(&purchases->run->arena, "voucher:erp:%s", erp->id);
}

struct left_out
purchase_line_left_out(struct purchases *purchases,
    const struct billing_erp_line *erp, const char *kind)
{
	return (struct left_out){
		.source = pos_of(erp->source),
		.key = line_key(purchases, erp),
		.kind = kind,
		.name = erp->id,
		.currency = erp->currency,
		.net = erp->amount,
		.total = erp->amount,
	};
}

void
purchase_withhold_line(struct purchases *purchases,
    const struct purchase_line *line, const char *kind)
{
	struct left_out out =
	    purchase_line_left_out(purchases, line->erp, kind);

	if (!purchase_line_is_listed(purchases, line->erp))
		withheld_write(purchases->run, &out, line->faults);
}

void
purchase_leave_out(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	const struct purchase *purchase = &purchases->purchase[index];
	const struct billing_erp_line *erp = NULL;
	struct left_out out = {
		.source = pos_of(row->source),
		.key = purchase_key(purchases, index, "purchase"),
		.kind = "supplier_invoice",
		.name = row->number,
		.currency = row->currency,
		.net = row->net,
		.total = row->gross,
	};

	if (purchase->invoice_line != PURCHASE_NONE)
		erp = purchases->line[purchase->invoice_line].erp;
	if (purchase->by_ledger && erp != NULL && !purchase->twice) {
		out.key = line_key(purchases, erp);
		if (purchase->carry == CARRY_YES &&
		    purchase_line_is_listed(purchases, erp))
			return;
	}
	if (purchase->carry == CARRY_YES)
		withheld_write(purchases->run, &out, purchase->faults);
	else
		excluded_write(purchases->run, &out, "expenses",
		    purchase->carry,
		    erp == NULL ? "" : erp_status_word(purchase->status));
}

bool
purchase_line_is_excluded(struct purchases *purchases,
    const struct purchase_line *line, const char *kind)
{
	struct left_out out =
	    purchase_line_left_out(purchases, line->erp, kind);
	enum carry carry = carry_of_status(line->erp);

	if (date_compare(date_of(line->erp->date),
		purchases->run->company->start_date) < 0)
		carry = CARRY_BEFORE_START;
	if (carry != CARRY_YES)
		excluded_write(purchases->run, &out, "expenses", carry,
		    erp_status_word(line->erp->status));
	return carry != CARRY_YES;
}

struct voucher_entry
purchase_voucher(struct purchases *purchases,
    const struct billing_erp_line *erp, enum voucher_kind kind)
{
	return (struct voucher_entry){
		.source = erp->source,
		.rule = "",
		.key = line_key(purchases, erp),
		.kind = kind,
		.date = date_of(erp->date),
		.text = erp->text,
		.depends_on = "",
		.amount = { erp->amount, erp->currency },
	};
}

/* False with faults. */
static bool
put_invoice(struct purchases *purchases, uint32_t index,
    const struct billing_erp_line *erp)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct purchase *purchase = &purchases->purchase[index];
	struct voucher_entry entry =
	    purchase_voucher(purchases, erp, VOUCHER_SUPPLIER_INVOICE);
	struct buf lines;
	bool made;

	purchase_postings(purchases, index, erp->source, erp->text);
	entry.rule = purchase->cost.rule.text;
	entry.amount.minor = row->gross;
	entry.rate = purchase->rate;
	entry.amount_eur = purchase->gross_eur;
	buf_init(&lines, BUF_MAX_DEFAULT);
	voucher_line_add(&lines, "erp_line", erp->id);
	voucher_line_add(
	    &lines, "supplier_invoice", purchase_id(purchases, index));
	entry.lines = buf_text(&lines);
	made = voucher_put(
	    purchases->run, &entry, &purchases->postings, &purchase->faults);
	buf_release(&lines);
	return made;
}

/* No supplier invoice, or one of several, is named. */
static void
refuse_line(struct purchases *purchases, struct purchase_line *line)
{
	const struct billing_erp_line *erp = line->erp;
	struct ledger_run *run = purchases->run;
	struct diag *diag;

	if (line->rejected ||
	    run->billing->incomplete[BILLING_SUPPLIER_INVOICE]) {
		fault_add_explained(run, &line->faults);
	} else if (!line->ambiguous) {
		fault_add(run, &line->faults, RULE_LEDGER_PURCHASE_UNKNOWN);
		if (run->billing->exported[BILLING_SUPPLIER_INVOICE])
			diag = diag_add_grouped(run->diag,
			    RULE_LEDGER_PURCHASE_UNKNOWN, erp->text,
			    pos_of(erp->source),
			    "no supplier invoice is named by '%s'",
			    quote(erp->text).text);
		else
			diag = diag_add_grouped(run->diag,
			    RULE_LEDGER_PURCHASE_UNKNOWN, "export",
			    pos_of(erp->source),
			    "no supplier invoices were exported");
		diag_amount(diag, (struct money){ erp->amount, erp->currency });
	}
	purchase_withhold_line(purchases, line, "erp_line");
}

static void
write_invoice_line(struct purchases *purchases, struct purchase_line *line)
{
	const struct purchase *purchase;
	uint32_t row = line->row;

	if (row == PURCHASE_NONE) {
		if (!purchase_line_is_excluded(
			purchases, line, "supplier_invoice"))
			refuse_line(purchases, line);
		return;
	}
	purchase = &purchases->purchase[row];
	/* All else of the row is written or listed with it. */
	if (!purchase->by_ledger || purchase->carry != CARRY_YES ||
	    purchase->faults != NULL ||
	    line != &purchases->line[purchase->invoice_line])
		return;
	if (!put_invoice(purchases, row, line->erp))
		purchase_leave_out(purchases, row);
}

void
purchase_write_line(struct purchases *purchases, struct purchase_line *line)
{
	if (line->erp->event == ERP_EVENT_SUPPLIER_PAYMENT)
		purchase_write_payment(purchases, line);
	else
		write_invoice_line(purchases, line);
}
