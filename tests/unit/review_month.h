/*
 * review_month.h - a small month for the tests of a review: two invoices (one
 * in SEK), a credit note that is withheld, an invoice that a person rejected,
 * one that was booked before, and a deferral.
 */
#ifndef TESTS_UNIT_REVIEW_MONTH_H
#define TESTS_UNIT_REVIEW_MONTH_H

#include "mapping/company.h"
#include "records.h"
#include "report/review.h"

#define SHA "0000000000000000000000000000000000000000000000000000000000000000"

static const record_values manifest[] = {
	{ "seq=1", "file=000/000001-customer.xml", "method=POST",
	    "resource=customer.nv", "query=method=add", "encoding=ascii-refs",
	    "sha256=" SHA, "kind=customer", "items=1", "currency=EUR",
	    "total=0.00", NULL },
	{ "seq=2", "file=000/000002-invoices.xml", "method=POST",
	    "resource=salesinvoicebatch.nv", "encoding=ascii-refs",
	    "sha256=" SHA, "kind=invoices", "items=1", "currency=EUR",
	    "total=125.50", "depends_on=1", NULL },
	{ "seq=3", "file=000/000003-invoices.xml", "method=POST",
	    "resource=salesinvoicebatch.nv", "encoding=ascii-refs",
	    "sha256=" SHA, "kind=invoices", "items=1", "currency=SEK",
	    "total=1100.00", "depends_on=1", NULL },
	{ "seq=4", "file=000/000004-voucher.xml", "method=POST",
	    "resource=accounting.nv", "encoding=ascii-refs", "sha256=" SHA,
	    "kind=voucher", "items=1", "currency=EUR", "total=100.00",
	    "depends_on=2", NULL },
};

static const record_values items[] = {
	{ "reference=fv-eo2zlzvr54wy", "key=customer:A", "seq=1", "item=1",
	    "source=exports/accounts.csv:2", "kind=customer", "name=A",
	    "currency=EUR", "total=0.00", NULL },
	{ "reference=fv-hqlmkz6fsk3u", "key=invoice:1", "seq=2", "item=1",
	    "depends_on=fv-eo2zlzvr54wy", "source=exports/invoices.csv:2",
	    "kind=invoice", "name=1001", "currency=EUR", "total=125.50", NULL },
	{ "reference=fv-g36jvby5xdrm", "key=invoice:2", "seq=3", "item=1",
	    "depends_on=fv-eo2zlzvr54wy", "source=exports/invoices.csv:3",
	    "kind=invoice", "name=1002", "currency=SEK", "total=1100.00",
	    NULL },
	{ "reference=fv-4wgmyyi53nl7", "key=voucher:erp:7", "seq=4", "item=1",
	    "depends_on=fv-hqlmkz6fsk3u", "source=exports/erp_lines.csv:2",
	    "kind=deferral", "name=7", "currency=EUR", "total=100.00", NULL },
};

static const record_values withheld[] = {
	{ "source=exports/invoices.csv:4", "key=invoice:3",
	    "reference=fv-eeeeeeeeeeee", "kind=credit_note", "name=1003",
	    "rules=mapping.vat-missing", "currency=EUR", "net=-10.00",
	    "total=-12.55", NULL },
	{ "source=exports/invoices.csv:5", "key=invoice:4",
	    "reference=fv-ffffffffffff", "kind=invoice", "name=1004",
	    "rules=excluded", "currency=EUR", "net=1.00", "total=1.00", NULL },
	{ "source=exports/accounts.csv:9", "key=account:x",
	    "reference=fv-gggggggggggg", "kind=account", "name=x",
	    "rules=billing.field", NULL },
};

static const record_values exclusions[] = {
	{ "reference=fv-ffffffffffff", "name=1004", "reason=wrong <customer>",
	    NULL },
};

static const record_values customers[] = {
	{ "key=customer:A", "code=A", "name=Äiti & Co", "city=Turku",
	    "country=FI", "business_id=1234567-1", NULL },
};

