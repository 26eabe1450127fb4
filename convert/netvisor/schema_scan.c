/* schema_scan.c - what the XML Schema files say; see schema_build.h. */
#include "netvisor/schema_build.h"

#include <string.h>

#include "base/diag.h"
#include "netvisor/xml_reader.h"

#define DEPTH_MAX 32
/* Occurrences and lengths beyond this are not a schema of ours. */
#define NUMBER_MOST 1000000

/* An open element of the schema file. */
struct frame {
	struct type_build *type; /* the type that it is inside of */
	enum schema_tag tag;
	size_t element; /* index, for an xs:element */
	bool is_element;
	size_t attribute; /* likewise, for an xs:attribute */
	bool is_attribute;
	bool optional; /* in a choice or an optional group */
};

struct scan {
	struct schema *schema;
	struct xml_reader *reader;
	struct diag_list *diag;
	const char *label;
	struct frame frame[DEPTH_MAX];
	size_t depth;
	const char *include; /* schemaLocation, or NULL */
	bool failed;
};

static void
scan_fail(struct scan *scan, const char *what)
{
	struct source_pos pos = { scan->label, xml_reader_line(scan->reader),
		xml_reader_column(scan->reader) };

	scan->failed = true;
	(void)diag_add(scan->diag, RULE_DOCUMENT_SCHEMA, pos, "%s", what);
}

static const struct xml_attribute *
attribute_find(const struct xml_attribute *list, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(list[i].name, name) == 0)
			return &list[i];
	}
	return NULL;
}

/* An attribute's text in the schema's arena, or NULL. */
static const char *
attribute_text(struct scan *scan, const struct xml_attribute *list,
    size_t count, const char *name)
{
	const struct xml_attribute *found = attribute_find(list, count, name);

	if (found == NULL)
		return NULL;
	return arena_strndup(&scan->schema->arena, found->value, found->len);
}

static bool
attribute_is(const struct xml_attribute *list, size_t count, const char *name,
    const char *value)
{
	const struct xml_attribute *found = attribute_find(list, count, name);

	return found != NULL && found->len == strlen(value) &&
	       memcmp(found->value, value, found->len) == 0;
}

static long
attribute_number(struct scan *scan, const struct xml_attribute *list,
    size_t count, const char *name, long otherwise)
{
	const struct xml_attribute *found = attribute_find(list, count, name);
	long number = 0;

	if (found == NULL)
		return otherwise;
	if (attribute_is(list, count, name, "unbounded"))
		return SCHEMA_UNBOUNDED;
	for (size_t i = 0; i < found->len; i++) {
		if (found->value[i] < '0' || found->value[i] > '9' ||
		    number > NUMBER_MOST) {
			scan_fail(scan, "not a number");
			return otherwise;
		}
		number = number * 10 + (found->value[i] - '0');
	}
	return number;
}

static void
start_element(struct scan *scan, struct frame *frame,
    const struct xml_attribute *list, size_t count)
{
	struct type_build *type = frame->type;
	const size_t index = type->type.element_count;
	const char *name = attribute_text(scan, list, count, "name");

	if (name == NULL) {
		scan_fail(scan, "an element without a name");
		return;
	}
	type->element = mem_grow(type->element, index, &type->element_capacity,
	    sizeof(*type->element));
	type->element_type = mem_grow(type->element_type, index,
	    &type->element_type_capacity, sizeof(*type->element_type));
	type->element[index] = (struct schema_element){ .name = name,
		.name_len = strlen(name),
		.min = attribute_number(scan, list, count, "minOccurs", 1),
		.max = attribute_number(scan, list, count, "maxOccurs", 1),
		.type = &schema_any_text };
	if (frame->optional)
		type->element[index].min = 0;
	type->element_type[index] = attribute_text(scan, list, count, "type");
	type->type.element_count++;
	frame->is_element = true;
	frame->element = index;
}

