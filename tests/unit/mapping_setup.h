/* mapping_setup.h - a small sound mappings folder for tests to change. */
#ifndef TESTS_UNIT_MAPPING_SETUP_H
#define TESTS_UNIT_MAPPING_SETUP_H

#include <string.h>
#include <sys/stat.h>

#include "mapping/company.h"
#include "mapping/mapping.h"
#include "scratch.h"

struct mapping_text {
	const char *name;
	const char *text;
};

static const struct mapping_text mapping_sound[] = {
	{ "accounts.yaml",
	    "fenvoy: 1\n"
	    "system: { receivables: 1701, sales_vat: 2939, rounding: 8560, "
	    "deferred_revenue: 0286 }\n"
	    "erp_accounts:\n"
	    "  \"1500\": 1701\n"
	    "  0300: 03000\n"
	    "revenue:\n"
	    "  - { when: { zone: home, revenue_group: SaaS }, account: 3000 }\n"
	    "  - { when: { country: [SE, NO] }, account: 0301 }\n"
	    "  - { when: { zone: eu, revenue_group: [SaaS, Support] }, "
	    "account: 3050, from: 2026-01-01, until: 2026-12-31 }\n"
	    "  - { when: { zone: other, currency: USD }, account: 3070 }\n"
	    "  - { when: { description: 'Setup *', vat_type: services }, "
	    "account: 3080 }\n"
	    "  - { when: { account: '0042' }, account: 3090 }\n" },
	{ "vat.yaml",
	    "fenvoy: 1\n"
	    "rules:\n"
	    "  - { when: { zone: home, rate: 14 }, code: KOMY, percent: 14, "
	    "vat_date: period_end, until: 2025-12-31 }\n"
	    "  - { when: { zone: home, rate: 13.50 }, code: KOMY, "
	    "percent: 13.5, vat_date: period_end, from: 2026-01-01 }\n"
	    "  - { when: { zone: home, rate: 25.5, revenue_group: Prepaid }, "
	    "code: KOMY, percent: 25.5, vat_date: payment_date }\n"
	    "  - { when: { zone: home, rate: 25.5 }, code: KOMY, "
	    "percent: 25.5, vat_date: period_start, from: 2024-09-01 }\n"
	    "  - { when: { zone: eu, customer: business, rate: 0 }, "
	    "code: EUPM312, percent: 0, vat_date: invoice_date }\n" },
	{ "dimensions.yaml",
	    "fenvoy: 1\n"
	    "dimensions:\n"
	    "  - header: Tuotelinja\n"
	    "    field: revenue_group\n"
	    "    items: { SaaS: SaaS, Support: Tuki, '': Muut }\n" },
	{ "products.yaml",
	    "fenvoy: 1\n"
	    "products:\n"
	    "  - { when: { revenue_group: SaaS, description: '*annual*' }, "
	    "product: SAAS-Y, unit: v }\n"
	    "  - { when: { revenue_group: SaaS }, product: SAAS, unit: kk }\n"
	    "  - { when: { description: [ 'Hour?', '*tunti' ] }, "
	    "product: HOUR }\n" },
	{ "customers.yaml",
	    "fenvoy: 1\ngroup: Fenerum\nlanguages: { fi: FI, sv: SE, NO: EN "
	    "}\n" },
	{ "rates.yaml",
	    "fenvoy: 1\nsource: ECB\ndays_back: 4\nrates:\n"
	    "  - { date: 2026-09-02, currency: SEK, units_per_euro: 11.03 }\n"
	    "  - { date: 2026-09-01, currency: SEK, units_per_euro: 11.0215 "
	    "}\n"
	    "  - { date: 2026-09-01, currency: USD, units_per_euro: 1.1 }\n" },
};

#define MAPPING_SOUND_COUNT (sizeof(mapping_sound) / sizeof(mapping_sound[0]))

/* Load the sound folder with one file replaced (text NULL: taken away). */
static inline struct mapping *
mapping_of(struct company *company, const char *name, const char *text,
    struct diag_list *diag)
{
	struct mapping *mapping;
	size_t i;

	company->dir = scratch_make();
	company->mappings = path_join(company->dir, "mappings");
	if (mkdir(company->mappings, 0700) != 0)
		abort();
	for (i = 0; i < MAPPING_SOUND_COUNT; i++)
		if (name == NULL || strcmp(name, mapping_sound[i].name) != 0)
			scratch_write(company->mappings, mapping_sound[i].name,
			    mapping_sound[i].text);
	if (name != NULL && text != NULL)
		scratch_write(company->mappings, name, text);
	mapping = mapping_load(company, diag);
	free(company->mappings);
	scratch_remove(company->dir);
	return mapping;
}

/* The same for a company without roads. */
static inline struct mapping *
mapping_with(const char *name, const char *text, struct diag_list *diag)
{
	struct company company = { 0 };

	return mapping_of(&company, name, text, diag);
}

/* A line of October 2026 to a Finnish business. */
static inline struct line_facts
mapping_facts(void)
{
	struct line_facts facts = { .country = "FI",
		.business = true,
		.revenue_group = "SaaS",
		.description = "Plan",
		.vat_type = "services",
		.currency = "EUR",
		.account = "1001",
		.vat_rate = { 255, 1 },
		.invoice_date = { 2026, 10, 2 },
		.period_start = { 2026, 10, 1 },
		.period_end = { 2026, 10, 31 } };

	return facts;
}

#endif
