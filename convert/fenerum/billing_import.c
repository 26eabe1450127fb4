/* billing_import.c - see billing_import.h. */
#include "fenerum/billing_import.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/output.h"
#include "fenerum/export_profile.h"

static bool
is_same_file(const struct import *a, dev_t device, ino_t inode)
{
	return a->file.fd != -1 && a->file.device == device &&
	       a->file.inode == inode;
}

/* True if the file was given before. */
static bool
is_repeated(const struct import *all, size_t number, struct diag_list *diag)
{
	const struct import *import = &all[number];
	struct diag *finding;

	for (size_t i = 0; i < number; i++) {
		if (!is_same_file(
			&all[i], import->file.device, import->file.inode))
			continue;
		finding = diag_add(diag, RULE_EXPORT_REPEATED_FILE,
		    (struct source_pos){ .file = import->name->label },
		    "the file is given twice");
		diag_note(finding,
		    (struct source_pos){ .file = all[i].name->label },
		    "the first time");
		return true;
	}
	return false;
}

static void
find_unique(struct import *import)
{
	const struct export_kind *kind = import->match.kind;

	for (size_t i = 0; i < kind->field_count; i++) {
		if (kind->field[i].type == FIELD_TYPE_CHOICE ||
		    (kind->field[i].flags & FIELD_UNIQUE) == 0)
			continue;
		assert(import->unique_count < IMPORT_UNIQUE_MAX);
		import->unique[import->unique_count++] = i;
	}
}

void
import_open(struct import *all, size_t number,
    const struct billing_input *input, struct diag_list *diag)
{
	const struct billing_file *name = &input->file[number];
	struct import *import = &all[number];

	*import = (struct import){ .name = name, .place = IMPORT_NO_PLACE };
	faults_init(&import->refusal, diag);
	if (export_file_open(&import->file, name->path, name->label, diag) ==
	    -1) {
		faults_mark(&import->refusal, RULE_SYSTEM_FILE, "");
		return;
	}
	import->is_skipped = is_repeated(all, number, diag);
	if (import->is_skipped)
		return;
	import->reader = csv_reader_new(name->label,
	    export_file_source(&import->file), input->profile->csv, diag);
	import->is_read =
	    csv_reader_header(import->reader) == 0 &&
	    export_match(input->profile, import->reader, &import->match) == 0;
	if (import->is_read)
		find_unique(import);
	else
		faults_copy(
		    &import->refusal, csv_reader_faults(import->reader));
}

void
import_close(struct import *import)
{
	csv_reader_free(import->reader);
	export_file_close(&import->file);
	rejects_release(&import->rejects);
	faults_release(&import->refusal);
}

static bool
is_base_name(const struct billing_input *input, const char *name)
{
	for (size_t i = 0; i < input->file_count; i++) {
		if (strcmp(path_base(input->file[i].path), name) == 0)
			return true;
	}
	return false;
}

static char *
rejects_name(const struct billing_input *input, size_t number)
{
	const char *base = path_base(input->file[number].path);
	const char *dot = strrchr(base, '.');
	size_t stem =
	    dot != NULL && dot != base ? (size_t)(dot - base) : strlen(base);
	size_t same = 1;
	char *name = mem_strdup(base);

	for (size_t i = 0; i < number; i++)
		same += strcmp(path_base(input->file[i].path), base) == 0;
	while (same > 1 && is_base_name(input, name)) {
		free(name);
		name = mem_printf(
		    "%.*s-%zu%s", (int)stem, base, same, base + stem);
		same += input->file_count;
	}
	return name;
}

int
import_rejects_path(const struct import *all, size_t number,
    const struct billing_input *input, struct diag_list *diag, char **ret_path)
{
	struct stat status;
	char *name;

	*ret_path = NULL;
	if (input->rejects == NULL)
		return 0;
	name = rejects_name(input, number);
	*ret_path = path_join(input->rejects, name);
	free(name);
	if (stat(*ret_path, &status) == -1)
		return 0;
	for (size_t i = 0; i < input->file_count; i++) {
		if (!is_same_file(&all[i], status.st_dev, status.st_ino))
			continue;
		diag_add(diag, RULE_SYSTEM_FILE,
		    (struct source_pos){ .file = *ret_path },
		    "refused rows would be written over an export");
		free(*ret_path);
		*ret_path = NULL;
		return -1;
	}
	return 0;
}
