/* generate_expense.c - see generate_expense.h. */
#include "generate_expense.h"

#include <stdio.h>

#include "generate_number.h"

#define SUPPLIERS 8
#define EXPENSES_MAX 2000
#define TEXT_MAX 160

struct supplier {
	const char *name;
	const char *prefix; /* of its invoice numbers */
	enum erp_account cost;
	char country; /* F Finland, D Germany */
	uint16_t price[3];
};

/* clang-format off */
static const struct supplier suppliers[SUPPLIERS] = {
	{ "Konesali Kuvitelma Oy", "K-", ERP_HOSTING, 'F', { 4900, 12900, 990 } },
	{ "Hosting: Pohjola (Cloud) Oy", "2026/", ERP_HOSTING, 'F',
	    { 19900, 24950, 8900 } },
	{ "Rechenzentrum Nirgendwo GmbH", "RN-", ERP_HOSTING, 'D',
	    { 8999, 17999, 25000 } },
	{ "Ohjelmistotalo Haave, \"Haave\"", "OH", ERP_SOFTWARE, 'F',
	    { 2990, 5990, 14900 } },
	{ "Paperi & Kynä Ky", "", ERP_OFFICE, 'F', { 1234, 4321, 777 } },
	{ "Kiinteistö Oy Tyhjä Tontti", "V", ERP_RENT, 'F',
	    { 65000, 65000, 65000 } },
	{ "Kahvila Ääni; Öinen", "", ERP_OFFICE, 'F', { 1850, 2740, 399 } },
	{ "Werkzeug & Wunder AG", "WW/", ERP_SOFTWARE, 'D',
	    { 10000, 20000, 4999 } },
};
/* clang-format on */

/* A supplier invoice. */
struct expense {
	unsigned supplier;
	char number[32];
	int date;
	int paid; /* 0: not this month */
	int percent;
	int64_t net;
	int64_t vat;
};

static void
write_supplier(struct csv *csv, unsigned i)
{
	char vat_number[32];
	uint32_t body = 9900001 + i * 41;

	while (check_business_id(body) == -1)
		body++;
	if (suppliers[i].country == 'F')
		(void)snprintf(vat_number, sizeof(vat_number), "FI%07u%d", body,
		    check_business_id(body));
	else
		(void)snprintf(vat_number, sizeof(vat_number), "DE9991000%u%d",
		    i, check_german_vat(99910000 + i));
	csv_text(csv, suppliers[i].name);
	csv_unsigned(csv, account_fenerum(suppliers[i].cost));
	csv_unsigned(csv, 8800 + i);
	csv_text(csv, vat_number);
	csv_row_end(csv);
}

static void
make_expense(const struct books *books, uint32_t index, uint32_t count,
    struct expense *ret)
{
	struct random random;
	int first = month_day(books->month);
	int days = books_end(books) - first + 1;

	random_init(&random, books->world->seed, RANDOM_EXPENSE,
	    (uint64_t)books->month << 32 | index);
	ret->supplier = books->world->tiny ? 0 : index % SUPPLIERS;
	(void)snprintf(ret->number, sizeof(ret->number), "%s%u",
	    suppliers[ret->supplier].prefix,
	    4000 + books->month * EXPENSES_MAX + index);
	ret->date = first + (int)(index * (uint32_t)days / count);
	ret->paid = ret->date + 2 + (int)random_below(&random, 20);
	if (ret->paid > books_end(books))
		ret->paid = 0;
	ret->percent = suppliers[ret->supplier].country == 'F' ? 2550 : 0;
	ret->net = suppliers[ret->supplier].price[random_below(&random, 3)] +
	           (int64_t)random_below(&random, 500);
	ret->vat =
	    divide_rounded((wide)ret->net * (10000 + ret->percent), 10000) -
	    ret->net;
}

static void
write_expense(struct csv *csv, const struct expense *expense)
{
	const struct supplier *supplier = &suppliers[expense->supplier];

	csv_text(csv, supplier->name);
	csv_text(csv, expense->number);
	csv_day(csv, expense->date);
	csv_day(csv, expense->date + 14);
	csv_text(csv, "EUR");
	csv_money(csv, expense->net);
	csv_money(csv, expense->vat);
	csv_money(csv, expense->net + expense->vat);
	csv_unsigned(csv, account_fenerum(supplier->cost));
	csv_day(csv, expense->paid);
	csv_row_end(csv);
}

