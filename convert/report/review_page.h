/*
 * review_page.h - setting a review as pages: the overview, and the documents
 * a thousand at a time.
 */
#ifndef REPORT_REVIEW_PAGE_H
#define REPORT_REVIEW_PAGE_H

#include <stddef.h>

#include "report/page.h"
#include "report/review.h"

/* So many documents at most stand in one page. */
#define REVIEW_PAGE_DOCUMENTS 1000
/* Other long lists end after so many rows and say where the rest is. */
#define REVIEW_LIST_ROWS 1000

/* Sections, in their order. */
void review_put_subject(const struct review *, struct page *);
void review_put_compared(const struct review *, struct page *);
void review_put_left_out(const struct review *, struct page *);
void review_put_kinds(const struct review *, struct page *);
void review_put_accounts(const struct review *, struct page *);
void review_put_vat(const struct review *, struct page *);
void review_put_deferred(const struct review *, struct page *);
void review_put_findings(const struct review *, struct page *);
/* All of the above. */
void review_put_overview(const struct review *, struct page *);
/*
 * The documents from first on, count of them. to_month leads from the page's
 * folder to the month's ("" or "../").
 */
void review_put_documents(const struct review *, size_t first, size_t count,
    const char *to_month, struct page *);
/* Where the documents' own pages are, when there are several. */
void review_put_index(const struct review *, struct page *);
/* What a run prints when it is through: figures only, a dozen lines. */
void review_put_brief(const struct review *, struct page *);

/* "Invoices" of "invoice"; an unknown kind as it is. */
const char *review_kind_title(const char *kind);
/* Its place in the sending order; an unknown kind comes last. */
#define KIND_RANK_LAST 23
size_t review_kind_rank(const char *kind);
/* "Invoice" of "invoice". */
const char *review_kind_name(const char *kind);
/* The sum over a tally's rows of one currency: for the total row. */
int64_t review_tally_sum(
    const struct tally *, const struct currency *, size_t amount);

#endif
