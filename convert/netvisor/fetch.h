/*
 * fetch.h - reading Netvisor: the registers of a month, and its books.
 *
 * Both write a stage that appears whole or not at all. 0, or -1 after
 * findings; an answer that lacks what is needed is fetch.answer.
 */
#ifndef NETVISOR_FETCH_H
#define NETVISOR_FETCH_H

#include "base/date.h"

struct client;
struct diag_list;
struct journal;

/*
 * accountlist, accountbalance (at the day before the month), periods and
 * locks, voucher types, dimensions (hidden ones too) and customers into dir.
 */
int fetch_registers(
    struct client *, struct month, const char *dir, struct diag_list *);

/*
 * What was booked (booked/, see booked.h): the invoices of the month's
 * batches by their batch ids, each one's voucher, every voucher dated in the
 * month in whatever state, those of ours that are dated elsewhere, and the
 * balances at both ends. journal may be NULL: then nothing is ours.
 */
int fetch_booked(struct client *, struct journal *, struct month,
    const char *dir, struct diag_list *);

/* The lock dates as they are now; unset dates: nothing is locked. */
struct fetched_locks {
	struct date accounting;
	struct date vat;
	struct date purchase;
};
int fetch_locks(struct client *, struct fetched_locks *ret, struct diag_list *);

#endif
