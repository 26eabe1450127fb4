/*
 * send_master.c - what need not be sent, since it is there: dimension items
 * and customers are looked up before they are posted.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "netvisor/send_run.h"

#define CODES_A_CALL 100
#define BUSINESS_DIGITS 8
#define QUERY_MAX ((size_t)64 * 1024)

struct customer_seen {
	const char *code;
	const char *key;
	const char *name;
	const char *business_id;
	size_t hits;
};

struct dimension_seen {
	bool hidden;
};

/* Dimension items ---------------------------------------------------------- */

/* Headers and items hold no line feed: XML text of one line each. */
static const char *
dimension_name(struct send_run *run, const char *header, const char *item)
{
	return arena_printf(&run->arena, "%s\n%s", header, item);
}

static bool
is_hidden(const struct reply_node *node)
{
	bool hidden = false;

	(void)reply_bool(reply_child_text(node, "IsHidden"), &hidden);
	return hidden;
}

static void
take_header(struct send_run *run, const struct reply_node *header)
{
	const char *name = reply_child_text(header, "Name");
	const struct reply_node *detail = reply_child(
	    reply_child(header, "DimensionDetails"), "DimensionDetail");

	for (; detail != NULL; detail = reply_next(detail)) {
		struct dimension_seen *seen =
		    arena_alloc(&run->arena, sizeof(*seen));
		const char *both =
		    dimension_name(run, name, reply_child_text(detail, "Name"));

		seen->hidden = is_hidden(header) || is_hidden(detail);
		*table_slot(&run->dimensions, both, strlen(both), NULL) = seen;
	}
}

static bool
read_dimensions(struct send_run *run)
{
	struct exchange exchange;
	const struct reply_node *header;

	if (!send_get(run, "dimensionlist.nv", "showhidden=1", &exchange))
		return false;
	header = reply_child(
	    reply_child(reply_root(exchange.reply), "DimensionNameList"),
	    "DimensionName");
	for (; header != NULL; header = reply_next(header))
		take_header(run, header);
	exchange_release(&exchange);
	run->dimensions_read = true;
	return true;
}

static enum send_found
look_up_dimension(struct send_run *run, const struct batch_request *request,
    const struct send_fact *fact, bool fresh, const struct send_outcome *found)
{
	const char *name = dimension_name(run, fact->header, fact->item);
	const struct dimension_seen *seen;

	if ((fresh || !run->dimensions_read) && !read_dimensions(run))
		return SEND_FAILED;
	seen = table_find(&run->dimensions, name, strlen(name));
	if (seen == NULL)
		return SEND_ABSENT;
	if (seen->hidden)
		(void)diag_add(run->diag, RULE_SEND_HIDDEN,
		    send_place(run, request),
		    "dimension item %s: %s is hidden in Netvisor", fact->header,
		    fact->item);
	return send_mark(run, request, ~SEND_SETTLED, found) ? SEND_FOUND
	                                                     : SEND_FAILED;
}

/* Customers ---------------------------------------------------------------- */

static void
take_customers(struct send_run *run, const struct reply *reply)
{
	const struct reply_node *one = reply_child(
	    reply_child(reply_root(reply), "Customerlist"), "Customer");

	for (; one != NULL; one = reply_next(one)) {
		const char *code = reply_child_text(one, "Code");
		struct customer_seen *seen =
		    table_find(&run->customers, code, strlen(code));

		/* Only what was asked for counts. */
		if (seen == NULL)
			continue;
		seen->key = arena_strdup(
		    &run->arena, reply_child_text(one, "Netvisorkey"));
		seen->name =
		    arena_strdup(&run->arena, reply_child_text(one, "Name"));
		seen->business_id = arena_strdup(&run->arena,
		    reply_child_text(one, "OrganisationIdentifier"));
		seen->hits++;
	}
}

static struct customer_seen *
expect_customer(struct send_run *run, const char *code)
{
	void **slot = table_slot(&run->customers, code, strlen(code), NULL);
	struct customer_seen *seen = *slot;

	if (seen == NULL) {
		seen = arena_alloc(&run->arena, sizeof(*seen));
		seen->code = arena_strdup(&run->arena, code);
		*slot = seen;
	}
	return seen;
}

static bool
ask_customers(struct send_run *run, const char *query)
{
	struct exchange exchange;

	if (!send_get(run, "customerlist.nv", query, &exchange))
		return false;
	take_customers(run, exchange.reply);
	exchange_release(&exchange);
	return true;
}

/* A code with a comma cannot stand in a list of codes. */
static bool
ask_customer(struct send_run *run, struct customer_seen *seen)
{
	struct buf query;
	bool result;

	seen->hits = 0;
	buf_init(&query, QUERY_MAX);
	buf_puts(&query,
	    strchr(seen->code, ',') == NULL ? "customercodelist=" : "keyword=");
	send_put_query(&query, seen->code);
	result = ask_customers(run, buf_text(&query));
	buf_release(&query);
	return result;
}

static bool
is_customer(const struct batch_request *request)
{
	return strcmp(request->kind, request_kind_name(REQUEST_CUSTOMER)) == 0;
}

