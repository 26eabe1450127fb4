/*
 * authentication_message.h - what is signed, byte for byte; for
 * authentication.c and its test alone.
 */
#ifndef NETVISOR_AUTHENTICATION_MESSAGE_H
#define NETVISOR_AUTHENTICATION_MESSAGE_H

#include <stddef.h>

#include "netvisor/authentication.h"

/* In the order in which they are joined by '&'; NULL: left out. */
enum message_field {
	MESSAGE_URL,
	MESSAGE_SENDER,
	MESSAGE_CUSTOMER_ID,
	MESSAGE_TIMESTAMP,
	MESSAGE_LANGUAGE,
	MESSAGE_ORGANISATION,
	MESSAGE_TRANSACTION_ID,
	MESSAGE_TIMESTAMP_UNIX,
	MESSAGE_CUSTOMER_KEY,
	MESSAGE_PARTNER_KEY,
	MESSAGE_FIELDS
};

/*
 * Join count fields; text has room for them, no NUL is written. text
 * NULL: only count. Returns the length.
 */
size_t message_join(const char *const *field, size_t count, char *text);
/* HMAC-SHA256 of a message in lower-case hexadecimal. */
void message_mac(const char *key, size_t key_len, const char *message,
    size_t len, char ret[AUTHENTICATION_MAC_MAX]);

#endif
