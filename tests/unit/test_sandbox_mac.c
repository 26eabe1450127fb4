/* test_sandbox_mac.c - the code of a request: vectors and mistakes. */
#include "unit.h"

#include "base/buf.h"
#include "sandbox/mac.h"
#include "sandbox/moment.h"
#include "sandbox_client.h"

#define CK "7cd680e89e880553358bc07cd28b0ee2"
#define PK "07f94228d149a96b2f25e3edad55096e"
#define ZEROS "00000000000000000000000000000000"
#define EFFS "ffffffffffffffffffffffffffffffff"
#define HOST "https://isvapi.netvisor.fi/"
#define ID "5f0c2a9e-6c1b-4a55-9d0e-1f2a3b4c5d"

/* In the order of the message. */
static const struct {
	const char *name;
	struct mac_input input;
	const char *code;
} vectors[] = {
	{ "V3",
	    { "https://integrationdemo.netvisor.fi", "Testiclient",
		"customerid", "2024-01-01 12:00:00.000", "FI", "orgid",
		"123456", "1704110400", "customerkey", "partnerkey" },
	    "09e41ddcb3b83e5fde80f799aaca5c9f"
	    "efd33db2a15b43bae704b830dd3f5600" },
	{ "V4",
	    { HOST "salesinvoicebatch.nv", "FenerumBridge", "TEST_CUSTOMER_1",
		"2026-01-31 08:15:30.000", "EN", "1967543-8", ID "6e",
		"1769847330", CK, PK },
	    "515498c9cb35bd5bcd30b922266035ea"
	    "5b000593c5014f5375c4596bae430bd5" },
	{ "V5",
	    { HOST "getsalesinvoice.nv?netvisorkeylist=1,2,3&pdfimage=nopdf",
		"FenerumBridge", "TEST_CUSTOMER_1", "2026-01-31 08:15:31.000",
		"EN", "1967543-8", ID "6f", "1769847331", CK, PK },
	    "dd65013dca6f6c0dfdf7128bfe8a66a3"
	    "338dc7ab0831cb644ad4c4ce3b33d065" },
	{ "V6",
	    { HOST
		"getsalesinvoice.nv?netvisorkeylist=1%2C2%2C3&pdfimage=nopdf",
		"FenerumBridge", "TEST_CUSTOMER_1", "2026-01-31 08:15:31.000",
		"EN", "1967543-8", ID "6f", "1769847331", CK, PK },
	    "7707852fc817b262b2c63d14b893acde"
	    "7bb15ccde14f756070ef2ff0777432cd" },
	{ "V9",
	    { "https://integration.netvisor.fi/accounting.nv", "FenerumBridge",
		"TEST_CUSTOMER_1", "2026-02-01 00:00:00.123", "FI", "0123456-7",
		"00000000-0000-4000-8000-000000000001", "1769904000", ZEROS,
		EFFS },
	    "d1c7e290d8fea21b05f0fdf40102dc2d"
	    "fef682e29da441a3b17bbeb9cac3305c" },
};

/* Codes that mistakes give with the input of V4. */
static const struct {
	const char *mistake;
	const char *code;
} wrong[] = {
	{ "N1 keys swapped", "350fbe924026dee08a923d72d61b65e1"
			     "cf46028218f041abcc9c3d3e607160bb" },
	{ "N2 no HMAC", "334bf2359f20ad713ea79e0669113e51"
			"378b8679f8629f30abcc2bb292847089" },
	{ "N3 no ampersand in the key", "9c6eb33e820230a584a806f999a8ebf7"
					"8c3849af86bfbda9e472421bcbbfab82" },
	{ "N4 no Unix time", "aecf6db30a3b28d4a317ce89e222536d"
			     "7746432a66f6f9f2063733226297a0b5" },
	{ "N5 Unix time in another place", "98f7d99bfab8dbddd8383b499aecfbc4"
					   "1e764dd4cc163bb958f67ec4319c5350" },
	{ "N6 key cut to 64 bytes", "300e8777e85a0438c57be216ed2c765a"
				    "c73a612d1f237f6eac492fca9fcc245a" },
	{ "N7 no keys in the message", "63b9791cb96860864b4f62db5a22f4c4"
				       "4f7cf6db4bbf74c78a4cf02d07b69df2" },
	{ "nothing", "" },
	{ "a part of it", "515498c9cb35bd5bcd30b922266035ea"
			  "5b000593c5014f5375c4596bae430bd" },
};

