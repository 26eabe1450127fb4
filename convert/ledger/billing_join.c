/* billing_join.c - rows find their invoices and accounts. */
#include <stdlib.h>
#include <string.h>

#include "ledger/billing_load.h"
#include "ledger/quote.h"

/* An index by number of a pool, all BILLING_NONE. */
static uint32_t *
index_new(const struct text_pool *pool)
{
	uint32_t *index;
	size_t i;

	index = mem_calloc(pool->count, sizeof(*index));
	for (i = 0; i < pool->count; i++)
		index[i] = BILLING_NONE;
	return index;
}

static void
join_accounts(struct billing_loader *loader)
{
	struct billing *billing = loader->billing;
	struct billing_account *account;
	struct diag *diag;
	uint32_t code;
	size_t i;

	for (i = 0; i < billing->account_count; i++)
		text_pool_add(&billing->code, billing->account[i].code,
		    strlen(billing->account[i].code));
	billing->code_account = index_new(&billing->code);
	for (i = 0; i < billing->account_count; i++) {
		account = &billing->account[i];
		code = text_pool_find(
		    &billing->code, account->code, strlen(account->code));
		if (billing->code_account[code] == BILLING_NONE) {
			billing->code_account[code] = (uint32_t)i;
			if (code < loader->email_capacity &&
			    loader->email[code] != NULL)
				account->email = loader->email[code];
			continue;
		}
		account->duplicate = true;
		billing->account[billing->code_account[code]].duplicate = true;
		diag = diag_add(loader->diag, RULE_BILLING_DUPLICATE,
		    pos_of(account->source), "account code '%s' stands twice",
		    quote(account->code).text);
		diag_note(diag,
		    pos_of(
			billing->account[billing->code_account[code]].source),
		    "first here");
	}
}

/* Invoices by number; the first of a number stays. */
static void
index_invoices(struct billing_loader *loader)
{
	struct billing *billing = loader->billing;
	struct billing_invoice *invoice;
	struct diag *diag;
	uint32_t number;
	size_t i;

	billing->number_invoice = index_new(&billing->number);
	for (i = 0; i < billing->invoice_count; i++) {
		invoice = &billing->invoice[i];
		number = text_pool_find(
		    &billing->number, invoice->number, strlen(invoice->number));
		if (invoice->number[0] == '\0')
			continue;
		if (number < loader->payment_capacity)
			invoice->payment_date = loader->payment[number];
		if (billing->number_invoice[number] == BILLING_NONE) {
			billing->number_invoice[number] = (uint32_t)i;
			continue;
		}
		invoice->duplicate = true;
		billing->invoice[billing->number_invoice[number]].duplicate =
		    true;
		diag = diag_add(loader->diag, RULE_BILLING_DUPLICATE,
		    pos_of(invoice->source), "invoice '%s' stands twice",
		    quote(invoice->number).text);
		diag_note(diag,
		    pos_of(billing->invoice[billing->number_invoice[number]]
			       .source),
		    "first here");
	}
}

/* The one that comes first of a uuid. */
static void
index_uuids(const struct billing *billing, struct text_pool *uuids,
    uint32_t **ret_invoice)
{
	size_t i;

	text_pool_init(uuids);
	for (i = 0; i < billing->invoice_count; i++)
		text_pool_add(uuids, billing->invoice[i].uuid,
		    strlen(billing->invoice[i].uuid));
	*ret_invoice = index_new(uuids);
	for (i = billing->invoice_count; i-- > 0;)
		(*ret_invoice)[text_pool_find(uuids, billing->invoice[i].uuid,
		    strlen(billing->invoice[i].uuid))] = (uint32_t)i;
}

/* Keep the invoice of that number out, as if a row of it had been refused. */
static void
refuse_uuid_row(struct billing_loader *loader, struct row_source source,
    enum billing_kind kind, const char *number)
{
	struct billing *billing = loader->billing;

	billing->rejected = mem_grow(billing->rejected, billing->rejected_count,
	    &loader->rejected_capacity, sizeof(*billing->rejected));
	billing->rejected[billing->rejected_count++] =
	    (struct billing_rejected){ .source = source,
		    .kind = kind == BILLING_INVOICE_LINE ? "invoice_line"
		                                         : "erp_line",
		    .id = "",
		    .invoice_number = number,
		    .rules = rule_get(RULE_BILLING_INVOICE_UUID)->name };
}

