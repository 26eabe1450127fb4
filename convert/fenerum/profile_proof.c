/* profile_proof.c - see profile_proof.h. */
#include "fenerum/profile_proof.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/money.h"
#include "fenerum/rejects.h"

void
profile_proof_init(struct profile_proof *proof)
{
	*proof = (struct profile_proof){
		.credit_notes = { .rule = RULE_BILLING_SIGN },
		.prices = { .rule = RULE_BILLING_PRICE },
	};
}

static void
proof_release(struct proof *proof)
{
	for (size_t i = 0; i < proof->waiting_count; i++)
		free(proof->waiting[i].text);
	free(proof->waiting);
}

void
profile_proof_release(struct profile_proof *proof)
{
	proof_release(&proof->credit_notes);
	proof_release(&proof->prices);
}

/* Rows ------------------------------------------------------------------- */

void
proof_doubt(struct proof *proof, struct source_pos pos)
{
	if (proof->other == 0)
		proof->first = pos;
	proof->other++;
	proof->wrong++;
}

void
proof_refuse(struct proof *proof, struct faults *faults, struct source_pos pos,
    bool other, const char *fmt, ...)
{
	struct proof_waiting *waiting;
	va_list arguments;
	char *text;

	va_start(arguments, fmt);
	text = mem_vprintf(fmt, arguments);
	va_end(arguments);
	faults_mark(faults, proof->rule, text);
	proof->waiting = mem_grow(proof->waiting, proof->waiting_count,
	    &proof->waiting_capacity, sizeof(*proof->waiting));
	waiting = &proof->waiting[proof->waiting_count++];
	*waiting = (struct proof_waiting){ pos, text };
	if (proof->waiting_count > PROOF_WAITING_MAX) {
		free(text);
		waiting->text = NULL;
	}
	if (other)
		proof_doubt(proof, pos);
	else
		proof->wrong++;
}

/* Settings --------------------------------------------------------------- */

/* How a setting is judged, and what is found if all rows contradict it. */
struct judge {
	const struct document_index *documents;
	const struct export_profile *profile;
	struct stage_writer *stage;
	struct diag_list *diag;
	const char *label; /* of the profile, once it is contradicted */
};

/* One row alone may as well be wrong itself. */
static bool
is_contradicted(const struct proof *proof)
{
	return proof->right == 0 && proof->other > 1 &&
	       proof->other == proof->wrong;
}

static void
contradict(struct judge *judge, const char *key, const char *value,
    const struct proof *proof, const char *what)
{
	struct source_pos pos = export_profile_key_pos(judge->profile, key);
	struct diag *diag;

	diag = diag_add(judge->diag, RULE_EXPORT_CONTRADICTED, pos,
	    "%s (all %zu that can tell)", what, proof->other);
	diag_remedy(diag, "write '%s: %s' in the export profile", key, value);
	diag_note(diag, proof->first, "the first of them");
	judge->label = pos.file;
}

/* Say what was kept back. */
static void
tell(const struct judge *judge, const struct proof *proof)
{
	for (size_t i = 0; i < proof->waiting_count; i++) {
		const struct proof_waiting *waiting = &proof->waiting[i];

		diag_add(judge->diag, proof->rule, waiting->pos, "%s",
		    waiting->text != NULL ? waiting->text
					  : rule_get(proof->rule)->title);
	}
}

static void
judge_credit_notes(struct judge *judge, const struct proof *proof)
{
	bool positive = judge->profile->credit_notes_positive;

	if (is_contradicted(proof) && judge->profile->is_sound)
		contradict(judge, "credit_notes",
		    positive ? "negative" : "positive", proof,
		    positive ? "credit notes have negative amounts"
			     : "credit notes have positive amounts");
	else
		tell(judge, proof);
}

static void
judge_prices(struct judge *judge, const struct proof *proof)
{
	bool gross = judge->profile->gross_prices;

	if (is_contradicted(proof) && judge->profile->is_sound)
		contradict(judge, "prices", gross ? "net" : "gross", proof,
		    gross ? "prices do not include the VAT of their lines"
			  : "prices include the VAT of their lines");
	else
		tell(judge, proof);
}

/* ERP lines -------------------------------------------------------------- */

/* What the sum of a document's ERP lines is. */
struct erp_sum {
	int sign;  /* 1 as the document, -1 the other side, 0 neither */
	int basis; /* 1 as the setting says, -1 the other, 0 both alike */
};

