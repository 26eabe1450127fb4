/* generate_meant.c - see generate_meant.h. */
#include "generate_meant.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generate_csv.h"
#include "generate_number.h"

#define SLOTS 4096
#define ROW_MAX 256

struct balance {
	uint64_t key; /* 0: the slot is free */
	uint64_t last_document;
	uint64_t documents;
	int64_t debit;
	int64_t credit;
	int64_t amount;
};

struct meant {
	struct balance balance[SLOTS];
	size_t count;
};

static const char *const stream_name[STREAMS] = { "invoices", "deferrals",
	"payments", "expenses", "payouts" };
static const char *const reason_name[REASONS] = { "", "excluded:already-booked",
	"excluded:cancelled", "excluded:before-start-date" };

struct meant *
meant_new(void)
{
	struct meant *meant = grow(NULL, sizeof(*meant));

	memset(meant, 0, sizeof(*meant));
	return meant;
}

/* The key holds every column that tells rows apart, four to twenty bits each.
 */
static uint64_t
make_key(const struct meant_document *document, unsigned road,
    const struct posting *posting)
{
	uint64_t key = 1;

	key = key << 4 | (uint64_t)document->reason;
	key = key << 4 | (uint64_t)document->stream;
	key = key << 2 | road;
	key = key << 20 | posting->account;
	key = key << 4 | (uint64_t)posting->code;
	key = key << 16 | (uint64_t)posting->percent;
	key = key << 4 | (uint64_t)(posting->group + 1);
	return key << 1 | (document->sek ? 1 : 0);
}

static struct balance *
find(struct meant *meant, uint64_t key)
{
	size_t slot = (size_t)((key * 0x9e3779b97f4a7c15u) >> 40) % SLOTS;

	while (meant->balance[slot].key != 0 && meant->balance[slot].key != key)
		slot = (slot + 1) % SLOTS;
	if (meant->balance[slot].key == 0) {
		if (++meant->count == SLOTS / 2)
			die("too many balances");
		meant->balance[slot].key = key;
	}
	return &meant->balance[slot];
}

void
meant_post(const struct meant_document *document, const struct posting *posting)
{
	for (unsigned road = 1; road <= 2; road++) {
		struct balance *balance;

		if ((document->roads & road) == 0)
			continue;
		balance =
		    find(document->meant, make_key(document, road, posting));
		if (balance->last_document != document->id)
			balance->documents++;
		balance->last_document = document->id;
		if (posting->euro > 0)
			balance->debit += posting->euro;
		else
			balance->credit -= posting->euro;
		balance->amount += posting->amount;
	}
}

void
meant_plain(const struct meant_document *document, unsigned account,
    int64_t euro, int64_t amount)
{
	struct posting posting = { .account = account,
		.code = VAT_NONE,
		.group = -1,
		.euro = euro,
		.amount = amount };

	meant_post(document, &posting);
}

/* The columns of a key, in the order that make_key shifted them in. */
static void
format_row(const struct balance *balance, char row[ROW_MAX])
{
	uint64_t key = balance->key;
	char percent[NUMBER_TEXT_MAX];
	char debit[NUMBER_TEXT_MAX];
	char credit[NUMBER_TEXT_MAX];
	char amount[NUMBER_TEXT_MAX];
	const char *reason = reason_name[key >> 51 & 15];
	const char *stream = stream_name[key >> 47 & 15];
	unsigned group = (unsigned)(key >> 1 & 15);

	(void)snprintf(row, ROW_MAX,
	    "%s%s%s\t%s\t%" PRIu64 "\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%" PRIu64,
	    reason, reason[0] == '\0' ? "" : ":", stream,
	    (key >> 45 & 3) == ROAD_DOCUMENTS ? "documents" : "ledger",
	    key >> 25 & 0xfffff, vat_code_name[key >> 21 & 15],
	    number_text(percent, (int64_t)(key >> 5 & 0xffff), 2, 0),
	    group == 0 ? "" : group_info[group - 1].item,
	    (key & 1) == 1 ? "SEK" : "EUR",
	    number_text(debit, balance->debit, 2, 2),
	    number_text(credit, balance->credit, 2, 2),
	    number_text(amount, balance->amount, 2, 2), balance->documents);
}

static int
compare_rows(const void *a, const void *b)
{
	return strcmp(a, b);
}

void
meant_write(struct meant *meant, const struct world *world, unsigned month)
{
	char path[4096];
	char(*row)[ROW_MAX] = grow(NULL, (meant->count + 1) * ROW_MAX);
	size_t count = 0;
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/2026-%02u/meant.tsv", world->dir,
	    9 + month);
	for (size_t i = 0; i < SLOTS; i++)
		if (meant->balance[i].key != 0)
			format_row(&meant->balance[i], row[count++]);
	qsort(row, count, ROW_MAX, compare_rows);
	file = open_output(path);
	(void)fputs("stream\troad\taccount\tvat_code\tvat_percent\tdimension\t"
		    "currency\tdebit_eur\tcredit_eur\tamount\tdocuments\n",
	    file);
	for (size_t i = 0; i < count; i++)
		(void)fprintf(file, "%s\n", row[i]);
	close_output(file, path);
	free(row);
	free(meant);
}
