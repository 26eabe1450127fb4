/*
 * review_documents.c - every document with its postings, each followed back
 * to the CSV line and the mapping rule (see review_page.h).
 */
#include "report/review_page.h"

#include <stdlib.h>
#include <string.h>

#include "netvisor/batch.h"
#include "netvisor/register.h"

static bool
is_master(const struct review_document *document)
{
	return strcmp(document->item->kind, "customer") == 0 ||
	       strcmp(document->item->kind, "dimension") == 0;
}

static const struct batch_request *
request_of(const struct review *review, const struct batch_item *item)
{
	/* seq runs 1, 2, 3 ... without a gap. */
	return batch_request_at(review->batch, (size_t)item->seq - 1);
}

static const char *
file_text(const struct review *review, const struct batch_item *item)
{
	return request_of(review, item)->file;
}

static const char *
file_link(const struct review *review, const struct batch_item *item,
    const char *to_month, struct page *page)
{
	return arena_printf(
	    &page->arena, "%sbatch/%s", to_month, file_text(review, item));
}

/* The first of a list of CSV lines, and how many there are besides. */
static const char *
sources_text(const struct batch_item *item, struct page *page)
{
	size_t first = strcspn(item->source, " ");
	size_t more = 0;

	for (const char *c = item->source; *c != '\0'; c++)
		more += *c == ' ';
	return more == 0 ? item->source
	                 : arena_printf(&page->arena, "%.*s and %zu more",
			       (int)first, item->source, more);
}

/* Customers and dimension items ------------------------------------------- */

/* Does the register snapshot hold it already? */
static const char *
in_netvisor(const struct review *review, const struct review_document *document)
{
	const struct registers *registers = review->registers;
	bool known;
	bool there;

	if (document->dimension_header != NULL) {
		known = registers_have_dimensions(registers);
		there = register_dimension_find(registers,
			    document->dimension_header,
			    document->dimension_item) != NULL;
	} else {
		known = registers_have_customers(registers);
		there = register_customer_find(registers, document->customer) !=
		        NULL;
	}
	return !known ? "?" : there ? "there" : "new";
}

static void
put_master_row(const struct review *review,
    const struct review_document *document, const char *to_month,
    struct page *page)
{
	const struct batch_item *item = document->item;

	page_row(page, TONE_PLAIN);
	page_cell(page, item->name);
	page_cell(page, review_kind_name(item->kind));
	page_cell(page, document->customer_name);
	page_cell(page, document->detail);
	page_cell(page, in_netvisor(review, document));
	page_cell(page, sources_text(item, page));
	page_cell_link(page, file_text(review, item),
	    file_link(review, item, to_month, page));
}

/* Consecutive ones share a table; returns how many were put. */
static size_t
put_masters(const struct review *review, size_t first, size_t count,
    const char *to_month, struct page *page)
{
	static const struct page_column column[] = {
		{ "Code", SET_TEXT },
		{ "Kind", SET_TEXT },
		{ "Name", SET_TEXT },
		{ "Details", SET_TEXT },
		{ "In Netvisor", SET_TEXT },
		{ "Source", SET_CODE },
		{ "XML", SET_CODE },
	};
	size_t put = 0;

	page_table(page, column, sizeof(column) / sizeof(column[0]));
	while (put < count && is_master(&review->document[first + put])) {
		put_master_row(
		    review, &review->document[first + put], to_month, page);
		put++;
	}
	return put;
}

/* Invoices, credit notes, vouchers ---------------------------------------- */

static const char *
dates_text(const struct review_document *document, struct page *page)
{
	char date[DATE_TEXT_MAX];
	char due[DATE_TEXT_MAX];
	char vat[DATE_TEXT_MAX];

	if (!date_is_set(document->due_date))
		return arena_strdup(
		    &page->arena, date_format(document->date, date));
	return arena_printf(&page->arena, "%s, due %s, VAT date %s",
	    date_format(document->date, date),
	    date_format(document->due_date, due),
	    date_format(document->vat_date, vat));
}

static const char *
sums_text(const struct review_document *document, struct page *page)
{
	const char *code = document->total.currency->code;
	const char *total = page_money(page, document->total);
	const char *text;

	if (document->has_sums)
		text = arena_printf(&page->arena, "net %s, VAT %s, total %s %s",
		    page_money(page, document->net),
		    page_money(page, document->vat), total, code);
	else
		text = arena_printf(&page->arena, "%s %s", total, code);
	if (document->total.currency == currency_euro())
		return text;
	return arena_printf(&page->arena, "%s (%s EUR)", text,
	    page_money(
		page, (struct money){ document->total_eur, currency_euro() }));
}

/* What it depends on, by the names that people know. */
static const char *
needs_text(const struct review *review, const struct batch_item *item,
    struct page *page)
{
	const char *text = "";
	const char *word = item->depends_on;

	while (*word != '\0') {
		size_t len = strcspn(word, " ");
		char *reference = mem_strndup(word, len);
		const struct batch_item *needed =
		    batch_find(review->batch, reference);

		text = arena_printf(&page->arena, "%s%s%s%s%s", text,
		    text[0] == '\0' ? "" : "; ",
		    needed == NULL ? "" : review_kind_name(needed->kind),
		    needed == NULL ? "" : " ",
		    needed == NULL ? reference : needed->name);
		free(reference);
		word += len;
		word += strspn(word, " ");
	}
	return text;
}

