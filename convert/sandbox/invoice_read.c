/* invoice_read.c - the head of an invoice; see invoice.h. */
#include <inttypes.h>
#include <string.h>

#include "base/money.h"
#include "sandbox/invoice.h"
#include "sandbox/message.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"
#include "sandbox/wire.h"

/* What Netvisor calls its default term; the sandbox keeps no terms. */
#define DEFAULT_NET_DAYS 14
#define LAST_YEAR 2199

static bool
read_kind(struct invoice *invoice, struct sandbox_answer *answer)
{
	static const char *const unread[] = { "invoicevoucherlines",
		"salesinvoiceaccrual", "accrualrule" };
	const char *type = message_text(invoice->node, "invoicetype");
	const char *status = message_text(invoice->node, "salesinvoicestatus");
	size_t i;

	if (type[0] != '\0' && strcmp(type, "invoice") != 0) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. A batch takes invoices only, not "
		    "the type %s",
		    type);
		return false;
	}
	invoice->is_open = strcmp(status, "open") == 0;
	if (!invoice->is_open && strcmp(status, "unsent") != 0) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. The status %s is not one of an "
		    "invoice",
		    status);
		return false;
	}
	for (i = 0; i < sizeof(unread) / sizeof(unread[0]); i++)
		if (message_child(invoice->node, unread[i]) != NULL) {
			sandbox_refuse(answer, "INVALID_DATA",
			    "Data form incorrect:. This server does not know "
			    "how to book %s",
			    unread[i]);
			return false;
		}
	return true;
}

static bool
read_number(sqlite3 *books, struct arena *arena, struct invoice *invoice,
    struct sandbox_answer *answer)
{
	const char *given = message_text(invoice->node, "salesinvoicenumber");
	int64_t number = 0;

	if (given[0] == '\0')
		number = query_number(books, 1,
		    "SELECT max(CAST(number AS INTEGER)) + 1 FROM invoice", "");
	else if (!wire_integer(given, &number) || number <= 0) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. Invoice number is not valid: %s",
		    given);
		return false;
	}
	invoice->number = arena_printf(arena, "%" PRId64, number);
	if (query_number(books, 0,
		"SELECT 1 FROM invoice WHERE number = ? LIMIT 1", "t",
		invoice->number) != 0) {
		sandbox_refuse(answer, "DUPLICATE_DATA",
		    "Sales invoice already exists with number: %s",
		    invoice->number);
		return false;
	}
	return true;
}

static bool
read_reference(
    struct arena *arena, struct invoice *invoice, struct sandbox_answer *answer)
{
	const char *given =
	    message_text(invoice->node, "salesinvoicereferencenumber");

	if (given[0] == '\0') {
		invoice->reference = invoice_reference(arena, invoice->number);
	} else if (invoice_reference_holds(given)) {
		invoice->reference = given;
	} else {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. Reference number is not valid: %s",
		    given);
		return false;
	}
	return true;
}

/* By the type of the identifier: key, code, or business or unit number. */
static bool
read_customer(sqlite3 *books, struct arena *arena, struct invoice *invoice,
    struct sandbox_answer *answer)
{
	const struct message_node *node =
	    message_child(invoice->node, "invoicingcustomeridentifier");
	const char *type = message_attribute(node, "type");
	const char *by = "SELECT key FROM customer WHERE business_id = ?1 OR"
			 " unit_number = ?1 ORDER BY key LIMIT 1";

	if (strcmp(type, "netvisor") == 0)
		by = "SELECT key FROM customer WHERE CAST(key AS TEXT) = ?1";
	else if (strcmp(type, "customer") == 0)
		by = "SELECT key FROM customer WHERE code = ?1"
		     " ORDER BY key LIMIT 1";
	invoice->customer = query_number(books, 0, by, "t", node->text);
	if (invoice->customer == 0) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. Customer not found with %s "
		    "identifier: %s",
		    type, node->text);
		return false;
	}
	invoice->customer_name = query_string(books, arena,
	    "SELECT name FROM customer WHERE key = ?", "i", invoice->customer);
	return true;
}

/* Days from the invoice's date to the due date, -1 without a term. */
static int64_t
read_term(struct invoice *invoice)
{
	const struct message_node *term =
	    message_child(invoice->node, "paymentterm");
	const char *type = message_attribute(term, "type");
	const char *days = message_text(invoice->node, "paymenttermnetdays");
	int64_t count;

	invoice->net_days = -1;
	if (wire_integer(days, &count)) {
		invoice->net_days = count;
		return count;
	}
	/* A key names a term of the company's, of which there is none here. */
	if (type != NULL && strcmp(type, "netvisor") != 0)
		return DEFAULT_NET_DAYS;
	return -1;
}

