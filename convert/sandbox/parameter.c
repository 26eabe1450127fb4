/* parameter.c - see parameter.h. */
#include "sandbox/parameter.h"

#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "base/text.h"
#include "sandbox/resource.h"

static bool
wrong(struct sandbox_answer *answer, const char *name, const char *word)
{
	sandbox_refuse(answer, "INVALID_DATA",
	    "Data form incorrect:. Parameter %s has a wrong value: %s", name,
	    word);
	return false;
}

bool
parameter_list(const struct sandbox_request *request,
    struct sandbox_answer *answer, struct arena *arena, const char *name,
    size_t most, struct parameter_list *ret)
{
	const char *value = sandbox_parameter(request, name);
	size_t count = 1;

	ret->count = 0;
	ret->word = NULL;
	if (value == NULL)
		return true;
	for (const char *at = value; *at != '\0'; at++)
		count += *at == ',';
	if (count > most) {
		sandbox_refuse(answer, "INVALID_DATA",
		    "Data form incorrect:. Parameter %s has more than %d "
		    "values",
		    name, (int)most);
		return false;
	}
	ret->word = arena_alloc(arena, count * sizeof(ret->word[0]));
	for (;;) {
		size_t len = strcspn(value, ",");

		if (len == 0)
			return wrong(answer, name, "");
		ret->word[ret->count++] = arena_strndup(arena, value, len);
		if (value[len] == '\0')
			return true;
		value += len + 1;
	}
}

bool
parameter_key(struct sandbox_answer *answer, const char *name, const char *word,
    int64_t *ret)
{
	struct decimal key;

	if (!text_is_digits(word, strlen(word)) ||
	    decimal_parse(word, strlen(word), number_style_plain, &key, NULL) !=
		NUMBER_OK)
		return wrong(answer, name, word);
	*ret = key.units;
	return true;
}

bool
parameter_moment(struct sandbox_answer *answer, const char *name,
    const char *word, bool with_time)
{
	size_t len = strlen(word);
	char whole[CLOCK_TEXT_MAX];
	struct date date;
	int64_t seconds;

	if (len == DATE_TEXT_MAX - 1 && date_parse(word, len, &date))
		return true;
	if (with_time && len == CLOCK_TEXT_MAX - 2) {
		memcpy(whole, word, len);
		whole[len] = 'Z';
		whole[len + 1] = '\0';
		if (clock_parse(whole, &seconds))
			return true;
	}
	return wrong(answer, name, word);
}

bool
parameter_switch(const struct sandbox_request *request,
    struct sandbox_answer *answer, const char *name, bool *ret)
{
	const char *value = sandbox_parameter(request, name);

	*ret = value != NULL && strcmp(value, "1") == 0;
	if (value == NULL || *ret || strcmp(value, "0") == 0)
		return true;
	return wrong(answer, name, value);
}

bool
parameter_method(const struct sandbox_request *request,
    struct sandbox_answer *answer, bool *ret_editing)
{
	const char *method = sandbox_parameter(request, "method");

	*ret_editing = method != NULL && text_equal_ignore_case(method, "edit");
	if (*ret_editing ||
	    (method != NULL && text_equal_ignore_case(method, "add")))
		return true;
	sandbox_refuse(answer, "INVALID_DATA",
	    "Data form incorrect:. Parameter method must be add or edit");
	return false;
}
