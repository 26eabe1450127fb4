/*
 * common_credentials.h - the keys of a company, from where company.yaml says:
 * a file of mode 0600, or what a command prints.
 */
#ifndef CMD_COMMON_CREDENTIALS_H
#define CMD_COMMON_CREDENTIALS_H

#include <signal.h>

struct company;
struct credentials;
struct diag_list;

/*
 * The command is run without a shell, in the company's folder, with nothing
 * on its standard input; it must end with 0 and print at most
 * CREDENTIALS_TEXT_MAX bytes. When *stop becomes non-zero meanwhile it is
 * told to end. NULL after findings (access.credentials).
 */
struct credentials *company_credentials(const struct company *,
    const volatile sig_atomic_t *stop, struct diag_list *);

#endif
