/* form.c - see form.h. */
#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "sandbox/form.h"
#include "sandbox/form_value.h"
#include "sandbox/message.h"
#include "sandbox/resource.h"

#define FORM_DEPTH 16
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The values of the attribute vatcode. */
#define FORM_VAT_CODES                                                         \
	"NONE|KOOS|EUOS|EUUO|EUPO|100|KOMY|EUMY|EUUM|EUPM312|EUPM309|MUUL|"    \
	"EVTO|EVPO|EVKV|KAVE|RAMY|RAOS|EVRO|MAAL|EVMA|KOMY0"

#define FORM_ROW(level, name, occurs, kind, limit, values, attributes)         \
	{ level, name, FORM_##occurs, FORM_##kind, limit, values, attributes },
static const struct form_row dimensionitem_row[] = {
#include "sandbox/form_dimensionitem.def"
};
static const struct form_row customer_row[] = {
#include "sandbox/form_customer.def"
};
static const struct form_row salesinvoicebatch_row[] = {
#include "sandbox/form_salesinvoicebatch.def"
};
static const struct form_row salesinvoice_row[] = {
#include "sandbox/form_salesinvoice.def"
};
static const struct form_row accounting_row[] = {
#include "sandbox/form_accounting.def"
};
#undef FORM_ROW

const struct form form_dimensionitem = { dimensionitem_row,
	COUNT(dimensionitem_row) };
const struct form form_customer = { customer_row, COUNT(customer_row) };
const struct form form_salesinvoicebatch = { salesinvoicebatch_row,
	COUNT(salesinvoicebatch_row) };
const struct form form_salesinvoice = { salesinvoice_row,
	COUNT(salesinvoice_row) };
const struct form form_accounting = { accounting_row, COUNT(accounting_row) };

/* The first row of what may stand in a row's element, or NULL. */
static const struct form_row *
first_part(const struct form *form, const struct form_row *row)
{
	const struct form_row *next = row + 1;

	if (next == form->row + form->count || next->level <= row->level)
		return NULL;
	return next;
}

/* The row after another in the same element, or NULL. */
static const struct form_row *
next_part(const struct form *form, const struct form_row *row)
{
	const struct form_row *next = row + 1;

	while (next < form->row + form->count && next->level > row->level)
		next++;
	if (next == form->row + form->count || next->level < row->level)
		return NULL;
	return next;
}

static const struct form_row *
find_part(const struct form *form, const struct form_row *row, const char *name)
{
	const struct form_row *part;

	for (part = first_part(form, row); part != NULL;
	     part = next_part(form, part))
		if (strcmp(part->name, name) == 0)
			return part;
	return NULL;
}

static bool
must_occur(const struct form_row *row)
{
	return row->occurs == FORM_ONE || row->occurs == FORM_BLANK ||
	       row->occurs == FORM_SOME;
}

static bool
may_repeat(const struct form_row *row)
{
	return row->occurs == FORM_SOME || row->occurs == FORM_ANY;
}

static bool
known_parts(const struct form *form, const struct form_row *row,
    const struct message_node *node, struct buf *ret_why)
{
	const struct message_node *child;

	for (child = node->first; child != NULL; child = child->next)
		if (find_part(form, row, child->name) == NULL) {
			buf_printf(ret_why,
			    "the element '%s' has an unknown child element ",
			    node->name);
			text_put_escaped(
			    ret_why, child->name, strlen(child->name));
			return false;
		}
	return true;
}

/* Take the parts in the order of the rows; what is left over is misplaced. */
static bool
ordered_parts(const struct form *form, const struct form_row *row,
    const struct message_node *node, struct buf *ret_why)
{
	const struct form_row *part;
	const struct message_node *child = node->first;

	for (part = first_part(form, row); part != NULL;
	     part = next_part(form, part)) {
		if (child == NULL || strcmp(child->name, part->name) != 0) {
			if (!must_occur(part))
				continue;
			buf_printf(ret_why, "the element '%s' expects '%s'",
			    node->name, part->name);
			if (child != NULL)
				buf_printf(
				    ret_why, " before '%s'", child->name);
			return false;
		}
		do
			child = child->next;
		while (child != NULL && may_repeat(part) &&
		       strcmp(child->name, part->name) == 0);
	}
	if (child == NULL)
		return true;
	buf_printf(ret_why,
	    "the element '%s' has an invalid child element '%s': wrong order "
	    "or too many",
	    node->name, child->name);
	return false;
}

static bool
check_parts(const struct form *form, const struct form_row *row,
    const struct message_node *node, struct buf *ret_why)
{
	if (row->kind != FORM_GROUP && row->kind != FORM_CHOICE)
		return true;
	if (!known_parts(form, row, node, ret_why))
		return false;
	if (row->kind == FORM_GROUP)
		return ordered_parts(form, row, node, ret_why);
	if (node->first != NULL && node->first->next == NULL)
		return true;
	buf_printf(
	    ret_why, "the element '%s' holds exactly one element", node->name);
	return false;
}

static bool
check_node(const struct form *form, const struct form_row *row,
    const struct message_node *node, bool edit, struct buf *ret_why)
{
	return form_check_attributes(row, node, ret_why) &&
	       form_check_text(row, node, edit, ret_why) &&
	       check_parts(form, row, node, ret_why);
}

bool
form_check(const struct form *form, const struct message_node *top, bool edit,
    struct buf *ret_why)
{
	/* The rows of the elements that are open; rows bound the depth. */
	const struct form_row *row[FORM_DEPTH] = { form->row };
	const struct message_node *node = top;
	size_t depth = 0;

	if (strcmp(top->name, form->row->name) != 0) {
		buf_printf(
		    ret_why, "the element '%s' is expected", form->row->name);
		return false;
	}
	if (!check_node(form, row[0], top, edit, ret_why))
		return false;
	for (;;) {
		if (node->first != NULL && row[depth]->kind != FORM_UNREAD) {
			node = node->first;
			depth++;
		} else {
			while (node != top && node->next == NULL) {
				node = node->parent;
				depth--;
			}
			if (node == top)
				return true;
			node = node->next;
		}
		assert(depth > 0 && depth < FORM_DEPTH);
		row[depth] = find_part(form, row[depth - 1], node->name);
		if (!check_node(form, row[depth], node, edit, ret_why))
			return false;
	}
}

bool
form_read(const struct form *form, const struct sandbox_request *request,
    bool edit, struct message *message, struct sandbox_answer *answer)
{
	struct buf why;
	bool fits;

	buf_init(&why, BUF_MAX_DEFAULT);
	fits = message_parse(message, request->body, request->body_len, &why) &&
	       form_check(form, message->root, edit, &why);
	if (!fits)
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. XML message validation failed: %s",
		    buf_text(&why));
	buf_release(&why);
	return fits;
}
