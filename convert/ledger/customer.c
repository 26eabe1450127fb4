/* customer.c - the accounts that carried documents use, as customers. */
#include "ledger/customer.h"

#include <string.h>

#include "base/buf.h"
#include "base/record_kinds.h"
#include "ledger/facts.h"
#include "ledger/gaps.h"
#include "ledger/quote.h"
#include "ledger/vat_number.h"

static const char *
customer_code(
    const struct ledger_run *run, const struct billing_account *account)
{
	const char *own = mapping_customer_code(run->mapping, account->code);

	if (own != NULL)
		return own;
	return run->company->customer_code == CUSTOMER_CODE_ERP_ID
	           ? account->erp_id
	           : account->code;
}

void
customer_index_codes(struct ledger_run *run)
{
	const char *code;
	uint32_t number;
	size_t i, known;

	/* First and last account of a code: different when it is shared. */
	run->code_first =
	    mem_calloc(run->billing->account_count, sizeof(uint32_t));
	run->code_last =
	    mem_calloc(run->billing->account_count, sizeof(uint32_t));
	for (i = 0; i < run->billing->account_count; i++) {
		code = customer_code(run, &run->billing->account[i]);
		known = run->code.count;
		number = text_pool_add(&run->code, code, strlen(code));
		if (number == known)
			run->code_first[number] = (uint32_t)i;
		run->code_last[number] = (uint32_t)i;
	}
}

/* Another account with the same code, or BILLING_NONE. */
static uint32_t
other_of_code(const struct ledger_run *run, uint32_t index, const char *code)
{
	uint32_t number = text_pool_find(&run->code, code, strlen(code));

	if (run->code_first[number] != index)
		return run->code_first[number];
	return run->code_last[number] != index ? run->code_last[number]
	                                       : BILLING_NONE;
}

static void
check_code(struct ledger_run *run, uint32_t index,
    const struct billing_account *account, struct customer_state *state)
{
	struct diag *diag;
	uint32_t other;

	state->code = customer_code(run, account);
	state->key = arena_printf(&run->arena, "customer:%s", state->code);
	if (state->code[0] == '\0') {
		diag_add(run->diag, RULE_LEDGER_CUSTOMER_CODE,
		    pos_of(account->source), "account '%s' has no erp_id",
		    quote(account->code).text);
		fault_add(run, &state->faults, RULE_LEDGER_CUSTOMER_CODE);
		return;
	}
	other = other_of_code(run, index, state->code);
	if (other == BILLING_NONE || account->duplicate)
		return;
	diag = diag_add(run->diag, RULE_LEDGER_CUSTOMER_CODE,
	    pos_of(account->source), "erp_id '%s' stands twice",
	    quote(state->code).text);
	diag_note(
	    diag, pos_of(run->billing->account[other].source), "here as well");
	fault_add(run, &state->faults, RULE_LEDGER_CUSTOMER_CODE);
}

static void
check_vat_number(struct ledger_run *run, const struct billing_account *account,
    struct customer_state *state)
{
	if (account->legal_vat_number[0] == '\0' || account->business)
		return;
	diag_add(run->diag, RULE_LEDGER_BUSINESS_ID, pos_of(account->source),
	    "'%s' is not a VAT number of a customer in %s",
	    quote(account->legal_vat_number).text,
	    quote(account->legal_country).text);
	fault_add(run, &state->faults, RULE_LEDGER_BUSINESS_ID);
}

/* Vouchers name no customer; only its country and VAT number decide. */
static void
check_for_voucher(struct ledger_run *run, const struct billing_account *account,
    struct customer_state *state)
{
	state->code = account->code;
	state->key = arena_printf(&run->arena, "customer:%s", account->code);
	check_vat_number(run, account, state);
}

