/* csv_decode.c - see csv_decode.h. */
#include "fenerum/csv_decode.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fenerum/csv_prologue.h"

#define BEGIN_BYTES ((size_t)8)
#define UNIT_BIT (UINT32_C(1) << 17)

enum mode {
	MODE_BEGIN, /* the first bytes have not been looked at */
	MODE_RAW,
	MODE_CONVERT
};

struct csv_decoder {
	enum csv_encoding encoding;
	struct csv_source source;
	enum mode mode;
	iconv_t conversion;
	size_t unit; /* bytes that an invalid sequence is skipped by */
	bool is_big; /* UTF-16, the high byte first */
	bool finished;
	size_t begin; /* of what is not yet converted, in data */
	size_t end;
	char data[CSV_BLOCK / 2];
};

static const char *const iconv_name[CSV_ENCODING_COUNT] = { "UTF-8",
	"ISO-8859-1", "ISO-8859-15", "CP1252", "UTF-16LE" };

/* What iconv_open failed to open is -1 as a pointer. */
static bool
is_open(iconv_t conversion)
{
	return (intptr_t)conversion != -1;
}

struct csv_decoder *
csv_decoder_new(enum csv_encoding encoding, struct csv_source source)
{
	iconv_t conversion = iconv_open("UTF-8", iconv_name[encoding]);
	struct csv_decoder *decoder;

	if (!is_open(conversion))
		return NULL;
	decoder = mem_calloc(1, sizeof(*decoder));
	decoder->encoding = encoding;
	decoder->source = source;
	decoder->conversion = conversion;
	decoder->unit = encoding == CSV_UTF_16 ? 2 : 1;
	return decoder;
}

void
csv_decoder_free(struct csv_decoder *decoder)
{
	if (decoder == NULL)
		return;
	if (is_open(decoder->conversion))
		(void)iconv_close(decoder->conversion);
	free(decoder);
}

/* Read on; -1 with errno, 0 at the end. */
static ssize_t
fill(struct csv_decoder *decoder)
{
	ssize_t got;

	if (decoder->finished)
		return 0;
	memmove(decoder->data, decoder->data + decoder->begin,
	    decoder->end - decoder->begin);
	decoder->end -= decoder->begin;
	decoder->begin = 0;
	do {
		got = decoder->source.read(decoder->source.context,
		    decoder->data + decoder->end,
		    sizeof(decoder->data) - decoder->end);
	} while (got < 0 && errno == EINTR);
	if (got > 0)
		decoder->end += (size_t)got;
	decoder->finished = got == 0;
	return got;
}

/* Escapes --------------------------------------------------------------- */

/* A lead byte of no UTF-8, and three that go on with a character. */
static void
escape_write(char *to, uint32_t value)
{
	to[0] = CSV_ESCAPE_LEAD;
	to[1] = (char)(0x80 | (value >> 12 & 0x3F));
	to[2] = (char)(0x80 | (value >> 6 & 0x3F));
	to[3] = (char)(0x80 | (value & 0x3F));
}

bool
csv_escape_read(const char *text, size_t len, struct csv_escape *ret)
{
	uint32_t value = 0;

	if (len < CSV_ESCAPE_LEN || text[0] != CSV_ESCAPE_LEAD)
		return false;
	for (size_t i = 1; i < CSV_ESCAPE_LEN; i++) {
		if (((unsigned char)text[i] & 0xC0) != 0x80)
			return false;
		value = value << 6 | ((unsigned char)text[i] & 0x3F);
	}
	*ret =
	    (struct csv_escape){ value & ~UNIT_BIT, (value & UNIT_BIT) != 0 };
	return true;
}

