/* month_sent.c - see month_sent.h. */
#include "report/month_sent.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/output.h"
#include "netvisor/journal.h"

#define VERDICT_MAX ((size_t)256 << 20)

/* What is said of documents that are not where they should be. */
static const struct {
	enum journal_state state;
	const char *word;
} open_state[] = {
	{ JOURNAL_REJECTED, "refused" },
	{ JOURNAL_HELD, "held" },
	{ JOURNAL_QUEUED, "waiting" },
	{ JOURNAL_INTENDED, "unknown" },
	{ JOURNAL_UNKNOWN, "unknown" },
	{ JOURNAL_VOIDED, "voided" },
	{ JOURNAL_NEW, "not begun" },
};

static void
count_documents(struct month_sent *sent, const struct journal_documents *list,
    struct arena *arena)
{
	size_t count[JOURNAL_STATES] = { 0 };
	size_t all = journal_document_count(list);
	size_t settled;
	struct buf text;

	for (size_t i = 0; i < all; i++)
		count[journal_document_at(list, i)->state]++;
	count[JOURNAL_UNKNOWN] += count[JOURNAL_INTENDED];
	count[JOURNAL_INTENDED] = 0;
	settled = count[JOURNAL_ACCEPTED] + count[JOURNAL_PRESENT];
	sent->all = settled == all;
	buf_init(&text, BUF_MAX_DEFAULT);
	if (sent->all)
		buf_printf(&text, "all %zu", all);
	else
		buf_printf(&text, "%zu of %zu", settled, all);
	for (size_t i = 0; i < sizeof(open_state) / sizeof(open_state[0]); i++)
		if (count[open_state[i].state] > 0)
			buf_printf(&text, ", %zu %s",
			    count[open_state[i].state], open_state[i].word);
	sent->documents = arena_strdup(arena, buf_text(&text));
	buf_release(&text);
}

/* Why there is a journal that cannot be read, in a few words. */
static const char *
unread_text(const struct diag_list *findings)
{
	struct diag_view view;

	for (size_t i = 0; i < diag_kept(findings); i++) {
		diag_get(findings, i, &view);
		if (strcmp(view.rule->name, "journal.other") == 0)
			return "another company's journal";
		if (strcmp(view.rule->name, "journal.busy") == 0)
			return "journal busy";
	}
	return "journal damaged";
}

static void
load_documents(struct month_sent *sent, const struct company *company,
    const char *month, struct arena *arena)
{
	struct diag_list *unread = diag_list_new();
	bool missing = false;
	struct journal *journal =
	    journal_open_reader(company, unread, &missing);
	struct journal_documents *list = NULL;

	if (journal == NULL && !missing)
		sent->documents = unread_text(unread);
	if (journal != NULL && journal_month_begun(journal, month)) {
		sent->begun = true;
		list = journal_month_documents(journal, month, unread);
	}
	if (list != NULL)
		count_documents(sent, list, arena);
	journal_documents_free(list);
	journal_close(journal);
	diag_list_free(unread);
}

/* The row "verdict" of reconciliation.tsv: its third field. */
static void
load_verdict(struct month_sent *sent, const char *dir)
{
	struct diag_list *unread = diag_list_new();
	char *path = path_join(dir, "reconciliation.tsv");
	char *data = NULL;
	const char *row = NULL;
	size_t len;

	if (file_exists(path))
		data = file_read(path, VERDICT_MAX, &len, unread);
	if (data != NULL)
		row = strstr(data, "\nverdict\t");
	if (row != NULL) {
		const char *word = strchr(row + strlen("\nverdict\t"), '\t');

		sent->books =
		    word != NULL && strncmp(word + 1, "agrees\t", 7) == 0
			? "agree"
			: "differ";
	}
	free(data);
	free(path);
	diag_list_free(unread);
}

void
month_sent_load(struct month_sent *sent, const struct company *company,
    const char *dir, struct arena *arena)
{
	*sent = (struct month_sent){ .documents = "none", .books = "none" };
	load_documents(sent, company, path_base(dir), arena);
	if (sent->begun)
		load_verdict(sent, dir);
}
