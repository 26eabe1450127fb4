/*
 * document.h - the documents that fenvoy sends, as XML elements.
 *
 * Each function appends one element, complete or not at all worth using: it
 * returns false after findings, each of which names the broken rule in the
 * report too. Order, lengths and what is required come from the schemas.
 * Texts are UTF-8; an empty one is left out.
 */
#ifndef NETVISOR_DOCUMENT_H
#define NETVISOR_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/decimal.h"
#include "base/diag.h"
#include "base/money.h"
#include "mapping/company.h"

struct buf;
struct form;

/* What all documents of a run share. */
struct document_kit {
	enum body_encoding encoding;
	bool rate_per_euro;  /* currencyrate: units per EUR, or EUR per unit */
	bool netvisor_sends; /* status unsent in place of open */
	struct form *dimension;
	struct form *customer;
	struct form *batch;
	struct form *invoice;
	struct form *invoice_line;
	struct form *voucher;
	struct form *voucher_line;
	struct form *vendor;
	struct form *match;
	struct form *payment;
	struct form *purchase;
	struct form *purchase_line;
	struct form *transfer;
};

/* 0, or -1 after findings (document.schema). */
int document_kit_init(
    struct document_kit *, const struct company *, struct diag_list *);
void document_kit_release(struct document_kit *);

/* The document.* rules that a document broke, each once. */
#define DOCUMENT_RULES_MAX 16
struct document_report {
	struct diag_list *diag;
	struct source_pos pos; /* where a finding points */
	enum rule_id rule[DOCUMENT_RULES_MAX];
	size_t rule_count;
};

/* Add a finding at the report's position and note its rule. */
struct diag *document_fault(struct document_report *, enum rule_id,
    const char *fmt, ...) __attribute__((format(__printf__, 3, 4)));
void document_note_rule(struct document_report *, enum rule_id);

struct dimension_document {
	const char *header;
	const char *item;
};

struct customer_document {
	const char *code;
	const char *name;
	const char *name_extension;
	const char *street_address;
	const char *additional_address;
	const char *postcode;
	const char *city;
	const char *country;
	const char *business_id;
	const char *language;
	const char *group;
	const char *email;
	const char *finvoice_address;
	const char *finvoice_router; /* an operator that Netvisor knows */
	bool private_person;
};

struct invoice_line_document {
	const char *product;
	const char *name;
	struct decimal quantity;
	struct decimal price;
	struct decimal discount; /* percent; 0: left out */
	const char *unit;
	const char *free_text;
	const char *account;
	const char *vat_code;
	struct decimal vat_percent;
	const char *dimension_header; /* "": none */
	const char *dimension_item;
};

struct invoice_document {
	const char *reference;
	const char *key;
	const char *number; /* "": Netvisor numbers it */
	const char *customer;
	struct date invoice_date;
	struct date value_date; /* of the voucher, none: the invoice date */
	struct date due_date;   /* none: left out */
	struct date delivery_date;
	const char *payment_days; /* digits, or "" */
	const char *your_reference;
	const char *order_number;
	const char *free_text;
	struct money gross;
	struct decimal rate; /* units per EUR, for a foreign currency */
};

struct voucher_line_document {
	struct money amount; /* EUR; debit positive, credit negative */
	const char *text;
	const char *account;
	const char *vat_code;
	struct decimal vat_percent;
	const char *dimension_header; /* "": none */
	const char *dimension_item;
};

struct voucher_document {
	const char *description; /* begins with the reference */
	const char *class;       /* full name of the voucher type */
	struct date date;
};

struct vendor_document {
	const char *code;
	const char *name;
	const char *address;
	const char *postcode;
	const char *city;
	const char *country;
	const char *business_id;
	const char *group;
	const char *iban;
	const char *bank_name;
};

/* Keys: Netvisor's, or slots for them. */
struct match_document {
	const char *credit_note;
	const char *invoice;
};

struct payment_document {
	struct money sum;
	struct date date;
	const char *target;
	const char *target_type; /* invoicenumber, netvisor */
	const char *source_name;
	const char *method;
	const char *method_type; /* alternative, bankaccount */
	const char *account;
	const char *receivables;
};

struct purchase_line_document {
	const char *name;
	struct money gross;
	struct decimal vat_percent;
	const char *account;
};

struct purchase_document {
	const char *reference;
	const char *number;
	struct date date;
	struct date due_date;
	const char *vendor_code;
	const char *vendor_name;
	const char *business_id;
	const char *iban;
	struct money amount; /* with VAT */
};

struct transfer_document {
	const char *message;
	const char *recipient;
	const char *address;
	const char *postcode;
	const char *city;
	const char *country;
	const char *source_iban;
	const char *bank_name;
	const char *bic;
	const char *iban;
	struct date date;
	struct money amount; /* EUR */
};

/* A whole request: root and all. */
bool document_dimension(const struct document_kit *,
    const struct dimension_document *, struct document_report *, struct buf *);
bool document_customer(const struct document_kit *,
    const struct customer_document *, struct document_report *, struct buf *);
bool document_vendor(const struct document_kit *,
    const struct vendor_document *, struct document_report *, struct buf *);
bool document_match(const struct document_kit *, const struct match_document *,
    struct document_report *, struct buf *);
bool document_payment(const struct document_kit *,
    const struct payment_document *, struct document_report *, struct buf *);
bool document_transfer(const struct document_kit *,
    const struct transfer_document *, struct document_report *, struct buf *);
/* A line; the lines of a document are collected in a buffer. */
bool document_purchase_line(const struct document_kit *,
    const struct purchase_line_document *, struct document_report *,
    struct buf *);
bool document_invoice_line(const struct document_kit *,
    const struct invoice_line_document *, struct document_report *,
    struct buf *);
bool document_voucher_line(const struct document_kit *,
    const struct voucher_line_document *, struct document_report *,
    struct buf *);
/* An item of a batch, around its lines. */
bool document_invoice(const struct document_kit *,
    const struct invoice_document *, const struct buf *lines,
    struct document_report *, struct buf *);
/* A whole request, around its lines. */
bool document_voucher(const struct document_kit *,
    const struct voucher_document *, const struct buf *lines,
    struct document_report *, struct buf *);
bool document_purchase(const struct document_kit *,
    const struct purchase_document *, const struct buf *lines,
    struct document_report *, struct buf *);
/* What stands before and after the items of a batch request. */
void document_batch_around(const struct document_kit *, const char **ret_before,
    const char **ret_after);

#endif
