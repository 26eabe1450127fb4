/*
 * test_credentials.c - the keys: what is read, what is refused and never
 * quoted, where they lie in memory, and that no answer keeps them.
 */
#include "unit.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "findings.h"
#include "netvisor/credentials.h"
#include "scratch.h"

#define GOOD                                                                   \
	"customer_id: TEST_CUSTOMER_1\n"                                       \
	"customer_key: customer-secret-1\n"                                    \
	"partner_id: TEST_PARTNER_1\n"                                         \
	"partner_key: partner-secret-2\n"

/* Read text; its copy must be wiped whatever comes of it. */
static struct credentials *
parse(const char *text, size_t len, struct diag_list *diag)
{
	char *copy = mem_strndup(text, len);
	struct credentials *credentials =
	    credentials_parse(copy, len, "keys", diag);

	for (size_t i = 0; i < len; i++)
		assert_int_equal(copy[i], 0);
	free(copy);
	return credentials;
}

static void
test_parse(void **state)
{
	static const char *const cases[] = { GOOD,
		"partner_key:partner-secret-2\r\n \t\r\n  # a comment: x\r\n"
		"partner_id :  TEST_PARTNER_1 \r\n"
		"\tcustomer_key:\tcustomer-secret-1\t\r\n"
		"customer_id: TEST_CUSTOMER_1",
		"\xEF\xBB\xBF" GOOD "\n\n#" };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct diag_list *diag = diag_list_new();
		struct credentials *credentials =
		    parse(cases[i], strlen(cases[i]), diag);

		assert_true(findings_equal(diag, ""));
		assert_non_null(credentials);
		assert_string_equal(
		    credentials->customer_id, "TEST_CUSTOMER_1");
		assert_string_equal(
		    credentials->customer_key, "customer-secret-1");
		assert_string_equal(credentials->partner_id, "TEST_PARTNER_1");
		assert_string_equal(
		    credentials->partner_key, "partner-secret-2");
		credentials_free(credentials);
		diag_list_free(diag);
	}
	credentials_free(NULL);
}

/* The findings of a text, which must not quote anything from it. */
static void
check_refused(const char *text, size_t len, const char *expected)
{
	struct diag_list *diag = diag_list_new();
	struct buf buf;

	assert_null(parse(text, len, diag));
	assert_true(findings_equal(diag, expected));
	buf_init(&buf, BUF_MAX_DEFAULT);
	diag_write_text(diag, &buf);
	diag_write_json(diag, &buf);
	assert_null(strstr(buf_text(&buf), "ecret"));
	assert_null(strstr(buf_text(&buf), "TEST_"));
	buf_release(&buf);
	diag_list_free(diag);
}

#define SAYS(place, text) place " access.credentials " text "\n"

static const struct {
	const char *text;
	const char *expected;
} refused[] = {
	{ "", SAYS("0:0", "customer_id, customer_key, partner_id, partner_key "
			  "are missing") },
	{ "nonsense\n\nsecret: secret\npartner_id: x\n\x01\n",
	    SAYS("0:0", "customer_id, customer_key, partner_key are missing")
		SAYS("1:1", "3 lines, from this one on, begin with no known "
			    "name and a colon") },
	{ "customer_id:\ncustomer_key:\npartner_id: \npartner_key:\n",
	    SAYS("1:13", "customer_id, customer_key, partner_id, partner_key "
			 "are empty") },
	{ GOOD "customer_key: secret",
	    SAYS("5:1", "customer_key stands twice") },
	{ GOOD "partner_ke: secret", SAYS("5:1", "partner_key; is it meant?") },
	{ GOOD "Customer_Id: secret",
	    SAYS("5:1", "customer_id; is it meant?") },
	{ GOOD "secret-secret: secret\nsecret\n: secret\n",
	    SAYS("5:1", "3 lines, from this one on, begin with no known name "
			"and a colon") },
	{ GOOD "secret",
	    SAYS("5:1", "the line begins with no known name and a colon") },
	{ "customer_id: \ncustomer_key: sécret-0\n"
	  "partner_id: TEST_\tX\npartner_key:abc\n",
	    SAYS("1:13", "customer_id is empty")
		SAYS("2:16", "customer_key, partner_id hold more than "
			     "printable ASCII")
		    SAYS("4:13", "partner_key is too short for a key") },
};

static void
test_refused(void **state)
{
	struct buf buf;

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++)
		check_refused(refused[i].text, strlen(refused[i].text),
		    refused[i].expected);
	check_refused("customer_id: a\0b\ncustomer_key: secret\n"
		      "partner_id: c\npartner_key: secret\n",
	    70, SAYS("1:15", "customer_id holds more than printable ASCII"));

	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_puts(&buf, "customer_id: a\ncustomer_key: secret\n"
		       "partner_id: c\npartner_key: ");
	for (int i = 0; i < 513; i++)
		buf_putc(&buf, 'x');
	check_refused(
	    buf.data, buf.len, SAYS("4:14", "partner_key is too long"));
	{
		struct diag_list *diag = diag_list_new();
		struct credentials *credentials =
		    parse(buf.data, buf.len - 1, diag);

		assert_non_null(credentials);
		assert_int_equal(strlen(credentials->partner_key), 512);
		credentials_free(credentials);
		diag_list_free(diag);
	}
	while (buf.len <= CREDENTIALS_TEXT_MAX)
		buf_puts(&buf, "\n#");
	check_refused(
	    buf.data, buf.len, SAYS("0:0", "more text than keys need"));
	buf_release(&buf);
}

