/*
 * test_authentication.c - the MAC by the vectors.
 *
 * V1 is published (fastmonkeys/netvisor.py, tests/test_auth.py) and proves the
 * order of fields, B1 to B7 are those of FIPS 180, RFC 1321 and RFC 4231; the
 * others were computed for the published rule with five implementations. No
 * key here belongs to anybody.
 */
#include "unit.h"

#include <openssl/evp.h>

#include "base/sha256.h"
#include "findings.h"
#include "netvisor/authentication.h"
#include "netvisor/authentication_message.h"
#include "netvisor/credentials.h"

#define API "https://isvapi.netvisor.fi/"
#define GUID_5D6F "5f0c2a9e-6c1b-4a55-9d0e-1f2a3b4c5d6f"
#define CUSTOMER_KEY "7cd680e89e880553358bc07cd28b0ee2"
#define PARTNER_KEY "07f94228d149a96b2f25e3edad55096e"
#define BOTH_KEYS CUSTOMER_KEY "&" PARTNER_KEY
#define MAC_V4                                                                 \
	"515498c9cb35bd5bcd30b922266035ea5b000593c5014f5375c4596bae430bd5"

static const struct {
	struct signing signing;
	struct credentials credentials;
	const char *timestamp;
	const char *timestamp_unix;
	const char *mac;
} vectors[] = {
	/* V3 */
	{ { "https://integrationdemo.netvisor.fi", "Testiclient", "FI", "orgid",
	      "123456", 1704110400000 },
	    { "customerid", "customerkey", "TEST_PARTNER_1", "partnerkey" },
	    "2024-01-01 12:00:00.000", "1704110400",
	    "09e41ddcb3b83e5fde80f799aaca5c9fefd33db2a15b43bae704b830dd3f560"
	    "0" },
	/* V4 */
	{ { API "salesinvoicebatch.nv", "FenerumBridge", "EN", "1967543-8",
	      "5f0c2a9e-6c1b-4a55-9d0e-1f2a3b4c5d6e", 1769847330000 },
	    { "TEST_CUSTOMER_1", CUSTOMER_KEY, "TEST_PARTNER_1", PARTNER_KEY },
	    "2026-01-31 08:15:30.000", "1769847330", MAC_V4 },
	/* V5 */
	{ { API "getsalesinvoice.nv?netvisorkeylist=1,2,3&pdfimage=nopdf",
	      "FenerumBridge", "EN", "1967543-8", GUID_5D6F, 1769847331000 },
	    { "TEST_CUSTOMER_1", CUSTOMER_KEY, "TEST_PARTNER_1", PARTNER_KEY },
	    "2026-01-31 08:15:31.000", "1769847331",
	    "dd65013dca6f6c0dfdf7128bfe8a66a3338dc7ab0831cb644ad4c4ce3b33d06"
	    "5" },
	/* V6 */
	{ { API "getsalesinvoice.nv?netvisorkeylist=1%2C2%2C3&pdfimage=nopdf",
	      "FenerumBridge", "EN", "1967543-8", GUID_5D6F, 1769847331000 },
	    { "TEST_CUSTOMER_1", CUSTOMER_KEY, "TEST_PARTNER_1", PARTNER_KEY },
	    "2026-01-31 08:15:31.000", "1769847331",
	    "7707852fc817b262b2c63d14b893acde7bb15ccde14f756070ef2ff0777432c"
	    "d" },
	/* V9 */
	{ { "https://integration.netvisor.fi/accounting.nv", "FenerumBridge",
	      "FI", "0123456-7", "00000000-0000-4000-8000-000000000001",
	      1769904000123 },
	    { "TEST_CUSTOMER_1", "00000000000000000000000000000000",
		"TEST_PARTNER_1", "ffffffffffffffffffffffffffffffff" },
	    "2026-02-01 00:00:00.123", "1769904000",
	    "d1c7e290d8fea21b05f0fdf40102dc2dfef682e29da441a3b17bbeb9cac3305"
	    "c" },
};

