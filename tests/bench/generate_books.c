/* generate_books.c - see generate_books.h. */
#include "generate_books.h"

/* Settlement pairs and split lines take ids after their document's. */
#define ID_STEP 16

int
books_end(const struct books *books)
{
	return day_month_last(month_day(books->month), 0);
}

struct meant_document
books_document(struct books *books, unsigned close_month, enum stream stream,
    enum reason reason, bool sek)
{
	struct meant_document document = { .meant = books->meant[close_month],
		.id = books->document += ID_STEP,
		.stream = stream,
		.reason = reason,
		.roads = ROAD_DOCUMENTS | ROAD_LEDGER,
		.sek = sek };

	return document;
}

static const char *
status_word(const struct erp_line *line, struct random *random)
{
	switch (line->reason) {
	case REASON_BOOKED:
		if (line->late)
			return "Open";
		return random_chance(random, 1, 3) ? "Posted" : "Booked";
	case REASON_CANCELLED:
		return "Cancelled";
	case REASON_NONE:
	case REASON_BEFORE_START:
	case REASONS:
	default:
		break;
	}
	switch (random_below(random, 24)) {
	case 0:
		return "Failed to book";
	case 1:
	case 2:
		return "Open";
	default:
		return "Not booked";
	}
}

void
books_erp_line(struct books *books, const struct erp_line *line)
{
	struct csv *csv = &books->erp;
	struct random random;
	const char *status;

	books->erp_id++;
	random_init(&random, books->world->seed, RANDOM_STATUS, books->erp_id);
	status = status_word(line, &random);
	csv_unsigned(csv, books->erp_id);
	csv_text(csv, line->type);
	csv_text(csv, status);
	csv_day(csv, line->date);
	csv_unsigned(csv, line->account);
	csv_unsigned(csv, line->contra);
	csv_money(csv, line->amount);
	csv_text(csv, line->sek ? "SEK" : "EUR");
	csv_text(csv, line->text);
	if (line->reason == REASON_BOOKED)
		csv_unsigned(csv, 700000 + books->erp_id);
	else
		csv_empty(csv);
	csv_text(csv, line->vat_code);
	csv_text(csv,
	    status[0] == 'F' ? "INVALID_DATA: kausi lukossa, \"syyskuu\"" : "");
	csv_text(csv, line->customer);
	csv_text(csv, line->number);
	csv_row_end(csv);
}
