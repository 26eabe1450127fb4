/*
 * common_driver.h - what fenvoy does itself: init, close and status.
 *
 * Each does its work with the tool's findings and returns an exit status for
 * tool_finish. Folders are given as they were on the command line, so that
 * every path that is printed can be used from where the person stands.
 */
#ifndef CMD_COMMON_DRIVER_H
#define CMD_COMMON_DRIVER_H

#include <stdbool.h>

struct tool;

/*
 * Make the company folder dir from the settings in file, and its keys from
 * the file credentials ("-": standard input; NULL: none yet).
 */
int driver_init(
    struct tool *, const char *dir, const char *file, const char *credentials);
/*
 * Run a month of the company in dir as far as it may go; refresh fetches the
 * registers anew.
 */
int driver_close(
    struct tool *, const char *dir, const char *month, bool refresh);
/* A line for each month of the company in dir (month NULL), or for one. */
int driver_status(struct tool *, const char *dir, const char *month);

#endif
