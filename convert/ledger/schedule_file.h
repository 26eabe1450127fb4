/* schedule_file.h - reading the schedule, behind schedule_load. */
#ifndef LEDGER_SCHEDULE_FILE_H
#define LEDGER_SCHEDULE_FILE_H

#include "ledger/schedule.h"

struct schedule *schedule_new(void);
/* A new row at the end, zeroed; valid until the next. */
struct schedule_row *schedule_add(struct schedule *);
/* Bring rows into the order of their months; rows of one keep theirs. */
void schedule_sort(struct schedule *);
/* Make ids and deferrals findable; once, after reading. */
void schedule_index(struct schedule *);

#endif
