/* generate_plan.c - see generate_plan.h. */
#include "generate_plan.h"

#include "generate_customer.h"

#define BLOCK 40
/* September is a third of October: its share of one block of October. */
#define SEPTEMBER_RANGE 13
#define CACHE 8

struct block {
	bool filled;
	unsigned month;
	uint32_t number;
	struct plan plan[BLOCK];
};

struct template
{
	enum shape shape;
	enum connector connector;
};

static const struct template templates[BLOCK] = {
	{ SHAPE_MONTHLY, CONNECTOR_NONE },
	{ SHAPE_MONTHLY, CONNECTOR_NONE },
	{ SHAPE_MONTHLY, CONNECTOR_NONE },
	{ SHAPE_MONTHLY, CONNECTOR_NONE },
	{ SHAPE_MONTHLY, CONNECTOR_NONE },
	{ SHAPE_MONTHLY, CONNECTOR_BOOKED },
	{ SHAPE_MONTHLY, CONNECTOR_CANCELLED },
	{ SHAPE_MONTHLY_TWO, CONNECTOR_NONE },
	{ SHAPE_MONTHLY_TWO, CONNECTOR_NONE },
	{ SHAPE_MONTHLY_TWO, CONNECTOR_BOOKED_LATE },
	{ SHAPE_ANNUAL, CONNECTOR_NONE },
	{ SHAPE_ANNUAL, CONNECTOR_NONE },
	{ SHAPE_ANNUAL, CONNECTOR_BOOKED },
	{ SHAPE_ANNUAL, CONNECTOR_DEFERRAL },
	{ SHAPE_ANNUAL_SETUP, CONNECTOR_NONE },
	{ SHAPE_ANNUAL_SETUP, CONNECTOR_NONE },
	{ SHAPE_ANNUAL_TWO, CONNECTOR_NONE },
	{ SHAPE_ANNUAL_TWO, CONNECTOR_NONE },
	{ SHAPE_QUARTER, CONNECTOR_NONE },
	{ SHAPE_QUARTER, CONNECTOR_CANCELLED },
	{ SHAPE_TWO_MONTHS, CONNECTOR_NONE },
	{ SHAPE_TWO_MONTHS, CONNECTOR_NONE },
	{ SHAPE_MID_MONTH, CONNECTOR_NONE },
	{ SHAPE_NEXT_MONTH, CONNECTOR_NONE },
	{ SHAPE_NEXT_MONTH, CONNECTOR_NONE },
	{ SHAPE_PREVIOUS_MONTH, CONNECTOR_NONE },
	{ SHAPE_HARDWARE, CONNECTOR_NONE },
	{ SHAPE_HARDWARE, CONNECTOR_NONE },
	{ SHAPE_BOOKS, CONNECTOR_NONE },
	{ SHAPE_BOOKS, CONNECTOR_NONE },
	{ SHAPE_MAGAZINE, CONNECTOR_NONE },
	{ SHAPE_TRAINING, CONNECTOR_NONE },
	{ SHAPE_MIX, CONNECTOR_NONE },
	{ SHAPE_MIX, CONNECTOR_NONE },
	{ SHAPE_MIX, CONNECTOR_NONE },
	{ SHAPE_CREDIT_SETTLED, CONNECTOR_NONE },
	{ SHAPE_CREDIT_REFUNDED, CONNECTOR_NONE },
	{ SHAPE_CREDIT_PARTIAL, CONNECTOR_NONE },
	{ SHAPE_CREDIT_DEFERRED, CONNECTOR_NONE },
	{ SHAPE_CREDIT_SEPTEMBER, CONNECTOR_NONE },
};

/* Only to be fast: a block can always be made again. */
static struct block cache[CACHE];

bool
shape_is_credit(enum shape shape)
{
	return shape >= SHAPE_CREDIT_SETTLED;
}

int
plan_date(const struct world *world, unsigned month, uint32_t index)
{
	int first = month_day(month);
	int days = day_month_first(first, 1) - first;

	if (world->tiny)
		return first + (month == 0 ? 9 : index == 0 ? 4 : 19);
	return first +
	       (int)((uint64_t)index * (uint64_t)days / world->count[month]);
}

static bool
is_deferred(enum shape shape)
{
	return shape != SHAPE_MONTHLY && shape != SHAPE_MONTHLY_TWO &&
	       shape != SHAPE_HARDWARE && shape != SHAPE_TRAINING &&
	       shape != SHAPE_MIX;
}

/* May the invoice be credited, in its own month or in the next? */
static bool
is_creditable(const struct world *world, const struct plan *plan,
    unsigned month, uint32_t index, bool own_month)
{
	struct customer customer;

	if (shape_is_credit(plan->shape) || plan->credited ||
	    plan->connector != CONNECTOR_NONE ||
	    plan->shape == SHAPE_BEFORE_START)
		return false;
	if (own_month)
		return true;
	customer_get(world, customer_of(world, month, index), &customer);
	return !customer.sek;
}

