/* generate_invoice.c - see generate_invoice.h. */
#include "generate_invoice.h"

#include <string.h>

#include "generate_catalog.h"
#include "generate_customer.h"
#include "generate_number.h"
#include "generate_rates.h"

/* How many months' price a plan costs, and which period it has. */
struct period {
	int from;
	int to;
	int months;
};

static const struct period no_period = { 0, 0, 1 };

static void
line_price(struct line *line)
{
	wide value = (wide)line->quantity * line->price; /* millionths */

	switch (line->discount) {
	case DISCOUNT_PERCENT:
		value *= 10000 - line->discount_value;
		line->net = divide_rounded(value, 100000000);
		break;
	case DISCOUNT_PER_QUANTITY:
		value -= (wide)line->quantity * line->discount_value * 100;
		line->net = divide_rounded(value, 10000);
		break;
	case DISCOUNT_TOTAL:
		value -= (wide)line->discount_value * 10000;
		line->net = divide_rounded(value, 10000);
		break;
	case DISCOUNT_NONE:
	default:
		line->net = divide_rounded(value, 10000);
		break;
	}
	line->vat =
	    divide_rounded((wide)line->net * (10000 + line->percent), 10000) -
	    line->net;
}

/* One line in three has a discount; a credited line has no fixed total. */
static void
line_discount(struct random *random, struct line *line, bool credited)
{
	static const int16_t percent[] = { 500, 1000, 1250, 3333, 5000, 750 };

	switch (random_below(random, 10)) {
	case 0:
	case 1:
		line->discount = DISCOUNT_PERCENT;
		line->discount_value = percent[random_below(random, 6)];
		break;
	case 2:
		if (line->price < 20000)
			break;
		line->discount = DISCOUNT_PER_QUANTITY;
		line->discount_value =
		    25 + 25 * (int64_t)random_below(random, 4);
		break;
	case 3:
		if (credited || line->quantity * line->price < 20000000)
			break;
		line->discount = DISCOUNT_TOTAL;
		line->discount_value =
		    199 + 250 * (int64_t)random_below(random, 4);
		break;
	default:
		break;
	}
}

static void
add_line(struct invoice *invoice, struct random *random, enum group group,
    unsigned which, const struct period *period, bool credited)
{
	const struct product *product = &group_info[group].product[which];
	struct line *line = &invoice->line[invoice->line_count++];

	memset(line, 0, sizeof(*line));
	line->group = group;
	line->text = product->text;
	line->quantity = product->quantity[random_below(random, 4)];
	line->price = (int64_t)product->price *
	              (period->months == 12 ? 10 : period->months);
	if (invoice->sek)
		line->price *= 11;
	line->percent = vat_percent(invoice->zone, group);
	line->from = period->from;
	line->to = period->to;
	line_discount(random, line, credited);
	line_price(line);
}

/* Between least and most different products of a group. */
static void
add_group(struct invoice *invoice, struct random *random, enum group group,
    const struct period *period, const unsigned range[2], bool credited)
{
	unsigned count =
	    range[0] + random_below(random, range[1] - range[0] + 1);
	unsigned first = random_below(random, PRODUCTS);

	for (unsigned i = 0; i < count; i++)
		add_line(invoice, random, group, (first + i) % PRODUCTS, period,
		    credited);
}

static struct period
make_period(enum shape shape, int date)
{
	struct period period = { day_month_first(date, 0),
		day_month_last(date, 0), 1 };

	switch ((int)shape) {
	case SHAPE_ANNUAL:
	case SHAPE_ANNUAL_SETUP:
	case SHAPE_ANNUAL_TWO:
	case SHAPE_BOOKS:
		period.months = 12;
		break;
	case SHAPE_QUARTER:
	case SHAPE_MAGAZINE:
		period.months = 3;
		break;
	case SHAPE_TWO_MONTHS:
	case SHAPE_TINY:
		period.months = 2;
		break;
	case SHAPE_MID_MONTH:
		period.from = day_month_first(date, 0) + 14;
		period.to = day_month_first(date, 1) + 13;
		return period;
	case SHAPE_NEXT_MONTH:
		period.from = day_month_first(date, 1);
		break;
	case SHAPE_PREVIOUS_MONTH:
		period.from = day_month_first(date, -1);
		break;
	default:
		break;
	}
	period.to = day_month_last(period.from, period.months - 1);
	return period;
}

