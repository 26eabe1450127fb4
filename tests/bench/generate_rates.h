/*
 * generate_rates.h - invented SEK rates: one a working day, units per EUR.
 */
#ifndef GENERATE_RATES_H
#define GENERATE_RATES_H

#include "generate_world.h"

void rates_init(struct world *);
/* The latest rate at most four days old, in ten-thousandths. */
int32_t rates_on(const struct world *, int day);
/* Write DIR/mappings/rates.yaml. */
void rates_write(const struct world *);
/* Minor units in EUR at a rate; rate 0 is EUR itself. */
int64_t rates_euro(int64_t minor, int32_t rate);

#endif
