/* resource_accounting.c - accounting.nv: one voucher. */
#include <string.h>

#include "sandbox/form.h"
#include "sandbox/message.h"
#include "sandbox/posting.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"
#include "sandbox/wire.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct voucher {
	const struct message_node *node;
	bool is_gross;
	char date[DATE_TEXT_MAX];
	struct posting posting;
};

static bool
read_class(
    sqlite3 *books, struct voucher *voucher, struct sandbox_answer *answer)
{
	const char *name = message_text(voucher->node, "voucherclass");

	voucher->posting.type = query_number(
	    books, 0, "SELECT key FROM voucher_type WHERE name = ?", "t", name);
	if (voucher->posting.type != 0)
		return true;
	sandbox_refuse(answer, "INVALID_DATA",
	    "Data form incorrect:. Voucher class not found: %s", name);
	return false;
}

static bool
read_number(
    sqlite3 *books, struct voucher *voucher, struct sandbox_answer *answer)
{
	const char *given = message_text(voucher->node, "number");
	struct posting *posting = &voucher->posting;

	if (given[0] == '\0')
		return true;
	if (!wire_integer(given, &posting->number) || posting->number <= 0) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. Voucher number is not valid: %s",
		    given);
		return false;
	}
	if (query_number(books, 0,
		"SELECT 1 FROM voucher WHERE type = ? AND number = ?", "ii",
		posting->type, posting->number) == 0)
		return true;
	sandbox_refuse(answer, "DUPLICATE_DATA",
	    "Voucher already exists with number: %s", given);
	return false;
}

static bool
read_head(
    sqlite3 *books, struct voucher *voucher, struct sandbox_answer *answer)
{
	struct posting *posting = &voucher->posting;
	struct date date;

	(void)wire_message_date(
	    message_text(voucher->node, "voucherdate"), &date);
	posting->date = date_format(date, voucher->date);
	posting->description = message_text(voucher->node, "description");
	posting->comment = message_text(voucher->node, "comment");
	posting->source_type = "";
	voucher->is_gross =
	    strcmp(message_text(voucher->node, "calculationmode"), "gross") ==
	    0;
	return read_class(books, voucher, answer) &&
	       read_number(books, voucher, answer) &&
	       posting_may_use_date(books, posting->date, answer);
}

/* Code and percent of a line; without either it has none. */
static bool
read_vat(sqlite3 *books, const struct message_node *node, const char **ret_code,
    struct decimal *ret_percent, struct sandbox_answer *answer)
{
	*ret_code =
	    message_attribute(message_child(node, "vatpercent"), "vatcode");
	*ret_percent = (struct decimal){ 0, 0 };
	(void)wire_decimal(message_text(node, "vatpercent"), ret_percent);
	if (*ret_code == NULL && !decimal_is_zero(*ret_percent)) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. VAT code cannot be retrieved");
		return false;
	}
	if (*ret_code == NULL)
		*ret_code = "NONE";
	return posting_may_use_vat(books, *ret_code, *ret_percent, answer);
}

static bool
read_sum(const struct voucher *voucher, const struct message_node *node,
    int64_t *ret, struct sandbox_answer *answer)
{
	const char *type =
	    message_attribute(message_child(node, "linesum"), "type");
	const char *mode = voucher->is_gross ? "gross" : "net";

	if (type != NULL && strcmp(type, mode) != 0) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. linesum of type %s in "
		    "calculationmode %s",
		    type, mode);
		return false;
	}
	if (wire_cents(message_text(node, "linesum"), ret) &&
	    posting_sum_fits(*ret))
		return true;
	sandbox_refuse(answer, "INVALID_DATA_SIZE", "linesum is too large: %s",
	    message_text(node, "linesum"));
	return false;
}

