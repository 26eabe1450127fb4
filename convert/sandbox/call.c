/* call.c - see call.h. */
#include "sandbox/call.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "sandbox/message_bytes.h"

#define PREFIX "X-Netvisor-Authentication-"

const char *
call_header_name(enum call_header header)
{
	static const char *const name[CALL_HEADERS] = {
		[CALL_HOST] = "Host",
		[CALL_SENDER] = PREFIX "Sender",
		[CALL_CUSTOMER_ID] = PREFIX "CustomerId",
		[CALL_PARTNER_ID] = PREFIX "PartnerId",
		[CALL_TIMESTAMP] = PREFIX "Timestamp",
		[CALL_UNIX_TIME] = PREFIX "TimestampUnix",
		[CALL_TRANSACTION_ID] = PREFIX "TransactionId",
		[CALL_LANGUAGE] = "X-Netvisor-Interface-Language",
		[CALL_ORGANISATION] = "X-Netvisor-Organisation-ID",
		[CALL_ALGORITHM] = PREFIX "MACHashCalculationAlgorithm",
		[CALL_STATUS_CODES] = PREFIX "UseHTTPResponseStatusCodes",
		[CALL_MAC] = PREFIX "MAC",
		[CALL_CONTENT_TYPE] = "Content-Type",
	};

	return name[header];
}

static int
hex_value(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	if (digit >= 'a' && digit <= 'f')
		return digit - 'a' + 10;
	if (digit >= 'A' && digit <= 'F')
		return digit - 'A' + 10;
	return -1;
}

/* %2C is a comma, + a blank; %00 and what is no code stay as they are. */
static void
decode(char *text)
{
	char *out = text;

	for (; *text != '\0'; text++) {
		int high = *text == '%' ? hex_value(text[1]) : -1;
		int low = high >= 0 ? hex_value(text[2]) : -1;

		if (low >= 0 && high * 16 + low != 0) {
			*out++ = (char)(high * 16 + low);
			text += 2;
		} else {
			*out++ = (char)(*text == '+' ? ' ' : *text);
		}
	}
	*out = '\0';
}

/* Split name=value&name=value, in place. */
static void
split_query(struct call *call)
{
	char *at = call->query;
	size_t capacity = 0;

	while (*at != '\0') {
		size_t len = strcspn(at, "&");
		char *next = at + len + (at[len] == '&' ? 1 : 0);
		char *value;

		at[len] = '\0';
		value = at + strcspn(at, "=");
		if (*value == '=')
			*value++ = '\0';
		decode(at);
		decode(value);
		if (at[0] != '\0') {
			call->parameter =
			    mem_grow(call->parameter, call->parameter_count,
				&capacity, sizeof(call->parameter[0]));
			call->parameter[call->parameter_count++] =
			    (struct sandbox_parameter){ at, value };
		}
		at = next;
	}
}

struct call *
call_new(const char *target)
{
	struct call *call = mem_calloc(1, sizeof(*call));
	const char *path = target[0] == '/' ? target + 1 : target;
	size_t len = strcspn(path, "?");

	call->target = mem_strdup(target);
	call->method = mem_strdup("");
	call->resource = mem_strndup(path, len);
	call->query = mem_strdup(path[len] == '?' ? path + len + 1 : "");
	split_query(call);
	buf_init(&call->body, CALL_BODY_MAX);
	return call;
}

void
call_free(struct call *call)
{
	if (call == NULL)
		return;
	for (size_t i = 0; i < CALL_HEADERS; i++)
		free(call->header[i]);
	free(call->parameter);
	free(call->query);
	free(call->resource);
	free(call->method);
	free(call->target);
	buf_release(&call->body);
	free(call);
}

void
call_put_body(struct call *call, const char *data, size_t len)
{
	buf_put(&call->body, data, len);
	if (!call->body.failed)
		return;
	call->too_large = true;
	buf_clear(&call->body);
	call->body.max = 0;
}

static bool
says_latin(const char *type)
{
	static const char latin[] = "charset=iso-8859-1";
	size_t len = sizeof(latin) - 1;
	char word[sizeof(latin)] = "";

	for (; strlen(type) >= len; type++) {
		memcpy(word, type, len);
		if (text_equal_ignore_case(word, latin))
			return true;
	}
	return false;
}

void
call_settle_body(struct call *call)
{
	const char *type = call->header[CALL_CONTENT_TYPE];
	struct buf text;

	if (type == NULL || !says_latin(type))
		return;
	/* A character of ISO 8859-15 takes up to three bytes. */
	buf_init(&text, CALL_BODY_MAX * 3);
	message_bytes_from_latin9(&text, buf_text(&call->body), call->body.len);
	buf_release(&call->body);
	call->body = text;
}

enum sandbox_language
call_language(const struct call *call, bool *ret_known)
{
	const char *sent = call->header[CALL_LANGUAGE];

	*ret_known = true;
	if (sent != NULL && strcmp(sent, "EN") == 0)
		return SANDBOX_EN;
	if (sent != NULL && strcmp(sent, "SE") == 0)
		return SANDBOX_SE;
	*ret_known = sent != NULL && strcmp(sent, "FI") == 0;
	return SANDBOX_FI;
}