/* What a shape sells: groups in order, with how many lines of each. */
struct offer {
	enum group group;
	bool periodic; /* has the shape's period, else none at all */
	unsigned range[2];
};

/* clang-format off */
static const struct offer offers[][5] = {
	[SHAPE_MONTHLY] = { { GROUP_SAAS, true, { 1, 4 } } },
	[SHAPE_MONTHLY_TWO] = { { GROUP_SAAS, true, { 1, 3 } },
	    { GROUP_SUPPORT, true, { 1, 2 } } },
	[SHAPE_ANNUAL] = { { GROUP_SAAS, true, { 1, 2 } } },
	[SHAPE_ANNUAL_SETUP] = { { GROUP_SAAS, true, { 1, 2 } },
	    { GROUP_ONBOARDING, false, { 1, 3 } } },
	[SHAPE_ANNUAL_TWO] = { { GROUP_SUPPORT, true, { 1, 2 } },
	    { GROUP_SAAS, true, { 1, 2 } } },
	[SHAPE_QUARTER] = { { GROUP_SAAS, true, { 1, 3 } } },
	[SHAPE_TWO_MONTHS] = { { GROUP_SUPPORT, true, { 1, 3 } } },
	[SHAPE_MID_MONTH] = { { GROUP_SAAS, true, { 1, 3 } } },
	[SHAPE_NEXT_MONTH] = { { GROUP_SAAS, true, { 1, 3 } } },
	[SHAPE_PREVIOUS_MONTH] = { { GROUP_ONBOARDING, true, { 1, 3 } } },
	[SHAPE_HARDWARE] = { { GROUP_HARDWARE, false, { 1, 4 } } },
	[SHAPE_BOOKS] = { { GROUP_BOOKS, false, { 1, 3 } },
	    { GROUP_MAGAZINE, true, { 1, 2 } } },
	[SHAPE_MAGAZINE] = { { GROUP_MAGAZINE, true, { 1, 3 } } },
	[SHAPE_TRAINING] = { { GROUP_TRAINING, false, { 1, 3 } } },
	[SHAPE_MIX] = { { GROUP_SAAS, true, { 1, 2 } },
	    { GROUP_SUPPORT, true, { 1, 1 } },
	    { GROUP_HARDWARE, false, { 1, 3 } },
	    { GROUP_BOOKS, false, { 1, 2 } },
	    { GROUP_TRAINING, false, { 1, 1 } } },
	[SHAPE_BEFORE_START] = { { GROUP_SAAS, true, { 2, 3 } } },
	[SHAPE_TINY] = { { GROUP_SAAS, true, { 1, 1 } },
	    { GROUP_ONBOARDING, false, { 1, 1 } } },
};
/* clang-format on */

static void
add_lines(
    struct invoice *invoice, const struct plan *plan, struct random *random)
{
	struct period period = make_period(plan->shape, invoice->date);
	const struct offer *offer = offers[plan->shape];

	for (unsigned i = 0; i < 5 && offer[i].range[1] > 0; i++) {
		/* A mixed invoice leaves a group out now and then. */
		if (plan->shape == SHAPE_MIX && i > 0 &&
		    random_chance(random, 1, 5))
			continue;
		add_group(invoice, random, offer[i].group,
		    offer[i].periodic ? &period : &no_period, offer[i].range,
		    plan->credited);
	}
}

static int
months_covered(const struct invoice *invoice, const struct line *line)
{
	int months =
	    day_month_number(line->to) - day_month_number(line->from) + 1;

	if (line->from == 0 ||
	    (months == 1 && day_month_number(line->from) ==
				day_month_number(invoice->date)))
		return 0;
	return months;
}

