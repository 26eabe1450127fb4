/*
 * invoice_answer.h - the lines of an invoice as getsalesinvoice.nv has them.
 */
#ifndef SANDBOX_INVOICE_ANSWER_H
#define SANDBOX_INVOICE_ANSWER_H

#include <stdint.h>

#include "sandbox/resource.h"

/*
 * Append InvoiceLines: one InvoiceLine with all lines in it, as recorded.
 * Comments only with the parameter showcommentlines.
 */
void invoice_answer_lines(
    const struct sandbox_request *, int64_t invoice, struct buf *);

#endif
