/*
 * check_run.h - what the parts of netvisor-check share: check_workers.c goes
 * through the requests, check_request.c through one, check_element.c through
 * its elements; check_rules.c judges values.
 */
#ifndef NETVISOR_CHECK_RUN_H
#define NETVISOR_CHECK_RUN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/money.h"
#include "base/sha256.h"
#include "netvisor/batch.h"
#include "netvisor/check.h"
#include "netvisor/name_table.h"
#include "netvisor/register.h"
#include "netvisor/request.h"
#include "netvisor/xml_reader.h"

struct check_facts;
struct check_guess;
struct record_writer;
struct schema;
struct xml_quick;

/* The document that is being read. */
struct check_document {
	const struct batch_item *item; /* NULL: more than items.tsv has */
	size_t line;                   /* invoice line, from 1 */
	bool has_reference;
	bool has_term;        /* a due date, or a term of payment */
	bool has_rate;        /* of another currency than EUR */
	struct date date;     /* invoice or voucher date */
	struct date vat_date; /* delivery date */
	struct money total;   /* as the document says */
	bool has_total;
	struct money gross; /* of the lines, or the balance of a voucher */
	struct money debit; /* of a voucher */
	bool reckoned;      /* false: a line lacks what its sum needs */
	bool overflow;      /* the sum of the lines is too large */
};

/* The invoice or voucher line that is being read. */
struct check_line {
	struct decimal quantity;
	struct decimal price;
	struct decimal discount;
	struct decimal vat_percent;
	bool has_quantity;
	bool has_price;
	bool has_percent;
	bool has_account;
	struct buf vat_code;
	struct buf dimension_header;
};

/*
 * The state of a run. A request's judgement may change nothing of it that
 * outlasts the request but through check_name_add, and may look at what other
 * requests left through check_name_known alone: workers judge with a copy of
 * their own (check_facts.h).
 */
struct check {
	const struct check_options *options;
	struct diag_list *diag;
	struct diag_list *unheard; /* what registers_load will say */
	struct batch *batch;
	struct registers *registers;
	char registers_sha256[SHA256_HEX_MAX];
	struct arena arena;
	struct name_table identifiers;
	struct name_table made_customers;
	struct name_table made_dimensions; /* "header\nitem" */
	bool dimensions_unread; /* a request that makes one is unreadable */
	/* Tables for quick judging, and its readers; NULL if not in use. */
	struct schema *table[REQUEST_KIND_COUNT];
	struct xml_quick *quick[REQUEST_KIND_COUNT];
	struct check_facts *facts; /* a worker's; NULL: findings are written */
	bool valid; /* a worker's: the request has its schema's form */
	/* The schemas themselves, compiled when the first is needed. */
	struct xml_schema *schema[REQUEST_KIND_COUNT];
	struct xml_reader *reader[REQUEST_KIND_COUNT];
	struct xml_reader *plain; /* for what is known to be valid */
	/* The request that is being read. */
	const struct batch_request *request;
	enum request_kind kind;
	char label[BATCH_FILE_MAX];
	size_t errors;
	size_t warnings;
	struct xml_reader *reading; /* whence positions come, or NULL */
	/* The place in it. */
	size_t depth;
	int field; /* of the open element, or -1 */
	struct buf text;
	long ordinal; /* of the document in the request, from 1 */
	struct check_document document;
	struct check_line line;
	/*
	 * An invoice date whose judgement waits for what comes after the due
	 * date: a value date takes its place. Where it stands, and while it is
	 * judged that place once more.
	 */
	struct date held;
	unsigned long kept_line, kept_column;
	unsigned long held_line, held_column;
	bool amount_currency_wrong;
	bool registers_wrong; /* they are another company's, or the accounts
	                         of the options are not its defaults */
};

/*
 * A finding at the present place of the present request, with a note where
 * the document came from; counted for the verdict.
 */
void check_fault(struct check *, enum rule_id, const char *fmt, ...)
    __attribute__((format(__printf__, 3, 4)));
/* The same, once for equal texts; later ones are only counted. */
void check_fault_once(struct check *, enum rule_id, const char *fmt, ...)
    __attribute__((format(__printf__, 3, 4)));
/*
 * Remember a text in a table of the run; false when it was met before. A
 * worker cannot know whether another request made it.
 */
bool check_name_add(struct check *, struct name_table *, const char *);
/* Is it there? A worker takes it for granted. */
bool check_name_known(struct check *, const struct name_table *, const char *);

/* Keep the day of a posting; what follows says whether it counts. */
void check_hold(struct check *, struct date);
/* Judge it at its place, unless another day replaces it. */
void check_release_held(struct check *, bool replaced);

/* The buffers and the arena of a check that is otherwise filled in. */
void check_init(struct check *);
void check_init_undo(struct check *);

/*
 * Judge the present request. known is what a worker found of it, or NULL.
 * found_hash becomes the file's, "" if it cannot be read. (check_request.c)
 */
void check_request(struct check *, const struct check_guess *known,
    char found_hash[SHA256_HEX_MAX]);
/* Let a worker judge it. */
void check_guess(struct check *worker, struct check_guess *ret);
/* Make a request the present one. */
void check_request_begin(struct check *, size_t index);
/* The reader of a kind's schema; NULL after a finding. */
struct xml_reader *check_reader(struct check *, enum request_kind);

/*
 * Judge all requests, by as many workers as the options say; each is put with
 * its row. False if one is not right. (check_workers.c)
 */
bool check_requests(struct check *, struct record_writer *);

/* Begin a request's reading; and what it lacked at its end. */
void check_elements_begin(struct check *);
void check_elements_end(struct check *);
extern const struct xml_events check_events;

/* Judgements on values; each adds its findings. */
void check_account(struct check *, const char *number);
/* The day of a posting: in a period, after the locks. */
void check_posting_date(struct check *, struct date);
void check_delivery_date(struct check *, struct date);
/* Parse a date element; no date, with a finding if it is only not a day. */
struct date check_date(struct check *, const char *);
void check_vat(struct check *, struct date);
void check_voucher_class(struct check *, const char *name);
void check_dimension_use(struct check *, const char *header, const char *item);
void check_dimension_made(struct check *, const char *header, const char *item);
void check_customer_use(struct check *, const char *code);
void check_customer_made(struct check *, const char *code);
/* Does a text begin with the document's reference? */
void check_reference(struct check *, const char *);
/* Will the invoice be sent by whom company.yaml says? */
void check_status(struct check *, const char *);
/* Only what is net can be proved to balance. */
void check_net(struct check *, enum rule_id, bool net);
void check_invoice_line_end(struct check *);
void check_invoice_end(struct check *);
void check_voucher_end(struct check *);

/* Judgements against items.tsv (check_items.c). */
void check_identifier(struct check *, const char *);
void check_number(struct check *, const char *);
void check_comment(struct check *, const char *);
void check_item_total(struct check *, struct money);
/* A voucher's debit against the sum of either sign that is listed. */
void check_item_debit(struct check *, struct money);
/* The accounts of the options against Netvisor's defaults. */
void check_default_accounts(struct check *);
/* Are the registers this company's, and of the Netvisor it sends to? */
void check_snapshot(struct check *);

#endif
