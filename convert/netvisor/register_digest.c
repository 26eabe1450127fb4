/* register_digest.c - which registers were those? See register.h. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/output.h"
#include "base/record_kinds.h"
#include "netvisor/file_digest.h"
#include "netvisor/register.h"

#define NO_FILE "-"

int
registers_digest(
    const char *dir, char text[SHA256_HEX_MAX], struct diag_list *diag)
{
	unsigned char digest[SHA256_SIZE];
	struct sha256 *sha256 = sha256_new();
	char file[SHA256_HEX_MAX];
	int result = 0;

	for (size_t i = 0; i < record_stage_registers_count; i++) {
		char *name =
		    mem_printf("%s.tsv", record_stage_registers[i]->file);
		char *path = path_join(dir, name);
		const char *mark = file;

		if (!file_digest(path, 0, file)) {
			mark = NO_FILE;
			/* A file that is not there is not there. */
			if (errno != ENOENT && errno != ENOTDIR) {
				(void)diag_add(diag, RULE_SYSTEM_FILE,
				    (struct source_pos){ path, 0, 0 },
				    "cannot be read: %s", strerror(errno));
				result = -1;
			}
		}
		sha256_update(sha256, name, strlen(name) + 1);
		sha256_update(sha256, mark, strlen(mark) + 1);
		free(path);
		free(name);
	}
	sha256_final(sha256, digest);
	sha256_free(sha256);
	(void)sha256_hex(digest, text);
	return result;
}