/* All customers of the batch that are not settled, many in a call. */
static bool
read_customers(struct send_run *run)
{
	struct buf query;
	size_t codes = 0;
	bool result = true;

	buf_init(&query, QUERY_MAX);
	for (size_t i = 0; result && i < batch_request_count(run->batch); i++) {
		const struct batch_request *request =
		    batch_request_at(run->batch, i);
		struct send_facts facts;

		if (!is_customer(request) ||
		    send_all(run, request, SEND_SETTLED))
			continue;
		result = send_facts_of(run, request, &facts);
		if (result && strchr(facts.fact[0].code, ',') == NULL &&
		    expect_customer(run, facts.fact[0].code)->hits == 0) {
			buf_puts(
			    &query, codes == 0 ? "customercodelist=" : ",");
			send_put_query(&query, facts.fact[0].code);
			codes++;
		}
		send_facts_release(&facts);
		if (result && codes == CODES_A_CALL) {
			result = ask_customers(run, buf_text(&query));
			buf_clear(&query);
			codes = 0;
		}
	}
	if (result && codes > 0)
		result = ask_customers(run, buf_text(&query));
	buf_release(&query);
	run->customers_read = result;
	return result;
}

static enum send_found
hold_twice(struct send_run *run, const struct batch_request *request,
    const struct customer_seen *seen)
{
	const struct send_outcome held = { .state = JOURNAL_HELD,
		.text = "Netvisor has its code more than once" };

	(void)diag_add(run->diag, RULE_SEND_TWICE, send_place(run, request),
	    "customer %s: Netvisor has %zu with this code", seen->code,
	    seen->hits);
	send_documents_of(run, request)->question = true;
	return send_mark(run, request, ~SEND_SETTLED, &held) ? SEND_UNCLEAR
	                                                     : SEND_FAILED;
}

/*
 * The eight digits of a Finnish business id or VAT number. Others are written
 * in too many ways to be compared.
 */
static bool
finnish_digits(const char *id, char ret[BUSINESS_DIGITS + 1])
{
	size_t count = 0;

	if (text_starts_with(id, "FI"))
		id += 2;
	for (; *id != '\0'; id++) {
		if (*id == '-' && count == BUSINESS_DIGITS - 1 && id[1] != '\0')
			continue;
		if (count == BUSINESS_DIGITS || *id < '0' || *id > '9')
			return false;
		ret[count++] = *id;
	}
	ret[count] = '\0';
	return count == BUSINESS_DIGITS;
}

static bool
is_other_firm(const struct customer_seen *seen, const struct send_fact *fact)
{
	char theirs[BUSINESS_DIGITS + 1], ours[BUSINESS_DIGITS + 1];

	return finnish_digits(seen->business_id, theirs) &&
	       finnish_digits(fact->business_id, ours) &&
	       strcmp(theirs, ours) != 0;
}

/* Its invoices would go to somebody else. */
static enum send_found
hold_other(struct send_run *run, const struct batch_request *request,
    const struct customer_seen *seen, const struct send_fact *fact)
{
	const struct send_outcome held = { .state = JOURNAL_HELD,
		.text = "Netvisor has another firm under its code" };

	(void)diag_add(run->diag, RULE_SEND_OTHER_CUSTOMER,
	    send_place(run, request),
	    "customer %s: Netvisor's (NetvisorKey %s) is '%s' with the "
	    "business "
	    "id %s, and ours has %s",
	    seen->code, seen->key, seen->name, seen->business_id,
	    fact->business_id);
	send_documents_of(run, request)->question = true;
	return send_mark(run, request, ~SEND_SETTLED, &held) ? SEND_UNCLEAR
	                                                     : SEND_FAILED;
}

static enum send_found
look_up_customer(struct send_run *run, const struct batch_request *request,
    const struct send_fact *fact, bool fresh, struct send_outcome *found)
{
	struct customer_seen *seen;

	if (!run->customers_read && !read_customers(run))
		return SEND_FAILED;
	seen = expect_customer(run, fact->code);
	if ((fresh || strchr(fact->code, ',') != NULL) &&
	    !ask_customer(run, seen))
		return SEND_FAILED;
	if (seen->hits == 0)
		return SEND_ABSENT;
	if (seen->hits > 1)
		return hold_twice(run, request, seen);
	if (is_other_firm(seen, fact))
		return hold_other(run, request, seen, fact);
	found->netvisor_key = seen->key;
	return send_mark(run, request, ~SEND_SETTLED, found) ? SEND_FOUND
	                                                     : SEND_FAILED;
}

enum send_found
send_look_up(struct send_run *run, const struct batch_request *request,
    bool fresh, enum journal_state state)
{
	struct send_outcome found = { .state = state,
		.text = state == JOURNAL_PRESENT ? "was there already"
		                                 : "found by reading back" };
	struct send_facts facts;
	enum send_found result = SEND_FAILED;

	if (send_facts_of(run, request, &facts)) {
		if (is_customer(request))
			result = look_up_customer(
			    run, request, &facts.fact[0], fresh, &found);
		else
			result = look_up_dimension(
			    run, request, &facts.fact[0], fresh, &found);
	}
	send_facts_release(&facts);
	return result;
}
