/*
 * answer_text.h - what the server says, in the request's language.
 *
 * Texts are written in English where they are used; answer_texts.def has the
 * Finnish and the Swedish of the common ones. Others stay English.
 */
#ifndef SANDBOX_ANSWER_TEXT_H
#define SANDBOX_ANSWER_TEXT_H

#include "sandbox/resource.h"

/* The language of what this thread says from now on. */
void answer_language(enum sandbox_language);
/* The text (a format) in that language. */
const char *answer_text_in(const char *) __attribute__((format_arg(1)));

#endif
