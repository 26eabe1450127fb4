/* request.c - see request.h. */
#include "netvisor/request.h"

#include <string.h>

static const struct {
	const char *name;
	const char *resource;
	const char *query;
	const char *schema;
} request[REQUEST_KIND_COUNT] = {
	[REQUEST_DIMENSION] = { "dimension", "dimensionitem.nv", "method=add",
	    "dimensionitem.xsd" },
	[REQUEST_CUSTOMER] = { "customer", "customer.nv", "method=add",
	    "customer.xsd" },
	[REQUEST_VENDOR] = { "vendor", "vendor.nv", "method=add",
	    "vendor.xsd" },
	[REQUEST_INVOICES] = { "invoices", "salesinvoicebatch.nv", "",
	    "salesinvoicebatch.xsd" },
	[REQUEST_CREDIT_NOTES] = { "creditnotes", "salesinvoicebatch.nv", "",
	    "salesinvoicebatch.xsd" },
	[REQUEST_MATCH] = { "match", "matchcreditnote.nv", "",
	    "matchcreditnote.xsd" },
	[REQUEST_PAYMENT] = { "payment", "salespayment.nv", "",
	    "salespayment.xsd" },
	[REQUEST_PURCHASE] = { "purchase", "purchaseinvoice.nv", "",
	    "purchaseinvoice.xsd" },
	[REQUEST_TRANSFER] = { "transfer", "payment.nv", "", "payment.xsd" },
	[REQUEST_VOUCHER] = { "voucher", "accounting.nv", "",
	    "accounting.xsd" },
};

const char *
request_kind_name(enum request_kind kind)
{
	return request[kind].name;
}

bool
request_kind_find(const char *name, enum request_kind *ret)
{
	for (unsigned i = 0; i < REQUEST_KIND_COUNT; i++) {
		if (strcmp(request[i].name, name) == 0) {
			*ret = (enum request_kind)i;
			return true;
		}
	}
	return false;
}

const char *
request_resource(enum request_kind kind)
{
	return request[kind].resource;
}

const char *
request_query(enum request_kind kind)
{
	return request[kind].query;
}

const char *
request_schema(enum request_kind kind)
{
	return request[kind].schema;
}