/* Take what cannot be converted out of the way; false without room. */
static bool
escape(struct csv_decoder *decoder, char **to, size_t *room)
{
	const char *at = decoder->data + decoder->begin;
	size_t len = decoder->end - decoder->begin;
	uint32_t value = (unsigned char)at[0];

	if (*room < CSV_ESCAPE_LEN)
		return false;
	if (decoder->unit == 2 && len >= 2) {
		uint32_t second = (unsigned char)at[1];

		value = UNIT_BIT | (decoder->is_big ? value << 8 | second
						    : second << 8 | value);
		len = 2;
	} else {
		len = 1;
	}
	escape_write(*to, value);
	decoder->begin += len;
	*to += CSV_ESCAPE_LEN;
	*room -= CSV_ESCAPE_LEN;
	return true;
}

/* Converting ------------------------------------------------------------- */

static bool
begins_with(const struct csv_decoder *decoder, const char *mark, size_t len)
{
	return decoder->end - decoder->begin >= len &&
	       memcmp(decoder->data + decoder->begin, mark, len) == 0;
}

static void
begin_utf_16(struct csv_decoder *decoder)
{
	decoder->is_big = begins_with(decoder, "\xFE\xFF", 2);
	if (!decoder->is_big && !begins_with(decoder, "\xFF\xFE", 2))
		return;
	decoder->mode = MODE_CONVERT;
	decoder->begin += 2;
	if (!decoder->is_big)
		return;
	(void)iconv_close(decoder->conversion);
	decoder->conversion = iconv_open("UTF-8", "UTF-16BE");
	if (!is_open(decoder->conversion))
		decoder->mode = MODE_RAW;
}

static int
begin(struct csv_decoder *decoder)
{
	while (decoder->end < BEGIN_BYTES) {
		ssize_t got = fill(decoder);

		if (got < 0)
			return -1;
		if (got == 0)
			break;
	}
	decoder->mode = MODE_RAW;
	if (begins_with(decoder, "\xEF\xBB\xBF", 3))
		return 0;
	if (decoder->encoding == CSV_UTF_16)
		begin_utf_16(decoder);
	else if (!csv_prologue_is_foreign(decoder->data, decoder->end))
		decoder->mode = MODE_CONVERT;
	return 0;
}

/* Convert what there is; false if more has to be read first. */
static bool
convert(struct csv_decoder *decoder, char **to, size_t *room)
{
	while (decoder->begin < decoder->end) {
		char *from = decoder->data + decoder->begin;
		size_t left = decoder->end - decoder->begin;
		size_t result =
		    iconv(decoder->conversion, &from, &left, to, room);
		int error = errno;

		decoder->begin = decoder->end - left;
		if (result != (size_t)-1)
			break;
		if (error == E2BIG)
			return true;
		/* A character that is cut may go on with the next bytes. */
		if (error == EINVAL && !decoder->finished)
			return false;
		if (!escape(decoder, to, room))
			return true;
	}
	return false;
}

static ssize_t
copy(struct csv_decoder *decoder, char *data, size_t size)
{
	size_t len = decoder->end - decoder->begin;

	if (len == 0)
		return decoder->source.read(
		    decoder->source.context, data, size);
	if (len > size)
		len = size;
	memcpy(data, decoder->data + decoder->begin, len);
	decoder->begin += len;
	return (ssize_t)len;
}

static ssize_t
read_decoded(void *context, void *data, size_t size)
{
	struct csv_decoder *decoder = context;
	char *to = data;
	size_t room = size;

	if (decoder->mode == MODE_BEGIN && begin(decoder) == -1)
		return -1;
	if (decoder->mode == MODE_RAW)
		return copy(decoder, data, size);
	for (;;) {
		bool is_full = convert(decoder, &to, &room);
		ssize_t got;

		if (is_full || room < size)
			break;
		got = fill(decoder);
		if (got < 0)
			return -1;
		/* At the end once more, for what was cut. */
		if (got == 0 && decoder->begin == decoder->end)
			break;
	}
	return (ssize_t)(size - room);
}

struct csv_source
csv_decoder_source(struct csv_decoder *decoder)
{
	return (struct csv_source){ read_decoded, decoder };
}

bool
csv_decoder_converts(const struct csv_decoder *decoder)
{
	return decoder->mode == MODE_CONVERT;
}
