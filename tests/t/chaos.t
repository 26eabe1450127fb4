#!/bin/sh
# Rounds of chaos (tests/chaos): several faults at once, chosen by a seed, and
# the sender and its Netvisor killed at any moment. At the end each document is
# booked once, and no customer or dimension item is doubled.
#
# CHAOS=N does N rounds, CHAOS_SEED=N begins with another seed; a failing seed
# is tried again with CHAOS=1 CHAOS_SEED=SEED.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source=tests/send.sh
. "$TESTS/send.sh"
rounds=${CHAOS:-25}
seed=${CHAOS_SEED:-1}

mkdir "$SCRATCH/chaos"
lacking "$SCRATCH/chaos/netvisor.yaml"
sandbox_start whole; ok $? 'a sandbox starts'
company_new "$SCRATCH/company" tiny; ok $? 'a company is made'
month_approved "$SCRATCH/company" 2026-10; ok $? 'the month is approved'
cp -R "$SCRATCH/company" "$SCRATCH/chaos/company"
check 'undisturbed, the month is sent' \
    netvisor-send -c "$SCRATCH/company/company.yaml" "$SCRATCH/company/2026-10"
sandbox_stop
books_of whole "$SCRATCH/chaos/expected.books"
registers_of whole "$SCRATCH/chaos/expected.registers"
grep -q 'fv-' "$SCRATCH/chaos/expected.books"; ok $? 'vouchers are in the books'

seq "$seed" $((seed + rounds - 1)) |
    xargs -P 2 -n 1 "$TESTS/chaos" "$SCRATCH/chaos" >"$SCRATCH/result" 2>&1
! grep -q '^not ok' "$SCRATCH/result"
ok $? "after each of $rounds rounds every document is booked once"
grep -A60 '^not ok' "$SCRATCH/result" | sed 's/^/# /' | head -200
[ "$(grep -c '^ok seed' "$SCRATCH/result")" -eq "$rounds" ]
ok $? "all $rounds rounds came to their end"
done_testing
