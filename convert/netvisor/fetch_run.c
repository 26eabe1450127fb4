/* fetch_run.c - asking and reading elements; see fetch_run.h. */
#include "netvisor/fetch_run.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/text.h"
#include "netvisor/client.h"

void
fetch_init(struct fetch *fetch, struct client *client, struct diag_list *diag)
{
	*fetch = (struct fetch){ .client = client, .diag = diag };
	arena_init(&fetch->arena);
	table_init(&fetch->word);
}

void
fetch_release(struct fetch *fetch)
{
	arena_release(&fetch->arena);
	table_release(&fetch->word);
}

const char *
fetch_keep(struct fetch *fetch, const char *text)
{
	return *text == '\0' ? "" : arena_strdup(&fetch->arena, text);
}

const char *
fetch_word(struct fetch *fetch, const char *text)
{
	const char *kept;

	(void)table_slot(&fetch->word, text, strlen(text), &kept);
	return kept;
}

static void
diagnose(
    struct fetch *fetch, const char *resource, const struct exchange *exchange)
{
	char *label = mem_printf("GET %s", resource);

	fetch->failed = true;
	exchange_diagnose(exchange, label, fetch->diag);
	free(label);
}

/* Would another resource's answer be as bad? */
static bool
is_general(const struct exchange *exchange)
{
	enum reply_class refusal;

	if (exchange->end != EXCHANGE_ANSWERED)
		return true;
	refusal = reply_class(exchange->reply);
	return refusal == REPLY_CLASS_AUTHENTICATION ||
	       refusal == REPLY_CLASS_MAINTENANCE;
}

enum fetch_end
fetch_ask(struct fetch *fetch, const char *resource, const char *query,
    struct exchange *ret)
{
	memset(ret, 0, sizeof(*ret));
	if (fetch->stop)
		return FETCH_FAILED;
	client_get(fetch->client, resource, query, ret);
	if (exchange_succeeded(ret))
		return FETCH_READ;
	if (ret->end == EXCHANGE_ANSWERED &&
	    reply_class(ret->reply) == REPLY_CLASS_REFUSED)
		return FETCH_REFUSED;
	fetch->stop = is_general(ret);
	diagnose(fetch, resource, ret);
	return FETCH_FAILED;
}

void
fetch_refused(
    struct fetch *fetch, const char *resource, const struct exchange *exchange)
{
	diagnose(fetch, resource, exchange);
}

bool
fetch_get(struct fetch *fetch, const char *resource, const char *query,
    void (*read)(struct fetch *, const struct reply_node *root, void *context),
    void *context)
{
	struct exchange exchange;
	enum fetch_end end = fetch_ask(fetch, resource, query, &exchange);

	if (end == FETCH_READ)
		read(fetch, reply_root(exchange.reply), context);
	else if (end == FETCH_REFUSED)
		fetch_refused(fetch, resource, &exchange);
	exchange_release(&exchange);
	return end == FETCH_READ;
}

void
fetch_lacks(struct fetch *fetch, const char *resource, const char *fmt, ...)
{
	va_list list;
	char *text;

	va_start(list, fmt);
	text = mem_vprintf(fmt, list);
	va_end(list);
	(void)diag_add(fetch->diag, RULE_FETCH_ANSWER,
	    (struct source_pos){ resource, 0, 0 }, "%s", text);
	fetch->failed = true;
	free(text);
}

const struct reply_node *
fetch_block(struct fetch *fetch, const char *resource,
    const struct reply_node *parent, const char *name)
{
	const struct reply_node *node = reply_child(parent, name);

	if (node == NULL)
		fetch_lacks(fetch, resource, "%s is missing", name);
	return node;
}

void
fetch_record_lacks(
    const struct fetch_record *record, const char *element, const char *text)
{
	const char *key = reply_child_text(record->node, "NetvisorKey");
	char clipped[TEXT_CLIP_MAX], clipped_key[TEXT_CLIP_MAX];
	char *name;

	if (*key != '\0')
		name = mem_printf("%s with NetvisorKey %s", record->what,
		    text_clip(key, strlen(key), clipped_key));
	else
		name =
		    mem_printf("%s number %zu", record->what, record->number);
	if (*text == '\0')
		fetch_lacks(record->fetch, record->resource,
		    "%s: %s is missing", name, element);
	else
		fetch_lacks(record->fetch, record->resource, "%s: %s is '%s'",
		    name, element, text_clip(text, strlen(text), clipped));
	free(name);
}

const char *
fetch_may(const struct fetch_record *record, const char *element)
{
	return fetch_keep(
	    record->fetch, reply_child_text(record->node, element));
}

const char *
fetch_need(const struct fetch_record *record, const char *element)
{
	const char *text = fetch_may(record, element);

	if (*text == '\0')
		fetch_record_lacks(record, element, text);
	return text;
}

bool
fetch_need_bool(const struct fetch_record *record, const char *element)
{
	const char *text = reply_child_text(record->node, element);
	bool value = false;

	if (!reply_bool(text, &value))
		fetch_record_lacks(record, element, text);
	return value;
}

bool
fetch_key(const char *text, int64_t *ret)
{
	int64_t key;

	if (!reply_integer(text, &key) || key <= 0)
		return false;
	*ret = key;
	return true;
}

size_t
fetch_key_text(int64_t key, char text[FETCH_KEY_TEXT_MAX])
{
	return (size_t)snprintf(text, FETCH_KEY_TEXT_MAX, "%" PRId64, key);
}

void *
fetch_key_find(const struct table *table, int64_t key)
{
	char text[FETCH_KEY_TEXT_MAX];
	size_t len = fetch_key_text(key, text);

	return table_find(table, text, len);
}

void
fetch_key_put(struct table *table, int64_t key, void *value)
{
	char text[FETCH_KEY_TEXT_MAX];
	size_t len = fetch_key_text(key, text);

	*table_slot(table, text, len, NULL) = value;
}

int64_t
fetch_need_key(const struct fetch_record *record, const char *element)
{
	const char *text = reply_child_text(record->node, element);
	int64_t key = 0;

	if (!fetch_key(text, &key))
		fetch_record_lacks(record, element, text);
	return key;
}

struct date
fetch_may_date(const struct fetch_record *record, const char *element)
{
	const char *text = reply_child_text(record->node, element);
	struct date date = { 0, 0, 0 };

	if (*text != '\0' && !reply_date(text, &date))
		fetch_record_lacks(record, element, text);
	return date;
}

struct date
fetch_need_date(const struct fetch_record *record, const char *element)
{
	if (*reply_child_text(record->node, element) == '\0')
		fetch_record_lacks(record, element, "");
	return fetch_may_date(record, element);
}

struct money
fetch_may_money(const struct fetch_record *record, const char *element,
    const struct currency *currency)
{
	const char *text = reply_child_text(record->node, element);
	struct money money = { 0, NULL };

	if (*text != '\0' && !reply_money(text, currency, &money))
		fetch_record_lacks(record, element, text);
	return money;
}

struct money
fetch_need_money(const struct fetch_record *record, const char *element,
    const struct currency *currency)
{
	if (*reply_child_text(record->node, element) == '\0')
		fetch_record_lacks(record, element, "");
	return fetch_may_money(record, element, currency);
}
