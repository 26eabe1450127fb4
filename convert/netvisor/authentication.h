/*
 * authentication.h - Netvisor's request headers and their MAC.
 *
 * HMACSHA256 only: the older SHA256 and MD5 are being removed (vendor
 * announcement 77000290155; "Authentication / contact method", 766842).
 *	message = url & sender & customerId & timestamp & language &
 *	          organisationId & transactionId & timestampUnix &
 *	          customerKey & partnerKey
 *	key     = customerKey & partnerKey
 * where & is that one byte. Values are signed as they stand in the headers,
 * the URL as it is sent. Which charset the vendor would take for anything
 * else is not known, so what is signed must be printable ASCII.
 */
#ifndef NETVISOR_AUTHENTICATION_H
#define NETVISOR_AUTHENTICATION_H

#include <stdbool.h>
#include <stdint.h>

struct credentials;
struct diag_list;

#define AUTHENTICATION_MAC_MAX 65  /* 64 digits and a NUL */
#define AUTHENTICATION_TIME_MAX 24 /* "YYYY-MM-DD HH:MM:SS.mmm" */
#define AUTHENTICATION_UNIX_MAX 21
#define TRANSACTION_ID_MAX 37 /* a GUID with hyphens */

/* One request, as it is signed. */
struct signing {
	const char *url; /* with its query */
	const char *sender;
	const char *language;     /* FI, EN, SE */
	const char *organisation; /* 1234567-8 */
	const char *transaction_id;
	int64_t milliseconds; /* since 1970-01-01 UTC: one reading for both */
};

/* What goes into the headers. */
struct signature {
	char timestamp[AUTHENTICATION_TIME_MAX];
	char timestamp_unix[AUTHENTICATION_UNIX_MAX];
	char mac[AUTHENTICATION_MAC_MAX];
};

/*
 * Sign. 0, or -1 after findings: access.ascii names each value that is empty,
 * is not printable ASCII, or has blanks where its header or the URL would lose
 * them; access.clock, when the time is before 1970 or after 2199.
 */
int authentication_sign(const struct credentials *, const struct signing *,
    struct signature *ret, struct diag_list *);

/* A new random GUID (version 4), lower case; returns id. */
const char *transaction_id_make(char id[TRANSACTION_ID_MAX]);

#endif
