/* check.c - going through the requests of a batch; see check.h. */
#include "netvisor/check.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/output.h"
#include "base/record_kinds.h"
#include "base/sha256.h"
#include "base/text.h"
#include "mapping/company.h"
#include "netvisor/check_run.h"
#include "netvisor/latin9.h"
#include "netvisor/xml_writer.h"

#define PROLOGUE "<root>"
#define DOCTYPE "<!DOCTYPE"

/* Split "file:line" at the given stretch of a list; file is copied. */
static struct source_pos
source_pos_of(const char *text, size_t len, char **ret_file)
{
	struct source_pos pos = { NULL, 0, 0 };
	size_t colon = len;

	while (colon > 0 && text[colon - 1] != ':')
		colon--;
	for (size_t i = colon; i < len && i - colon < 9; i++) {
		if (text[i] >= '0' && text[i] <= '9')
			pos.line =
			    pos.line * 10 + (unsigned long)(text[i] - '0');
	}
	pos.column = pos.line > 0 ? 1 : 0;
	*ret_file = mem_strndup(text, colon > 0 ? colon - 1 : len);
	pos.file = *ret_file;
	return pos;
}

/* The source that belongs to the open line, else the document's first. */
static const char *
source_at(const char *list, size_t line, size_t *ret_len)
{
	const char *at = list, *first = list;

	for (size_t i = 0; i < line; i++) {
		const char *blank = strchr(at, ' ');

		if (blank == NULL)
			break;
		at = blank + 1;
		if (i + 1 == line)
			first = at;
	}
	*ret_len = strcspn(first, " ");
	return first;
}

/* Where the document came from. */
static void
note_source(struct check *check, struct diag *found)
{
	const struct batch_item *item = check->document.item;
	struct source_pos pos;
	const char *source, *kind;
	char *file;
	size_t len;

	if (item == NULL || *item->source == '\0')
		return;
	source = source_at(item->source, check->document.line, &len);
	pos = source_pos_of(source, len, &file);
	kind =
	    strcmp(item->kind, "credit_note") == 0 ? "credit note" : item->kind;
	if (check->document.line > 0 && source != item->source)
		diag_note(found, pos, "the line comes from here, in %s '%s'",
		    kind, item->name);
	else
		diag_note(
		    found, pos, "%s '%s' comes from here", kind, item->name);
	free(file);
}

static struct source_pos
present_pos(const struct check *check)
{
	const struct xml_reader *reader = check->reader[check->kind];
	struct source_pos pos = { check->label, 0, 0 };

	if (check->reading) {
		pos.line = xml_reader_line(reader);
		pos.column = xml_reader_column(reader);
	}
	return pos;
}

static void
count_finding(struct check *check, enum rule_id rule)
{
	if (rule_get(rule)->severity == SEVERITY_ERROR)
		check->errors++;
	else
		check->warnings++;
}

void
check_fault_once(struct check *check, enum rule_id rule, const char *fmt, ...)
{
	const size_t before = diag_count(check->diag, SEVERITY_NOTE);
	va_list arguments;
	struct diag *found;
	char *text;

	va_start(arguments, fmt);
	text = mem_vprintf(fmt, arguments);
	va_end(arguments);
	found = diag_add_grouped(
	    check->diag, rule, text, present_pos(check), "%s", text);
	free(text);
	if (diag_count(check->diag, SEVERITY_NOTE) > before)
		note_source(check, found);
	count_finding(check, rule);
}

void
check_fault(struct check *check, enum rule_id rule, const char *fmt, ...)
{
	va_list arguments;
	struct diag *found;
	char *text;

	va_start(arguments, fmt);
	text = mem_vprintf(fmt, arguments);
	va_end(arguments);
	found = diag_add(check->diag, rule, present_pos(check), "%s", text);
	free(text);
	note_source(check, found);
	count_finding(check, rule);
}

bool
check_name_add(struct check *check, struct name_table *table, const char *name)
{
	char *kept;

	if (name_table_find(table, name) != NULL)
		return false;
	kept = arena_strdup(&check->arena, name);
	return name_table_add(table, kept, kept);
}