/* The default account that a code's tax goes to, or NULL. */
static const char *
vat_account(sqlite3 *books, struct arena *arena, const char *code)
{
	static const char SALE[] = "SalesVATDebt";
	static const char PURCHASE[] = "PurchaseVATReceivable";
	static const struct {
		const char *code;
		const char *account;
	} kind[] = {
#define VAT_KIND(code, kind) { code, kind },
#include "sandbox/vat_kinds.def"
#undef VAT_KIND
	};
	size_t i;

	for (i = 0; i < COUNT(kind); i++)
		if (strcmp(kind[i].code, code) == 0)
			return posting_default_account(
			    books, arena, kind[i].account);
	return NULL;
}

/*
 * Gross mode: the tax is taken out of the line added last, to a line of its
 * own after it.
 */
static bool
split_gross(sqlite3 *books, struct arena *arena, struct posting *posting,
    struct decimal percent, struct sandbox_answer *answer)
{
	struct posting_line *line = &posting->line[posting->line_count - 1];
	const char *account = vat_account(books, arena, line->vat_code);
	struct decimal with_vat;
	int64_t gross = line->sum;

	if (decimal_is_zero(percent))
		return true;
	if (account == NULL) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. This server does not know how to "
		    "take the VAT of %s out of a gross sum",
		    line->vat_code);
		return false;
	}
	if (!decimal_add((struct decimal){ 100, 0 }, percent, &with_vat) ||
	    with_vat.units <= 0) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. VAT percent is not valid");
		return false;
	}
	with_vat.scale += 2;
	(void)decimal_quotient(
	    (struct decimal){ gross, 2 }, with_vat, 2, &line->sum);
	if (gross != line->sum)
		(void)posting_add(posting, account, gross - line->sum);
	return true;
}

static bool
read_line(sqlite3 *books, struct arena *arena, struct voucher *voucher,
    const struct message_node *node, struct sandbox_answer *answer)
{
	const char *account = message_text(node, "accountnumber");
	char plain[DECIMAL_TEXT_MAX];
	struct posting_line *line;
	struct decimal percent;
	const char *code;
	int64_t sum;

	if (!read_sum(voucher, node, &sum, answer) ||
	    !posting_may_use_account(books, account, answer) ||
	    !read_vat(books, node, &code, &percent, answer))
		return false;
	line = posting_add(&voucher->posting, account, sum);
	line->description = message_text(node, "description");
	line->vat_code = code;
	line->vat_percent = arena_strdup(arena, wire_plain(percent, plain));
	line->dimension =
	    posting_dimensions(arena, node, &line->dimension_count);
	return !voucher->is_gross ||
	       split_gross(books, arena, &voucher->posting, percent, answer);
}

static bool
read_lines(sqlite3 *books, struct arena *arena, struct voucher *voucher,
    struct sandbox_answer *answer)
{
	const struct message_node *line;

	for (line = message_child(voucher->node, "voucherline"); line != NULL;
	     line = message_again(line))
		if (!read_line(books, arena, voucher, line, answer))
			return false;
	return true;
}

static int64_t
book(sqlite3 *books, struct voucher *voucher, const char *now)
{
	int64_t key;
	size_t i;

	books_exec(books, "SAVEPOINT voucher");
	for (i = 0; i < voucher->posting.line_count; i++)
		posting_make_dimensions(books,
		    voucher->posting.line[i].dimension,
		    voucher->posting.line[i].dimension_count, "voucher");
	key = posting_write(books, &voucher->posting, now);
	books_exec(books, "RELEASE voucher");
	return key;
}

void
resource_accounting(
    const struct sandbox_request *request, struct sandbox_answer *answer)
{
	struct voucher voucher = { .is_gross = false };
	struct message message;

	if (form_read(&form_accounting, request, false, &message, answer)) {
		voucher.node = message_child(message.root, "voucher");
		if (read_head(request->books, &voucher, answer) &&
		    read_lines(
			request->books, &message.arena, &voucher, answer)) {
			int64_t key =
			    book(request->books, &voucher, request->now);

			answer_open(&answer->content, "Replies");
			answer_integer(
			    &answer->content, "InsertedDataIdentifier", key);
			answer_close(&answer->content, "Replies");
		}
	}
	posting_release(&voucher.posting);
	message_release(&message);
}
