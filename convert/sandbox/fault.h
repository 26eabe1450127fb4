/* fault.h - the names of the faults, as they are asked for and logged. */
#ifndef SANDBOX_FAULT_H
#define SANDBOX_FAULT_H

#include "sandbox/sandbox.h"

/* "drop-before" and so on; NULL for SANDBOX_FAULTS. */
const char *fault_name(enum sandbox_fault);
/* SANDBOX_FAULTS when there is none of the name. */
enum sandbox_fault fault_find(const char *name);

#endif
