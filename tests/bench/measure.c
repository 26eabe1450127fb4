/*
 * measure - run commands in turn and compare them.
 *
 * usage: measure [-o FILE] ROUNDS LABEL COMMAND [LABEL COMMAND ...]
 *
 * One warm-up and then ROUNDS rounds; in each round every command runs once,
 * one after another, so that a noisy machine disturbs all alike. Printed per
 * command: median wall time, least and most, the median over the rounds of
 * its ratio to the first command, the processors' time, and the peak memory of
 * any of its processes. FILE gets a row for each command: label, peak in KiB
 * and the seconds of each round, divided by tabs.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COMMANDS_MAX 16
#define ROUNDS_MAX 99

struct candidate {
	const char *label;
	const char *command;
	double seconds[ROUNDS_MAX];
	double cpu[ROUNDS_MAX]; /* of all its processes */
	long peak_kib;
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
seconds_of(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

/* Run once; the program ends if the command fails. */
static void
run(struct candidate *candidate, int round)
{
	struct rusage usage;
	double start = now();
	int status;
	pid_t child = fork();

	if (child == 0) {
		execl("/bin/sh", "sh", "-c", candidate->command, (char *)NULL);
		_exit(127);
	}
	while (wait4(child, &status, 0, &usage) == -1) {
		if (errno != EINTR)
			exit(1);
	}
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		fprintf(stderr, "measure: '%s' failed\n", candidate->command);
		exit(1);
	}
	if (usage.ru_maxrss > candidate->peak_kib)
		candidate->peak_kib = usage.ru_maxrss;
	candidate->seconds[round] = now() - start;
	candidate->cpu[round] =
	    seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(const double *value, int count)
{
	double sorted[ROUNDS_MAX] = { 0 };

	memcpy(sorted, value, (size_t)count * sizeof(*value));
	qsort(sorted, (size_t)count, sizeof(*sorted), compare);
	return sorted[count / 2];
}

static void
report(const struct candidate *first, const struct candidate *candidate,
    int rounds)
{
	double ratio[ROUNDS_MAX] = { 0 };
	double least = candidate->seconds[0];
	double most = least;

	for (int i = 0; i < rounds; i++) {
		ratio[i] = candidate->seconds[i] / first->seconds[i];
		if (candidate->seconds[i] < least)
			least = candidate->seconds[i];
		if (candidate->seconds[i] > most)
			most = candidate->seconds[i];
	}
	printf("%-28s %9.3f s [%.3f..%.3f] %8.2f x %9.3f s cpu %9.1f MiB\n",
	    candidate->label, median(candidate->seconds, rounds), least, most,
	    median(ratio, rounds), median(candidate->cpu, rounds),
	    (double)candidate->peak_kib / 1024.0);
}

/* All that was measured, for whoever compares other pairs. */
static void
write_rows(
    const char *name, const struct candidate *candidate, int count, int rounds)
{
	FILE *file = fopen(name, "w");

	if (file == NULL)
		exit(1);
	for (int i = 0; i < count; i++) {
		fprintf(
		    file, "%s\t%ld", candidate[i].label, candidate[i].peak_kib);
		for (int round = 0; round < rounds; round++)
			fprintf(file, "\t%.6f", candidate[i].seconds[round]);
		fputc('\n', file);
	}
	if (fclose(file) != 0)
		exit(1);
}

int
main(int argc, char **argv)
{
	static struct candidate candidate[COMMANDS_MAX];
	const char *rows = NULL;
	int rounds, count;

	if (argc > 2 && strcmp(argv[1], "-o") == 0) {
		rows = argv[2];
		argc -= 2;
		argv += 2;
	}
	rounds = argc > 1 ? atoi(argv[1]) : 0;
	count = (argc - 2) / 2;

	if (rounds < 1 || rounds > ROUNDS_MAX || count < 1 ||
	    count > COMMANDS_MAX || argc % 2 != 0) {
		fprintf(stderr, "usage: measure [-o FILE] ROUNDS LABEL COMMAND "
				"[LABEL COMMAND]...\n");
		return 2;
	}
	for (int i = 0; i < count; i++) {
		candidate[i].label = argv[2 + 2 * i];
		candidate[i].command = argv[3 + 2 * i];
		run(&candidate[i], 0);
	}
	for (int round = 0; round < rounds; round++) {
		for (int i = 0; i < count; i++)
			run(&candidate[i], round);
	}
	for (int i = 0; i < count; i++)
		report(&candidate[0], &candidate[i], rounds);
	if (rows != NULL)
		write_rows(rows, candidate, count, rounds);
	return 0;
}
