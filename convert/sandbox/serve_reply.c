/* serve_reply.c - see serve_reply.h. */
#include "sandbox/serve_reply.h"

#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"
#include "sandbox/fault.h"
#include "sandbox/moment.h"
#include "sandbox/resource.h"

static const char type_xml[] = "text/html; charset=utf-8";
static const char type_page[] = "text/html";

static void
reply_page(struct serve_reply *reply)
{
	reply->status = 502;
	reply->type = type_page;
	buf_puts(&reply->body,
	    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n"
	    "<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n"
	    "</body>\r\n</html>\r\n");
}

static void
reply_init(struct serve_reply *reply)
{
	memset(reply, 0, sizeof(*reply));
	reply->outcome = SERVE_WHOLE;
	reply->type = type_xml;
	reply->status = 200;
	buf_init(&reply->body, BUF_MAX_DEFAULT);
}

bool
serve_reply_of_gateway(enum sandbox_fault fault, struct serve_reply *ret_reply)
{
	reply_init(ret_reply);
	if (fault == SANDBOX_FAULT_HTML_502) {
		reply_page(ret_reply);
		return true;
	}
	if (fault != SANDBOX_FAULT_BUSY_429)
		return false;
	ret_reply->status = 429;
	ret_reply->type = "text/plain";
	ret_reply->retry_after = true;
	buf_puts(&ret_reply->body, "Too Many Requests\r\n");
	return true;
}

/* 200 unless the request wants true codes. */
static unsigned
status_of(const struct call *call, const char *code)
{
	static const struct {
		const char *code;
		unsigned status;
	} other[] = {
		{ "AUTHENTICATION_FAILED", 401 },
		{ "SERVICE_ACCESS_ERROR", 403 },
		{ "SYSTEM_MAINTENANCE", 500 },
		{ "TECHNICAL_ERROR", 500 },
	};
	const char *wanted = call->header[CALL_STATUS_CODES];

	if (code == NULL || wanted == NULL || strcmp(wanted, "1") != 0)
		return 200;
	for (size_t i = 0; i < sizeof(other) / sizeof(other[0]); i++)
		if (strcmp(code, other[i].code) == 0)
			return other[i].status;
	return 400;
}

/* The envelope; of a refusal, two Status elements. */
static void
put_envelope(
    struct buf *out, const char *now, const struct sandbox_answer *answer)
{
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	buf_puts(out,
	    "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>"
	    "\r\n");
	answer_open(out, "Root");
	answer_open(out, "ResponseStatus");
	answer_text(out, "Status", answer->code == NULL ? "OK" : "FAILED");
	if (answer->code != NULL) {
		buf_printf(&text, "%s :: %s", answer->code,
		    buf_text(&answer->message));
		answer_text(out, "Status", buf_text(&text));
		buf_clear(&text);
	}
	moment_put_stamp(&text, now);
	answer_text(out, "TimeStamp", buf_text(&text));
	answer_close(out, "ResponseStatus");
	if (answer->code == NULL)
		buf_put(out, buf_text(&answer->content), answer->content.len);
	answer_close(out, "Root");
	buf_release(&text);
}

void
serve_reply_of_answer(const struct sandbox *sandbox, const struct call *call,
    enum sandbox_fault fault, const struct sandbox_answer *answer,
    struct serve_reply *ret_reply)
{
	char now[MOMENT_LOCAL_MAX];

	if (fault == SANDBOX_FAULT_DROP_BEFORE ||
	    fault == SANDBOX_FAULT_DROP_DURING ||
	    fault == SANDBOX_FAULT_DROP_AFTER) {
		ret_reply->outcome = SERVE_NONE;
		return;
	}
	if (fault == SANDBOX_FAULT_HTML_502_AFTER) {
		reply_page(ret_reply);
		return;
	}
	ret_reply->status = status_of(call, answer->code);
	if (fault == SANDBOX_FAULT_CUT_REPLY)
		ret_reply->outcome = SERVE_CUT;
	put_envelope(
	    &ret_reply->body, moment_local(serve_now(sandbox), now), answer);
}

/* A word of the line: its blanks and control characters would break it. */
static void
put_word(struct buf *line, const char *word)
{
	buf_putc(line, ' ');
	if (word == NULL || word[0] == '\0')
		word = "-";
	for (; *word != '\0'; word++) {
		if ((unsigned char)*word <= ' ')
			buf_putc(line, '_');
		else
			buf_putc(line, *word);
	}
}

void
serve_log(const struct sandbox *sandbox, const struct call *call,
    enum sandbox_fault fault, const struct serve_reply *reply, const char *code)
{
	const char *target = call->target;
	char now[CLOCK_TEXT_MAX];
	struct buf line;
	ssize_t written;

	if (sandbox->log < 0)
		return;
	buf_init(&line, BUF_MAX_DEFAULT);
	buf_puts(&line, clock_format(serve_now(sandbox), now));
	put_word(&line, call->method);
	put_word(&line, target[0] == '/' ? target + 1 : target);
	put_word(&line, call->header[CALL_TRANSACTION_ID]);
	if (reply->outcome == SERVE_NONE)
		buf_puts(&line, " -");
	else
		buf_printf(&line, " %u", reply->status);
	put_word(&line, code == NULL && reply->type == type_xml &&
				reply->outcome != SERVE_NONE
			    ? "OK"
			    : code);
	if (fault != SANDBOX_FAULTS)
		put_word(&line, fault_name(fault));
	buf_putc(&line, '\n');
	/* A log that cannot be written changes nothing. */
	written = write(sandbox->log, line.data, line.len);
	(void)written;
	buf_release(&line);
}
