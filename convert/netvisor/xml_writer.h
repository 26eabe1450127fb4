/*
 * xml_writer.h - text into XML, in the encoding of a company's requests.
 *
 * Nothing is replaced or dropped: a character that XML 1.0 cannot hold, or
 * that the encoding cannot, is an error, and the buffer is then as it was.
 * TAB, line feed and carriage return inside a text are written as references,
 * so that one element is one line and comes back as it went.
 */
#ifndef NETVISOR_XML_WRITER_H
#define NETVISOR_XML_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mapping/company.h"

struct buf;

enum xml_text_fault {
	XML_TEXT_OK,
	XML_TEXT_NOT_UTF8,
	XML_TEXT_NOT_XML,       /* controls, U+FFFE, U+FFFF */
	XML_TEXT_NOT_ENCODABLE, /* iso-8859-15 only */
	XML_TEXT_TOO_LARGE      /* past the buffer's cap */
};

struct xml_text_error {
	enum xml_text_fault fault;
	size_t offset;      /* of the first wrong byte */
	uint32_t character; /* the character there, if it is one */
};

/*
 * Append UTF-8 text as element content, or (quoted) as the value of an
 * attribute in double quotes. ret is filled only when false is returned.
 */
bool xml_put_text(struct buf *, enum body_encoding, const char *, size_t len,
    struct xml_text_error *ret);
bool xml_put_quoted(struct buf *, enum body_encoding, const char *, size_t len,
    struct xml_text_error *ret);

/* The encoding's name in manifest.tsv and company.yaml. */
const char *body_encoding_name(enum body_encoding);
/* The encoding of a name; false when there is none. */
bool body_encoding_find(const char *name, enum body_encoding *ret);

#endif
