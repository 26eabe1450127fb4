/*
 * check_event.h - what netvisor-check looks at in vendors, matches, payments,
 * purchases and transfers (see check_run.h).
 */
#ifndef NETVISOR_CHECK_EVENT_H
#define NETVISOR_CHECK_EVENT_H

#include "netvisor/check_field.h"
#include "netvisor/check_run.h"

/* The attributes of a sum or a payment method. */
void check_event_attributes(
    struct check *, enum field, const struct xml_attribute *, size_t count);
/* The text of an element. */
void check_event_value(struct check *, enum field, const char *text);
/* The document is over. */
void check_event_end(struct check *);

#endif
