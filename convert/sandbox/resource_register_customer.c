/* resource_register_customer.c - customerlist.nv and getcustomer.nv. */
#include <stdlib.h>

#include "base/mem.h"
#include "sandbox/parameter.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"

#define CODES_MAX 100
#define IDS_MAX 500

static void
put_listed(
    const struct sandbox_request *request, struct buf *out, sqlite3_stmt *row)
{
	char *uri = mem_printf(
	    "%s/getcustomer.nv?id=%s", request->url, query_text(row, 0));

	answer_open(out, "Customer");
	answer_integer(out, "Netvisorkey", query_integer(row, 0));
	answer_text(out, "Name", query_text(row, 1));
	answer_text(out, "Code", query_text(row, 2));
	answer_text(out, "OrganisationIdentifier", query_text(row, 3));
	answer_text(out, "CustomerGroupID", "");
	answer_text(out, "CustomerGroupName", query_text(row, 4));
	answer_text(out, "Uri", uri);
	answer_close(out, "Customer");
	free(uri);
}

/* Each condition is off when its parameter is NULL. */
static void
list(const struct sandbox_request *request, struct sandbox_answer *answer,
    const char *code)
{
	const char *keyword = sandbox_parameter(request, "keyword");
	const char *since = sandbox_parameter(request, "changedsince");
	const char *email = sandbox_parameter(request, "emailkeyword");
	sqlite3_stmt *rows = query(request->books,
	    "SELECT key, name, code, business_id, group_name FROM customer"
	    " WHERE (?1 IS NULL OR instr(lower(name), lower(?1))"
	    "  OR instr(lower(code), lower(?1))"
	    "  OR instr(lower(business_id), lower(?1))"
	    "  OR instr(lower(name_extension), lower(?1)))"
	    " AND (?2 IS NULL OR changed_at > ?2)"
	    " AND (?3 IS NULL OR email = ?3) AND (?4 IS NULL OR code = ?4)"
	    " ORDER BY key",
	    "tttt", keyword, keyword != NULL ? NULL : since, email, code);

	while (query_row(rows))
		put_listed(request, &answer->content, rows);
}

void
resource_customerlist(
    const struct sandbox_request *request, struct sandbox_answer *answer)
{
	const char *since = sandbox_parameter(request, "changedsince");
	struct parameter_list codes;
	struct arena arena;

	arena_init(&arena);
	if (parameter_list(request, answer, &arena, "customercodelist",
		CODES_MAX, &codes) &&
	    (since == NULL ||
		parameter_moment(answer, "changedsince", since, true))) {
		answer_open(&answer->content, "Customerlist");
		if (codes.count == 0)
			list(request, answer, NULL);
		for (size_t i = 0; i < codes.count; i++)
			list(request, answer, codes.word[i]);
		answer_close(&answer->content, "Customerlist");
	}
	arena_release(&arena);
}

static void
put_base(struct buf *out, sqlite3_stmt *row)
{
	answer_open(out, "CustomerBaseInformation");
	answer_integer(out, "NetvisorKey", query_integer(row, 0));
	answer_text(out, "InternalIdentifier", query_text(row, 1));
	answer_text(out, "ExternalIdentifier", query_text(row, 2));
	if (query_text(row, 3)[0] != '\0')
		answer_text(out, "OrganizationUnitNumber", query_text(row, 3));
	if (query_text(row, 4)[0] != '\0')
		answer_text(out, "CustomerGroupName", query_text(row, 4));
	answer_text(out, "Name", query_text(row, 5));
	answer_text(out, "NameExtension", query_text(row, 6));
	answer_text(out, "StreetAddress", query_text(row, 7));
	answer_text(out, "AdditionalStreetAddress", query_text(row, 8));
	answer_text(out, "City", query_text(row, 9));
	answer_text(out, "PostNumber", query_text(row, 10));
	if (query_text(row, 11)[0] != '\0')
		answer_text_with(
		    out, "Country", "type=\"ISO-3166\"", query_text(row, 11));
	answer_text(out, "PhoneNumber", query_text(row, 12));
	answer_text(out, "FaxNumber", "");
	answer_text(out, "Email", query_text(row, 13));
	answer_text(out, "EmailInvoicingAddress", query_text(row, 14));
	answer_text(out, "HomePageUri", "");
	answer_integer(out, "IsActive", query_integer(row, 15));
	answer_integer(out, "IsPrivateCustomer", query_integer(row, 16));
	answer_close(out, "CustomerBaseInformation");
}

