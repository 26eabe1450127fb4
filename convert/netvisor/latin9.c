/* latin9.c - see latin9.h. */
#include "netvisor/latin9.h"

#include "base/buf.h"

static const struct {
	unsigned char byte;
	uint32_t character;
} differing[] = {
	{ 0xA4, 0x20AC }, /* euro sign */
	{ 0xA6, 0x0160 }, /* S with caron */
	{ 0xA8, 0x0161 }, /* s with caron */
	{ 0xB4, 0x017D }, /* Z with caron */
	{ 0xB8, 0x017E }, /* z with caron */
	{ 0xBC, 0x0152 }, /* OE */
	{ 0xBD, 0x0153 }, /* oe */
	{ 0xBE, 0x0178 }  /* Y with diaeresis */
};
#define DIFFERING_COUNT (sizeof(differing) / sizeof(differing[0]))

bool
latin9_encode(uint32_t character, unsigned char *ret)
{
	for (size_t i = 0; i < DIFFERING_COUNT; i++) {
		if (differing[i].character == character) {
			*ret = differing[i].byte;
			return true;
		}
		if (differing[i].byte == character)
			return false;
	}
	if (character > 0xFF)
		return false;
	*ret = (unsigned char)character;
	return true;
}

uint32_t
latin9_decode(unsigned char byte)
{
	for (size_t i = 0; i < DIFFERING_COUNT; i++) {
		if (differing[i].byte == byte)
			return differing[i].character;
	}
	return byte;
}

void
latin9_to_utf8(const char *data, size_t len, struct buf *out)
{
	for (size_t i = 0; i < len; i++) {
		const uint32_t character =
		    latin9_decode((unsigned char)data[i]);

		if (character < 0x80) {
			buf_putc(out, data[i]);
		} else if (character < 0x800) {
			buf_putc(out, (char)(0xC0 | (character >> 6)));
			buf_putc(out, (char)(0x80 | (character & 0x3F)));
		} else {
			buf_putc(out, (char)(0xE0 | (character >> 12)));
			buf_putc(out, (char)(0x80 | ((character >> 6) & 0x3F)));
			buf_putc(out, (char)(0x80 | (character & 0x3F)));
		}
	}
}