static void
test_vectors(void **state)
{
	struct diag_list *diag = diag_list_new();

	(void)state;
	for (size_t i = 0; i < COUNT(vectors); i++) {
		struct signature signature;

		assert_int_equal(authentication_sign(&vectors[i].credentials,
				     &vectors[i].signing, &signature, diag),
		    0);
		assert_string_equal(signature.timestamp, vectors[i].timestamp);
		assert_string_equal(
		    signature.timestamp_unix, vectors[i].timestamp_unix);
		assert_string_equal(signature.mac, vectors[i].mac);
	}
	assert_true(findings_equal(diag, ""));
	diag_list_free(diag);
}

/* The digest of a text by a name that OpenSSL knows, as hexadecimal. */
static void
digest_hex(const char *name, const void *data, size_t len, char hex[65])
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned size = 0;

	assert_int_equal(EVP_Digest(data, len, digest, &size,
			     EVP_get_digestbyname(name), NULL),
	    1);
	assert_true(size <= 32);
	for (unsigned i = 0; i < size; i++)
		(void)snprintf(hex + (size_t)2 * i, 3, "%02x", digest[i]);
}

/* The older algorithms sign the same without the Unix time: V1 and V2. */
static void
test_order(void **state)
{
	static const char expected[] =
	    "http://integrationdemo.netvisor.fi/accounting.nv&Testiclient&"
	    "Integraatiokayttajan tunnus&2009-01-12 15:49:12.221&FI&1967543-8&"
	    "123456&" BOTH_KEYS;
	const char *field[MESSAGE_FIELDS] = {
		[MESSAGE_PARTNER_KEY] = PARTNER_KEY,
		[MESSAGE_CUSTOMER_KEY] = CUSTOMER_KEY,
		[MESSAGE_TRANSACTION_ID] = "123456",
		[MESSAGE_ORGANISATION] = "1967543-8",
		[MESSAGE_LANGUAGE] = "FI",
		[MESSAGE_TIMESTAMP] = "2009-01-12 15:49:12.221",
		[MESSAGE_CUSTOMER_ID] = "Integraatiokayttajan tunnus",
		[MESSAGE_SENDER] = "Testiclient",
		[MESSAGE_URL] =
		    "http://integrationdemo.netvisor.fi/accounting.nv",
	};
	char message[sizeof(expected) + 16] = "";
	char hex[65];

	(void)state;
	assert_int_equal(message_join(field, MESSAGE_FIELDS, NULL), 198);
	assert_int_equal(message_join(field, MESSAGE_FIELDS, message), 198);
	assert_string_equal(message, expected);
	digest_hex("MD5", message, 198, hex);
	assert_string_equal(hex, "6b2783906969630c1b6649bf5b0e6620");
	digest_hex("SHA256", message, 198, hex);
	assert_string_equal(hex, "cd39e4566936ffd41e67cc8a819bf3"
				 "14a5f1016ca0159854d0f2dd447a86db8e");
	field[MESSAGE_TIMESTAMP_UNIX] = "1231775352";
	assert_int_equal(message_join(field, MESSAGE_FIELDS, message), 209);
	assert_string_equal(
	    message + 198 - sizeof(BOTH_KEYS), "&1231775352&" BOTH_KEYS);
}

#define V4_HEAD                                                                \
	"https://isvapi.netvisor.fi/salesinvoicebatch.nv&FenerumBridge&"       \
	"TEST_CUSTOMER_1&2026-01-31 08:15:30.000"
#define V4_MIDDLE "&EN&1967543-8&5f0c2a9e-6c1b-4a55-9d0e-1f2a3b4c5d6e"
#define V4_BODY V4_HEAD V4_MIDDLE "&1769847330"
#define V4_MESSAGE V4_BODY "&" BOTH_KEYS

