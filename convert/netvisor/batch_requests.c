/*
 * batch_requests.c - the requests of a batch, in sending order.
 *
 * The XML files are not flushed to disk one by one: a file that the machine
 * lost has another hash than the manifest, which is flushed, and every reader
 * compares them.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/output.h"
#include "base/record_kinds.h"
#include "base/sha256.h"
#include "mapping/company.h"
#include "netvisor/batch.h"
#include "netvisor/batch_run.h"
#include "netvisor/xml_writer.h"

#define FILES_A_FOLDER 1000
#define NUMBER_TEXT_MAX 24

/* The request that is being filled, and the files beside it. */
struct requests {
	struct batch_run *run;
	const char *dir;
	struct record_writer *manifest;
	struct record_writer *items;
	enum request_kind kind;
	const struct currency *currency;
	long seq;   /* of the open request, or of the latest */
	long count; /* documents in it; 0: none is open */
	struct money total;
	struct buf body;
	const char *before; /* around the documents of this kind */
	const char *after;
	long *depends; /* seqs, with repetitions */
	size_t depends_count;
	size_t depends_capacity;
	int result;
};

static void
requests_fail(struct requests *requests, const char *what, const char *path)
{
	(void)diag_add(requests->run->diag, RULE_SYSTEM_FILE,
	    (struct source_pos){ path, 0, 0 }, "cannot %s: %s", what,
	    strerror(errno));
	requests->result = -1;
}

/* Write a file of mode 0600 that is not there yet; false with errno. */
static bool
file_put(const char *path, const char *data, size_t len)
{
	int fd, error = 0;

	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
	    S_IRUSR | S_IWUSR);
	if (fd < 0)
		return false;
	while (len > 0 && error == 0) {
		const ssize_t written = write(fd, data, len);

		if (written < 0) {
			if (errno != EINTR)
				error = errno;
			continue;
		}
		data += written;
		len -= (size_t)written;
	}
	if (close(fd) != 0 && error == 0)
		error = errno;
	errno = error;
	return error == 0;
}

static int
compare_long(const void *a, const void *b)
{
	const long left = *(const long *)a, right = *(const long *)b;

	return (left > right) - (left < right);
}

/* The seqs that the open request depends on, each once, in order. */
static void
put_depends(struct requests *requests)
{
	struct buf text;

	if (requests->depends_count > 0)
		qsort(requests->depends, requests->depends_count,
		    sizeof(*requests->depends), compare_long);
	buf_init(&text, BUF_MAX_DEFAULT);
	for (size_t i = 0; i < requests->depends_count; i++) {
		if (i > 0 && requests->depends[i] == requests->depends[i - 1])
			continue;
		if (text.len > 0)
			buf_putc(&text, ' ');
		buf_printf(&text, "%ld", requests->depends[i]);
	}
	record_put_text(requests->manifest, buf_text(&text));
	buf_release(&text);
	requests->depends_count = 0;
}

static void
put_manifest(struct requests *requests, const char *file)
{
	struct record_writer *out = requests->manifest;
	unsigned char digest[SHA256_SIZE];
	char hex[SHA256_HEX_MAX];

	sha256_bytes(buf_text(&requests->body), requests->body.len, digest);
	record_put_integer(out, requests->seq);
	record_put_text(out, file);
	record_put_text(out, "POST");
	record_put_text(out, request_resource(requests->kind));
	record_put_text(out, request_query(requests->kind));
	record_put_text(out, body_encoding_name(requests->run->kit.encoding));
	record_put_text(out, sha256_hex(digest, hex));
	record_put_text(out, request_kind_name(requests->kind));
	record_put_integer(out, requests->count);
	record_put_text(out, requests->currency->code);
	record_put_money(out, requests->total);
	put_depends(requests);
	record_row_end(out);
}

/* Close the open request: its file and its row. */
static void
request_end(struct requests *requests)
{
	char file[BATCH_FILE_MAX];
	char *path;

	if (requests->count == 0)
		return;
	buf_puts(&requests->body, requests->after);
	(void)batch_file_name(
	    requests->seq, request_kind_name(requests->kind), file);
	path = path_join(requests->dir, file);
	if (requests->seq % FILES_A_FOLDER == 1) {
		char *folder = path_dir(path);

		if (folder_make(folder, requests->run->diag) != 0)
			requests->result = -1;
		free(folder);
	}
	if (requests->result == 0 &&
	    !file_put(path, buf_text(&requests->body), requests->body.len))
		requests_fail(requests, "write", path);
	free(path);
	put_manifest(requests, file);
	requests->count = 0;
}

static void
request_begin(struct requests *requests)
{
	requests->seq++;
	requests->total = money_zero(requests->currency);
	buf_clear(&requests->body);
	buf_puts(&requests->body, requests->before);
}

static void
put_item(struct requests *requests, const struct draft *draft)
{
	struct draft_list *drafts = &requests->run->drafts;
	struct record_writer *out = requests->items;
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	record_put_text(out, draft->reference);
	record_put_text(out, draft->key);
	record_put_integer(out, draft->seq);
	record_put_integer(out, draft->item);
	for (size_t i = 0; i < draft->dependency_count; i++) {
		const struct draft *on = draft_dependency(drafts, draft, i);

		buf_printf(&text, "%s%s", i > 0 ? " " : "", on->reference);
		requests->depends = mem_grow(requests->depends,
		    requests->depends_count, &requests->depends_capacity,
		    sizeof(*requests->depends));
		requests->depends[requests->depends_count++] = on->seq;
	}
	record_put_text(out, buf_text(&text));
	buf_clear(&text);
	if (spool_get(&requests->run->spool, draft->sources, &text,
		requests->run->diag) != 0)
		requests->result = -1;
	record_put_text(out, buf_text(&text));
	record_put_text(out, draft->kind);
	record_put_text(out, draft->name);
	record_put_text(out, draft->total.currency->code);
	record_put_money(out, draft->total);
	buf_clear(&text);
	if (spool_get(&requests->run->spool, draft->claims, &text,
		requests->run->diag) != 0)
		requests->result = -1;
	record_put_text(out, buf_text(&text));
	record_row_end(out);
	buf_release(&text);
}

