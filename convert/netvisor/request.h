/*
 * request.h - the kinds of requests that a batch is made of, in the order in
 * which they are sent.
 */
#ifndef NETVISOR_REQUEST_H
#define NETVISOR_REQUEST_H

#include <stdbool.h>

enum request_kind {
	REQUEST_DIMENSION,
	REQUEST_CUSTOMER,
	REQUEST_VENDOR,
	REQUEST_INVOICES,
	REQUEST_CREDIT_NOTES,
	REQUEST_MATCH,
	REQUEST_PAYMENT,
	REQUEST_PURCHASE,
	REQUEST_TRANSFER,
	REQUEST_VOUCHER,
	REQUEST_KIND_COUNT
};

/*
 * "dimension", "customer", "vendor", "invoices", "creditnotes", "match",
 * "payment", "purchase", "transfer", "voucher".
 */
const char *request_kind_name(enum request_kind);
/* The kind of a name; false when there is none. */
bool request_kind_find(const char *name, enum request_kind *ret);
/* "dimensionitem.nv"; the query is "method=add" or "". */
const char *request_resource(enum request_kind);
const char *request_query(enum request_kind);
/* The schema file that judges it: "dimensionitem.xsd". */
const char *request_schema(enum request_kind);

#endif