/* What a wrong reading of the rule gives; each is another digest. */
static void
test_traps(void **state)
{
	static const struct {
		const char *name;
		const char *key; /* NULL: no HMAC */
		const char *message;
		const char *mac;
	} traps[] = {
		{ "V4 itself", BOTH_KEYS, V4_MESSAGE, MAC_V4 },
		{ "N1: keys swapped", PARTNER_KEY "&" CUSTOMER_KEY, V4_MESSAGE,
		    "350fbe924026dee08a923d72d61b65e1cf46028218f041abcc9c3d3e60"
		    "7160bb" },
		{ "N2: no HMAC", NULL, V4_MESSAGE,
		    "334bf2359f20ad713ea79e0669113e51378b8679f8629f30abcc2bb292"
		    "847089" },
		{ "N3: no ampersand", CUSTOMER_KEY PARTNER_KEY, V4_MESSAGE,
		    "9c6eb33e820230a584a806f999a8ebf78c3849af86bfbda9e472421bcb"
		    "bfab82" },
		{ "N4: no Unix time", BOTH_KEYS,
		    V4_HEAD V4_MIDDLE "&" BOTH_KEYS,
		    "aecf6db30a3b28d4a317ce89e222536d7746432a66f6f9f20637332262"
		    "97a0b5" },
		{ "N5: Unix time after the other", BOTH_KEYS,
		    V4_HEAD "&1769847330" V4_MIDDLE "&" BOTH_KEYS,
		    "98f7d99bfab8dbddd8383b499aecfbc41e764dd4cc163bb958f67ec431"
		    "9c5350" },
		{ "N6: key cut to a block",
		    CUSTOMER_KEY "&07f94228d149a96b2f25e3edad55096", V4_MESSAGE,
		    "300e8777e85a0438c57be216ed2c765ac73a612d1f237f6eac492fca9f"
		    "cc245a" },
		{ "N7: keys not in the message", BOTH_KEYS, V4_BODY,
		    "63b9791cb96860864b4f62db5a22f4c44f7cf6db4bbf74c78a4cf02d07"
		    "b69df2" },
	};
	unsigned char digest[SHA256_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(traps); i++) {
		const size_t len = strlen(traps[i].message);
		char mac[AUTHENTICATION_MAC_MAX];

		if (traps[i].key == NULL) {
			sha256_bytes(traps[i].message, len, digest);
			(void)sha256_hex(digest, mac);
		} else {
			message_mac(traps[i].key, strlen(traps[i].key),
			    traps[i].message, len, mac);
		}
		assert_row(strcmp(mac, traps[i].mac) == 0, traps[i].name);
		assert_row(
		    (strcmp(mac, MAC_V4) == 0) == (i == 0), traps[i].name);
	}
}

