/* month_state.c - see month_state.h. */
#include "report/month_state.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/output.h"
#include "base/record_kinds.h"
#include "base/stage.h"
#include "base/text.h"
#include "ledger/text_pool.h"
#include "mapping/company.h"
#include "netvisor/approval.h"
#include "netvisor/batch.h"
#include "report/compared.h"
#include "report/file_hash.h"
#include "report/findings.h"
#include "report/month_sent.h"

/* A moment of a file's last change; known is false when there is none. */
struct moment {
	bool known;
	struct timespec time;
	const char *path; /* in the arena */
};

struct state_reader {
	struct month_state *state;
	const struct company *company;
	const char *dir;
	struct moment billing;
	struct moment ledger;
	struct moment check;
};

static bool
is_older(const struct moment *a, const struct moment *b)
{
	if (!a->known || !b->known)
		return false;
	if (a->time.tv_sec != b->time.tv_sec)
		return a->time.tv_sec < b->time.tv_sec;
	return a->time.tv_nsec < b->time.tv_nsec;
}

static struct moment
moment_of(struct month_state *state, const char *path)
{
	struct moment moment = { 0 };
	struct stat info;

	if (stat(path, &info) == 0) {
		moment.known = true;
		moment.time = info.st_mtim;
		moment.path = arena_strdup(&state->arena, path);
	}
	return moment;
}

static bool
has_ending(const char *name, const char *ending)
{
	size_t len = strlen(name);
	size_t tail = strlen(ending);

	return name[0] != '.' && len > tail &&
	       text_equal_ignore_case(name + len - tail, ending);
}

/* The latest change among a folder's files of one ending. */
static struct moment
newest(struct month_state *state, const char *dir, const char *ending)
{
	struct moment result = { 0 };
	struct dirent *entry;
	DIR *folder = opendir(dir);

	if (folder == NULL)
		return result;
	while ((entry = readdir(folder)) != NULL) {
		char *path = path_join(dir, entry->d_name);
		struct moment moment = moment_of(state, path);

		if (has_ending(entry->d_name, ending) &&
		    (!result.known || is_older(&result, &moment)))
			result = moment;
		free(path);
	}
	(void)closedir(folder);
	return result;
}

static char *
inside(const struct state_reader *reader, const char *name)
{
	return path_join(reader->dir, name);
}

/* Exports and billing ----------------------------------------------------- */

/* Compare a row of billing/exports.tsv with the file it names. */
static const char *
export_difference(struct state_reader *reader, struct record_reader *record)
{
	const char *source = record_text(record, EXPORT_SOURCE);
	struct arena *arena = &reader->state->arena;
	char hash[SHA256_HEX_MAX];
	char *path;
	bool there;

	if (!text_starts_with(source, "exports/"))
		return NULL;
	path = inside(reader, source);
	there = file_hash(path, hash);
	free(path);
	if (!there)
		return arena_printf(arena, "old: %s is gone", source);
	if (strcmp(hash, record_text(record, EXPORT_SHA256)) != 0)
		return arena_printf(arena, "old: %s has changed", source);
	return NULL;
}

/* A CSV that no row names, or NULL; *ret_count is how many there are. */
static const char *
export_unread(struct state_reader *reader, const struct text_pool *read,
    size_t *ret_count)
{
	char *dir = inside(reader, "exports");
	DIR *folder = opendir(dir);
	const char *result = NULL;
	struct dirent *entry;

	*ret_count = 0;
	while (folder != NULL && (entry = readdir(folder)) != NULL) {
		char *label;

		if (!has_ending(entry->d_name, ".csv"))
			continue;
		++*ret_count;
		label = mem_printf("exports/%s", entry->d_name);
		/* The first by name, whatever order the folder has. */
		if (text_pool_find(read, label, strlen(label)) ==
			TEXT_POOL_NONE &&
		    (result == NULL || strcmp(label, result) < 0))
			result = arena_strdup(&reader->state->arena, label);
		free(label);
	}
	if (folder != NULL)
		(void)closedir(folder);
	free(dir);
	return result;
}

static void
load_billing(struct state_reader *reader)
{
	static const struct record_schema *const kind[] = {
		&record_kind_export
	};
	struct month_state *state = reader->state;
	struct diag_list *findings = diag_list_new();
	char *dir = inside(reader, "billing");
	struct text_pool read;
	struct stage_reader *stage;
	struct record_reader *record;
	const char *unread;
	const char *difference = NULL;
	size_t count;

	text_pool_init(&read);
	stage = stage_reader_new(dir, kind, 1, findings);
	while ((record = stage_reader_next(stage)) != NULL) {
		while (record_next(record) == 1) {
			const char *found = export_difference(reader, record);

			difference = difference == NULL ? found : difference;
			(void)text_pool_add(&read,
			    record_text(record, EXPORT_SOURCE),
			    record_text_len(record, EXPORT_SOURCE));
		}
	}
	unread = export_unread(reader, &read, &count);
	state->exports = arena_printf(&state->arena, "%zu", count);
	if (stage_reader_free(stage) != 0)
		state->billing = file_exists(dir) ? "damaged" : "none";
	else if (read.count == 0)
		state->billing = "none";
	else if (difference != NULL)
		state->billing = difference;
	else if (unread != NULL)
		state->billing =
		    arena_printf(&state->arena, "old: %s is new", unread);
	else
		state->billing = "current";
	reader->billing = newest(state, dir, ".tsv");
	text_pool_release(&read);
	free(dir);
	diag_list_free(findings);
}

/* Ledger, batch, review --------------------------------------------------- */

