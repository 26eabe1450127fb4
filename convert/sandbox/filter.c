/* filter.c - see filter.h. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "sandbox/filter.h"
#include "sandbox/wire.h"

bool
filter_given(const struct sandbox_request *request, const char *name)
{
	const char *value = sandbox_parameter(request, name);

	return value != NULL && value[0] != '\0';
}

bool
filter_is_set(const struct sandbox_request *request, const char *name)
{
	const char *value = sandbox_parameter(request, name);

	return value != NULL && strcmp(value, "1") == 0;
}

static bool
refuse(struct sandbox_answer *answer, const char *name, const char *value)
{
	sandbox_refuse(answer, "INVALID_DATA",
	    "Data form incorrect:. Parameter %s has a wrong value: %s", name,
	    value);
	return false;
}

bool
filter_date(const struct sandbox_request *request, const char *name,
    const char **ret, struct sandbox_answer *answer)
{
	const char *value = sandbox_parameter(request, name);
	struct date date;

	if (!filter_given(request, name))
		return true;
	if (!wire_date(value, &date))
		return refuse(answer, name, value);
	*ret = value;
	return true;
}

bool
filter_integer(const struct sandbox_request *request, const char *name,
    int64_t *ret, struct sandbox_answer *answer)
{
	const char *value = sandbox_parameter(request, name);

	if (!filter_given(request, name))
		return true;
	return wire_integer(value, ret) || refuse(answer, name, value);
}

static bool
put_key(struct buf *list, const char *text, size_t len)
{
	char *word = mem_strndup(text, len);
	int64_t key;
	bool fits = wire_integer(word, &key);

	free(word);
	if (fits)
		buf_printf(list, "%" PRId64, key);
	return fits;
}

bool
filter_keys(const struct sandbox_request *request, const char *name,
    struct buf *ret, struct sandbox_answer *answer)
{
	const char *value = sandbox_parameter(request, name);
	const char *at = value;
	size_t count = 0;

	if (!filter_given(request, name))
		return true;
	buf_putc(ret, '[');
	for (;;) {
		size_t len = strcspn(at, ",");

		if (++count > FILTER_KEYS_MAX) {
			sandbox_refuse(answer, "INVALID_DATA",
			    "Parameter %s holds more than %d keys", name,
			    FILTER_KEYS_MAX);
			return false;
		}
		if (!put_key(ret, at, len))
			return refuse(answer, name, value);
		at += len;
		if (*at == '\0')
			break;
		buf_putc(ret, ',');
		at++;
	}
	buf_putc(ret, ']');
	return true;
}
