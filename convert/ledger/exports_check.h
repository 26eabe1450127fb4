/*
 * exports_check.h - was everything exported that a month consists of?
 *
 * A kind of export that is not there looks like one without rows. Where rows
 * of other kinds need it their own findings say so; this says the rest.
 */
#ifndef LEDGER_EXPORTS_CHECK_H
#define LEDGER_EXPORTS_CHECK_H

#include "ledger/run.h"

/*
 * An error (export.none) when neither invoices nor invoice lines nor
 * ERP lines were exported although a road carries them; a warning
 * (export.missing) that names the other kinds without an export.
 */
void exports_check(struct ledger_run *);

#endif
