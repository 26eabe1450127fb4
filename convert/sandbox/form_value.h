/*
 * form_value.h - what stands in one element: its text and attributes.
 */
#ifndef SANDBOX_FORM_VALUE_H
#define SANDBOX_FORM_VALUE_H

#include <stdbool.h>

#include "sandbox/form.h"

struct message_node;

/* Is text one of the words of a list such as "net|gross"? */
bool form_listed(const char *list, const char *text);
/* Both are false with a reason appended. */
bool form_check_text(const struct form_row *, const struct message_node *,
    bool edit, struct buf *ret_why);
bool form_check_attributes(
    const struct form_row *, const struct message_node *, struct buf *ret_why);

#endif
