/* exports_check.c - see exports_check.h. */
#include "ledger/exports_check.h"

#include "base/buf.h"

/* The kinds that no other kind's rows ask for. */
static const struct {
	enum billing_kind kind;
	const char *name;
} kinds[] = {
	{ BILLING_RECIPIENT, "recipients" },
	{ BILLING_TRANSACTION, "transactions" },
	{ BILLING_SUPPLIER, "suppliers" },
	{ BILLING_SUPPLIER_INVOICE, "supplier invoices" },
	{ BILLING_PAYOUT, "payouts" },
};

/* Where exports lie; a missing one has no better place. */
static const struct source_pos folder = { "exports", 0, 0 };

static bool
is_carried(const struct ledger_run *run)
{
	return run->company->road[STREAM_INVOICES] != ROAD_NONE ||
	       run->company->road[STREAM_DEFERRALS] != ROAD_NONE;
}

void
exports_check(struct ledger_run *run)
{
	const bool *exported = run->billing->exported;
	char month[MONTH_TEXT_MAX];
	struct buf names;

	if (is_carried(run) && !exported[BILLING_INVOICE] &&
	    !exported[BILLING_INVOICE_LINE] && !exported[BILLING_ERP_LINE])
		(void)diag_add(run->diag, RULE_EXPORT_NONE, folder,
		    "no invoices, invoice lines and ERP lines of %s",
		    month_format(run->billing->month, month));
	buf_init(&names, BUF_MAX_DEFAULT);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (!exported[kinds[i].kind])
			buf_printf(&names, "%s%s", names.len == 0 ? "" : ", ",
			    kinds[i].name);
	}
	if (names.len > 0)
		(void)diag_add(run->diag, RULE_EXPORT_MISSING, folder,
		    "not exported: %s", buf_text(&names));
	buf_release(&names);
}
