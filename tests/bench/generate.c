/*
 * generate.c - invent a company's September and October 2026.
 *
 * Writes nine Fenerum exports a month, exchange rates, and meant.tsv: what
 * the invented events ought to give. It shares no code with the converter.
 * The same seed gives the same bytes on every machine.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generate_csv.h"
#include "generate_month.h"
#include "generate_rates.h"
#include "generate_world.h"

#define INVOICES_MAX 2000000

static const char usage_text[] =
    "usage: generate [--seed N] [--invoices N] [--shuffle] [--tiny] -o DIR\n"
    "  --seed N      the company and its events follow from it (default 1)\n"
    "  --invoices N  in October, a third as many in September (default 150)\n"
    "  --shuffle     mix the rows of invoices, invoice_lines and erp_lines\n"
    "  --tiny        one document of each kind\n"
    "  -o DIR        company folder to write into\n";

_Noreturn static void
usage(FILE *stream, int status)
{
	(void)fputs(usage_text, stream);
	exit(status);
}

static uint64_t
parse_number(const char *text, uint64_t most)
{
	char *end;
	unsigned long long value;

	errno = 0;
	value = strtoull(text, &end, 10);
	if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0 ||
	    value > most)
		usage(stderr, 2);
	return value;
}

static void
parse_options(int argc, char **argv, struct world *world)
{
	static const struct option options[] = {
		{ "seed", required_argument, NULL, 's' },
		{ "invoices", required_argument, NULL, 'n' },
		{ "shuffle", no_argument, NULL, 'm' },
		{ "tiny", no_argument, NULL, 't' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	while ((c = getopt_long(argc, argv, "o:h", options, NULL)) != -1) {
		switch (c) {
		case 's':
			world->seed = parse_number(optarg, UINT64_MAX);
			break;
		case 'n':
			world->count[1] =
			    (uint32_t)parse_number(optarg, INVOICES_MAX);
			break;
		case 'm':
			world->shuffle = true;
			break;
		case 't':
			world->tiny = true;
			break;
		case 'o':
			world->dir = optarg;
			break;
		case 'h':
			usage(stdout, 0);
		default:
			usage(stderr, 2);
		}
	}
	if (optind != argc || world->dir == NULL || world->count[1] == 0)
		usage(stderr, 2);
}

int
main(int argc, char **argv)
{
	struct world world;

	memset(&world, 0, sizeof(world));
	world.seed = 1;
	world.count[1] = 150;
	parse_options(argc, argv, &world);
	world.count[0] = (world.count[1] + 2) / 3;
	if (world.tiny) {
		world.count[0] = 1;
		world.count[1] = 2;
	}
	world.number[0] = 26001;
	world.number[1] = world.number[0] + world.count[0];
	rates_init(&world);
	rates_write(&world);
	months_write(&world);
	return 0;
}