static struct erp_sum
measure(const struct document *document, bool by_net)
{
	const int64_t own = by_net ? document->net : document->gross;
	const int64_t other = by_net ? document->gross : document->net;
	const int64_t sum = document->erp_sum;
	struct erp_sum result = { 0, 0 };

	if (sum == 0 || sum == INT64_MIN)
		return result;
	if (sum == own || sum == other)
		result.sign = 1;
	else if (sum == -own || sum == -other)
		result.sign = -1;
	if (result.sign != 0 && own != other)
		result.basis = sum == result.sign * own ? 1 : -1;
	return result;
}

static bool
is_judged(const struct document *document)
{
	return document->erp.file != NULL && !document->is_refused &&
	       !document->erp_is_broken && document->gross != INT64_MIN &&
	       document->net != INT64_MIN;
}

static void
count(struct proof *proof, int answer, struct source_pos pos)
{
	if (answer > 0)
		proof->right++;
	else if (answer < 0)
		proof_doubt(proof, pos);
}

static void
refuse_document(struct judge *judge, const struct document *document,
    struct erp_sum sum, bool tell_sign, bool tell_basis)
{
	const char *id = document->erp_id != NULL ? document->erp_id : "";
	const struct csv_field ids[2] = { { id, strlen(id) },
		{ document->number, document->number_len } };
	const bool by_net = judge->profile->erp_invoice_net;
	char shown[2][MONEY_TEXT_MAX];
	struct faults faults;
	struct diag *diag;

	if (!(tell_sign && sum.sign < 0) && !(tell_basis && sum.basis < 0))
		return;
	(void)money_format(
	    (struct money){ document->erp_sum, document->currency }, '.',
	    shown[0]);
	(void)money_format(
	    (struct money){
		by_net ? document->net : document->gross, document->currency },
	    '.', shown[1]);
	faults_init(&faults, judge->diag);
	diag = faults_add(&faults, RULE_BILLING_ERP_AMOUNT, document->erp,
	    "the ERP lines of %s '%s' sum to %s %s, its %s is %s",
	    document->is_credit_note ? "credit note" : "invoice",
	    document->number, shown[0], document->currency->code,
	    by_net ? "net" : "gross", shown[1]);
	diag_note(diag, document->pos, "the document");
	rejects_later(judge->stage, document->erp,
	    &export_kind[EXPORT_KIND_ERP_LINE], ids, &faults);
	faults_release(&faults);
}

static void
judge_erp_lines(struct judge *judge)
{
	const struct export_profile *profile = judge->profile;
	const struct document_index *documents = judge->documents;
	struct proof sign = { .right = 0 }, basis = { .right = 0 };
	bool all_sign, all_basis;

	for (size_t i = 0; i < documents->count; i++) {
		const struct document *document = &documents->document[i];
		struct erp_sum sum;

		if (!is_judged(document))
			continue;
		sum = measure(document, profile->erp_invoice_net);
		count(&sign, sum.sign, document->erp);
		count(&basis, sum.basis, document->erp);
	}
	all_sign = is_contradicted(&sign);
	all_basis = is_contradicted(&basis);
	if (all_sign)
		contradict(judge, "erp_amount",
		    profile->erp_credits_account ? "positive-debits-account"
						 : "positive-credits-account",
		    &sign,
		    "ERP lines of invoices have the sign of the other side");
	if (all_basis)
		contradict(judge, "erp_invoice_amount",
		    profile->erp_invoice_net ? "gross" : "net", &basis,
		    profile->erp_invoice_net
			? "ERP lines of invoices hold the gross"
			: "ERP lines of invoices hold the net");
	for (size_t i = 0; i < documents->count; i++) {
		const struct document *document = &documents->document[i];

		if (is_judged(document))
			refuse_document(judge, document,
			    measure(document, profile->erp_invoice_net),
			    !all_sign, !all_basis);
	}
}

void
profile_proof_judge(const struct profile_proof *proof,
    const struct document_index *documents,
    const struct export_profile *profile, struct stage_writer *stage,
    struct diag_list *diag, const char **ret_label)
{
	struct judge judge = { documents, profile, stage, diag, NULL };

	judge_credit_notes(&judge, &proof->credit_notes);
	judge_prices(&judge, &proof->prices);
	if (profile->is_sound)
		judge_erp_lines(&judge);
	*ret_label = judge.label;
}
