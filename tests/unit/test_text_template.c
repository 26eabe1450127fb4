/* test_text_template.c - ERP texts told apart from their right-hand end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "fenerum/text_template.h"

static const char *const words[TYPE_COUNT] = { "Invoice", "Credit Note" };

#define INVOICE "{type} {number}"
#define DEFERRAL "Deferred Revenue: {type} {number}"
#define DEFERRAL_GROUP "Deferred Revenue ({group}): {type} {number}"
#define RECOGNITION                                                            \
	"Revenue Recognition ({group}): {type} {number} ({current}/{total})"
#define SPLIT "Split {group}: {type} {number}"
#define PAYMENT "{kind} - {type} {number} - Transaction {transaction}"
#define SUPPLIER "Supplier Invoice: {supplier} {number}"

/* What the slots hold, in the order of their enum; NULL: no match. */
static const struct {
	const char *template;
	const char *text;
	const char *slots;
} cases[] = {
	{ INVOICE, "Invoice 1001", "type=Invoice number=1001 " },
	{ INVOICE, "Credit Note 1001", "type=Credit Note number=1001 " },
	{ INVOICE, "Invoice  1001", NULL },
	{ INVOICE, "Invoice ", NULL },
	{ INVOICE, " Invoice 1001", NULL },
	{ INVOICE, "invoice 1001", NULL },
	{ INVOICE, "Invoice 1001 ", NULL },
	{ INVOICE, "", NULL },
	{ DEFERRAL, "Deferred Revenue: Invoice A-7/9",
	    "type=Invoice number=A-7/9 " },
	{ DEFERRAL, "Deferred Revenue (SaaS): Invoice 7", NULL },
	{ DEFERRAL_GROUP, "Deferred Revenue (SaaS): Credit Note 7",
	    "type=Credit Note number=7 group=SaaS " },
	{ DEFERRAL_GROUP, "Deferred Revenue (A (EU): Invoice 3): b): Invoice 7",
	    "type=Invoice number=7 group=A (EU): Invoice 3): b " },
	{ DEFERRAL_GROUP, "Deferred Revenue (): Invoice 7", NULL },
	{ DEFERRAL_GROUP, "Deferred Revenue: Invoice 7", NULL },
	{ RECOGNITION, "Revenue Recognition (Tuki & apu): Invoice 7 (2/12)",
	    "type=Invoice number=7 group=Tuki & apu current=2 total=12 " },
	{ RECOGNITION,
	    "Revenue Recognition (X): Invoice 1 (1/2): Invoice 7 (2/12)",
	    "type=Invoice number=7 group=X): Invoice 1 (1/2 "
	    "current=2 total=12 " },
	{ RECOGNITION, "Revenue Recognition (X): Invoice 7 (2/x)", NULL },
	{ RECOGNITION, "Revenue Recognition (X): Invoice 7 (-2/12)", NULL },
	{ RECOGNITION, "Revenue Recognition (X): Invoice 7 (2/1234567)", NULL },
	{ SPLIT, "Split \xC3\x84\xC3\xA4ni: x: Credit Note 12",
	    "type=Credit Note number=12 group=\xC3\x84\xC3\xA4ni: x " },
	{ PAYMENT,
	    "Bank Transfer - Invoice 7 - Transaction "
	    "0b7c6f1e-1111-4222-8333-444455556666",
	    "type=Invoice number=7 kind=Bank Transfer "
	    "transaction=0b7c6f1e-1111-4222-8333-444455556666 " },
	{ PAYMENT, "A - B - Invoice 7 - Transaction t",
	    "type=Invoice number=7 kind=A - B transaction=t " },
	{ PAYMENT, " - Invoice 7 - Transaction t", NULL },
	{ SUPPLIER, "Supplier Invoice: Some: Firm (x) 88",
	    "number=88 supplier=Some: Firm (x) " },
	{ SUPPLIER, "Supplier Invoice: 88", NULL },
	{ "{number} x", "7 x", "number=7 " },
	{ "x {number}", "x 7", "number=7 " },
};

