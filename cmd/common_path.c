/* common_path.c - see common_path.h. */
#include "common_path.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/output.h"

char *
folder_path(const char *path)
{
	size_t len = strlen(path);
	char *copy, *real;
	const char *base;

	while (len > 1 && path[len - 1] == '/')
		len--;
	copy = mem_strndup(path, len);
	base = path_base(copy);
	if (strcmp(base, ".") != 0 && strcmp(base, "..") != 0)
		return copy;
	real = realpath(copy, NULL);
	if (real == NULL)
		return copy; /* opening it says why */
	free(copy);
	copy = mem_strdup(real);
	free(real);
	return copy;
}

char *
folder_beside(const char *folder, const char *name)
{
	char *dir = path_dir(folder);
	char *path = path_join(dir, name);

	free(dir);
	return path;
}

char *
month_folder_name(const char *path)
{
	char *folder = folder_path(path);
	char *name = mem_strdup(path_base(folder));

	free(folder);
	return name;
}

char *
shell_word(const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_-./:@%+=,";
	struct buf text;
	char *result;

	if (word[0] != '\0' && strspn(word, plain) == strlen(word))
		return mem_strdup(word);
	buf_init(&text, BUF_MAX_DEFAULT);
	buf_putc(&text, '\'');
	for (const char *c = word; *c != '\0'; c++) {
		if (*c == '\'')
			buf_puts(&text, "'\\''");
		else
			buf_putc(&text, *c);
	}
	buf_putc(&text, '\'');
	result = mem_strdup(buf_text(&text));
	buf_release(&text);
	return result;
}

char *
close_command(const char *dir, const char *month)
{
	char *folder = shell_word(dir);
	char *word = shell_word(month);
	char *command = strcmp(dir, ".") == 0
	                    ? mem_printf("fenvoy close %s", word)
	                    : mem_printf("fenvoy -C %s close %s", folder, word);

	free(word);
	free(folder);
	return command;
}
