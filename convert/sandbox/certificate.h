/*
 * certificate.h - a certificate and its key, made anew at every start.
 */
#ifndef SANDBOX_CERTIFICATE_H
#define SANDBOX_CERTIFICATE_H

#include <stdbool.h>
#include <stdint.h>

/* Both PEM, NUL-ended; certificate_release wipes the key. */
struct certificate {
	char *certificate;
	char *key;
};

/*
 * A self-signed one (EC, P-256) for name, or for 127.0.0.1, ::1 and localhost
 * when name is NULL; good for a day around now, or over since yesterday.
 * False when OpenSSL fails.
 */
bool certificate_make(
    struct certificate *, const char *name, int64_t now, bool expired);
void certificate_release(struct certificate *);

#endif
