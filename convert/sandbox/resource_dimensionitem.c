/* resource_dimensionitem.c - dimensionitem.nv: dimension items. */
#include <string.h>

#include "base/text.h"
#include "sandbox/form.h"
#include "sandbox/message.h"
#include "sandbox/parameter.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"

static int64_t
find_item(sqlite3 *books, int64_t header, const char *name)
{
	return query_number(books, 0,
	    "SELECT key FROM dimension_item WHERE header = ? AND name = ?",
	    "it", header, name);
}

static int64_t
is_hidden(const struct message_node *item)
{
	return text_equal_ignore_case(message_text(item, "ishidden"), "true");
}

static void
add(sqlite3 *books, int64_t header, const struct message_node *item,
    struct sandbox_answer *answer)
{
	const char *name = message_text(item, "item");

	if (find_item(books, header, name) != 0) {
		sandbox_refuse(answer, "DUPLICATE_DATA",
		    "Dimension item already exists: %s", name);
		return;
	}
	(void)query_run(books,
	    "INSERT INTO dimension_item(header, name, hidden, made_by)"
	    " VALUES (?, ?, ?, 'dimensionitem')",
	    "iti", header, name, is_hidden(item));
}

static void
edit(sqlite3 *books, int64_t header, const struct message_node *item,
    struct sandbox_answer *answer)
{
	const char *name = message_text(item, "item");
	const char *old_name = message_text(item, "olditem");
	int64_t key = find_item(books, header, old_name);
	int64_t same = find_item(books, header, name);

	if (key == 0) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. Dimension item not found: %s",
		    old_name);
		return;
	}
	if (same != 0 && same != key) {
		sandbox_refuse(answer, "DUPLICATE_DATA",
		    "Dimension item already exists: %s", name);
		return;
	}
	(void)query_run(books,
	    "UPDATE dimension_item SET name = ? WHERE key = ?", "ti", name,
	    key);
	if (message_text(item, "ishidden")[0] != '\0')
		(void)query_run(books,
		    "UPDATE dimension_item SET hidden = ? WHERE key = ?", "ii",
		    is_hidden(item), key);
}

static void
apply(const struct sandbox_request *request, const struct message_node *item,
    bool editing, struct sandbox_answer *answer)
{
	const char *name = message_text(item, "name");
	const char *father = message_text(item, "fatheritem");
	int64_t header = query_number(request->books, 0,
	    "SELECT key FROM dimension_header WHERE name = ?", "t", name);

	if (header == 0)
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. Dimension name not found: %s", name);
	else if (father[0] != '\0' &&
		 find_item(request->books, header, father) == 0)
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. Dimension item not found: %s",
		    father);
	else if (editing)
		edit(request->books, header, item, answer);
	else
		add(request->books, header, item, answer);
}

void
resource_dimensionitem(
    const struct sandbox_request *request, struct sandbox_answer *answer)
{
	struct message message;
	bool editing;

	if (!parameter_method(request, answer, &editing))
		return;
	if (form_read(&form_dimensionitem, request, false, &message, answer))
		apply(request, message_child(message.root, "dimensionitem"),
		    editing, answer);
	message_release(&message);
}
