/*
 * fixture.h - a company in YAML: who may ask, and what its books hold before
 * the first voucher. samples/netvisor.yaml shows every part.
 */
#ifndef SANDBOX_FIXTURE_H
#define SANDBOX_FIXTURE_H

#include <sqlite3.h>
#include <stdbool.h>

#include "sandbox/authentication.h"

struct diag_list;

/*
 * Read path into the tables of new books and the identity, which the caller
 * releases. False after findings (yaml.*, sandbox.fixture); the caller then
 * rolls the tables back.
 */
bool fixture_load(
    const char *path, sqlite3 *, struct identity *, struct diag_list *);
void identity_release(struct identity *);

#endif