static const record_values invoices[] = {
	{ "key=invoice:1", "type=invoice", "number=1001", "customer=customer:A",
	    "invoice_date=2026-10-02", "due_date=2026-10-16",
	    "delivery_date=2026-10-31", "currency=EUR", "rate=1", "net=100.00",
	    "vat=25.50", "gross=125.50", "net_eur=100.00", "vat_eur=25.50",
	    "gross_eur=125.50", NULL },
	{ "key=invoice:2", "type=invoice", "number=1002", "customer=customer:A",
	    "invoice_date=2026-10-03", "due_date=2026-10-17",
	    "delivery_date=2026-10-31", "currency=SEK", "rate=11",
	    "net=1100.00", "vat=0.00", "gross=1100.00", "net_eur=100.00",
	    "vat_eur=0.00", "gross_eur=100.00", NULL },
};

static const record_values vouchers[] = {
	{ "key=voucher:erp:7", "kind=deferral", "date=2026-10-02",
	    "description=fv-4wgmyyi53nl7 Deferred Revenue: Invoice 1001",
	    "depends_on=invoice:1", "currency=EUR", "amount=100.00", "rate=1",
	    "amount_eur=100.00", NULL },
};

/* The rows of one document do not have to stand together. */
#define POSTING(key, by, number, side, code, percent)                          \
	{                                                                      \
		"source=exports/invoice_lines.csv:2",                          \
		    "rule=mappings/accounts.yaml:12", "document=" key,         \
		    "by=" by, "date=2026-10-31", "account=" number, side,      \
		    "vat_code=" code, "vat_percent=" percent, "currency=EUR",  \
		    "amount=0.00", "rate=1", NULL                              \
	}
static const record_values postings[] = {
	POSTING("invoice:1", "netvisor", "1701", "debit=125.50", "NONE", "0"),
	POSTING(
	    "invoice:1", "netvisor", "3000", "credit=100.00", "KOMY", "25.5"),
	POSTING("invoice:2", "netvisor", "1701", "debit=100.00", "NONE", "0"),
	POSTING("invoice:1", "netvisor", "2939", "credit=25.50", "NONE", "0"),
	POSTING(
	    "invoice:2", "netvisor", "3050", "credit=100.00", "EUPM312", "0"),
	POSTING("voucher:erp:7", "fenvoy", "3000", "debit=100.00", "NONE", "0"),
	POSTING(
	    "voucher:erp:7", "fenvoy", "2861", "credit=100.00", "NONE", "0"),
	/* Not in the batch: never counted. */
	POSTING("invoice:4", "netvisor", "1701", "debit=1.00", "NONE", "0"),
	POSTING("invoice:4", "netvisor", "3000", "credit=1.00", "NONE", "0"),
};

static const record_values excluded[] = {
	{ "source=exports/invoices.csv:6", "stream=invoices", "kind=invoice",
	    "key=invoice:5", "name=1005", "reason=already-booked",
	    "status=booked", "currency=EUR", "amount=50.00", NULL },
};

static const record_values not_carried[] = {
	{ "stream=payments", "kind=bank_transfer",
	    "reason=not carried in this version", "currency=SEK", "count=3",
	    "amount=33.00", NULL },
};

#define INVOICE_ROW(id, what, code, sum)                                       \
	{                                                                      \
		"uuid=" id, "type=" what, "currency=" code, "net_amount=" sum, \
		    "vat_amount=0.00", "gross_amount=" sum, "balance=0.00",    \
		    NULL                                                       \
	}
static const record_values exported[] = {
	INVOICE_ROW("1", "invoice", "EUR", "125.50"),
	INVOICE_ROW("2", "invoice", "SEK", "1100.00"),
	INVOICE_ROW("3", "credit_note", "EUR", "-12.55"),
	INVOICE_ROW("4", "invoice", "EUR", "1.00"),
	INVOICE_ROW("5", "invoice", "EUR", "50.00"),
};

static const record_values exports[] = {
	{ "source=exports/invoices.csv", "kind=invoices", "month=2026-10",
	    "rows=5", "rejected=0", "sha256=" SHA, NULL },
};

