/*
 * generate_month.h - both months of a world, written one after the other.
 */
#ifndef GENERATE_MONTH_H
#define GENERATE_MONTH_H

#include "generate_world.h"

void months_write(const struct world *);

#endif