struct customer_state *
customer_check(struct ledger_run *run, uint32_t index)
{
	const struct billing_account *account = &run->billing->account[index];
	struct customer_state *state = &run->customer[index];
	struct customer_facts facts;

	if (state->checked)
		return state;
	state->checked = true;
	state->settings.payment_term = -1;
	if (account->duplicate)
		fault_add(run, &state->faults, RULE_BILLING_DUPLICATE);
	if (run->company->road[STREAM_INVOICES] == ROAD_LEDGER) {
		check_for_voucher(run, account, state);
		return state;
	}
	check_code(run, index, account, state);
	check_vat_number(run, account, state);
	customer_facts_get(account, &facts);
	if (!mapping_customer(run->mapping, &facts, &state->settings)) {
		if (state->settings.rule.text == NULL ||
		    state->settings.rule.text[0] == '\0')
			gap_language(run->diag, account);
		fault_add(run, &state->faults, RULE_MAPPING_LANGUAGE_MISSING);
	}
	return state;
}

/* Bytes of the line that starts at text, without blanks at its end. */
static size_t
line_length(const char *text)
{
	size_t len = strcspn(text, "\r\n");

	while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == ','))
		len--;
	return len;
}

/* First line and the rest, joined by ", "; empty lines are left out. */
static void
split_address(const char *address, struct buf *street, struct buf *rest)
{
	struct buf *to = street;
	size_t len;

	while (*address != '\0') {
		address += strspn(address, "\r\n ");
		len = line_length(address);
		if (len > 0) {
			if (to->len > 0)
				buf_puts(to, ", ");
			buf_put(to, address, len);
			to = rest;
		}
		address += strcspn(address, "\r\n");
	}
}

static void
put_business_id(
    struct record_writer *writer, const struct billing_account *account)
{
	const char *number = account->legal_vat_number;
	char id[BUSINESS_ID_TEXT_MAX];

	if ((strcmp(account->legal_country, "FI") == 0 ||
		text_starts_with(number, "FI")) &&
	    business_id_make(number, id))
		record_put_text(writer, id);
	else
		record_put_text(writer, number);
	record_put_text(writer, number[0] == '\0' ? "1" : "0");
}

static void
put_address(struct record_writer *writer, const struct billing_account *account)
{
	struct buf street, rest;
	bool legal;

	legal = account->billing_same_as_legal ||
	        account->billing_address[0] == '\0';
	buf_init(&street, BUF_MAX_DEFAULT);
	buf_init(&rest, BUF_MAX_DEFAULT);
	split_address(legal ? account->legal_address : account->billing_address,
	    &street, &rest);
	record_put_text(writer, buf_text(&street));
	record_put_text(writer, buf_text(&rest));
	record_put_text(
	    writer, legal ? account->legal_zipcode : account->billing_zipcode);
	record_put_text(
	    writer, legal ? account->legal_city : account->billing_city);
	record_put_text(writer, legal || account->billing_country[0] == '\0'
				    ? account->legal_country
				    : account->billing_country);
	buf_release(&street);
	buf_release(&rest);
}

void
customer_write(struct ledger_run *run, uint32_t index)
{
	const struct billing_account *account = &run->billing->account[index];
	struct customer_state *state = &run->customer[index];
	struct record_writer *writer;

	if (state->written)
		return;
	state->written = true;
	writer = stage_writer_kind(run->stage, &record_kind_customer);
	record_put_pos(writer, pos_of(account->source));
	record_put_text(writer, state->settings.rule.text);
	record_put_text(writer, state->key);
	record_put_text(writer, state->code);
	record_put_text(writer, account->company_name);
	record_put_text(writer, ""); /* no name extension in the exports */
	put_address(writer, account);
	put_business_id(writer, account);
	record_put_text(writer,
	    state->settings.language == NULL ? "" : state->settings.language);
	record_put_text(writer, state->settings.group);
	record_put_text(writer, account->email);
	record_put_text(writer, state->settings.einvoice_address);
	record_put_text(writer, state->settings.einvoice_operator);
	if (state->settings.payment_term >= 0)
		record_put_integer(writer, state->settings.payment_term);
	else
		record_put_empty(writer);
	record_row_end(writer);
}
