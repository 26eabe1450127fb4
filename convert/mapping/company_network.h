/*
 * company_network.h - how company.yaml says Netvisor is to be spoken to: the
 * part of its block netvisor that only netvisor-fetch and netvisor-send need.
 * All waits are milliseconds.
 */
#ifndef MAPPING_COMPANY_NETWORK_H
#define MAPPING_COMPANY_NETWORK_H

#include "base/diag.h"

struct yaml_node;

struct company_network {
	/* Where the keys are: a file of mode 0600, or a command's output. */
	char *credentials;
	char **credentials_command;        /* ended by NULL; NULL: none */
	struct source_pos credentials_pos; /* file "company.yaml" */
	char *sender;                      /* ASCII; names the software */
	char *language;                    /* FI, EN or SE */
	char *ca_file;                     /* trust this alone; NULL: system */
	char *proxy;      /* NULL: none, whatever the system says */
	long reply_limit; /* bytes of an answer */
	long retries;     /* of a reading request */
	long connect_wait;
	long reply_wait;  /* Netvisor asks for at least 360 s */
	long pause_first; /* before a repetition; doubles */
	long pause_most;
	long poll_first; /* between questions after a batch; grows by half */
	long poll_most;
	long poll_limit; /* a batch that takes longer stays QUEUED */
	long grace;      /* between two readings that must both find nothing */
};

/* Defaults first, then what the map says; paths start at dir. */
void company_network_read(struct company_network *, const struct yaml_node *map,
    const char *dir, struct diag_list *);
void company_network_release(struct company_network *);

#endif
