/* test_export_path.c - months and labels from paths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "fenerum/export_path.h"

static void
test_labels(void **state)
{
	static const struct {
		const char *path;
		const char *label; /* in a run of 2026-10 */
	} cases[] = {
		{ "/no/such/2026-10/exports/a.csv", "exports/a.csv" },
		{ "/no/such/2026-09/exports/a.csv", "2026-09/exports/a.csv" },
		{ "/no/2026-08/2026-10/a.csv", "a.csv" },
		{ "/no/such/2026-13/a.csv", "/no/such/2026-13/a.csv" },
		{ "/no/such/2026-100/a.csv", "/no/such/2026-100/a.csv" },
		{ "no-such.csv", "no-such.csv" },
		{ "/no/such/2026-10", "/no/such/2026-10" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *label = export_path_label(
		    cases[i].path, (struct month){ 2026, 10 });

		assert_string_equal(label, cases[i].label);
		free(label);
	}
}

static void
test_months(void **state)
{
	struct month month;

	(void)state;
	assert_true(export_path_month("/no/2026-08/x/2026-10/e/a.csv", &month));
	assert_int_equal(month.month, 10);
	assert_false(export_path_month("/no/such/exports/a.csv", &month));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_labels),
		cmocka_unit_test(test_months),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
