/*
 * yaml_tree.c - libyaml's events built into a tree of our own.
 *
 * libyaml resolves nothing, keeps aliases as references and never counts
 * depth; the refusals of yaml_tree.h are made here, while events come in, so
 * that 200 KB of '[' ends at the depth limit and not after a minute.
 */
#include "base/yaml_node.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <yaml.h>

#include "base/text.h"

#define DEPTH_MAX 32

/* An open list or map. */
struct frame {
	struct yaml_node *node;
	size_t first; /* its children start here in builder.entry */
	const char *key;
	struct yaml_mark key_mark;
	bool wants_key;
	bool drop; /* the value to come belongs to a refused key */
};

struct builder {
	struct yaml_tree *tree;
	struct diag_list *diag;
	yaml_parser_t parser;
	struct yaml_entry *entry; /* finished children of open containers */
	size_t entry_count;
	size_t entry_capacity;
	struct frame frame[DEPTH_MAX];
	size_t depth;
	size_t documents;
	struct yaml_node *last; /* scalar, and the line where it ends */
	unsigned long last_end;
	bool stop;
	bool failed; /* a syntax error: the rest was not read */
};

static struct yaml_mark
mark_of(yaml_mark_t mark)
{
	return (struct yaml_mark){ mark.line + 1, mark.column + 1 };
}

static struct source_pos
place(const struct builder *builder, yaml_mark_t mark)
{
	return yaml_mark_pos(builder->tree, mark_of(mark));
}

static struct yaml_node *
node_new(struct builder *builder, enum yaml_kind kind, yaml_mark_t mark)
{
	struct yaml_node *node;

	node = arena_alloc(&builder->tree->arena, sizeof(*node));
	node->tree = builder->tree;
	node->kind = kind;
	node->mark = mark_of(mark);
	node->text = "";
	return node;
}

/* The next thing in a map that waits for a key is its key. */
static void
take_key(struct builder *builder, struct frame *frame, struct yaml_node *node)
{
	struct source_pos pos = yaml_mark_pos(builder->tree, node->mark);

	frame->wants_key = false;
	frame->key = node->text;
	frame->key_mark = node->mark;
	frame->drop = true;
	if (node->broken)
		;
	else if (node->kind != YAML_SCALAR || yaml_is_missing(node))
		diag_add(builder->diag, RULE_YAML_KEY, pos,
		    "this key is %s, not a word", yaml_kind_text(node));
	else if (node->plain && strcmp(node->text, "<<") == 0)
		diag_add(
		    builder->diag, RULE_YAML_MERGE_KEY, pos, "merge key '<<'");
	else
		frame->drop = false;
	/* What a refused key would have brought in is not "missing". */
	if (frame->drop)
		frame->node->broken = true;
}

/* Put a finished node where it belongs. */
static void
attach(struct builder *builder, struct yaml_node *node)
{
	struct frame *frame;
	struct yaml_entry *entry;

	if (builder->depth == 0) {
		builder->tree->root = node;
		return;
	}
	frame = &builder->frame[builder->depth - 1];
	if (frame->wants_key) {
		take_key(builder, frame, node);
		return;
	}
	if (frame->node->kind == YAML_MAP)
		frame->wants_key = true;
	if (frame->drop) {
		frame->drop = false;
		return;
	}
	builder->entry = mem_grow(builder->entry, builder->entry_count,
	    &builder->entry_capacity, sizeof(*builder->entry));
	entry = &builder->entry[builder->entry_count++];
	entry->key = frame->node->kind == YAML_MAP ? frame->key : NULL;
	entry->key_mark = frame->key_mark;
	entry->node = node;
}

static void
open_container(
    struct builder *builder, enum yaml_kind kind, const yaml_event_t *event)
{
	struct frame *frame;

	if (builder->depth == DEPTH_MAX) {
		diag_add(builder->diag, RULE_YAML_DEPTH,
		    place(builder, event->start_mark),
		    "more than %d lists and maps inside one another",
		    DEPTH_MAX);
		builder->stop = true;
		return;
	}
	frame = &builder->frame[builder->depth++];
	*frame = (struct frame){ 0 };
	frame->node = node_new(builder, kind, event->start_mark);
	frame->first = builder->entry_count;
	frame->wants_key = kind == YAML_MAP;
}

static void
close_container(struct builder *builder)
{
	struct frame *frame = &builder->frame[--builder->depth];
	struct yaml_node *node = frame->node;

	node->count = builder->entry_count - frame->first;
	node->entry = arena_alloc(
	    &builder->tree->arena, (node->count + 1) * sizeof(*node->entry));
	if (node->count > 0)
		memcpy(node->entry, builder->entry + frame->first,
		    node->count * sizeof(*node->entry));
	builder->entry_count = frame->first;
	if (node->kind == YAML_MAP)
		yaml_index_map(builder->tree, node, builder->diag);
	attach(builder, node);
}

static void
put_scalar(struct builder *builder, const yaml_event_t *event)
{
	const char *text = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length, at;
	struct yaml_node *node;
	uint32_t c;

	node = node_new(builder, YAML_SCALAR, event->start_mark);
	node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	at = yaml_find_forbidden(text, len);
	if (at < len) {
		text_utf8_decode(text + at, len - at, &c);
		diag_add(builder->diag, RULE_YAML_ENCODING,
		    yaml_mark_pos(builder->tree, node->mark),
		    "character U+%04X in a text is not allowed", (unsigned)c);
		node->broken = true;
	}
	node->text = arena_strndup(&builder->tree->arena, text, at);
	builder->last = node;
	builder->last_end = mark_of(event->end_mark).line;
	attach(builder, node);
}

