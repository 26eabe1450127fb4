/*
 * record_private.h - what readers and writers of record files are made of;
 * for record_*.c and stage_*.c only.
 */
#ifndef BASE_RECORD_PRIVATE_H
#define BASE_RECORD_PRIVATE_H

#include "base/record.h"

struct buf;

/* What the first line of every record file begins with. */
#define RECORD_FIRST_LINE "#fenvoy 1 "
/* A row is refused when it is longer. */
#define RECORD_LINE_MAX ((size_t)16 * 1024 * 1024)
/* How much is read at once. */
#define RECORD_BLOCK ((size_t)256 * 1024)

/*
 * Control totals: a sum per currency and amount column. A pair that no row
 * gave an amount for does not stand in the closing line.
 */
struct record_total {
	const struct currency *currency;
	int64_t *minor; /* one an amount column */
	bool *seen;
};

struct record_totals {
	const struct record_schema *schema;
	size_t
	    *amount; /* column number to amount number, or RECORD_NO_AMOUNT */
	size_t *column; /* amount number to column number */
	size_t amount_count;
	struct record_total *total; /* sorted by currency code */
	size_t count;
	size_t capacity;
	size_t last; /* the total found last; currencies come in runs */
};

#define RECORD_NO_AMOUNT ((size_t)-1)

void record_totals_init(struct record_totals *, const struct record_schema *);
void record_totals_release(struct record_totals *);
/* Add an amount of a totalled column; false on overflow. */
bool record_totals_add(struct record_totals *, size_t column, struct money);
/* Append " EUR net=1.00 vat=0.25 SEK net=2.00", or nothing. */
void record_totals_put(const struct record_totals *, struct buf *);

/*
 * Lines of a descriptor. The present line stands in the buffer, its line feed
 * replaced by NUL, until the next one is asked for; it may be changed.
 */
struct record_input {
	int fd;
	const char *name; /* in findings, interned */
	struct diag_list *diag;
	char *data;
	size_t capacity;
	size_t start; /* of what was not given out yet */
	size_t end;
	bool at_end;
	bool failed;
	unsigned long line; /* of the line given out last */
};

void record_input_init(
    struct record_input *, int fd, const char *name, struct diag_list *);
/* Does not close fd. */
void record_input_release(struct record_input *);
/*
 * 1 with a line, 0 at the end, -1 after a finding: read error, a line without
 * its line feed (record.truncated) or too long a one (record.field).
 */
int record_input_line(struct record_input *, char **ret_line, size_t *ret_len);

enum record_state {
	RECORD_READING,
	RECORD_ENDED,
	RECORD_FAILED
};

struct record_field {
	char *text; /* unescaped, ended by NUL */
	size_t len;
};

struct record_reader {
	struct record_input *input;
	struct diag_list *diag;
	const struct record_schema *schema;
	struct record_field *field; /* and one behind the last, for its start */
	struct money *amount;       /* per column; parsed when the row came */
	bool *has_amount;
	const struct currency **currency; /* last one met, per column */
	struct record_totals totals;
	uint64_t rows;
	enum record_state state;
	struct {
		const char *file;
		size_t len;
	} source; /* the last one split by record_source */
};

/*
 * Read the first line of a record file. 1 with the kind's name, 0 at the end
 * of the input, -1 after a finding (record.header).
 */
int record_header(struct record_input *, const char **ret_kind);
/* Continue with the column names. NULL after a finding (record.header). */
struct record_reader *record_reader_new(
    struct record_input *, const struct record_schema *);
void record_reader_free(struct record_reader *);
/* Compare the closing line with what was read: 0, or -1 after a finding. */
int record_closing_check(struct record_reader *, const char *line);
/* Split and check the row in line: 1, or -1 after a finding. */
int record_row_parse(struct record_reader *, char *line, size_t len);

#endif
