/* check_request.c - judging one request by its bytes; see check_run.h. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/output.h"
#include "base/sha256.h"
#include "base/text.h"
#include "mapping/company.h"
#include "netvisor/check_facts.h"
#include "netvisor/check_run.h"
#include "netvisor/latin9.h"
#include "netvisor/xml_quick.h"
#include "netvisor/xml_writer.h"

#define PROLOGUE "<root>"
#define DOCTYPE "<!DOCTYPE"

/* The offset of the first byte that is not of the encoding, or len. */
static size_t
encoding_check(enum body_encoding encoding, const char *data, size_t len)
{
	uint64_t word;
	size_t at = 0;

	if (encoding == ENCODING_UTF8)
		return text_utf8_check(data, len);
	if (encoding == ENCODING_ISO_8859_15)
		return len;
	for (; len - at >= sizeof(word); at += sizeof(word)) {
		memcpy(&word, data + at, sizeof(word));
		if ((word & UINT64_C(0x8080808080808080)) != 0)
			break;
	}
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

struct xml_reader *
check_reader(struct check *check, enum request_kind kind)
{
	if (check->schema[kind] == NULL)
		check->schema[kind] =
		    xml_schema_compile(request_schema(kind), check->diag);
	if (check->reader[kind] == NULL && check->schema[kind] != NULL)
		check->reader[kind] =
		    xml_reader_new(check->schema[kind], &check_events, check);
	return check->reader[kind];
}

static struct xml_reader *
check_plain_reader(struct check *check)
{
	if (check->plain == NULL)
		check->plain = xml_reader_new(NULL, &check_events, check);
	return check->plain;
}

/*
 * Read the document the quick way if that is what the check is for, or by
 * libxml2: with the schema, or without when it is known to be valid.
 */
static void
document_judge(
    struct check *check, const char *data, size_t len, bool known_valid)
{
	struct xml_reader *reader;

	if (check->facts != NULL) {
		check->valid =
		    xml_quick_read(check->quick[check->kind], data, len);
		return;
	}
	reader = known_valid ? check_plain_reader(check)
	                     : check_reader(check, check->kind);
	if (reader == NULL) {
		check->errors++;
		return;
	}
	check->reading = reader;
	(void)xml_reader_read(reader, data, len);
	check->reading = NULL;
}

static void
document_read(struct check *check, const char *data, size_t len,
    enum body_encoding encoding, bool known_valid)
{
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	if (encoding == ENCODING_ISO_8859_15) {
		latin9_to_utf8(data, len, &text);
		data = buf_text(&text);
		len = text.len;
	}
	check_elements_begin(check);
	document_judge(check, data, len, known_valid);
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

/* The file has these bytes. */
static void
bytes_read(struct check *check, const char *data, size_t len,
    const struct check_guess *known, char found_hash[SHA256_HEX_MAX])
{
	enum body_encoding encoding = ENCODING_ASCII_REFS;
	unsigned char digest[SHA256_SIZE];
	bool known_valid;

	sha256_bytes(data, len, digest);
	(void)sha256_hex(digest, found_hash);
	known_valid = known != NULL && known->result != GUESS_NOTHING &&
	              strcmp(known->sha256, found_hash) == 0;
	(void)body_encoding_find(check->request->encoding, &encoding);
	if (bytes_judge(check, data, len, found_hash, encoding))
		document_read(check, data, len, encoding, known_valid);
	else
		request_unread(check);
}

void
check_request(struct check *check, const struct check_guess *known,
    char found_hash[SHA256_HEX_MAX])
{
	const size_t limit = (size_t)check->options->company->body_limit;
	struct diag_list *unread = diag_list_new();
	char *path = path_join(check->options->batch, check->request->file);
	struct diag_view view;
	char *data;
	size_t len;

	found_hash[0] = '\0';
	check->document.item =
	    batch_item_at(check->batch, check->request->first_item);
	check->document.line = 0;
	data = file_read(path, limit, &len, unread);
	free(path);
	if (data != NULL) {
		bytes_read(check, data, len, known, found_hash);
	} else {
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

void
check_guess(struct check *worker, struct check_guess *ret)
{
	struct check_facts *facts = worker->facts;

	facts->doubt = false;
	worker->valid = false;
	ret->first_fact = facts->count;
	check_request(worker, NULL, ret->sha256);
	ret->fact_count = facts->count - ret->first_fact;
	check_facts_forget(worker, ret);
	ret->result = !worker->valid ? GUESS_NOTHING
	              : facts->doubt ? GUESS_VALID
	                             : GUESS_RIGHT;
}

void
check_request_begin(struct check *check, size_t index)
{
	check->request = batch_request_at(check->batch, index);
	check->errors = check->warnings = 0;
	/* What the last one left would be taken for this one's. */
	buf_clear(&check->line.vat_code);
	buf_clear(&check->line.dimension_header);
	check->line.has_quantity = check->line.has_price = false;
	check->line.has_percent = check->line.has_account = false;
	check->amount_currency_wrong = false;
	(void)batch_label(check->request, check->label);
	/* Loading has made sure that the kind is one. */
	(void)request_kind_find(check->request->kind, &check->kind);
}
