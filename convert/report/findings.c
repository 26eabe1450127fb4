/* findings.c - see findings.h; the one file that reads JSON. */
#include "report/findings.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/output.h"

/* 10 000 findings a tool, four tools, some hundred bytes each. */
#define FINDINGS_FILE_MAX ((size_t)256 << 20)

static const char *const severity_names[] = {
	[SEVERITY_NOTE] = "note",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

const char *
severity_word(enum severity severity)
{
	return severity_names[severity];
}

void
findings_init(struct findings *findings)
{
	memset(findings, 0, sizeof(*findings));
	arena_init(&findings->arena);
}

void
findings_release(struct findings *findings)
{
	for (size_t i = 0; i < findings->group_count; i++)
		free(findings->group[i].shown);
	free(findings->group);
	arena_release(&findings->arena);
	findings_init(findings);
}

static bool
severity_parse(const char *word, enum severity *ret)
{
	for (size_t i = SEVERITY_NOTE; i <= SEVERITY_ERROR; i++) {
		if (strcmp(word, severity_names[i]) == 0) {
			*ret = (enum severity)i;
			return true;
		}
	}
	return false;
}

static struct finding_group *
group_at(struct findings *findings, const char *name, enum severity severity)
{
	const struct rule *rule = rule_find(name);
	struct finding_group *group;

	for (size_t i = 0; i < findings->group_count; i++) {
		if (strcmp(findings->group[i].rule, name) == 0)
			return &findings->group[i];
	}
	findings->group = mem_grow(findings->group, findings->group_count,
	    &findings->group_capacity, sizeof(*findings->group));
	group = &findings->group[findings->group_count++];
	memset(group, 0, sizeof(*group));
	group->rule = arena_strdup(&findings->arena, name);
	group->severity = severity;
	group->title = rule != NULL ? rule->title : "";
	group->remedy = rule != NULL ? rule->remedy : "";
	return group;
}

/* "file:line:column" as far as it is known. */
static const char *
place_text(struct findings *findings, const json_t *object)
{
	const char *file = json_string_value(json_object_get(object, "file"));
	json_int_t line = json_integer_value(json_object_get(object, "line"));
	json_int_t column =
	    json_integer_value(json_object_get(object, "column"));

	if (file == NULL || file[0] == '\0')
		return "";
	if (line <= 0)
		return arena_strdup(&findings->arena, file);
	if (column <= 0)
		return arena_printf(
		    &findings->arena, "%s:%lld", file, (long long)line);
	return arena_printf(&findings->arena, "%s:%lld:%lld", file,
	    (long long)line, (long long)column);
}

static bool
finding_add(struct findings *findings, const json_t *object)
{
	const char *rule = json_string_value(json_object_get(object, "rule"));
	const char *word =
	    json_string_value(json_object_get(object, "severity"));
	const char *text = json_string_value(json_object_get(object, "text"));
	json_int_t count = json_integer_value(json_object_get(object, "count"));
	enum severity severity;
	struct finding_group *group;
	struct finding *shown;

	if (rule == NULL || word == NULL || text == NULL ||
	    !severity_parse(word, &severity))
		return false;
	findings->count[severity]++;
	group = group_at(findings, rule, severity);
	group->count += count > 0 ? (size_t)count : 1;
	if (group->shown_count == FINDINGS_SHOWN)
		return true;
	group->shown = mem_grow(group->shown, group->shown_count,
	    &group->shown_capacity, sizeof(*group->shown));
	shown = &group->shown[group->shown_count++];
	shown->place = place_text(findings, object);
	shown->text = arena_strdup(&findings->arena, text);
	return true;
}

/* Errors first; then rules by name. */
static int
group_compare(const void *a, const void *b)
{
	const struct finding_group *left = a;
	const struct finding_group *right = b;

	if (left->severity != right->severity)
		return left->severity > right->severity ? -1 : 1;
	return strcmp(left->rule, right->rule);
}

static int
findings_parse(struct findings *findings, const char *path, const char *data,
    struct diag_list *diag)
{
	struct source_pos pos = { path_base(path), 0, 0 };

	for (const char *line = data; *line != '\0';) {
		size_t len = strcspn(line, "\n");
		json_t *object = json_loadb(line, len, 0, NULL);
		bool good = object != NULL && finding_add(findings, object);

		json_decref(object);
		pos.line++;
		if (!good) {
			(void)diag_add(
			    diag, RULE_REVIEW_FINDINGS, pos, "not a finding");
			return -1;
		}
		line += len;
		line += *line == '\n';
	}
	if (findings->group_count > 1)
		qsort(findings->group, findings->group_count,
		    sizeof(*findings->group), group_compare);
	return 0;
}

int
findings_load(
    struct findings *findings, const char *path, struct diag_list *diag)
{
	char *data;
	size_t len;
	int result;

	if (!file_exists(path))
		return 0;
	data = file_read(path, FINDINGS_FILE_MAX, &len, diag);
	if (data == NULL)
		return -1;
	result = findings_parse(findings, path, data, diag);
	free(data);
	return result;
}
