/* check_facts.c - see check_facts.h. */
#include "netvisor/check_facts.h"

#include <stdlib.h>

#include "netvisor/check_run.h"

static struct name_table *
table_of(struct check *check, const struct check_fact *fact)
{
	return (struct name_table *)(void *)((char *)check + fact->table);
}

void
check_facts_init(struct check_facts *facts)
{
	*facts = (struct check_facts){ .count = 0 };
	arena_init(&facts->arena);
}

void
check_facts_clear(struct check_facts *facts)
{
	arena_release(&facts->arena);
	facts->count = 0;
}

void
check_facts_release(struct check_facts *facts)
{
	arena_release(&facts->arena);
	free(facts->fact);
}

void
check_fact_add(struct check *check, const struct name_table *table,
    const char *name, bool made)
{
	struct check_facts *facts = check->facts;

	facts->fact = mem_grow(
	    facts->fact, facts->count, &facts->capacity, sizeof(*facts->fact));
	facts->fact[facts->count++] = (struct check_fact){
		.table = (size_t)((const char *)table - (const char *)check),
		.name = name,
		.made = made
	};
}

void
check_facts_forget(struct check *check, const struct check_guess *guess)
{
	const struct check_facts *facts = check->facts;

	for (size_t i = 0; i < guess->fact_count; i++) {
		const struct check_fact *fact =
		    &facts->fact[guess->first_fact + i];

		if (fact->made)
			name_table_release(table_of(check, fact));
	}
}

/* What is made twice is at best in need of a look. */
bool
check_facts_hold(const struct check *check, const struct check_facts *facts,
    const struct check_guess *guess)
{
	for (size_t i = 0; i < guess->fact_count; i++) {
		const struct check_fact *fact =
		    &facts->fact[guess->first_fact + i];
		const struct name_table *table =
		    (const struct name_table *)(const void *)((const char *)
								  check +
							      fact->table);

		if ((name_table_find(table, fact->name) != NULL) == fact->made)
			return false;
	}
	return true;
}

void
check_facts_take(struct check *check, const struct check_facts *facts,
    const struct check_guess *guess)
{
	for (size_t i = 0; i < guess->fact_count; i++) {
		const struct check_fact *fact =
		    &facts->fact[guess->first_fact + i];

		if (fact->made)
			(void)check_name_add(
			    check, table_of(check, fact), fact->name);
	}
}
