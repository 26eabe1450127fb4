/*
 * xml_crowd.h - start tags with more attributes, or longer, than any message
 * has a use for. libxml2 compares each attribute of a tag with all others of
 * it: hundreds of thousands in one tag hold it for minutes.
 *
 * The bytes are those of UTF-8 or of another charset that holds ASCII as it
 * is; they may come in pieces of any size.
 */
#ifndef NETVISOR_XML_CROWD_H
#define NETVISOR_XML_CROWD_H

#include <stdbool.h>
#include <stddef.h>

#define XML_CROWD_ATTRIBUTES 1000
#define XML_CROWD_TAG ((size_t)1 << 20) /* bytes, from < to > */

/* Where the piece before ended; begin with all zero. */
struct xml_crowd {
	bool begun; /* the last byte was a < */
	bool inside;
	char quote; /* '\0': outside a value */
	size_t attributes;
	size_t len;
};

/* False as soon as a tag is crowded; no piece may follow then. */
bool xml_crowd_pass(struct xml_crowd *, const char *, size_t len);

#endif
