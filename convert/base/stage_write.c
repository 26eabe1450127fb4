/* stage_write.c - writing the record files of a stage. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/output.h"
#include "base/stage.h"

/* Where kinds wait until standard output gets them. */
#define WAITING_TEMPLATE "/tmp/fenvoy-XXXXXX"

struct stage_file {
	const struct record_schema *schema;
	struct record_writer *writer;
	struct atomic_file file; /* folder */
	struct output waiting;   /* standard output: an unlinked file */
};

struct stage_writer {
	char *dir; /* NULL: standard output */
	struct diag_list *diag;
	struct stage_file **file;
	size_t count;
	size_t capacity;
	bool failed;
};

static int
stage_failed(
    struct stage_writer *stage, const char *name, const char *what, int error)
{
	diag_add(stage->diag, RULE_SYSTEM_FILE,
	    (struct source_pos){ name, 0, 0 }, "%s: %s", what, strerror(error));
	stage->failed = true;
	return -1;
}

struct stage_writer *
stage_writer_new(const char *dir, struct diag_list *diag)
{
	struct stage_writer *stage;

	stage = mem_calloc(1, sizeof(*stage));
	stage->diag = diag;
	if (dir != NULL) {
		stage->dir = mem_strdup(dir);
		folder_clean(dir);
		stage->failed = folder_make(dir, diag) != 0;
	}
	return stage;
}

static char *
kind_path(const struct stage_writer *stage, const struct record_schema *schema)
{
	char *name = mem_printf("%s.tsv", schema->file);
	char *path = path_join(stage->dir, name);

	free(name);
	return path;
}

static int
waiting_open(struct stage_writer *stage, struct output *output)
{
	char path[] = WAITING_TEMPLATE;
	int fd;

	fd = mkstemp(path);
	if (fd < 0)
		return stage_failed(
		    stage, path, "a temporary file cannot be made", errno);
	(void)unlink(path);
	output_init(output, fd);
	return 0;
}

/* Open what a kind is written to; 0, or -1 with a finding. */
static int
stage_file_open(struct stage_writer *stage, struct stage_file *file)
{
	char *path;
	int status;

	if (stage->dir == NULL)
		return waiting_open(stage, &file->waiting);
	path = kind_path(stage, file->schema);
	status = atomic_file_open(&file->file, path, stage->diag);
	free(path);
	if (status != 0)
		stage->failed = true;
	return status;
}

struct record_writer *
stage_writer_kind(
    struct stage_writer *stage, const struct record_schema *schema)
{
	struct stage_file *file;
	size_t i;

	for (i = 0; i < stage->count; i++) {
		if (stage->file[i]->schema == schema)
			return stage->file[i]->writer;
	}
	if (stage->failed)
		return NULL;
	file = mem_calloc(1, sizeof(*file));
	file->schema = schema;
	file->file.output.fd = -1;
	file->waiting.fd = -1;
	if (stage_file_open(stage, file) != 0) {
		free(file);
		return NULL;
	}
	file->writer = record_writer_new(
	    stage->dir != NULL ? &file->file.output : &file->waiting, schema);
	stage->file = mem_grow(stage->file, stage->count, &stage->capacity,
	    sizeof(struct stage_file *));
	stage->file[stage->count++] = file;
	return file->writer;
}

/* Closing line, then everything to disk; nothing has its name yet. */
static int
stage_file_close(struct stage_writer *stage, struct stage_file *file)
{
	struct record_writer *writer = file->writer;
	char *path;

	file->writer = NULL;
	if (record_writer_finish(writer) != 0) {
		path = stage->dir != NULL ? kind_path(stage, file->schema)
		                          : mem_strdup(file->schema->file);
		diag_add(stage->diag, RULE_RECORD_OVERFLOW,
		    (struct source_pos){ path, 0, 0 },
		    "a control total of kind %s does not fit in 64 bits",
		    file->schema->kind);
		free(path);
		stage->failed = true;
		return -1;
	}
	if (stage->dir != NULL) {
		if (atomic_file_sync(&file->file, stage->diag) == 0)
			return 0;
		stage->failed = true;
		return -1;
	}
	if (output_flush(&file->waiting) != 0)
		return stage_failed(stage, "<temporary>", "cannot be written",
		    file->waiting.error);
	return 0;
}

