/*
 * journal_setup.h - a journal of the test's own, and small batches for it:
 * one request of invoices, a document of 1.00 a line of text each.
 */
#ifndef TESTS_UNIT_JOURNAL_SETUP_H
#define TESTS_UNIT_JOURNAL_SETUP_H

#include "base/reference.h"
#include "findings.h"
#include "mapping/company.h"
#include "netvisor/batch.h"
#include "netvisor/journal.h"
#include "records.h"

#define JOURNAL_SETUP_ITEMS 4

struct journal_setup {
	char *dir;
	struct company company;
	struct clock clock;
	struct diag_list *diag;
	struct journal *journal;
};

/* What a document is called, and the lines that it books. */
struct journal_item {
	const char *name;
	const char *lines;
};

static inline void
journal_setup_init(struct journal_setup *setup, char *dir)
{
	*setup = (struct journal_setup){ .dir = dir,
		.clock = { true, 1793530800 }, /* 2026-11-01T11:00:00Z */
		.diag = diag_list_new() };
	setup->company.business_id = mem_strdup("9127764-5");
	setup->company.host = mem_strdup("https://isvapi.netvisor.fi");
	setup->company.journal = path_join(dir, "journal.db");
}

static inline void
journal_setup_close(struct journal_setup *setup)
{
	journal_close(setup->journal);
	setup->journal = NULL;
}

static inline void
journal_setup_release(struct journal_setup *setup)
{
	journal_setup_close(setup);
	diag_list_free(setup->diag);
	free(setup->company.business_id);
	free(setup->company.host);
	free(setup->company.journal);
}

/* Open it (again); the test goes on only when it opens. */
static inline void
journal_setup_open(struct journal_setup *setup)
{
	journal_setup_close(setup);
	setup->journal =
	    journal_open(&setup->company, &setup->clock, setup->diag);
	assert_true(findings_equal(setup->diag, ""));
	assert_non_null(setup->journal);
}

/* The one finding there is has this rule and this text. Then: none. */
static inline void
assert_finding(struct journal_setup *setup, const char *rule, const char *text)
{
	char *expected = mem_printf("0:0 %s %s\n", rule, text);

	assert_true(findings_equal(setup->diag, expected));
	free(expected);
	diag_list_free(setup->diag);
	setup->diag = diag_list_new();
}

/* There are findings, all of this rule. Then: none. */
static inline void
assert_rule(struct journal_setup *setup, const char *rule)
{
	struct diag_view view;

	assert_int_not_equal(diag_kept(setup->diag), 0);
	for (size_t i = 0; i < diag_kept(setup->diag); i++) {
		diag_get(setup->diag, i, &view);
		assert_string_equal(view.rule->name, rule);
	}
	diag_list_free(setup->diag);
	setup->diag = diag_list_new();
}

static inline void
assert_no_opening(
    struct journal_setup *setup, const char *rule, const char *text)
{
	assert_null(journal_open(&setup->company, &setup->clock, setup->diag));
	assert_finding(setup, rule, text);
}

/* The batch as it would be loaded from its folder. */
static inline struct batch *
journal_setup_batch(const struct journal_setup *setup,
    const struct journal_item *item, size_t count)
{
	char text[JOURNAL_SETUP_ITEMS][5][96], reference[REFERENCE_TEXT_MAX];
	char items[32], total[32], key[64];
	record_values rows[JOURNAL_SETUP_ITEMS] = { { NULL } };
	const record_values request = { "seq=1", "file=000/000001-invoices.xml",
		"method=POST", "resource=salesinvoicebatch.nv",
		"encoding=utf-8",
		"sha256=00000000000000000000000000000000"
		"00000000000000000000000000000000",
		"kind=invoices", items, "currency=EUR", total, NULL };
	char *dir = path_join(setup->dir, "batch");
	struct batch *batch;

	(void)snprintf(items, sizeof(items), "items=%zu", count);
	(void)snprintf(total, sizeof(total), "total=%zu.00", count);
	for (size_t i = 0; i < count; i++) {
		(void)snprintf(key, sizeof(key), "invoice:%s", item[i].name);
		(void)snprintf(text[i][0], 96, "key=%s", key);
		(void)snprintf(text[i][1], 96, "reference=%s",
		    reference_make(key, reference));
		(void)snprintf(text[i][2], 96, "item=%zu", i + 1);
		(void)snprintf(text[i][3], 96, "name=%s", item[i].name);
		(void)snprintf(text[i][4], 96, "lines=%s", item[i].lines);
		for (size_t j = 0; j < 5; j++)
			rows[i][j] = text[i][j];
		rows[i][5] = "seq=1";
		rows[i][6] = "kind=invoice";
		rows[i][7] = "currency=EUR";
		rows[i][8] = "total=1.00";
	}
	records_put(dir, &record_kind_manifest, &request, 1);
	records_put(dir, &record_kind_item, (const record_values *)rows, count);
	records_put(dir, &record_kind_withheld, NULL, 0);
	batch = batch_load(dir, setup->diag);
	assert_true(findings_equal(setup->diag, ""));
	free(dir);
	return batch;
}

/* Register them; the number of the batch, or -1 after findings. */
static inline int64_t
journal_setup_register(struct journal_setup *setup, const char *month,
    const char *digest, const struct journal_item *item, size_t count)
{
	const struct journal_opening opening = { month, "batch", digest,
		"Maija", "2026-11-01T10:00:00Z" };
	struct batch *batch = journal_setup_batch(setup, item, count);
	int64_t number = 0;
	int result = journal_register(
	    setup->journal, batch, &opening, &number, setup->diag);

	batch_free(batch);
	return result == 0 ? number : -1;
}

static inline int
journal_setup_intend(
    struct journal_setup *setup, int64_t batch, const char *transaction_id)
{
	const struct journal_intent intent = { batch, 1, transaction_id,
		"7 8" };

	return journal_intend(setup->journal, &intent, setup->diag);
}

static inline int
journal_setup_record(struct journal_setup *setup, int64_t batch, long item,
    enum journal_state state, const char *key)
{
	const struct journal_event event = {
		.seq = 1, .item = item, .state = state, .netvisor_key = key
	};

	return journal_record(setup->journal, batch, &event, 1, setup->diag);
}

/* The states of a list, "name STATE key," each. Frees the list. */
static inline int
journal_setup_states(struct journal_documents *list, const char *expected)
{
	struct buf buf;
	int equal;

	buf_init(&buf, BUF_MAX_DEFAULT);
	for (size_t i = 0; i < journal_document_count(list); i++) {
		const struct journal_document *one =
		    journal_document_at(list, i);

		buf_printf(&buf, "%s %s %s,", one->name,
		    journal_state_name(one->state), one->netvisor_key);
	}
	equal = strcmp(buf_text(&buf), expected) == 0;
	if (!equal)
		(void)fprintf(stderr, "# expected %s\n# found %s\n", expected,
		    buf_text(&buf));
	buf_release(&buf);
	journal_documents_free(list);
	return equal;
}

#endif