static void
join(struct plan *credit, unsigned credit_month, uint32_t credit_index,
    struct plan *original, unsigned month, uint32_t index)
{
	credit->original_month = month;
	credit->original = index;
	original->credited = true;
	original->credit_month = credit_month;
	original->credit_shape = credit->shape;
	original->credit = credit_index;
}

/* The latest invoice before the i-th that suits it; -1 when there is none. */
static int
find_original(const struct world *world, const struct block *block, int i)
{
	uint32_t first = block->number * BLOCK;
	bool deferred = block->plan[i].shape == SHAPE_CREDIT_DEFERRED;

	for (int j = i - 1; j >= 0; j--)
		if (deferred == is_deferred(block->plan[j].shape) &&
		    is_creditable(world, &block->plan[j], block->month,
			first + (uint32_t)j, true))
			return j;
	return -1;
}

static void
find_originals(const struct world *world, struct block *block)
{
	uint32_t first = block->number * BLOCK;

	for (int i = 0; i < BLOCK; i++) {
		struct plan *plan = &block->plan[i];
		int j;

		/* The month may end inside the block. */
		if (first + (uint32_t)i >= world->count[block->month])
			return;
		if (!shape_is_credit(plan->shape) ||
		    plan->shape == SHAPE_CREDIT_SEPTEMBER)
			continue;
		j = find_original(world, block, i);
		if (j == -1)
			plan->shape = SHAPE_MONTHLY;
		else
			join(plan, block->month, first + (uint32_t)i,
			    &block->plan[j], block->month, first + (uint32_t)j);
	}
}

static void
fill_block(const struct world *world, struct block *block)
{
	struct random random;

	random_init(&random, world->seed, RANDOM_SHAPES,
	    (uint64_t)block->month << 32 | block->number);
	for (uint32_t i = 0; i < BLOCK; i++) {
		uint32_t other = random_below(&random, i + 1);
		struct plan plan = { 0 };

		plan.shape = templates[i].shape;
		plan.connector = templates[i].connector;
		if (block->month == 0 && plan.shape == SHAPE_PREVIOUS_MONTH)
			plan.shape = SHAPE_NEXT_MONTH;
		if (block->month == 0 && plan.shape == SHAPE_CREDIT_SEPTEMBER)
			plan.shape = SHAPE_MONTHLY;
		block->plan[i] = block->plan[other];
		block->plan[other] = plan;
	}
	if (block->month == 0 && block->number == 0 && world->count[0] >= 12) {
		block->plan[0].shape = SHAPE_BEFORE_START;
		block->plan[0].connector = CONNECTOR_NONE;
	}
	find_originals(world, block);
}

static struct block *
block_get(const struct world *world, unsigned month, uint32_t number)
{
	struct block *block =
	    &cache[month * (CACHE / 2) + number % (CACHE / 2)];

	if (block->filled && block->month == month && block->number == number)
		return block;
	block->filled = true;
	block->month = month;
	block->number = number;
	fill_block(world, block);
	return block;
}

/*
 * The invoice of September that October's document takes back: the first
 * that suits in the document's part of September. False: there is none.
 */
static bool
september_original(
    const struct world *world, uint32_t index, uint32_t *ret_original)
{
	uint32_t first = index / BLOCK * SEPTEMBER_RANGE;

	for (uint32_t i = first; i < first + SEPTEMBER_RANGE; i++) {
		struct block *block;

		if (i >= world->count[0])
			return false;
		block = block_get(world, 0, i / BLOCK);
		if (is_creditable(
			world, &block->plan[i % BLOCK], 0, i, false)) {
			*ret_original = i;
			return true;
		}
	}
	return false;
}

/* Which document of October takes back September's i-th, if any. */
static void
find_october_credit(const struct world *world, uint32_t index, struct plan *ret)
{
	uint32_t number = index / SEPTEMBER_RANGE;
	struct block *block = block_get(world, 1, number);

	for (uint32_t i = 0; i < BLOCK; i++) {
		uint32_t credit = number * BLOCK + i;
		uint32_t original;

		if (block->plan[i].shape != SHAPE_CREDIT_SEPTEMBER ||
		    credit >= world->count[1])
			continue;
		if (september_original(world, credit, &original) &&
		    original == index)
			join(&block->plan[i], 1, credit, ret, 0, index);
	}
}

static void
plan_tiny(unsigned month, uint32_t index, struct plan *ret)
{
	struct plan september = { .shape = SHAPE_MONTHLY };
	struct plan october = { .shape = SHAPE_TINY };
	struct plan credit = { .shape = SHAPE_CREDIT_SEPTEMBER };

	join(&credit, 1, 1, &september, 0, 0);
	*ret = month == 0 ? september : index == 0 ? october : credit;
}

void
plan_get(
    const struct world *world, unsigned month, uint32_t index, struct plan *ret)
{
	if (world->tiny) {
		plan_tiny(month, index, ret);
		return;
	}
	*ret = block_get(world, month, index / BLOCK)->plan[index % BLOCK];
	if (month == 0 && !ret->credited)
		find_october_credit(world, index, ret);
	if (month == 1 && ret->shape == SHAPE_CREDIT_SEPTEMBER &&
	    !september_original(world, index, &ret->original))
		ret->shape = SHAPE_MONTHLY;
}
