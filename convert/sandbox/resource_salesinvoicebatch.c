/* resource_salesinvoicebatch.c - salesinvoicebatch.nv: a batch is queued. */
#include <string.h>

#include "base/table.h"
#include "sandbox/batch.h"
#include "sandbox/form.h"
#include "sandbox/message.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"
#include "sandbox/wire.h"

static const struct message_node *
first_item(const struct message_node *batch)
{
	return message_child(message_child(batch, "items"), "item");
}

/* All identifiers of the batch into the table; false on one used twice. */
static bool
take_identifiers(struct table *identifiers, const struct message_node *batch,
    struct sandbox_answer *answer)
{
	const struct message_node *item;

	for (item = first_item(batch); item != NULL;
	     item = message_again(item)) {
		const char *identifier = message_text(item, "identifier");
		void **slot = table_slot(
		    identifiers, identifier, strlen(identifier), NULL);

		if (*slot != NULL) {
			sandbox_refuse(answer, "INVALID_DATA",
			    "Data form incorrect:. Item identifier is used "
			    "twice: %s",
			    identifier);
			return false;
		}
		*slot = identifiers;
	}
	return true;
}

static bool
check_attachment(const struct table *identifiers,
    const struct message_node *attachment, struct sandbox_answer *answer)
{
	const char *type =
	    message_attribute(message_child(attachment, "data"), "type");
	const struct message_node *link, *name;

	if (type != NULL && strcmp(type, "finvoice") == 0 &&
	    message_child(attachment, "printbydefault") != NULL) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. printbydefault is not allowed with "
		    "the type finvoice");
		return false;
	}
	for (link = message_child(attachment, "itemlink"); link != NULL;
	     link = message_again(link))
		for (name = link->first; name != NULL;
		     name = message_again(name))
			if (table_find(identifiers, name->text,
				strlen(name->text)) == NULL) {
				sandbox_refuse(answer, "INVALID_DATA",
				    "Data form incorrect:. Attachment is "
				    "linked to an unknown item: %s",
				    name->text);
				return false;
			}
	return true;
}

static bool
check_links(const struct message_node *batch, struct sandbox_answer *answer)
{
	const struct message_node *attachment = message_child(
	    message_child(batch, "sharedattachments"), "attachment");
	struct table identifiers;
	bool holds;

	table_init(&identifiers);
	holds = take_identifiers(&identifiers, batch, answer);
	for (; holds && attachment != NULL;
	     attachment = message_again(attachment))
		holds = check_attachment(&identifiers, attachment, answer);
	table_release(&identifiers);
	return holds;
}

static int64_t
batch_delay(sqlite3 *books, struct arena *arena)
{
	const char *text = query_string(books, arena,
	    "SELECT value FROM meta WHERE name = 'batch_delay_ms'", "");
	int64_t delay;

	return text != NULL && wire_integer(text, &delay) ? delay : 0;
}

/* The items are kept as XML and read again when their turn comes. */
static int64_t
queue(const struct sandbox_request *request, struct arena *arena,
    const struct message_node *batch)
{
	const struct message_node *item;
	char due[WIRE_TIME_MAX];
	struct buf xml;
	int64_t key, place = 0;

	key = query_run(request->books,
	    "INSERT INTO batch(status, imported_at, due_at) VALUES (?, ?, ?)",
	    "itt", (int64_t)BATCH_PENDING, request->now,
	    wire_time_after(
		request->now, batch_delay(request->books, arena), due));
	buf_init(&xml, BUF_MAX_DEFAULT);
	for (item = first_item(batch); item != NULL;
	     item = message_again(item)) {
		buf_clear(&xml);
		buf_puts(&xml, "<root>");
		message_put(&xml, message_child(item, "itemdata"));
		buf_puts(&xml, "</root>");
		(void)query_run(request->books,
		    "INSERT INTO batch_item(batch, place, identifier, xml,"
		    " state) VALUES (?, ?, ?, ?, ?)",
		    "iitti", key, ++place, message_text(item, "identifier"),
		    buf_text(&xml), (int64_t)BATCH_ITEM_WAITING);
	}
	buf_release(&xml);
	return key;
}

void
resource_salesinvoicebatch(
    const struct sandbox_request *request, struct sandbox_answer *answer)
{
	struct message message;

	if (form_read(
		&form_salesinvoicebatch, request, false, &message, answer)) {
		const struct message_node *batch =
		    message_child(message.root, "salesinvoicebatch");

		if (check_links(batch, answer)) {
			int64_t key = queue(request, &message.arena, batch);

			answer_open(&answer->content, "Replies");
			answer_integer(
			    &answer->content, "InsertedDataIdentifier", key);
			answer_close(&answer->content, "Replies");
		}
	}
	message_release(&message);
}