static void
trace_match(const struct template_match *match, struct buf *buf)
{
	static const char *const names[SLOT_COUNT] = { "type", "number",
		"group", "current", "total", "kind", "transaction",
		"supplier" };

	for (size_t i = 0; i < SLOT_COUNT; i++) {
		if (match->slot[i].text == NULL)
			continue;
		buf_printf(buf, "%s=", names[i]);
		buf_put(buf, match->slot[i].text, match->slot[i].len);
		buf_putc(buf, ' ');
	}
}

static void
test_match(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text_template template;
		struct template_match match;
		struct buf buf;
		bool found;

		assert_true(text_template_compile(&template, &arena,
		    cases[i].template, 0, (struct source_pos){ 0 }, diag));
		found = text_template_match(&template, words, cases[i].text,
		    strlen(cases[i].text), &match);
		if (found != (cases[i].slots != NULL))
			print_message("%s\n", cases[i].text);
		assert_int_equal(found, cases[i].slots != NULL);
		if (!found)
			continue;
		buf_init(&buf, BUF_MAX_DEFAULT);
		trace_match(&match, &buf);
		assert_string_equal(buf_text(&buf), cases[i].slots);
		buf_release(&buf);
	}
	assert_false(diag_failed(diag));
	arena_release(&arena);
	diag_list_free(diag);
}

static void
test_counts(void **state)
{
	struct diag_list *diag = diag_list_new();
	struct text_template template;
	struct template_match match;
	struct arena arena;

	(void)state;
	arena_init(&arena);
	assert_true(text_template_compile(&template, &arena,
	    "{type} ({current}/{total})", 0, (struct source_pos){ 0 }, diag));
	assert_true(text_template_match(
	    &template, words, "Credit Note (02/999999)", 23, &match));
	assert_int_equal(match.type, TYPE_CREDIT_NOTE);
	assert_int_equal(match.current, 2);
	assert_int_equal(match.total, 999999);
	arena_release(&arena);
	diag_list_free(diag);
}

/* The longer word counts where one ends with the other. */
static void
test_word_in_word(void **state)
{
	static const char *const nested[TYPE_COUNT] = { "Note", "Credit Note" };
	struct diag_list *diag = diag_list_new();
	struct text_template template;
	struct template_match match;
	struct arena arena;

	(void)state;
	arena_init(&arena);
	assert_true(text_template_compile(
	    &template, &arena, INVOICE, 0, (struct source_pos){ 0 }, diag));
	assert_true(text_template_match(
	    &template, nested, "Credit Note 7", 13, &match));
	assert_int_equal(match.type, TYPE_CREDIT_NOTE);
	assert_true(
	    text_template_match(&template, nested, "Note 7", 6, &match));
	assert_int_equal(match.type, TYPE_INVOICE);
	arena_release(&arena);
	diag_list_free(diag);
}

static void
test_refused(void **state)
{
	static const struct {
		const char *template;
		unsigned required;
		const char *finding;
	} refused[] = {
		{ "", 0, "template '': it has no slot" },
		{ "text", 0, "template 'text': it has no slot" },
		{ "{nummer}", 0, "template '{nummer}': there is no such slot" },
		{ "{number", 0,
		    "template '{number': a bracket has no partner" },
		{ "number}", 0,
		    "template 'number}': a bracket has no partner" },
		{ "{}", 0, "template '{}': there is no such slot" },
		{ "{type}{number}", 0,
		    "template '{type}{number}': no text stands between two "
		    "slots" },
		{ "{type} {type}", 0,
		    "template '{type} {type}': a slot stands twice" },
		{ INVOICE, 1U << SLOT_TOTAL | 1U << SLOT_TYPE,
		    "template '{type} {number}': the slot {total} is needed "
		    "for this event" },
	};
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct diag_list *diag = diag_list_new();
		struct text_template template;
		struct diag_view view;

		assert_false(text_template_compile(&template, &arena,
		    refused[i].template, refused[i].required,
		    (struct source_pos){ "p", 3, 5 }, diag));
		assert_int_equal(diag_kept(diag), 1);
		diag_get(diag, 0, &view);
		assert_string_equal(view.text, refused[i].finding);
		assert_string_equal(view.rule->name, "export.template");
		diag_list_free(diag);
	}
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_match),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_word_in_word),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
