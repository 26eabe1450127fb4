/*
 * xml_quick.h - accepting a right document quickly.
 *
 * A reader of the plain XML that requests are written in, which judges by the
 * tables of a schema (schema.h) as it reads. Its yes is as good as the schema
 * validator's: what it accepts is well-formed and valid. Its no says nothing:
 * the document may be right in a way that is not plain (a comment, CDATA,
 * CRLF, an empty-element tag, an entity in an attribute, an element whose type
 * is opaque), so the caller then asks xml_reader.h, which also finds the words
 * for what is wrong.
 *
 * The same events as from xml_reader.h, but for three things: there are no
 * places and no faults, a text comes whole, and blanks between elements do not
 * come at all. When the answer is no, the events so far count for nothing.
 */
#ifndef NETVISOR_XML_QUICK_H
#define NETVISOR_XML_QUICK_H

#include <stdbool.h>
#include <stddef.h>

struct schema;
struct xml_events;
struct xml_quick;

/*
 * The schema is prepared (schema_prepare) and lives longer; several readers,
 * also of several threads, may share it. fault is never called.
 */
struct xml_quick *xml_quick_new(
    const struct schema *, const struct xml_events *, void *context);
void xml_quick_free(struct xml_quick *);
/*
 * Is a document of valid UTF-8, ended by a NUL that is not counted, valid
 * beyond doubt? A reader can read many.
 */
bool xml_quick_read(struct xml_quick *, const char *, size_t len);

#endif
