/* generate_customer.c - see generate_customer.h. */
#include "generate_customer.h"

#include <stdio.h>
#include <string.h>

#include "generate_csv.h"
#include "generate_number.h"

static const char *const accounts_header =
    "company_name,code,language,legal_address,legal_zipcode,legal_city,"
    "legal_country,ean_invoicing,ean_number,legal_vat_number,"
    "billing_same_as_legal,billing_address,billing_zipcode,billing_city,"
    "billing_country,erp_id,uuid,einvoicing_identifier_schema,invoice_note,"
    "created_date";
static const char *const recipients_header =
    "account,name,email,receive_invoice,receive_payment_confirmation,"
    "receive_subscription_notifications";

uint32_t
customer_count(const struct world *world)
{
	return world->tiny ? 2 : PEOPLE + (world->count[1] - 1) / 25;
}

static void
copy(char *to, size_t size, const char *from)
{
	(void)snprintf(to, size, "%s", from);
}

/* The index-th business id of the range, or the next that exists. */
static void
finnish_number(uint32_t index, struct customer *ret)
{
	uint32_t body = 9000000 + index * 37 % 900000;

	while (check_business_id(body) == -1)
		body += 1;
	(void)snprintf(ret->business_digits, sizeof(ret->business_digits),
	    "%07u%d", body, check_business_id(body));
	if (index % 7 == 3)
		(void)snprintf(ret->vat_number, sizeof(ret->vat_number),
		    "%07u-%d", body, check_business_id(body));
	else
		(void)snprintf(ret->vat_number, sizeof(ret->vat_number), "FI%s",
		    ret->business_digits);
}

static void
foreign_number(uint32_t index, struct customer *ret)
{
	uint32_t own = index * 89 % 100000;
	char *text = ret->vat_number;
	size_t size = sizeof(ret->vat_number);

	switch (ret->kind) {
	case 'S':
		(void)snprintf(text, size, "SE5599%05u%d01", own,
		    check_luhn(559900000u + own));
		break;
	case 'D':
		(void)snprintf(text, size, "DE999%05u%d", own,
		    check_german_vat(99900000 + own));
		break;
	case 'E':
		(void)snprintf(text, size, "EE109%05u%d", own,
		    check_estonian_vat(10900000 + own));
		break;
	default:
		(void)snprintf(text, size, "US00%07u", own * 7 + 1000000);
		break;
	}
}

static void
place(struct customer *ret)
{
	static const char kinds[] = "FCSDEU";
	static const char *const country[] = { "FI", "FI", "SE", "DE", "EE",
		"US" };
	const char *at = strchr(kinds, ret->kind);
	size_t kind = at == NULL ? 0 : (size_t)(at - kinds);

	ret->country = country[kind];
	ret->zone = kind < 2 ? ZONE_HOME : kind < 5 ? ZONE_EU : ZONE_OTHER;
}

/* A customer beyond those with names of their own. */
static void
made_up(uint32_t index, struct customer *ret)
{
	static const char kinds[] = "FFSFCFDFEFUF";
	static const char *const first[] = { "Hopea", "Kulta", "Rauta", "Lumi",
		"Tuuli", "Meri", "Yö", "Päivä", "Äijä", "Suvi" };
	static const char *const second[] = { "pilvi", "kettu", "lintu",
		"silta", "puro", "tähti", "höyry", "myrsky", "saari", "harju",
		"pöly" };

	ret->kind = kinds[index % 12];
	place(ret);
	ret->language = ret->zone == ZONE_HOME ? "fi"
	                : ret->kind == 'S'     ? "sv"
	                                       : "en";
	(void)snprintf(ret->code, sizeof(ret->code), "C%06u", index);
	(void)snprintf(ret->name, sizeof(ret->name), "%s%s %u%s",
	    first[index % 10], second[index % 11], index,
	    ret->kind == 'C' ? "" : " Oy Ltd (keksitty)");
	(void)snprintf(ret->street, sizeof(ret->street), "%s%skatu %u",
	    first[index / 10 % 10], second[index / 11 % 11], 1 + index % 99);
	copy(ret->zip, sizeof(ret->zip), "00100");
	copy(ret->city, sizeof(ret->city), "Keksilä");
}

void
customer_get(const struct world *world, uint32_t index, struct customer *ret)
{
	memset(ret, 0, sizeof(*ret));
	if (world->tiny && index == 1)
		index = 6;
	if (index < PEOPLE) {
		const struct person *person = &people[index];

		ret->kind = person->kind;
		place(ret);
		ret->language = person->language;
		copy(ret->code, sizeof(ret->code), person->code);
		copy(ret->name, sizeof(ret->name), person->name);
		copy(ret->street, sizeof(ret->street), person->street);
		copy(ret->zip, sizeof(ret->zip), person->zip);
		copy(ret->city, sizeof(ret->city), person->city);
	} else {
		made_up(index, ret);
	}
	if (ret->kind == 'F')
		finnish_number(index, ret);
	else if (ret->kind != 'C')
		foreign_number(index, ret);
	ret->sek = ret->kind == 'S' && index % 5 != 1;
	ret->late = index % 12 == 11;
}