static const record_values balances[] = {
	{ "account=1701", "date=2026-09-30", "debit=7.00", "credit=0.00",
	    "balance=7.00", NULL },
	{ "account=1701", "date=2026-10-31", "debit=50.00", "credit=9.00",
	    "balance=41.00", NULL },
};

static const record_values snapshot[] = {
	{ "taken_at=2026-11-02T06:00:00Z", "host=https://netvisor.example",
	    NULL },
};

struct fixture {
	char *dir;
	char *batch;
	char *ledger;
	char *billing;
	char *registers;
	struct company company;
	struct diag_list *diag;
	struct review_source source;
};

static inline void
put_month(struct fixture *fixture)
{
	records_put(
	    fixture->batch, &record_kind_manifest, manifest, COUNT(manifest));
	records_put(fixture->batch, &record_kind_item, items, COUNT(items));
	records_put(
	    fixture->batch, &record_kind_withheld, withheld, COUNT(withheld));
	records_put(fixture->dir, &record_kind_exclusion, exclusions,
	    COUNT(exclusions));
	records_put(fixture->ledger, &record_kind_customer, customers,
	    COUNT(customers));
	records_put(fixture->ledger, &record_kind_sales_invoice, invoices,
	    COUNT(invoices));
	records_put(
	    fixture->ledger, &record_kind_voucher, vouchers, COUNT(vouchers));
	records_put(
	    fixture->ledger, &record_kind_posting, postings, COUNT(postings));
	records_put(
	    fixture->ledger, &record_kind_excluded, excluded, COUNT(excluded));
	records_put(fixture->ledger, &record_kind_not_carried, not_carried,
	    COUNT(not_carried));
	records_put(
	    fixture->billing, &record_kind_export, exports, COUNT(exports));
	records_put(
	    fixture->billing, &record_kind_invoice, exported, COUNT(exported));
	records_put(fixture->registers, &record_kind_register_snapshot,
	    snapshot, COUNT(snapshot));
	records_put(fixture->registers, &record_kind_register_balance, balances,
	    COUNT(balances));
}

static inline int
setup(void **state)
{
	struct fixture *fixture = mem_calloc(1, sizeof(*fixture));
	void *folder;

	if (folder_setup(&folder) != 0)
		return -1;
	fixture->company.dir = folder;
	fixture->company.road[STREAM_INVOICES] = ROAD_DOCUMENTS;
	fixture->company.road[STREAM_DEFERRALS] = ROAD_LEDGER;
	fixture->company.label = mem_strdup("company.yaml");
	fixture->company.name = mem_strdup("Koe Oy");
	fixture->company.business_id = mem_strdup("1234567-1");
	fixture->company.host = mem_strdup("https://netvisor.example");
	fixture->company.mappings = path_join(folder, "mappings");
	fixture->company.profile = path_join(folder, "mappings/exports.yaml");
	fixture->company.schedule = path_join(folder, "schedule.tsv");
	fixture->company.opening_deferred =
	    path_join(folder, "opening_deferred.tsv");
	fixture->dir = path_join(folder, "2026-10");
	fixture->batch = path_join(fixture->dir, "batch");
	fixture->ledger = path_join(fixture->dir, "ledger");
	fixture->billing = path_join(fixture->dir, "billing");
	fixture->registers = path_join(fixture->dir, "registers");
	fixture->diag = diag_list_new();
	fixture->source = (struct review_source){ fixture->dir, NULL,
		&fixture->company, "m", "0" };
	put_month(fixture);
	*state = fixture;
	return 0;
}

static inline int
teardown(void **state)
{
	struct fixture *fixture = *state;

	(void)folder_remove(fixture->company.dir, fixture->diag);
	diag_list_free(fixture->diag);
	free(fixture->company.dir);
	free(fixture->company.label);
	free(fixture->company.name);
	free(fixture->company.business_id);
	free(fixture->company.host);
	free(fixture->company.mappings);
	free(fixture->company.profile);
	free(fixture->company.schedule);
	free(fixture->company.opening_deferred);
	free(fixture->dir);
	free(fixture->batch);
	free(fixture->ledger);
	free(fixture->billing);
	free(fixture->registers);
	free(fixture);
	return 0;
}

#endif
