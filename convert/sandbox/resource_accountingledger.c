/* resource_accountingledger.c - accountingledger.nv: vouchers by filters. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sandbox/filter.h"
#include "sandbox/ledger_answer.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"

enum voucher_status {
	VOUCHERS_ALL = 1,
	VOUCHERS_VALID,
	VOUCHERS_VOID
};

struct filter {
	struct buf keys; /* a JSON array; empty: all */
	const char *begin, *end;
	const char *modified_begin, *modified_end;
	int64_t type;
	int64_t status;
	struct ledger_accounts accounts;
};

static bool
read_keys(const struct sandbox_request *request, struct filter *filter,
    struct sandbox_answer *answer)
{
	int64_t key = 0;

	if (filter_given(request, "netvisorkeylist"))
		return filter_keys(
		    request, "netvisorkeylist", &filter->keys, answer);
	if (!filter_integer(request, "netvisorkey", &key, answer))
		return false;
	if (filter_given(request, "netvisorkey"))
		buf_printf(&filter->keys, "[%" PRId64 "]", key);
	return true;
}

/* The first of the parameters that may not stand beside keys, or NULL. */
static const char *
beside_keys(const struct sandbox_request *request)
{
	static const char *const other[] = { "startdate", "enddate",
		"accountnumberstart", "accountnumberend", "changedsince",
		"lastmodifiedstart", "lastmodifiedend", "voucherstatus",
		"vouchertype", "includetransactionhistory",
		"includeattachmentsmetadata", "includetransactionallocations" };
	size_t i;

	for (i = 0; i < sizeof(other) / sizeof(other[0]); i++)
		if (filter_given(request, other[i]))
			return other[i];
	return NULL;
}

/* What the vendor's page wants to be given together. */
static bool
check_together(
    const struct sandbox_request *request, struct sandbox_answer *answer)
{
	bool keys = filter_given(request, "netvisorkey") ||
	            filter_given(request, "netvisorkeylist");
	bool range = filter_given(request, "startdate") &&
	             filter_given(request, "enddate");
	bool changed = filter_given(request, "changedsince") ||
	               filter_given(request, "lastmodifiedstart") ||
	               filter_given(request, "lastmodifiedend");

	if (keys && beside_keys(request) != NULL)
		sandbox_refuse(answer, "INVALID_DATA",
		    "Parameter %s cannot be given together with keys",
		    beside_keys(request));
	else if (!keys && !range && !changed)
		sandbox_refuse(answer, "INVALID_DATA",
		    "One of netvisorkey, netvisorkeylist, startdate and "
		    "enddate, changedsince, lastmodifiedstart, "
		    "lastmodifiedend is required");
	else if (filter_given(request, "vouchertype") && !range)
		sandbox_refuse(answer, "INVALID_DATA",
		    "Parameter vouchertype needs startdate and enddate");
	else
		return true;
	return false;
}

static bool
read_filter(const struct sandbox_request *request, struct filter *filter,
    struct sandbox_answer *answer)
{
	const char *since = "";

	if (!check_together(request, answer) ||
	    !read_keys(request, filter, answer) ||
	    !filter_date(request, "startdate", &filter->begin, answer) ||
	    !filter_date(request, "enddate", &filter->end, answer) ||
	    !filter_date(request, "changedsince", &since, answer) ||
	    !filter_date(request, "lastmodifiedstart", &filter->modified_begin,
		answer) ||
	    !filter_date(
		request, "lastmodifiedend", &filter->modified_end, answer) ||
	    !filter_integer(request, "vouchertype", &filter->type, answer) ||
	    !filter_integer(
		request, "voucherstatus", &filter->status, answer) ||
	    !filter_integer(request, "accountnumberstart",
		&filter->accounts.first, answer) ||
	    !filter_integer(
		request, "accountnumberend", &filter->accounts.last, answer))
		return false;
	if (strcmp(since, filter->modified_begin) > 0)
		filter->modified_begin = since;
	if (filter->status >= VOUCHERS_ALL && filter->status <= VOUCHERS_VOID)
		return true;
	sandbox_refuse(answer, "INVALID_DATA", "Parameter %s is not valid: %s",
	    "voucherstatus", sandbox_parameter(request, "voucherstatus"));
	return false;
}

/* With a range of accounts only vouchers that touch it. */
static sqlite3_stmt *
select_vouchers(sqlite3 *books, const struct filter *filter)
{
	return query(books,
	    "SELECT v.key, v.date, v.number, v.description, v.type, t.name,"
	    " v.source_type, v.source_key, v.status"
	    " FROM voucher v JOIN voucher_type t ON t.key = v.type"
	    " WHERE (?1 = '' OR v.key IN (SELECT value FROM json_each("
	    " CASE ?1 WHEN '' THEN '[]' ELSE ?1 END)))"
	    " AND v.date BETWEEN ?2 AND ?3"
	    " AND substr(v.changed_at, 1, 10) BETWEEN ?4 AND ?5"
	    " AND (?6 = 0 OR v.type = ?6)"
	    " AND (?7 = 1 OR (?7 = 2) = (v.status = 'valid'))"
	    " AND (?8 = 0 AND ?9 = 0 OR EXISTS (SELECT 1 FROM voucher_line l"
	    " WHERE l.voucher = v.key AND " LEDGER_ACCOUNTS_SQL(
		"?8", "?9") "))"
			    " ORDER BY v.date, v.key",
	    "ttttt"
	    "iiii",
	    buf_text(&filter->keys), filter->begin, filter->end,
	    filter->modified_begin, filter->modified_end, filter->type,
	    filter->status, filter->accounts.first, filter->accounts.last);
}

void
resource_accountingledger(
    const struct sandbox_request *request, struct sandbox_answer *answer)
{
	struct filter filter = { .begin = "",
		.end = "9999",
		.modified_begin = "",
		.modified_end = "9999",
		.status = VOUCHERS_VALID };

	buf_init(&filter.keys, BUF_MAX_DEFAULT);
	if (read_filter(request, &filter, answer)) {
		sqlite3_stmt *row = select_vouchers(request->books, &filter);

		answer_open(&answer->content, "Vouchers");
		while (query_row(row))
			ledger_answer_voucher(
			    request, row, &filter.accounts, &answer->content);
		answer_close(&answer->content, "Vouchers");
	}
	buf_release(&filter.keys);
}
