/* batch_write.c - see batch_write.h. */
#include "netvisor/batch_write.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/output.h"
#include "mapping/company.h"
#include "netvisor/batch_run.h"
#include "netvisor/exclusion.h"

/* ".NAME.SUFFIX" beside a folder; the caller frees. */
static char *
path_beside(const char *folder, const char *suffix)
{
	char *dir = path_dir(folder);
	char *name = mem_printf(".%s.%s", path_base(folder), suffix);
	char *path = path_join(dir, name);

	free(name);
	free(dir);
	return path;
}

static bool
folder_is_there(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0;
}

static int
rename_fault(const char *path, struct diag_list *diag)
{
	(void)diag_add(diag, RULE_SYSTEM_FILE,
	    (struct source_pos){ path, 0, 0 }, "cannot be renamed: %s",
	    strerror(errno));
	return -1;
}

/*
 * A run that died between the two renames of folder_replace left the old
 * folder under its other name: it is what there was, so it comes back.
 */
static int
folder_recover(const char *folder, const char *old, struct diag_list *diag)
{
	if (!folder_is_there(old))
		return 0;
	if (folder_is_there(folder))
		return folder_remove(old, diag);
	return rename(old, folder) == 0 ? 0 : rename_fault(folder, diag);
}

/* Put the complete folder in the place of the old one. */
static int
folder_replace(const char *complete, const char *folder, const char *aside,
    struct diag_list *diag)
{
	const bool there = folder_is_there(folder);

	if (there && rename(folder, aside) != 0)
		return rename_fault(folder, diag);
	if (rename(complete, folder) != 0) {
		(void)rename_fault(folder, diag);
		/* Better the old one than none. */
		if (there)
			(void)rename(aside, folder);
		return -1;
	}
	return there ? folder_remove(aside, diag) : 0;
}

static void
exclusions_judge(struct batch_run *run)
{
	for (size_t i = 0; i < exclusions_count(run->exclusions); i++) {
		const struct exclusion *exclusion =
		    exclusions_at(run->exclusions, i);
		bool known = false;

		for (size_t j = 0; j < run->drafts.count && !known; j++)
			known = strcmp(run->drafts.draft[j]->reference,
				    exclusion->reference) == 0;
		for (size_t j = 0; j < run->withheld_count && !known; j++)
			known = strcmp(run->withheld[j].reference,
				    exclusion->reference) == 0;
		if (!known)
			(void)diag_add(run->diag,
			    RULE_DOCUMENT_EXCLUSION_UNKNOWN, exclusion->pos,
			    "the ledger holds no document '%s'",
			    exclusion->reference);
	}
}

/* With the temporary folder there: everything up to its completion. */
static enum batch_result
batch_make(struct batch_run *run, const char *temporary)
{
	bool allowed;

	if (spool_open(&run->spool, temporary, run->diag) != 0 ||
	    intake_ledger(run) != 0)
		return BATCH_FAILED;
	draft_close(&run->drafts);
	exclusions_judge(run);
	allowed = batch_judge_left_out(run) && !run->broken;
	if (!allowed && !run->options->draft)
		return BATCH_REFUSED;
	if (batch_requests_write(run, temporary) != 0 ||
	    batch_withheld_write(run, temporary) != 0)
		return BATCH_FAILED;
	return allowed ? BATCH_WRITTEN : BATCH_REFUSED;
}

static void
run_init(struct batch_run *run, const struct batch_write_options *options,
    struct diag_list *diag)
{
	const size_t limit = (size_t)options->company->body_limit;

	*run = (struct batch_run){ .options = options, .diag = diag };
	run->unheard = diag_list_new();
	diag_list_limit(run->unheard, 0);
	draft_list_init(&run->drafts);
	buf_init(&run->group.key, BUF_MAX_DEFAULT);
	buf_init(&run->lines, limit);
	buf_init(&run->text, limit);
	buf_init(&run->sources, BUF_MAX_DEFAULT);
	buf_init(&run->claims, BUF_MAX_DEFAULT);
}

static void
run_release(struct batch_run *run)
{
	spool_close(&run->spool);
	document_kit_release(&run->kit);
	exclusions_free(run->exclusions);
	name_table_release(&run->by_number);
	name_table_release(&run->words);
	draft_list_release(&run->drafts);
	free(run->withheld);
	buf_release(&run->group.key);
	buf_release(&run->lines);
	buf_release(&run->text);
	buf_release(&run->sources);
	buf_release(&run->claims);
	diag_list_free(run->unheard);
}

/* Without slashes at the end, so that the folder has a name. */
static char *
folder_name(const char *path)
{
	size_t len = strlen(path);

	while (len > 1 && path[len - 1] == '/')
		len--;
	return mem_strndup(path, len);
}

enum batch_result
batch_write(const struct batch_write_options *options, struct diag_list *diag)
{
	char *folder = folder_name(options->batch);
	char *temporary = path_beside(folder, "tmp");
	char *old = path_beside(folder, "old.tmp");
	enum batch_result result = BATCH_FAILED;
	struct batch_run run;

	run_init(&run, options, diag);
	run.exclusions = exclusions_load(options->exclusions, diag);
	if (run.exclusions == NULL ||
	    document_kit_init(&run.kit, options->company, diag) != 0)
		goto out;
	if (folder_recover(folder, old, diag) != 0 ||
	    folder_remove(temporary, diag) != 0 ||
	    folder_make(temporary, diag) != 0)
		goto out;
	result = batch_make(&run, temporary);
	if ((result == BATCH_WRITTEN ||
		(result == BATCH_REFUSED && options->draft)) &&
	    folder_replace(temporary, folder, old, diag) != 0)
		result = BATCH_FAILED;
	(void)folder_remove(temporary, diag);
out:
	run_release(&run);
	free(folder);
	free(temporary);
	free(old);
	return result;
}
