/*
 * fetch_setup.h - an answer read by one of netvisor/fetch_run.h's readers, and
 * what came of it as text.
 */
#ifndef TESTS_UNIT_FETCH_SETUP_H
#define TESTS_UNIT_FETCH_SETUP_H

#include <inttypes.h>

#include "findings.h"
#include "unit.h"

#include "base/buf.h"
#include "netvisor/fetch_run.h"
#include "netvisor/reply.h"

#define OK                                                                     \
	"<Root><ResponseStatus><Status>OK</Status>"                            \
	"<TimeStamp>25.11.2026 10:15:31</TimeStamp></ResponseStatus>"
#define END "</Root>"

typedef void reader(
    struct fetch *, const struct reply_node *root, void *context);

struct harness {
	struct diag_list *diag;
	struct fetch fetch;
	struct fetched_registers registers;
	struct fetched_books books;
	struct buf rows;
};

static inline int
setup(void **state)
{
	struct harness *h = mem_calloc(1, sizeof(*h));

	h->diag = diag_list_new();
	fetch_init(&h->fetch, NULL, h->diag);
	fetched_books_init(&h->books);
	buf_init(&h->rows, BUF_MAX_DEFAULT);
	*state = h;
	return 0;
}

static inline int
teardown(void **state)
{
	struct harness *h = *state;

	buf_release(&h->rows);
	fetched_books_release(&h->books);
	fetched_registers_release(&h->registers);
	fetch_release(&h->fetch);
	diag_list_free(h->diag);
	free(h);
	return 0;
}

static inline void
read_answer(struct harness *h, reader *read, void *context, const char *xml)
{
	struct reply *reply = reply_parse(xml, strlen(xml));

	assert_int_equal(reply_state(reply), REPLY_OK);
	read(&h->fetch, reply_root(reply), context);
	/* What was kept does not need the reply. */
	reply_free(reply);
}

static inline void
expect(struct harness *h, const char *rows, const char *findings)
{
	assert_string_equal(buf_text(&h->rows), rows);
	assert_true(findings_equal(h->diag, findings));
	assert_int_equal(h->fetch.failed, *findings != '\0');
}

static inline void
show_money(struct buf *buf, struct money money)
{
	char text[MONEY_TEXT_MAX];

	if (money.currency == NULL) {
		buf_puts(buf, "?");
		return;
	}
	(void)money_format(money, '.', text);
	buf_printf(buf, "%s %s", text, money.currency->code);
}

static inline void
show_date(struct buf *buf, struct date date)
{
	char text[DATE_TEXT_MAX];

	buf_puts(buf, date_is_set(date) ? date_format(date, text) : "-");
}

#define TEST(function)                                                         \
	cmocka_unit_test_setup_teardown(function, setup, teardown)

#endif
