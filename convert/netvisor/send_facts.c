/* send_facts.c - see send_facts.h. */
#include "netvisor/send_facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "netvisor/latin9.h"
#include "netvisor/xml_reader.h"

#define DEPTH_MAX 32
#define NAME_MAX_BYTES 64
#define TEXT_MAX ((size_t)64 * 1024)

static const struct number_style comma_style = { ',', 0 };

struct reading {
	struct send_facts *facts;
	char name[DEPTH_MAX][NAME_MAX_BYTES];
	size_t depth;
	struct buf text;
	const char *vat_code;
	bool wrong;
};

static struct send_fact *
new_fact(struct send_facts *facts)
{
	static const struct send_fact empty = { "", "", "", "", "", "", "",
		{ 0, 0, 0 } };

	facts->fact = mem_grow(
	    facts->fact, facts->count, &facts->capacity, sizeof(*facts->fact));
	facts->fact[facts->count] = empty;
	return &facts->fact[facts->count++];
}

static struct send_line *
new_line(struct send_facts *facts)
{
	static const struct send_line empty = { "", "", { 0, 0 }, { 0, NULL } };

	facts->line = mem_grow(facts->line, facts->line_count,
	    &facts->line_capacity, sizeof(*facts->line));
	facts->line[facts->line_count] = empty;
	return &facts->line[facts->line_count++];
}

/* Is this the element of that name in that parent? */
static bool
is_in(const struct reading *reading, const char *parent, const char *name)
{
	return reading->depth >= 2 &&
	       strcmp(reading->name[reading->depth - 1], name) == 0 &&
	       strcmp(reading->name[reading->depth - 2], parent) == 0;
}

static void
on_start(void *context, const char *name, const struct xml_attribute *list,
    size_t count)
{
	struct reading *reading = context;
	struct send_facts *facts = reading->facts;

	buf_clear(&reading->text);
	if (reading->depth == DEPTH_MAX || strlen(name) >= NAME_MAX_BYTES) {
		reading->wrong = true;
		return;
	}
	memcpy(reading->name[reading->depth++], name, strlen(name) + 1);
	if (is_in(reading, "root", "dimensionitem") ||
	    is_in(reading, "root", "customer") ||
	    is_in(reading, "root", "voucher") ||
	    is_in(reading, "items", "item"))
		(void)new_fact(facts);
	if (is_in(reading, "voucher", "voucherline"))
		(void)new_line(facts);
	reading->vat_code = "";
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i].name, "vatcode") == 0)
			reading->vat_code = arena_strndup(
			    &facts->arena, list[i].value, list[i].len);
}

static void
on_text(void *context, const char *text, size_t len)
{
	buf_put(&((struct reading *)context)->text, text, len);
}

static void
take_text(struct reading *reading, const char **ret)
{
	*ret = arena_strndup(&reading->facts->arena, buf_text(&reading->text),
	    reading->text.len);
}

static void
take_date(struct reading *reading, struct date *ret)
{
	if (!date_parse(buf_text(&reading->text), reading->text.len, ret))
		reading->wrong = true;
}

static void
take_fact(struct reading *reading, struct send_fact *fact)
{
	if (is_in(reading, "dimensionitem", "name"))
		take_text(reading, &fact->header);
	else if (is_in(reading, "dimensionitem", "item"))
		take_text(reading, &fact->item);
	else if (is_in(
		     reading, "customerbaseinformation", "internalidentifier"))
		take_text(reading, &fact->code);
	else if (is_in(
		     reading, "customerbaseinformation", "externalidentifier"))
		take_text(reading, &fact->business_id);
	else if (is_in(reading, "item", "identifier"))
		take_text(reading, &fact->identifier);
	else if (is_in(reading, "salesinvoice", "salesinvoicenumber"))
		take_text(reading, &fact->number);
	else if (is_in(reading, "voucher", "description"))
		take_text(reading, &fact->text);
	else if (is_in(reading, "salesinvoice", "salesinvoicedate") ||
		 is_in(reading, "voucher", "voucherdate"))
		take_date(reading, &fact->date);
}

static void
take_line(struct reading *reading, struct send_line *line)
{
	const char *text = buf_text(&reading->text);
	const size_t len = reading->text.len;

	if (is_in(reading, "voucherline", "accountnumber")) {
		take_text(reading, &line->account);
	} else if (is_in(reading, "voucherline", "linesum")) {
		if (money_parse(text, len, comma_style, currency_euro(),
			&line->sum, NULL) != NUMBER_OK)
			reading->wrong = true;
	} else if (is_in(reading, "voucherline", "vatpercent")) {
		line->vat_code = reading->vat_code;
		if (decimal_parse(text, len, comma_style, &line->vat_percent,
			NULL) != NUMBER_OK)
			reading->wrong = true;
	}
}

static void
on_end(void *context, const char *name)
{
	struct reading *reading = context;
	struct send_facts *facts = reading->facts;

	(void)name;
	if (reading->wrong || reading->depth == 0)
		return;
	if (facts->count > 0)
		take_fact(reading, &facts->fact[facts->count - 1]);
	if (facts->line_count > 0)
		take_line(reading, &facts->line[facts->line_count - 1]);
	buf_clear(&reading->text);
	reading->depth--;
}

static void
on_fault(void *context, enum xml_fault fault, const char *message)
{
	(void)fault;
	(void)message;
	((struct reading *)context)->wrong = true;
}

bool
send_facts_read(
    struct send_facts *ret, const char *encoding, const char *data, size_t len)
{
	static const struct xml_events events = { .start = on_start,
		.text = on_text,
		.end = on_end,
		.fault = on_fault };
	struct reading reading = { .facts = ret, .vat_code = "" };
	struct xml_reader *reader;
	struct buf utf8;

	memset(ret, 0, sizeof(*ret));
	arena_init(&ret->arena);
	buf_init(&utf8, BUF_MAX_DEFAULT);
	buf_init(&reading.text, TEXT_MAX);
	if (strcmp(encoding, "iso-8859-15") == 0) {
		latin9_to_utf8(data, len, &utf8);
		data = buf_text(&utf8);
		len = utf8.len;
	}
	reader = xml_reader_new(NULL, &events, &reading);
	if (!xml_reader_read(reader, data, len))
		reading.wrong = true;
	xml_reader_free(reader);
	buf_release(&reading.text);
	buf_release(&utf8);
	return !reading.wrong && ret->count > 0;
}

void
send_facts_release(struct send_facts *facts)
{
	free(facts->fact);
	free(facts->line);
	arena_release(&facts->arena);
	memset(facts, 0, sizeof(*facts));
}

int
send_line_compare(const void *left, const void *right)
{
	const struct send_line *a = left, *b = right;
	int order = strcmp(a->account, b->account);

	if (order == 0)
		order = strcmp(a->vat_code, b->vat_code);
	if (order == 0)
		order = decimal_compare(a->vat_percent, b->vat_percent);
	if (order == 0 && a->sum.minor != b->sum.minor)
		order = a->sum.minor < b->sum.minor ? -1 : 1;
	return order;
}
