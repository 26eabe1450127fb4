/*
 * emit.c - the speed of the emitter and of the checker's reader alone, in one
 * process: vouchers written into memory a second, and MB of a document of 500
 * invoices a second against libxml2's bare xmlSchemaValidateStream.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include "base/buf.h"
#include "netvisor/document.h"
#include "netvisor/xml_reader.h"

#define VOUCHERS 300000
#define INVOICES 500
#define ROUNDS 7

static int64_t
now(void)
{
	struct timespec time;

	(void)clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static int
compare(const void *a, const void *b)
{
	const int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return (left > right) - (left < right);
}

static int64_t
median(int64_t time[ROUNDS])
{
	qsort(time, ROUNDS, sizeof(*time), compare);
	return time[ROUNDS / 2] > 0 ? time[ROUNDS / 2] : 1;
}

static void
put_voucher(const struct document_kit *kit, struct document_report *report,
    struct buf *lines, struct buf *out, int number)
{
	struct voucher_line_document line = { .amount = { 4491 + number,
						  currency_euro() },
		.text = "Ennakkomyynti, Pro-tilaus vuodeksi \xC3\xA4",
		.account = "2861",
		.vat_code = "NONE",
		.dimension_header = "",
		.dimension_item = "" };
	const struct voucher_document voucher = {
		.description =
		    "fv-qqixgg2oaeld Revenue Recognition: Invoice 5001 (1/12)",
		.class = "Jaksotukset",
		.date = { 2026, 10, 31 }
	};

	buf_clear(lines);
	(void)document_voucher_line(kit, &line, report, lines);
	line.amount.minor = -line.amount.minor;
	line.account = "3000";
	line.dimension_header = "Tuotelinja";
	line.dimension_item = "SaaS";
	(void)document_voucher_line(kit, &line, report, lines);
	(void)document_voucher(kit, &voucher, lines, report, out);
}

static void
bench_vouchers(const struct document_kit *kit, struct document_report *report)
{
	int64_t time[ROUNDS];
	struct buf lines, out;
	size_t bytes = 0;

	buf_init(&lines, BUF_MAX_DEFAULT);
	buf_init(&out, BUF_MAX_DEFAULT);
	for (int round = 0; round < ROUNDS; round++) {
		const int64_t begin = now();

		bytes = 0;
		for (int i = 0; i < VOUCHERS; i++) {
			buf_clear(&out);
			put_voucher(kit, report, &lines, &out, i);
			bytes += out.len;
		}
		time[round] = now() - begin;
	}
	printf("vouchers written into memory: %lld a second, %lld MB/s\n",
	    (long long)VOUCHERS * 1000000 / (long long)median(time),
	    (long long)bytes / (long long)median(time));
	buf_release(&lines);
	buf_release(&out);
}

static void
put_batch(const struct document_kit *kit, struct document_report *report,
    struct buf *out)
{
	const struct invoice_line_document line = { .product = "SAAS",
		.name = "Pro-tilaus, kuukausi",
		.quantity = { 12, 0 },
		.price = { 4990, 2 },
		.discount = { 10, 0 },
		.unit = "kk",
		.free_text = "1.10.2026-31.10.2026",
		.account = "3000",
		.vat_code = "KOMY",
		.vat_percent = { 255, 1 },
		.dimension_header = "Tuotelinja",
		.dimension_item = "SaaS" };
	const struct invoice_document invoice = { .reference =
						      "fv-fuu7zph6lawq",
		.key = "invoice:00000000-0000-4000-8000-000000000001",
		.number = "5001",
		.customer = "1001",
		.invoice_date = { 2026, 10, 1 },
		.due_date = { 2026, 10, 15 },
		.delivery_date = { 2026, 10, 31 },
		.payment_days = "14",
		.your_reference = "S\xC3\xA4hk\xC3\xB6",
		.order_number = "PO 77",
		.free_text = "",
		.gross = { 270536, currency_euro() } };
	const char *before, *after;
	struct buf lines;

	buf_init(&lines, BUF_MAX_DEFAULT);
	for (int i = 0; i < 4; i++)
		(void)document_invoice_line(kit, &line, report, &lines);
	document_batch_around(kit, &before, &after);
	buf_puts(out, before);
	for (int i = 0; i < INVOICES; i++)
		(void)document_invoice(kit, &invoice, &lines, report, out);
	buf_puts(out, after);
	buf_release(&lines);
}

static void
on_start(void *context, const char *name, const struct xml_attribute *list,
    size_t count)
{
	(void)name;
	(void)list;
	(void)count;
	++*(size_t *)context;
}

static void
on_fault(void *context, enum xml_fault fault, const char *message)
{
	(void)context;
	(void)fault;
	(void)fprintf(stderr, "emit: %s\n", message);
	exit(1);
}

static void
bench_reader(const struct buf *document, struct diag_list *diag)
{
	static const struct xml_events events = { .start = on_start,
		.fault = on_fault };
	struct xml_schema *schema =
	    xml_schema_compile("salesinvoicebatch.xsd", diag);
	size_t elements = 0;
	struct xml_reader *reader = xml_reader_new(schema, &events, &elements);
	int64_t time[ROUNDS];

	for (int round = 0; round < ROUNDS; round++) {
		const int64_t begin = now();

		(void)xml_reader_read(
		    reader, buf_text(document), document->len);
		time[round] = now() - begin;
	}
	printf("xml_reader with schema: %lld MB/s\n",
	    (long long)document->len / (long long)median(time));
	xml_reader_free(reader);
	xml_schema_free(schema);
}

/* The same, by the library's own function. */
static void
bench_bare(const struct buf *document)
{
	xmlSchemaParserCtxtPtr parser =
	    xmlSchemaNewParserCtxt("fenvoy:///salesinvoicebatch.xsd");
	xmlSchemaPtr schema = xmlSchemaParse(parser);
	xmlSchemaValidCtxtPtr valid = xmlSchemaNewValidCtxt(schema);
	int64_t time[ROUNDS];

	for (int round = 0; round < ROUNDS; round++) {
		const int64_t begin = now();
		xmlSAXHandler handler = { .initialized = XML_SAX2_MAGIC };

		if (xmlSchemaValidateStream(valid,
			xmlParserInputBufferCreateMem(buf_text(document),
			    (int)document->len, XML_CHAR_ENCODING_NONE),
			XML_CHAR_ENCODING_UTF8, &handler, NULL) != 0)
			(void)fprintf(stderr, "emit: not valid\n");
		time[round] = now() - begin;
	}
	printf("bare xmlSchemaValidateStream: %lld MB/s\n",
	    (long long)document->len / (long long)median(time));
	xmlSchemaFreeValidCtxt(valid);
	xmlSchemaFree(schema);
	xmlSchemaFreeParserCtxt(parser);
}

int
main(void)
{
	struct diag_list *diag = diag_list_new();
	struct company company = { .encoding = ENCODING_UTF8 };
	struct document_report report = { .diag = diag };
	struct document_kit kit;
	struct buf document;

	if (document_kit_init(&kit, &company, diag) != 0)
		return 1;
	bench_vouchers(&kit, &report);
	kit.encoding = ENCODING_ASCII_REFS;
	bench_vouchers(&kit, &report);
	buf_init(&document, BUF_MAX_DEFAULT);
	put_batch(&kit, &report, &document);
	bench_reader(&document, diag);
	bench_bare(&document);
	buf_release(&document);
	document_kit_release(&kit);
	if (diag_failed(diag))
		(void)fprintf(stderr, "emit: findings\n");
	diag_list_free(diag);
	return 0;
}
