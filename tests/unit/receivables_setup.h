/* receivables_setup.h - a folder with receivables.tsv and its like. */
#ifndef TESTS_UNIT_RECEIVABLES_SETUP_H
#define TESTS_UNIT_RECEIVABLES_SETUP_H

#include "unit.h"

#include "ledger/receivables.h"
#include "scratch.h"

#define HEADER                                                                 \
	"#fenvoy 1 receivable\n"                                               \
	"source\tmonth\tkind\tkey\tdocument\tnumber\tcustomer\tdate\t"         \
	"reason\tcurrency\tamount\trate\tamount_eur\tvat_date\tvat\n"
#define ROW(month, kind, key, number, day, reason, amount)                     \
	month "/exports/x.csv:3\t" month "\t" kind "\t" key                    \
	      "\tinvoice:u-1\t" number "\tC1\t" month "-" day "\t" reason      \
	      "\tEUR\t" amount "\t1\t" amount "\t" month                       \
	      "-30\tKOMY 25.5 80.00 20.40\n"
struct fixture {
	char *folder;
	char *path;
	char *opening;
	struct diag_list *diag;
};

static inline int
setup(void **state)
{
	struct fixture *fixture = mem_calloc(1, sizeof(*fixture));

	fixture->folder = scratch_make();
	fixture->path = path_join(fixture->folder, "receivables.tsv");
	fixture->opening =
	    path_join(fixture->folder, "opening_receivables.tsv");
	fixture->diag = diag_list_new();
	*state = fixture;
	return 0;
}

static inline int
teardown(void **state)
{
	struct fixture *fixture = *state;

	scratch_remove(fixture->folder);
	free(fixture->path);
	free(fixture->opening);
	diag_list_free(fixture->diag);
	free(fixture);
	return 0;
}

static inline struct receivables *
load(struct fixture *fixture, struct month drop)
{
	return receivables_load(
	    fixture->path, fixture->opening, drop, fixture->diag);
}

static inline void
put(struct fixture *fixture, const char *name, const char *text)
{
	scratch_write(fixture->folder, name, text);
}

/* What is open of a number on a day. */
static inline int64_t
open_on(const struct receivables *receivables, const char *number, int month,
    int day)
{
	int64_t open = -1;

	assert_true(receivables_open(
	    receivables, number, (struct date){ 2026, month, day }, &open));
	return open;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

#endif
