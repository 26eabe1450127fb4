/* credentials.c - reading the keys; see credentials.h. */
#include "netvisor/credentials.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/text.h"

/* Netvisor's are of 32 characters; a header has to hold each. */
#define VALUE_MAX ((size_t)512)
/* A shorter key could not be told from the words of an answer. */
#define KEY_MIN ((size_t)4)
#define FIELDS 4
/* All their names, joined. */
#define NAMES_MAX 64

static const char *const field_name[FIELDS] = { "customer_id", "customer_key",
	"partner_id", "partner_key" };

/* What a caller gets is the first member; all of it is secret memory. */
struct credentials_block {
	struct credentials given;
	char value[FIELDS][VALUE_MAX + 1];
};

enum fault {
	FAULT_UNKNOWN,
	FAULT_NEAR,
	FAULT_TWICE,
	FAULT_EMPTY,
	FAULT_LONG,
	FAULT_CHARACTER,
	FAULT_SHORT,
	FAULT_MISSING,
	FAULTS
};

/* Of one kind: where the first is, and whose it is. */
struct faulty {
	size_t count;
	unsigned long line, column;
	bool field[FIELDS];
};

struct parse {
	struct credentials_block *block;
	unsigned long line;
	unsigned long seen[FIELDS]; /* the line; 0: not yet */
	struct faulty faulty[FAULTS];
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static bool
is_key(size_t field)
{
	return field == 1 || field == 3;
}

/* field FIELDS: of none. */
static void
note(struct parse *parse, enum fault fault, size_t field, unsigned long column)
{
	struct faulty *faulty = &parse->faulty[fault];

	if (faulty->count++ == 0) {
		faulty->line = parse->line;
		faulty->column = column;
	}
	if (field < FIELDS)
		faulty->field[field] = true;
}

/*
 * The name itself is never quoted: on a line that is out of shape it may be
 * a key.
 */
static void
note_name(struct parse *parse, const char *name, size_t len)
{
	char copy[32] = "";
	const char *nearest;
	size_t field = 0;

	if (len < sizeof(copy))
		memcpy(copy, name, len);
	nearest = text_nearest(copy, field_name, FIELDS);
	secret_wipe(copy, sizeof(copy));
	while (nearest != NULL && strcmp(nearest, field_name[field]) != 0)
		field++;
	if (nearest == NULL)
		note(parse, FAULT_UNKNOWN, FIELDS, 1);
	else
		note(parse, FAULT_NEAR, field, 1);
}

static bool
value_is_right(struct parse *parse, size_t field, const char *value, size_t len,
    unsigned long column)
{
	if (len == 0) {
		note(parse, FAULT_EMPTY, field, column);
		return false;
	}
	if (len > VALUE_MAX) {
		note(parse, FAULT_LONG, field, column);
		return false;
	}
	for (size_t i = 0; i < len; i++) {
		if (value[i] < ' ' || value[i] > '~') {
			note(parse, FAULT_CHARACTER, field, column + i);
			return false;
		}
	}
	if (is_key(field) && len < KEY_MIN) {
		note(parse, FAULT_SHORT, field, column);
		return false;
	}
	return true;
}

static void
parse_line(struct parse *parse, const char *line, size_t len)
{
	const char *const start = line;
	const char *colon;
	size_t name_len, field;

	while (len > 0 && is_blank(line[len - 1]))
		len--;
	while (len > 0 && is_blank(*line)) {
		line++;
		len--;
	}
	if (len == 0 || *line == '#')
		return;
	colon = memchr(line, ':', len);
	name_len = colon == NULL ? 0 : (size_t)(colon - line);
	while (name_len > 0 && is_blank(line[name_len - 1]))
		name_len--;
	for (field = 0; field < FIELDS; field++) {
		if (strlen(field_name[field]) == name_len &&
		    memcmp(line, field_name[field], name_len) == 0)
			break;
	}
	if (field == FIELDS) {
		note_name(parse, line, name_len);
		return;
	}
	if (parse->seen[field] != 0) {
		note(parse, FAULT_TWICE, field, 1);
		return;
	}
	parse->seen[field] = parse->line;
	len -= (size_t)(colon + 1 - line);
	line = colon + 1;
	while (len > 0 && is_blank(*line)) {
		line++;
		len--;
	}
	if (value_is_right(
		parse, field, line, len, (unsigned long)(line - start) + 1))
		memcpy(parse->block->value[field], line, len);
}

static void
parse_lines(struct parse *parse, const char *text, size_t len)
{
	if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
		text += 3;
		len -= 3;
	}
	while (len > 0) {
		const char *end = memchr(text, '\n', len);
		const size_t line = end == NULL ? len : (size_t)(end - text);

		parse->line++;
		parse_line(parse, text, line);
		text += line;
		len -= line;
		if (len > 0) {
			text++;
			len--;
		}
	}
	parse->line = 0;
	for (size_t i = 0; i < FIELDS; i++) {
		if (parse->seen[i] == 0)
			note(parse, FAULT_MISSING, i, 0);
	}
}