/* The offset of the first byte that is not of the encoding, or len. */
static size_t
encoding_check(enum body_encoding encoding, const char *data, size_t len)
{
	size_t at = 0;

	if (encoding == ENCODING_UTF8)
		return text_utf8_check(data, len);
	if (encoding == ENCODING_ISO_8859_15)
		return len;
	while (at < len && (unsigned char)data[at] < 0x80)
		at++;
	return at;
}

/* Is the file what was written, and can it be read at all? */
static bool
bytes_judge(struct check *check, const char *data, size_t len,
    const char *found_hash, enum body_encoding encoding)
{
	const char *nul;
	size_t wrong;

	if (strcmp(found_hash, check->request->sha256) != 0)
		check_fault(check, RULE_CHECK_HASH,
		    "the file was changed after it was written");
	wrong = encoding_check(encoding, data, len);
	if (wrong < len) {
		check_fault(check, RULE_CHECK_ENCODING,
		    "byte 0x%02X at offset %zu is not %s",
		    (unsigned)(unsigned char)data[wrong], wrong,
		    check->request->encoding);
		return false;
	}
	nul = memchr(data, '\0', len);
	if (nul != NULL) {
		check_fault(check, RULE_CHECK_SYNTAX,
		    "a NUL byte at offset %zu", (size_t)(nul - data));
		return false;
	}
	if (text_starts_with(data, PROLOGUE))
		return true;
	/* No DOCTYPE comes as far as the parser. */
	if (strstr(data, DOCTYPE) != NULL)
		check_fault(
		    check, RULE_CHECK_DOCTYPE, "a DOCTYPE is not allowed");
	else
		check_fault(check, RULE_CHECK_PROLOGUE,
		    "the request does not begin with %s", PROLOGUE);
	return false;
}

static void
document_read(struct check *check, const char *data, size_t len,
    enum body_encoding encoding)
{
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	if (encoding == ENCODING_ISO_8859_15) {
		latin9_to_utf8(data, len, &text);
		data = buf_text(&text);
		len = text.len;
	}
	check_elements_begin(check);
	check->reading = true;
	(void)xml_reader_read(check->reader[check->kind], data, len);
	check->reading = false;
	check_elements_end(check);
	buf_release(&text);
}

/*
 * What an unreadable request would have made counts as made: its own finding
 * is enough, and every invoice of the customer would say the same.
 */
static void
request_unread(struct check *check)
{
	const char *const prefix = "customer:";
	const char *key = check->document.item->key;

	if (check->kind == REQUEST_DIMENSION)
		check->dimensions_unread = true;
	else if (check->kind == REQUEST_CUSTOMER &&
		 text_starts_with(key, prefix))
		(void)check_name_add(
		    check, &check->made_customers, key + strlen(prefix));
}

/* Judge one request; found_hash is the file's, "" if it cannot be read. */
static void
request_check(struct check *check, char found_hash[SHA256_HEX_MAX])
{
	const size_t limit = (size_t)check->options->company->body_limit;
	unsigned char digest[SHA256_SIZE];
	struct diag_list *unread = diag_list_new();
	enum body_encoding encoding = ENCODING_ASCII_REFS;
	char *path = path_join(check->options->batch, check->request->file);
	char *data;
	size_t len;

	found_hash[0] = '\0';
	check->document.item =
	    batch_item_at(check->batch, check->request->first_item);
	check->document.line = 0;
	data = file_read(path, limit, &len, unread);
	free(path);
	if (data != NULL) {
		sha256_bytes(data, len, digest);
		(void)sha256_hex(digest, found_hash);
		(void)body_encoding_find(check->request->encoding, &encoding);
		if (bytes_judge(check, data, len, found_hash, encoding))
			document_read(check, data, len, encoding);
		else
			request_unread(check);
	} else {
		struct diag_view view;

		diag_get(unread, 0, &view);
		if (view.rule == rule_get(RULE_SYSTEM_TOO_LARGE))
			check_fault(check, RULE_CHECK_TOO_LARGE,
			    "the request is larger than %zu bytes", limit);
		else
			check_fault(
			    check, RULE_CHECK_FILE, "the file cannot be read");
	}
	free(data);
	diag_list_free(unread);
}

