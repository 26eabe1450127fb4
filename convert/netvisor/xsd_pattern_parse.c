/* xsd_pattern_parse.c - see xsd_pattern_parse.h. */
#include "netvisor/xsd_pattern_parse.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define GROUPS_MAX 16
#define TIMES_MOST 300
#define UNBOUNDED (-1)

/* An open group: ( ... */
struct group {
	size_t first; /* its first token */
	bool branch;  /* the present alternative has a token already */
	size_t alternatives;
};

struct parse {
	const char *at;
	struct pattern_token *token;
	size_t count;
	struct group group[GROUPS_MAX];
	size_t depth;
	bool failed;
};

static void
set_add(struct pattern_token *token, unsigned c)
{
	token->set[c / 64] |= UINT64_C(1) << (c % 64);
}

static struct pattern_token *
token_add(struct parse *parse, enum pattern_token_kind kind)
{
	struct pattern_token *token;

	/* The last place takes what is one too many. */
	if (parse->count + 1 >= PATTERN_TOKENS_MAX)
		parse->failed = true;
	else
		parse->count++;
	token = &parse->token[parse->count - 1];
	*token = (struct pattern_token){ .kind = kind };
	return token;
}

/* A character that stands for itself, also escaped; '\0' if it is none. */
static char
literal(struct parse *parse)
{
	char c = *parse->at;

	if (c == '\\') {
		c = *++parse->at;
		if (c == '\0' || strchr("\\|.-^?*+{}()[]", c) == NULL)
			c = '\0';
	} else if (strchr("^$.?*+{}()[]|", c) != NULL) {
		c = '\0';
	}
	if (c == '\0' || (unsigned char)c >= 0x80) {
		parse->failed = true;
		return '\0';
	}
	parse->at++;
	return c;
}

static void
set_invert(struct pattern_token *token)
{
	token->set[0] = ~token->set[0];
	token->set[1] = ~token->set[1];
}

/* After [: characters and ranges, up to ]. */
static void
parse_class(struct parse *parse, struct pattern_token *token)
{
	const bool inverted = *parse->at == '^';

	if (inverted)
		parse->at++;
	if (*parse->at == ']')
		parse->failed = true;
	while (!parse->failed && *parse->at != ']') {
		char first = literal(parse), last = first;

		if (*parse->at == '-') {
			parse->at++;
			last = literal(parse);
		}
		if (last < first)
			parse->failed = true;
		for (unsigned c = (unsigned char)first;
		     !parse->failed && c <= (unsigned char)last; c++)
			set_add(token, c);
	}
	if (!parse->failed)
		parse->at++;
	if (inverted)
		set_invert(token);
}

/* One character or class. */
static void
parse_atom(struct parse *parse)
{
	struct pattern_token *token = token_add(parse, PATTERN_CLASS);

	if (*parse->at == '[') {
		parse->at++;
		parse_class(parse, token);
	} else if (*parse->at == '.') {
		parse->at++;
		set_add(token, '\n');
		set_add(token, '\r');
		set_invert(token);
	} else if (parse->at[0] == '\\' && parse->at[1] == 'd') {
		parse->at += 2;
		for (unsigned c = '0'; c <= '9'; c++)
			set_add(token, c);
	} else {
		set_add(token, (unsigned char)literal(parse));
	}
}

static int
parse_times(struct parse *parse)
{
	int number = 0;

	if (*parse->at < '0' || *parse->at > '9')
		parse->failed = true;
	while (*parse->at >= '0' && *parse->at <= '9' && number < TIMES_MOST)
		number = number * 10 + (*parse->at++ - '0');
	if (number >= TIMES_MOST)
		parse->failed = true;
	return number;
}

/* Append a stretch of tokens once more, joined to what is there. */
static void
repeat(struct parse *parse, const struct pattern_token *part, size_t count,
    enum pattern_token_kind also)
{
	const bool joined =
	    parse->token[parse->count - 1].kind != PATTERN_EMPTY;

	if (!joined)
		parse->count--;
	for (size_t i = 0; i < count; i++)
		*token_add(parse, part[i].kind) = part[i];
	if (also != PATTERN_EMPTY)
		(void)token_add(parse, also);
	if (joined)
		(void)token_add(parse, PATTERN_CAT);
}

/* {n}, {n,} or {n,m} after the tokens from first on: they are spelled out. */
static void
parse_count(struct parse *parse, size_t first)
{
	const size_t count = parse->count - first;
	struct pattern_token *part = mem_calloc(count, sizeof(*part));
	int least = parse_times(parse), most = least;

	memcpy(part, &parse->token[first], count * sizeof(*part));
	if (*parse->at == ',') {
		parse->at++;
		most = *parse->at == '}' ? UNBOUNDED : parse_times(parse);
	}
	if (*parse->at != '}' || (most != UNBOUNDED && most < least))
		parse->failed = true;
	else
		parse->at++;
	parse->count = first;
	(void)token_add(parse, PATTERN_EMPTY);
	for (int i = 0; i < least && !parse->failed; i++)
		repeat(parse, part, count, PATTERN_EMPTY);
	if (most == UNBOUNDED)
		repeat(parse, part, count, PATTERN_STAR);
	for (int i = least; i < most && !parse->failed; i++)
		repeat(parse, part, count, PATTERN_OPTION);
	free(part);
}

/* What stands after an atom or a group that began at a token. */
static void
parse_end_atom(struct parse *parse, size_t first)
{
	struct group *group = &parse->group[parse->depth - 1];
	const char c = *parse->at;

	if (c == '?' || c == '*' || c == '+') {
		parse->at++;
		(void)token_add(parse, c == '?'   ? PATTERN_OPTION
				       : c == '*' ? PATTERN_STAR
						  : PATTERN_PLUS);
	} else if (c == '{') {
		parse->at++;
		parse_count(parse, first);
	}
	if (group->branch)
		(void)token_add(parse, PATTERN_CAT);
	group->branch = true;
}

/* An alternative ends. */
static void
parse_end_branch(struct parse *parse)
{
	struct group *group = &parse->group[parse->depth - 1];

	if (!group->branch)
		(void)token_add(parse, PATTERN_EMPTY);
	if (group->alternatives > 0)
		(void)token_add(parse, PATTERN_ALT);
	group->alternatives++;
	group->branch = false;
}

static void
parse_open(struct parse *parse)
{
	if (parse->depth == GROUPS_MAX) {
		parse->failed = true;
		return;
	}
	parse->group[parse->depth++] = (struct group){ .first = parse->count };
}

size_t
pattern_parse(const char *pattern, struct pattern_token ret[PATTERN_TOKENS_MAX])
{
	struct parse parse = { .at = pattern, .token = ret };

	parse_open(&parse);
	while (*parse.at != '\0' && !parse.failed) {
		const size_t first = parse.count;

		if (*parse.at == '(') {
			parse.at++;
			parse_open(&parse);
		} else if (*parse.at == ')' && parse.depth > 1) {
			parse.at++;
			parse_end_branch(&parse);
			parse.depth--;
			parse_end_atom(&parse, parse.group[parse.depth].first);
		} else if (*parse.at == '|') {
			parse.at++;
			parse_end_branch(&parse);
		} else {
			parse_atom(&parse);
			parse_end_atom(&parse, first);
		}
	}
	parse_end_branch(&parse);
	return parse.failed || parse.depth != 1 ? 0 : parse.count;
}
