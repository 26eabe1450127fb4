/* authentication.c - see authentication.h. */
#include "netvisor/authentication.h"

#include <stdio.h>
#include <string.h>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include "base/clock.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "netvisor/authentication_message.h"
#include "netvisor/credentials.h"

_Static_assert(AUTHENTICATION_MAC_MAX == SHA256_HEX_MAX, "one digest");

/* Fetched once, which is most of a call's cost, and kept to the end. */
static EVP_MAC *hmac;
static CRYPTO_ONCE hmac_once = CRYPTO_ONCE_STATIC_INIT;

static void
hmac_fetch(void)
{
	hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
}

void
message_mac(const char *key, size_t key_len, const char *message, size_t len,
    char ret[AUTHENTICATION_MAC_MAX])
{
	char digest_name[] = "SHA256";
	const OSSL_PARAM parameter[] = { OSSL_PARAM_construct_utf8_string(
					     OSSL_MAC_PARAM_DIGEST, digest_name,
					     0),
		OSSL_PARAM_construct_end() };
	unsigned char digest[SHA256_SIZE];
	EVP_MAC_CTX *context;
	size_t size = 0;

	/* As with SHA-256, all this can fail for want of memory only. */
	if (CRYPTO_THREAD_run_once(&hmac_once, hmac_fetch) != 1 || hmac == NULL)
		mem_exhausted();
	context = EVP_MAC_CTX_new(hmac);
	if (context == NULL ||
	    EVP_MAC_init(
		context, (const unsigned char *)key, key_len, parameter) != 1 ||
	    EVP_MAC_update(context, (const unsigned char *)message, len) != 1 ||
	    EVP_MAC_final(context, digest, &size, sizeof(digest)) != 1 ||
	    size != sizeof(digest))
		mem_exhausted();
	EVP_MAC_CTX_free(context);
	(void)sha256_hex(digest, ret);
}

size_t
message_join(const char *const *field, size_t count, char *text)
{
	size_t at = 0;

	for (size_t i = 0; i < count; i++) {
		size_t len;

		if (field[i] == NULL)
			continue;
		if (at > 0) {
			if (text != NULL)
				text[at] = '&';
			at++;
		}
		len = strlen(field[i]);
		if (text != NULL)
			memcpy(text + at, field[i], len);
		at += len;
	}
	return at;
}

/*
 * Why a value cannot be signed as a header would carry it, or NULL. Blanks at
 * its ends a header would lose, blanks in a URL end it.
 */
static const char *
value_fault(const char *value, bool blanks)
{
	size_t len;

	if (value == NULL || *value == '\0')
		return "is empty";
	len = strlen(value);
	for (size_t i = 0; i < len; i++) {
		if (value[i] < ' ' || value[i] > '~')
			return "holds more than printable ASCII";
		if (value[i] == ' ' && (!blanks || i == 0 || i == len - 1))
			return "holds a blank where none can be";
	}
	return NULL;
}

static bool
values_are_right(const char *const field[MESSAGE_FIELDS],
    const char *partner_id, struct diag_list *diag)
{
	static const char *const name[MESSAGE_FIELDS + 1] = { "URL", "sender",
		"customer id", "time", "language", "organisation",
		"transaction id", "Unix time", "customer key", "partner key",
		"partner id" };
	bool right = true;

	for (size_t i = 0; i <= MESSAGE_FIELDS; i++) {
		const char *const fault =
		    value_fault(i < MESSAGE_FIELDS ? field[i] : partner_id,
			i != MESSAGE_URL);

		if (fault == NULL)
			continue;
		right = false;
		(void)diag_add(diag, RULE_ACCESS_ASCII,
		    (struct source_pos){ "", 0, 0 }, "the %s %s", name[i],
		    fault);
	}
	return right;
}

/* Both times from the one reading; false when no calendar has it. */
static bool
times_make(int64_t milliseconds, struct signature *ret)
{
	const int64_t seconds = milliseconds / 1000;
	char text[CLOCK_TEXT_MAX];

	if (milliseconds < 0 || clock_format(seconds, text)[0] == '\0')
		return false;
	/* "YYYY-MM-DDTHH:MM:SSZ", but a blank for the T and ".mmm" for the Z.
	 */
	text[10] = ' ';
	(void)snprintf(ret->timestamp, sizeof(ret->timestamp), "%.19s.%03u",
	    text, (unsigned)(milliseconds % 1000));
	(void)snprintf(ret->timestamp_unix, sizeof(ret->timestamp_unix), "%lld",
	    (long long)seconds);
	return true;
}

int
authentication_sign(const struct credentials *credentials,
    const struct signing *signing, struct signature *ret,
    struct diag_list *diag)
{
	const char *const field[MESSAGE_FIELDS] = { signing->url,
		signing->sender, credentials->customer_id, ret->timestamp,
		signing->language, signing->organisation,
		signing->transaction_id, ret->timestamp_unix,
		credentials->customer_key, credentials->partner_key };
	const char *const *const keys = &field[MESSAGE_CUSTOMER_KEY];
	size_t len, key_len;
	char *secret;

	if (!times_make(signing->milliseconds, ret)) {
		(void)diag_add(diag, RULE_ACCESS_CLOCK,
		    (struct source_pos){ "", 0, 0 },
		    "the clock shows a time before 1970 or after 2199");
		return -1;
	}
	if (!values_are_right(field, credentials->partner_id, diag))
		return -1;
	len = message_join(field, MESSAGE_FIELDS, NULL);
	key_len = message_join(keys, 2, NULL);
	secret = secret_alloc(len + key_len);
	(void)message_join(field, MESSAGE_FIELDS, secret);
	(void)message_join(keys, 2, secret + len);
	message_mac(secret + len, key_len, secret, len, ret->mac);
	secret_free(secret, len + key_len);
	return 0;
}

const char *
transaction_id_make(char id[TRANSACTION_ID_MAX])
{
	static const char hex[] = "0123456789abcdef";
	unsigned char random[16];
	size_t at = 0;

	/* Better no request than one whose id can be guessed or repeats. */
	if (RAND_bytes(random, sizeof(random)) != 1)
		mem_exhausted();
	random[6] = (unsigned char)((random[6] & 0x0f) | 0x40); /* version 4 */
	random[8] = (unsigned char)((random[8] & 0x3f) | 0x80); /* RFC 4122 */
	for (size_t i = 0; i < sizeof(random); i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			id[at++] = '-';
		id[at++] = hex[random[i] >> 4];
		id[at++] = hex[random[i] & 15];
	}
	id[at] = '\0';
	return id;
}
