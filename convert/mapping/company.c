/* company.c - company.yaml (see company.h). */
#include "mapping/company.h"

#include <stdlib.h>
#include <string.h>

#include "base/business_id.h"
#include "base/mem.h"
#include "base/output.h"
#include "base/text.h"
#include "base/yaml_tree.h"
#include "mapping/company_events.h"
#include "mapping/company_road.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define BODY_LEAST 1024
#define BODY_MOST (100L << 20)
#define TERM_MOST 3650

/* company.yaml while it is read. */
struct reading {
	struct company *company;
	const struct yaml_node *root;
	struct diag_list *diag;
};

static void
replace(char **text, const char *by)
{
	free(*text);
	*text = mem_strdup(by);
}

/* A text that must hold something. */
static void
read_text(struct reading *reading, const struct yaml_node *map, const char *key,
    bool required, char **ret)
{
	const char *text;

	if (!yaml_field_text(map, key, required, reading->diag, &text))
		return;
	if (text[0] == '\0')
		yaml_expected(yaml_get(map, key), reading->diag, "a text");
	replace(ret, text);
}

static void
read_company(struct reading *reading)
{
	static const char *const known[] = { "name", "business_id" };
	const struct yaml_node *map, *node;
	char text[BUSINESS_ID_TEXT_MAX];
	const char *id;

	map = yaml_field_map(reading->root, "company", true, reading->diag);
	yaml_check_keys(map, known, COUNT(known), reading->diag);
	read_text(reading, map, "name", true, &reading->company->name);
	if (!yaml_field_text(map, "business_id", true, reading->diag, &id))
		return;
	node = yaml_get(map, "business_id");
	switch (business_id_parse(id, text)) {
	case BUSINESS_ID_OK:
		replace(&reading->company->business_id, text);
		break;
	case BUSINESS_ID_MALFORMED:
		diag_add(reading->diag, RULE_COMPANY_BUSINESS_ID,
		    yaml_pos(node), "'%s' has not the form of a business id",
		    yaml_show(id).text);
		break;
	case BUSINESS_ID_CHECK_DIGIT:
		diag_add(reading->diag, RULE_COMPANY_BUSINESS_ID,
		    yaml_pos(node), "the check digit of '%s' is wrong",
		    yaml_show(id).text);
		break;
	}
}

static void
read_settings(struct reading *reading)
{
	static const char *const reject[] = { "stop", "withhold" };
	static const char *const code[] = { "account", "erp_id" };
	static const char *const known[] = { "code" };
	struct company *company = reading->company;
	const struct yaml_node *map;
	size_t choice;

	yaml_field_date(reading->root, "start_date", true, reading->diag,
	    &company->start_date);
	if (yaml_field_choice(reading->root, "on_reject", false, reading->diag,
		reject, COUNT(reject), &choice))
		company->on_reject = (enum on_reject)choice;
	yaml_field_integer(reading->root, "payment_term_days", false,
	    reading->diag, 0, TERM_MOST, &company->payment_term_days);
	map = yaml_field_map(reading->root, "customers", false, reading->diag);
	yaml_check_keys(map, known, COUNT(known), reading->diag);
	if (yaml_field_choice(
		map, "code", false, reading->diag, code, COUNT(code), &choice))
		company->customer_code = (enum customer_code)choice;
}

/* The language of the findings, those included that are there already. */
static void
read_language(struct reading *reading)
{
	enum language language;
	const char *name;

	if (!yaml_field_text(
		reading->root, "language", false, reading->diag, &name))
		return;
	if (language_find(name, &language))
		diag_list_speak(reading->diag, language, LANGUAGE_COMPANY);
	else
		diag_add(reading->diag, RULE_COMPANY_LANGUAGE,
		    yaml_pos(yaml_get(reading->root, "language")),
		    "'%s' is no language of the findings",
		    yaml_show(name).text);
}

