/* sha256.c - SHA-256 through OpenSSL. It can fail for want of memory only. */
#include "base/sha256.h"

#include <pthread.h>
#include <stdlib.h>

#include <openssl/evp.h>

#include "base/mem.h"

struct sha256 {
	EVP_MD_CTX *context;
};

/* Fetched once: to look it up each time costs more than a short digest. */
static EVP_MD *method;
static pthread_once_t method_once = PTHREAD_ONCE_INIT;

static void
method_fetch(void)
{
	method = EVP_MD_fetch(NULL, "SHA256", NULL);
	if (method == NULL)
		mem_exhausted();
}

static const EVP_MD *
sha256_method(void)
{
	(void)pthread_once(&method_once, method_fetch);
	return method;
}

struct sha256 *
sha256_new(void)
{
	struct sha256 *sha256;

	sha256 = mem_calloc(1, sizeof(*sha256));
	sha256->context = EVP_MD_CTX_new();
	if (sha256->context == NULL)
		mem_exhausted();
	sha256_reset(sha256);
	return sha256;
}

void
sha256_reset(struct sha256 *sha256)
{
	if (EVP_DigestInit_ex(sha256->context, sha256_method(), NULL) != 1)
		mem_exhausted();
}

void
sha256_update(struct sha256 *sha256, const void *data, size_t len)
{
	if (EVP_DigestUpdate(sha256->context, data, len) != 1)
		mem_exhausted();
}

void
sha256_final(struct sha256 *sha256, unsigned char ret[SHA256_SIZE])
{
	if (EVP_DigestFinal_ex(sha256->context, ret, NULL) != 1)
		mem_exhausted();
}

void
sha256_free(struct sha256 *sha256)
{
	if (sha256 == NULL)
		return;
	EVP_MD_CTX_free(sha256->context);
	free(sha256);
}

void
sha256_bytes(const void *data, size_t len, unsigned char ret[SHA256_SIZE])
{
	if (EVP_Digest(data, len, ret, NULL, sha256_method(), NULL) != 1)
		mem_exhausted();
}

const char *
sha256_hex(const unsigned char digest[SHA256_SIZE], char text[SHA256_HEX_MAX])
{
	static const char hex[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < SHA256_SIZE; i++) {
		text[2 * i] = hex[digest[i] >> 4];
		text[2 * i + 1] = hex[digest[i] & 15];
	}
	text[SHA256_HEX_MAX - 1] = '\0';
	return text;
}
