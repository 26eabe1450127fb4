/* review_write.c - see review_write.h. */
#include "report/review_write.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/output.h"
#include "mapping/company.h"
#include "report/review_page.h"

static void
begin(const struct review *review, struct page *page, const char *what)
{
	char month[MONTH_TEXT_MAX];
	char *title = mem_printf(
	    "Review of %s%s", month_format(review->month, month), what);

	page_init(page, title, review->company->name);
	free(title);
}

/* A thousand documents at a time, so that memory stays bounded. */
static size_t
chunk(const struct review *review, size_t first)
{
	size_t left = review->document_count - first;

	return left < REVIEW_PAGE_DOCUMENTS ? left : REVIEW_PAGE_DOCUMENTS;
}

static void
flush_text(struct page *page, bool nested, struct output *out)
{
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	page_write_text(page, nested, &text);
	output_put(out, buf_text(&text), text.len);
	buf_release(&text);
}

void
review_write_text(const struct review *review, struct output *out)
{
	struct page page;

	begin(review, &page, "");
	review_put_overview(review, &page);
	page_heading(&page, "documents", "Every document");
	flush_text(&page, false, out);
	page_release(&page);
	for (size_t first = 0; first < review->document_count;
	     first += REVIEW_PAGE_DOCUMENTS) {
		begin(review, &page, "");
		review_put_documents(
		    review, first, chunk(review, first), "", &page);
		output_puts(out, "\n");
		flush_text(&page, true, out);
		page_release(&page);
	}
}

void
review_write_brief(const struct review *review, struct buf *out)
{
	char month[MONTH_TEXT_MAX];
	struct page page;

	page_init(
	    &page, review->company->name, month_format(review->month, month));
	review_put_brief(review, &page);
	page_write_text(&page, false, out);
	page_release(&page);
}

static int
write_page(const struct review *review, const struct page *page,
    const char *path, struct diag_list *diag)
{
	struct buf html;
	char *footer = mem_printf("fenvoy %s. Digest %s. This page stands "
				  "alone: it runs nothing and fetches "
				  "nothing.",
	    review->version, review->digest);
	int result;

	buf_init(&html, BUF_MAX_DEFAULT);
	page_write_html(page, footer, &html);
	result = atomic_file_write(path, buf_text(&html), html.len, diag);
	buf_release(&html);
	free(footer);
	return result;
}

/* review/NNN.html */
static int
write_part(const struct review *review, const char *dir, size_t first,
    struct diag_list *diag)
{
	size_t count = chunk(review, first);
	char *what =
	    mem_printf(", documents %zu to %zu", first + 1, first + count);
	char *name =
	    mem_printf("%03zu.html", first / REVIEW_PAGE_DOCUMENTS + 1);
	char *path = path_join(dir, name);
	struct page page;
	int result;

	begin(review, &page, what);
	page_facts(&page);
	page_fact_link(&page, "Back to", "the whole review", "../review.html");
	review_put_documents(review, first, count, "../", &page);
	result = write_page(review, &page, path, diag);
	page_release(&page);
	free(path);
	free(name);
	free(what);
	return result;
}

/* All parts, in a folder that takes its name when it is complete. */
static int
write_parts(const struct review *review, struct diag_list *diag)
{
	char *temporary = path_join(review->dir, ".review.tmp");
	char *final = path_join(review->dir, "review");
	int result = folder_remove(temporary, diag);

	if (result == 0)
		result = folder_make(temporary, diag);

	for (size_t first = 0; result == 0 && first < review->document_count;
	     first += REVIEW_PAGE_DOCUMENTS)
		result = write_part(review, temporary, first, diag);
	if (result == 0)
		result = folder_remove(final, diag);
	if (result == 0 && rename(temporary, final) != 0) {
		(void)diag_add(diag, RULE_SYSTEM_FILE,
		    (struct source_pos){ final, 0, 0 }, "cannot be made: %s",
		    strerror(errno));
		result = -1;
	}
	free(final);
	free(temporary);
	return result;
}

static int
remove_parts(const struct review *review, struct diag_list *diag)
{
	char *final = path_join(review->dir, "review");
	int result = folder_remove(final, diag);

	free(final);
	return result;
}

int
review_write_html(const struct review *review, struct diag_list *diag)
{
	bool parts = review->document_count > REVIEW_PAGE_DOCUMENTS;
	char *path = path_join(review->dir, "review.html");
	struct page page;
	int result;

	result = parts ? write_parts(review, diag) : remove_parts(review, diag);
	begin(review, &page, "");
	review_put_overview(review, &page);
	page_heading(&page, "documents", "Every document");
	if (parts)
		review_put_index(review, &page);
	else
		review_put_documents(
		    review, 0, review->document_count, "", &page);
	if (result == 0)
		result = write_page(review, &page, path, diag);
	page_release(&page);
	free(path);
	return result;
}
