/* review.c - a review as a whole: loading, totals, what is asked of it. */
#include "report/review.h"

#include <stdlib.h>
#include <string.h>

#include "base/output.h"
#include "mapping/company.h"
#include "netvisor/approval.h"
#include "netvisor/batch.h"
#include "netvisor/exclusion.h"
#include "netvisor/register.h"
#include "report/file_hash.h"
#include "report/review_load.h"

const char *
review_keep(struct review *review, const char *text)
{
	return text_pool_keep(&review->text, text, strlen(text));
}

struct review_document *
review_find(const struct review *review, const char *key)
{
	uint32_t number = text_pool_find(&review->key, key, strlen(key));

	return number == TEXT_POOL_NONE ? NULL : &review->document[number];
}

/*
 * Would an approval be possible? Asked with findings of its own: a review
 * shows what is wrong and goes on.
 */
static void
judge_check(struct review *review)
{
	struct diag_list *findings = diag_list_new();
	struct approval_paths paths;
	struct diag_view view;

	approval_paths_init(&paths, review->dir);
	review->checked = approval_ready(&paths, review->batch, findings) == 0;
	review->check_reason = "";
	if (!review->checked && diag_kept(findings) > 0) {
		diag_get(findings, 0, &view);
		review->check_reason = review_keep(review, view.text);
	}
	approval_paths_release(&paths);
	diag_list_free(findings);
}

/* Registers may be missing or old; the review then says less. */
static void
load_registers(struct review *review)
{
	struct diag_list *findings = diag_list_new();
	char *dir = path_join(review->dir, "registers");

	review->registers = registers_load(dir, findings);
	free(dir);
	diag_list_free(findings);
}

static int
load_exclusions(struct review *review, struct diag_list *diag)
{
	char *path = path_join(review->dir, "exclusions.tsv");

	review->exclusions = exclusions_load(path, diag);
	free(path);
	return review->exclusions != NULL ? 0 : -1;
}

static int
load_findings(struct review *review, struct diag_list *diag)
{
	char *path = path_join(review->dir, "findings.jsonl");
	int result = findings_load(&review->findings, path, diag);

	free(path);
	return result;
}

/* The month is the folder's name. */
static int
find_month(struct review *review, const char *name, struct diag_list *diag)
{
	struct source_pos pos = { review->dir, 0, 0 };

	if (name == NULL)
		name = path_base(review->dir);
	if (month_parse(name, strlen(name), &review->month))
		return 0;
	(void)diag_add(diag, RULE_REVIEW_MONTH_FOLDER, pos,
	    "'%s' is not named as a month", name);
	return -1;
}

/* Carried by the schedule, but not this month. */
static void
tell_other_months(struct review *review)
{
	for (size_t i = 0; i < review->deferred.other.count; i++)
		control_tell(&review->control,
		    text_pool_text(&review->deferred.other, (uint32_t)i),
		    FATE_OTHER_MONTH);
}

static int
load_stages(struct review *review, const char *name, struct diag_list *diag)
{
	struct deferred_paths paths = { review->company->schedule,
		review->company->opening_deferred };

	if (find_month(review, name, diag) != 0 ||
	    review_load_batch(review, diag) != 0 ||
	    load_exclusions(review, diag) != 0 ||
	    review_load_ledger(review, diag) != 0 ||
	    load_findings(review, diag) != 0 ||
	    deferred_load(&review->deferred, &paths, review->month,
		&review->text, diag) != 0)
		return -1;
	tell_other_months(review);
	if (review_load_billing(review, diag) != 0)
		return -1;
	compared_load(&review->compared, review->dir);
	load_registers(review);
	judge_check(review);
	return 0;
}

static bool
is_balanced(const struct review *review, const struct review_document *document)
{
	size_t index = document->posting;
	int64_t balance = 0;
	bool overflow = false;

	for (size_t i = 0; i < document->posting_count; i++) {
		const struct review_posting *posting = &review->posting[index];

		balance = sum_clamped(balance, posting->debit, &overflow);
		balance = sum_clamped(
		    balance, sum_negated(posting->credit), &overflow);
		index = posting->next;
	}
	return balance == 0 && !overflow;
}

/* Invoices in their currency; vouchers in EUR, as they are sent. */
static void
count_kind(struct review *review, const struct review_document *document)
{
	struct money total =
	    document->has_sums
		? document->total
		: (struct money){ document->total_eur, currency_euro() };
	struct tally_row *row = tally_at(
	    &review->kinds, document->item->kind, "", "", total.currency);

	row->count++;
	tally_add(&review->kinds, row, KIND_NET, document->net.minor);
	tally_add(&review->kinds, row, KIND_VAT, document->vat.minor);
	tally_add(&review->kinds, row, KIND_TOTAL, total.minor);
}

