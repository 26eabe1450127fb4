/* explain_events.c - payments, payouts and purchases (explain_decision.h). */
#include <string.h>

#include "base/buf.h"
#include "ledger/explain_decision.h"
#include "ledger/facts.h"
#include "ledger/purchase.h"
#include "ledger/quote.h"

static void
put_money(struct explanation *explanation, int64_t minor,
    const struct currency *currency)
{
	char amount[MONEY_TEXT_MAX];

	money_format((struct money){ minor, currency }, '.', amount);
	buf_printf(explanation->buf, "%s %s", amount, currency->code);
}

static const char *
zone_word(
    struct explanation *explanation, const char *country, struct date date)
{
	static const char *const zone[] = { "home", "eu", "other" };

	if (country[0] == '\0')
		return "no zone";
	return zone[mapping_zone(explanation->run.mapping, country, date)];
}

/* How the stream is carried, if not by a document of its own. */
static void
put_road(struct explanation *explanation, enum stream stream)
{
	explain_label(explanation, "road");
	buf_printf(explanation->buf, "%s: %s\n", stream_name(stream),
	    road_name(explanation->run.company->road[stream]));
}

static void
put_carried_by(struct explanation *explanation, enum transaction_kind kind)
{
	switch (explanation->run.company->payments.carried_by[kind]) {
	case CARRIED_BY_FENVOY:
		return;
	case CARRIED_BY_NETVISOR_BANK:
		explain_label(explanation, "not carried");
		buf_puts(explanation->buf, "carried_by: netvisor-bank\n");
		return;
	case CARRIED_UNSET:
		break;
	}
	explain_label(explanation, "not carried");
	buf_printf(explanation->buf, "carried_by has no %s\n",
	    transaction_kind_words[kind]);
}

/* On the road ledger Fenerum's own accounts count. */
static void
put_erp_accounts(
    struct explanation *explanation, const struct billing_transaction *payment)
{
	const struct billing *billing = explanation->run.billing;
	const struct billing_erp_line *erp;
	uint32_t i;

	for (i = 0; i < payment->erp_count; i++) {
		erp = &billing->erp[billing->transaction_erp_lines
					[payment->erp_first + i]];
		explain_erp_number(explanation, erp->account_number);
		explain_erp_number(explanation, erp->contra_account_number);
	}
}

static void
put_payment_account(
    struct explanation *explanation, const struct payment_facts *facts)
{
	struct payment_decision decision;
	struct line_facts line;

	explain_label(explanation, "account");
	if (facts->kind == TRANSACTION_SETTLEMENT ||
	    facts->kind == TRANSACTION_FEE_KIND ||
	    facts->kind == TRANSACTION_PAYOUT) {
		buf_puts(explanation->buf, "none: this kind asks for none\n");
	} else if (mapping_payment(
		       explanation->run.mapping, facts, &decision)) {
		buf_puts(explanation->buf, decision.account);
		if (decision.method[0] != '\0')
			buf_printf(explanation->buf, ", method %s%s",
			    decision.method,
			    decision.bank_account ? ", a bank account" : "");
		explain_rule(explanation, decision.rule);
	} else {
		line = mapping_payment_facts(facts);
		explain_nearest(
		    explanation, decision.rule, MAPPING_PAYMENTS, &line);
	}
}

void
explain_payment(
    struct explanation *explanation, const struct billing_transaction *payment)
{
	char date[DATE_TEXT_MAX];
	struct payment_facts facts;

	payment_facts_get(explanation->run.billing,
	    explanation->run.receivables, payment, &facts);
	buf_printf(explanation->buf, "transaction '%s' of '%s', ",
	    quote(payment->uuid).text, quote(payment->invoice_number).text);
	put_money(explanation, payment->amount, payment->currency);
	buf_putc(explanation->buf, '\n');
	put_road(explanation, STREAM_PAYMENTS);
	put_carried_by(explanation, payment->kind);
	explain_label(explanation, "facts");
	buf_printf(explanation->buf,
	    "kind %s, gateway '%s', %s, country '%s' (%s), account '%s', on "
	    "%s\n",
	    transaction_kind_words[facts.kind], quote(facts.gateway).text,
	    facts.currency, quote(facts.country).text,
	    zone_word(explanation, facts.country, facts.date),
	    quote(facts.account).text, date_format(facts.date, date));
	if (explanation->run.company->road[STREAM_PAYMENTS] == ROAD_LEDGER)
		put_erp_accounts(explanation, payment);
	else
		put_payment_account(explanation, &facts);
}

