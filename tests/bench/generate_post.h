/*
 * generate_post.h - the postings that an invoice's events ought to give.
 */
#ifndef GENERATE_POST_H
#define GENERATE_POST_H

#include "generate_meant.h"
#include "generate_world.h"

/* The invoice itself, on both roads. */
void post_invoice(const struct meant_document *, const struct invoice *);
/*
 * The deferral of a share, or with k > 0 its k-th recognition.
 */
void post_share(const struct meant_document *, const struct invoice *,
    const struct share *, int k);
void post_payment(const struct meant_document *, const struct invoice *,
    const struct payment *);
/* The account, in Fenerum, that a payment goes to. */
enum erp_account payment_account(enum payment_kind);

#endif
