/*
 * mac.h - the code that a request is signed with.
 *
 * HMAC-SHA256 with the key customerKey&partnerKey over
 *	url & sender & customerId & timestamp & language & organisationId
 *	& transactionId & timestampUnix & customerKey & partnerKey
 * joined by one ampersand each, every value byte for byte as it was sent
 * (Netvisor, "Authentication"; obligatory since 2025).
 */
#ifndef SANDBOX_MAC_H
#define SANDBOX_MAC_H

#include <stdbool.h>

struct buf;

#define MAC_HEX_MAX 65

struct mac_input {
	const char *url; /* whole, with the query, as it was sent */
	const char *sender;
	const char *customer_id;
	const char *timestamp;
	const char *language;
	const char *organisation;
	const char *transaction_id;
	const char *unix_time;
	const char *customer_key;
	const char *partner_key;
};

/* The message that is signed, keys and all. */
void mac_put_message(struct buf *, const struct mac_input *);
/* Upper-case hex, as Netvisor shows it; returns hex. */
const char *mac_reckon(const struct mac_input *, char hex[MAC_HEX_MAX]);
/* Whether sent is the code, in either case of its letters. */
bool mac_is_right(const struct mac_input *, const char *sent);

#endif
