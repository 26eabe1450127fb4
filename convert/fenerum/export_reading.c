/* export_reading.c - see export_reading.h. */
#include "fenerum/export_reading.h"

#include <string.h>
#include <sys/stat.h>

#include "base/record_kinds.h"
#include "base/stage.h"
#include "base/table.h"
#include "fenerum/export_file.h"

/* The digests of the exports that are about to be read, one a line. */
static void
put_digests(const struct billing_input *input, struct table *digests,
    struct diag_list *scratch)
{
	for (size_t i = 0; i < input->file_count; i++) {
		const struct billing_file *name = &input->file[i];
		char text[SHA256_HEX_MAX], data[16384];
		struct export_file file;
		struct csv_source source;
		struct stat status;
		const char *digest;

		/* What is no file on disk can be opened but once. */
		if (stat(name->path, &status) == -1 ||
		    !S_ISREG(status.st_mode) ||
		    export_file_open(&file, name->path, name->label, scratch) ==
			-1)
			continue;
		source = export_file_source(&file);
		while (source.read(source.context, data, sizeof(data)) > 0)
			;
		digest = export_file_digest(&file, text);
		*table_slot(digests, digest, strlen(digest), NULL) = digests;
		export_file_close(&file);
	}
}

bool
export_reading_load(const char *dir, const struct billing_input *input,
    struct diag_list *scratch, struct export_reading *ret)
{
	static const struct record_schema *const kind[] = {
		&record_kind_export
	};
	struct stage_reader *stage = stage_reader_new(dir, kind, 1, scratch);
	struct record_reader *record;
	char month[MONTH_TEXT_MAX];
	struct table digests;

	*ret = (struct export_reading){ .rows = 0 };
	(void)month_format(input->month, month);
	table_init(&digests);
	while ((record = stage_reader_next(stage)) != NULL) {
		/* Not before: a first reading needs no digests. */
		put_digests(input, &digests, scratch);
		while (record_next(record) == 1) {
			ret->rows++;
			ret->same +=
			    table_find(&digests,
				record_text(record, EXPORT_SHA256),
				record_text_len(record, EXPORT_SHA256)) != NULL;
			ret->other_month |=
			    strcmp(record_text(record, EXPORT_MONTH), month) !=
			    0;
		}
	}
	table_release(&digests);
	return stage_reader_free(stage) == 0 && ret->rows > 0;
}
