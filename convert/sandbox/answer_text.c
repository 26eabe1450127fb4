/* answer_text.c - see answer_text.h. */
#include "sandbox/answer_text.h"

#include <string.h>

static const struct {
	const char *in[3]; /* by enum sandbox_language */
} text[] = {
#define TEXT(english, finnish, swedish) { { finnish, english, swedish } },
#include "sandbox/answer_texts.def"
#undef TEXT
};

static _Thread_local enum sandbox_language current = SANDBOX_EN;

void
answer_language(enum sandbox_language language)
{
	current = language;
}

const char *
answer_text_in(const char *english)
{
	for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++)
		if (strcmp(text[i].in[SANDBOX_EN], english) == 0)
			return text[i].in[current];
	return english;
}
