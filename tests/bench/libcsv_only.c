/*
 * libcsv_only - the yardstick: libcsv parses the files and nothing is done
 * with what it finds. usage: libcsv_only FILE...
 */
#include <stdio.h>
#include <stdlib.h>

#include <csv.h>

static unsigned long fields;

static void
field(void *text, size_t len, void *data)
{
	(void)text;
	(void)len;
	(void)data;
	fields++;
}

static void
row(int last, void *data)
{
	(void)last;
	(void)data;
}

static int
parse_file(const char *name)
{
	static char block[64 * 1024];
	struct csv_parser parser;
	FILE *file = fopen(name, "rb");
	size_t len;

	if (file == NULL || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI))
		return -1;
	while ((len = fread(block, 1, sizeof(block), file)) > 0) {
		if (csv_parse(&parser, block, len, field, row, NULL) != len)
			return -1;
	}
	if (csv_fini(&parser, field, row, NULL) != 0)
		return -1;
	csv_free(&parser);
	return fclose(file);
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (parse_file(argv[i]) != 0) {
			fprintf(stderr, "libcsv_only: %s failed\n", argv[i]);
			return 1;
		}
	}
	printf("%lu\n", fields);
	return 0;
}
