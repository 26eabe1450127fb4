/*
 * batch_setup.h - a small batch folder for tests: three requests with four
 * documents, and a check that says ok of them.
 */
#ifndef TESTS_UNIT_BATCH_SETUP_H
#define TESTS_UNIT_BATCH_SETUP_H

#include "base/record_kinds.h"
#include "base/sha256.h"
#include "netvisor/register.h"
#include "records.h"
#include "unit_files.h"

#define BATCH_CUSTOMER "<root>\n<customer/>\n</root>\n"
#define BATCH_INVOICES "<root>\n<salesinvoicebatch/>\n</root>\n"
#define BATCH_VOUCHER "<root>\n<voucher/>\n</root>\n"

static const struct {
	const char *file;
	const char *text;
	const char *kind;
	const char *resource;
	const char *query;
	const char *items;
	const char *currency;
	const char *total;
} batch_setup_request[] = {
	{ "000/000001-customer.xml", BATCH_CUSTOMER, "customer", "customer.nv",
	    "method=add", "1", "EUR", "0.00" },
	{ "000/000002-invoices.xml", BATCH_INVOICES, "invoices",
	    "salesinvoicebatch.nv", "", "2", "EUR", "151.00" },
	{ "000/000003-voucher.xml", BATCH_VOUCHER, "voucher", "accounting.nv",
	    "", "1", "EUR", "10.00" },
};
#define BATCH_SETUP_COUNT COUNT(batch_setup_request)

static const record_values batch_setup_items[] = {
	{ "reference=fv-hihy4im3q5mb", "key=customer:1", "seq=1", "item=1",
	    "source=exports/accounts.csv:2", "kind=customer", "name=1",
	    "currency=EUR", "total=0.00", NULL },
	{ "reference=fv-ozylkozim2ap", "key=invoice:a", "seq=2", "item=1",
	    "depends_on=fv-hihy4im3q5mb",
	    "source=exports/invoices.csv:2 exports/invoice_lines.csv:2",
	    "kind=invoice", "name=101", "currency=EUR", "total=125.50", NULL },
	{ "reference=fv-malyu2l47aq4", "key=invoice:b", "seq=2", "item=2",
	    "depends_on=fv-hihy4im3q5mb", "source=exports/invoices.csv:3",
	    "kind=invoice", "name=102", "currency=EUR", "total=25.50", NULL },
	{ "reference=fv-5jvvj5p7cqg5", "key=voucher:erp:101", "seq=3", "item=1",
	    "depends_on=fv-ozylkozim2ap", "source=exports/erp_lines.csv:2",
	    "kind=deferral", "name=101", "currency=EUR", "total=10.00", NULL },
};

static inline const char *
batch_setup_hex(const char *text, char hex[SHA256_HEX_MAX])
{
	unsigned char digest[SHA256_SIZE];

	sha256_bytes(text, strlen(text), digest);
	return sha256_hex(digest, hex);
}

/* Write check.tsv into the month, with this verdict for the last request. */
static inline void
batch_setup_check(const char *month, const char *verdict, const char *rule_set)
{
	char seq[BATCH_SETUP_COUNT][16], file[BATCH_SETUP_COUNT][80];
	char sha[BATCH_SETUP_COUNT][80], hex[SHA256_HEX_MAX];
	char word[BATCH_SETUP_COUNT][32], set[96], registers[96];
	struct diag_list *diag = diag_list_new();
	char *folder = path_join(month, "registers");
	record_values rows[BATCH_SETUP_COUNT];

	assert_int_equal(registers_digest(folder, hex, diag), 0);
	free(folder);
	diag_list_free(diag);
	(void)snprintf(registers, sizeof(registers), "registers=%s", hex);
	(void)snprintf(set, sizeof(set), "rule_set=%s", rule_set);
	memset(rows, 0, sizeof(rows));
	for (size_t i = 0; i < BATCH_SETUP_COUNT; i++) {
		(void)snprintf(seq[i], sizeof(seq[i]), "seq=%zu", i + 1);
		(void)snprintf(file[i], sizeof(file[i]), "file=%s",
		    batch_setup_request[i].file);
		(void)snprintf(sha[i], sizeof(sha[i]), "sha256=%s",
		    batch_setup_hex(batch_setup_request[i].text, hex));
		(void)snprintf(word[i], sizeof(word[i]), "verdict=%s",
		    i + 1 == BATCH_SETUP_COUNT ? verdict : "ok");
		rows[i][0] = seq[i];
		rows[i][1] = file[i];
		rows[i][2] = sha[i];
		rows[i][3] = word[i];
		rows[i][4] = "errors=0";
		rows[i][5] = "warnings=0";
		rows[i][6] = set;
		rows[i][7] = registers;
	}
	records_put(month, &record_kind_check, (const record_values *)rows,
	    BATCH_SETUP_COUNT);
}

/* month/batch with its files, and month/check.tsv. */
static inline char *
batch_setup(const char *month)
{
	char seq[BATCH_SETUP_COUNT][16], sha[BATCH_SETUP_COUNT][80];
	char text[BATCH_SETUP_COUNT][6][96], hex[SHA256_HEX_MAX];
	record_values rows[BATCH_SETUP_COUNT];
	struct diag_list *diag = diag_list_new();
	char *dir = path_join(month, "batch");
	char *folder = path_join(dir, "000");

	assert_int_equal(folder_make(folder, diag), 0);
	memset(rows, 0, sizeof(rows));
	for (size_t i = 0; i < BATCH_SETUP_COUNT; i++) {
		char *path = path_join(dir, batch_setup_request[i].file);
		const char *const part[] = { "file", "resource", "query",
			"kind", "items", "total" };
		const char *const value[] = { batch_setup_request[i].file,
			batch_setup_request[i].resource,
			batch_setup_request[i].query,
			batch_setup_request[i].kind,
			batch_setup_request[i].items,
			batch_setup_request[i].total };

		file_put(path, batch_setup_request[i].text,
		    strlen(batch_setup_request[i].text));
		free(path);
		(void)snprintf(seq[i], sizeof(seq[i]), "seq=%zu", i + 1);
		(void)snprintf(sha[i], sizeof(sha[i]), "sha256=%s",
		    batch_setup_hex(batch_setup_request[i].text, hex));
		rows[i][0] = seq[i];
		rows[i][1] = sha[i];
		rows[i][2] = "method=POST";
		rows[i][3] = "encoding=utf-8";
		rows[i][4] = "currency=EUR";
		for (size_t j = 0; j < COUNT(part); j++) {
			(void)snprintf(text[i][j], sizeof(text[i][j]), "%s=%s",
			    part[j], value[j]);
			rows[i][5 + j] = text[i][j];
		}
	}
	records_put(dir, &record_kind_manifest, (const record_values *)rows,
	    BATCH_SETUP_COUNT);
	records_put(dir, &record_kind_item, batch_setup_items,
	    COUNT(batch_setup_items));
	records_put(dir, &record_kind_withheld, NULL, 0);
	batch_setup_check(month, "ok", rule_set_version());
	free(folder);
	diag_list_free(diag);
	return dir;
}

#endif
