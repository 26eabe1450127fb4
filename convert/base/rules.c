/* rules.c - the catalogue of findings. */
#include <string.h>

#include "base/diag.h"
#include "base/embed.h"
#include "base/sha256.h"
#include "base/text.h"

/* What judges besides the catalogue: schemas, VAT pairs. */
#define JUDGING "convert/netvisor/"

static const struct rule rules[RULE_COUNT] = {
#define RULE(id, name, severity, title, remedy)                                \
	[RULE_##id] = { name, severity, title, remedy },
#include "base/rules.def"
#undef RULE
};

const struct rule *
rule_get(enum rule_id id)
{
	return &rules[id];
}

const struct rule *
rule_find(const char *name)
{
	size_t i;

	for (i = 0; i < RULE_COUNT; i++) {
		if (strcmp(rules[i].name, name) == 0)
			return &rules[i];
	}
	return NULL;
}

/* Do this rule's findings judge a request? */
static bool
is_judging(const struct rule *rule)
{
	return text_starts_with(rule->name, "check.") ||
	       text_starts_with(rule->name, "document.");
}

/* Texts with their final NUL, so that no two catalogues run together alike. */
static void
rule_digest(struct sha256 *sha256, const struct rule *rule)
{
	const char severity = (char)('0' + rule->severity);

	sha256_update(sha256, rule->name, strlen(rule->name) + 1);
	sha256_update(sha256, &severity, 1);
	sha256_update(sha256, rule->title, strlen(rule->title) + 1);
	sha256_update(sha256, rule->remedy, strlen(rule->remedy) + 1);
}

static void
file_digest(struct sha256 *sha256, const struct embedded_file *file)
{
	unsigned char digest[SHA256_SIZE];

	sha256_bytes(file->data, file->len, digest);
	sha256_update(sha256, file->name, strlen(file->name) + 1);
	sha256_update(sha256, digest, sizeof(digest));
}

const char *
rule_set_version(void)
{
	static char version[SHA256_HEX_MAX];
	unsigned char digest[SHA256_SIZE];
	struct sha256 *sha256;
	size_t i;

	if (version[0] == '\0') {
		sha256 = sha256_new();
		for (i = 0; i < RULE_COUNT; i++)
			if (is_judging(&rules[i]))
				rule_digest(sha256, &rules[i]);
		for (i = 0; i < embed_count(); i++) {
			const struct embedded_file *file = embed_get(i);

			if (text_starts_with(file->name, JUDGING))
				file_digest(sha256, file);
		}
		sha256_final(sha256, digest);
		sha256_free(sha256);
		(void)sha256_hex(digest, version);
	}
	return version;
}
