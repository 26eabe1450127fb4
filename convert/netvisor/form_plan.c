/*
 * form_plan.c - making a form's plan from the schema tables.
 *
 * The walk goes through the schema in its order, down into elements whose
 * path is a prefix of a field's, with a stack of its own.
 */
#include "netvisor/form_plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "netvisor/form.h"
#include "netvisor/schema.h"

#define DEPTH_MAX 16
#define PATH_MAX_BYTES 512

/* An open element of the walk. */
struct level {
	const struct schema_element *element;
	size_t next;      /* index of the child to look at */
	size_t path_len;  /* of its parent's path */
	size_t condition; /* step index of its IF, or SIZE_MAX */
	uint32_t mask;    /* slots inside it */
};

struct plan {
	struct form *form;
	const struct form_field *field;
	size_t field_count;
	bool *used;
	struct diag_list *diag;
	struct buf path;
	struct buf literal; /* not yet a step */
	struct level level[DEPTH_MAX];
	size_t depth;
	bool failed;
};

static void
plan_fail(struct plan *plan, const char *what, const char *path)
{
	plan->failed = true;
	(void)diag_add(plan->diag, RULE_DOCUMENT_SCHEMA,
	    (struct source_pos){ NULL, 0, 0 }, "%s: '%s'", what, path);
}

/* Back to a shorter path. */
static void
path_cut(struct plan *plan, size_t len)
{
	plan->path.len = len;
	if (plan->path.data != NULL)
		plan->path.data[len] = '\0';
}

static struct form_step *
step_add(struct plan *plan, enum form_step_kind kind)
{
	struct form *form = plan->form;
	struct form_step *step;

	form->step = mem_grow(form->step, form->step_count,
	    &form->step_capacity, sizeof(*form->step));
	step = &form->step[form->step_count++];
	*step = (struct form_step){ .kind = kind, .max_length = SIZE_MAX };
	return step;
}

/* What was collected becomes one literal run. */
static void
literal_end(struct plan *plan)
{
	struct form_step *step;

	if (plan->literal.len == 0)
		return;
	step = step_add(plan, FORM_STEP_LITERAL);
	step->text = arena_strndup(
	    &plan->form->arena, buf_text(&plan->literal), plan->literal.len);
	step->len = plan->literal.len;
	buf_clear(&plan->literal);
}

/* The field of exactly this path, or NULL; it counts as used. */
static const struct form_field *
field_take(struct plan *plan, const char *path)
{
	for (size_t i = 0; i < plan->field_count; i++) {
		if (strcmp(plan->field[i].path, path) == 0) {
			plan->used[i] = true;
			return &plan->field[i];
		}
	}
	return NULL;
}

/* Does a field lie below this path? */
static bool
field_below(const struct plan *plan, const char *path)
{
	const size_t len = strlen(path);

	for (size_t i = 0; i < plan->field_count; i++) {
		if (strncmp(plan->field[i].path, path, len) == 0 &&
		    plan->field[i].path[len] == '/')
			return true;
	}
	return false;
}

static uint32_t
slot_mask(int slot)
{
	return slot < 0 ? 0 : UINT32_C(1) << slot;
}

/* An IF over slots whose jump is set by condition_end; SIZE_MAX if none. */
static size_t
condition_begin(struct plan *plan, uint32_t mask)
{
	literal_end(plan);
	step_add(plan, FORM_STEP_IF)->mask = mask;
	return plan->form->step_count - 1;
}

static void
condition_end(struct plan *plan, size_t condition)
{
	literal_end(plan);
	plan->form->step[condition].jump = plan->form->step_count;
}

static void
put_value(struct plan *plan, const struct form_field *field,
    enum form_step_kind kind, const char *element, long max_length)
{
	struct form_step *step;

	if (field->slot == FORM_CONSTANT) {
		buf_puts(&plan->literal, field->constant);
		return;
	}
	literal_end(plan);
	step = step_add(plan, field->raw ? FORM_STEP_RAW : kind);
	step->slot = field->slot;
	step->mask = slot_mask(field->slot);
	step->element = arena_strdup(&plan->form->arena, element);
	if (max_length != SCHEMA_UNBOUNDED)
		step->max_length = (size_t)max_length;
}

/* The attributes of the element at the present path. */
static void
put_attributes(struct plan *plan, const struct schema_element *element)
{
	const struct schema_type *type = element->type;
	const size_t path_len = plan->path.len;

	for (size_t i = 0; i < type->attribute_count; i++) {
		const struct form_field *field;
		size_t condition = SIZE_MAX;

		buf_printf(&plan->path, "@%s", type->attribute[i].name);
		field = field_take(plan, buf_text(&plan->path));
		if (field == NULL && type->attribute[i].required)
			plan_fail(plan,
			    "the schema requires an attribute "
			    "that the program does not fill",
			    buf_text(&plan->path));
		path_cut(plan, path_len);
		if (field == NULL)
			continue;
		if (field->slot != FORM_CONSTANT &&
		    !type->attribute[i].required)
			condition =
			    condition_begin(plan, slot_mask(field->slot));
		buf_printf(&plan->literal, " %s=\"", type->attribute[i].name);
		put_value(plan, field, FORM_STEP_ATTRIBUTE, element->name,
		    SCHEMA_UNBOUNDED);
		buf_putc(&plan->literal, '"');
		if (condition != SIZE_MAX)
			condition_end(plan, condition);
	}
}