/* "old: before X" if one of the sources is newer, else "current". */
static const char *
judge(struct month_state *state, const struct moment *made,
    const struct moment *source, size_t count)
{
	if (!made->known)
		return "none";
	for (size_t i = 0; i < count; i++) {
		if (is_older(made, &source[i]))
			return arena_printf(&state->arena, "old: before %s",
			    path_base(source[i].path));
	}
	return "current";
}

static void
load_ledger(struct state_reader *reader)
{
	struct month_state *state = reader->state;
	char *dir = inside(reader, "ledger");
	char *company = path_join(reader->company->dir, reader->company->label);
	struct moment source[] = { reader->billing,
		newest(state, reader->company->mappings, ".yaml"),
		moment_of(state, company) };

	reader->ledger = newest(state, dir, ".tsv");
	state->ledger = judge(
	    state, &reader->ledger, source, sizeof(source) / sizeof(source[0]));
	free(company);
	free(dir);
}

/*
 * A batch with the same bytes is left untouched by a later run, but its
 * verdicts are always written anew: their time counts.
 */
static void
load_batch(struct state_reader *reader)
{
	struct month_state *state = reader->state;
	struct diag_list *findings = diag_list_new();
	struct approval_paths paths;
	struct approval approval = { 0 };
	char *dir = inside(reader, "batch");
	struct moment source[2] = { reader->ledger };
	struct batch *batch =
	    file_exists(dir) ? batch_load(dir, findings) : NULL;
	struct diag_view view;

	approval_paths_init(&paths, reader->dir);
	source[1] = moment_of(state, paths.exclusions);
	reader->check = moment_of(state, paths.check);
	if (batch != NULL) {
		const char *age = judge(state, &reader->check, source, 2);

		state->batch =
		    strcmp(age, "none") == 0
			? "unchecked"
			: arena_printf(&state->arena, "%s, %zu documents", age,
			      batch_item_count(batch));
		state->check = approval_ready(&paths, batch, findings) == 0
		                   ? "ok"
		                   : "not ok";
		switch (approval_verify(&paths, batch, findings, &approval)) {
		case APPROVAL_VALID:
			state->approval =
			    arena_printf(&state->arena, "by %s", approval.by);
			break;
		case APPROVAL_NONE:
			state->approval = "none";
			break;
		case APPROVAL_VOID:
		case APPROVAL_FAILED:
		default:
			state->approval = "void";
			break;
		}
	} else if (file_exists(dir)) {
		state->batch = "damaged";
	}
	if (diag_kept(findings) > 0 && strcmp(state->approval, "none") != 0) {
		diag_get(findings, 0, &view);
		state->approval = arena_printf(
		    &state->arena, "%s: %s", state->approval, view.text);
	}
	approval_release(&approval);
	approval_paths_release(&paths);
	batch_free(batch);
	free(dir);
	diag_list_free(findings);
}

static void
load_review(struct state_reader *reader)
{
	char *path = inside(reader, "review.html");
	struct moment made = moment_of(reader->state, path);

	reader->state->review = judge(reader->state, &made, &reader->check, 1);
	free(path);
}

/* Did the last run find errors? */
static bool
has_errors(const struct state_reader *reader)
{
	struct diag_list *unread = diag_list_new();
	char *path = inside(reader, "findings.jsonl");
	struct findings findings;
	bool errors;

	findings_init(&findings);
	(void)findings_load(&findings, path, unread);
	errors = findings.count[SEVERITY_ERROR] > 0;
	findings_release(&findings);
	free(path);
	diag_list_free(unread);
	return errors;
}

static enum month_next
next_step(const struct state_reader *reader)
{
	const struct month_state *state = reader->state;

	if (strcmp(state->exports, "0") == 0)
		return NEXT_EXPORTS;
	if (strcmp(state->billing, "current") != 0 ||
	    strcmp(state->ledger, "current") != 0)
		return NEXT_CLOSE;
	if (strcmp(state->batch, "none") == 0)
		return has_errors(reader) ? NEXT_CORRECT : NEXT_CLOSE;
	if (!text_starts_with(state->batch, "current") ||
	    strcmp(state->check, "ok") != 0 ||
	    strcmp(state->review, "current") != 0)
		return NEXT_CLOSE;
	return text_starts_with(state->approval, "by ") ? NEXT_CLOSE
	                                                : NEXT_REVIEW;
}

/* Of a month that is being sent, its stages are not made again. */
static enum month_next
next_of_sent(const struct month_state *state, bool all)
{
	if (!all || strcmp(state->books, "none") == 0)
		return NEXT_CLOSE;
	return strcmp(state->books, "agree") == 0 ? NEXT_NOTHING
	                                          : NEXT_DIFFERENCES;
}

void
month_state_load(
    struct month_state *state, const struct company *company, const char *dir)
{
	struct state_reader reader = {
		.state = state, .company = company, .dir = dir
	};
	struct month_sent sent;

	memset(state, 0, sizeof(*state));
	arena_init(&state->arena);
	state->batch = "none";
	state->check = "none";
	state->approval = "none";
	load_billing(&reader);
	state->compared = compared_brief(&state->arena, dir);
	load_ledger(&reader);
	load_batch(&reader);
	load_review(&reader);
	month_sent_load(&sent, company, dir, &state->arena);
	state->sent = sent.documents;
	state->books = sent.books;
	state->next =
	    sent.begun ? next_of_sent(state, sent.all) : next_step(&reader);
}

void
month_state_release(struct month_state *state)
{
	arena_release(&state->arena);
}