/* B1 to B7: the algorithms themselves. */
static void
test_primitives(void **state)
{
	static const struct {
		const char *key;
		size_t key_len;
		const char *data;
		const char *mac;
	} cases[] = {
		{ "\x0b", 20, "Hi There",
		    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e"
		    "32cff7" },
		{ "Jefe", 4, "what do ya want for nothing?",
		    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964"
		    "ec3843" },
		{ "\xaa", 20, NULL,
		    "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ce"
		    "d565fe" },
		{ "\xaa", 131,
		    "Test Using Larger Than Block-Size Key - Hash Key First",
		    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0e"
		    "e37f54" },
	};
	char key[131], data[50], hex[65];
	unsigned char digest[SHA256_SIZE];

	(void)state;
	memset(data, 0xdd, sizeof(data));
	for (size_t i = 0; i < COUNT(cases); i++) {
		/* A key of one byte is repeated. */
		memset(key, cases[i].key[0], sizeof(key));
		memcpy(key, cases[i].key, strlen(cases[i].key));
		message_mac(key, cases[i].key_len,
		    cases[i].data == NULL ? data : cases[i].data,
		    cases[i].data == NULL ? sizeof(data)
					  : strlen(cases[i].data),
		    hex);
		assert_string_equal(hex, cases[i].mac);
	}
	sha256_bytes("abc", 3, digest);
	assert_string_equal(sha256_hex(digest, hex),
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	sha256_bytes("", 0, digest);
	assert_string_equal(sha256_hex(digest, hex),
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	digest_hex("MD5", "abc", 3, hex);
	assert_string_equal(hex, "900150983cd24fb0d6963f7d28e17f72");
}

static void
check_refused(const struct signing *signing,
    const struct credentials *credentials, const char *expected)
{
	struct diag_list *diag = diag_list_new();
	struct signature signature;
	struct buf buf;

	assert_int_equal(
	    authentication_sign(credentials, signing, &signature, diag), -1);
	assert_true(findings_equal(diag, expected));
	buf_init(&buf, BUF_MAX_DEFAULT);
	diag_write_text(diag, &buf);
	assert_null(strstr(buf_text(&buf), CUSTOMER_KEY));
	assert_null(strstr(buf_text(&buf), PARTNER_KEY));
	buf_release(&buf);
	diag_list_free(diag);
}

#define SAYS(text) "0:0 access.ascii the " text "\n"

static void
test_refused(void **state)
{
	const struct signing right = vectors[1].signing;
	const struct credentials keys = vectors[1].credentials;
	struct signing signing = right;
	struct credentials credentials = keys;

	(void)state;
	/* V7 and V8: which charset would be right is not known. */
	signing.sender = "S\xE4hk\xF6 Oy";
	check_refused(
	    &signing, &keys, SAYS("sender holds more than printable ASCII"));
	signing.sender = "S\xC3\xA4hk\xC3\xB6 Oy";
	check_refused(
	    &signing, &keys, SAYS("sender holds more than printable ASCII"));
	signing.sender = "a\nb";
	signing.url = "https://localhost/a b";
	signing.language = "";
	signing.organisation = " 1967543-8";
	signing.transaction_id = "1 ";
	check_refused(&signing, &keys,
	    SAYS("URL holds a blank where none can be")
		SAYS("sender holds more than printable ASCII")
		    SAYS("language is empty")
			SAYS("organisation holds a blank where none can be")
			    SAYS("transaction id holds a blank where none can "
				 "be"));
	credentials.customer_key = CUSTOMER_KEY "\x7f";
	credentials.partner_key = PARTNER_KEY " ";
	credentials.partner_id = "";
	credentials.customer_id = NULL;
	check_refused(&right, &credentials,
	    SAYS("customer id is empty")
		SAYS("customer key holds more than printable ASCII")
		    SAYS("partner key holds a blank where none can be")
			SAYS("partner id is empty"));
}

static void
test_times(void **state)
{
	static const struct {
		int64_t milliseconds;
		const char *timestamp;
		const char *timestamp_unix;
	} cases[] = {
		{ 0, "1970-01-01 00:00:00.000", "0" },
		{ 999, "1970-01-01 00:00:00.999", "0" },
		{ 1709251199999, "2024-02-29 23:59:59.999", "1709251199" },
		{ 1709251200001, "2024-03-01 00:00:00.001", "1709251200" },
		{ 7258118399999, "2199-12-31 23:59:59.999", "7258118399" },
		{ -1, NULL, NULL },
		{ 7258118400000, NULL, NULL },
		{ INT64_MAX, NULL, NULL },
		{ INT64_MIN, NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct signing signing = vectors[1].signing;
		struct diag_list *diag = diag_list_new();
		struct signature signature;
		int result;

		signing.milliseconds = cases[i].milliseconds;
		result = authentication_sign(
		    &vectors[1].credentials, &signing, &signature, diag);
		if (cases[i].timestamp == NULL) {
			assert_int_equal(result, -1);
			assert_true(findings_equal(diag,
			    "0:0 access.clock the clock shows a time before "
			    "1970 or after 2199\n"));
		} else {
			assert_int_equal(result, 0);
			assert_string_equal(
			    signature.timestamp, cases[i].timestamp);
			assert_string_equal(
			    signature.timestamp_unix, cases[i].timestamp_unix);
		}
		diag_list_free(diag);
	}
}

static void
test_transaction_id(void **state)
{
	char id[1000][TRANSACTION_ID_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(id); i++) {
		assert_ptr_equal(transaction_id_make(id[i]), id[i]);
		assert_int_equal(strlen(id[i]), 36);
		for (size_t at = 0; at < 36; at++) {
			const bool hyphen =
			    at == 8 || at == 13 || at == 18 || at == 23;

			assert_non_null(strchr(
			    hyphen ? "-" : "0123456789abcdef", id[i][at]));
		}
		assert_int_equal(id[i][14], '4');
		assert_non_null(strchr("89ab", id[i][19]));
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(id[i], id[j]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vectors),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_traps),
		cmocka_unit_test(test_primitives),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_transaction_id),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