void
explain_payout(
    struct explanation *explanation, const struct billing_payout *payout)
{
	char date[DATE_TEXT_MAX], percent[DECIMAL_TEXT_MAX];
	struct payout_decision decision;
	struct payout_facts facts;
	struct line_facts line;

	payout_facts_get(payout, &facts);
	buf_printf(explanation->buf, "payout '%s', ", quote(payout->id).text);
	put_money(explanation, payout->net, payout->currency);
	buf_putc(explanation->buf, '\n');
	put_road(explanation, STREAM_PAYMENTS);
	put_carried_by(explanation, TRANSACTION_PAYOUT);
	explain_label(explanation, "facts");
	buf_printf(explanation->buf, "gateway '%s', %s, on %s\n",
	    quote(facts.gateway).text, facts.currency,
	    date_format(facts.date, date));
	explain_label(explanation, "accounts");
	if (mapping_payout(explanation->run.mapping, &facts, &decision)) {
		decimal_format(decision.fee_vat_percent, '.', percent);
		buf_printf(explanation->buf,
		    "bank %s, clearing %s, fee %s with %s %s %%", decision.bank,
		    decision.clearing, decision.fee, decision.fee_vat_code,
		    percent);
		explain_rule(explanation, decision.rule);
	} else {
		line = mapping_payout_facts(&facts);
		explain_nearest(
		    explanation, decision.rule, MAPPING_PAYOUTS, &line);
	}
}

static void
put_supplier(struct explanation *explanation, const struct purchase *purchase)
{
	const struct supplier_settings *settings = &purchase->settings;

	explain_label(explanation, "supplier");
	if (!purchase->has_settings) {
		explain_absent(explanation, settings->rule, MAPPING_SUPPLIERS,
		    "such supplier");
		return;
	}
	if (settings->code[0] != '\0')
		buf_printf(explanation->buf, "vendor %s, ",
		    quote(settings->code).text);
	buf_puts(explanation->buf,
	    purchase->by_ledger ? "vouchers" : "purchase invoices");
	explain_entry(explanation, settings->rule);
}

static void
put_purchase_vat(
    struct explanation *explanation, const struct purchase_facts *facts)
{
	struct purchase_decision decision;
	char percent[DECIMAL_TEXT_MAX];
	struct line_facts line;

	explain_label(explanation, "VAT");
	if (mapping_purchase(explanation->run.mapping, facts, &decision)) {
		decimal_format(decision.percent, '.', percent);
		buf_printf(explanation->buf, "%s %s %%%s", decision.code,
		    percent, decision.reverse_charge ? ", reverse charge" : "");
		explain_rule(explanation, decision.rule);
	} else {
		line = mapping_purchase_facts(facts);
		explain_nearest(
		    explanation, decision.rule, MAPPING_PURCHASES, &line);
	}
}

/* Fenerum's cost account, unless suppliers.yaml names Netvisor's. */
static void
put_cost(struct explanation *explanation, const struct purchase *purchase,
    const char *number)
{
	if (purchase->settings.account[0] == '\0') {
		explain_erp_number(explanation, number);
		return;
	}
	explain_label(explanation, "account");
	buf_puts(explanation->buf, purchase->settings.account);
	explain_entry(explanation, purchase->settings.rule);
}

void
explain_purchase(struct explanation *explanation, uint32_t index)
{
	const struct billing_supplier_invoice *row =
	    &explanation->run.billing->supplier_invoice[index];
	struct purchases purchases;
	struct purchase_facts facts;
	char date[DATE_TEXT_MAX];

	purchases_init(&purchases, &explanation->run);
	purchase_join(&purchases);
	(void)purchase_settings(
	    &purchases, row->supplier_name, &purchases.purchase[index]);
	facts = purchase_facts_of(&purchases, index);
	buf_printf(explanation->buf, "supplier invoice '%s' of '%s', ",
	    quote(row->number).text, quote(row->supplier_name).text);
	put_money(explanation, row->gross, row->currency);
	buf_putc(explanation->buf, '\n');
	put_road(explanation, STREAM_EXPENSES);
	explain_label(explanation, "facts");
	buf_printf(explanation->buf,
	    "country '%s' (%s), cost account '%s', %s, VAT %s, on %s\n",
	    quote(facts.country).text,
	    zone_word(explanation, facts.country, facts.date),
	    quote(facts.account).text, facts.currency,
	    facts.has_vat ? "some" : "none", date_format(facts.date, date));
	put_supplier(explanation, &purchases.purchase[index]);
	put_cost(explanation, &purchases.purchase[index], facts.account);
	put_purchase_vat(explanation, &facts);
	purchases_release(&purchases);
}
