/* company_network.c - see company_network.h. */
#include "mapping/company_network.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/output.h"
#include "base/yaml_tree.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define DAY (24L * 60 * 60 * 1000)
#define REPLY_LEAST 4096L
#define REPLY_MOST (1L << 30)
#define RETRIES_MOST 20
#define CREDENTIALS "credentials"
#define SENDER_MOST 60

static bool
is_printable_ascii(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text < ' ' || *text > '~')
			return false;
	return true;
}

static void
read_word(const struct yaml_node *map, const char *key, struct diag_list *diag,
    char **ret)
{
	const char *text;

	if (!yaml_field_text(map, key, false, diag, &text))
		return;
	if (text[0] == '\0' || strlen(text) > SENDER_MOST ||
	    !is_printable_ascii(text)) {
		yaml_expected(yaml_get(map, key), diag,
		    "at most 60 letters, digits and signs of ASCII");
		return;
	}
	free(*ret);
	*ret = mem_strdup(text);
}

static void
read_file(const struct yaml_node *map, const char *key, const char *dir,
    struct diag_list *diag, char **ret)
{
	const char *text;

	if (!yaml_field_text(map, key, false, diag, &text))
		return;
	if (text[0] == '\0') {
		yaml_expected(yaml_get(map, key), diag, "a file");
		return;
	}
	free(*ret);
	*ret = path_join(dir, text);
}

static void
read_command(struct company_network *network, const struct yaml_node *map,
    struct diag_list *diag)
{
	const struct yaml_node *list =
	    yaml_field_list(map, "credentials_command", false, diag);
	size_t count = yaml_count(list);

	if (list == NULL)
		return;
	if (yaml_get(map, "credentials") != NULL || count == 0) {
		yaml_expected(list, diag,
		    count == 0 ? "a program and its arguments"
			       : "either credentials or credentials_command");
		return;
	}
	network->credentials_pos = yaml_pos(list);
	network->credentials_command =
	    mem_calloc(count + 1, sizeof(*network->credentials_command));
	for (size_t i = 0; i < count; i++) {
		if (yaml_kind_of(yaml_at(list, i)) != YAML_SCALAR)
			yaml_expected(yaml_at(list, i), diag, "a text");
		network->credentials_command[i] =
		    mem_strdup(yaml_text(yaml_at(list, i)));
	}
}

static void
read_waits(struct company_network *network, const struct yaml_node *map,
    struct diag_list *diag)
{
	static const char *const known[] = { "connect", "reply", "pause_first",
		"pause_most", "poll_first", "poll_most", "poll_limit",
		"grace" };
	long *const value[] = { &network->connect_wait, &network->reply_wait,
		&network->pause_first, &network->pause_most,
		&network->poll_first, &network->poll_most, &network->poll_limit,
		&network->grace };
	const struct yaml_node *waits =
	    yaml_field_map(map, "waits", false, diag);

	yaml_check_keys(waits, known, COUNT(known), diag);
	for (size_t i = 0; i < COUNT(known); i++)
		yaml_field_integer(
		    waits, known[i], false, diag, 1, DAY, value[i]);
}

static void
set_defaults(struct company_network *network, const char *dir)
{
	memset(network, 0, sizeof(*network));
	network->credentials = path_join(dir, CREDENTIALS);
	network->sender = mem_strdup("fenvoy");
	network->language = mem_strdup("EN");
	network->reply_limit = 64L << 20;
	network->retries = 4;
	network->connect_wait = 15000;
	network->reply_wait = 360000;
	network->pause_first = 2000;
	network->pause_most = 60000;
	network->poll_first = 5000;
	network->poll_most = 60000;
	network->poll_limit = 60L * 60 * 1000;
	network->grace = 60000;
}

void
company_network_read(struct company_network *network,
    const struct yaml_node *map, const char *dir, struct diag_list *diag)
{
	static const char *const language[] = { "FI", "EN", "SE" };
	size_t choice;

	set_defaults(network, dir);
	network->credentials_pos = yaml_get(map, "credentials") == NULL
	                               ? yaml_pos(map)
	                               : yaml_pos(yaml_get(map, "credentials"));
	read_file(map, "credentials", dir, diag, &network->credentials);
	read_command(network, map, diag);
	read_word(map, "sender", diag, &network->sender);
	if (yaml_field_choice(map, "language", false, diag, language,
		COUNT(language), &choice)) {
		free(network->language);
		network->language = mem_strdup(language[choice]);
	}
	read_file(map, "ca_file", dir, diag, &network->ca_file);
	read_word(map, "proxy", diag, &network->proxy);
	yaml_field_integer(map, "reply_limit", false, diag, REPLY_LEAST,
	    REPLY_MOST, &network->reply_limit);
	yaml_field_integer(
	    map, "retries", false, diag, 0, RETRIES_MOST, &network->retries);
	read_waits(network, map, diag);
}

void
company_network_release(struct company_network *network)
{
	if (network->credentials_command != NULL)
		for (size_t i = 0; network->credentials_command[i] != NULL; i++)
			free(network->credentials_command[i]);
	free(network->credentials_command);
	free(network->credentials);
	free(network->sender);
	free(network->language);
	free(network->ca_file);
	free(network->proxy);
	memset(network, 0, sizeof(*network));
}
