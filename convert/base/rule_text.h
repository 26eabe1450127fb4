/*
 * rule_text.h - what rules_fi.def and rule_examples.def hold; the tests see to
 * it that nothing is NULL.
 */
#ifndef BASE_RULE_TEXT_H
#define BASE_RULE_TEXT_H

#include "base/diag.h"

struct rule_finnish {
	const char *title;
	const char *remedy;
};

/* A finding as it came up: "exports/invoices.csv:3:7" and its text. */
struct rule_example {
	const char *place;
	const char *text;
};

const struct rule_finnish *rule_finnish(enum rule_id);
const struct rule_example *rule_example(enum rule_id);

#endif