/*
 * The row's number becomes that of its uuid's invoice; number is its place in
 * the pool. A uuid of no invoice here leaves the number as it is.
 */
static void
join_uuid(struct billing_loader *loader, const struct billing_invoice *invoice,
    enum billing_kind kind, struct row_source source, uint32_t *number)
{
	struct billing *billing = loader->billing;
	const char *given = text_pool_text(&billing->number, *number);
	struct diag *diag;

	if (given[0] != '\0' && strcmp(given, invoice->number) != 0) {
		diag = diag_add(loader->diag, RULE_BILLING_INVOICE_UUID,
		    pos_of(source),
		    "invoice_uuid is that of '%s', but the number is '%s'",
		    quote(invoice->number).text, quote(given).text);
		diag_note(diag, pos_of(invoice->source), "the invoice");
		refuse_uuid_row(loader, source, kind, invoice->number);
		refuse_uuid_row(loader, source, kind, given);
	}
	*number = text_pool_find(
	    &billing->number, invoice->number, strlen(invoice->number));
}

/* fenerum-read has done so already; another program may not have. */
static void
join_uuids(struct billing_loader *loader)
{
	struct billing *billing = loader->billing;
	struct text_pool uuids;
	uint32_t *invoice, uuid;
	size_t i;

	if (loader->uuid_row_count == 0)
		return;
	index_uuids(billing, &uuids, &invoice);
	for (i = 0; i < loader->uuid_row_count; i++) {
		const struct uuid_row *row = &loader->uuid_row[i];
		struct billing_erp_line *erp;
		struct billing_line *line;

		uuid = text_pool_find(&uuids, row->uuid, strlen(row->uuid));
		if (uuid == TEXT_POOL_NONE)
			continue;
		if (row->kind == BILLING_INVOICE_LINE) {
			line = &billing->line[row->row];
			join_uuid(loader, &billing->invoice[invoice[uuid]],
			    row->kind, line->source, &line->invoice);
			continue;
		}
		erp = &billing->erp[row->row];
		join_uuid(loader, &billing->invoice[invoice[uuid]], row->kind,
		    erp->source, &erp->invoice);
		erp->document_number =
		    text_pool_text(&billing->number, erp->invoice);
	}
	free(invoice);
	text_pool_release(&uuids);
}

void
billing_note_uuid(struct billing_loader *loader,
    const struct record_reader *reader, size_t column, enum billing_kind kind,
    size_t row)
{
	if (record_text_len(reader, column) == 0)
		return;
	loader->uuid_row = mem_grow(loader->uuid_row, loader->uuid_row_count,
	    &loader->uuid_row_capacity, sizeof(*loader->uuid_row));
	loader->uuid_row[loader->uuid_row_count++] =
	    (struct uuid_row){ billing_keep_text(loader, reader, column),
		    (uint32_t)row, kind };
}

/* Has a rejected row of that kind this invoice number, or none at all? */
static bool
is_rejected_invoice(const struct billing *billing, const char *number)
{
	const struct billing_rejected *rejected;
	size_t i;

	if (billing->incomplete[BILLING_INVOICE])
		return true;
	for (i = 0; i < billing->rejected_count; i++) {
		rejected = &billing->rejected[i];
		if (strcmp(rejected->kind, "invoice") == 0 &&
		    strcmp(rejected->invoice_number, number) == 0)
			return true;
	}
	return false;
}

static void
join_invoices(struct billing_loader *loader)
{
	struct billing *billing = loader->billing;
	struct billing_invoice *invoice;
	size_t i;

	for (i = 0; i < billing->invoice_count; i++) {
		invoice = &billing->invoice[i];
		invoice->account =
		    billing_find_account(billing, invoice->account_code);
		invoice->credited = BILLING_NONE;
		if (invoice->credited_number[0] != '\0')
			invoice->credited = billing_find_invoice(
			    billing, invoice->credited_number);
	}
}