static void
test_vectors(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(vectors); i++) {
		char hex[MAC_HEX_MAX];

		assert_row(mac_is_right(&vectors[i].input, vectors[i].code),
		    vectors[i].name);
		(void)mac_reckon(&vectors[i].input, hex);
		assert_row(hex[63] < 'a', vectors[i].name);
		assert_row(
		    mac_is_right(&vectors[i].input, hex), vectors[i].name);
	}
}

static void
test_mistakes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_row(!mac_is_right(&vectors[1].input, wrong[i].code),
		    wrong[i].mistake);
}

static void
test_message(void **state)
{
	struct buf message;

	(void)state;
	buf_init(&message, BUF_MAX_DEFAULT);
	mac_put_message(&message, &vectors[0].input);
	assert_string_equal(buf_text(&message),
	    "https://integrationdemo.netvisor.fi&Testiclient&customerid&"
	    "2024-01-01 12:00:00.000&FI&orgid&123456&1704110400&customerkey&"
	    "partnerkey");
	buf_release(&message);
}

/* The tests' own HMAC agrees: their requests are signed by it. */
static void
test_client(void **state)
{
	char hex[SHA256_HEX_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(vectors); i++) {
		const struct mac_input *input = &vectors[i].input;
		const struct sandbox_said said = { .sender = input->sender,
			.customer_id = input->customer_id,
			.timestamp = input->timestamp,
			.language = input->language,
			.organisation = input->organisation,
			.transaction_id = input->transaction_id,
			.unix_time = input->unix_time,
			.customer_key = input->customer_key,
			.partner_key = input->partner_key };

		sandbox_sign(&said, input->url, "", hex);
		assert_row(strcmp(hex, vectors[i].code) == 0, vectors[i].name);
	}
}

static void
test_moments(void **state)
{
	static const struct {
		int64_t seconds;
		const char *local;
		const char *http;
	} moments[] = {
		{ 1769847330, "2026-01-31T10:15:30",
		    "Sat, 31 Jan 2026 08:15:30 GMT" },
		{ 1774745999, "2026-03-29T02:59:59",
		    "Sun, 29 Mar 2026 00:59:59 GMT" },
		{ 1774746000, "2026-03-29T04:00:00",
		    "Sun, 29 Mar 2026 01:00:00 GMT" },
		{ 1792889999, "2026-10-25T03:59:59",
		    "Sun, 25 Oct 2026 00:59:59 GMT" },
		{ 1792890000, "2026-10-25T03:00:00",
		    "Sun, 25 Oct 2026 01:00:00 GMT" },
	};
	char local[MOMENT_LOCAL_MAX], http[MOMENT_HTTP_MAX];
	struct buf stamp;
	int64_t ms;

	(void)state;
	for (size_t i = 0; i < COUNT(moments); i++) {
		assert_string_equal(
		    moment_local(moments[i].seconds, local), moments[i].local);
		assert_string_equal(
		    moment_http(moments[i].seconds, http), moments[i].http);
	}
	buf_init(&stamp, BUF_MAX_DEFAULT);
	moment_put_stamp(&stamp, "2026-01-05T08:05:09");
	assert_string_equal(buf_text(&stamp), "5.1.2026 8:05:09");
	buf_release(&stamp);
	assert_true(moment_parse("2026-01-31 08:15:30.042", &ms));
	assert_true(ms == INT64_C(1769847330042));
	assert_false(moment_parse("2026-01-31T08:15:30.042", &ms));
	assert_false(moment_parse("2026-01-31 08:15:30", &ms));
	assert_false(moment_parse("2026-02-31 08:15:30.042", &ms));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vectors),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_message),
		cmocka_unit_test(test_client),
		cmocka_unit_test(test_moments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