/* Documents by kind, and whether each one's postings balance. */
static void
count_documents(struct review *review, struct diag_list *diag)
{
	for (size_t i = 0; i < review->document_count; i++) {
		const struct review_document *document = &review->document[i];
		const struct batch_item *item = document->item;

		count_kind(review, document);
		if (!is_balanced(review, document))
			(void)diag_add(diag, RULE_REVIEW_UNBALANCED,
			    (struct source_pos){ review->dir, 0, 0 },
			    "%s %s: its postings do not balance", item->kind,
			    item->name);
	}
}

static void
sort_tallies(struct review *review, struct diag_list *diag)
{
	struct tally *tallies[] = { &review->kinds, &review->accounts,
		&review->vat, &review->excluded, &review->not_carried };
	bool overflow = review->deferred.overflow;

	for (size_t i = 0; i < sizeof(tallies) / sizeof(tallies[0]); i++) {
		tally_sort(tallies[i]);
		overflow |= tallies[i]->overflow;
	}
	if (overflow)
		(void)diag_add(diag, RULE_RECORD_OVERFLOW,
		    (struct source_pos){ review->dir, 0, 0 },
		    "a sum of the review does not fit in 64 bits");
}

/* Every document and every amount that came in must be accounted for. */
static void
check_controls(const struct review *review, struct diag_list *diag)
{
	for (size_t i = 0; i < review->control.row_count; i++) {
		const struct control_row *row = &review->control.row[i];
		struct money rest = { control_unexplained(row), row->currency };
		char text[MONEY_TEXT_MAX];

		if (row->count[FATE_NONE] == 0 && rest.minor == 0)
			continue;
		(void)money_format(rest, '.', text);
		(void)diag_add(diag, RULE_REVIEW_INCOMPLETE,
		    (struct source_pos){ review->dir, 0, 0 },
		    "%lld of the exports' %ss, %s %s, are neither in the batch "
		    "nor listed as left out",
		    (long long)row->count[FATE_NONE], row->kind,
		    row->currency->code, text);
	}
}

/* Without slashes at its end, so that the last part is its name. */
static const char *
folder_name(struct arena *arena, const char *dir)
{
	size_t len = strlen(dir);

	while (len > 1 && dir[len - 1] == '/')
		len--;
	return arena_strndup(arena, dir, len);
}

struct review *
review_load(const struct review_source *source, struct diag_list *diag)
{
	struct review *review = mem_calloc(1, sizeof(*review));
	char profile[SHA256_HEX_MAX];

	arena_init(&review->arena);
	text_pool_init(&review->text);
	text_pool_init(&review->key);
	findings_init(&review->findings);
	control_init(&review->control);
	review->company = source->company;
	review->dir = folder_name(&review->arena, source->dir);
	review->version = source->version;
	review->mapping_digest =
	    arena_strdup(&review->arena, source->mapping_digest);
	(void)file_hash(source->company->profile, profile);
	review->profile_digest = review_keep(review, profile);
	if (load_stages(review, source->name, diag) != 0) {
		review_free(review);
		return NULL;
	}
	(void)batch_digest(review->batch, review->digest);
	count_documents(review, diag);
	sort_tallies(review, diag);
	check_controls(review, diag);
	return review;
}

void
review_free(struct review *review)
{
	if (review == NULL)
		return;
	compared_release(&review->compared);
	batch_free(review->batch);
	registers_free(review->registers);
	exclusions_free(review->exclusions);
	findings_release(&review->findings);
	deferred_release(&review->deferred);
	tally_release(&review->kinds);
	tally_release(&review->accounts);
	tally_release(&review->vat);
	tally_release(&review->excluded);
	tally_release(&review->not_carried);
	free(review->document);
	free(review->posting);
	free(review->input);
	control_release(&review->control);
	text_pool_release(&review->key);
	text_pool_release(&review->text);
	arena_release(&review->arena);
	free(review);
}

const char *
review_account_name(const struct review *review, const char *account)
{
	const struct register_account *entry =
	    register_account_find(review->registers, account);

	return entry == NULL ? "" : entry->name;
}

/* The latest balance that the registers hold of an account. */
struct review_balance
review_account_balance(const struct review *review, const char *account)
{
	struct review_balance result = { false, { 0, 0, 0 }, 0 };
	size_t count = register_balance_count(review->registers);

	for (size_t i = 0; i < count; i++) {
		const struct register_balance *entry =
		    register_balance_at(review->registers, i);

		if (strcmp(entry->account, account) != 0 ||
		    (result.known &&
			date_compare(entry->date, result.date) <= 0))
			continue;
		result.known = true;
		result.date = entry->date;
		result.amount = entry->balance.minor;
	}
	return result;
}

bool
review_snapshot_age(const struct review *review, long *ret_days)
{
	const struct register_snapshot *snapshot =
	    registers_snapshot(review->registers);
	struct date taken;

	if (snapshot == NULL || snapshot->taken_at == NULL ||
	    strlen(snapshot->taken_at) < DATE_TEXT_MAX - 1 ||
	    !date_parse(snapshot->taken_at, DATE_TEXT_MAX - 1, &taken))
		return false;
	*ret_days =
	    date_to_days(taken) - date_to_days(month_last_day(review->month));
	return true;
}
