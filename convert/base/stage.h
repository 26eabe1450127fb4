/*
 * stage.h - the record files of one stage, in a folder or in a pipe.
 *
 * In a folder each kind is FILE.tsv; in a pipe the same files follow one
 * another. A stage appears whole or not at all: files get their names (or
 * bytes reach standard output) only in stage_writer_finish.
 */
#ifndef BASE_STAGE_H
#define BASE_STAGE_H

#include <stddef.h>

#include "base/record.h"

struct stage_writer;
struct stage_reader;

/*
 * dir NULL: standard output. The folder is made if it is missing, and rid of
 * leftover temporaries. Never NULL: a finding comes back as a failure later.
 */
struct stage_writer *stage_writer_new(const char *dir, struct diag_list *);
/*
 * The writer of a kind, opened at its first use; owned by the stage. Several
 * kinds may be open at once. NULL after a finding when a file cannot be made.
 */
struct record_writer *stage_writer_kind(
    struct stage_writer *, const struct record_schema *);
/*
 * Close and publish all kinds in the order of first use, free the writer.
 * Standard output gets every kind of all, with no rows where none was used:
 * so a reader knows that nothing was cut off.
 * Record files of kinds that belong to the same folder but were not used
 * this time are removed, so that nothing old remains. 0, or -1 with a finding.
 */
int stage_writer_finish(struct stage_writer *,
    const struct record_schema *const *all, size_t all_count);
/* Free; nothing appears. */
void stage_writer_abort(struct stage_writer *);

/*
 * dir NULL: standard input (named "<stdin>" in findings). Kinds not listed in
 * known are a finding (record.unknown-kind). No record file at all is one too
 * (record.missing), a kind that standard input lacks likewise, and so is a
 * writer's temporary in the folder: its stage was not finished
 * (record.truncated).
 */
struct stage_reader *stage_reader_new(const char *dir,
    const struct record_schema *const *known, size_t known_count,
    struct diag_list *);
/* A single record file. */
struct stage_reader *stage_reader_file(
    const char *path, const struct record_schema *, struct diag_list *);
/*
 * The next record file, NULL at the end or after a finding. In a folder the
 * files come in the order of known; a missing file is skipped. What is left
 * of the previous file is read and checked first; its reader ends here.
 */
struct record_reader *stage_reader_next(struct stage_reader *);
/*
 * Reads and checks what is left. 0 if all was right, else -1 (findings were
 * added).
 */
int stage_reader_free(struct stage_reader *);

#endif
