/*
 * csv_encoding_fault.h - the finding about a byte that the encoding of an
 * export does not know.
 */
#ifndef FENERUM_CSV_ENCODING_FAULT_H
#define FENERUM_CSV_ENCODING_FAULT_H

#include <stddef.h>

#include "fenerum/csv_form.h"
#include "fenerum/faults.h"

/*
 * At offset at of a line is what is not UTF-8: an escape (csv_decode.h) if
 * the bytes were converted from another encoding, else a byte as it came.
 */
void csv_encoding_fault(struct faults *, struct source_pos, const char *line,
    size_t len, size_t at, enum csv_encoding);

#endif
