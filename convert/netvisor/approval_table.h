/*
 * approval_table.h - the tables of a batch that an approval names beside the
 * digest, and the key of approval.yaml for each: approval.c reads them,
 * approval_write.c writes them.
 */
#ifndef NETVISOR_APPROVAL_TABLE_H
#define NETVISOR_APPROVAL_TABLE_H

#include "netvisor/approval.h"

struct approval_table {
	const char *file;
	const char *key;
};

extern const struct approval_table approval_table[APPROVAL_TABLES];

#endif