static void
check_file(const char *path, const char *expected)
{
	struct diag_list *diag = diag_list_new();
	struct credentials *credentials = credentials_read(path, diag);

	assert_true(findings_equal_in(diag, path, expected));
	assert_int_equal(credentials != NULL, *expected == '\0');
	credentials_free(credentials);
	diag_list_free(diag);
}

static void
test_file(void **state)
{
	char *folder = scratch_make();
	char *path = path_join(folder, "keys");
	char *other = path_join(folder, "other");
	static const mode_t open_modes[] = { 0640, 0620, 0604, 0610, 0601 };

	(void)state;
	check_file(path,
	    SAYS("0:0", "the keys cannot be read: No such file or directory"));
	scratch_write(folder, "keys", GOOD);
	for (size_t i = 0; i < COUNT(open_modes); i++) {
		assert_int_equal(chmod(path, open_modes[i]), 0);
		check_file(
		    path, SAYS("0:0",
			      "the keys cannot be read: others than its owner "
			      "may use the file; chmod 600 it, and think of "
			      "the keys as known"));
	}
	assert_int_equal(chmod(path, 0600), 0);
	check_file(path, "");
	assert_int_equal(chmod(path, 0400), 0);
	check_file(path, "");
	assert_int_equal(symlink("keys", other), 0);
	check_file(other,
	    SAYS("0:0",
		"the keys cannot be read: a symbolic link is not followed"));
	assert_int_equal(unlink(other), 0);
	assert_int_equal(mkfifo(other, 0600), 0);
	check_file(
	    other, SAYS("0:0", "the keys cannot be read: not a regular file"));
	assert_int_equal(unlink(other), 0);
	check_file(
	    folder, SAYS("0:0", "the keys cannot be read: not a regular file"));
	if (geteuid() == 0) {
		assert_int_equal(chown(path, 1, 1), 0);
		check_file(path, SAYS("0:0", "the keys cannot be read: the "
					     "file belongs to another user"));
	}
	free(path);
	free(other);
	scratch_remove(folder);
}

/* A file larger than what is read at most is not taken for its beginning. */
static void
test_long_file(void **state)
{
	char *folder = scratch_make();
	char *path = path_join(folder, "keys");
	struct buf buf;

	(void)state;
	buf_init(&buf, BUF_MAX_DEFAULT);
	buf_puts(&buf, GOOD);
	while (buf.len < CREDENTIALS_TEXT_MAX)
		buf_putc(&buf, '\n');
	scratch_write(folder, "keys", buf_text(&buf));
	assert_int_equal(chmod(path, 0600), 0);
	check_file(path, "");
	buf_puts(&buf, "partner_key: secret\n");
	scratch_write(folder, "keys", buf_text(&buf));
	check_file(path, SAYS("0:0", "more text than keys need"));
	buf_release(&buf);
	free(path);
	scratch_remove(folder);
}

/* What the kernel says of the mapping that holds memory; "" if nothing. */
static void
mapping_flags(const void *memory, char flags[512])
{
	FILE *maps = fopen("/proc/self/smaps", "r");
	const uintptr_t wanted = (uintptr_t)memory;
	char line[512];
	int inside = 0;

	flags[0] = '\0';
	while (maps != NULL && fgets(line, sizeof(line), maps) != NULL) {
		unsigned long from, to;

		if (sscanf(line, "%lx-%lx ", &from, &to) == 2)
			inside = wanted >= from && wanted < to;
		else if (inside && strncmp(line, "VmFlags:", 8) == 0)
			memcpy(flags, line, sizeof(line));
	}
	if (maps != NULL)
		(void)fclose(maps);
}

static void
test_memory(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct credentials *credentials = parse(GOOD, strlen(GOOD), diag);
	unsigned char *memory = secret_alloc(100000);
	char flags[512];

	(void)state;
	for (size_t i = 0; i < 100000; i++)
		assert_int_equal(memory[i], 0);
	memset(memory, 7, 100000);
	secret_wipe(memory, 99999);
	assert_int_equal(memory[99998], 0);
	assert_int_equal(memory[99999], 7);
	mapping_flags(memory, flags);
	if (flags[0] != '\0')
		assert_non_null(strstr(flags, " dd"));
	mapping_flags(credentials->partner_key, flags);
	if (flags[0] != '\0')
		assert_non_null(strstr(flags, " dd"));
	secret_free(memory, 100000);
	secret_free(NULL, 1);
	secret_wipe(NULL, 0);
	memory = secret_alloc(0);
	assert_non_null(memory);
	secret_free(memory, 0);
	credentials_free(credentials);
	diag_list_free(diag);
}

