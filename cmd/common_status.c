/* common_status.c - fenvoy status: how far each month is, and what is next. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/output.h"
#include "common.h"
#include "common_driver.h"
#include "common_page.h"
#include "common_path.h"
#include "mapping/company.h"
#include "report/month_state.h"
#include "report/page.h"

static int
is_month(const struct dirent *entry)
{
	struct month month;

	return month_parse(entry->d_name, strlen(entry->d_name), &month);
}

static int
by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static const char *
next_text(const struct month_state *state, const char *dir, const char *month,
    struct page *page)
{
	char *command = close_command(dir, month);
	const char *close = arena_strdup(&page->arena, command);
	const char *result = "";

	free(command);
	switch (state->next) {
	case NEXT_EXPORTS:
		result = "put Fenerum's CSV files into its folder exports";
		break;
	case NEXT_CORRECT:
		result = arena_printf(&page->arena,
		    "correct what findings.jsonl names, then %s", close);
		break;
	case NEXT_REVIEW:
		result = "read review.html, then approve or reject";
		break;
	case NEXT_DIFFERENCES:
		result = arena_printf(&page->arena,
		    "see to what reconciliation.txt names, then %s", close);
		break;
	case NEXT_NOTHING:
		result = "nothing";
		break;
	case NEXT_CLOSE:
	default:
		result = close;
		/* A close does not send once more what was refused. */
		if (strstr(state->sent, "refused") != NULL)
			result = "see to what Netvisor refused, then "
				 "netvisor-send --retry-refused";
		break;
	}
	return result;
}

static const struct page_column column[] = {
	{ "Month", SET_TEXT },
	{ "Exports", SET_NUMBER },
	{ "Billing", SET_TEXT },
	{ "Ledger", SET_TEXT },
	{ "Batch", SET_TEXT },
	{ "Check", SET_TEXT },
	{ "Review", SET_TEXT },
	{ "Approval", SET_TEXT },
	{ "Sent", SET_TEXT },
	{ "Books", SET_TEXT },
	{ "Next", SET_TEXT },
};
#define COLUMNS (sizeof(column) / sizeof(column[0]))

/*
 * Its values in the order of the columns, in the page's arena, and what was
 * changed by a re-export ("" if it was none).
 */
static const char *
read_month(const struct company *company, const char *dir, const char *month,
    struct page *page, const char *ret[COLUMNS])
{
	struct month_state state;
	char *path = path_join(dir, month);
	const char *compared;

	month_state_load(&state, company, path);
	{
		const char *const value[COLUMNS] = { month, state.exports,
			state.billing, state.ledger, state.batch, state.check,
			state.review, state.approval, state.sent, state.books,
			next_text(&state, dir, month, page) };

		for (size_t i = 0; i < COLUMNS; i++)
			ret[i] = arena_strdup(&page->arena, value[i]);
	}
	compared = arena_strdup(&page->arena, state.compared);
	month_state_release(&state);
	free(path);
	return compared;
}

/* One month is a list: its lines fit a narrow terminal. */
static void
put_month(const struct company *company, const char *dir, const char *month,
    struct page *page)
{
	const char *value[COLUMNS], *compared;

	compared = read_month(company, dir, month, page, value);
	page_facts(page);
	for (size_t i = 0; i < COLUMNS; i++)
		page_fact(page, column[i].title, value[i]);
	if (compared[0] != '\0')
		page_fact(page, "Changed since the exports before", compared);
}

static void
put_row(const struct company *company, const char *dir, const char *month,
    struct page *page)
{
	const char *value[COLUMNS];

	(void)read_month(company, dir, month, page, value);
	page_row(page, TONE_PLAIN);
	for (size_t i = 0; i < COLUMNS; i++)
		page_cell(page, value[i]);
}

static void
put_months(const struct company *company, const char *dir, struct page *page)
{
	struct dirent **entry = NULL;
	int count = scandir(dir, &entry, is_month, by_bytes);

	page_table(page, column, COLUMNS);
	for (int i = 0; i < count; i++) {
		put_row(company, dir, entry[i]->d_name, page);
		free(entry[i]);
	}
	free(entry);
	if (count <= 0) {
		page_row(page, TONE_PLAIN);
		page_cell(page, "none yet");
		for (size_t i = 2; i < COLUMNS; i++)
			page_cell(page, "");
		page_cell(page, "put Fenerum's CSV files into YYYY-MM/exports");
	}
}

int
driver_status(struct tool *tool, const char *dir, const char *month)
{
	char *path = path_join(dir, "company.yaml");
	struct company *company = company_load(path, tool->diag);
	struct page page;

	free(path);
	if (company == NULL)
		return STATUS_CONFIG;
	page_init(&page, company->name, company->business_id);
	if (month != NULL)
		put_month(company, dir, month, &page);
	else
		put_months(company, dir, &page);
	page_print(&page, false);
	page_release(&page);
	company_free(company);
	return STATUS_DONE;
}
