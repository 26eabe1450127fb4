/* resource_register_balance.c - accountbalance.nv. */
#include <string.h>

#include "base/date.h"
#include "base/decimal.h"
#include "sandbox/parameter.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"
#include "sandbox/resource_register.h"

/* What the vendor does not limit: enough, and not the machine's end. */
#define DATES_MAX 1000
#define KEYS_MAX 500

enum interval {
	INTERVAL_NONE,
	INTERVAL_DAY,
	INTERVAL_WEEK,
	INTERVAL_MONTH,
	INTERVAL_YEAR
};

struct balance_dates {
	struct date date[DATES_MAX];
	size_t count;
};

/* The last day of the day, week, month or year of a date. */
static struct date
interval_end(struct date date, enum interval interval)
{
	long days = date_to_days(date);

	if (interval == INTERVAL_WEEK) /* weeks end on Sundays */
		return date_from_days(days + 6 - (days + 3) % 7);
	if (interval == INTERVAL_MONTH)
		return month_last_day(date_month(date));
	if (interval == INTERVAL_YEAR)
		return (struct date){ date.year, 12, 31 };
	return date;
}

/* From the earliest to the latest date; both are always among them. */
static void
spread(struct balance_dates *dates, enum interval interval)
{
	struct date first = dates->date[0], last = first, end;

	for (size_t i = 1; i < dates->count; i++) {
		if (date_compare(dates->date[i], first) < 0)
			first = dates->date[i];
		if (date_compare(dates->date[i], last) > 0)
			last = dates->date[i];
	}
	dates->date[0] = first;
	dates->count = 1;
	end = interval_end(first, interval);
	while (date_compare(end, last) < 0 && dates->count < DATES_MAX - 1) {
		if (date_compare(end, first) > 0)
			dates->date[dates->count++] = end;
		end = interval_end(
		    date_from_days(date_to_days(end) + 1), interval);
	}
	if (date_compare(last, first) > 0)
		dates->date[dates->count++] = last;
}

static bool
read_dates(const struct sandbox_request *request, struct sandbox_answer *answer,
    struct arena *arena, struct balance_dates *dates)
{
	const char *interval = sandbox_parameter(request, "intervaltype");
	struct parameter_list words;

	if (sandbox_parameter(request, "balancedates") == NULL) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. Parameter %s is missing",
		    "balancedates");
		return false;
	}
	if (!parameter_list(
		request, answer, arena, "balancedates", DATES_MAX, &words))
		return false;
	dates->count = words.count;
	for (size_t i = 0; i < words.count; i++) {
		if (!parameter_moment(
			answer, "balancedates", words.word[i], false))
			return false;
		(void)date_parse(
		    words.word[i], DATE_TEXT_MAX - 1, &dates->date[i]);
	}
	if (interval == NULL || strcmp(interval, "0") == 0)
		return true;
	if (interval[0] < '1' || interval[0] > '4' || interval[1] != '\0') {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. Parameter %s has a wrong value: %s",
		    "intervaltype", interval);
		return false;
	}
	spread(dates, (enum interval)(interval[0] - '0'));
	return true;
}

/*
 * The sums up to a day; of an account that does not cumulate, since its
 * accounting period began.
 */
static void
put_balance(sqlite3 *books, struct buf *out, int64_t key, struct date day)
{
	char date[DATE_TEXT_MAX];
	sqlite3_stmt *row = query(books,
	    "WITH own AS (SELECT number AS own_number, CASE WHEN cumulative "
	    "THEN '' ELSE"
	    "  coalesce((SELECT max(begin) FROM period WHERE begin <= ?2), '')"
	    "  END AS since FROM account WHERE key = ?1),"
	    " moved AS (SELECT debit, credit FROM opening, own"
	    "  WHERE account = own_number AND date <= ?2 AND date >= since"
	    "  UNION ALL SELECT max(sum, 0), max(-sum, 0)"
	    "  FROM voucher_line JOIN voucher ON voucher.key = voucher, own"
	    "  WHERE account = own_number AND date <= ?2 AND date >= since"
	    "  AND status = 'valid')"
	    " SELECT coalesce(sum(debit), 0), coalesce(sum(credit), 0)"
	    " FROM moved",
	    "it", key, date_format(day, date));

	while (query_row(row)) {
		int64_t debit = query_integer(row, 0);
		int64_t credit = query_integer(row, 1);

		buf_printf(out, "<AccountBalance Date=\"%s\">\r\n", date);
		answer_cents(out, "Debet", debit);
		answer_cents(out, "Kredit", credit);
		answer_cents(out, "Balance", debit - credit);
		answer_close(out, "AccountBalance");
	}
}

static void
put_account(sqlite3 *books, struct buf *out, sqlite3_stmt *row,
    const struct balance_dates *dates)
{
	static const char *const attribute[] = { "ISO-3166=\"fi\"",
		"ISO-3166=\"en\"", "ISO-3166=\"se\"" };

	buf_printf(out, "<Account Netvisorkey=\"%s\">\r\n", query_text(row, 0));
	answer_text(out, "Number", query_text(row, 1));
	answer_text(out, "Name", query_text(row, 2));
	put_foreign_names(out, row, 2, attribute);
	for (size_t i = 0; i < dates->count; i++)
		put_balance(books, out, query_integer(row, 0), dates->date[i]);
	answer_close(out, "Account");
}

/* One account, or all for 0. */
static bool
put_accounts(const struct sandbox_request *request,
    struct sandbox_answer *answer, int64_t key,
    const struct balance_dates *dates)
{
	sqlite3_stmt *rows = query(request->books,
	    "SELECT key, number, name, name_en, name_sv FROM account"
	    " WHERE type = 'account' AND (?1 = 0 OR key = ?1) ORDER BY sort",
	    "i", key);
	bool found = key == 0;

	while (query_row(rows)) {
		found = true;
		put_account(request->books, &answer->content, rows, dates);
	}
	if (!found)
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. Account not found with Netvisor "
		    "identifier: %lld",
		    (long long)key);
	return found;
}

void
resource_accountbalance(
    const struct sandbox_request *request, struct sandbox_answer *answer)
{
	const char *one = sandbox_parameter(request, "netvisorkey");
	struct balance_dates dates = { .count = 0 };
	struct parameter_list keys;
	struct arena arena;
	int64_t key = 0;
	bool good;

	arena_init(&arena);
	good = read_dates(request, answer, &arena, &dates) &&
	       parameter_list(request, answer, &arena, "netvisorkeylist",
		   KEYS_MAX, &keys) &&
	       (one == NULL || parameter_key(answer, "netvisorkey", one, &key));
	if (good) {
		answer_open(&answer->content, "AccountBalances");
		if (keys.count == 0 || one != NULL)
			good = put_accounts(request, answer, key, &dates);
		for (size_t i = 0; good && i < keys.count; i++)
			good = parameter_key(answer, "netvisorkeylist",
				   keys.word[i], &key) &&
			       put_accounts(request, answer, key, &dates);
		answer_close(&answer->content, "AccountBalances");
	}
	arena_release(&arena);
}