uint32_t
customer_of(const struct world *world, unsigned month, uint32_t index)
{
	struct random random;
	uint32_t customer;

	if (world->tiny)
		return month == 1 && index == 0 ? 1 : 0;
	random_init(&random, world->seed, RANDOM_CUSTOMER,
	    (uint64_t)month << 32 | index);
	customer = random_below(&random, customer_count(world));
	/* September cannot bill who came in October. */
	if (month == 0 && customer % 12 == 11)
		customer--;
	return customer;
}

static void
write_billing(struct csv *csv, const struct customer *customer, uint32_t index)
{
	bool same = index % 9 != 4;

	csv_yes(csv, same);
	if (same) {
		for (int i = 0; i < 4; i++)
			csv_empty(csv);
	} else if (customer->zone == ZONE_HOME) {
		csv_text(csv, "c/o Tilitoimisto Numerotaivas Oy\nPL 12");
		csv_text(csv, "00101");
		csv_text(csv, "Helsinki");
		csv_text(csv, "FI");
	} else {
		csv_text(csv, "Accounts payable, box 7");
		csv_text(csv, customer->zip);
		csv_text(csv, customer->city);
		csv_text(csv, customer->country);
	}
}

static void
write_account(const struct world *world, struct csv *csv, uint32_t index)
{
	struct customer customer;
	struct random random;
	char text[UUID_TEXT_MAX];
	bool electronic;

	customer_get(world, index, &customer);
	random_init(&random, world->seed, RANDOM_ACCOUNT, index);
	electronic = customer.kind == 'F' && index % 4 == 0;
	csv_text(csv, customer.name);
	csv_text(csv, customer.code);
	csv_text(csv, customer.language);
	csv_text(csv, customer.street);
	csv_text(csv, customer.zip);
	csv_text(csv, customer.city);
	csv_text(csv, customer.country);
	csv_yes(csv, electronic);
	/* The Finnish e-invoice address: 0037 and the business id. */
	(void)snprintf(text, sizeof(text), "%s%s", electronic ? "0037" : "",
	    electronic ? customer.business_digits : "");
	csv_text(csv, text);
	csv_text(csv, customer.vat_number);
	write_billing(csv, &customer, index);
	(void)snprintf(text, sizeof(text), "%u", 500100 + index);
	csv_text(csv, index % 3 == 0 ? "" : text);
	csv_text(csv, random_uuid(&random, text));
	csv_text(csv, electronic ? "OVT" : "");
	csv_text(
	    csv, index % 11 == 5 ? "Laskut vain, kiitos: \"yksi/kk\"" : "");
	(void)snprintf(text, sizeof(text), "%s-%02uT08:%02u:11.%06u+00:00",
	    customer.late ? "2026-10" : "2026-03",
	    1 + (customer.late ? 0 : index % 28), index % 60,
	    random_below(&random, 1000000));
	csv_text(csv, text);
	csv_row_end(csv);
}

static void
write_recipients(const struct world *world, struct csv *csv, uint32_t index)
{
	static const char *const name[] = { "Aino Mielikuvitus",
		"Åke Påhitt, ekonomi", "Jörg Beispiel", "Ülle Näidis",
		"Pat \"AP\" Sample", "Laskutus", "Öyvind Øvelse" };
	struct customer customer;
	char email[CUSTOMER_TEXT_MAX + 40];
	uint32_t rows = index % 4 == 1 ? 2 : 1;

	customer_get(world, index, &customer);
	for (uint32_t i = 0; i < rows; i++) {
		(void)snprintf(email, sizeof(email), "%s-%s@asiakas.example",
		    i == 0 ? "laskut" : "kirjanpito", customer.code);
		csv_text(csv, customer.code);
		csv_text(csv, name[(index + 3 * i) % 7]);
		csv_text(csv, email);
		csv_yes(csv, i == 0);
		csv_yes(csv, i == 1 || index % 2 == 0);
		csv_yes(csv, index % 5 == 0);
		csv_row_end(csv);
	}
}

void
customer_write(const struct world *world, unsigned month)
{
	char path[4096];
	struct csv accounts;
	struct csv recipients;

	(void)snprintf(path, sizeof(path), "%s/2026-%02u/exports/accounts.csv",
	    world->dir, 9 + month);
	csv_open(&accounts, path, accounts_header);
	(void)snprintf(path, sizeof(path),
	    "%s/2026-%02u/exports/recipients.csv", world->dir, 9 + month);
	csv_open(&recipients, path, recipients_header);
	for (uint32_t i = 0; i < customer_count(world); i++) {
		if (month == 0 && i % 12 == 11)
			continue;
		write_account(world, &accounts, i);
		write_recipients(world, &recipients, i);
	}
	csv_close(&accounts);
	csv_close(&recipients);
}
