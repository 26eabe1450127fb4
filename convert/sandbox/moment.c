/* moment.c - see moment.h. */
#include "sandbox/moment.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/text.h"

#define HOUR INT64_C(3600)
#define DAY 86400
#define TIMESTAMP_LEN 23

/* 01:00 UTC of a month's last Sunday; both months have 31 days. */
static int64_t
turn_of(int year, int month)
{
	long days = date_to_days((struct date){ year, month, 31 });

	/* 1970-01-01 was a Thursday. */
	return (int64_t)(days - (days + 4) % 7) * DAY + HOUR;
}

const char *
moment_local(int64_t seconds, char text[MOMENT_LOCAL_MAX])
{
	int year = date_from_days((long)(seconds / DAY)).year;
	bool summer =
	    seconds >= turn_of(year, 3) && seconds < turn_of(year, 10);
	char whole[CLOCK_TEXT_MAX];

	(void)clock_format(seconds + (summer ? 3 : 2) * HOUR, whole);
	memcpy(text, whole, MOMENT_LOCAL_MAX - 1);
	text[MOMENT_LOCAL_MAX - 1] = '\0';
	return text;
}

const char *
moment_http(int64_t seconds, char text[MOMENT_HTTP_MAX])
{
	static const char day_name[] = "SunMonTueWedThuFriSat";
	static const char month_name[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	long days = (long)(seconds / DAY);
	struct date date = date_from_days(days);
	char whole[CLOCK_TEXT_MAX];

	(void)clock_format(seconds, whole);
	(void)snprintf(text, MOMENT_HTTP_MAX, "%.3s, %.2s %.3s %.4s %.8s GMT",
	    day_name + (days + 4) % 7 * 3, whole + 8,
	    month_name + (ptrdiff_t)(date.month - 1) * 3, whole, whole + 11);
	return text;
}

/* Two digits without the zero before them. */
static const char *
unpadded(const char *digits)
{
	return digits[0] == '0' ? digits + 1 : digits;
}

void
moment_put_date(struct buf *out, const char *date)
{
	const char *month = unpadded(date + 5), *day = unpadded(date + 8);

	buf_printf(out, "%.*s.%.*s.%.4s", (int)(date + 10 - day), day,
	    (int)(date + 7 - month), month, date);
}

void
moment_put_stamp(struct buf *out, const char *local)
{
	moment_put_date(out, local);
	buf_printf(out, " %s", unpadded(local + 11));
}

bool
moment_parse(const char *text, int64_t *ret)
{
	char whole[CLOCK_TEXT_MAX];
	int64_t seconds;

	if (strlen(text) != TIMESTAMP_LEN || text[10] != ' ' ||
	    text[19] != '.' || !text_is_digits(text + 20, 3))
		return false;
	memcpy(whole, text, 19);
	whole[10] = 'T';
	whole[19] = 'Z';
	whole[20] = '\0';
	if (!clock_parse(whole, &seconds))
		return false;
	*ret = seconds * 1000 + (int64_t)(text[20] - '0') * 100 +
	       (int64_t)(text[21] - '0') * 10 + (text[22] - '0');
	return true;
}
