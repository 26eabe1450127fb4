/*
 * message_bytes.h - a message's bytes to characters and back to XML.
 */
#ifndef SANDBOX_MESSAGE_BYTES_H
#define SANDBOX_MESSAGE_BYTES_H

#include <stddef.h>

struct buf;

/* Append as UTF-8: valid UTF-8 as it is, anything else from ISO 8859-15. */
void message_bytes_to_utf8(struct buf *, const char *, size_t len);
/* Append as UTF-8 what is ISO 8859-15 by its own word. */
void message_bytes_from_latin9(struct buf *, const char *, size_t len);

#endif
