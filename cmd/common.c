/* common.c - see common.h. */
#include "common.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/output.h"
#include "base/text.h"

/* Long options without a letter are numbered from here. */
#define LONG_ONLY 256
#define OPTIONS_MAX 32

static const struct tool_option common_option[] = {
	{ 'q', "quiet", NULL, "say nothing but errors", NULL, NULL },
	{ 0, "json", NULL, "findings as JSON Lines", NULL, NULL },
	{ 0, "findings", "FILE", "write all findings to FILE as JSON Lines",
	    NULL, NULL },
	{ 0, "lang", "LANG", "write findings in English (en) or Finnish (fi)",
	    NULL, NULL },
	{ 0, "explain-rule", "NAME",
	    "explain a finding's rule; list: all rules", NULL, NULL },
	{ 'h', "help", NULL, "show this help", NULL, NULL },
	{ 'V', "version", NULL, "show the version", NULL, NULL }
};
#define COMMON_COUNT (sizeof(common_option) / sizeof(common_option[0]))

static const struct tool_option *
option_at(const struct tool *tool, size_t index)
{
	if (index < tool->option_count)
		return &tool->option[index];
	return &common_option[index - tool->option_count];
}

/* End after printing what was asked for. */
static _Noreturn void
end_printed(void)
{
	/* What did not fit in the buffer may have failed before. */
	exit(fflush(stdout) == 0 && ferror(stdout) == 0 ? STATUS_DONE
							: STATUS_MACHINE);
}

static void
print_help(const struct tool *tool)
{
	printf("usage: %s %s\n%s\n\n", tool->name, tool->usage, tool->summary);
	for (size_t i = 0; i < tool->option_count + COMMON_COUNT; i++) {
		const struct tool_option *option = option_at(tool, i);
		const char *help = option->help;
		char name[40];

		if (option->help == NULL)
			continue;
		if (tool->findings_help != NULL &&
		    strcmp(option->name, "findings") == 0)
			help = tool->findings_help;
		(void)snprintf(name, sizeof(name), "--%s%s%s", option->name,
		    option->argument != NULL ? " " : "",
		    option->argument != NULL ? option->argument : "");
		if (option->letter != 0)
			printf("  -%c, %-22s %s\n", option->letter, name, help);
		else
			printf("      %-22s %s\n", name, help);
	}
	end_printed();
}

void
tool_usage_error(const struct tool *tool, const char *fmt, ...)
{
	va_list args;

	(void)fprintf(stderr, "%s: ", tool->name);
	va_start(args, fmt);
	(void)vfprintf(stderr, fmt, args);
	va_end(args);
	(void)fprintf(stderr, " (see %s --help)\n", tool->name);
	exit(STATUS_CONFIG);
}

/* The language of the locale that messages have; English if it is not ours. */
static enum language
locale_language(void)
{
	static const char *const variable[] = { "LC_ALL", "LC_MESSAGES",
		"LANG" };

	for (size_t i = 0; i < sizeof(variable) / sizeof(variable[0]); i++) {
		const char *value = getenv(variable[i]);

		/* An empty one counts as not set. */
		if (value != NULL && value[0] != '\0')
			return strncmp(value, "fi", 2) == 0 &&
			               strchr("_.@", value[2]) != NULL
			           ? LANGUAGE_FINNISH
			           : LANGUAGE_ENGLISH;
	}
	return LANGUAGE_ENGLISH;
}

static enum language
choose_language(struct tool *tool)
{
	enum language language = locale_language();

	if (tool->language == NULL) {
		diag_list_speak(tool->diag, language, LANGUAGE_LOCALE);
		return language;
	}
	if (!language_find(tool->language, &language))
		tool_usage_error(
		    tool, "--lang is en or fi, not '%s'", tool->language);
	diag_list_speak(tool->diag, language, LANGUAGE_OPTION);
	return language;
}

/* --explain-rule: print and end. */
static void
explain_rule(const struct tool *tool, enum language language)
{
	const struct rule *rule = rule_find(tool->explain);
	const bool all = strcmp(tool->explain, "list") == 0;
	struct buf text;

	buf_init(&text, BUF_MAX_DEFAULT);
	if (rule != NULL)
		rule_explain(rule, language, &text);
	else if (all)
		rule_list(language, &text);
	else
		rule_suggest(tool->explain, &text);
	if (rule == NULL && !all)
		tool_usage_error(tool,
		    text.len > 0 ? "there is no rule '%s', did you mean %s"
				 : "there is no rule '%s'; 'list' names all%s",
		    tool->explain, buf_text(&text));
	(void)fputs(buf_text(&text), stdout);
	buf_release(&text);
	diag_list_free(tool->diag);
	end_printed();
}

/* Set what an option of the table asks for. */
static void
option_apply(struct tool *tool, size_t index, const char *argument)
{
	const struct tool_option *option = option_at(tool, index);

	if (index < tool->option_count) {
		if (option->flag != NULL)
			*option->flag = true;
		else
			*option->value = argument;
	} else if (strcmp(option->name, "quiet") == 0) {
		tool->quiet = true;
	} else if (strcmp(option->name, "json") == 0) {
		tool->json = true;
	} else if (strcmp(option->name, "findings") == 0) {
		tool->findings = argument;
	} else if (strcmp(option->name, "lang") == 0) {
		tool->language = argument;
	} else if (strcmp(option->name, "explain-rule") == 0) {
		tool->explain = argument;
	} else if (strcmp(option->name, "help") == 0) {
		print_help(tool);
	} else {
		printf("%s %s\n", tool->name, FENVOY_VERSION);
		end_printed();
	}
}

