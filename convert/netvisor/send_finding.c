/* send_finding.c - findings of the sender: groups, and commands to paste. */
#include <string.h>

#include "netvisor/send_run.h"

/* Documents after the first that a group names. */
#define NAMED_MOST 20

const char *
send_command(struct send_run *run, const char *tool, const char *options)
{
	return arena_printf(&run->arena, "%s -c %s %s%s%s", tool,
	    run->options->company_word, options, options[0] == '\0' ? "" : " ",
	    run->options->month_word);
}

const char *
send_resolve_command(
    struct send_run *run, const struct batch_item *item, const char *key)
{
	return send_command(run, "netvisor-send",
	    arena_printf(&run->arena, "--resolve %s=%s", item->reference, key));
}

const char *
send_reject_command(struct send_run *run, const struct batch_item *item)
{
	return send_command(run, "netvisor-review",
	    arena_printf(
		&run->arena, "--reject %s --reason TEXT", item->reference));
}

const char *
send_group(struct send_run *run, const struct batch_request *request)
{
	if (send_is_batch(request))
		return arena_printf(&run->arena, "%ld", request->seq);
	return send_documents_of(run, request)->item->kind;
}

/* How many documents the group has, this one included. */
static size_t
count_in_group(struct send_run *run, enum rule_id rule, const char *key)
{
	const char *name =
	    arena_printf(&run->arena, "%s %s", rule_get(rule)->name, key);
	void **slot = table_slot(&run->named, name, strlen(name), NULL);
	size_t *count = *slot;

	if (count == NULL) {
		count = arena_alloc(&run->arena, sizeof(*count));
		*slot = count;
	}
	return ++*count;
}

void
send_add_grouped(struct send_run *run, const struct batch_item *item,
    const struct send_grouped *part)
{
	const struct batch_request *request =
	    batch_request_at(run->batch, (size_t)item->seq - 1);
	const struct source_pos place = send_place(run, request);
	struct diag *diag = diag_add_grouped(
	    run->diag, part->rule, part->key, place, "%s", part->text);
	const size_t count = count_in_group(run, part->rule, part->key);

	/* Master data has no sum. */
	if (!send_is_master(request))
		diag_amount(diag, item->total);
	if (count == 1 && part->remedy != NULL)
		diag_remedy(diag, "%s", part->remedy);
	if (count > 1 && count <= NAMED_MOST + 1)
		diag_note(diag, place, "also %s (%s)", send_title(run, item),
		    item->reference);
}

void
send_add_locked(struct send_run *run, const struct batch_item *item,
    struct date date, const char *name, struct date now)
{
	const struct batch_request *request =
	    batch_request_at(run->batch, (size_t)item->seq - 1);
	char day[DATE_TEXT_MAX], locked[DATE_TEXT_MAX];
	struct send_grouped part = { .rule = RULE_SEND_LOCK_MOVED };

	part.key =
	    arena_printf(&run->arena, "%s %s", send_group(run, request), name);
	part.text = arena_printf(&run->arena,
	    "%s (%s) is dated %s, and %s is locked to %s now",
	    send_title(run, item), item->reference, date_format(date, day),
	    name, date_format(now, locked));
	part.remedy = arena_printf(&run->arena,
	    "open the period in Netvisor, or fetch the registers anew (%s) and "
	    "leave it out (%s)",
	    send_command(run, "netvisor-fetch", ""),
	    send_reject_command(run, item));
	send_add_grouped(run, item, &part);
}
