/*
 * test_ledger_posting.c - a set balances in both currencies, or it is refused
 * (ledger.unbalanced); status decides what is carried.
 */
#include "unit.h"

#include "ledger/carry.h"
#include "ledger/posting.h"
#include "ledger/voucher_put.h"
#include "scratch.h"

static const struct row_source nowhere = { "test", 1 };

static void
test_balance(void **state)
{
	static const struct {
		const char *name;
		int64_t eur[3];
		int64_t amount[3];
		bool balanced;
	} cases[] = {
		{ "two sides", { 12550, -10000, -2550 },
		    { 12550, -10000, -2550 }, true },
		{ "credit note", { -12550, 10000, 2550 },
		    { -12550, 10000, 2550 }, true },
		{ "a cent missing in EUR", { 12550, -10000, -2549 },
		    { 12550, -10000, -2550 }, false },
		{ "a cent missing in the document", { 9091, -9091, 0 },
		    { 100000, -99999, 0 }, false },
		{ "zero", { 0, 0, 0 }, { 0, 0, 0 }, true },
		{ "overflow", { INT64_MAX, 1, 0 }, { 0, 0, 0 }, false },
		{ "no opposite", { INT64_MIN, INT64_MAX, 1 }, { 0, 0, 0 },
		    false },
	};
	struct posting_set set;
	size_t i, j;

	(void)state;
	posting_set_init(&set);
	for (i = 0; i < COUNT(cases); i++) {
		posting_set_clear(&set);
		for (j = 0; j < COUNT(cases[i].eur); j++)
			posting_add(&set, nowhere, "3000", cases[i].eur[j],
			    cases[i].amount[j]);
		assert_row(posting_set_is_balanced(&set) == cases[i].balanced,
		    cases[i].name);
	}
	posting_set_release(&set);
}

/* A voucher whose postings do not balance is refused before it is written. */
static void
test_unbalanced(void **state)
{
	struct ledger_run run = { .diag = diag_list_new() };
	struct voucher_entry entry = { .source = nowhere,
		.key = "voucher:erp:1",
		.text = "text",
		.amount = { 12550, currency_euro() },
		.amount_eur = 12550 };
	struct fault *faults = NULL;
	struct posting_set set;
	struct diag_view view;

	(void)state;
	arena_init(&run.arena);
	posting_set_init(&set);
	posting_add(&set, nowhere, "1700", 12550, 12550);
	posting_add(&set, nowhere, "3000", -12549, -12549);
	assert_false(voucher_put(&run, &entry, &set, &faults));
	assert_non_null(faults);
	assert_string_equal(faults->rule, "ledger.unbalanced");
	assert_int_equal(diag_kept(run.diag), 1);
	diag_get(run.diag, 0, &view);
	assert_string_equal(view.rule->name, "ledger.unbalanced");
	posting_set_release(&set);
	arena_release(&run.arena);
	diag_list_free(run.diag);
}

static void
test_carry(void **state)
{
	static const struct {
		enum erp_status status;
		bool has_voucher;
		enum carry carry;
	} cases[] = {
		{ ERP_NOT_BOOKED, false, CARRY_YES },
		{ ERP_OPEN, false, CARRY_YES },
		{ ERP_FAILED, false, CARRY_YES },
		{ ERP_CANCELLED, false, CARRY_CANCELLED },
		{ ERP_BOOKED, false, CARRY_ALREADY_BOOKED },
		{ ERP_POSTED, false, CARRY_ALREADY_BOOKED },
		{ ERP_OPEN, true, CARRY_ALREADY_BOOKED },
		{ ERP_NOT_BOOKED, true, CARRY_ALREADY_BOOKED },
		{ ERP_CANCELLED, true, CARRY_ALREADY_BOOKED },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		struct billing_erp_line erp = { .status = cases[i].status,
			.has_voucher = cases[i].has_voucher };

		assert_row(carry_of_status(&erp) == cases[i].carry,
		    erp_status_word(cases[i].status));
	}
}

static void
test_pool(void **state)
{
	struct text_pool pool;
	const char *kept;
	char text[16];
	uint32_t i;

	(void)state;
	text_pool_init(&pool);
	assert_int_equal(text_pool_find(&pool, "a", 1), TEXT_POOL_NONE);
	for (i = 0; i < 5000; i++) {
		(void)snprintf(text, sizeof(text), "%u", i);
		assert_int_equal(text_pool_add(&pool, text, strlen(text)), i);
	}
	kept = text_pool_keep(&pool, "4711", 4);
	assert_ptr_equal(kept, text_pool_text(&pool, 4711));
	assert_ptr_equal(kept, text_pool_keep(&pool, "4711x", 4));
	assert_int_equal(text_pool_find(&pool, "5000", 4), TEXT_POOL_NONE);
	assert_int_equal(text_pool_add(&pool, "", 0), 5000);
	assert_int_equal(text_pool_find(&pool, "", 0), 5000);
	text_pool_release(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_balance),
		cmocka_unit_test(test_unbalanced),
		cmocka_unit_test(test_carry),
		cmocka_unit_test(test_pool),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