/*
 * Copy a waiting file. Output gathers into full blocks, whose ends fall on a
 * file's end only by chance: a stream that is cut between two writes is cut
 * inside a file, and its reader sees that.
 */
static int
waiting_copy(struct stage_writer *stage, struct output *from, struct output *to)
{
	ssize_t got;

	if (lseek(from->fd, 0, SEEK_SET) != 0)
		return stage_failed(
		    stage, "<temporary>", "cannot be read", errno);
	for (;;) {
		got = read(from->fd, from->data, OUTPUT_SIZE);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		output_put(to, from->data, (size_t)got);
	}
	if (got < 0)
		return stage_failed(
		    stage, "<temporary>", "cannot be read", errno);
	return 0;
}

static void
publish_stream(struct stage_writer *stage)
{
	struct output out;
	size_t i;

	output_init(&out, STDOUT_FILENO);
	for (i = 0; i < stage->count && !stage->failed; i++)
		(void)waiting_copy(stage, &stage->file[i]->waiting, &out);
	if (!stage->failed && output_flush(&out) != 0)
		stage_failed(stage, "<stdout>", "cannot be written", out.error);
	output_release(&out);
}

static bool
stage_has(const struct stage_writer *stage, const struct record_schema *schema)
{
	size_t i;

	for (i = 0; i < stage->count; i++) {
		if (stage->file[i]->schema == schema)
			return true;
	}
	return false;
}

static void
kind_remove(struct stage_writer *stage, const struct record_schema *schema)
{
	char *path = kind_path(stage, schema);

	if (unlink(path) != 0 && errno != ENOENT)
		stage_failed(stage, path, "cannot be removed", errno);
	free(path);
}

/*
 * Old kinds go first. A kill on the way leaves temporaries, by which a reader
 * sees that the stage is not whole; a failure takes back what has its name.
 */
static void
publish_folder(struct stage_writer *stage,
    const struct record_schema *const *all, size_t all_count)
{
	size_t i, published;

	for (i = 0; i < all_count && !stage->failed; i++) {
		if (!stage_has(stage, all[i]))
			kind_remove(stage, all[i]);
	}
	for (published = 0; published < stage->count && !stage->failed;
	     published++) {
		if (atomic_file_commit(
			&stage->file[published]->file, stage->diag) != 0)
			stage->failed = true;
	}
	for (i = 0; i < published && stage->failed; i++)
		kind_remove(stage, stage->file[i]->schema);
}

int
stage_writer_finish(struct stage_writer *stage,
    const struct record_schema *const *all, size_t all_count)
{
	size_t i;
	int status;

	for (i = 0; i < all_count && stage->dir == NULL; i++)
		(void)stage_writer_kind(stage, all[i]);
	for (i = 0; i < stage->count && !stage->failed; i++)
		(void)stage_file_close(stage, stage->file[i]);
	if (!stage->failed && stage->dir == NULL)
		publish_stream(stage);
	else if (!stage->failed)
		publish_folder(stage, all, all_count);
	status = stage->failed ? -1 : 0;
	stage_writer_abort(stage);
	return status;
}

void
stage_writer_abort(struct stage_writer *stage)
{
	size_t i;

	if (stage == NULL)
		return;
	for (i = 0; i < stage->count; i++) {
		struct stage_file *file = stage->file[i];

		record_writer_abort(file->writer);
		if (stage->dir != NULL)
			atomic_file_abort(&file->file);
		if (file->waiting.fd >= 0)
			(void)close(file->waiting.fd);
		output_release(&file->waiting);
		free(file);
	}
	free(stage->file);
	free(stage->dir);
	free(stage);
}
