/* certificate.c - see certificate.h. */
#include "sandbox/certificate.h"

#include <arpa/inet.h>
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"

#define DAY INT64_C(86400)
#define VERSION_3 2

static bool
add_extension(X509 *x509, int nid, const char *value)
{
	X509V3_CTX context;
	X509_EXTENSION *extension;
	bool added;

	X509V3_set_ctx(&context, x509, x509, NULL, NULL, 0);
	extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
	added = extension != NULL && X509_add_ext(x509, extension, -1) == 1;
	X509_EXTENSION_free(extension);
	return added;
}

static bool
add_names(X509 *x509, const char *name)
{
	unsigned char address[sizeof(struct in6_addr)];
	bool is_address, added;
	char *value;

	if (name == NULL)
		return add_extension(x509, NID_subject_alt_name,
		    "IP:127.0.0.1, IP:::1, DNS:localhost");
	is_address = inet_pton(AF_INET, name, address) == 1 ||
	             inet_pton(AF_INET6, name, address) == 1;
	value = mem_printf("%s:%s", is_address ? "IP" : "DNS", name);
	added = add_extension(x509, NID_subject_alt_name, value);
	free(value);
	return added;
}

static bool
set_validity(X509 *x509, int64_t now, bool expired)
{
	time_t begin = (time_t)(now - (expired ? 2 : 1) * DAY);
	time_t end = (time_t)(now + (expired ? -1 : 1) * DAY);

	return X509_time_adj(X509_getm_notBefore(x509), 0, &begin) != NULL &&
	       X509_time_adj(X509_getm_notAfter(x509), 0, &end) != NULL;
}

/* A serial number of its own, so that no two of an issuer are alike. */
static bool
set_serial(X509 *x509)
{
	uint64_t serial = 0;

	return RAND_bytes((unsigned char *)&serial, sizeof(serial)) == 1 &&
	       ASN1_INTEGER_set_uint64(
		   X509_get_serialNumber(x509), serial >> 1 | 1) == 1;
}

static bool
fill(X509 *x509, EVP_PKEY *key, const char *name, int64_t now, bool expired)
{
	static const unsigned char common[] = "netvisor-sandbox";
	X509_NAME *subject = X509_get_subject_name(x509);

	return X509_set_version(x509, VERSION_3) == 1 && set_serial(x509) &&
	       set_validity(x509, now, expired) &&
	       X509_NAME_add_entry_by_txt(
		   subject, "CN", MBSTRING_ASC, common, -1, -1, 0) == 1 &&
	       X509_set_issuer_name(x509, subject) == 1 &&
	       X509_set_pubkey(x509, key) == 1 &&
	       add_extension(x509, NID_basic_constraints, "critical,CA:TRUE") &&
	       add_names(x509, name) && X509_sign(x509, key, EVP_sha256()) > 0;
}

static char *
text_of(BIO *bio)
{
	char *data = NULL;
	long len = BIO_get_mem_data(bio, &data);

	return mem_strndup(data, len > 0 ? (size_t)len : 0);
}

static bool
write_pem(struct certificate *certificate, X509 *x509, EVP_PKEY *key)
{
	BIO *one = BIO_new(BIO_s_mem()), *two = BIO_new(BIO_s_secmem());
	bool written =
	    one != NULL && two != NULL && PEM_write_bio_X509(one, x509) == 1 &&
	    PEM_write_bio_PrivateKey(two, key, NULL, NULL, 0, NULL, NULL) == 1;

	if (written) {
		certificate->certificate = text_of(one);
		certificate->key = text_of(two);
	}
	BIO_free(one);
	BIO_free(two);
	return written;
}

bool
certificate_make(struct certificate *certificate, const char *name, int64_t now,
    bool expired)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *x509 = X509_new();
	bool made;

	memset(certificate, 0, sizeof(*certificate));
	made = key != NULL && x509 != NULL &&
	       fill(x509, key, name, now, expired) &&
	       write_pem(certificate, x509, key);
	X509_free(x509);
	EVP_PKEY_free(key);
	return made;
}

void
certificate_release(struct certificate *certificate)
{
	if (certificate->key != NULL)
		OPENSSL_cleanse(certificate->key, strlen(certificate->key));
	free(certificate->key);
	free(certificate->certificate);
	memset(certificate, 0, sizeof(*certificate));
}