#define HEX16 "0123456789abcDEF"
#define HEX64 HEX16 HEX16 HEX16 HEX16
#define STARS16 "****************"
#define STARS64 STARS16 STARS16 STARS16 STARS16

static void
check_redacted(const char *customer_key, const char *partner_key,
    const char *text, const char *expected, size_t places)
{
	const struct credentials credentials = { "id", customer_key, "id",
		partner_key };
	char *copy = mem_strdup(text);
	size_t found = credentials_redact(&credentials, copy, strlen(copy));

	assert_string_equal(copy, expected);
	assert_int_equal(found, places);
	free(copy);
}

static void
test_redact(void **state)
{
	static const struct {
		const char *key[2];
		const char *text;
		const char *expected;
		size_t places;
	} cases[] = {
		{ { "abcd1", "xyz22" }, "", "", 0 },
		{ { "abcd1", "xyz22" }, "&abcd1&xyz22", "&*****&*****", 2 },
		{ { "abcd1", "xyz22" }, "ABcD1xYZ22", "**********", 2 },
		{ { "abcd1", "xyz22" }, "abcd xyz2", "abcd xyz2", 0 },
		{ { "abcd1", "xyz22" }, "aabcd1", "a*****", 1 },
		{ { "aabaa", "xyz22" }, "aabaabaa", "********", 1 },
		/* One begins in the other, or holds it. */
		{ { "abcdef", "defghi" }, "abcdefghi", "*********", 1 },
		{ { "abcdef", "bcde" }, "abcdef bcde", "****** ****", 2 },
		{ { "bcde", "abcdef" }, "abcde abcdef", "a**** ******", 2 },
		/* As XML and URLs write them. */
		{ { "a&b<c", "d>e\"'" }, "a&b<c d>e\"'", "***** *****", 2 },
		{ { "a&b<c", "d>e\"'" }, "a&amp;b&lt;c|d&gt;e&quot;&apos;",
		    "************|******************", 2 },
		{ { "a&b<c", "d>e\"'" }, "a&#38;b&#x3C;c|d%3Ee%22%27",
		    "**************|***********", 2 },
		{ { "abcd1", "xyz22" }, "&#65;b&#x063;d1 &#000120;y%5a22",
		    "*************** ***************", 2 },
		{ { "a&b<c", "xyz22" }, "a&amp b&lt;c a&;b<c &#38 &#;",
		    "a&amp b&lt;c a&;b<c &#38 &#;", 0 },
		{ { "a%26", "xyz22" }, "a%26 a%2526", "**** ******", 2 },
		{ { "abcd1", "xyz22" }, "abcd&#4", "abcd&#4", 0 },
		{ { "abcd1", "xyz22" }, "abcd%3", "abcd%3", 0 },
		/* Markup that a reader drops joins what is around it. */
		{ { "abcd1", "xyz22" }, "ab<!-- > -->cd1 <![CDATA[xy]]>z22",
		    "**<!-- > -->*** <![CDATA[**]]>***", 2 },
		{ { "abcd1", "xyz22" }, "a<?p ?><!---->bcd1 x<b/>yz22",
		    "*<?p ?><!---->**** *<b/>****", 2 },
		{ { "abcd1", "xyz22" }, "ab<!-- cd1 xy]]z22 <ab",
		    "ab<!-- cd1 xy]]z22 <ab", 0 },
		{ { "ab<d1", "xyz22" }, "ab<d1>xy<d>z22", "*****>********", 2 },
		/* Short keys are words, none is nothing. */
		{ { "OK", "xyz22" }, "<OKS>TOOK OK&ok</OKS>",
		    "<OKS>TOOK **&**</OKS>", 2 },
		{ { "", "a" }, "a banana.a", "* banana.*", 2 },
		{ { NULL, "xyz22" }, "abc", "abc", 0 },
		/* MACs. */
		{ { "abcd1", "xyz22" }, HEX64, STARS64, 1 },
		{ { "abcd1", "xyz22" }, "g" HEX64 "g" HEX64 HEX16 "a-",
		    "g" STARS64 "g" STARS64 STARS16 "*-", 2 },
		{ { "abcd1", "xyz22" }, HEX16 HEX16 HEX16 "0123456789abcDE ",
		    HEX16 HEX16 HEX16 "0123456789abcDE ", 0 },
		{ { "gg012", "xyz22" }, "gg" HEX64, "**" STARS64, 1 },
		{ { "defgg", "xyz22" }, HEX64 "gg", STARS64 "**", 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check_redacted(cases[i].key[0], cases[i].key[1], cases[i].text,
		    cases[i].expected, cases[i].places);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_file),
		cmocka_unit_test(test_long_file),
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_redact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
