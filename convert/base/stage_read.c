/* stage_read.c - reading the record files of a stage. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/output.h"
#include "base/record_private.h"
#include "base/stage.h"
#include "base/text.h"

struct stage_reader {
	char *dir;  /* a folder; */
	char *path; /* or one file; neither: standard input */
	const struct record_schema *const *known;
	size_t known_count;
	struct diag_list *diag;
	size_t next;  /* of known, in a folder */
	size_t found; /* files opened */
	bool *seen;   /* per known kind */
	struct record_input input;
	bool open; /* input is in use */
	struct record_reader *reader;
	const struct record_schema *only; /* known of a single file */
	bool done;
	bool failed;
};

static struct stage_reader *
reader_new(const struct record_schema *const *known, size_t known_count,
    struct diag_list *diag)
{
	struct stage_reader *stage;

	stage = mem_calloc(1, sizeof(*stage));
	stage->known = known;
	stage->known_count = known_count;
	stage->seen = mem_calloc(known_count, sizeof(*stage->seen));
	stage->diag = diag;
	return stage;
}

struct stage_reader *
stage_reader_new(const char *dir, const struct record_schema *const *known,
    size_t known_count, struct diag_list *diag)
{
	struct stage_reader *stage = reader_new(known, known_count, diag);

	if (dir != NULL) {
		stage->dir = mem_strdup(dir);
	} else {
		record_input_init(&stage->input, STDIN_FILENO, "<stdin>", diag);
		stage->open = true;
	}
	return stage;
}

struct stage_reader *
stage_reader_file(const char *path, const struct record_schema *schema,
    struct diag_list *diag)
{
	struct stage_reader *stage = reader_new(NULL, 1, diag);

	stage->only = schema;
	stage->known = &stage->only;
	stage->path = mem_strdup(path);
	return stage;
}

static struct record_reader *
reader_failed(struct stage_reader *stage)
{
	stage->failed = true;
	return NULL;
}

static struct record_reader *
reader_refused(struct stage_reader *stage, enum rule_id rule, const char *file,
    const char *text)
{
	diag_add(
	    stage->diag, rule, (struct source_pos){ file, 0, 0 }, "%s", text);
	return reader_failed(stage);
}

static bool
is_stream(const struct stage_reader *stage)
{
	return stage->dir == NULL && stage->path == NULL;
}

/* The finding for a kind that is not one of those expected. */
static void
kind_unknown(struct stage_reader *stage, const char *kind)
{
	const struct source_pos pos = { stage->input.name, stage->input.line,
		sizeof(RECORD_FIRST_LINE) };
	char clipped[TEXT_CLIP_MAX];

	(void)text_clip(kind, strlen(kind), clipped);
	if (is_stream(stage))
		diag_add(stage->diag, RULE_RECORD_UNKNOWN_KIND, pos,
		    "records of kind '%s' are not read here", clipped);
	else
		diag_add(stage->diag, RULE_RECORD_HEADER, pos,
		    "the file holds records of kind '%s', not '%s'", clipped,
		    stage->known[stage->next]->kind);
}

/* The schema that a file of this kind must have, or NULL. */
static const struct record_schema *
kind_schema(struct stage_reader *stage, const char *kind)
{
	size_t i;

	if (!is_stream(stage))
		return strcmp(stage->known[stage->next]->kind, kind) == 0
		           ? stage->known[stage->next]
		           : NULL;
	for (i = 0; i < stage->known_count; i++) {
		if (strcmp(stage->known[i]->kind, kind) == 0) {
			stage->seen[i] = true;
			return stage->known[i];
		}
	}
	return NULL;
}

/*
 * A stream holds every kind of its stage, so one that was cut between two
 * files is seen too.
 */
static struct record_reader *
stream_end(struct stage_reader *stage)
{
	stage->done = true;
	if (stage->found == 0)
		return reader_refused(stage, RULE_RECORD_MISSING,
		    stage->input.name, "the input is empty");
	for (size_t i = 0; i < stage->known_count; i++) {
		if (stage->seen[i])
			continue;
		diag_add(stage->diag, RULE_RECORD_MISSING,
		    (struct source_pos){ stage->input.name, 0, 0 },
		    "the input ends without its records of kind '%s'",
		    stage->known[i]->kind);
		stage->failed = true;
	}
	return NULL;
}

