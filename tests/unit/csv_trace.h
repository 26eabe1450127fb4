/*
 * csv_trace.h - a CSV text from memory, in pieces, as a text that tells what
 * came out; for the tests of the reader.
 */
#ifndef UNIT_CSV_TRACE_H
#define UNIT_CSV_TRACE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/diag.h"
#include "fenerum/csv_reader.h"

/* Gives at most chunk bytes a call. */
struct memory {
	const char *text;
	size_t len;
	size_t at;
	size_t chunk;
};

static ssize_t
read_memory(void *context, void *data, size_t size)
{
	struct memory *memory = context;
	size_t len = memory->len - memory->at;

	if (len > size)
		len = size;
	if (len > memory->chunk)
		len = memory->chunk;
	if (len > 0)
		memcpy(data, memory->text + memory->at, len);
	memory->at += len;
	return (ssize_t)len;
}

static void
trace_row(struct csv_reader *reader, struct buf *trace)
{
	struct faults *faults = csv_reader_faults(reader);

	buf_printf(trace, "%lu", csv_reader_row_pos(reader).line);
	if (csv_reader_is_split(reader)) {
		for (size_t i = 0; i < csv_reader_count(reader); i++) {
			struct csv_field field = csv_reader_fields(reader)[i];

			buf_putc(trace, i == 0 ? ' ' : '|');
			for (size_t j = 0; j < field.len; j++)
				buf_putc(trace, field.text[j] == '\n' ? '/'
						: field.text[j] == '\0'
						    ? '0'
						    : field.text[j]);
			assert_int_equal(field.text[field.len], 0);
		}
	}
	if (faults_any(faults)) {
		buf_puts(trace, " ! ");
		faults_put_rules(faults, trace);
	}
	buf_putc(trace, '\n');
}

/* Read all; the trace is the caller's to release. */
static void
trace_csv_in(struct csv_form form, const char *text, size_t len, size_t chunk,
    struct buf *trace)
{
	struct memory memory = { text, len, 0, chunk };
	struct diag_list *diag = diag_list_new();
	struct csv_reader *reader = csv_reader_new(
	    "t", (struct csv_source){ read_memory, &memory }, form, diag);

	buf_init(trace, BUF_MAX_DEFAULT);
	if (csv_reader_header(reader) == -1) {
		buf_puts(trace, "stop\n");
	} else {
		trace_row(reader, trace);
		while (csv_reader_next(reader) == 1)
			trace_row(reader, trace);
	}
	diag_sort(diag);
	for (size_t i = 0; i < diag_kept(diag); i++) {
		struct diag_view view;

		diag_get(diag, i, &view);
		buf_printf(trace, "%s:%lu:%lu %s\n", view.pos.file,
		    view.pos.line, view.pos.column, view.rule->name);
	}
	csv_reader_free(reader);
	diag_list_free(diag);
}

static inline void
trace_csv(const char *text, size_t len, size_t chunk, struct buf *trace)
{
	trace_csv_in(csv_form_plain, text, len, chunk, trace);
}

#endif
