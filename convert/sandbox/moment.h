/*
 * moment.h - points in time as the server writes them. Netvisor's clock shows
 * Finnish time: UTC+2, UTC+3 from the last Sunday of March, 01:00 UTC, to the
 * last Sunday of October, 01:00 UTC (Directive 2000/84/EC).
 */
#ifndef SANDBOX_MOMENT_H
#define SANDBOX_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

struct buf;

#define MOMENT_LOCAL_MAX 20
#define MOMENT_HTTP_MAX 30

/* "2026-11-25T10:15:31" in Finland; returns text. */
const char *moment_local(int64_t seconds, char text[MOMENT_LOCAL_MAX]);
/* "Wed, 25 Nov 2026 08:15:31 GMT" (RFC 9110, 5.6.7); returns text. */
const char *moment_http(int64_t seconds, char text[MOMENT_HTTP_MAX]);
/* A local moment as "25.11.2026 10:15:31", day, month and hour unpadded. */
void moment_put_stamp(struct buf *, const char *local);
/* A date YYYY-MM-DD as "25.11.2026". */
void moment_put_date(struct buf *, const char *date);
/* "YYYY-MM-DD HH:MM:SS.mmm", strict; *ret in milliseconds since 1970. */
bool moment_parse(const char *, int64_t *ret);

#endif
