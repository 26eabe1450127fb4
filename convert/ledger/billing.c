/* billing.c - a month of billing records in memory, joined. */
#include "ledger/billing.h"

#include <stdlib.h>
#include <string.h>

#include "base/record_kinds.h"
#include "base/stage.h"
#include "ledger/billing_load.h"

static int
read_stage(struct billing_loader *loader, const char *dir)
{
	struct stage_reader *stage;
	struct record_reader *reader;
	int status = 0;

	stage = stage_reader_new(dir, record_stage_billing,
	    record_stage_billing_count, loader->diag);
	while (status == 0 && (reader = stage_reader_next(stage)) != NULL)
		status = billing_read_rows(loader, reader);
	if (stage_reader_free(stage) != 0 || loader->failed)
		status = -1;
	return status;
}

struct billing *
billing_load(const char *dir, struct diag_list *diag)
{
	return billing_load_column(dir, NULL, 0, diag);
}

static enum billing_kind
kind_of(const struct record_schema *schema)
{
	if (schema == &record_kind_account)
		return BILLING_ACCOUNT;
	return schema == &record_kind_invoice ? BILLING_INVOICE
	                                      : BILLING_INVOICE_LINE;
}

struct billing *
billing_load_column(const char *dir, const struct record_schema *schema,
    size_t column, struct diag_list *diag)
{
	struct source_pos pos = { dir == NULL ? "<stdin>" : dir, 0, 0 };
	struct billing_loader loader;
	struct billing *billing;
	int status;

	billing = mem_calloc(1, sizeof(*billing));
	arena_init(&billing->arena);
	text_pool_init(&billing->text);
	text_pool_init(&billing->number);
	text_pool_init(&billing->code);
	text_pool_init(&billing->uuid);
	memset(&loader, 0, sizeof(loader));
	loader.billing = billing;
	loader.diag = diag;
	loader.column_schema = schema;
	loader.column = column;
	billing->column_kind = kind_of(schema);

	status = read_stage(&loader, dir);
	if (status == 0 && !billing->has_month) {
		diag_add(diag, RULE_BILLING_MONTHS, pos,
		    "no exports of any month are listed");
		status = -1;
	}
	if (status == 0)
		status = billing_check_seen(&loader, pos.file);
	if (status == 0)
		billing_join(&loader);
	free(loader.payment);
	free(loader.email);
	free(loader.uuid_row);
	if (status != 0) {
		billing_free(billing);
		return NULL;
	}
	return billing;
}

void
billing_free(struct billing *billing)
{
	if (billing == NULL)
		return;
	free(billing->column);
	free(billing->account);
	free(billing->invoice);
	free(billing->line);
	free(billing->erp);
	free(billing->transaction);
	free(billing->uuid_transaction);
	free(billing->transaction_erp_lines);
	free(billing->supplier);
	free(billing->supplier_invoice);
	free(billing->payout);
	free(billing->orphan);
	free(billing->rejected);
	free(billing->sum);
	free(billing->invoice_lines);
	free(billing->invoice_erp_lines);
	free(billing->number_invoice);
	free(billing->code_account);
	text_pool_release(&billing->text);
	text_pool_release(&billing->number);
	text_pool_release(&billing->code);
	text_pool_release(&billing->uuid);
	arena_release(&billing->arena);
	free(billing);
}

uint32_t
billing_find_invoice(const struct billing *billing, const char *number)
{
	uint32_t found;

	found = text_pool_find(&billing->number, number, strlen(number));
	return found == TEXT_POOL_NONE ? BILLING_NONE
	                               : billing->number_invoice[found];
}

uint32_t
billing_find_account(const struct billing *billing, const char *code)
{
	uint32_t found;

	found = text_pool_find(&billing->code, code, strlen(code));
	return found == TEXT_POOL_NONE ? BILLING_NONE
	                               : billing->code_account[found];
}

struct short_date
date_shorten(struct date date)
{
	struct short_date narrow;

	narrow.year = (uint16_t)date.year;
	narrow.month = (uint8_t)date.month;
	narrow.day = (uint8_t)date.day;
	return narrow;
}

struct source_pos
pos_of(struct row_source source)
{
	struct source_pos pos;

	pos.file = source.file;
	pos.line = source.line;
	/* A row begins its line. */
	pos.column = source.line > 0 ? 1 : 0;
	return pos;
}

struct decimal
line_quantity(const struct billing_line *line)
{
	struct decimal decimal = { line->quantity_units, line->quantity_scale };

	return decimal;
}

struct decimal
line_price(const struct billing_line *line)
{
	struct decimal decimal = { line->price_units, line->price_scale };

	return decimal;
}

struct decimal
line_vat_rate(const struct billing_line *line)
{
	struct decimal decimal = { line->vat_rate_units, line->vat_rate_scale };

	return decimal;
}

struct money
line_net(const struct billing_line *line)
{
	struct money money = { line->net, line->currency };

	return money;
}
