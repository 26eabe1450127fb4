/*
 * export_reading.h - were these exports read before? By billing/exports.tsv
 * and the digests of the files.
 */
#ifndef FENERUM_EXPORT_READING_H
#define FENERUM_EXPORT_READING_H

#include <stdbool.h>
#include <stddef.h>

#include "fenerum/billing_read.h"

/* What billing/exports.tsv says of the reading before. */
struct export_reading {
	size_t rows; /* exports that were read */
	size_t same; /* of them: byte by byte among those to be read now */
	bool other_month;
};

/*
 * dir is the billing folder. Takes the digests of the exports of input, so it
 * reads them all. False if there was no reading, or its record is damaged;
 * findings go to the list, which nobody need see.
 */
bool export_reading_load(const char *dir, const struct billing_input *,
    struct diag_list *, struct export_reading *ret);

#endif
