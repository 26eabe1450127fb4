/*
 * review_write.h - a review as text, as the page review.html with its further
 * pages review/NNN.html, and as the dozen lines that end a run.
 */
#ifndef REPORT_REVIEW_WRITE_H
#define REPORT_REVIEW_WRITE_H

#include "base/diag.h"

struct buf;
struct output;
struct review;

/* All of it, in reading order. Errors stay with the output. */
void review_write_text(const struct review *, struct output *);
void review_write_brief(const struct review *, struct buf *);
/*
 * Write review.html and, for more than REVIEW_PAGE_DOCUMENTS documents,
 * review/001.html and so on into the month folder. They replace what was
 * there, the page itself last. 0, or -1 after findings (system.*).
 */
int review_write_html(const struct review *, struct diag_list *);

#endif
