/*
 * send_earlier.c - earlier months, in folders beside this one: what a month
 * releases may stand on what they were to book.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/output.h"
#include "netvisor/send_run.h"

/* How the documents of a month stand; all is 0 when nothing is to be sent. */
struct standing {
	size_t all;
	size_t open;
};

/* A month that the journal does not know: what its batch holds is open. */
static void
read_folder(const char *dir, struct standing *ret)
{
	struct diag_list *unsaid = diag_list_new();
	struct batch *batch = batch_load(dir, unsaid);

	/* A batch that cannot be read is its own month's finding. */
	if (batch != NULL)
		ret->all = ret->open = batch_item_count(batch);
	batch_free(batch);
	diag_list_free(unsaid);
}

static bool
read_month(struct send_run *run, const char *month, const char *dir,
    struct standing *ret)
{
	struct journal_documents *known =
	    journal_month_documents(run->journal, month, run->diag);

	*ret = (struct standing){ 0, 0 };
	if (known == NULL) {
		run->halted = true;
		return false;
	}
	ret->all = journal_document_count(known);
	for (size_t i = 0; i < ret->all; i++)
		if ((SEND_STATE(journal_document_at(known, i)->state) &
			SEND_SETTLED) == 0)
			ret->open++;
	journal_documents_free(known);
	if (ret->all == 0)
		read_folder(dir, ret);
	return true;
}

static bool
check_month(struct send_run *run, const char *home, const char *month)
{
	char *folder = path_join(home, month);
	char *batch = path_join(folder, "batch");
	char *manifest = path_join(batch, BATCH_MANIFEST);
	struct standing standing = { 0, 0 };
	const bool right =
	    !file_exists(manifest) || read_month(run, month, batch, &standing);

	if (standing.open > 0)
		diag_remedy(
		    diag_add(run->diag, RULE_SEND_EARLIER_MONTH,
			(struct source_pos){ manifest, 0, 0 },
			"month %s is not settled: %zu of its %zu documents "
			"are open",
			month, standing.open, standing.all),
		    "close it first: fenvoy -C %s close %s; what this month "
		    "releases may stand on it",
		    run->options->home_word, month);
	free(manifest);
	free(batch);
	free(folder);
	return right;
}

static bool
is_earlier(const char *name, const char *than)
{
	struct month month, limit;

	return month_parse(name, strlen(name), &month) &&
	       month_parse(than, strlen(than), &limit) &&
	       month_compare(month, limit) < 0;
}

bool
send_earlier_months(struct send_run *run)
{
	char *home = path_dir(run->options->month_dir);
	DIR *folder = opendir(home);
	struct dirent *entry;
	bool right = true;

	/* A folder that may not be listed says nothing of other months. */
	while (right && folder != NULL && (entry = readdir(folder)) != NULL)
		if (is_earlier(entry->d_name, run->options->month))
			right = check_month(run, home, entry->d_name);
	if (folder != NULL)
		(void)closedir(folder);
	free(home);
	return right;
}
