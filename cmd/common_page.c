/* common_page.c - see common_page.h. */
#include "common_page.h"

#include <stdio.h>

#include "base/buf.h"
#include "report/page.h"

void
page_print(const struct page *page, bool nested)
{
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	page_write_text(page, nested, &text);
	(void)fwrite(buf_text(&text), 1, text.len, stdout);
	buf_release(&text);
}
