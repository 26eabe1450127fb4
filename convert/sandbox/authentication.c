/* authentication.c - see authentication.h. */
#include "sandbox/authentication.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "base/text.h"
#include "sandbox/call.h"
#include "sandbox/mac.h"
#include "sandbox/moment.h"
#include "sandbox/resource.h"

static const char failed[] = "AUTHENTICATION_FAILED";

static bool
check_presence(const struct call *call, struct sandbox_answer *answer)
{
	for (size_t i = 0; i < CALL_HEADERS; i++) {
		const char *sent = call->header[i];

		if (i == CALL_STATUS_CODES || i == CALL_CONTENT_TYPE ||
		    (sent != NULL && sent[0] != '\0'))
			continue;
		sandbox_refuse(answer, failed, "Header %s is missing",
		    call_header_name((enum call_header)i));
		return false;
	}
	return true;
}

static bool
check_forms(const struct call *call, struct sandbox_answer *answer)
{
	const char *algorithm = call->header[CALL_ALGORITHM];
	bool known;

	if (strcmp(algorithm, "HMACSHA256") != 0) {
		sandbox_refuse(answer, failed,
		    "MAC hash calculation algorithm %s is not supported",
		    algorithm);
		return false;
	}
	(void)call_language(call, &known);
	if (!known)
		sandbox_refuse(answer, failed, "Language %s is not known",
		    call->header[CALL_LANGUAGE]);
	return known;
}

/* Both times are of one reading, and near the server's own. */
static bool
check_times(const struct authentication *rules, const struct call *call,
    struct sandbox_answer *answer)
{
	const char *timestamp = call->header[CALL_TIMESTAMP];
	const char *unix_time = call->header[CALL_UNIX_TIME];
	struct decimal seconds;
	int64_t milliseconds, off;

	if (!moment_parse(timestamp, &milliseconds)) {
		sandbox_refuse(answer, failed,
		    "Timestamp %s is not of the form YYYY-MM-DD HH:MM:SS.mmm",
		    timestamp);
		return false;
	}
	if (!text_is_digits(unix_time, strlen(unix_time)) ||
	    decimal_parse(unix_time, strlen(unix_time), number_style_plain,
		&seconds, NULL) != NUMBER_OK) {
		sandbox_refuse(answer, failed,
		    "Unix timestamp %s is not a number of seconds", unix_time);
		return false;
	}
	if (seconds.units != milliseconds / 1000) {
		sandbox_refuse(answer, failed,
		    "Timestamp %s and Unix timestamp %s do not agree",
		    timestamp, unix_time);
		return false;
	}
	off = seconds.units - rules->now;
	if (off <= rules->skew && off >= -rules->skew)
		return true;
	sandbox_refuse(answer, failed,
	    "Timestamp %s is too far from the server's time", timestamp);
	return false;
}

static bool
check_identity(const struct identity *identity, const struct call *call,
    struct sandbox_answer *answer)
{
	const char *partner = call->header[CALL_PARTNER_ID];
	const char *customer = call->header[CALL_CUSTOMER_ID];
	const char *organisation = call->header[CALL_ORGANISATION];

	if (strcmp(partner, identity->partner_id) != 0)
		sandbox_refuse(answer, failed,
		    "Integration partner not found with identifier: %s",
		    partner);
	else if (strcmp(customer, identity->customer_id) != 0)
		sandbox_refuse(answer, failed,
		    "Integration keys are not valid: %s", customer);
	else if (strcmp(organisation, identity->organisation) != 0)
		sandbox_refuse(answer, failed,
		    "Organisation not found with identifier: %s", organisation);
	else
		return true;
	return false;
}

/* A wrong code is answered with what the right one is made of. */
static bool
check_mac(const struct authentication *rules, const struct call *call,
    struct sandbox_answer *answer)
{
	char *url = mem_printf(
	    "%s://%s%s", rules->scheme, call->header[CALL_HOST], call->target);
	const struct mac_input input = { .url = url,
		.sender = call->header[CALL_SENDER],
		.customer_id = call->header[CALL_CUSTOMER_ID],
		.timestamp = call->header[CALL_TIMESTAMP],
		.language = call->header[CALL_LANGUAGE],
		.organisation = call->header[CALL_ORGANISATION],
		.transaction_id = call->header[CALL_TRANSACTION_ID],
		.unix_time = call->header[CALL_UNIX_TIME],
		.customer_key = rules->identity->customer_key,
		.partner_key = rules->identity->partner_key };
	bool right = mac_is_right(&input, call->header[CALL_MAC]);
	char hex[MAC_HEX_MAX];
	struct buf message;

	if (!right) {
		buf_init(&message, BUF_MAX_DEFAULT);
		mac_put_message(&message, &input);
		sandbox_refuse(answer, failed,
		    "Authentication failed. URI method: %s %s. MAC calculated "
		    "from: %s :: %s",
		    call->method, url, buf_text(&message),
		    mac_reckon(&input, hex));
		buf_release(&message);
	}
	free(url);
	return right;
}

bool
authentication_check(const struct authentication *rules,
    const struct call *call, struct sandbox_answer *answer)
{
	return check_presence(call, answer) && check_forms(call, answer) &&
	       check_times(rules, call, answer) &&
	       check_identity(rules->identity, call, answer) &&
	       check_mac(rules, call, answer);
}
