/* resource_customer.c - customer.nv: customers are added and changed. */
#include <string.h>

#include "sandbox/filter.h"
#include "sandbox/form.h"
#include "sandbox/message.h"
#include "sandbox/parameter.h"
#include "sandbox/posting.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"
#include "sandbox/wire.h"

/* The elements that the books keep; others are read and dropped. */
static const struct {
	const char *group;
	const char *element;
	const char *update; /* of one customer */
} kept[] = {
#define KEPT(group, element, column)                                           \
	{ group, element, "UPDATE customer SET " column " = ? WHERE key = ?" },
	KEPT("customerbaseinformation", "internalidentifier", "code") KEPT(
	    "customerbaseinformation", "externalidentifier",
	    "business_id") KEPT("customerbaseinformation",
	    "organizationunitnumber",
	    "unit_number") KEPT("customerbaseinformation", "name",
	    "name") KEPT("customerbaseinformation", "nameextension",
	    "name_extension") KEPT("customerbaseinformation", "streetaddress",
	    "street") KEPT("customerbaseinformation", "additionaladdressline",
	    "street2") KEPT("customerbaseinformation", "city",
	    "city") KEPT("customerbaseinformation", "postnumber", "postcode")
	    KEPT("customerbaseinformation", "country", "country") KEPT(
		"customerbaseinformation", "customergroupname", "group_name")
		KEPT("customerbaseinformation", "phonenumber", "phone")
		    KEPT("customerbaseinformation", "email", "email")
			KEPT("customerbaseinformation", "emailinvoicingaddress",
			    "invoicing_email") KEPT("customerfinvoicedetails",
			    "finvoiceaddress",
			    "finvoice_address") KEPT("customerfinvoicedetails",
			    "finvoiceroutercode", "finvoice_router")
			    KEPT("customeradditionalinformation", "comment",
				"comment") KEPT("customeradditionalinformation",
				"invoicinglanguage", "language")
#undef KEPT
};

/* Given elements change, an empty one empties; the others stay. */
static void
store(sqlite3 *books, int64_t key, const struct message_node *customer,
    const char *now)
{
	const struct message_node *base =
	    message_child(customer, "customerbaseinformation");
	const char *active = message_text(base, "isactive");
	const char *private = message_text(base, "isprivatecustomer");
	size_t i;

	for (i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
		const struct message_node *value = message_child(
		    message_child(customer, kept[i].group), kept[i].element);

		/* An automatic code is not taken from the element. */
		if (value == NULL ||
		    (i == 0 && message_attribute(value, "type") != NULL))
			continue;
		(void)query_run(books, kept[i].update, "ti", value->text, key);
	}
	if (active[0] != '\0')
		(void)query_run(books,
		    "UPDATE customer SET active = ? WHERE key = ?", "ii",
		    (int64_t)(active[0] == '1'), key);
	if (private[0] != '\0')
		(void)query_run(books,
		    "UPDATE customer SET private = ? WHERE key = ?", "ii",
		    (int64_t)(private[0] == '1'), key);
	(void)query_run(books,
	    "UPDATE customer SET changed_at = ? WHERE key = ?", "ti", now, key);
}

static const struct posting_dimension *
dimensions(
    struct arena *arena, const struct message_node *customer, size_t *ret_count)
{
	return posting_dimensions(arena,
	    message_child(customer, "customerdimensiondetails"), ret_count);
}

static void
make_dimensions(
    sqlite3 *books, struct arena *arena, const struct message_node *customer)
{
	size_t count;
	const struct posting_dimension *list =
	    dimensions(arena, customer, &count);

	posting_make_dimensions(books, list, count, "customer");
}

/* With useonlyexistingdimensions=1 nothing is made. */
static bool
may_use_dimensions(const struct sandbox_request *request, struct arena *arena,
    const struct message_node *customer, struct sandbox_answer *answer)
{
	size_t count;
	const struct posting_dimension *list =
	    dimensions(arena, customer, &count);

	return !filter_is_set(request, "useonlyexistingdimensions") ||
	       posting_may_use_dimensions(request->books, list, count, answer);
}

static int64_t
holder_of(sqlite3 *books, const char *code)
{
	return query_number(books, 0,
	    "SELECT key FROM customer WHERE code = ? LIMIT 1", "t", code);
}

/* One above the largest code that is a number. */
static const char *
next_code(sqlite3 *books, struct arena *arena)
{
	return query_string(books, arena,
	    "SELECT 1 + coalesce(max(CAST(code AS INTEGER)), 0) FROM customer"
	    " WHERE code <> '' AND code NOT GLOB '*[^0-9]*'"
	    " AND length(code) <= 15",
	    "");
}

static void
add(const struct sandbox_request *request, struct arena *arena,
    const struct message_node *customer, struct sandbox_answer *answer)
{
	const struct message_node *base =
	    message_child(customer, "customerbaseinformation");
	const struct message_node *given =
	    message_child(base, "internalidentifier");
	const char *code = given == NULL ? "" : given->text;
	int64_t key;

	if (message_text(base, "name")[0] == '\0') {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. Customer name is required");
		return;
	}
	if (message_attribute(given, "type") != NULL)
		code = next_code(request->books, arena);
	if (code[0] != '\0' && holder_of(request->books, code) != 0) {
		sandbox_refuse(answer, "DUPLICATE_DATA",
		    "Customer code is already in use: %s", code);
		return;
	}
	key = query_run(request->books,
	    "INSERT INTO customer(code, name) VALUES (?, '')", "t", code);
	store(request->books, key, customer, request->now);
	make_dimensions(request->books, arena, customer);
	answer_open(&answer->content, "Replies");
	answer_integer(&answer->content, "InsertedDataIdentifier", key);
	answer_close(&answer->content, "Replies");
}

static void
edit(const struct sandbox_request *request, struct arena *arena,
    const struct message_node *customer, struct sandbox_answer *answer)
{
	const struct message_node *base =
	    message_child(customer, "customerbaseinformation");
	const struct message_node *name = message_child(base, "name");
	const char *code = message_text(base, "internalidentifier");
	const char *id = sandbox_parameter(request, "id");
	int64_t key = 0, holder;

	if (id == NULL || !wire_integer(id, &key) ||
	    query_number(request->books, 0,
		"SELECT 1 FROM customer WHERE key = ?", "i", key) == 0) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. Customer not found with Netvisor "
		    "identifier: %s",
		    id == NULL ? "" : id);
		return;
	}
	if (name != NULL && name->text[0] == '\0') {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. Customer name is required");
		return;
	}
	holder = code[0] == '\0' ? 0 : holder_of(request->books, code);
	if (holder != 0 && holder != key) {
		sandbox_refuse(answer, "DUPLICATE_DATA",
		    "Customer code is already in use: %s", code);
		return;
	}
	store(request->books, key, customer, request->now);
	make_dimensions(request->books, arena, customer);
}

void
resource_customer(
    const struct sandbox_request *request, struct sandbox_answer *answer)
{
	struct message message;
	bool editing;

	if (!parameter_method(request, answer, &editing))
		return;
	if (form_read(&form_customer, request, editing, &message, answer)) {
		const struct message_node *customer =
		    message_child(message.root, "customer");
		bool may = may_use_dimensions(
		    request, &message.arena, customer, answer);

		if (may && editing)
			edit(request, &message.arena, customer, answer);
		else if (may)
			add(request, &message.arena, customer, answer);
	}
	message_release(&message);
}
