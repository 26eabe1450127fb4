/*
 * sandbox_books.h - books in memory for tests of the sandbox's resources, and
 * calls of resources without a server.
 */
#ifndef TESTS_UNIT_SANDBOX_BOOKS_H
#define TESTS_UNIT_SANDBOX_BOOKS_H

#include "unit.h"

#include <sqlite3.h>

#include "base/buf.h"
#include "sandbox/books.h"
#include "sandbox/resource.h"

#define SANDBOX_NOW "2026-11-02T09:05:07"

/* Voucher types: 1 Myyntilasku, 2 Muut. */
static const char sandbox_books_rows[] =
    "INSERT INTO account(key, number, name, type, active, cumulative,"
    " natural_negative) VALUES"
    " (1, '', 'Vastaavaa', 'accountgroup', 1, 0, 0),"
    " (2, '1701', 'Myyntisaamiset', 'account', 1, 0, 0),"
    " (3, '1763', 'ALV-saamiset', 'account', 1, 0, 0),"
    " (4, '2861', 'Ennakot', 'account', 1, 0, 1),"
    " (5, '2939', 'ALV-velka', 'account', 1, 0, 1),"
    " (6, '3000', 'Myynti', 'account', 1, 0, 1),"
    " (7, '3010', 'Tuki', 'account', 1, 0, 1),"
    " (8, '3099', 'Vanha', 'account', 0, 0, 1),"
    " (9, '30', 'Myynti', 'accountgroup', 1, 0, 1),"
    " (10, '8560', 'Senttierot', 'account', 1, 0, 0);"
    "INSERT INTO default_account VALUES (1, 'RoundingOffDifference', '8560'),"
    " (2, 'SalesReceivables', '1701'), (3, 'SalesVATDebt', '2939'),"
    " (4, 'PurchaseVATReceivable', '1763');"
    "INSERT INTO period VALUES (1, '2026', '2026-01-01', '2026-12-31');"
    "INSERT INTO lock VALUES ('accounting', '2026-08-31'),"
    " ('vat', '2026-09-30'), ('purchase', '2026-12-31');"
    "INSERT INTO voucher_type(key, abbreviation, name) VALUES"
    " (1, 'ML', 'Myyntilasku'), (2, 'MU', 'Muut');"
    "INSERT INTO default_voucher_type VALUES (1, 'SalesInvoices', 1);"
    "INSERT INTO dimension_header VALUES (11, 'Tuotelinja', 0);"
    "INSERT INTO dimension_item VALUES (12, 11, 'SaaS', 0, 'fixture');"
    "INSERT INTO customer(key, code, name, business_id, street, comment)"
    " VALUES (501, 'C-1', 'Kettu & Karhu Oy', '9000000-3', 'Katu 1', 'old');"
    "INSERT INTO product(key, code, name, account) VALUES"
    " (601, 'SUB', 'Subscription', '3000'), (602, 'OLD', 'Old', '3099');"
    "INSERT INTO vat_rate VALUES ('KOMY', '25.5'), ('KOMY', '10'),"
    " ('KOMY', '0'), ('NONE', '0'), ('NONE', '24'), ('KOOS', '25.5'),"
    " ('EUPM312', '0');";

static inline int
sandbox_books_setup(void **state)
{
	sqlite3 *books;

	if (sqlite3_open(":memory:", &books) != SQLITE_OK)
		return -1;
	books_create(books);
	books_exec(books, sandbox_books_rows);
	*state = books;
	return 0;
}

static inline int
sandbox_books_teardown(void **state)
{
	return sqlite3_close(*state) == SQLITE_OK ? 0 : -1;
}

/* What a resource answered; release it. */
static inline struct sandbox_answer
sandbox_call(sqlite3 *books, sandbox_handler *handler, const char *query,
    const char *body)
{
	struct sandbox_parameter parameter[8];
	struct sandbox_request request = { .resource = "test",
		.parameter = parameter,
		.body = body,
		.body_len = strlen(body),
		.language = SANDBOX_EN,
		.url = "http://127.0.0.1:1",
		.books = books,
		.now = SANDBOX_NOW };
	struct sandbox_answer answer = { .code = NULL };
	char text[16384], *at = text;

	assert_true(strlen(query) < sizeof(text));
	memcpy(text, query, strlen(query) + 1);
	while (*at != '\0') {
		char *equals = strchr(at, '='), *end = strchr(at, '&');

		assert_non_null(equals);
		assert_true(request.parameter_count < COUNT(parameter));
		parameter[request.parameter_count].name = at;
		parameter[request.parameter_count++].value = equals + 1;
		*equals = '\0';
		if (end == NULL)
			break;
		*end = '\0';
		at = end + 1;
	}
	buf_init(&answer.content, BUF_MAX_DEFAULT);
	buf_init(&answer.message, BUF_MAX_DEFAULT);
	handler(&request, &answer);
	return answer;
}

static inline void
sandbox_release(struct sandbox_answer *answer)
{
	buf_release(&answer->content);
	buf_release(&answer->message);
}

/* The resource must refuse with the code, and a message that holds words. */
static inline void
sandbox_refused(sqlite3 *books, sandbox_handler *handler, const char *query,
    const char *body, const char *code, const char *words)
{
	struct sandbox_answer answer =
	    sandbox_call(books, handler, query, body);

	if (answer.code == NULL)
		fail_msg("not refused: %s", body);
	assert_string_equal(answer.code, code);
	if (strstr(buf_text(&answer.message), words) == NULL)
		fail_msg("'%s' not in '%s'", words, buf_text(&answer.message));
	sandbox_release(&answer);
}

/* The resource must succeed; NULL-terminated words must all be in it. */
static inline void
sandbox_answers(sqlite3 *books, sandbox_handler *handler, const char *query,
    const char *body, const char *const *words)
{
	struct sandbox_answer answer =
	    sandbox_call(books, handler, query, body);

	if (answer.code != NULL)
		fail_msg("%s: %s", answer.code, buf_text(&answer.message));
	for (; *words != NULL; words++)
		if (strstr(buf_text(&answer.content), *words) == NULL)
			fail_msg("'%s' not in '%s'", *words,
			    buf_text(&answer.content));
	sandbox_release(&answer);
}

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define NO_WORDS ((const char *const[]){ NULL })

/* The first column of all rows, a line feed after each. */
static inline void
sandbox_rows(sqlite3 *books, const char *sql, const char *expected)
{
	struct buf rows;
	sqlite3_stmt *row = books_prepare(books, sql);

	buf_init(&rows, BUF_MAX_DEFAULT);
	while (sqlite3_step(row) == SQLITE_ROW) {
		buf_puts(&rows, (const char *)sqlite3_column_text(row, 0));
		buf_putc(&rows, '\n');
	}
	(void)sqlite3_finalize(row);
	assert_string_equal(buf_text(&rows), expected);
	buf_release(&rows);
}

/* The lines of the newest voucher: "1701 12550 NONE 0". */
#define NEWEST_LINES                                                           \
	"SELECT account || ' ' || sum || ' ' || vat_code || ' ' ||"            \
	" vat_percent FROM voucher_line WHERE voucher ="                       \
	" (SELECT max(key) FROM voucher) ORDER BY place"

#endif
