/* document_form.h - which elements each document fills, and the shared way. */
#ifndef NETVISOR_DOCUMENT_FORM_H
#define NETVISOR_DOCUMENT_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/money.h"
#include "netvisor/form.h"

struct document_kit;
struct document_report;

extern const struct form_field document_customer_field[];
extern const size_t document_customer_field_count;
extern const struct form_field document_invoice_field[];
extern const size_t document_invoice_field_count;
extern const struct form_field document_invoice_line_field[];
extern const size_t document_invoice_line_field_count;
extern const struct form_field document_vendor_field[];
extern const size_t document_vendor_field_count;
extern const struct form_field document_match_field[];
extern const size_t document_match_field_count;
extern const struct form_field document_payment_field[];
extern const size_t document_payment_field_count;
extern const struct form_field document_purchase_field[];
extern const size_t document_purchase_field_count;
extern const struct form_field document_purchase_line_field[];
extern const size_t document_purchase_line_field_count;
extern const struct form_field document_transfer_field[];
extern const size_t document_transfer_field_count;
extern const struct form_field document_voucher_field[];
extern const size_t document_voucher_field_count;
extern const struct form_field document_voucher_line_field[];
extern const size_t document_voucher_line_field_count;

/* Write a form; its faults become findings of the report. */
bool document_write(const struct document_kit *, const struct form *,
    const struct form_values *, struct document_report *, struct buf *);
/* NULL and blank texts are no value. */
void document_set_text(struct form_values *, int slot, const char *);
/* With a decimal comma; text is where the value stands until it is written. */
void document_set_decimal(struct form_values *, int slot, struct decimal,
    char text[DECIMAL_TEXT_MAX]);
void document_set_money(
    struct form_values *, int slot, struct money, char text[MONEY_TEXT_MAX]);
void document_set_date(
    struct form_values *, int slot, struct date, char text[DATE_TEXT_MAX]);

#endif
