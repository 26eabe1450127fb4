/*
 * common_keys.h - putting a company's keys where the tools look for them.
 */
#ifndef CMD_COMMON_KEYS_H
#define CMD_COMMON_KEYS_H

struct diag_list;

/*
 * Copy the keys of the file from ("-": standard input) to path, mode 0600,
 * on disk before it gets its name; they pass through wiped memory only. What
 * is not four sound values is refused (access.credentials). 0, or -1 after
 * findings.
 */
int keys_install(const char *from, const char *path, struct diag_list *);

#endif