static void
put_verdict(struct check *check, struct record_writer *out, const char *hash)
{
	const bool right = check->errors == 0 &&
	                   registers_complete(check->registers) &&
	                   !check->registers_wrong;

	record_put_integer(out, check->request->seq);
	record_put_text(out, check->request->file);
	record_put_text(out, hash);
	record_put_text(out, right ? "ok" : "bad");
	record_put_integer(out, (int64_t)check->errors);
	record_put_integer(out, (int64_t)check->warnings);
	record_put_text(out, rule_set_version());
	record_put_text(out, check->registers_sha256);
	record_row_end(out);
}

/* All requests, each with its row; false if one is not right. */
static bool
requests_check(struct check *check, struct record_writer *out)
{
	char hash[SHA256_HEX_MAX];
	bool right = true;

	for (size_t i = 0; i < batch_request_count(check->batch); i++) {
		check->request = batch_request_at(check->batch, i);
		check->errors = check->warnings = 0;
		(void)batch_label(check->request, check->label);
		/* Loading has made sure that the kind is one. */
		(void)request_kind_find(check->request->kind, &check->kind);
		request_check(check, hash);
		put_verdict(check, out, hash);
		right &= check->errors == 0;
	}
	return right;
}

static bool
check_open(struct check *check)
{
	const struct check_options *options = check->options;
	bool open = true;

	for (unsigned kind = 0; kind < REQUEST_KIND_COUNT; kind++) {
		const char *file = request_schema((enum request_kind)kind);

		check->schema[kind] = xml_schema_compile(file, check->diag);
		if (check->schema[kind] == NULL)
			open = false;
		else
			check->reader[kind] = xml_reader_new(
			    check->schema[kind], &check_events, check);
	}
	check->batch = batch_load(options->batch, check->diag);
	/* Before they are read: what changes later makes the check stale. */
	(void)registers_digest(
	    options->registers, check->registers_sha256, check->unheard);
	check->registers = registers_load(options->registers, check->diag);
	return open && check->batch != NULL;
}

static void
check_release(struct check *check)
{
	for (unsigned kind = 0; kind < REQUEST_KIND_COUNT; kind++) {
		xml_reader_free(check->reader[kind]);
		xml_schema_free(check->schema[kind]);
	}
	name_table_release(&check->identifiers);
	name_table_release(&check->made_customers);
	name_table_release(&check->made_dimensions);
	batch_free(check->batch);
	registers_free(check->registers);
	diag_list_free(check->unheard);
	buf_release(&check->text);
	buf_release(&check->line.vat_code);
	buf_release(&check->line.dimension_header);
	arena_release(&check->arena);
}

enum check_result
check_batch(const struct check_options *options, struct diag_list *diag)
{
	struct check check = {
		.options = options, .diag = diag, .unheard = diag_list_new()
	};
	enum check_result result = CHECK_FAILED;
	struct atomic_file file;
	struct record_writer *out;
	bool right;

	arena_init(&check.arena);
	buf_init(&check.text, BUF_MAX_DEFAULT);
	buf_init(&check.line.vat_code, BUF_MAX_DEFAULT);
	buf_init(&check.line.dimension_header, BUF_MAX_DEFAULT);
	if (!check_open(&check) ||
	    atomic_file_open(&file, options->check, diag) != 0)
		goto out;
	out = record_writer_new(&file.output, &record_kind_check);
	right = batch_verify_folder(check.batch, diag) == 0;
	check_snapshot(&check);
	check_default_accounts(&check);
	right &= requests_check(&check, out);
	right &= registers_complete(check.registers) && !check.registers_wrong;
	/* No amounts, so no total can overflow. */
	(void)record_writer_finish(out);
	if (atomic_file_commit(&file, diag) == 0)
		result = right ? CHECK_RIGHT : CHECK_WRONG;
out:
	check_release(&check);
	return result;
}