void
billing_report_no_invoices(const struct billing *billing,
    struct diag_list *diag, struct source_pos pos)
{
	char month[MONTH_TEXT_MAX];

	diag_add_grouped(diag, RULE_BILLING_UNKNOWN_INVOICE, "", pos,
	    "no invoices of %s were exported, but rows of them",
	    month_format(billing->month, month));
}

/* Lines of invoices that are not there: one finding an invoice number. */
static void
add_orphan(struct billing_loader *loader, uint32_t index, const char *number)
{
	struct billing *billing = loader->billing;
	const struct billing_line *line = &billing->line[index];
	struct billing_orphan *orphan;
	struct diag *diag;

	billing->orphan = mem_grow(billing->orphan, billing->orphan_count,
	    &loader->orphan_capacity, sizeof(*orphan));
	orphan = &billing->orphan[billing->orphan_count++];
	orphan->line = index;
	orphan->invoice_number = number;
	orphan->rejected = is_rejected_invoice(billing, number);
	if (orphan->rejected)
		return;
	if (!billing->exported[BILLING_INVOICE]) {
		billing_report_no_invoices(
		    billing, loader->diag, pos_of(line->source));
		return;
	}
	diag = diag_add_grouped(loader->diag, RULE_BILLING_UNKNOWN_INVOICE,
	    number, pos_of(line->source),
	    "no invoice '%s' in the invoices of this month",
	    quote(number).text);
	diag_amount(diag, line_net(line));
}

static void
join_lines(struct billing_loader *loader)
{
	struct billing *billing = loader->billing;
	struct billing_line *line;
	uint32_t number;
	size_t i;

	for (i = 0; i < billing->line_count; i++) {
		line = &billing->line[i];
		number = line->invoice;
		line->invoice = billing->number_invoice[number];
		if (line->invoice == BILLING_NONE)
			add_orphan(loader, (uint32_t)i,
			    text_pool_text(&billing->number, number));
		else
			billing->invoice[line->invoice].line_count++;
	}
}

static void
join_erp_lines(struct billing *billing)
{
	struct billing_erp_line *erp;
	size_t i;

	for (i = 0; i < billing->erp_count; i++) {
		erp = &billing->erp[i];
		erp->invoice = erp->document_number[0] == '\0'
		                   ? BILLING_NONE
		                   : billing->number_invoice[erp->invoice];
		if (erp->invoice != BILLING_NONE)
			billing->invoice[erp->invoice].erp_count++;
	}
}

/* Row indices grouped by invoice, each group in the order of its file. */
static void
group_rows(struct billing *billing)
{
	struct billing_invoice *invoice;
	uint32_t lines = 0, erps = 0, owner;
	size_t i;

	for (i = 0; i < billing->invoice_count; i++) {
		invoice = &billing->invoice[i];
		invoice->line_first = lines;
		invoice->erp_first = erps;
		lines += invoice->line_count;
		erps += invoice->erp_count;
		invoice->line_count = 0;
		invoice->erp_count = 0;
	}
	billing->invoice_lines =
	    mem_calloc(lines, sizeof(*billing->invoice_lines));
	billing->invoice_erp_lines =
	    mem_calloc(erps, sizeof(*billing->invoice_erp_lines));
	for (i = 0; i < billing->line_count; i++) {
		owner = billing->line[i].invoice;
		if (owner == BILLING_NONE)
			continue;
		invoice = &billing->invoice[owner];
		billing->invoice_lines[invoice->line_first +
				       invoice->line_count++] = (uint32_t)i;
	}
	for (i = 0; i < billing->erp_count; i++) {
		owner = billing->erp[i].invoice;
		if (owner == BILLING_NONE)
			continue;
		invoice = &billing->invoice[owner];
		billing->invoice_erp_lines[invoice->erp_first +
					   invoice->erp_count++] = (uint32_t)i;
	}
}

void
billing_join(struct billing_loader *loader)
{
	join_accounts(loader);
	index_invoices(loader);
	join_invoices(loader);
	join_uuids(loader);
	join_lines(loader);
	join_erp_lines(loader->billing);
	group_rows(loader->billing);
	billing_join_events(loader);
}
