/* common_path.h - names of folders and words of a command line. */
#ifndef CMD_COMMON_PATH_H
#define CMD_COMMON_PATH_H

/*
 * The last part of a folder's path, also of "." and "2026-10/"; the caller
 * frees.
 */
char *month_folder_name(const char *path);
/*
 * A folder's path without slashes at its end; "." and "..", which have no
 * name to put others beside, by their full path. The caller frees.
 */
char *folder_path(const char *path);
/* A name beside a folder that folder_path gave; freed likewise. */
char *folder_beside(const char *folder, const char *name);
/* The word as a shell takes it: quoted only where it must be; freed likewise.
 */
char *shell_word(const char *);
/* The command that runs a month of the company in dir; freed likewise. */
char *close_command(const char *dir, const char *month);

#endif
