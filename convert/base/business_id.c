/* business_id.c - see business_id.h. */
#include "base/business_id.h"

#include <string.h>

#include "base/text.h"

#define BODY 7

static bool
check_digit_is_right(const char digit[BODY + 1])
{
	static const int weight[BODY] = { 7, 9, 10, 5, 8, 4, 2 };
	int i, sum = 0, expected;

	for (i = 0; i < BODY; i++)
		sum += weight[i] * (digit[i] - '0');
	if (sum % 11 == 1)
		return false;
	expected = sum % 11 == 0 ? 0 : 11 - sum % 11;
	return digit[BODY] - '0' == expected;
}

enum business_id_error
business_id_parse(const char *input, char text[BUSINESS_ID_TEXT_MAX])
{
	const char *body = text_starts_with(input, "FI") ? input + 2 : input;
	size_t len = strlen(body), front;
	char digit[BODY + 1];

	front = strcspn(body, "-");
	if (front == len && len == BODY + 1)
		front = BODY;
	else if ((front != BODY && front != BODY - 1) || len != front + 2)
		return BUSINESS_ID_MALFORMED;
	digit[0] = '0';
	memcpy(digit + BODY - front, body, front);
	digit[BODY] = body[len - 1];
	if (!text_is_digits(digit, sizeof(digit)))
		return BUSINESS_ID_MALFORMED;
	if (!check_digit_is_right(digit))
		return BUSINESS_ID_CHECK_DIGIT;
	memcpy(text, digit, BODY);
	text[BODY] = '-';
	text[BODY + 1] = digit[BODY];
	text[BODY + 2] = '\0';
	return BUSINESS_ID_OK;
}
