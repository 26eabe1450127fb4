/* test_journal_process.c - the journal among processes: held, killed, full. */
#include <sys/wait.h>

#include "journal_setup.h"
#include "scratch.h"

static const struct journal_item one[] = { { "101", "invoice_lines/a" } };

static int64_t
begin_month(struct journal_setup *setup)
{
	int64_t batch;

	journal_setup_open(setup);
	batch = journal_setup_register(setup, "2026-10", "d1", one, 1);
	assert_int_equal(journal_setup_intend(setup, batch, "t-1"), 0);
	return batch;
}

/* A child that does something with the setup and ends. */
static pid_t
in_child(struct journal_setup *setup, void (*what)(struct journal_setup *))
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		what(setup);
		/* Nothing of the parent's is lost, whoever counts it. */
		journal_setup_release(setup);
		_exit(0);
	}
	return pid;
}

static int
wait_for(pid_t pid)
{
	int status = 0;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

/* What a child that holds the journal says, and where it waits. */
static int ready[2];

static void
hold(struct journal_setup *setup)
{
	setup->journal =
	    journal_open(&setup->company, &setup->clock, setup->diag);
	if (setup->journal == NULL || write(ready[1], "x", 1) != 1)
		_exit(1);
	for (;;)
		(void)pause();
}

static void
test_busy(void **state)
{
	struct journal_setup setup;
	char byte, *text;
	pid_t pid;

	journal_setup_init(&setup, *state);
	assert_int_equal(pipe(ready), 0);
	pid = in_child(&setup, hold);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	text = mem_printf("process %ld writes it", (long)pid);
	assert_no_opening(&setup, "journal.busy", text);
	free(text);
	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_true(WIFSIGNALED(wait_for(pid)));
	journal_setup_open(&setup);
	/* In one process as well. */
	text = mem_printf("process %ld writes it", (long)getpid());
	assert_no_opening(&setup, "journal.busy", text);
	free(text);
	(void)close(ready[0]);
	(void)close(ready[1]);
	journal_setup_release(&setup);
}

static void
intend_and_die(struct journal_setup *setup)
{
	(void)begin_month(setup);
	(void)kill(getpid(), SIGKILL);
}

static void
test_killed(void **state)
{
	struct journal_attempt attempt = { .before = NULL };
	struct journal_setup setup;
	struct stat before, after;
	struct journal *reader;
	bool missing = true;

	journal_setup_init(&setup, *state);
	assert_true(WIFSIGNALED(wait_for(in_child(&setup, intend_and_die))));
	/* A reader finds it in the log, and leaves the file as it is. */
	assert_int_equal(stat(setup.company.journal, &before), 0);
	reader = journal_open_reader(&setup.company, setup.diag, &missing);
	assert_non_null(reader);
	assert_true(journal_setup_states(
	    journal_all_documents(reader, setup.diag), "101 INTENDED ,"));
	journal_close(reader);
	assert_int_equal(stat(setup.company.journal, &after), 0);
	assert_true(before.st_mtim.tv_sec == after.st_mtim.tv_sec &&
		    before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
	journal_setup_open(&setup);
	assert_true(journal_month_begun(setup.journal, "2026-10"));
	assert_true(journal_setup_states(
	    journal_all_documents(setup.journal, setup.diag),
	    "101 INTENDED ,"));
	assert_true(journal_newest_attempt(setup.journal, 1, 1, &attempt));
	assert_string_equal(attempt.transaction_id, "t-1");
	free(attempt.before);
	journal_setup_release(&setup);
}

/* The child's answer is its status: 0 when it failed as it should. */
static void
fill_disk(struct journal_setup *setup)
{
	struct diag_view view;
	struct stat status;
	char *log = path_join(setup->dir, "journal.db-wal");

	setup->journal =
	    journal_open(&setup->company, &setup->clock, setup->diag);
	if (setup->journal == NULL || stat(log, &status) != 0)
		_exit(1);
	/* Room for a part of what a commit writes. */
	free(log);
	limit_files((rlim_t)status.st_size + 4096 + 100);
	if (journal_setup_intend(setup, 1, "t-2") == 0)
		_exit(2);
	if (diag_kept(setup->diag) != 1)
		_exit(3);
	diag_get(setup->diag, 0, &view);
	if (strcmp(view.rule->name, "system.file") != 0)
		_exit(4);
}

static void
test_full(void **state)
{
	struct journal_attempt attempt = { .before = NULL };
	struct journal_setup setup;

	journal_setup_init(&setup, *state);
	(void)begin_month(&setup);
	assert_int_equal(
	    journal_setup_record(&setup, 1, 1, JOURNAL_UNKNOWN, ""), 0);
	journal_setup_close(&setup);
	assert_int_equal(wait_for(in_child(&setup, fill_disk)), 0);
	journal_setup_open(&setup);
	assert_true(journal_newest_attempt(setup.journal, 1, 1, &attempt));
	assert_string_equal(attempt.transaction_id, "t-1");
	assert_int_equal(attempt.number, 1);
	free(attempt.before);
	assert_true(journal_setup_states(
	    journal_all_documents(setup.journal, setup.diag), "101 UNKNOWN ,"));
	assert_int_equal(journal_setup_intend(&setup, 1, "t-2"), 0);
	journal_setup_release(&setup);
}

static void
open_on_full_disk(struct journal_setup *setup)
{
	limit_files(1000);
	if (journal_open(&setup->company, &setup->clock, setup->diag) != NULL)
		_exit(1);
	if (diag_kept(setup->diag) == 0)
		_exit(2);
}

/* No room for the tables: no journal appears, and later one can. */
static void
test_made_whole(void **state)
{
	struct journal_setup setup;
	bool missing = false;

	journal_setup_init(&setup, *state);
	assert_int_equal(wait_for(in_child(&setup, open_on_full_disk)), 0);
	assert_false(file_exists(setup.company.journal));
	scratch_write(setup.dir, ".journal.db.tmp", "left by one killed");
	scratch_write(setup.dir, ".journal.db.tmp-journal", "likewise");
	assert_null(journal_open_reader(&setup.company, setup.diag, &missing));
	assert_true(missing);
	journal_setup_open(&setup);
	journal_setup_release(&setup);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FOLDER_TEST(test_busy),
		FOLDER_TEST(test_killed),
		FOLDER_TEST(test_full),
		FOLDER_TEST(test_made_whole),
	};

	return cmocka_run_group_tests_name(
	    "journal process", tests, NULL, NULL);
}