/* Begin a record file at the input's present place. */
static struct record_reader *
file_begin(struct stage_reader *stage)
{
	const struct record_schema *schema;
	const char *kind;
	int status;

	status = record_header(&stage->input, &kind);
	if (status < 0)
		return reader_failed(stage);
	if (status == 0 && is_stream(stage))
		return stream_end(stage);
	if (status == 0)
		return reader_refused(stage, RULE_RECORD_TRUNCATED,
		    stage->input.name, "the file is empty");
	schema = kind_schema(stage, kind);
	if (schema == NULL) {
		kind_unknown(stage, kind);
		return reader_failed(stage);
	}
	stage->found++;
	stage->reader = record_reader_new(&stage->input, schema);
	if (stage->reader == NULL)
		return reader_failed(stage);
	return stage->reader;
}

static void
input_close(struct stage_reader *stage)
{
	if (!stage->open)
		return;
	if (!is_stream(stage))
		(void)close(stage->input.fd);
	record_input_release(&stage->input);
	stage->open = false;
}

/* Read what the caller left of the present file; it must be right too. */
static bool
file_end(struct stage_reader *stage)
{
	char *line;
	size_t len;
	int status;

	if (stage->reader == NULL)
		return true;
	while ((status = record_next(stage->reader)) == 1)
		;
	record_reader_free(stage->reader);
	stage->reader = NULL;
	if (status == 0 && !is_stream(stage)) {
		status = record_input_line(&stage->input, &line, &len);
		if (status == 1) {
			diag_add(stage->diag, RULE_RECORD_TRAILING,
			    (struct source_pos){
				stage->input.name, stage->input.line, 0 },
			    "the file goes on after its closing line");
			status = -1;
		}
		input_close(stage);
		stage->next++;
	}
	if (status != 0)
		stage->failed = true;
	return status == 0;
}

/* A temporary of a kind means that its writer did not come to its end. */
static bool
folder_is_whole(struct stage_reader *stage)
{
	bool whole = true;
	char *path, *name;
	size_t i;

	for (i = 0; i < stage->known_count && whole; i++) {
		name = mem_printf(".%s.tsv.tmp", stage->known[i]->file);
		path = path_join(stage->dir, name);
		whole = !file_exists(path);
		if (!whole)
			(void)reader_refused(stage, RULE_RECORD_TRUNCATED, path,
			    "the stage was not written to its end");
		free(path);
		free(name);
	}
	return whole;
}

/* Open the next file of a folder that is there: 1, none: 0, -1 failed. */
static int
folder_next(struct stage_reader *stage)
{
	char *path, *name;
	int fd;

	for (; stage->next < stage->known_count; stage->next++) {
		if (stage->path != NULL) {
			path = mem_strdup(stage->path);
		} else {
			name = mem_printf(
			    "%s.tsv", stage->known[stage->next]->file);
			path = path_join(stage->dir, name);
			free(name);
		}
		fd = open(path, O_RDONLY | O_CLOEXEC);
		if (fd >= 0) {
			record_input_init(&stage->input, fd, path, stage->diag);
			stage->open = true;
			free(path);
			return 1;
		}
		if (errno != ENOENT || stage->path != NULL) {
			(void)reader_refused(
			    stage, RULE_SYSTEM_FILE, path, strerror(errno));
			free(path);
			return -1;
		}
		free(path);
	}
	return 0;
}

struct record_reader *
stage_reader_next(struct stage_reader *stage)
{
	int status;

	if (stage->failed || !file_end(stage) || stage->done)
		return NULL;
	if (is_stream(stage))
		return file_begin(stage);
	if (stage->dir != NULL && stage->next == 0 && !folder_is_whole(stage))
		return NULL;
	status = folder_next(stage);
	if (status == 1)
		return file_begin(stage);
	stage->done = true;
	if (status == 0 && stage->found == 0)
		return reader_refused(stage, RULE_RECORD_MISSING, stage->dir,
		    "the folder holds no record file of this stage");
	return NULL;
}

int
stage_reader_free(struct stage_reader *stage)
{
	int status;

	if (stage == NULL)
		return 0;
	while (stage_reader_next(stage) != NULL)
		;
	status = stage->failed ? -1 : 0;
	record_reader_free(stage->reader);
	input_close(stage);
	free(stage->seen);
	free(stage->dir);
	free(stage->path);
	free(stage);
	return status;
}