/* "customer_id, customer_key"; how many there are. */
static size_t
join_names(const struct faulty *faulty, char *ret, size_t size)
{
	size_t count = 0, len = 0;

	ret[0] = '\0';
	for (size_t i = 0; i < FIELDS; i++) {
		if (!faulty->field[i])
			continue;
		len += (size_t)snprintf(ret + len, size - len, "%s%s",
		    count == 0 ? "" : ", ", field_name[i]);
		count++;
	}
	return count;
}

/* One finding a kind, however many there are of it. */
static bool
say_faults(const struct parse *parse, const char *label, struct diag_list *diag)
{
	static const char *const says[FAULTS][2] = {
		[FAULT_NEAR] = { "; is it meant?", "; are they meant?" },
		[FAULT_TWICE] = { " stands twice", " stand twice" },
		[FAULT_EMPTY] = { " is empty", " are empty" },
		[FAULT_LONG] = { " is too long", " are too long" },
		[FAULT_CHARACTER] = { " holds more than printable ASCII",
		    " hold more than printable ASCII" },
		[FAULT_SHORT] = { " is too short for a key",
		    " are too short for a key" },
		[FAULT_MISSING] = { " is missing", " are missing" },
	};
	char names[NAMES_MAX];
	bool found = false;

	for (unsigned i = 0; i < FAULTS; i++) {
		const struct faulty *faulty = &parse->faulty[i];
		const struct source_pos pos = { label, faulty->line,
			faulty->column };
		const bool many = join_names(faulty, names, sizeof(names)) > 1;

		if (faulty->count == 0)
			continue;
		found = true;
		if (i != FAULT_UNKNOWN)
			(void)diag_add(diag, RULE_ACCESS_CREDENTIALS, pos,
			    "%s%s", names, says[i][many]);
		else if (faulty->count == 1)
			(void)diag_add(diag, RULE_ACCESS_CREDENTIALS, pos,
			    "the line begins with no known name and a colon");
		else
			(void)diag_add(diag, RULE_ACCESS_CREDENTIALS, pos,
			    "%zu lines, from this one on, begin with no known "
			    "name and a colon",
			    faulty->count);
	}
	return found;
}

struct credentials *
credentials_parse(
    char *text, size_t len, const char *label, struct diag_list *diag)
{
	struct credentials_block *block = secret_alloc(sizeof(*block));
	struct parse parse = { .block = block };
	bool failed = len > CREDENTIALS_TEXT_MAX;

	if (failed) {
		(void)diag_add(diag, RULE_ACCESS_CREDENTIALS,
		    (struct source_pos){ label, 0, 0 },
		    "more text than keys need");
	} else {
		parse_lines(&parse, text, len);
		failed = say_faults(&parse, label, diag);
	}
	secret_wipe(text, len);
	if (failed) {
		secret_free(block, sizeof(*block));
		return NULL;
	}
	block->given = (struct credentials){ block->value[0], block->value[1],
		block->value[2], block->value[3] };
	return &block->given;
}

void
credentials_free(struct credentials *credentials)
{
	secret_free(credentials, sizeof(struct credentials_block));
}

/* Why the open file may not be read for keys, or NULL. */
static const char *
file_fault(int fd)
{
	struct stat status;

	if (fstat(fd, &status) != 0)
		return strerror(errno);
	if (!S_ISREG(status.st_mode))
		return "not a regular file";
	if (status.st_uid != geteuid())
		return "the file belongs to another user";
	if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		return "others than its owner may use the file; "
		       "chmod 600 it, and think of the keys as known";
	return NULL;
}

/* Read at most most bytes; -1 with errno on failure. */
static ssize_t
read_all(int fd, char *text, size_t most)
{
	size_t len = 0;

	while (len < most) {
		const ssize_t got = read(fd, text + len, most - len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		len += (size_t)got;
	}
	return (ssize_t)len;
}

static void
unreadable(const char *path, const char *why, struct diag_list *diag)
{
	(void)diag_add(diag, RULE_ACCESS_CREDENTIALS,
	    (struct source_pos){ path, 0, 0 }, "the keys cannot be read: %s",
	    why);
}

struct credentials *
credentials_read(const char *path, struct diag_list *diag)
{
	/* One more, so that a file that is too long is seen to be. */
	const size_t size = CREDENTIALS_TEXT_MAX + 1;
	struct credentials *credentials = NULL;
	const char *fault;
	ssize_t len = 0;
	char *text;
	int fd;

	/* O_NONBLOCK: a named pipe must not keep us waiting. */
	fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0) {
		unreadable(path,
		    errno == ELOOP ? "a symbolic link is not followed"
				   : strerror(errno),
		    diag);
		return NULL;
	}
	text = secret_alloc(size);
	fault = file_fault(fd);
	if (fault == NULL) {
		len = read_all(fd, text, size);
		if (len < 0)
			fault = strerror(errno);
	}
	(void)close(fd);
	if (fault != NULL)
		unreadable(path, fault, diag);
	else
		credentials = credentials_parse(text, (size_t)len, path, diag);
	secret_free(text, size);
	return credentials;
}