static void
start_type(struct scan *scan, struct frame *frame, const struct frame *outer,
    const struct xml_attribute *list, size_t count)
{
	frame->type = schema_type_new(
	    scan->schema, attribute_text(scan, list, count, "name"));
	frame->optional = false;
	if (outer->is_element)
		outer->type->element[outer->element].type = &frame->type->type;
	else if (outer->is_attribute)
		outer->type->attribute[outer->attribute].type =
		    &frame->type->type;
}

static void
start_attribute(struct scan *scan, struct frame *frame,
    const struct xml_attribute *list, size_t count)
{
	struct type_build *type = frame->type;
	const size_t index = type->type.attribute_count;
	const char *name = attribute_text(scan, list, count, "name");

	if (name == NULL) {
		scan_fail(scan, "an attribute without a name");
		return;
	}
	type->attribute = mem_grow(type->attribute, index,
	    &type->attribute_capacity, sizeof(*type->attribute));
	type->attribute_type = mem_grow(type->attribute_type, index,
	    &type->attribute_type_capacity, sizeof(*type->attribute_type));
	type->attribute[index] = (struct schema_attribute){ .name = name,
		.name_len = strlen(name),
		.required = attribute_is(list, count, "use", "required"),
		.type = &schema_any_text };
	type->attribute_type[index] = attribute_text(scan, list, count, "type");
	type->type.attribute_count++;
	frame->is_attribute = true;
	frame->attribute = index;
}

/* What one element of the schema file says; most say nothing to tables. */
static void
start_tag(struct scan *scan, struct frame *frame, const struct frame *outer,
    const char *name, const struct xml_attribute *list, size_t count)
{
	const bool group =
	    strcmp(name, "sequence") == 0 || strcmp(name, "choice") == 0;

	if (group) {
		frame->optional = outer->optional || name[0] == 'c' ||
		                  attribute_is(list, count, "minOccurs", "0");
	} else if (strcmp(name, "element") == 0) {
		start_element(scan, frame, list, count);
	} else if (strcmp(name, "complexType") == 0 ||
		   strcmp(name, "simpleType") == 0) {
		start_type(scan, frame, outer, list, count);
	} else if (strcmp(name, "attribute") == 0) {
		start_attribute(scan, frame, list, count);
	} else if (strcmp(name, "extension") == 0 ||
		   strcmp(name, "restriction") == 0) {
		frame->type->base = attribute_text(scan, list, count, "base");
	} else if (strcmp(name, "maxLength") == 0) {
		frame->type->type.max_length = attribute_number(
		    scan, list, count, "value", SCHEMA_UNBOUNDED);
	} else if (strcmp(name, "include") == 0) {
		scan->include =
		    attribute_text(scan, list, count, "schemaLocation");
	}
}

static void
on_start(void *context, const char *name, const struct xml_attribute *list,
    size_t count)
{
	struct scan *scan = context;
	struct frame outer = { .type = scan->schema->document };
	struct frame frame;

	if (scan->depth == DEPTH_MAX) {
		if (!scan->failed)
			scan_fail(scan, "nested too deeply");
		return;
	}
	if (scan->depth > 0)
		outer = scan->frame[scan->depth - 1];
	frame =
	    (struct frame){ .type = outer.type, .optional = outer.optional };
	start_tag(scan, &frame, &outer, name, list, count);
	frame.tag =
	    schema_fact(scan->schema, frame.type, outer.tag, name, list, count);
	scan->frame[scan->depth++] = frame;
}

static void
on_end(void *context, const char *name)
{
	struct scan *scan = context;

	(void)name;
	if (scan->depth > 0)
		scan->depth--;
}

static void
on_fault(void *context, enum xml_fault fault, const char *message)
{
	(void)fault;
	scan_fail(context, message);
}

bool
schema_scan(struct schema *schema, const char *label, const char *text,
    size_t len, struct diag_list *diag, const char **ret_include)
{
	static const struct xml_events events = {
		.start = on_start, .end = on_end, .fault = on_fault
	};
	struct scan scan = { .schema = schema, .diag = diag, .label = label };

	scan.reader = xml_reader_new(NULL, &events, &scan);
	(void)xml_reader_read(scan.reader, text, len);
	xml_reader_free(scan.reader);
	*ret_include = scan.include;
	return !scan.failed;
}
