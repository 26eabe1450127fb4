/* generate_catalog.c - see generate_catalog.h. */
#include "generate_catalog.h"

/* clang-format off */
const struct group_info group_info[GROUP_COUNT] = {
	{ "SaaS", "SaaS", false, 2550, {
		{ "Revontuli Pilvi, Perus", 490000, { 100, 100, 200, 300 } },
		{ "Revontuli Pilvi \"Pro\", käyttäjät", 185000,
		    { 500, 1000, 2500, 700 } },
		{ "API-kutsut (< 50 000 kpl); käytön mukaan", 125,
		    { 64000, 43300, 21700, 38100 } },
		{ "Varmuuskopiointi & arkisto 100 Gt", 129000,
		    { 100, 200, 400, 300 } } } },
	{ "Support", "Tuki", false, 2550, {
		{ "Tukipalvelu, vastaus 8 h", 1200000, { 100, 100, 100, 200 } },
		{ "Tukipalvelu 24/7", 3490000, { 100, 100, 100, 100 } },
		{ "Asiantuntijatuki, \"puhelin\"", 79500,
		    { 200, 400, 600, 300 } },
		{ "Päivystys, viikonloput", 2500000, { 100, 200, 100, 100 } } } },
	{ "Onboarding", "Käyttöönotto", false, 2550, {
		{ "Käyttöönotto, tuntityö", 950000, { 250, 750, 1600, 400 } },
		{ "Aineiston siirto", 4900000, { 100, 100, 200, 100 } },
		{ "Räätälöinti; työpäivät", 8900000, { 100, 50, 150, 300 } },
		{ "Integraation käyttöönotto", 7500000,
		    { 100, 100, 100, 200 } } } },
	{ "Kirjat", "Kirjat", true, 1350, {
		{ "Kirja: Pilven käsikirja, 3. painos", 390000,
		    { 100, 200, 500, 300 } },
		{ "Kirja: Tilastot tutuiksi", 285000, { 100, 1000, 200, 300 } },
		{ "Työkirja \"Ensiaskeleet\"", 149000, { 100, 2500, 400, 700 } },
		{ "Kirjapaketti, 5 nidettä", 1299000, { 100, 100, 200, 100 } } } },
	{ "Lehti", "Lehdet", true, 1000, {
		{ "Pilviviesti, painettu lehti", 79000, { 100, 100, 200, 300 } },
		{ "Pilviviesti, lisäkappaleet", 55000, { 500, 1000, 300, 200 } },
		{ "Pilviviesti på svenska", 79000, { 100, 200, 100, 100 } },
		{ "Revontulet-aikakauslehti", 69500, { 100, 400, 100, 200 } } } },
	{ "Laitteet", "Laitteet", true, 2550, {
		{ "Päätelaite RP-1, 15\"", 2490000, { 100, 200, 300, 500 } },
		{ "Anturi, langaton", 345500, { 700, 1200, 300, 3600 } },
		{ "Telakka ja kaapelit", 1190000, { 100, 200, 100, 300 } },
		{ "Kaapeli, metritavara", 13333, { 1250, 725, 3350, 1080 } } } },
	{ "Koulutus", "Koulutus", false, 0, {
		{ "Koulutuspäivä, Oulu", 6500000, { 100, 200, 100, 300 } },
		{ "Verkkokurssi, osallistujat", 990000,
		    { 300, 500, 800, 1200 } },
		{ "Peruskurssi (2 pv), å 8 h", 9900000, { 100, 100, 200, 100 } },
		{ "Kurssitodistus", 250000, { 300, 500, 800, 1200 } } } },
};

const char *const vat_code_name[VAT_CODES] = {
	"NONE", "KOMY", "KOMY0", "EUPM312", "EUMY", "EUUM", "KOOS", "EUPO"
};

struct account_pair {
	unsigned fenerum;
	unsigned netvisor;
};

static const struct account_pair revenue[ZONE_COUNT][GROUP_COUNT] = {
	{ { 3000, 3000 }, { 3010, 3010 }, { 3020, 3020 }, { 3030, 3030 },
	    { 3040, 3040 }, { 3060, 3050 }, { 3070, 3060 } },
	{ { 3050, 3350 }, { 3051, 3351 }, { 3052, 3352 }, { 3080, 3360 },
	    { 3081, 3361 }, { 3082, 3362 }, { 3053, 3353 } },
	{ { 3200, 3380 }, { 3201, 3381 }, { 3202, 3382 }, { 3210, 3390 },
	    { 3211, 3391 }, { 3212, 3392 }, { 3203, 3382 } },
};

/* Software sold to Sweden has an account of its own. */
static const struct account_pair revenue_sweden = { 3055, 3355 };

static const struct account_pair system_account[ERP_ACCOUNTS] = {
	[ERP_RECEIVABLES]  = { 1500, 1701 },
	[ERP_DEFERRED]     = { 2900, 2861 },
	[ERP_BANK]         = { 1910, 1910 },
	[ERP_CARD]         = { 1920, 1925 },
	[ERP_DEBIT]        = { 1930, 1926 },
	[ERP_SETTLEMENT]   = { 1590, 1790 },
	[ERP_UNDERPAYMENT] = { 7990, 8565 },
	[ERP_LOSS]         = { 7830, 6990 },
	[ERP_PAYABLES]     = { 2500, 2871 },
	[ERP_HOSTING]      = { 4100, 4470 },
	[ERP_SOFTWARE]     = { 6310, 6310 },
	[ERP_OFFICE]       = { 6720, 6720 },
	[ERP_RENT]         = { 6100, 6010 },
};
/* clang-format on */

static const struct account_pair *
revenue_pair(const struct invoice *invoice, enum group group)
{
	if (invoice->sweden && group == GROUP_SAAS)
		return &revenue_sweden;
	return &revenue[invoice->zone][group];
}

unsigned
revenue_fenerum(const struct invoice *invoice, enum group group)
{
	return revenue_pair(invoice, group)->fenerum;
}

unsigned
revenue_netvisor(const struct invoice *invoice, enum group group)
{
	return revenue_pair(invoice, group)->netvisor;
}

unsigned
account_fenerum(enum erp_account account)
{
	return system_account[account].fenerum;
}

unsigned
account_netvisor(enum erp_account account)
{
	return system_account[account].netvisor;
}

int
vat_percent(enum zone zone, enum group group)
{
	return zone == ZONE_HOME ? group_info[group].percent : 0;
}

enum vat_code
vat_code(enum zone zone, enum group group)
{
	if (zone == ZONE_OTHER)
		return VAT_EUUM;
	if (zone == ZONE_EU)
		return group_info[group].physical ? VAT_EUMY : VAT_EUPM312;
	return group_info[group].percent == 0 ? VAT_KOMY0 : VAT_KOMY;
}
