/* left_out.c - what is not made is listed. */
#include "ledger/left_out.h"

#include <stdlib.h>
#include <string.h>

#include "base/record_kinds.h"
#include "base/reference.h"
#include "ledger/quote.h"

/* Such rows are known by their invoice's number, others by their id. */
static bool
is_invoice_row(const struct billing_rejected *rejected)
{
	return rejected->invoice_number[0] != '\0' &&
	       (strcmp(rejected->kind, "invoice") == 0 ||
		   strcmp(rejected->kind, "invoice_line") == 0);
}

/* The row's invoice is in these exports and listed itself. */
static bool
is_listed_document(const struct billing_rejected *rejected)
{
	return strcmp(rejected->kind, "invoice_line") == 0 &&
	       rejected->invoice_number[0] != '\0';
}

static void
put_amounts(struct record_writer *writer, const struct left_out *out)
{
	record_put_text(
	    writer, out->currency == NULL ? "" : out->currency->code);
	if (out->currency == NULL) {
		record_put_empty(writer);
		record_put_empty(writer);
		return;
	}
	record_put_money(writer, (struct money){ out->net, out->currency });
	record_put_money(writer, (struct money){ out->total, out->currency });
}

static void
withheld_put(
    struct ledger_run *run, const struct left_out *out, const char *rules)
{
	char reference[REFERENCE_TEXT_MAX];
	struct record_writer *writer;

	writer = stage_writer_kind(run->stage, &record_kind_withheld);
	record_put_pos(writer, out->source);
	record_put_text(writer, out->key);
	record_put_text(writer, reference_make(out->key, reference));
	record_put_text(writer, out->kind);
	record_put_text(writer, out->name);
	record_put_text(writer, rules);
	put_amounts(writer, out);
	record_row_end(writer);
}

void
withheld_write(struct ledger_run *run, const struct left_out *out,
    const struct fault *faults)
{
	withheld_put(run, out, fault_text(run, faults));
}

void
excluded_write(struct ledger_run *run, const struct left_out *out,
    const char *stream, enum carry reason, const char *status)
{
	struct record_writer *writer;

	writer = stage_writer_kind(run->stage, &record_kind_excluded);
	record_put_pos(writer, out->source);
	record_put_text(writer, stream);
	record_put_text(writer, out->kind);
	record_put_text(writer, out->key);
	record_put_text(writer, out->name);
	record_put_text(writer, carry_word(reason));
	record_put_text(writer, status);
	record_put_text(writer, out->currency->code);
	record_put_money(writer, (struct money){ out->total, out->currency });
	record_row_end(writer);
}

/* One row a file, with the rules of all its errors. */
void
withheld_write_run(struct ledger_run *run)
{
	struct left_out out = { .key = "run", .kind = "run" };
	struct fault **faults, *fault;
	struct text_pool files;
	struct diag_view view;
	size_t i, kept;
	uint32_t file;

	kept = diag_kept(run->diag);
	faults = mem_calloc(kept, sizeof(struct fault *));
	text_pool_init(&files);
	for (i = 0; i < kept; i++) {
		diag_get(run->diag, i, &view);
		/* Joins belong to documents, which are listed themselves. */
		if (view.rule->severity != SEVERITY_ERROR ||
		    view.pos.file == NULL ||
		    text_starts_with(view.rule->name, "billing."))
			continue;
		file =
		    text_pool_add(&files, view.pos.file, strlen(view.pos.file));
		fault_add_names(run, &faults[file], view.rule->name);
	}
	for (i = 0; i < files.count; i++) {
		out.name = text_pool_text(&files, (uint32_t)i);
		out.source.file = out.name;
		fault = faults[i];
		withheld_write(run, &out, fault);
	}
	text_pool_release(&files);
	free(faults);
}

/* Its id is the supplier, who has many. */
static bool
is_supplier_invoice(const struct billing_rejected *rejected)
{
	return rejected->invoice_number[0] != '\0' &&
	       strcmp(rejected->kind, "supplier_invoice") == 0;
}

/* The key that the row's document would have had. */
static const char *
rejected_key(struct ledger_run *run, const struct billing_rejected *rejected)
{
	static const struct {
		const char *kind;
		const char *prefix;
	} keys[] = { { "invoice", "invoice" }, { "account", "customer" },
		{ "transaction", "payment" }, { "erp_line", "voucher:erp" } };
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (strcmp(keys[i].kind, rejected->kind) == 0)
			return arena_printf(
			    &run->arena, "%s:%s", keys[i].prefix, rejected->id);
	}
	if (is_supplier_invoice(rejected))
		return arena_printf(&run->arena, "purchase:%s:%s", rejected->id,
		    rejected->invoice_number);
	return arena_printf(&run->arena, "%s:%s", rejected->kind, rejected->id);
}

static bool
is_unreadable_file(const struct billing_rejected *rejected)
{
	return rejected->id[0] == '\0' && rejected->invoice_number[0] == '\0';
}

void
withheld_write_rejected(struct ledger_run *run)
{
	const struct billing_rejected *rejected;
	struct left_out out = { .net = 0 };
	size_t i;

	for (i = 0; i < run->billing->rejected_count; i++) {
		rejected = &run->billing->rejected[i];
		if (is_listed_document(rejected) &&
		    billing_find_invoice(
			run->billing, rejected->invoice_number) != BILLING_NONE)
			continue;
		out.source = pos_of(rejected->source);
		if (is_unreadable_file(rejected)) {
			out.key = "run";
			out.kind = "run";
			out.name = rejected->source.file;
		} else {
			out.key = rejected_key(run, rejected);
			out.kind = strcmp(rejected->kind, "account") == 0
			               ? "customer"
			               : rejected->kind;
			out.name = is_invoice_row(rejected) ||
			                   is_supplier_invoice(rejected)
			               ? rejected->invoice_number
			               : rejected->id;
		}
		withheld_put(run, &out, rejected->rules);
	}
}

void
withheld_write_customers(struct ledger_run *run)
{
	const struct billing_account *account;
	struct left_out out = { .kind = "customer" };
	size_t i;

	for (i = 0; i < run->billing->account_count; i++) {
		if (run->customer[i].faults == NULL)
			continue;
		account = &run->billing->account[i];
		out.source = pos_of(account->source);
		out.key = run->customer[i].key;
		out.name = account->code;
		withheld_write(run, &out, run->customer[i].faults);
	}
}
