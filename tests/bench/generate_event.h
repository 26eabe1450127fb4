/*
 * generate_event.h - the rows that an invoice leaves in the exports.
 */
#ifndef GENERATE_EVENT_H
#define GENERATE_EVENT_H

#include "generate_books.h"

/* Everything of the month that an invoice of this month gives. */
void event_invoice(struct books *, uint32_t index);
/* What happens in October to September's invoice: only payments. */
void event_late_payments(struct books *, uint32_t index);
/* Pay out what the gateways still hold. */
void event_month_end(struct books *);

#endif
