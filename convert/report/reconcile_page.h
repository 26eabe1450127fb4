/* reconcile_page.h - setting a reconciliation as a page (see page.h). */
#ifndef REPORT_RECONCILE_PAGE_H
#define REPORT_RECONCILE_PAGE_H

#include "report/page.h"
#include "report/reconcile_model.h"

/* Sections, in their order. */
void reconcile_put_head(const struct reconciliation *, struct page *);
void reconcile_put_classes(const struct reconciliation *, struct page *);
void reconcile_put_differences(const struct reconciliation *, struct page *);
void reconcile_put_sums(const struct reconciliation *, struct page *);
void reconcile_put_balances(const struct reconciliation *, struct page *);
void reconcile_put_vouchers(const struct reconciliation *, struct page *);

#endif
