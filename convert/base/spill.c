/* spill.c - see spill.h. */
#include "base/spill.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

#define TEMPLATE "/tmp/fenvoy-XXXXXX"
#define BLOCK ((size_t)64 << 10)

void
spill_init(struct spill *spill, size_t parts, size_t most)
{
	*spill = (struct spill){ .part_count = parts, .most = most, .fd = -1 };
	spill->part = mem_calloc(parts, sizeof(*spill->part));
}

void
spill_release(struct spill *spill)
{
	for (size_t i = 0; i < spill->part_count; i++) {
		free(spill->part[i].data);
		free(spill->part[i].extent);
	}
	free(spill->part);
	if (spill->fd >= 0)
		(void)close(spill->fd);
	*spill = (struct spill){ .fd = -1 };
}

static void
file_make(struct spill *spill)
{
	char path[] = TEMPLATE;

	spill->fd = mkstemp(path);
	if (spill->fd < 0)
		spill->error = errno;
	else
		(void)unlink(path);
}

static void
file_write(struct spill *spill, const char *data, size_t len)
{
	while (len > 0 && spill->error == 0) {
		ssize_t written = pwrite(spill->fd, data, len, spill->end);

		if (written < 0) {
			if (errno != EINTR)
				spill->error = errno;
			continue;
		}
		spill->end += written;
		data += written;
		len -= (size_t)written;
	}
}

/* Move what a part has in memory to the file. */
static void
part_spill(struct spill *spill, struct spill_part *part)
{
	const struct spill_extent extent = { spill->end, part->len };

	if (spill->fd < 0 && spill->error == 0)
		file_make(spill);
	file_write(spill, part->data, part->len);
	part->extent = mem_grow(part->extent, part->extent_count,
	    &part->extent_capacity, sizeof(*part->extent));
	part->extent[part->extent_count++] = extent;
	part->len = 0;
}

void
spill_put(struct spill *spill, size_t number, const void *data, size_t len)
{
	struct spill_part *part = &spill->part[number];

	if (part->len > 0 && part->len + len > spill->most)
		part_spill(spill, part);
	if (part->capacity - part->len < len) {
		size_t needed = part->len + len;

		part->capacity = 2 * part->capacity;
		if (part->capacity < needed)
			part->capacity = needed;
		if (part->capacity > spill->most && needed <= spill->most)
			part->capacity = spill->most;
		part->data = mem_realloc(part->data, part->capacity, 1);
	}
	memcpy(part->data + part->len, data, len);
	part->len += len;
}

/* Reading ----------------------------------------------------------------- */

/* The block of the extent at the reader's place; false after an error. */
static bool
block_read(struct spill_reader *reader, const struct spill_extent *extent)
{
	size_t wanted = extent->len - reader->at, got = 0;

	if (wanted > BLOCK)
		wanted = BLOCK;
	if (reader->block == NULL)
		reader->block = mem_calloc(BLOCK, 1);
	while (got < wanted && reader->spill->error == 0) {
		ssize_t part = pread(reader->spill->fd, reader->block + got,
		    wanted - got, extent->offset + (off_t)(reader->at + got));

		if (part == 0)
			reader->spill->error = EIO;
		else if (part > 0)
			got += (size_t)part;
		else if (errno != EINTR)
			reader->spill->error = errno;
	}
	reader->block_at = reader->at;
	reader->block_len = got;
	return reader->spill->error == 0;
}

/* What can be had in one piece at the reader's place; 0 at the end. */
static size_t
piece(struct spill_reader *reader, const char **ret)
{
	const struct spill_part *part = &reader->spill->part[reader->part];

	while (reader->extent < part->extent_count &&
	       reader->at == part->extent[reader->extent].len) {
		reader->extent++;
		reader->at = 0;
		reader->block_len = 0;
	}
	if (reader->extent == part->extent_count) {
		*ret = part->data + reader->at;
		return part->len - reader->at;
	}
	if (reader->at >= reader->block_at + reader->block_len &&
	    !block_read(reader, &part->extent[reader->extent]))
		return 0;
	*ret = reader->block + (reader->at - reader->block_at);
	return reader->block_at + reader->block_len - reader->at;
}

bool
spill_read(struct spill_reader *reader, void *data, size_t len)
{
	char *to = data;

	if (reader->spill->error != 0)
		return false;
	while (len > 0) {
		const char *from;
		size_t size = piece(reader, &from);

		if (size == 0)
			return false;
		if (size > len)
			size = len;
		memcpy(to, from, size);
		reader->at += size;
		to += size;
		len -= size;
	}
	return true;
}

void
spill_reader_release(struct spill_reader *reader)
{
	free(reader->block);
	reader->block = NULL;
}