/* Put a document into the open request, or into a new one. */
static void
request_take(struct requests *requests, struct draft *draft)
{
	const struct company *company = requests->run->options->company;
	const size_t len =
	    requests->body.len + draft->text.len + strlen(requests->after);
	const bool batch = requests->kind == REQUEST_INVOICES ||
	                   requests->kind == REQUEST_CREDIT_NOTES;

	if (requests->count > 0 &&
	    (!batch || requests->count >= company->batch_size ||
		len > (size_t)company->body_limit))
		request_end(requests);
	if (requests->count == 0)
		request_begin(requests);
	draft->seq = requests->seq;
	draft->item = ++requests->count;
	if (spool_get(&requests->run->spool, draft->text, &requests->body,
		requests->run->diag) != 0)
		requests->result = -1;
	if (!money_add(&requests->total, draft->total)) {
		(void)diag_add(requests->run->diag, RULE_RECORD_OVERFLOW,
		    draft->source, "the sum of a request is too large");
		requests->result = -1;
	}
	put_item(requests, draft);
}

static int
compare_currency(const void *a, const void *b)
{
	const struct currency *const *left = a, *const *right = b;

	return strcmp((*left)->code, (*right)->code);
}

/* The currencies of a kind's good drafts, by code; the caller frees. */
static const struct currency **
currencies_of(
    const struct batch_run *run, enum request_kind kind, size_t *ret_count)
{
	const struct currency **list = NULL;
	size_t count = 0, capacity = 0, at;

	for (size_t i = 0; i < run->drafts.count; i++) {
		const struct draft *draft = run->drafts.draft[i];

		if (draft->request != kind || draft->state != DRAFT_GOOD)
			continue;
		for (at = 0; at < count; at++) {
			if (list[at] == draft->total.currency)
				break;
		}
		if (at < count)
			continue;
		list = mem_grow(
		    list, count, &capacity, sizeof(const struct currency *));
		list[count++] = draft->total.currency;
	}
	if (count > 0)
		qsort(list, count, sizeof(const struct currency *),
		    compare_currency);
	*ret_count = count;
	return list;
}

/* All requests of a kind, one currency after the other. */
static void
requests_of_kind(struct requests *requests, enum request_kind kind)
{
	struct batch_run *run = requests->run;
	const struct currency **currency;
	size_t count;

	requests->kind = kind;
	requests->before = requests->after = "";
	if (kind == REQUEST_INVOICES || kind == REQUEST_CREDIT_NOTES)
		document_batch_around(
		    &run->kit, &requests->before, &requests->after);
	currency = currencies_of(run, kind, &count);
	for (size_t i = 0; i < count; i++) {
		requests->currency = currency[i];
		for (size_t j = 0; j < run->drafts.count; j++) {
			struct draft *draft = run->drafts.draft[j];

			if (draft->request == kind &&
			    draft->state == DRAFT_GOOD &&
			    draft->total.currency == currency[i] &&
			    requests->result == 0)
				request_take(requests, draft);
		}
		request_end(requests);
	}
	free(currency);
}

/* A record file of the batch. */
static int
table_open(struct requests *requests, struct atomic_file *file,
    const char *name, const struct record_schema *schema,
    struct record_writer **ret)
{
	char *path = path_join(requests->dir, name);
	int result = atomic_file_open(file, path, requests->run->diag);

	free(path);
	if (result == 0)
		*ret = record_writer_new(&file->output, schema);
	return result;
}

static int
table_close(struct requests *requests, struct atomic_file *file,
    struct record_writer *writer)
{
	int result = 0;

	if (writer == NULL)
		return -1;
	if (record_writer_finish(writer) != 0) {
		(void)diag_add(requests->run->diag, RULE_RECORD_OVERFLOW,
		    (struct source_pos){ file->path, 0, 0 },
		    "a control total is too large");
		result = -1;
	}
	if (requests->result == 0 && result == 0)
		result = atomic_file_commit(file, requests->run->diag);
	atomic_file_abort(file);
	return result;
}

int
batch_requests_write(struct batch_run *run, const char *dir)
{
	struct requests requests = { .run = run, .dir = dir };
	struct atomic_file manifest = { .path = NULL };
	struct atomic_file items = { .path = NULL };

	buf_init(&requests.body, (size_t)run->options->company->body_limit);
	if (table_open(&requests, &manifest, BATCH_MANIFEST,
		&record_kind_manifest, &requests.manifest) != 0 ||
	    table_open(&requests, &items, BATCH_ITEMS, &record_kind_item,
		&requests.items) != 0)
		requests.result = -1;
	for (unsigned kind = 0;
	     kind < REQUEST_KIND_COUNT && requests.result == 0; kind++)
		requests_of_kind(&requests, (enum request_kind)kind);
	if (table_close(&requests, &items, requests.items) != 0)
		requests.result = -1;
	/* Last, so that a manifest stands for a complete batch. */
	if (table_close(&requests, &manifest, requests.manifest) != 0)
		requests.result = -1;
	buf_release(&requests.body);
	free(requests.depends);
	return requests.result;
}
