/* page_css.h - the style sheet of every HTML page. */
#ifndef REPORT_PAGE_CSS_H
#define REPORT_PAGE_CSS_H

/* Its parts, ended by NULL. Without any url(): a page fetches nothing. */
extern const char *const page_css[];

#endif
