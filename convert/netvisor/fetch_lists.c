/*
 * fetch_lists.c - periods and locks, voucher types, dimensions, customers; see
 * fetch_run.h. "Accounting period list", "Voucher type list", "Dimension list"
 * and "Customer list" of Netvisor's support pages.
 */
#include <stdlib.h>
#include <string.h>

#include "netvisor/fetch_run.h"

/* The lock's last day; where it stands differs between sources. */
static struct date
read_lock(struct fetch *fetch, const struct reply_node *list,
    const struct reply_node *block, const char *name)
{
	struct fetch_record record = { fetch, FETCH_PERIODS,
		"PeriodLockInformation", NULL, 1 };

	record.node = reply_child(block, name) != NULL ? block : list;
	return fetch_may_date(&record, name);
}

void
fetch_read_locks(
    struct fetch *fetch, const struct reply_node *root, void *context)
{
	struct fetched_locks *locks = context;
	const struct reply_node *list =
	    fetch_block(fetch, FETCH_PERIODS, root, "AccountingPeriodList");
	const struct reply_node *block =
	    reply_child(list, "PeriodLockInformation");

	locks->accounting =
	    read_lock(fetch, list, block, "AccountingPeriodLockDate");
	locks->vat = read_lock(fetch, list, block, "VatPeriodLockDate");
	locks->purchase = read_lock(fetch, list, block, "PurchaseLockDate");
}

/* The page has Period inside PeriodLockInformation, a sample beside it. */
static void
read_periods(struct fetch_record *record, const struct reply_node *parent,
    struct fetch_periods *periods)
{
	const struct reply_node *node = reply_child(parent, "Period");

	for (; node != NULL; node = reply_next(node)) {
		struct fetch_period *period = FETCH_ADD(periods);

		record->node = node;
		record->number++;
		*period = (struct fetch_period){
			.key = fetch_may(record, "NetvisorKey"),
			.name = fetch_may(record, "Name"),
			.begin = fetch_need_date(record, "BeginDate"),
			.end = fetch_need_date(record, "EndDate"),
		};
	}
}

void
fetch_read_periods(
    struct fetch *fetch, const struct reply_node *root, void *context)
{
	struct fetched_registers *registers = context;
	const struct reply_node *list =
	    reply_child(root, "AccountingPeriodList");
	struct fetch_record record = { fetch, FETCH_PERIODS, "period", NULL,
		0 };

	fetch_read_locks(fetch, root, &registers->locks);
	if (list == NULL)
		return;
	read_periods(&record, reply_child(list, "PeriodLockInformation"),
	    &registers->periods);
	read_periods(&record, list, &registers->periods);
	if (record.number == 0)
		fetch_lacks(fetch, FETCH_PERIODS, "no Period at all");
}

void
fetch_read_voucher_types(
    struct fetch *fetch, const struct reply_node *root, void *context)
{
	struct fetched_registers *registers = context;
	const struct reply_node *list =
	    fetch_block(fetch, FETCH_VOUCHER_TYPES, root, "VoucherTypeList");
	const struct reply_node *node =
	    reply_child(reply_child(list, "VoucherTypes"), "VoucherType");
	struct fetch_record record = { fetch, FETCH_VOUCHER_TYPES,
		"voucher type", NULL, 0 };

	for (; node != NULL; node = reply_next(node)) {
		record.node = node;
		record.number++;
		*FETCH_ADD(&registers->voucher_types) =
		    (struct fetch_voucher_type){
			    .key = fetch_may(&record, "NetvisorKey"),
			    .abbreviation = fetch_may(&record, "Abbreviation"),
			    .name = fetch_need(&record, "Name"),
		    };
	}
	if (list != NULL && record.number == 0)
		fetch_lacks(
		    fetch, FETCH_VOUCHER_TYPES, "no VoucherType at all");
}

/*
 * The items of a header. Name is code and name in one where an item has a
 * code, and is what a message carries.
 */
static void
read_items(struct fetch_record *record, const struct reply_node *header,
    const char *header_name, struct fetch_dimensions *dimensions)
{
	const struct reply_node *details =
	    reply_child(header, "DimensionDetails");
	const struct reply_node *node;

	for (; details != NULL; details = reply_next(details))
		for (node = reply_child(details, "DimensionDetail");
		     node != NULL; node = reply_next(node)) {
			record->node = node;
			record->number++;
			*FETCH_ADD(dimensions) = (struct fetch_dimension){
				.key = fetch_may(record, "NetvisorKey"),
				.header = header_name,
				.item = fetch_need(record, "Name"),
				.hidden = fetch_need_bool(record, "IsHidden"),
			};
		}
}

void
fetch_read_dimensions(
    struct fetch *fetch, const struct reply_node *root, void *context)
{
	struct fetched_registers *registers = context;
	const struct reply_node *list =
	    fetch_block(fetch, FETCH_DIMENSIONS, root, "DimensionNameList");
	const struct reply_node *node = reply_child(list, "DimensionName");
	struct fetch_record record = { fetch, FETCH_DIMENSIONS, "dimension",
		NULL, 0 };
	struct fetch_record item = { fetch, FETCH_DIMENSIONS, "dimension item",
		NULL, 0 };

	for (; node != NULL; node = reply_next(node)) {
		const char *name;

		record.node = node;
		record.number++;
		name = fetch_need(&record, "Name");
		*FETCH_ADD(&registers->dimensions) = (struct fetch_dimension){
			.key = fetch_may(&record, "NetvisorKey"),
			.header = name,
			.item = "",
			.hidden = fetch_need_bool(&record, "IsHidden"),
		};
		read_items(&item, node, name, &registers->dimensions);
	}
}

static int
by_code(const void *left, const void *right)
{
	const struct fetch_customer *a = left, *b = right;
	int order = strcmp(a->code, b->code);

	return order != 0 ? order : (a->key > b->key) - (a->key < b->key);
}

void
fetch_read_customers(
    struct fetch *fetch, const struct reply_node *root, void *context)
{
	struct fetched_registers *registers = context;
	struct fetch_customers *customers = &registers->customers;
	const struct reply_node *list =
	    fetch_block(fetch, FETCH_CUSTOMERS, root, "CustomerList");
	const struct reply_node *node = reply_child(list, "Customer");
	struct fetch_record record = { fetch, FETCH_CUSTOMERS, "customer", NULL,
		0 };

	for (; node != NULL; node = reply_next(node)) {
		record.node = node;
		record.number++;
		*FETCH_ADD(customers) = (struct fetch_customer){
			.key = fetch_need_key(&record, "NetvisorKey"),
			.code = fetch_may(&record, "Code"),
			.name = fetch_may(&record, "Name"),
			.business_id =
			    fetch_may(&record, "OrganisationIdentifier"),
		};
	}
	/* The list's order is not promised. */
	if (customers->count > 1)
		qsort(customers->item, customers->count,
		    sizeof(*customers->item), by_code);
}
