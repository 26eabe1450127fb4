/* record_kinds.c - the schemas of record_kinds.h. */
#include "base/record_kinds.h"

/* clang-format off */
#define COLUMN(kind, column, name, type, currency) { name, type, currency },
#define SCHEMA(KIND, kind, file) \
	static const struct record_column kind##_columns[] = { \
		RECORD_KIND_##KIND(COLUMN) \
	}; \
	const struct record_schema record_kind_##kind = { \
		#kind, file, kind##_columns, KIND##_COLUMNS \
	};
RECORD_KINDS(SCHEMA)

const struct record_schema *const record_stage_billing[] = {
	&record_kind_export,
	&record_kind_account,
	&record_kind_recipient,
	&record_kind_invoice,
	&record_kind_invoice_line,
	&record_kind_transaction,
	&record_kind_erp_line,
	&record_kind_supplier,
	&record_kind_supplier_invoice,
	&record_kind_payout,
	&record_kind_rejected_row,
};
const size_t record_stage_billing_count =
    sizeof(record_stage_billing) / sizeof(record_stage_billing[0]);
const struct record_schema *const record_stage_ledger[] = {
	&record_kind_customer,
	&record_kind_dimension_item,
	&record_kind_vendor,
	&record_kind_sales_invoice,
	&record_kind_sales_invoice_line,
	&record_kind_credit_match,
	&record_kind_sales_payment,
	&record_kind_purchase_invoice,
	&record_kind_purchase_invoice_line,
	&record_kind_transfer,
	&record_kind_voucher,
	&record_kind_posting,
	&record_kind_moved,
	&record_kind_rounding,
	&record_kind_not_carried,
	&record_kind_excluded,
	&record_kind_withheld,
};
const size_t record_stage_ledger_count =
    sizeof(record_stage_ledger) / sizeof(record_stage_ledger[0]);
const struct record_schema *const record_stage_registers[] = {
	&record_kind_register_snapshot,
	&record_kind_register_account,
	&record_kind_register_default_account,
	&record_kind_register_period,
	&record_kind_register_lock,
	&record_kind_register_voucher_type,
	&record_kind_register_dimension,
	&record_kind_register_customer,
	&record_kind_register_balance,
};
const size_t record_stage_registers_count =
    sizeof(record_stage_registers) / sizeof(record_stage_registers[0]);

const struct record_schema *const record_stage_booked[] = {
	&record_kind_booked_snapshot,
	&record_kind_booked_invoice,
	&record_kind_booked_voucher,
	&record_kind_booked_posting,
	&record_kind_booked_balance,
};
const size_t record_stage_booked_count =
    sizeof(record_stage_booked) / sizeof(record_stage_booked[0]);
/* clang-format on */
