/*
 * glob.h - patterns of descriptions: * is any run of characters, ? is one
 * character, everything else is itself. There is no escape.
 */
#ifndef MAPPING_GLOB_H
#define MAPPING_GLOB_H

#include <stdbool.h>

bool glob_match(const char *pattern, const char *text);
/* Does every text of the second pattern match the first? May say no wrongly. */
bool glob_covers(const char *pattern, const char *other);
/*
 * Is there a text that matches both? ? stands for one byte here, so this may
 * say no wrongly beyond ASCII.
 */
bool glob_meets(const char *pattern, const char *other);

#endif