/* A host may be a name, a number or, in brackets, an IPv6 address. */
static bool
host_is_sound(const char *host)
{
	static const char good[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "0123456789.-:[]";

	return host[0] != '\0' && host[0] != ':' &&
	       strspn(host, good) == strlen(host);
}

static bool
host_is_loopback(const char *host)
{
	static const char *const name[] = { "localhost", "127.0.0.1", "[::1]" };
	size_t i, len;

	for (i = 0; i < COUNT(name); i++) {
		len = strlen(name[i]);
		if (strncmp(host, name[i], len) == 0 &&
		    (host[len] == '\0' ||
			(host[len] == ':' && text_is_digits(host + len + 1,
						 strlen(host + len + 1)))))
			return true;
	}
	return false;
}

static void
read_host(struct reading *reading, const struct yaml_node *map)
{
	struct source_pos pos;
	const char *url;
	char *host;
	size_t len;
	bool secure;

	if (!yaml_field_text(map, "host", true, reading->diag, &url))
		return;
	pos = yaml_pos(yaml_get(map, "host"));
	secure = text_starts_with(url, "https://");
	if (!secure && !text_starts_with(url, "http://")) {
		diag_add(reading->diag, RULE_COMPANY_HOST, pos,
		    "'%s' does not begin with https://", yaml_show(url).text);
		return;
	}
	host = mem_strdup(url + (secure ? 8 : 7));
	len = strlen(host);
	if (len > 0 && host[len - 1] == '/')
		host[--len] = '\0';
	if (!host_is_sound(host))
		diag_add(reading->diag, RULE_COMPANY_HOST, pos,
		    "'%s' is not just a host", yaml_show(url).text);
	else if (!secure && !host_is_loopback(host))
		diag_add(reading->diag, RULE_COMPANY_HOST, pos,
		    "'%s' would send in clear text", yaml_show(url).text);
	free(reading->company->host);
	reading->company->host =
	    mem_printf("%s://%s", secure ? "https" : "http", host);
	free(host);
}

static void
read_netvisor(struct reading *reading)
{
	static const char *const known[] = { "host", "encoding",
		"currency_rate", "sends_invoices", "batch_size", "body_limit",
		"voucher_class", "credentials", "credentials_command", "sender",
		"language", "ca_file", "proxy", "reply_limit", "retries",
		"waits" };
	static const char *const encoding[] = { "ascii-refs", "utf-8",
		"iso-8859-15" };
	static const char *const rate[] = { "units-per-euro", "euro-per-unit" };
	struct company *company = reading->company;
	struct diag_list *diag = reading->diag;
	const struct yaml_node *map;
	size_t choice;

	map = yaml_field_map(reading->root, "netvisor", true, diag);
	yaml_check_keys(map, known, COUNT(known), diag);
	read_host(reading, map);
	if (yaml_field_choice(map, "encoding", false, diag, encoding,
		COUNT(encoding), &choice))
		company->encoding = (enum body_encoding)choice;
	if (yaml_field_choice(
		map, "currency_rate", false, diag, rate, COUNT(rate), &choice))
		company->currency_rate_per_euro = choice == 0;
	yaml_field_bool(map, "sends_invoices", false, diag,
	    &company->netvisor_sends_invoices);
	yaml_field_integer(
	    map, "batch_size", false, diag, 1, 500, &company->batch_size);
	yaml_field_integer(map, "body_limit", false, diag, BODY_LEAST,
	    BODY_MOST, &company->body_limit);
	company_network_read(&company->network, map, company->dir, diag);
	company->network.credentials_pos.file = company->label;
}

/* Whether what others booked in the month counts as a difference. */
static void
read_reconcile(struct reading *reading)
{
	static const char *const known[] = { "foreign" };
	static const char *const foreign[] = { "difference", "listed" };
	const struct yaml_node *map =
	    yaml_field_map(reading->root, "reconcile", false, reading->diag);
	size_t choice;

	yaml_check_keys(map, known, COUNT(known), reading->diag);
	if (yaml_field_choice(map, "foreign", false, reading->diag, foreign,
		COUNT(foreign), &choice))
		reading->company->foreign_listed = choice == 1;
}

static void
read_path(struct reading *reading, const struct yaml_node *map, const char *key,
    const char *fallback, char **ret)
{
	char *name = mem_strdup(fallback);

	read_text(reading, map, key, false, &name);
	*ret = path_join(reading->company->dir, name);
	free(name);
}

static void
read_paths(struct reading *reading)
{
	static const char *const known[] = { "mappings", "profile", "schedule",
		"opening_deferred", "receivables", "opening_receivables",
		"journal" };
	struct company *company = reading->company;
	const struct yaml_node *map;

	map = yaml_field_map(reading->root, "paths", false, reading->diag);
	yaml_check_keys(map, known, COUNT(known), reading->diag);
	read_path(reading, map, "mappings", "mappings", &company->mappings);
	read_path(reading, map, "profile", "mappings/exports.yaml",
	    &company->profile);
	read_path(reading, map, "schedule", "schedule.tsv", &company->schedule);
	read_path(reading, map, "opening_deferred", "opening_deferred.tsv",
	    &company->opening_deferred);
	read_path(reading, map, "receivables", "receivables.tsv",
	    &company->receivables);
	read_path(reading, map, "opening_receivables",
	    "opening_receivables.tsv", &company->opening_receivables);
	read_path(reading, map, "journal", "journal.db", &company->journal);
}

static void
read_all(struct reading *reading)
{
	static const char *const known[] = { "fenvoy", "company", "start_date",
		"roads", "on_reject", "customers", "netvisor",
		"payment_term_days", "paths", "reconcile", "payments",
		"bad_debt_vat", "closed", "rounding", "vouchers", "language" };
	const char *version;

	yaml_check_keys(reading->root, known, COUNT(known), reading->diag);
	if (yaml_field_text(
		reading->root, "fenvoy", true, reading->diag, &version) &&
	    strcmp(version, "1") != 0)
		diag_add(reading->diag, RULE_COMPANY_VERSION,
		    yaml_pos(yaml_get(reading->root, "fenvoy")),
		    "version '%s' is not known", yaml_show(version).text);
	read_language(reading);
	read_company(reading);
	read_settings(reading);
	company_read_roads(
	    reading->root, reading->diag, reading->company->road);
	read_netvisor(reading);
	company_read_events(reading->company, reading->root, reading->diag);
	read_reconcile(reading);
	read_paths(reading);
}

struct company *
company_load(const char *path, struct diag_list *diag)
{
	struct reading reading = { .diag = diag };
	struct company *company;
	struct yaml_tree *tree;
	size_t before = diag_count(diag, SEVERITY_ERROR);

	company = mem_calloc(1, sizeof(*company));
	company->label = mem_strdup(path_base(path));
	company->dir = path_dir(path);
	company->currency_rate_per_euro = true;
	company->batch_size = 500;
	company->body_limit = 10L << 20;
	company->payment_term_days = -1;
	tree = NULL;
	if (!file_exists(path))
		(void)diag_add(diag, RULE_COMPANY_MISSING,
		    (struct source_pos){ path, 0, 0 }, "there is no such file");
	else
		tree = yaml_tree_load(path, company->label, diag);
	if (tree != NULL) {
		reading.company = company;
		reading.root = yaml_root(tree);
		read_all(&reading);
	}
	yaml_tree_free(tree);
	if (tree != NULL && diag_count(diag, SEVERITY_ERROR) == before)
		return company;
	company_free(company);
	return NULL;
}

void
company_free(struct company *company)
{
	int kind;

	if (company == NULL)
		return;
	free(company->label);
	free(company->dir);
	free(company->name);
	free(company->business_id);
	free(company->host);
	for (kind = 0; kind < VOUCHER_KIND_COUNT; kind++)
		free(company->voucher_class[kind]);
	free(company->mappings);
	free(company->profile);
	free(company->schedule);
	free(company->opening_deferred);
	free(company->receivables);
	free(company->opening_receivables);
	free(company->journal);
	free(company->payments.pay_from);
	company_network_release(&company->network);
	free(company);
}