/*
 * The buyer owes the tax and deducts it. Netvisor's purchase invoices cannot
 * do that, so such suppliers are vouchers on both roads.
 */
static void
post_reverse_charge(const struct meant_document *document, int64_t net)
{
	int64_t vat = divide_rounded((wide)net * 2550, 10000);

	meant_plain(document, ACCOUNT_PURCHASE_VAT, vat, vat);
	meant_plain(document, ACCOUNT_SALES_VAT, -vat, -vat);
}

static void
post_expense(
    struct books *books, const struct expense *expense, enum reason reason)
{
	enum erp_account cost = suppliers[expense->supplier].cost;
	bool home = suppliers[expense->supplier].country == 'F';
	int64_t gross = expense->net + expense->vat;
	struct meant_document document =
	    books_document(books, books->month, STREAM_EXPENSES, reason, false);
	struct posting posting = { .account = account_netvisor(cost),
		.code = home ? VAT_KOOS : VAT_EUPO,
		.percent = 2550,
		.group = -1,
		.euro = expense->net,
		.amount = expense->net };

	meant_post(&document, &posting);
	if (expense->vat != 0)
		meant_plain(&document, ACCOUNT_PURCHASE_VAT, expense->vat,
		    expense->vat);
	if (!home)
		post_reverse_charge(&document, expense->net);
	meant_plain(&document, account_netvisor(ERP_PAYABLES), -gross, -gross);
	if (expense->paid == 0)
		return;
	document =
	    books_document(books, books->month, STREAM_EXPENSES, reason, false);
	/* Suppliers abroad take the ledger in any case. */
	if (home)
		document.roads = ROAD_LEDGER;
	meant_plain(&document, account_netvisor(ERP_PAYABLES), gross, gross);
	meant_plain(&document, account_netvisor(ERP_BANK), -gross, -gross);
}

static void
expense_lines(
    struct books *books, const struct expense *expense, enum reason reason)
{
	const struct supplier *supplier = &suppliers[expense->supplier];
	char text[TEXT_MAX];
	struct erp_line line = { .type = "Supplier Invoice",
		.reason = reason,
		.date = expense->date,
		.account = account_fenerum(supplier->cost),
		.contra = account_fenerum(ERP_PAYABLES),
		.amount = expense->net + expense->vat,
		.text = text,
		.vat_code = supplier->country == 'F' ? "KOOS" : "EUPO",
		.customer = "",
		.number = "" };

	(void)snprintf(text, sizeof(text), "Supplier Invoice: %s %s",
	    supplier->name, expense->number);
	books_erp_line(books, &line);
	if (expense->paid == 0)
		return;
	(void)snprintf(text, sizeof(text), "Supplier Payment: %s %s",
	    supplier->name, expense->number);
	line.type = "Supplier Payment";
	line.date = expense->paid;
	line.account = account_fenerum(ERP_PAYABLES);
	line.contra = account_fenerum(ERP_BANK);
	line.vat_code = "";
	books_erp_line(books, &line);
}

static void
open_file(const struct books *books, struct csv *csv, const char *name,
    const char *header)
{
	char path[4096];

	(void)snprintf(path, sizeof(path), "%s/2026-%02u/exports/%s",
	    books->world->dir, 9 + books->month, name);
	csv_open(csv, path, header);
}

void
expense_write(struct books *books)
{
	uint32_t count = books->world->count[books->month] / 12 + 3;
	struct csv csv;

	open_file(books, &csv, "suppliers.csv",
	    "name,default_cost_account,erp_id,legal_vat_number");
	for (unsigned i = 0; i < (books->world->tiny ? 1 : SUPPLIERS); i++)
		write_supplier(&csv, i);
	csv_close(&csv);
	if (books->world->tiny)
		count = books->month;
	else if (count > EXPENSES_MAX)
		count = EXPENSES_MAX;
	open_file(books, &csv, "supplier_invoices.csv",
	    "supplier_name,invoice_number,invoice_date,due_date,currency,"
	    "net_amount,vat_amount,gross_amount,cost_account,paid_date");
	for (uint32_t i = 0; i < count; i++) {
		struct expense expense;
		enum reason reason = i % 11 == 7 ? REASON_BOOKED : REASON_NONE;

		make_expense(books, i, count, &expense);
		write_expense(&csv, &expense);
		expense_lines(books, &expense, reason);
		post_expense(books, &expense, reason);
	}
	csv_close(&csv);
}
