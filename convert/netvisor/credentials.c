/* credentials.c - reading the keys; see credentials.h. */
#include "netvisor/credentials.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
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

static const char *const field_name[FIELDS] = { "customer_id", "customer_key",
	"partner_id", "partner_key" };

/* What a caller gets is the first member; all of it is secret memory. */
struct credentials_block {
	struct credentials given;
	char value[FIELDS][VALUE_MAX + 1];
};

struct parse {
	struct credentials_block *block;
	const char *label;
	struct diag_list *diag;
	unsigned long line;
	unsigned long seen[FIELDS]; /* the line; 0: not yet */
	bool failed;
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

static struct diag *
complain(struct parse *parse, unsigned long column, const char *what,
    const char *name)
{
	parse->failed = true;
	return diag_add(parse->diag, RULE_ACCESS_CREDENTIALS,
	    (struct source_pos){ parse->label, parse->line, column }, "%s%s",
	    name, what);
}

/*
 * The name itself is never quoted: on a line that is out of shape it may be
 * a key.
 */
static void
complain_name(struct parse *parse, const char *name, size_t len)
{
	char copy[32] = "";
	const char *nearest;

	if (len < sizeof(copy))
		memcpy(copy, name, len);
	nearest = text_nearest(copy, field_name, FIELDS);
	secret_wipe(copy, sizeof(copy));
	if (nearest == NULL)
		(void)complain(parse, 1, "",
		    "the line begins with no known name and a colon");
	else
		(void)complain(parse, 1, "; is it meant?", nearest);
}

static bool
value_is_right(struct parse *parse, size_t field, const char *value, size_t len,
    unsigned long column)
{
	const char *const name = field_name[field];

	if (len == 0) {
		(void)complain(parse, column, " is empty", name);
		return false;
	}
	if (len > VALUE_MAX) {
		(void)complain(parse, column, " is too long", name);
		return false;
	}
	for (size_t i = 0; i < len; i++) {
		if (value[i] < ' ' || value[i] > '~') {
			(void)complain(parse, column + i,
			    " holds more than printable ASCII", name);
			return false;
		}
	}
	if (is_key(field) && len < KEY_MIN) {
		(void)complain(parse, column, " is too short for a key", name);
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
		complain_name(parse, line, name_len);
		return;
	}
	if (parse->seen[field] != 0) {
		diag_note(
		    complain(parse, 1, " stands twice", field_name[field]),
		    (struct source_pos){ parse->label, parse->seen[field], 1 },
		    "the first one");
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
			(void)complain(parse, 0, " is missing", field_name[i]);
	}
}

struct credentials *
credentials_parse(
    char *text, size_t len, const char *label, struct diag_list *diag)
{
	struct credentials_block *block = secret_alloc(sizeof(*block));
	struct parse parse = { .block = block, .label = label, .diag = diag };

	if (len > CREDENTIALS_TEXT_MAX)
		(void)complain(&parse, 0, "more text than keys need", "");
	else
		parse_lines(&parse, text, len);
	secret_wipe(text, len);
	if (parse.failed) {
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

struct credentials *
credentials_read(const char *path, struct diag_list *diag)
{
	/* One more, so that a file that is too long is seen to be. */
	const size_t size = CREDENTIALS_TEXT_MAX + 1;
	struct parse parse = { .label = path, .diag = diag };
	struct credentials *credentials = NULL;
	const char *fault;
	ssize_t len = 0;
	char *text;
	int fd;

	/* O_NONBLOCK: a named pipe must not keep us waiting. */
	fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0) {
		(void)complain(&parse, 0,
		    errno == ELOOP ? "a symbolic link is not followed"
				   : strerror(errno),
		    "");
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
		(void)complain(&parse, 0, fault, "");
	else
		credentials = credentials_parse(text, (size_t)len, path, diag);
	secret_free(text, size);
	return credentials;
}
