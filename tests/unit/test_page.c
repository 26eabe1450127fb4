/* test_page.c - a page as text and as HTML (report/page.h). */
#include "unit.h"

#include "base/buf.h"
#include "report/page.h"
#include "report/page_css.h"

static const struct page_column columns[] = {
	{ "Name", SET_TEXT },
	{ "Code", SET_CODE },
	{ "Amount", SET_NUMBER },
	{ "Remark", SET_TEXT },
};

static struct money
euro(int64_t minor)
{
	return (struct money){ minor, currency_euro() };
}

static void
fill(struct page *page)
{
	page_init(page, "Title <1>", "sub & title");
	page_heading(page, "one", "First");
	page_text(page, TONE_BAD, "Beware of <script>alert(1)</script>.");
	page_table(page, columns, COUNT(columns));
	page_row(page, TONE_PLAIN);
	page_cell(page, "\xc3\x84iti Oy");
	page_cell_link(page, "a\"b", "batch/000/x.xml\"><i>");
	page_cell_money(page, euro(-1230));
	page_cell(page, "");
	page_row(page, TONE_TOTAL);
	page_cell(page, "In all");
	page_cell(page, "");
	page_cell_money(page, euro(123456));
	page_cell(page, "tab\there");
	page_heading(page, "two", "Second");
	page_group(page, "fv-1", "Invoice 1", "EUR 1.00");
	page_facts(page);
	page_fact(page, "Reference", "fv-1");
	page_fact(page, "Long name", "x");
	page_group_end(page);
	page_copy(page, "a command");
}

static void
test_text(void **state)
{
	struct page page;
	struct buf text;

	(void)state;
	fill(&page);
	buf_init(&text, BUF_MAX_DEFAULT);
	page_write_text(&page, false, &text);
	assert_string_equal(buf_text(&text),
	    "Title <1>\n"
	    "=========\n"
	    "sub & title\n"
	    "\n\nFirst\n"
	    "-----\n"
	    "\n! Beware of <script>alert(1)</script>.\n"
	    "\n"
	    "Name     Code   Amount  Remark\n"
	    "---------------------------------\n"
	    "\xc3\x84iti Oy  a\"b    -12.30\n"
	    "---------------------------------\n"
	    "In all         1234.56  tab\\there\n"
	    "\n\nSecond\n"
	    "------\n"
	    "\nInvoice 1  EUR 1.00\n"
	    "    Reference  fv-1\n"
	    "    Long name  x\n"
	    "\n    a command\n");
	buf_release(&text);
	page_release(&page);
}

static void
test_text_wraps_between_words(void **state)
{
	struct page page;
	struct buf text;

	(void)state;
	page_init(&page, "", "");
	page_text(&page, TONE_WARN,
	    "0123456789 0123456789 0123456789 0123456789 0123456789 "
	    "0123456789 0123456789 0123456789");
	buf_init(&text, BUF_MAX_DEFAULT);
	page_write_text(&page, true, &text);
	assert_string_equal(buf_text(&text),
	    "! 0123456789 0123456789 0123456789 0123456789 0123456789 "
	    "0123456789 0123456789\n  0123456789\n");
	buf_release(&text);
	page_release(&page);
}

static void
test_html_escapes_and_forbids(void **state)
{
	static const char *const expected[] = {
		"<title>Title &lt;1&gt; \xc2\xb7 sub &amp; title</title>",
		"content=\"default-src 'none'; style-src 'sha256-",
		"'; base-uri 'none'; form-action 'none'\"",
		"Beware of &lt;script&gt;alert(1)&lt;/script&gt;.",
		"<a href=\"batch/000/x.xml&quot;&gt;&lt;i&gt;\">a&quot;b</a>",
		"<td class=\"n\" data-t=\"Amount\">-12.30</td><td></td></tr>",
		"<tr class=\"total\">",
		"<li><a href=\"#one\">First</a></li>",
		"<details open id=\"fv-1\"><summary><b>Invoice 1</b>",
		"<dt>Reference</dt><dd>fv-1</dd>",
		"<footer><p>foot</p></footer>",
	};
	static const char *const forbidden[] = { "<script", " onload",
		"http:", "https:", "url(", "@import", "src=\"" };
	struct page page;
	struct buf html;

	(void)state;
	fill(&page);
	buf_init(&html, BUF_MAX_DEFAULT);
	page_write_html(&page, "foot", &html);
	for (size_t i = 0; i < COUNT(expected); i++)
		assert_row(
		    strstr(buf_text(&html), expected[i]) != NULL, expected[i]);
	for (size_t i = 0; i < COUNT(forbidden); i++)
		assert_row(strstr(buf_text(&html), forbidden[i]) == NULL,
		    forbidden[i]);
	buf_release(&html);
	page_release(&page);
}

/* A value cannot turn round what stands beside it. */
static void
test_html_shows_direction(void **state)
{
	struct page page;
	struct buf html;

	(void)state;
	page_init(&page, "t", "s");
	page_text(&page, TONE_PLAIN,
	    "a\xE2\x80\xAE<b\xE2\x81\xA9\xE2\x80\xAF\xD8\x9C\xC3\xA4");
	buf_init(&html, BUF_MAX_DEFAULT);
	page_write_html(&page, "", &html);
	assert_non_null(strstr(buf_text(&html),
	    "<p>a\\u202e&lt;b\\u2069\xE2\x80\xAF\\u061c\xC3\xA4</p>"));
	buf_release(&html);
	page_release(&page);
}

/* The policy admits this style sheet and no other. */
static void
test_style_ends_no_element(void **state)
{
	(void)state;
	for (size_t i = 0; page_css[i] != NULL; i++)
		assert_null(strchr(page_css[i], '<'));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_text_wraps_between_words),
		cmocka_unit_test(test_html_escapes_and_forbids),
		cmocka_unit_test(test_html_shows_direction),
		cmocka_unit_test(test_style_ends_no_element),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
