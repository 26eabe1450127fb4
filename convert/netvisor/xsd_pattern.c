/*
 * xsd_pattern.c - from tokens to a table of states; see xsd_pattern.h.
 *
 * The positions of a pattern are its classes, in order. After each position
 * others may follow; a state of the table is a set of positions of which one
 * has just been passed.
 */
#include "netvisor/xsd_pattern.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "netvisor/xsd_pattern_parse.h"

#define POSITIONS_MAX 320
#define WORDS (POSITIONS_MAX / 64)
#define STATES_MAX 255
#define ASCII 128
/* Next to nothing: no text goes on from there. */
#define STATE_DEAD 0
#define STATE_FIRST 1

struct positions {
	uint64_t word[WORDS];
};

struct xsd_pattern {
	size_t count;
	uint8_t (*next)[ASCII];
	bool accept[STATES_MAX];
};

/* A part of the pattern while it is put together. */
struct part {
	bool nullable;
	struct positions first;
	struct positions last;
};

struct build {
	struct positions follow[POSITIONS_MAX];
	uint64_t set[POSITIONS_MAX][2];
	size_t positions;
	struct part part[PATTERN_TOKENS_MAX];
	size_t parts;
	struct positions state[STATES_MAX];
	struct positions may; /* what can come next in the present state */
	struct pattern_token token[PATTERN_TOKENS_MAX];
};

static void
unite(struct positions *positions, const struct positions *more)
{
	for (size_t i = 0; i < WORDS; i++)
		positions->word[i] |= more->word[i];
}

static bool
has(const struct positions *positions, size_t at)
{
	return (positions->word[at / 64] >> (at % 64) & 1) != 0;
}

static void
follow_add(struct build *build, const struct positions *last,
    const struct positions *first)
{
	for (size_t i = 0; i < build->positions; i++) {
		if (has(last, i))
			unite(&build->follow[i], first);
	}
}

static bool
put_class(struct build *build, const struct pattern_token *token)
{
	struct part *part = &build->part[build->parts++];
	const size_t at = build->positions;

	if (at == POSITIONS_MAX)
		return false;
	*part = (struct part){ .nullable = false };
	memcpy(build->set[at], token->set, sizeof(token->set));
	part->first.word[at / 64] = UINT64_C(1) << (at % 64);
	part->last = part->first;
	build->positions++;
	return true;
}

static void
join(struct build *build, enum pattern_token_kind kind)
{
	const struct part b = build->part[--build->parts];
	struct part *a = &build->part[build->parts - 1];

	if (kind == PATTERN_ALT) {
		unite(&a->first, &b.first);
		unite(&a->last, &b.last);
		a->nullable |= b.nullable;
		return;
	}
	follow_add(build, &a->last, &b.first);
	if (a->nullable)
		unite(&a->first, &b.first);
	if (!b.nullable)
		a->last = b.last;
	else
		unite(&a->last, &b.last);
	a->nullable &= b.nullable;
}

/* The tokens become one part; false when there are too many positions. */
static bool
put_tokens(struct build *build, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct pattern_token *token = &build->token[i];
		struct part *top;

		if (token->kind == PATTERN_CLASS) {
			if (!put_class(build, token))
				return false;
			continue;
		}
		if (token->kind == PATTERN_EMPTY) {
			build->part[build->parts++] =
			    (struct part){ .nullable = true };
			continue;
		}
		if (token->kind == PATTERN_CAT || token->kind == PATTERN_ALT) {
			join(build, token->kind);
			continue;
		}
		top = &build->part[build->parts - 1];
		if (token->kind != PATTERN_OPTION)
			follow_add(build, &top->last, &top->first);
		if (token->kind != PATTERN_PLUS)
			top->nullable = true;
	}
	return true;
}

/* The state of a set of positions, made if it is new; 0 if there is no room. */
static size_t
state_of(struct xsd_pattern *pattern, struct build *build,
    const struct positions *positions)
{
	for (size_t i = STATE_FIRST + 1; i < pattern->count; i++) {
		if (memcmp(&build->state[i], positions, sizeof(*positions)) ==
		    0)
			return i;
	}
	if (pattern->count == STATES_MAX)
		return STATE_DEAD;
	build->state[pattern->count] = *positions;
	return pattern->count++;
}

/* Where a state goes with a character; false when there are too many. */
static bool
state_step(
    struct xsd_pattern *pattern, struct build *build, size_t state, unsigned c)
{
	const struct positions *may = &build->may;
	struct positions to = { { 0 } };
	bool any = false;
	size_t next;

	for (size_t i = 0; i < build->positions; i++) {
		if (has(may, i) &&
		    (build->set[i][c / 64] >> (c % 64) & 1) != 0) {
			to.word[i / 64] |= UINT64_C(1) << (i % 64);
			any = true;
		}
	}
	if (!any)
		return true;
	next = state_of(pattern, build, &to);
	pattern->next[state][c] = (uint8_t)next;
	return next != STATE_DEAD;
}

/* Is one of the positions among the last of the pattern? */
static bool
accepts(const struct build *build, const struct positions *passed)
{
	uint64_t common = 0;

	for (size_t i = 0; i < WORDS; i++)
		common |= build->part[0].last.word[i] & passed->word[i];
	return common != 0;
}

static bool
states_make(struct xsd_pattern *pattern, struct build *build)
{
	bool room = true;

	pattern->count = STATE_FIRST + 1;
	pattern->accept[STATE_FIRST] = build->part[0].nullable;
	build->may = build->part[0].first;
	for (size_t state = STATE_FIRST; room && state < pattern->count;
	     state++) {
		if (state != STATE_FIRST) {
			build->may = (struct positions){ { 0 } };
			for (size_t i = 0; i < build->positions; i++) {
				if (has(&build->state[state], i))
					unite(&build->may, &build->follow[i]);
			}
			pattern->accept[state] =
			    accepts(build, &build->state[state]);
		}
		for (unsigned c = 0; room && c < ASCII; c++)
			room = state_step(pattern, build, state, c);
	}
	return room;
}

struct xsd_pattern *
xsd_pattern_new(const char *text)
{
	struct xsd_pattern *pattern = mem_calloc(1, sizeof(*pattern));
	struct build *build = mem_calloc(1, sizeof(*build));
	const size_t count = pattern_parse(text, build->token);
	bool made = false;

	pattern->next = mem_calloc(STATES_MAX, sizeof(*pattern->next));
	if (count > 0 && put_tokens(build, count))
		made = states_make(pattern, build);
	free(build);
	if (made) {
		pattern->next = mem_realloc(
		    pattern->next, pattern->count, sizeof(*pattern->next));
		return pattern;
	}
	xsd_pattern_free(pattern);
	return NULL;
}

void
xsd_pattern_free(struct xsd_pattern *pattern)
{
	if (pattern == NULL)
		return;
	free(pattern->next);
	free(pattern);
}

bool
xsd_pattern_matches(
    const struct xsd_pattern *pattern, const char *text, size_t len)
{
	size_t state = STATE_FIRST;

	for (size_t i = 0; i < len; i++) {
		const unsigned char c = (unsigned char)text[i];

		if (c >= ASCII)
			return false;
		state = pattern->next[state][c];
	}
	return pattern->accept[state];
}
