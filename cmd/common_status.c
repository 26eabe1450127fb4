/* common_status.c - fenvoy status: a line for each month, and what is next. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/output.h"
#include "common.h"
#include "common_driver.h"
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
		break;
	}
	return result;
}

static void
put_month(const struct company *company, const char *dir, const char *month,
    struct page *page)
{
	struct month_state state;
	char *path = path_join(dir, month);

	month_state_load(&state, company, path);
	page_row(page, TONE_PLAIN);
	page_cell(page, month);
	page_cell(page, state.exports);
	page_cell(page, state.billing);
	page_cell(page, state.ledger);
	page_cell(page, state.batch);
	page_cell(page, state.check);
	page_cell(page, state.review);
	page_cell(page, state.approval);
	page_cell(page, state.sent);
	page_cell(page, state.books);
	page_cell(page, next_text(&state, dir, month, page));
	month_state_release(&state);
	free(path);
}

static void
put_months(const struct company *company, const char *dir, struct page *page)
{
	struct dirent **entry = NULL;
	int count = scandir(dir, &entry, is_month, by_bytes);

	for (int i = 0; i < count; i++) {
		put_month(company, dir, entry[i]->d_name, page);
		free(entry[i]);
	}
	free(entry);
	if (count <= 0) {
		page_row(page, TONE_PLAIN);
		page_cell(page, "none yet");
		for (size_t i = 0; i < 9; i++)
			page_cell(page, "");
		page_cell(page, "put Fenerum's CSV files into YYYY-MM/exports");
	}
}

int
driver_status(struct tool *tool, const char *dir, const char *month)
{
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
	char *path = path_join(dir, "company.yaml");
	struct company *company = company_load(path, tool->diag);
	struct page page;
	struct buf text;

	free(path);
	if (company == NULL)
		return STATUS_CONFIG;
	page_init(&page, company->name, company->business_id);
	page_table(&page, column, sizeof(column) / sizeof(column[0]));
	if (month != NULL)
		put_month(company, dir, month, &page);
	else
		put_months(company, dir, &page);
	buf_init(&text, BUF_MAX_DEFAULT);
	page_write_text(&page, false, &text);
	(void)fwrite(buf_text(&text), 1, text.len, stdout);
	buf_release(&text);
	page_release(&page);
	company_free(company);
	return STATUS_DONE;
}
