/*
 * generate_catalog.h - what the company sells, and its accounts.
 *
 * Fenerum's account numbers are those of an older chart; Netvisor's differ,
 * and some numbers mean one account here and another there.
 */
#ifndef GENERATE_CATALOG_H
#define GENERATE_CATALOG_H

#include "generate_world.h"

struct product {
	const char *text;
	int32_t price;        /* of a month or a piece, in EUR */
	uint16_t quantity[4]; /* hundredths */
};

#define PRODUCTS 4

struct group_info {
	const char *name;
	const char *item; /* of the dimension Tuotelinja */
	bool physical;
	int percent; /* at home */
	struct product product[PRODUCTS];
};

extern const struct group_info group_info[GROUP_COUNT];

enum erp_account {
	ERP_RECEIVABLES,
	ERP_DEFERRED,
	ERP_BANK,
	ERP_CARD,
	ERP_DEBIT,
	ERP_SETTLEMENT,
	ERP_UNDERPAYMENT,
	ERP_LOSS,
	ERP_PAYABLES,
	ERP_HOSTING,
	ERP_SOFTWARE,
	ERP_OFFICE,
	ERP_RENT,
	ERP_ACCOUNTS
};

#define ACCOUNT_SALES_VAT 2939
#define ACCOUNT_PURCHASE_VAT 1763
#define ACCOUNT_FEES 6880

enum vat_code {
	VAT_NONE,
	VAT_KOMY,
	VAT_KOMY0,
	VAT_EUPM312,
	VAT_EUMY,
	VAT_EUUM,
	VAT_KOOS,
	VAT_EUPO,
	VAT_CODES
};

extern const char *const vat_code_name[VAT_CODES];

/* The revenue account of a group for an invoice's customer. */
unsigned revenue_fenerum(const struct invoice *, enum group);
unsigned revenue_netvisor(const struct invoice *, enum group);
unsigned account_fenerum(enum erp_account);
unsigned account_netvisor(enum erp_account);
int vat_percent(enum zone, enum group);
enum vat_code vat_code(enum zone, enum group);

#endif
