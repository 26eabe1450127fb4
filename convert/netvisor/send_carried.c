/* send_carried.c - documents that are written and checked, but not sent yet. */
#include "base/text.h"
#include "netvisor/send_run.h"

static bool
is_carried(enum request_kind kind)
{
	return kind == REQUEST_DIMENSION || kind == REQUEST_CUSTOMER ||
	       kind == REQUEST_INVOICES || kind == REQUEST_CREDIT_NOTES ||
	       kind == REQUEST_VOUCHER;
}

bool
send_is_carried(struct send_run *run)
{
	bool carried = true;
	size_t i;

	for (i = 0; i < batch_request_count(run->batch); i++) {
		const struct batch_request *request =
		    batch_request_at(run->batch, i);
		char label[BATCH_FILE_MAX];
		enum request_kind kind;

		if (request_kind_find(request->kind, &kind) && is_carried(kind))
			continue;
		carried = false;
		(void)diag_add_grouped(run->diag, RULE_SEND_RESOURCE,
		    request->kind,
		    (struct source_pos){ batch_label(request, label), 0, 0 },
		    "a %s goes to %s", request->kind, request->resource);
	}
	return carried;
}