static void
put_document_facts(const struct review *review,
    const struct review_document *document, const char *to_month,
    struct page *page)
{
	const struct batch_item *item = document->item;
	bool by_netvisor = document->posting_count > 0 &&
	                   review->posting[document->posting].by_netvisor;

	page_facts(page);
	page_fact(page, "Reference", item->reference);
	if (document->customer[0] != '\0')
		page_fact(page, "Customer",
		    document->customer_name[0] == '\0'
			? document->customer
			: arena_printf(&page->arena, "%s, %s",
			      document->customer, document->customer_name));
	if (document->detail[0] != '\0')
		page_fact(page, "Text", document->detail);
	page_fact(page, "Date", dates_text(document, page));
	page_fact(page, "Sums", sums_text(document, page));
	page_fact(page, "Posted",
	    by_netvisor ? "by Netvisor, from the document" : "as written");
	if (item->depends_on[0] != '\0')
		page_fact(page, "Needs", needs_text(review, item, page));
	page_fact_link(page, "XML",
	    arena_printf(&page->arena, "%s, item %ld", file_text(review, item),
		item->item),
	    file_link(review, item, to_month, page));
}

static const char *
vat_text(const struct review_posting *posting, struct page *page)
{
	if (strcmp(posting->vat_code, "NONE") == 0 ||
	    posting->vat_code[0] == '\0')
		return "";
	return arena_printf(
	    &page->arena, "%s %s %%", posting->vat_code, posting->vat_percent);
}

static const char *
place_text(const struct review_place *place, struct page *page)
{
	return place->line == 0 ? place->file
	                        : arena_printf(&page->arena, "%s:%lu",
				      place->file, place->line);
}

static void
put_posting(const struct review *review, const struct review_posting *posting,
    struct page *page)
{
	const char *name = review_account_name(review, posting->account);
	struct money debit = { posting->debit, currency_euro() };
	struct money credit = { posting->credit, currency_euro() };

	page_row(page, TONE_PLAIN);
	page_cell(page, arena_printf(&page->arena, "%s%s%s", posting->account,
			    name[0] == '\0' ? "" : " ", name));
	page_cell_money_or_empty(page, debit);
	page_cell_money_or_empty(page, credit);
	page_cell(page, vat_text(posting, page));
	page_cell(page, posting->dimension);
	page_cell(page, place_text(&posting->source, page));
	page_cell(page, posting->rule);
}

static void
put_postings(const struct review *review,
    const struct review_document *document, struct page *page)
{
	static const struct page_column column[] = {
		{ "Account", SET_TEXT },
		{ "Debit EUR", SET_NUMBER },
		{ "Credit EUR", SET_NUMBER },
		{ "VAT", SET_TEXT },
		{ "Dimension", SET_TEXT },
		{ "Source", SET_CODE },
		{ "Rule", SET_CODE },
	};
	size_t index = document->posting;

	if (document->posting_count == 0) {
		page_text(page, TONE_BAD,
		    "The ledger holds no postings of this document.");
		return;
	}
	page_table(page, column, sizeof(column) / sizeof(column[0]));
	for (size_t i = 0; i < document->posting_count; i++) {
		put_posting(review, &review->posting[index], page);
		index = review->posting[index].next;
	}
}

static void
put_document(const struct review *review,
    const struct review_document *document, const char *to_month,
    struct page *page)
{
	const struct batch_item *item = document->item;
	const char *name = document->customer_name;

	page_group(page, item->reference,
	    arena_printf(&page->arena, "%s %s%s%s",
		review_kind_name(item->kind), item->name,
		name[0] == '\0' ? "" : ", ", name),
	    arena_printf(&page->arena, "%s %s",
		page_money(page, document->total),
		document->total.currency->code));
	put_document_facts(review, document, to_month, page);
	put_postings(review, document, page);
	page_group_end(page);
}

void
review_put_documents(const struct review *review, size_t first, size_t count,
    const char *to_month, struct page *page)
{
	size_t i = 0;

	while (i < count) {
		const struct review_document *document =
		    &review->document[first + i];

		if (is_master(document)) {
			i += put_masters(
			    review, first + i, count - i, to_month, page);
		} else {
			put_document(review, document, to_month, page);
			i++;
		}
	}
}

void
review_put_index(const struct review *review, struct page *page)
{
	static const struct page_column column[] = {
		{ "Page", SET_TEXT },
		{ "Documents", SET_TEXT },
		{ "First", SET_TEXT },
		{ "Last", SET_TEXT },
	};
	size_t count = review->document_count;

	page_table(page, column, sizeof(column) / sizeof(column[0]));
	for (size_t first = 0; first < count; first += REVIEW_PAGE_DOCUMENTS) {
		size_t end = first + REVIEW_PAGE_DOCUMENTS;
		const struct batch_item *from = review->document[first].item;
		const struct batch_item *to;
		const char *file = arena_printf(&page->arena,
		    "review/%03zu.html", first / REVIEW_PAGE_DOCUMENTS + 1);

		end = end < count ? end : count;
		to = review->document[end - 1].item;
		page_row(page, TONE_PLAIN);
		page_cell_link(page, file, file);
		page_cell(page,
		    arena_printf(&page->arena, "%zu to %zu", first + 1, end));
		page_cell(page, arena_printf(&page->arena, "%s %s",
				    review_kind_name(from->kind), from->name));
		page_cell(page, arena_printf(&page->arena, "%s %s",
				    review_kind_name(to->kind), to->name));
	}
}
