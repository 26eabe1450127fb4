/* embed_data.h - the generated table behind embed.h. */
#ifndef BASE_EMBED_DATA_H
#define BASE_EMBED_DATA_H

#include "base/embed.h"

extern const struct embedded_file embed_data[];
extern const size_t embed_data_count;

#endif
