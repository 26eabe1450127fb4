/*
 * xml_message.h - what libxml2 says, in our form: one sentence in small
 * letters, without a final stop, facets in brackets or hints to programmers.
 */
#ifndef NETVISOR_XML_MESSAGE_H
#define NETVISOR_XML_MESSAGE_H

struct buf;

/* The cleaned message stands in the buffer, whose text is returned. */
const char *xml_message(struct buf *, const char *message);

#endif