static void
add_up(struct invoice *invoice)
{
	invoice->share_count = 0;
	for (unsigned i = 0; i < invoice->line_count; i++) {
		const struct line *line = &invoice->line[i];
		unsigned s = 0;
		struct share *share;

		while (s < invoice->share_count &&
		       invoice->share[s].group != line->group)
			s++;
		share = &invoice->share[s];
		if (s == invoice->share_count) {
			invoice->share_count++;
			share->group = line->group;
			share->from = line->from;
			share->months = months_covered(invoice, line);
			share->net = share->net_eur = 0;
		}
		share->net += line->net;
		share->net_eur += rates_euro(line->net, invoice->rate);
		invoice->net += line->net;
		invoice->vat += line->vat;
	}
	invoice->gross = invoice->net + invoice->vat;
}

static void
make_header(const struct world *world, unsigned month, uint32_t index,
    const struct plan *plan, struct invoice *ret)
{
	struct customer customer;

	memset(ret, 0, sizeof(*ret));
	ret->month = month;
	ret->index = index;
	ret->number = world->number[month] + index;
	ret->date = plan->shape == SHAPE_BEFORE_START
	                ? month_day(0) - 1
	                : plan_date(world, month, index);
	ret->connector = plan->connector;
	ret->customer =
	    shape_is_credit(plan->shape)
		? customer_of(world, plan->original_month, plan->original)
		: customer_of(world, month, index);
	customer_get(world, ret->customer, &customer);
	ret->zone = customer.zone;
	ret->sweden = customer.kind == 'S';
	ret->sek = customer.sek && plan->shape != SHAPE_BEFORE_START;
	ret->rate = ret->sek ? rates_on(world, ret->date) : 0;
}

static void
make_lines(
    const struct world *world, const struct plan *plan, struct invoice *invoice)
{
	struct random random;

	random_init(&random, world->seed, RANDOM_INVOICE,
	    (uint64_t)invoice->month << 32 | invoice->index);
	add_lines(invoice, plan, &random);
}

void
invoice_make(const struct world *world, unsigned month, uint32_t index,
    struct invoice *ret)
{
	struct plan plan;
	struct plan original_plan;
	struct invoice original;

	plan_get(world, month, index, &plan);
	make_header(world, month, index, &plan, ret);
	if (!shape_is_credit(plan.shape)) {
		make_lines(world, &plan, ret);
		add_up(ret);
		return;
	}
	plan_get(world, plan.original_month, plan.original, &original_plan);
	make_header(world, plan.original_month, plan.original, &original_plan,
	    &original);
	make_lines(world, &original_plan, &original);
	ret->credit_note = true;
	ret->credited_number = original.number;
	ret->rate = original.rate;
	ret->line_count =
	    plan.shape == SHAPE_CREDIT_PARTIAL ? 1 : original.line_count;
	for (unsigned i = 0; i < ret->line_count; i++) {
		ret->line[i] = original.line[i];
		ret->line[i].quantity = -ret->line[i].quantity;
		line_price(&ret->line[i]);
	}
	add_up(ret);
}

int
share_day(const struct share *share, int k)
{
	return day_month_last(share->from, k - 1);
}

int64_t
share_amount(const struct share *share, int k)
{
	int64_t even = divide_rounded(share->net, share->months);

	return k < share->months ? even
	                         : share->net - even * (share->months - 1);
}

int64_t
share_deferral_euro(const struct invoice *invoice, const struct share *share)
{
	return rates_euro(share->net, invoice->rate);
}

int64_t
share_euro(const struct invoice *invoice, const struct share *share, int k)
{
	int64_t even = rates_euro(share_amount(share, 1), invoice->rate);

	return k < share->months ? even
	                         : share_deferral_euro(invoice, share) -
	                               even * (share->months - 1);
}
