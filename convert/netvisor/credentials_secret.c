/*
 * credentials_secret.c - memory for secrets: pages of its own, so that they
 * can be locked and left out of core files as a whole.
 */
#include "netvisor/credentials.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include <openssl/crypto.h>

#include "base/mem.h"

/* Whole pages for size bytes. */
static size_t
page_bytes(size_t size)
{
	const long known = sysconf(_SC_PAGESIZE);
	const size_t page = known > 0 ? (size_t)known : 4096;

	if (size > SIZE_MAX - page)
		mem_exhausted();
	return (size / page + 1) * page;
}

void *
secret_alloc(size_t size)
{
	const size_t bytes = page_bytes(size);
	void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		mem_exhausted();
	/*
	 * Containers often allow no locked memory; a month end must not fail
	 * for that, and such machines rarely swap.
	 */
	(void)mlock(memory, bytes);
#ifdef MADV_DONTDUMP
	(void)madvise(memory, bytes, MADV_DONTDUMP);
#endif
	return memory;
}

void
secret_free(void *memory, size_t size)
{
	if (memory == NULL)
		return;
	secret_wipe(memory, size);
	(void)munmap(memory, page_bytes(size)); /* unlocks, too */
}

void
secret_wipe(void *memory, size_t len)
{
	if (memory != NULL && len > 0)
		OPENSSL_cleanse(memory, len);
}
