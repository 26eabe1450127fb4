/*
 * company_road.c - which road each stream takes (see company.h).
 *
 * Exports describe the same events more than once, so two roads for one event
 * would book it twice: every stream must say its road, and some pairs exclude
 * each other.
 */
#include "mapping/company_road.h"

#include <string.h>

#include "base/yaml_tree.h"

/* The roads in company.yaml, and those of them that this version carries. */
struct choice {
	const char *stream;
	bool carried[ROAD_LEDGER + 1];
	const char *remedy;
};

static const struct choice choices[STREAM_COUNT] = {
	{ "invoices", { true, true, true }, "write documents, ledger or none" },
	{ "payments", { true, true, true },
	    "write the road of invoices or none" },
	{ "deferrals", { true, false, true }, "write ledger or none" },
	{ "expenses", { true, true, true }, "write documents, ledger or none" },
};

static const char *const roads[] = { "none", "documents", "ledger" };

const char *
stream_name(enum stream stream)
{
	return choices[stream].stream;
}

const char *
road_name(enum road road)
{
	return roads[road];
}

/* The road that stands there, ROAD_NONE after a finding; sets *node. */
static bool
read_word(const struct yaml_node *map, enum stream stream,
    struct diag_list *diag, enum road *ret)
{
	const char *name = stream_name(stream), *word;
	const struct yaml_node *node = yaml_get(map, name);
	size_t i;

	if (yaml_is_missing(node)) {
		if (node != NULL || !yaml_is_broken(map))
			diag_add(diag, RULE_COMPANY_ROAD,
			    yaml_pos(node == NULL ? map : node),
			    "'%s' has no road", name);
		return false;
	}
	if (!yaml_field_text(map, name, false, diag, &word))
		return false;
	for (i = 0; i < sizeof(roads) / sizeof(roads[0]); i++) {
		if (strcmp(word, roads[i]) != 0)
			continue;
		*ret = (enum road)i;
		return true;
	}
	diag_add(diag, RULE_COMPANY_ROAD, yaml_pos(node),
	    "'%s' takes an unknown road '%s'", name, yaml_show(word).text);
	return false;
}

static void
refuse_conflict(const struct yaml_node *map, enum stream stream,
    const enum road word[STREAM_COUNT], struct diag_list *diag)
{
	const struct yaml_node *other;
	struct diag *finding;

	other = yaml_get(map, stream_name(STREAM_INVOICES));
	finding = diag_add(diag, RULE_COMPANY_ROAD,
	    yaml_pos(yaml_get(map, stream_name(stream))),
	    "'%s' cannot take the road '%s' while 'invoices' takes '%s'",
	    stream_name(stream), road_name(word[stream]),
	    road_name(word[STREAM_INVOICES]));
	diag_note(finding, yaml_pos(other), "the road of 'invoices'");
	diag_remedy(finding, "%s", choices[stream].remedy);
}

/* Payments follow the invoices; the others stand alone. */
static bool
is_in_conflict(enum stream stream, const enum road word[STREAM_COUNT],
    const bool known[STREAM_COUNT])
{
	return stream == STREAM_PAYMENTS && known[STREAM_INVOICES] &&
	       word[stream] != ROAD_NONE &&
	       word[stream] != word[STREAM_INVOICES];
}

void
company_read_roads(const struct yaml_node *root, struct diag_list *diag,
    enum road ret[STREAM_COUNT])
{
	static const char *const known_keys[] = { "invoices", "payments",
		"deferrals", "expenses" };
	enum road word[STREAM_COUNT] = { ROAD_NONE };
	bool known[STREAM_COUNT];
	const struct yaml_node *map;
	struct diag *finding;
	enum stream stream;

	map = yaml_field_map(root, "roads", true, diag);
	if (map == NULL)
		return;
	yaml_check_keys(map, known_keys, STREAM_COUNT, diag);
	for (stream = 0; stream < STREAM_COUNT; stream++)
		known[stream] = read_word(map, stream, diag, &word[stream]);
	for (stream = 0; stream < STREAM_COUNT; stream++) {
		if (!known[stream])
			continue;
		if (is_in_conflict(stream, word, known)) {
			refuse_conflict(map, stream, word, diag);
		} else if (choices[stream].carried[word[stream]]) {
			ret[stream] = word[stream];
		} else {
			finding = diag_add(diag, RULE_COMPANY_ROAD,
			    yaml_pos(yaml_get(map, stream_name(stream))),
			    "'%s: %s' is not carried by this version",
			    stream_name(stream), road_name(word[stream]));
			diag_remedy(finding, "%s", choices[stream].remedy);
		}
	}
}
