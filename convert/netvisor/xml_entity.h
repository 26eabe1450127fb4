/* xml_entity.h - the five entities of XML and its character references. */
#ifndef NETVISOR_XML_ENTITY_H
#define NETVISOR_XML_ENTITY_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/*
 * Append, as UTF-8, what a reference at text stands for; *high becomes true
 * when that is not ASCII. text is ended by NUL. Returns the bytes used, or 0
 * when it is no reference, or one to what is no character of XML.
 */
size_t xml_entity_put(struct buf *, const char *text, bool *high);

#endif
