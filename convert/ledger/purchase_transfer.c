/* purchase_transfer.c - transfers proposed to pay unpaid supplier invoices. */
#include <string.h>

#include "base/buf.h"
#include "base/record_kinds.h"
#include "ledger/left_out.h"
#include "ledger/purchase.h"
#include "ledger/quote.h"
#include "ledger/voucher_put.h"

/* One finding a supplier and lack, at its line of suppliers.yaml. */
static void
refuse(struct purchases *purchases, uint32_t index, const char *what,
    struct fault **faults)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	const char *key = arena_printf(
	    &purchases->run->arena, "%s|%s", row->supplier_name, what);
	struct diag *diag;

	diag = diag_add_grouped(purchases->run->diag, RULE_LEDGER_TRANSFER, key,
	    purchases->purchase[index].settings.rule.pos,
	    "'%s' is marked 'pay: yes', but %s", quote(row->supplier_name).text,
	    what);
	diag_amount(diag, (struct money){ row->gross, row->currency });
	fault_add(purchases->run, faults, RULE_LEDGER_TRANSFER);
}

/* The page on payment.nv: it is required if the account is not Finnish. */
static bool
lacks_address(const struct supplier_settings *settings)
{
	return strncmp(settings->iban, "FI", 2) != 0 &&
	       (settings->address[0] == '\0' || settings->postcode[0] == '\0' ||
		   settings->city[0] == '\0');
}

/* suppliers.yaml has seen to IBAN, BIC and the bank's name. */
static void
check(struct purchases *purchases, uint32_t index, struct fault **faults)
{
	const struct ledger_run *run = purchases->run;

	if (purchases->purchase[index].by_ledger) {
		refuse(purchases, index, "its road is the ledger", faults);
		return;
	}
	if (!run->company->payments.pay_through_netvisor)
		refuse(purchases, index,
		    "company.yaml has not 'pay_through_netvisor: true'",
		    faults);
	if (lacks_address(&purchases->purchase[index].settings))
		refuse(purchases, index,
		    "its account is abroad and its address is not complete",
		    faults);
	if (purchases->purchase[index].faults != NULL)
		fault_add_explained(purchases->run, faults);
}

static void
withhold(
    struct purchases *purchases, uint32_t index, const struct fault *faults)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	struct left_out out;

	out.source = pos_of(row->source);
	out.key = purchase_key(purchases, index, "transfer");
	out.kind = "transfer";
	out.name = row->number;
	out.currency = row->currency;
	out.net = row->gross;
	out.total = row->gross;
	withheld_write(purchases->run, &out, faults);
}

static void
write_transfer(struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	const struct supplier_settings *settings =
	    &purchases->purchase[index].settings;
	struct record_writer *writer;
	struct buf lines;

	writer =
	    stage_writer_kind(purchases->run->stage, &record_kind_transfer);
	record_put_pos(writer, pos_of(row->source));
	record_put_text(writer, settings->rule.text);
	record_put_text(writer, purchase_key(purchases, index, "transfer"));
	record_put_text(writer, purchase_key(purchases, index, "purchase"));
	record_put_text(writer, row->number);
	record_put_text(writer, row->supplier_name);
	record_put_text(writer, settings->address);
	record_put_text(writer, settings->postcode);
	record_put_text(writer, settings->city);
	record_put_text(writer, purchase_country(purchases, index));
	record_put_text(writer, settings->iban);
	record_put_text(writer, settings->bic);
	record_put_text(writer, settings->bank_name);
	record_put_date(writer, date_of(row->due_date));
	record_put_money(writer, (struct money){ row->gross, row->currency });
	buf_init(&lines, BUF_MAX_DEFAULT);
	/* The invoice claims its own line; this is another event of it. */
	voucher_line_add(&lines, "transfer", purchase_id(purchases, index));
	record_put_text_len(writer, buf_text(&lines), lines.len);
	buf_release(&lines);
	record_row_end(writer);
}

/* Somebody says that it is paid, or there is nothing to pay. */
static bool
is_payable(const struct purchases *purchases, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    purchase_row(purchases, index);
	const struct purchase *purchase = &purchases->purchase[index];

	return purchase->carry == CARRY_YES && !purchase->twice &&
	       purchase->has_settings && purchase->settings.pay &&
	       row->paid_date.year == 0 && row->gross > 0 &&
	       purchase->payment_line == PURCHASE_NONE;
}

void
purchase_transfer(struct purchases *purchases, uint32_t index)
{
	struct fault *faults = NULL;

	if (!is_payable(purchases, index))
		return;
	check(purchases, index, &faults);
	if (faults == NULL)
		write_transfer(purchases, index);
	else
		withhold(purchases, index, faults);
}
