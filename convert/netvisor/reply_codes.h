/*
 * reply_codes.h - what the codes of refusals mean for a request; for reply.c.
 *
 * "Errors and error handling" (77000500440). The older spelling of maintenance
 * is still met. Any other code is a refusal for good.
 */
#ifndef NETVISOR_REPLY_CODES_H
#define NETVISOR_REPLY_CODES_H

#include "netvisor/reply.h"

struct reply_code {
	const char *code;
	enum reply_class class;
};

static const struct reply_code reply_codes[] = {
	{ "INVALID_DATA", REPLY_CLASS_REFUSED },
	{ "INVALID_DATA_SIZE", REPLY_CLASS_REFUSED },
	{ "PERIOD_LOCK", REPLY_CLASS_LOCKED },
	{ "DUPLICATE_DATA", REPLY_CLASS_DUPLICATE },
	{ "REQUEST_NOT_UNIQUE", REPLY_CLASS_NOT_UNIQUE },
	{ "AUTHENTICATION_FAILED", REPLY_CLASS_AUTHENTICATION },
	{ "SERVICE_ACCESS_ERROR", REPLY_CLASS_ACCESS },
	{ "SYSTEM_MAINTENANCE", REPLY_CLASS_MAINTENANCE },
	{ "SYSTEM_MAINTANANCE", REPLY_CLASS_MAINTENANCE },
	{ "TECHNICAL_ERROR", REPLY_CLASS_TECHNICAL },
};

#endif