/* Many uses of one name are one finding: there is one thing to write out. */
static void
refuse_name(
    struct builder *builder, char sign, const char *name, struct source_pos pos)
{
	char *key = mem_printf("%s:%c%s", builder->tree->label, sign, name);

	diag_add_grouped(builder->diag, RULE_YAML_ALIAS, key, pos, "%s '%c%s'",
	    sign == '&' ? "anchor" : "alias", sign, yaml_show(name).text);
	free(key);
}

static void
put_alias(struct builder *builder, const yaml_event_t *event)
{
	struct yaml_node *node;

	node = node_new(builder, YAML_SCALAR, event->start_mark);
	node->broken = true;
	refuse_name(builder, '*', (const char *)event->data.alias.anchor,
	    place(builder, event->start_mark));
	attach(builder, node);
}

/* Anchors and tags stand before the node they belong to. */
static void
refuse_properties(struct builder *builder, const yaml_char_t *anchor,
    const yaml_char_t *tag, yaml_mark_t mark)
{
	struct source_pos pos = place(builder, mark);

	if (anchor != NULL)
		refuse_name(builder, '&', (const char *)anchor, pos);
	if (tag != NULL)
		diag_add(builder->diag, RULE_YAML_TAG, pos, "tag '%s'",
		    yaml_show((const char *)tag).text);
}

static void
start_document(struct builder *builder, const yaml_event_t *event)
{
	struct source_pos pos = place(builder, event->start_mark);

	if (event->data.document_start.version_directive != NULL ||
	    event->data.document_start.tag_directives.start !=
		event->data.document_start.tag_directives.end)
		diag_add(builder->diag, RULE_YAML_TAG, pos,
		    "a directive (%%) before the document");
	if (++builder->documents > 1) {
		diag_add(builder->diag, RULE_YAML_DOCUMENT, pos,
		    "a second document begins here");
		builder->stop = true;
	}
}

static void
handle_event(struct builder *builder, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		start_document(builder, event);
		break;
	case YAML_SCALAR_EVENT:
		refuse_properties(builder, event->data.scalar.anchor,
		    event->data.scalar.tag, event->start_mark);
		put_scalar(builder, event);
		break;
	case YAML_ALIAS_EVENT:
		put_alias(builder, event);
		break;
	case YAML_SEQUENCE_START_EVENT:
		refuse_properties(builder, event->data.sequence_start.anchor,
		    event->data.sequence_start.tag, event->start_mark);
		open_container(builder, YAML_LIST, event);
		break;
	case YAML_MAPPING_START_EVENT:
		refuse_properties(builder, event->data.mapping_start.anchor,
		    event->data.mapping_start.tag, event->start_mark);
		open_container(builder, YAML_MAP, event);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		close_container(builder);
		break;
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		break;
	case YAML_STREAM_END_EVENT:
		builder->stop = true;
		break;
	}
}

/* Name what libyaml says, and what is mostly behind it. */
static void
report_syntax(struct builder *builder)
{
	const yaml_parser_t *parser = &builder->parser;
	const char *problem = parser->problem;
	struct diag *finding;

	builder->failed = true;
	/* A text that runs into the fault has most likely swallowed a key. */
	if (builder->last != NULL &&
	    builder->last_end == mark_of(parser->problem_mark).line)
		builder->last->broken = true;
	if (problem == NULL)
		problem = "out of memory";
	finding = diag_add(builder->diag, RULE_YAML_SYNTAX,
	    place(builder, parser->problem_mark), "%s", problem);
	if (parser->context != NULL)
		diag_note(finding, place(builder, parser->context_mark), "%s",
		    parser->context);
	if (strstr(problem, "mapping values are not allowed") != NULL)
		diag_remedy(finding,
		    "check the indentation above: this line belongs to the "
		    "value before it, or its text needs quotes");
	else if (strstr(problem, "cannot start any token") != NULL)
		diag_remedy(finding,
		    "indent with blanks, not with tabs; put a text that "
		    "begins with a special character in quotes");
}

/*
 * After a fault the open lists and maps are closed as they are: they may lack
 * something, and that is not to be reported again.
 */
static void
close_all(struct builder *builder)
{
	while (builder->depth > 0) {
		builder->frame[builder->depth - 1].node->broken = true;
		close_container(builder);
	}
}

static void
run_parser(struct builder *builder)
{
	yaml_event_t event;

	while (!builder->stop) {
		if (!yaml_parser_parse(&builder->parser, &event)) {
			report_syntax(builder);
			break;
		}
		handle_event(builder, &event);
		yaml_event_delete(&event);
	}
	close_all(builder);
}

static void
check_root(struct builder *builder)
{
	struct yaml_tree *tree = builder->tree;

	if (tree->root != NULL && tree->root->kind == YAML_MAP)
		return;
	if (yaml_is_missing(tree->root)) {
		if (!builder->failed)
			diag_add(builder->diag, RULE_YAML_MISSING,
			    (struct source_pos){ tree->label, 1, 1 },
			    "the file is empty");
	} else {
		yaml_expected(tree->root, builder->diag, "keys with values");
	}
	tree->root = node_new(builder, YAML_MAP, (yaml_mark_t){ 0 });
	tree->root->broken = true;
}

void
yaml_build(struct yaml_tree *tree, const char *text, size_t len,
    struct diag_list *diag)
{
	struct builder builder = { .tree = tree, .diag = diag };

	if (yaml_parser_initialize(&builder.parser)) {
		yaml_parser_set_encoding(&builder.parser, YAML_UTF8_ENCODING);
		yaml_parser_set_input_string(
		    &builder.parser, (const unsigned char *)text, len);
		run_parser(&builder);
	} else {
		report_syntax(&builder);
	}
	check_root(&builder);
	yaml_parser_delete(&builder.parser);
	free(builder.entry);
}