/* An element with a field of its own. */
static void
put_leaf(struct plan *plan, const struct schema_element *element,
    const struct form_field *field)
{
	size_t condition = SIZE_MAX;

	if (element->min == 0 && field->slot != FORM_CONSTANT)
		condition = condition_begin(plan, slot_mask(field->slot));
	plan->level[plan->depth - 1].mask |= slot_mask(field->slot);
	if (field->raw) {
		put_value(plan, field, FORM_STEP_RAW, element->name,
		    SCHEMA_UNBOUNDED);
	} else {
		buf_printf(&plan->literal, "<%s", element->name);
		put_attributes(plan, element);
		buf_putc(&plan->literal, '>');
		put_value(plan, field, FORM_STEP_VALUE, element->name,
		    element->type->max_length);
		buf_printf(&plan->literal, "</%s>\n", element->name);
	}
	if (condition != SIZE_MAX)
		condition_end(plan, condition);
}

static void
level_begin(
    struct plan *plan, const struct schema_element *element, size_t path_len)
{
	struct level *level;

	if (plan->depth == DEPTH_MAX) {
		plan_fail(plan, "nested too deeply", element->name);
		return;
	}
	level = &plan->level[plan->depth++];
	*level = (struct level){
		.element = element, .path_len = path_len, .condition = SIZE_MAX
	};
	/* The outermost is what the form is for: always written. */
	if (element->min == 0 && plan->depth > 1)
		level->condition = condition_begin(plan, 0);
	buf_printf(&plan->literal, "<%s>\n", element->name);
}

static void
level_end(struct plan *plan)
{
	const struct level level = plan->level[--plan->depth];

	buf_printf(&plan->literal, "</%s>\n", level.element->name);
	if (level.condition != SIZE_MAX) {
		plan->form->step[level.condition].mask = level.mask;
		condition_end(plan, level.condition);
	}
	if (plan->depth > 0)
		plan->level[plan->depth - 1].mask |= level.mask;
}

/* Look at the next child of the innermost level. */
static void
plan_child(struct plan *plan, const struct schema_element *child)
{
	const size_t path_len = plan->path.len;
	const struct form_field *field;

	buf_printf(&plan->path, "%s%s", path_len > 0 ? "/" : "", child->name);
	field = field_take(plan, buf_text(&plan->path));
	if (field != NULL) {
		put_leaf(plan, child, field);
	} else if (field_below(plan, buf_text(&plan->path))) {
		level_begin(plan, child, path_len);
		return; /* the path stays until the level ends */
	} else if (child->min > 0) {
		plan_fail(plan,
		    "the schema requires an element that the "
		    "program does not fill",
		    buf_text(&plan->path));
	}
	path_cut(plan, path_len);
}

static void
plan_walk(struct plan *plan)
{
	while (plan->depth > 0 && !plan->failed) {
		struct level *level = &plan->level[plan->depth - 1];
		const struct schema_type *type = level->element->type;

		if (level->next < type->element_count) {
			plan_child(plan, &type->element[level->next++]);
			continue;
		}
		path_cut(plan, level->path_len);
		level_end(plan);
	}
	literal_end(plan);
}

/* The element that path leads to, or NULL. */
static const struct schema_element *
element_at(const struct schema *schema, const char *path)
{
	const struct schema_type *type = schema_document(schema);
	const struct schema_element *element = NULL;
	char name[PATH_MAX_BYTES];

	while (*path != '\0') {
		const size_t len = strcspn(path, "/");

		if (len >= sizeof(name))
			return NULL;
		memcpy(name, path, len);
		name[len] = '\0';
		element = schema_element_find(type, name);
		if (element == NULL)
			return NULL;
		type = element->type;
		path += len + (path[len] == '/' ? 1 : 0);
	}
	return element;
}

struct form *
form_new(const struct schema *schema, const char *path,
    const struct form_field *field, size_t count, struct diag_list *diag)
{
	struct plan plan = {
		.field = field, .field_count = count, .diag = diag
	};
	const struct schema_element *element = element_at(schema, path);

	if (element == NULL) {
		plan_fail(&plan, "the schema has no such element", path);
		return NULL;
	}
	plan.form = mem_calloc(1, sizeof(*plan.form));
	arena_init(&plan.form->arena);
	plan.used = mem_calloc(count, sizeof(*plan.used));
	buf_init(&plan.path, PATH_MAX_BYTES);
	buf_init(&plan.literal, BUF_MAX_DEFAULT);
	level_begin(&plan, element, 0);
	plan_walk(&plan);
	for (size_t i = 0; i < count && !plan.failed; i++) {
		if (!plan.used[i])
			plan_fail(&plan,
			    "the schema does not have what the "
			    "program fills",
			    field[i].path);
	}
	free(plan.used);
	buf_release(&plan.path);
	buf_release(&plan.literal);
	if (plan.failed) {
		form_free(plan.form);
		return NULL;
	}
	return plan.form;
}

void
form_free(struct form *form)
{
	if (form == NULL)
		return;
	arena_release(&form->arena);
	free(form->step);
	free(form);
}
