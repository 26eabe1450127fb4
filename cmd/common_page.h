/* common_page.h - putting a page on standard output. */
#ifndef CMD_COMMON_PAGE_H
#define CMD_COMMON_PAGE_H

#include <stdbool.h>

struct page;

/*
 * As page_write_text does it; nested says that no title is wanted. Errors of
 * standard output show in tool_finish.
 */
void page_print(const struct page *, bool nested);

#endif
