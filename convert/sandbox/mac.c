/* mac.c - see mac.h. */
#include "sandbox/mac.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

void
mac_put_message(struct buf *message, const struct mac_input *input)
{
	buf_printf(message, "%s&%s&%s&%s&%s&%s&%s&%s&%s&%s", input->url,
	    input->sender, input->customer_id, input->timestamp,
	    input->language, input->organisation, input->transaction_id,
	    input->unix_time, input->customer_key, input->partner_key);
}

/* HMAC-SHA256; OpenSSL fails here only without memory. */
static void
hmac(const char *key, const struct buf *message, unsigned char digest[32])
{
	static char sha256[] = "SHA256";
	OSSL_PARAM params[2] = { OSSL_PARAM_construct_utf8_string(
				     OSSL_MAC_PARAM_DIGEST, sha256, 0),
		OSSL_PARAM_construct_end() };
	EVP_MAC *algorithm = EVP_MAC_fetch(NULL, "HMAC", NULL);
	EVP_MAC_CTX *context;
	size_t len = 0;

	if (algorithm == NULL)
		mem_exhausted();
	context = EVP_MAC_CTX_new(algorithm);
	if (context == NULL ||
	    EVP_MAC_init(context, (const unsigned char *)key, strlen(key),
		params) != 1 ||
	    EVP_MAC_update(context, (const unsigned char *)message->data,
		message->len) != 1 ||
	    EVP_MAC_final(context, digest, &len, 32) != 1 || len != 32)
		mem_exhausted();
	EVP_MAC_CTX_free(context);
	EVP_MAC_free(algorithm);
}

const char *
mac_reckon(const struct mac_input *input, char hex[MAC_HEX_MAX])
{
	static const char digits[] = "0123456789ABCDEF";
	char *key =
	    mem_printf("%s&%s", input->customer_key, input->partner_key);
	unsigned char digest[32];
	struct buf message;

	buf_init(&message, BUF_MAX_DEFAULT);
	mac_put_message(&message, input);
	hmac(key, &message, digest);
	for (size_t i = 0; i < sizeof(digest); i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 15];
	}
	hex[MAC_HEX_MAX - 1] = '\0';
	buf_release(&message);
	free(key);
	return hex;
}

bool
mac_is_right(const struct mac_input *input, const char *sent)
{
	char right[MAC_HEX_MAX], upper[MAC_HEX_MAX];

	if (strlen(sent) != MAC_HEX_MAX - 1)
		return false;
	for (size_t i = 0; i < MAC_HEX_MAX; i++) {
		upper[i] = sent[i];
		if (sent[i] >= 'a' && sent[i] <= 'f')
			upper[i] = (char)(sent[i] - 'a' + 'A');
	}
	(void)mac_reckon(input, right);
	return CRYPTO_memcmp(right, upper, MAC_HEX_MAX) == 0;
}
