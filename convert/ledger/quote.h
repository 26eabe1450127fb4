/*
 * quote.h - values cut short for findings.
 *
 * Use within one expression: diag_add(..., "... '%s'", quote(name).text).
 */
#ifndef LEDGER_QUOTE_H
#define LEDGER_QUOTE_H

#include "base/money.h"
#include "base/text.h"

struct quoted {
	char text[TEXT_CLIP_MAX];
};

struct quoted quote(const char *);
/* "12.30 EUR" */
struct quoted quote_minor(int64_t minor, const struct currency *);

#endif
