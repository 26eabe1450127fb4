/*
 * credentials.h - the four words that open Netvisor, and nothing else that
 * knows them.
 *
 * Invariants: all four are there, printable ASCII, and lie in memory that is
 * neither swapped out nor written into a core file; they are wiped when freed,
 * and so is every buffer they went through. No finding ever quotes a value.
 *
 * The text form is a line each, in any order, '#' begins a comment line:
 *	customer_id: ...
 *	customer_key: ...
 *	partner_id: ...
 *	partner_key: ...
 * Blanks around name and value do not count; a value is taken as it stands,
 * at most 512 characters, a key at least 4. Whatever is wrong with the lines
 * is said at once, a finding for each kind of fault.
 */
#ifndef NETVISOR_CREDENTIALS_H
#define NETVISOR_CREDENTIALS_H

#include <stddef.h>

struct diag_list;

struct credentials {
	const char *customer_id;
	const char *customer_key;
	const char *partner_id;
	const char *partner_key;
};

#define CREDENTIALS_TEXT_MAX ((size_t)8192)

/*
 * Read a file that belongs to this user and that only this user may read
 * (mode 0600 or stricter; no symbolic link). NULL after findings
 * (access.credentials).
 */
struct credentials *credentials_read(const char *path, struct diag_list *);
/*
 * The same from text of len bytes, which is wiped; label is what findings
 * call it.
 */
struct credentials *credentials_parse(
    char *text, size_t len, const char *label, struct diag_list *);
void credentials_free(struct credentials *);

/*
 * Memory as the credentials have it, for what is derived from them (the MAC's
 * input). Never NULL.
 */
void *secret_alloc(size_t size);
void secret_free(void *, size_t size);
/* Wipe bytes in a way that no compiler leaves out. */
void secret_wipe(void *, size_t len);

/*
 * Overwrite with '*' every place where a key, in any letter case, or a run of
 * 64 or more hexadecimal digits (a MAC) stands in text; returns how many there
 * were, places that touch or overlap counting as they are met. A key is known
 * too with characters written as XML (&amp; &#38; &#x26;) or a URL (%26) does,
 * or with markup in it that a reader drops (a comment, the bounds of CDATA);
 * one of fewer than 4 characters only where it is a whole word. Answers go
 * through here before anything else sees them.
 */
size_t credentials_redact(const struct credentials *, char *text, size_t len);

#endif
