/*
 * wording.h - the texts of findings in other languages.
 *
 * English stands at the call sites; messages_fi.def holds every English format
 * with its Finnish. A finished English text is read backwards: the format that
 * explains most of it gives the sentence, what stood in its conversions is put
 * into the Finnish one. So no translation is ever a format of printf, texts
 * that were put together from parts translate as well, and the language can be
 * chosen after a finding was made.
 *
 * What stood in a conversion is translated by itself where the catalogue has
 * it ("a list", "No such file or directory"), unless it stood in quotes: that
 * is data, and no words in it count as the sentence's. A single word may be
 * data too, such as the name of a column, so it is translated only where the
 * Finnish says %#s. %-s leaves all as it stands.
 */
#ifndef BASE_WORDING_H
#define BASE_WORDING_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

enum language {
	LANGUAGE_ENGLISH,
	LANGUAGE_FINNISH,
	LANGUAGE_COUNT
};

/* "en" and "fi", by language. */
extern const char *const language_name[LANGUAGE_COUNT];

/* The language of a name such as en or fi; false: none of ours. */
bool language_find(const char *name, enum language *ret);

/*
 * Append an English text in a language; what the catalogue does not know stays
 * English. False: not even the sentence was known.
 */
bool wording_put(struct buf *, enum language, const char *english);

/* An entry of the catalogue. */
struct wording {
	const char *english;
	const char *finnish;
};
size_t wording_count(void);
const struct wording *wording_get(size_t index);

/* One conversion of a format. */
struct wording_conversion {
	size_t argument; /* from 1 if written as %1$s, else 0 */
	char type[4];    /* length and letter: "s", "zu", "ld" */
	char mark;       /* '#' words too, '-' as it stands, else 0 */
	size_t len;      /* of the conversion in the format */
};

/* The conversion that a '%' begins ("%%" is none): false if it is not one. */
bool wording_conversion_parse(const char *, struct wording_conversion *ret);

#endif
