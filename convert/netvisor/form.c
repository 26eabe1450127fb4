/* form.c - writing by a plan; form_plan.c makes it. See form.h. */
#include "netvisor/form.h"

#include "base/buf.h"
#include "base/text.h"
#include "netvisor/form_plan.h"
#include "netvisor/xml_writer.h"

static void
report(const struct form_report *to, const struct form_step *step,
    enum form_fault_kind kind, const struct form_fault *detail)
{
	struct form_fault fault = *detail;

	fault.kind = kind;
	fault.element = step->element;
	fault.slot = step->slot;
	to->fault(to->context, &fault);
}

static bool
length_fits(const struct form_step *step, const char *text, size_t len,
    const struct form_report *to)
{
	struct form_fault fault = { .max = step->max_length };

	/* As many bytes fit, so do the characters. */
	if (len <= step->max_length)
		return true;
	fault.length = text_utf8_count(text, len);
	if (fault.length <= step->max_length)
		return true;
	report(to, step, FORM_TOO_LONG, &fault);
	return false;
}

static enum form_fault_kind
fault_kind(enum xml_text_fault fault)
{
	if (fault == XML_TEXT_NOT_UTF8)
		return FORM_NOT_UTF8;
	if (fault == XML_TEXT_NOT_ENCODABLE)
		return FORM_NOT_ENCODABLE;
	if (fault == XML_TEXT_TOO_LARGE)
		return FORM_TOO_LARGE;
	return FORM_NOT_XML;
}

static bool
write_value(const struct form_step *step, const struct form_values *values,
    enum body_encoding encoding, struct buf *buf, const struct form_report *to)
{
	struct xml_text_error error;
	struct form_fault fault = { .kind = FORM_REQUIRED };
	const char *text;
	size_t len;
	bool written;

	if ((values->present & step->mask) == 0) {
		report(to, step, FORM_REQUIRED, &fault);
		return false;
	}
	text = values->slot[step->slot].text;
	len = values->slot[step->slot].len;
	if (step->kind == FORM_STEP_RAW) {
		buf_put(buf, text, len);
		return true;
	}
	if (!length_fits(step, text, len, to))
		return false;
	written = step->kind == FORM_STEP_ATTRIBUTE
	              ? xml_put_quoted(buf, encoding, text, len, &error)
	              : xml_put_text(buf, encoding, text, len, &error);
	if (written)
		return true;
	fault.character = error.character;
	report(to, step, fault_kind(error.fault), &fault);
	return false;
}

bool
form_write(const struct form *form, const struct form_values *values,
    enum body_encoding encoding, struct buf *buf, const struct form_report *to)
{
	const struct form_step *step = form->step;
	const struct form_step *const end = form->step + form->step_count;
	bool sound = true;

	while (step < end) {
		switch (step->kind) {
		case FORM_STEP_LITERAL:
			buf_put(buf, step->text, step->len);
			break;
		case FORM_STEP_IF:
			if ((values->present & step->mask) == 0) {
				step = form->step + step->jump;
				continue;
			}
			break;
		case FORM_STEP_VALUE:
		case FORM_STEP_ATTRIBUTE:
		case FORM_STEP_RAW:
			if (!write_value(step, values, encoding, buf, to))
				sound = false;
			break;
		}
		step++;
	}
	if (buf->failed) {
		struct form_fault fault = { .kind = FORM_TOO_LARGE };

		report(to, form->step, FORM_TOO_LARGE, &fault);
		return false;
	}
	return sound;
}

void
form_around(
    const struct form *form, const char **ret_before, const char **ret_after)
{
	const struct form_step *first = &form->step[0];
	const struct form_step *last = &form->step[form->step_count - 1];

	*ret_before = first->kind == FORM_STEP_LITERAL ? first->text : "";
	*ret_after = last->kind == FORM_STEP_LITERAL ? last->text : "";
}