/* Build getopt's two forms of the tables. */
static void
option_tables(const struct tool *tool, char *letters, struct option *longs)
{
	size_t count = tool->option_count + COMMON_COUNT;

	*letters++ = ':';
	for (size_t i = 0; i < count; i++) {
		const struct tool_option *option = option_at(tool, i);

		longs[i].name = option->name;
		longs[i].has_arg =
		    option->argument != NULL ? required_argument : no_argument;
		longs[i].flag = NULL;
		longs[i].val = LONG_ONLY + (int)i;
		if (option->letter != 0) {
			*letters++ = option->letter;
			if (option->argument != NULL)
				*letters++ = ':';
		}
	}
	*letters = '\0';
	memset(&longs[count], 0, sizeof(longs[count]));
}

static size_t
option_index(const struct tool *tool, int found)
{
	if (found >= LONG_ONLY)
		return (size_t)(found - LONG_ONLY);
	for (size_t i = 0; i < tool->option_count + COMMON_COUNT; i++) {
		if (option_at(tool, i)->letter == (char)found)
			return i;
	}
	return 0;
}

/* A leading '+' stops at the first operand. */
static int
parse(struct tool *tool, int argc, char **argv, bool leading)
{
	char letters[2 * OPTIONS_MAX + 3] = "+";
	struct option longs[OPTIONS_MAX + 1];
	enum language language;
	int found;

	if (tool->option_count + COMMON_COUNT > OPTIONS_MAX)
		abort();
	if (tool->diag == NULL)
		tool->diag = diag_list_new();
	option_tables(tool, leading ? letters + 1 : letters, longs);
	opterr = 0;
	optind = 0; /* from the start, also the second time */
	while ((found = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		if (found == '?')
			tool_usage_error(
			    tool, "unknown option '%s'", argv[optind - 1]);
		if (found == ':')
			tool_usage_error(tool, "option '%s' needs an argument",
			    argv[optind - 1]);
		option_apply(tool, option_index(tool, found), optarg);
	}
	language = choose_language(tool);
	if (tool->explain != NULL)
		explain_rule(tool, language);
	return optind;
}

int
tool_options(struct tool *tool, int argc, char **argv)
{
	return parse(tool, argc, argv, false);
}

int
tool_leading_options(struct tool *tool, int argc, char **argv)
{
	return parse(tool, argc, argv, true);
}

/* What a finding makes of the status: its area says who has to act. */
static int
status_of_rule(const struct rule *rule)
{
	static const struct {
		const char *area; /* or the rule's whole name */
		int status;
	} own[] = {
		{ "system.", STATUS_MACHINE }, { "network.", STATUS_MACHINE },
		{ "company.", STATUS_CONFIG }, { "access.", STATUS_CONFIG },
		{ "journal.busy", STATUS_MACHINE }, /* later it is free */
	};

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (text_starts_with(rule->name, own[i].area))
			return own[i].status;
	return STATUS_DATA;
}

/*
 * 3 if a finding of the machine is there, else 2 for one of the settings,
 * else 1; 0 without errors. *ret_system: the machine itself failed.
 */
static int
status_of(struct diag_list *diag, bool *ret_system)
{
	int status = STATUS_DONE;

	*ret_system = false;
	for (size_t i = 0; i < diag_kept(diag); i++) {
		struct diag_view view;
		int found;

		diag_get(diag, i, &view);
		if (view.rule->severity != SEVERITY_ERROR)
			continue;
		if (text_starts_with(view.rule->name, "system."))
			*ret_system = true;
		found = status_of_rule(view.rule);
		if (status == STATUS_DONE || found > status)
			status = found;
	}
	return status;
}

/* Findings go out in one piece, so that tools of a pipe do not interleave. */
static int
write_findings(struct tool *tool)
{
	struct buf text;
	struct output output;
	int result = 0;

	buf_init(&text, BUF_MAX_DEFAULT);
	if (tool->findings != NULL) {
		diag_write_json_file(tool->diag, &text);
		result = atomic_file_write(
		    tool->findings, buf_text(&text), text.len, tool->diag);
		buf_clear(&text);
	}
	if (tool->json)
		diag_write_json(tool->diag, &text);
	else if (!tool->quiet || diag_failed(tool->diag))
		diag_write_text(tool->diag, &text);
	output_init(&output, 2);
	output_put(&output, buf_text(&text), text.len);
	(void)output_flush(&output);
	output_release(&output);
	buf_release(&text);
	return result;
}

int
tool_finish(struct tool *tool, int status)
{
	struct source_pos nowhere = { NULL, 0, 0 };
	bool machine;
	int found;

	if (fflush(stdout) != 0 || ferror(stdout))
		(void)diag_add(tool->diag, RULE_SYSTEM_FILE, nowhere,
		    "cannot write to standard output: %s", strerror(errno));
	if (write_findings(tool) != 0 && status == STATUS_DONE)
		status = STATUS_MACHINE;
	found = status_of(tool->diag, &machine);
	if (found == STATUS_DATA && tool->withheld)
		found = STATUS_DONE;
	if (machine || status == STATUS_DONE)
		status = found == STATUS_DONE ? status : found;
	diag_list_free(tool->diag);
	tool->diag = NULL;
	return status;
}
