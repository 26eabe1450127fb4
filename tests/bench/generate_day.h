/*
 * generate_day.h - dates as days since 1970-01-01; 0 stands for none.
 */
#ifndef GENERATE_DAY_H
#define GENERATE_DAY_H

#define DAY_TEXT_MAX 40

int day_make(int year, int month, int day);
/* "2026-10-05", or "" for none. Returns text. */
const char *day_text(char text[DAY_TEXT_MAX], int day);
int day_year(int day);
int day_month(int day);
int day_of_month(int day);
/* Months since year 0, for differences. */
int day_month_number(int day);
/* First and last day of the month that is `offset` months after day's. */
int day_month_first(int day, int offset);
int day_month_last(int day, int offset);
/* 0 is Monday. */
int day_of_week(int day);

#endif
