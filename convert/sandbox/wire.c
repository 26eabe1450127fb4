/* wire.c - see wire.h. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "sandbox/wire.h"

#define INTEGER_DIGITS 18
#define DAY_MILLISECONDS 86400000

bool
wire_integer(const char *text, int64_t *ret)
{
	const char *digit = *text == '-' ? text + 1 : text;
	size_t len = strlen(digit);
	int64_t value = 0;

	if (len > INTEGER_DIGITS || !text_is_digits(digit, len))
		return false;
	for (; *digit != '\0'; digit++)
		value = value * 10 + (*digit - '0');
	*ret = *text == '-' ? -value : value;
	return true;
}

bool
wire_decimal(const char *text, struct decimal *ret)
{
	static const struct number_style comma = { .point = ',' };
	size_t len = strlen(text);

	return decimal_parse(text, len,
		   strchr(text, ',') != NULL ? comma : number_style_plain, ret,
		   NULL) == NUMBER_OK;
}

bool
wire_cents(const char *text, int64_t *ret_cents)
{
	struct decimal value;

	return wire_decimal(text, &value) && decimal_trim(value).scale <= 2 &&
	       decimal_product(&value, 1, 2, ret_cents);
}

bool
wire_rounded(const char *text, int64_t *ret_cents)
{
	struct decimal value;

	return wire_decimal(text, &value) &&
	       decimal_product(&value, 1, 2, ret_cents);
}

bool
wire_date(const char *text, struct date *ret)
{
	return date_parse(text, strlen(text), ret);
}

/* A hyphen and one digit or two; how many characters they are, 0: others. */
static size_t
day_or_month(const char *text, char padded[2])
{
	size_t len = *text == '-' ? strspn(text + 1, "0123456789") : 0;

	if (len != 1 && len != 2)
		return 0;
	padded[0] = '0';
	if (len == 2)
		padded[0] = text[1];
	padded[1] = text[len];
	return len + 1;
}

bool
wire_message_date(const char *text, struct date *ret)
{
	char padded[DATE_TEXT_MAX] = "YYYY-MM-DD";
	size_t month, day;

	if (strlen(text) < 4)
		return false;
	memcpy(padded, text, 4);
	month = day_or_month(text + 4, padded + 5);
	if (month == 0)
		return false;
	day = day_or_month(text + 4 + month, padded + 8);
	return day != 0 && text[4 + month + day] == '\0' &&
	       wire_date(padded, ret);
}

const char *
wire_plain(struct decimal value, char text[DECIMAL_TEXT_MAX])
{
	(void)decimal_format(decimal_trim(value), '.', text);
	return text;
}

const char *
wire_comma(const char *plain, char text[DECIMAL_TEXT_MAX])
{
	return wire_padded(plain, 0, text);
}

const char *
wire_padded(const char *plain, unsigned digits, char text[DECIMAL_TEXT_MAX])
{
	struct decimal value;
	int64_t units;

	text[0] = '\0';
	if (!wire_decimal(plain, &value))
		return text;
	if (value.scale < digits &&
	    decimal_product(&value, 1, digits, &units)) {
		value.units = units;
		value.scale = digits;
	}
	(void)decimal_format(value, ',', text);
	return text;
}

static int
two_digits(const char *text)
{
	return (text[0] - '0') * 10 + (text[1] - '0');
}

/* Is it YYYY-MM-DDThh:mm:ss, perhaps with a fraction? */
static bool
is_time(const char *time)
{
	static const char form[] = "dddd-dd-ddTdd:dd:dd";
	size_t i;

	for (i = 0; form[i] != '\0'; i++)
		if (form[i] == 'd' ? time[i] < '0' || time[i] > '9'
				   : time[i] != form[i])
			return false;
	return true;
}

const char *
wire_time_after(
    const char *time, int64_t milliseconds, char text[WIRE_TIME_MAX])
{
	struct date day;
	int64_t at;
	int rest;
	char date[DATE_TEXT_MAX];

	if (milliseconds <= 0 || !is_time(time) ||
	    !date_parse(time, 10, &day)) {
		(void)snprintf(text, WIRE_TIME_MAX, "%s", time);
		return text;
	}
	at = milliseconds + 1000 * (int64_t)(two_digits(time + 11) * 3600 +
					     two_digits(time + 14) * 60 +
					     two_digits(time + 17));
	day = date_from_days(date_to_days(day) + (long)(at / DAY_MILLISECONDS));
	rest = (int)(at % DAY_MILLISECONDS);
	(void)snprintf(text, WIRE_TIME_MAX, "%sT%02d:%02d:%02d",
	    date_format(day, date), rest / 3600000, rest / 60000 % 60,
	    rest / 1000 % 60);
	if (rest % 1000 != 0) {
		size_t len = strlen(text);

		(void)snprintf(
		    text + len, WIRE_TIME_MAX - len, ".%03d", rest % 1000);
	}
	return text;
}
