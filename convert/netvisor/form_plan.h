/* form_plan.h - the plan inside a form; made by form_plan.c, run by form.c. */
#ifndef NETVISOR_FORM_PLAN_H
#define NETVISOR_FORM_PLAN_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

enum form_step_kind {
	FORM_STEP_LITERAL,
	FORM_STEP_IF, /* jump unless one of mask is present */
	FORM_STEP_VALUE,
	FORM_STEP_ATTRIBUTE,
	FORM_STEP_RAW
};

struct form_step {
	enum form_step_kind kind;
	int slot;
	uint32_t mask;
	size_t jump;      /* index of the step to go on at */
	const char *text; /* literal, ended by NUL */
	size_t len;
	const char *element; /* name for findings */
	size_t max_length;   /* SIZE_MAX: any */
};

struct form {
	struct arena arena;
	struct form_step *step;
	size_t step_count;
	size_t step_capacity;
};

#endif
