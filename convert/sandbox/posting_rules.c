/* posting_rules.c - the checks of posting.h, and dimensions. */
#include <string.h>

#include "sandbox/message.h"
#include "sandbox/posting.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"
#include "sandbox/wire.h"

const char *
posting_default_account(sqlite3 *books, struct arena *arena, const char *name)
{
	const char *number = query_string(books, arena,
	    "SELECT number FROM default_account WHERE name = ?", "t", name);

	return number == NULL ? "" : number;
}

bool
posting_may_use_account(
    sqlite3 *books, const char *number, struct sandbox_answer *answer)
{
	bool known = false, usable = false;
	sqlite3_stmt *row = query(books,
	    "SELECT type = 'account', active FROM account WHERE number = ?",
	    "t", number);

	if (number[0] == '\0') {
		query_end(row);
	} else {
		while (query_row(row)) {
			known = known || query_integer(row, 0) != 0;
			usable = usable || (query_integer(row, 0) != 0 &&
					       query_integer(row, 1) != 0);
		}
	}
	if (!known)
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. Account not found with number: %s",
		    number);
	else if (!usable)
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. Account %s is not active", number);
	return usable;
}

bool
posting_may_use_vat(sqlite3 *books, const char *code, struct decimal percent,
    struct sandbox_answer *answer)
{
	bool none = strcmp(code, "NONE") == 0;
	bool found = none && decimal_is_zero(percent);
	char plain[DECIMAL_TEXT_MAX], text[DECIMAL_TEXT_MAX];
	sqlite3_stmt *row = query(
	    books, "SELECT percent FROM vat_rate WHERE code = ?", "t", code);

	while (query_row(row)) {
		struct decimal rate;

		if (!none && wire_decimal(query_text(row, 0), &rate) &&
		    decimal_compare(rate, percent) == 0)
			found = true;
	}
	if (!found)
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. VAT percent %s is not in use for "
		    "the VAT code %s",
		    wire_comma(wire_plain(percent, plain), text), code);
	return found;
}

bool
posting_may_use_date(
    sqlite3 *books, const char *date, struct sandbox_answer *answer)
{
	if (query_number(books, 0,
		"SELECT 1 FROM lock WHERE kind IN ('accounting', 'vat')"
		" AND date <> '' AND ? <= date LIMIT 1",
		"t", date) != 0) {
		sandbox_refuse(answer, "PERIOD_LOCK",
		    "The date %s is in a locked accounting or VAT period",
		    date);
		return false;
	}
	if (query_number(books, 0,
		"SELECT 1 FROM period WHERE ?1 BETWEEN begin AND end LIMIT 1",
		"t", date) == 0) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. No accounting period holds the "
		    "date %s",
		    date);
		return false;
	}
	return true;
}

const struct posting_dimension *
posting_dimensions(
    struct arena *arena, const struct message_node *node, size_t *ret_count)
{
	const struct message_node *first = message_child(node, "dimension");
	const struct message_node *at;
	struct posting_dimension *list;
	size_t count = 0;

	*ret_count = 0;
	for (at = first; at != NULL; at = message_again(at))
		count++;
	if (count == 0)
		return NULL;
	list = arena_alloc(arena, count * sizeof(*list));
	for (at = first; at != NULL; at = message_again(at)) {
		list[*ret_count].header =
		    arena_strdup(arena, message_text(at, "dimensionname"));
		list[*ret_count].item =
		    arena_strdup(arena, message_text(at, "dimensionitem"));
		++*ret_count;
	}
	return list;
}

bool
posting_may_use_dimensions(sqlite3 *books,
    const struct posting_dimension *dimension, size_t count,
    struct sandbox_answer *answer)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (query_number(books, 0,
			"SELECT 1 FROM dimension_item i JOIN dimension_header h"
			" ON h.key = i.header WHERE h.name = ? AND i.name = ?",
			"tt", dimension[i].header, dimension[i].item) == 0) {
			sandbox_refuse(answer, "INVALID_DATA",
			    "Data form incorrect:. Dimension item not found: "
			    "%s %s",
			    dimension[i].header, dimension[i].item);
			return false;
		}
	return true;
}

void
posting_make_dimensions(sqlite3 *books,
    const struct posting_dimension *dimension, size_t count,
    const char *made_by)
{
	size_t i;

	for (i = 0; i < count; i++) {
		(void)query_run(books,
		    "INSERT OR IGNORE INTO dimension_header(name, hidden)"
		    " VALUES (?, 0)",
		    "t", dimension[i].header);
		(void)query_run(books,
		    "INSERT OR IGNORE INTO dimension_item(header, name,"
		    " hidden, made_by) SELECT key, ?2, 0, ?3"
		    " FROM dimension_header WHERE name = ?1",
		    "ttt", dimension[i].header, dimension[i].item, made_by);
	}
}
