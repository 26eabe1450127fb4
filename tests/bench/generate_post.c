/* generate_post.c - see generate_post.h. */
#include "generate_post.h"

#include "generate_invoice.h"
#include "generate_rates.h"

/* Revenue and VAT of one line; returns the EUR that the customer owes. */
static int64_t
post_line(const struct meant_document *document, const struct invoice *invoice,
    const struct line *line, unsigned account)
{
	int64_t net = rates_euro(line->net, invoice->rate);
	int64_t vat = rates_euro(line->vat, invoice->rate);
	struct posting posting = { .account = account,
		.code = vat_code(invoice->zone, line->group),
		.percent = line->percent,
		.group = (int)line->group,
		.euro = -net,
		.amount = -line->net };

	meant_post(document, &posting);
	if (line->vat != 0)
		meant_plain(document, ACCOUNT_SALES_VAT, -vat, -line->vat);
	return net + vat;
}

/* On the ledger road, what a split line moves to its group's account. */
static void
post_split(const struct meant_document *document, const struct invoice *invoice,
    const struct share *share)
{
	struct posting posting = { .code = VAT_NONE,
		.group = (int)share->group };

	posting.account = revenue_netvisor(invoice, invoice->share[0].group);
	posting.euro = share->net_eur;
	posting.amount = share->net;
	meant_post(document, &posting);
	posting.account = revenue_netvisor(invoice, share->group);
	posting.euro = -share->net_eur;
	posting.amount = -share->net;
	meant_post(document, &posting);
}

void
post_invoice(
    const struct meant_document *document, const struct invoice *invoice)
{
	struct meant_document road = *document;
	unsigned receivables = account_netvisor(ERP_RECEIVABLES);
	unsigned first = revenue_netvisor(invoice, invoice->share[0].group);

	for (road.roads = 1; road.roads <= 2; road.roads++) {
		int64_t euro = 0;

		for (unsigned i = 0; i < invoice->line_count; i++) {
			const struct line *line = &invoice->line[i];

			euro += post_line(&road, invoice, line,
			    road.roads == ROAD_LEDGER
				? first
				: revenue_netvisor(invoice, line->group));
		}
		meant_plain(&road, receivables, euro, invoice->gross);
	}
	road.roads = ROAD_LEDGER;
	for (unsigned i = 1; i < invoice->share_count; i++) {
		road.id = document->id + i;
		post_split(&road, invoice, &invoice->share[i]);
	}
}

void
post_share(const struct meant_document *document, const struct invoice *invoice,
    const struct share *share, int k)
{
	int64_t euro = k == 0 ? share_deferral_euro(invoice, share)
	                      : -share_euro(invoice, share, k);
	int64_t amount = k == 0 ? share->net : -share_amount(share, k);
	struct posting revenue = { .account =
				       revenue_netvisor(invoice, share->group),
		.code = VAT_NONE,
		.group = (int)share->group,
		.euro = euro,
		.amount = amount };

	meant_post(document, &revenue);
	meant_plain(document, account_netvisor(ERP_DEFERRED), -euro, -amount);
}

enum erp_account
payment_account(enum payment_kind kind)
{
	static const enum erp_account account[PAYMENT_KINDS] = {
		[PAYMENT_BANK] = ERP_BANK,
		[PAYMENT_CARD] = ERP_CARD,
		[PAYMENT_DEBIT] = ERP_DEBIT,
		[PAYMENT_SETTLEMENT] = ERP_SETTLEMENT,
		[PAYMENT_REFUND] = ERP_BANK,
		[PAYMENT_UNDERPAYMENT] = ERP_UNDERPAYMENT,
		[PAYMENT_LOSS] = ERP_LOSS,
	};

	return account[kind];
}

void
post_payment(const struct meant_document *document,
    const struct invoice *invoice, const struct payment *payment)
{
	unsigned account = account_netvisor(payment_account(payment->kind));
	unsigned receivables = account_netvisor(ERP_RECEIVABLES);
	int64_t euro = rates_euro(payment->amount, invoice->rate);
	struct meant_document pair = *document;

	pair.roads = ROAD_LEDGER;
	if (payment->kind != PAYMENT_SETTLEMENT) {
		pair.roads |= ROAD_DOCUMENTS;
		meant_plain(&pair, account, euro, payment->amount);
		meant_plain(&pair, receivables, -euro, -payment->amount);
		return;
	}
	/* Both halves pass through the clearing account. */
	meant_plain(&pair, account, -euro, -payment->amount);
	meant_plain(&pair, receivables, euro, payment->amount);
	pair.id++;
	meant_plain(&pair, account, euro, payment->amount);
	meant_plain(&pair, receivables, -euro, -payment->amount);
}