/* Groups that the books do not keep: their elements are there, and empty. */
static void
put_empty(
    struct buf *out, const char *group, const char *const *name, size_t count)
{
	answer_open(out, group);
	for (size_t i = 0; i < count; i++)
		answer_text(out, name[i], "");
	answer_close(out, group);
}

static void
put_details(struct buf *out, sqlite3_stmt *row)
{
	static const char *const delivery[] = { "DeliveryName",
		"DeliveryStreetAddress", "DeliveryCity", "DeliveryPostNumber" };
	static const char *const contact[] = { "ContactPerson",
		"ContactPersonEmail", "ContactPersonPhone" };

	answer_open(out, "CustomerFinvoiceDetails");
	answer_text(out, "FinvoiceAddress", query_text(row, 17));
	answer_text(out, "FinvoiceRouterCode", query_text(row, 18));
	answer_close(out, "CustomerFinvoiceDetails");
	put_empty(out, "CustomerDeliveryDetails", delivery, 4);
	put_empty(out, "CustomerContactDetails", contact, 3);
}

static void
put_additional(struct buf *out, sqlite3_stmt *row)
{
	answer_open(out, "CustomerAdditionalInformation");
	answer_text(out, "Comment", query_text(row, 19));
	answer_text(out, "CustomerAgreementIdentifier", "");
	answer_text(out, "ReferenceNumber", "");
	answer_integer(out, "UseCreditorReferenceNumber", 0);
	answer_text(out, "YourDefaultReference", "");
	answer_text(out, "DefaultTextBeforeInvoiceLines", "");
	answer_text(out, "DefaultTextAfterInvoiceLines", "");
	answer_text(out, "DefaultPaymentTerm", "");
	answer_text(out, "TaxHandlingType", "");
	answer_text(out, "BalanceLimit", "");
	if (query_text(row, 20)[0] != '\0')
		answer_text_with(out, "InvoicingLanguage", "type=\"ISO-3166\"",
		    query_text(row, 20));
	answer_integer(out, "InCollectionProhibition", 0);
	answer_close(out, "CustomerAdditionalInformation");
}

/* The books know no payments, so there is no turnover to tell. */
static void
put_turnover(struct buf *out)
{
	answer_open(out, "AdditionalInformation");
	answer_open(out, "ReceivablesManagement");
	answer_integer(out, "TurnoverDays", 0);
	answer_integer(out, "TurnoverDeviation", 0);
	answer_close(out, "ReceivablesManagement");
	answer_close(out, "AdditionalInformation");
}

static bool
put_customer(const struct sandbox_request *request, struct buf *out,
    int64_t key, bool turnover)
{
	sqlite3_stmt *rows = query(request->books,
	    "SELECT key, code, business_id, unit_number, group_name, name,"
	    " name_extension, street, street2, city, postcode, country, phone,"
	    " email, invoicing_email, active, private, finvoice_address,"
	    " finvoice_router, comment, language FROM customer WHERE key = ?",
	    "i", key);
	bool found = false;

	while (query_row(rows)) {
		found = true;
		answer_open(out, "Customer");
		put_base(out, rows);
		put_details(out, rows);
		put_additional(out, rows);
		if (turnover)
			put_turnover(out);
		answer_close(out, "Customer");
	}
	return found;
}

static void
put_one(const struct sandbox_request *request, struct sandbox_answer *answer,
    const char *word, bool turnover)
{
	int64_t key;

	if (parameter_key(answer, "id", word, &key) &&
	    !put_customer(request, &answer->content, key, turnover))
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. Customer not found with Netvisor "
		    "identifier: %lld",
		    (long long)key);
}

void
resource_getcustomer(
    const struct sandbox_request *request, struct sandbox_answer *answer)
{
	const char *id = sandbox_parameter(request, "id");
	struct parameter_list ids;
	struct arena arena;
	int64_t key;
	bool turnover;

	arena_init(&arena);
	if (!parameter_list(request, answer, &arena, "idlist", IDS_MAX, &ids) ||
	    !parameter_switch(request, answer, "replyoption", &turnover)) {
		arena_release(&arena);
		return;
	}
	if (id != NULL) {
		put_one(request, answer, id, turnover);
	} else if (ids.count == 0) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. Parameter %s is missing", "id");
	} else {
		answer_open(&answer->content, "Customers");
		for (size_t i = 0; i < ids.count; i++)
			if (parameter_key(answer, "idlist", ids.word[i], &key))
				(void)put_customer(
				    request, &answer->content, key, turnover);
		answer_close(&answer->content, "Customers");
	}
	arena_release(&arena);
}
