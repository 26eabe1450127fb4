/*
 * company_events.h - how company.yaml says that events are booked: payments,
 * closed periods, rounding and vouchers; for company.c alone.
 */
#ifndef MAPPING_COMPANY_EVENTS_H
#define MAPPING_COMPANY_EVENTS_H

#include "mapping/company.h"

struct yaml_node;

/*
 * Read payments, bad_debt_vat, closed, rounding and vouchers of the root and
 * voucher_class of its netvisor. What is required follows from the roads,
 * which must be known. Findings yaml.* and company.payments.
 */
void company_read_events(
    struct company *, const struct yaml_node *root, struct diag_list *);

#endif
