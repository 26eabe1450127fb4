/* posting.c - see posting.h. */
#include <stdlib.h>
#include <string.h>

#include "sandbox/posting.h"
#include "sandbox/query.h"
#include "sandbox/resource.h"

struct posting_line *
posting_add(struct posting *posting, const char *account, int64_t sum)
{
	struct posting_line *line;

	posting->line = mem_grow(posting->line, posting->line_count,
	    &posting->line_capacity, sizeof(*posting->line));
	line = &posting->line[posting->line_count++];
	*line = (struct posting_line){ .sum = sum,
		.account = account,
		.vat_code = "NONE",
		.vat_percent = "0",
		.description = "" };
	return line;
}

void
posting_release(struct posting *posting)
{
	free(posting->line);
	posting->line = NULL;
	posting->line_count = 0;
	posting->line_capacity = 0;
}

int64_t
posting_difference(const struct posting *posting)
{
	int64_t difference = 0;
	size_t i;

	for (i = 0; i < posting->line_count; i++)
		difference += posting->line[i].sum;
	return difference;
}

bool
posting_sum_fits(int64_t sum)
{
	return sum >= -POSTING_SUM_MAX && sum <= POSTING_SUM_MAX;
}

/* The next number of a type that no voucher bears. */
static int64_t
next_number(sqlite3 *books, int64_t type)
{
	int64_t number = query_number(books, 1,
	    "SELECT next_number FROM voucher_type WHERE key = ?", "i", type);

	while (query_number(books, 0,
		   "SELECT 1 FROM voucher WHERE type = ? AND number = ?", "ii",
		   type, number) != 0)
		number++;
	(void)query_run(books,
	    "UPDATE voucher_type SET next_number = ? WHERE key = ?", "ii",
	    number + 1, type);
	return number;
}

static void
write_line(sqlite3 *books, int64_t voucher, const struct posting_line *line,
    size_t place)
{
	int64_t key;
	size_t i;

	key = query_run(books,
	    "INSERT INTO voucher_line(voucher, place, sum, description,"
	    " account, vat_code, vat_percent) VALUES (?, ?, ?, ?, ?, ?, ?)",
	    "iiitttt", voucher, (int64_t)place, line->sum, line->description,
	    line->account, line->vat_code, line->vat_percent);
	for (i = 0; i < line->dimension_count; i++)
		(void)query_run(books,
		    "INSERT INTO voucher_line_dimension(line, place, header,"
		    " item) VALUES (?, ?, ?, ?)",
		    "iitt", key, (int64_t)i + 1, line->dimension[i].header,
		    line->dimension[i].item);
}

int64_t
posting_write(sqlite3 *books, struct posting *posting, const char *now)
{
	int64_t difference = posting_difference(posting);
	struct arena arena;
	int64_t voucher;
	size_t i;

	arena_init(&arena);
	if (difference != 0)
		(void)posting_add(posting,
		    posting_default_account(
			books, &arena, "RoundingOffDifference"),
		    -difference);
	if (posting->number == 0)
		posting->number = next_number(books, posting->type);
	voucher = query_run(books,
	    "INSERT INTO voucher(date, number, type, description, comment,"
	    " source_type, source_key, changed_at)"
	    " VALUES (?, ?, ?, ?, ?, ?, nullif(?, 0), ?)",
	    "tiitttit", posting->date, posting->number, posting->type,
	    posting->description, posting->comment, posting->source_type,
	    posting->source_key, now);
	for (i = 0; i < posting->line_count; i++)
		write_line(books, voucher, &posting->line[i], i + 1);
	arena_release(&arena);
	return voucher;
}
