/* fenerum-read.c - Fenerum's CSV exports to billing records. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/output.h"
#include "base/record_kinds.h"
#include "base/stage.h"
#include "common.h"
#include "fenerum/billing_compare.h"
#include "fenerum/billing_read.h"
#include "fenerum/export_path.h"
#include "fenerum/export_profile.h"
#include "fenerum/profile_draft.h"
#include "mapping/company.h"

struct options {
	const char *company;
	const char *month;
	const char *profile;
	const char *out;
	const char *rejects;
	bool draft;
};

/* The export profile of the company, or the one that was named. */
static struct export_profile *
load_profile(
    const struct tool *tool, const struct options *options, int *ret_status)
{
	struct company *company = NULL;
	struct export_profile *profile = NULL;
	const char *path = options->profile, *label = path;

	if (options->company != NULL) {
		company = company_load(options->company, tool->diag);
		if (company == NULL) {
			*ret_status = STATUS_CONFIG;
			return NULL;
		}
	}
	if (path == NULL && company != NULL) {
		size_t len = strlen(company->dir);

		path = label = company->profile;
		if (strncmp(path, company->dir, len) == 0 && path[len] == '/')
			label = path + len + 1;
	}
	profile = export_profile_load(path, label, tool->diag);
	company_free(company);
	return profile;
}

/* Beside the billing folder, unless another folder is named. */
static char *
rejects_folder(const struct options *options)
{
	char *dir, *path;

	if (options->rejects != NULL)
		return mem_strdup(options->rejects);
	if (options->out == NULL)
		return NULL;
	dir = path_join(options->out, "..");
	path = path_join(dir, "rejects");
	free(dir);
	return path;
}

static void
read_files(const struct tool *tool, const struct options *options,
    struct billing_input *input, char *const *paths)
{
	struct stage_writer *stage;
	struct billing_file *file =
	    mem_calloc(input->file_count, sizeof(*file));
	char **label = mem_calloc(input->file_count, sizeof(*label));
	char *rejects;

	for (size_t i = 0; i < input->file_count; i++) {
		label[i] = export_path_label(paths[i], input->month);
		file[i] = (struct billing_file){ paths[i], label[i] };
	}
	input->file = file;
	if (options->out != NULL)
		input->compare = billing_compare_new(options->out, input);
	stage = stage_writer_new(options->out, tool->diag);
	/* Now that the billing folder is there, so is the one above it. */
	rejects = rejects_folder(options);
	input->rejects = rejects;
	if ((input->compare == NULL ||
		billing_compare_begin(input->compare, tool->diag) == 0) &&
	    billing_read(input, stage, tool->diag) == 0 &&
	    (input->compare == NULL ||
		billing_compare_write(input->compare, tool->diag) == 0)) {
		if (stage_writer_finish(stage, record_stage_billing,
			record_stage_billing_count) == -1 &&
		    input->compare != NULL)
			billing_compare_undo(input->compare);
	} else {
		stage_writer_abort(stage);
	}
	billing_compare_free(input->compare);
	free(rejects);
	for (size_t i = 0; i < input->file_count; i++)
		free(label[i]);
	free(label);
	free(file);
}

/* Draft a profile for files that nobody has described yet. */
static int
draft(struct tool *tool, const struct options *options, int count,
    char *const *paths)
{
	struct buf yaml;

	if (options->company != NULL || options->profile != NULL ||
	    options->month != NULL || options->rejects != NULL)
		tool_usage_error(tool, "--profile-from takes -o only");
	if (count == 0)
		tool_usage_error(tool, "no export is named");
	buf_init(&yaml, BUF_MAX_DEFAULT);
	profile_draft(paths, (size_t)count, &yaml, tool->diag);
	if (options->out != NULL)
		(void)atomic_file_write(
		    options->out, buf_text(&yaml), yaml.len, tool->diag);
	else
		(void)fwrite(buf_text(&yaml), 1, yaml.len, stdout);
	buf_release(&yaml);
	return tool_finish(tool, STATUS_DONE);
}

int
main(int argc, char **argv)
{
	struct options options = { .company = NULL };
	const struct tool_option table[] = {
		{ 'c', "company", "FILE", "the company's company.yaml",
		    &options.company, NULL },
		{ 'm', "month", "YYYY-MM",
		    "month of the exports (else their folder's name)",
		    &options.month, NULL },
		{ 'p', "profile", "FILE",
		    "export profile (else that of the company)",
		    &options.profile, NULL },
		{ 'o', "output", "DIR",
		    "folder for the records (else standard output)",
		    &options.out, NULL },
		{ 0, "profile-from", NULL,
		    "draft an export profile from the files; -o names a file",
		    NULL, &options.draft },
		{ 0, "rejects", "DIR",
		    "folder for refused rows (else rejects beside the output)",
		    &options.rejects, NULL },
	};
	struct tool tool = { .name = "fenerum-read",
		.usage = "-c FILE [-m YYYY-MM] [-p FILE] [-o DIR] "
			 "[--rejects DIR] EXPORT... | "
			 "--profile-from [-o FILE] EXPORT...",
		.summary = "Read Fenerum's CSV exports into billing records.",
		.option = table,
		.option_count = sizeof(table) / sizeof(table[0]) };
	struct billing_input input = { .file_count = 0 };
	struct export_profile *profile;
	int first = tool_options(&tool, argc, argv), status = STATUS_DONE;

	if (options.draft)
		return draft(&tool, &options, argc - first, argv + first);
	if (options.company == NULL && options.profile == NULL)
		tool_usage_error(&tool, "-c company.yaml is missing");
	if (first >= argc)
		tool_usage_error(&tool, "no export is named");
	if (options.month != NULL &&
	    !month_parse(options.month, strlen(options.month), &input.month))
		tool_usage_error(
		    &tool, "-m '%s' is not a month as 2026-10", options.month);
	if (options.month == NULL &&
	    !export_path_month(argv[first], &input.month))
		tool_usage_error(&tool,
		    "'%s' lies in no folder named as a month: give it with -m",
		    argv[first]);
	input.file_count = (size_t)(argc - first);
	profile = load_profile(&tool, &options, &status);
	input.profile = profile;
	if (profile != NULL)
		read_files(&tool, &options, &input, argv + first);
	export_profile_free(profile);
	return tool_finish(&tool, status);
}
