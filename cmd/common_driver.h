/*
 * common_driver.h - what fenvoy does itself: init, close and status.
 *
 * Each does its work with the tool's findings and returns an exit status for
 * tool_finish. Folders are given as they were on the command line, so that
 * every path that is printed can be used from where the person stands.
 */
#ifndef CMD_COMMON_DRIVER_H
#define CMD_COMMON_DRIVER_H

struct tool;

/* Make the company folder dir from the settings in file. */
int driver_init(struct tool *, const char *dir, const char *file);
/* Run a month of the company in dir as far as it may go. */
int driver_close(struct tool *, const char *dir, const char *month);
/* A line for each month of the company in dir (month NULL), or for one. */
int driver_status(struct tool *, const char *dir, const char *month);

#endif
