/* generate_rates.c - see generate_rates.h. */
#include "generate_rates.h"

#include <stdio.h>

#include "generate_csv.h"
#include "generate_number.h"

#define DAYS_BACK 4

static int
first_day(void)
{
	return day_make(2026, 8, 28);
}

void
rates_init(struct world *world)
{
	struct random random;
	int32_t rate;

	random_init(&random, world->seed, RANDOM_RATES, 0);
	rate = 109000 + (int32_t)random_below(&random, 2500);
	for (int i = 0; i < RATE_DAYS; i++) {
		bool weekend = day_of_week(first_day() + i) >= 5;

		rate += (int32_t)random_below(&random, 901) - 450;
		world->rate[i] = weekend ? 0 : rate;
	}
}

int32_t
rates_on(const struct world *world, int day)
{
	for (int back = 0; back <= DAYS_BACK; back++) {
		int i = day - back - first_day();

		if (i >= 0 && i < RATE_DAYS && world->rate[i] != 0)
			return world->rate[i];
	}
	die("no rate");
}

void
rates_write(const struct world *world)
{
	char path[4096];
	char day[DAY_TEXT_MAX];
	char rate[NUMBER_TEXT_MAX];
	FILE *file;

	(void)snprintf(
	    path, sizeof(path), "%s/mappings/rates.yaml", world->dir);
	file = open_output(path);
	(void)fputs("# Exchange rates: units of the currency per euro, a row a "
		    "banking day. A day\n# without one takes the latest that "
		    "is at most days_back days older.\n"
		    "fenvoy: 1\nsource: invented rates of the sample company\n",
	    file);
	(void)fprintf(file, "days_back: %d\nrates:\n", DAYS_BACK);
	for (int i = 0; i < RATE_DAYS; i++) {
		if (world->rate[i] == 0)
			continue;
		(void)fprintf(file,
		    "  - { date: %s, currency: SEK, units_per_euro: %s }\n",
		    day_text(day, first_day() + i),
		    number_text(rate, world->rate[i], 4, 4));
	}
	close_output(file, path);
}

int64_t
rates_euro(int64_t minor, int32_t rate)
{
	return rate == 0 ? minor : divide_rounded((wide)minor * 10000, rate);
}
