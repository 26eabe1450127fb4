/* send_tools.c - what the steps of sending share. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/output.h"
#include "base/sha256.h"
#include "mapping/company.h"
#include "netvisor/send_run.h"

struct source_pos
send_place(struct send_run *run, const struct batch_request *request)
{
	char label[BATCH_FILE_MAX];

	(void)batch_label(request, label);
	return (struct source_pos){
		diag_intern(run->diag, label, strlen(label)), 0, 0
	};
}

char *
send_read(
    struct send_run *run, const struct batch_request *request, size_t *ret_len)
{
	char *path = path_join(batch_dir(run->batch), request->file);
	const size_t limit = (size_t)run->options->company->body_limit;
	char *data = file_read(path, limit, ret_len, run->diag);
	unsigned char digest[SHA256_SIZE];
	char text[SHA256_HEX_MAX];

	free(path);
	if (data == NULL) {
		run->halted = true;
		return NULL;
	}
	sha256_bytes(data, *ret_len, digest);
	if (strcmp(sha256_hex(digest, text), request->sha256) == 0)
		return data;
	(void)diag_add(run->diag, RULE_CHECK_HASH, send_place(run, request),
	    "the file was changed after it was approved");
	run->halted = true;
	free(data);
	return NULL;
}

/* Does the XML hold as many documents as the manifest says? */
bool
send_facts_of(struct send_run *run, const struct batch_request *request,
    struct send_facts *ret)
{
	size_t len;
	char *data = send_read(run, request, &len);
	bool right;

	memset(ret, 0, sizeof(*ret));
	if (data == NULL)
		return false;
	right = send_facts_read(ret, request->encoding, data, len) &&
	        ret->count == (size_t)request->items;
	free(data);
	if (right)
		return true;
	(void)diag_add(run->diag, RULE_CHECK_MANIFEST, send_place(run, request),
	    "the file does not hold the documents that %s lists", BATCH_ITEMS);
	run->halted = true;
	return false;
}

void
send_halt(
    struct send_run *run, const struct exchange *exchange, const char *label)
{
	const enum reply_class class = exchange->end == EXCHANGE_ANSWERED
	                                   ? reply_class(exchange->reply)
	                                   : REPLY_CLASS_NONE;

	run->halted = true;
	if (client_stopped(run->client)) {
		run->summary->stopped = true;
		return;
	}
	if (class == REPLY_CLASS_AUTHENTICATION ||
	    class == REPLY_CLASS_ACCESS ||
	    exchange->stop == EXCHANGE_STOP_SIGNING)
		run->summary->access = true;
	else if (exchange->end != EXCHANGE_ANSWERED ||
		 class == REPLY_CLASS_MAINTENANCE ||
		 class == REPLY_CLASS_TECHNICAL)
		run->summary->unreached = true;
	exchange_diagnose(exchange, label, run->diag);
}

bool
send_get(struct send_run *run, const char *resource, const char *query,
    struct exchange *ret)
{
	char *label;

	if (send_stopped(run))
		return false;
	client_get(run->client, resource, query, ret);
	if (exchange_succeeded(ret))
		return true;
	label = mem_printf("GET %s", resource);
	send_halt(run, ret, label);
	free(label);
	exchange_release(ret);
	return false;
}

void
send_keep_reply(struct send_run *run, const struct batch_request *request,
    const char *suffix, const struct exchange *exchange)
{
	struct journal_attempt attempt = { .number = 0 };
	char *name, *path;

	if (exchange->body == NULL || !journal_newest_attempt(run->journal,
					  run->number, request->seq, &attempt))
		return;
	free(attempt.before);
	name = mem_printf("%06ld-%s.%ld%s.xml", request->seq, request->kind,
	    attempt.number, suffix);
	path = path_join(run->replies, name);
	if (folder_make(run->replies, run->diag) != 0 ||
	    atomic_file_write(
		path, exchange->body, exchange->body_len, run->diag) != 0)
		run->halted = true;
	free(path);
	free(name);
}

void
send_put_query(struct buf *query, const char *value)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789-._~";

	for (; *value != '\0'; value++) {
		if (strchr(plain, *value) != NULL)
			buf_putc(query, *value);
		else
			buf_printf(query, "%%%02X", (unsigned char)*value);
	}
}

const char *
send_next_word(const char **cursor, size_t *ret_len)
{
	const char *word = *cursor + strspn(*cursor, " ");

	*ret_len = strcspn(word, " ");
	*cursor = word + *ret_len;
	return *ret_len == 0 ? NULL : word;
}

bool
send_stopped(struct send_run *run)
{
	if (!run->halted && client_stopped(run->client)) {
		run->summary->stopped = true;
		run->halted = true;
	}
	return run->halted;
}

const char *
send_kind_words(const char *kind)
{
	if (strcmp(kind, "credit_note") == 0)
		return "credit note";
	return strcmp(kind, "dimension") == 0 ? "dimension item" : kind;
}

const char *
send_title(struct send_run *run, const struct batch_item *item)
{
	return arena_printf(
	    &run->arena, "%s %s", send_kind_words(item->kind), item->name);
}

bool
send_is_master(const struct batch_request *request)
{
	return strcmp(request->kind, request_kind_name(REQUEST_DIMENSION)) ==
	           0 ||
	       strcmp(request->kind, request_kind_name(REQUEST_CUSTOMER)) == 0;
}

bool
send_is_batch(const struct batch_request *request)
{
	return strcmp(request->kind, request_kind_name(REQUEST_INVOICES)) ==
	           0 ||
	       strcmp(request->kind, request_kind_name(REQUEST_CREDIT_NOTES)) ==
	           0;
}
