/*
 * check_field.h - the elements of a request that netvisor-check looks at.
 *
 * An element is known by the kind of request, its depth (root is 1) and its
 * name; everything else is the schema's business alone.
 */
#ifndef NETVISOR_CHECK_FIELD_H
#define NETVISOR_CHECK_FIELD_H

#include <stddef.h>

#include "netvisor/request.h"

enum field {
	FIELD_DIMENSION, /* the request's own */
	FIELD_DIMENSION_NAME,
	FIELD_DIMENSION_ITEM,
	FIELD_CUSTOMER,
	FIELD_CUSTOMER_CODE,
	FIELD_ITEM,
	FIELD_IDENTIFIER,
	FIELD_NUMBER,
	FIELD_INVOICE_DATE,
	FIELD_VALUE_DATE,
	FIELD_DUE_DATE,
	FIELD_DELIVERY_DATE,
	FIELD_AMOUNT,
	FIELD_STATUS,
	FIELD_COMMENT,
	FIELD_INVOICE_CUSTOMER,
	FIELD_TERM,
	FIELD_LINE,
	FIELD_PRICE,
	FIELD_VAT_PERCENT,
	FIELD_QUANTITY,
	FIELD_DISCOUNT,
	FIELD_ACCOUNT,
	FIELD_USED_HEADER,
	FIELD_USED_ITEM,
	FIELD_VOUCHER,
	FIELD_MODE,
	FIELD_VOUCHER_DATE,
	FIELD_DESCRIPTION,
	FIELD_CLASS,
	FIELD_VOUCHER_LINE,
	FIELD_LINE_SUM,
	FIELD_OTHER, /* a vendor, match, payment, purchase or transfer */
	FIELD_SLOT,
	FIELD_SUM,
	FIELD_BOOKING_DATE,
	FIELD_PLAIN_DATE,
	FIELD_PAYER,
	FIELD_METHOD,
	FIELD_NONE = -1
};

enum field check_field_find(enum request_kind, size_t depth, const char *name);

#endif
