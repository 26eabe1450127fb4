/* clock.c - the one source of wall-clock time. */
#include "base/clock.h"

#include <string.h>
#include <time.h>

#include "base/date.h"

#define SECONDS_PER_DAY 86400

int64_t
clock_now(const struct clock *clock)
{
	return clock->fixed ? clock->seconds : (int64_t)time(NULL);
}

int64_t
clock_now_milliseconds(const struct clock *clock)
{
	struct timespec now = { 0 };

	if (clock->fixed)
		return clock->seconds * 1000;
	(void)clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
two_digits_put(char *text, int64_t value)
{
	text[0] = (char)('0' + value / 10 % 10);
	text[1] = (char)('0' + value % 10);
}

const char *
clock_format(int64_t seconds, char text[CLOCK_TEXT_MAX])
{
	int64_t days = seconds / SECONDS_PER_DAY;
	int64_t second = seconds % SECONDS_PER_DAY;
	struct date date;

	if (second < 0) {
		second += SECONDS_PER_DAY;
		days--;
	}
	date = date_from_days((long)days);
	if (!date_is_set(date)) {
		text[0] = '\0';
		return text;
	}
	memcpy(text, "YYYY-MM-DDTHH:MM:SSZ", CLOCK_TEXT_MAX);
	(void)date_format(date, text);
	text[10] = 'T';
	two_digits_put(text + 11, second / 3600);
	two_digits_put(text + 14, second / 60 % 60);
	two_digits_put(text + 17, second % 60);
	return text;
}

/* The two digits at text, at most most; -1 when they are not. */
static int
two_digits_value(const char *text, int most)
{
	int value;

	if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
		return -1;
	value = (text[0] - '0') * 10 + (text[1] - '0');
	return value <= most ? value : -1;
}

bool
clock_parse(const char *text, int64_t *ret)
{
	struct date date;
	int hour, minute, second;

	if (strlen(text) != CLOCK_TEXT_MAX - 1 ||
	    !date_parse(text, DATE_TEXT_MAX - 1, &date) || text[10] != 'T' ||
	    text[13] != ':' || text[16] != ':' || text[19] != 'Z')
		return false;
	hour = two_digits_value(text + 11, 23);
	minute = two_digits_value(text + 14, 59);
	second = two_digits_value(text + 17, 59);
	if (hour < 0 || minute < 0 || second < 0)
		return false;
	*ret = ((int64_t)date_to_days(date) * 24 + hour) * 3600 +
	       (int64_t)minute * 60 + second;
	return true;
}