/* A date as the books keep it, "" for none. */
static void
take_date(
    const struct message_node *node, const char *name, char ret[DATE_TEXT_MAX])
{
	struct date date;

	ret[0] = '\0';
	if (wire_message_date(message_text(node, name), &date))
		(void)date_format(date, ret);
}

static bool
read_dates(struct invoice *invoice, struct sandbox_answer *answer)
{
	const char *due = message_text(invoice->node, "salesinvoiceduedate");
	int64_t days = read_term(invoice);
	struct date date, last;

	(void)wire_message_date(
	    message_text(invoice->node, "salesinvoicedate"), &date);
	(void)date_format(date, invoice->date);
	take_date(invoice->node, "salesinvoicevaluedate", invoice->value_date);
	take_date(
	    invoice->node, "salesinvoicedeliverydate", invoice->delivery_date);
	if (wire_message_date(due, &last)) {
		(void)date_format(last, invoice->due_date);
		return true;
	}
	last = date;
	if (days >= 0)
		last = date_from_days(date_to_days(date) + (long)days);
	if (days < 0 || last.year > LAST_YEAR) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. A due date, payment term or net "
		    "days are required");
		return false;
	}
	(void)date_format(last, invoice->due_date);
	return true;
}

static bool
read_currency(struct invoice *invoice, struct sandbox_answer *answer)
{
	const struct message_node *amount =
	    message_child(invoice->node, "salesinvoiceamount");
	const char *code = message_attribute(amount, "iso4217currencycode");
	const char *rate = message_attribute(amount, "currencyrate");
	const struct currency *currency = currency_euro();

	if (code != NULL)
		currency = currency_find(code, strlen(code));
	if (currency == NULL) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. Currency is not known: %s", code);
		return false;
	}
	invoice->currency = currency->code;
	invoice->rate = (struct decimal){ 1, 0 };
	if (currency == currency_euro())
		return true;
	if (rate == NULL || !wire_decimal(rate, &invoice->rate) ||
	    invoice->rate.units <= 0) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. Currency rate is missing or not "
		    "valid for %s",
		    currency->code);
		return false;
	}
	return true;
}

/* A finvoice is not printed, and the element that says so is refused. */
static bool
read_attachments(const struct invoice *invoice, struct sandbox_answer *answer)
{
	const struct message_node *at = message_child(
	    message_child(invoice->node, "salesinvoiceattachments"),
	    "salesinvoiceattachment");

	for (; at != NULL; at = message_again(at)) {
		const char *type = message_attribute(
		    message_child(at, "documentdata"), "type");

		if (type == NULL || strcmp(type, "finvoice") != 0 ||
		    message_child(at, "printbydefault") == NULL)
			continue;
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. printbydefault is not allowed with "
		    "the type finvoice");
		return false;
	}
	return true;
}

static bool
read_receivable(sqlite3 *books, struct arena *arena, struct invoice *invoice,
    struct sandbox_answer *answer)
{
	invoice->receivable_account = message_text(
	    invoice->node, "overridevouchersalesreceivablesaccountnumber");
	if (invoice->receivable_account[0] == '\0')
		invoice->receivable_account =
		    posting_default_account(books, arena, "SalesReceivables");
	return posting_may_use_account(
	    books, invoice->receivable_account, answer);
}

bool
invoice_read(sqlite3 *books, struct arena *arena,
    const struct message_node *node, struct invoice *ret,
    struct sandbox_answer *answer)
{
	int64_t given = 0;

	*ret = (struct invoice){ .node = node };
	(void)wire_rounded(message_text(node, "salesinvoiceamount"), &given);
	if (!read_kind(ret, answer) || !read_attachments(ret, answer) ||
	    !read_number(books, arena, ret, answer) ||
	    !read_reference(arena, ret, answer) ||
	    !read_customer(books, arena, ret, answer) ||
	    !read_dates(ret, answer) || !read_currency(ret, answer) ||
	    !read_receivable(books, arena, ret, answer) ||
	    !invoice_read_lines(books, arena, ret, answer))
		return false;
	if (!invoice_reckon(ret, given)) {
		sandbox_refuse(answer, "INVALID_DATA_SIZE",
		    "The sum of the invoice is too large");
		return false;
	}
	return true;
}
