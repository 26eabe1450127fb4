/* fault.c - see fault.h. */
#include "sandbox/fault.h"

#include <string.h>

static const char *const fault_names[SANDBOX_FAULTS + 1] = {
	[SANDBOX_FAULT_DROP_BEFORE] = "drop-before",
	[SANDBOX_FAULT_DROP_DURING] = "drop-during",
	[SANDBOX_FAULT_DROP_AFTER] = "drop-after",
	[SANDBOX_FAULT_CUT_REPLY] = "cut-reply",
	[SANDBOX_FAULT_HTML_502] = "html-502",
	[SANDBOX_FAULT_HTML_502_AFTER] = "html-502-after",
	[SANDBOX_FAULT_MAINTENANCE] = "maintenance",
	[SANDBOX_FAULT_TECHNICAL] = "technical",
	[SANDBOX_FAULT_BUSY_429] = "busy-429",
};

const char *
fault_name(enum sandbox_fault fault)
{
	return fault_names[fault];
}

enum sandbox_fault
fault_find(const char *name)
{
	unsigned fault = 0;

	while (fault < SANDBOX_FAULTS && strcmp(fault_names[fault], name) != 0)
		fault++;
	return (enum sandbox_fault)fault;
}
