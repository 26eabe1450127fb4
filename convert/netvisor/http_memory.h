/*
 * http_memory.h - memory for libcurl that is wiped when it is given back.
 *
 * libcurl copies the headers of a request, with the MAC, and what comes in,
 * which may echo what was signed; it frees those copies as they are.
 */
#ifndef NETVISOR_HTTP_MEMORY_H
#define NETVISOR_HTTP_MEMORY_H

#include <stdbool.h>

/* Start libcurl with that memory; curl_global_cleanup ends it. */
bool http_memory_start(void);

#endif
