/*
 * generate_meant.h - what a month's events ought to give.
 *
 * MONTH/meant.tsv: per stream, road, account, VAT code and percent, dimension
 * item and currency the sums of debit and credit (EUR) and of the signed
 * amount in the document's currency (debit positive), and how many documents
 * they come from. Rows are sorted; the first names the columns. Events that a
 * rule leaves out stand apart, their stream called excluded:REASON.
 *
 * Streams and roads:
 *  invoices   documents: receivables, revenue and VAT of each invoice and
 *             credit note. ledger: the same, all revenue first on the account
 *             of the first line's group, then moved by the split lines.
 *  deferrals  ledger: deferral and recognition vouchers.
 *  payments   documents: money, losses and refunds. ledger: also settlements,
 *             through their clearing account. EUR at the invoice's rate.
 *  expenses   documents: supplier invoices. ledger: also their payments.
 *  payouts    the gateways' payouts and fees, the same on both roads.
 */
#ifndef GENERATE_MEANT_H
#define GENERATE_MEANT_H

#include "generate_catalog.h"
#include "generate_world.h"

enum stream {
	STREAM_INVOICES,
	STREAM_DEFERRALS,
	STREAM_PAYMENTS,
	STREAM_EXPENSES,
	STREAM_PAYOUTS,
	STREAMS
};

enum reason {
	REASON_NONE,
	REASON_BOOKED,
	REASON_CANCELLED,
	REASON_BEFORE_START,
	REASONS
};

#define ROAD_DOCUMENTS 1u
#define ROAD_LEDGER 2u

struct meant;

/* What a document's postings share. */
struct meant_document {
	struct meant *meant;
	uint64_t id; /* no other document has it */
	enum stream stream;
	enum reason reason;
	unsigned roads;
	bool sek;
};

struct posting {
	unsigned account;
	enum vat_code code;
	int percent;
	int group;      /* of the dimension, -1 none */
	int64_t euro;   /* debit positive */
	int64_t amount; /* in the document's currency, debit positive */
};

struct meant *meant_new(void);
void meant_post(const struct meant_document *, const struct posting *);
/* A posting without VAT and dimension. */
void meant_plain(const struct meant_document *, unsigned account, int64_t euro,
    int64_t amount);
/* Write DIR/MONTH/meant.tsv and free. */
void meant_write(struct meant *, const struct world *, unsigned month);

#endif
