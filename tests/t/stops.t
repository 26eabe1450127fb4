#!/bin/sh
# netvisor-send is stopped, by SIGKILL and by SIGTERM, at every event of its
# journal and in every phase of a request, and run again: each document is
# booked once, and the books equal those of a run that nothing disturbed.
#
# STOPS=all also stops at every single write of the journal.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source=tests/sandbox.sh
. "$TESTS/sandbox.sh"

# Without ptrace nothing here is proved: that is a failure, not a skip.
strace -o /dev/null true 2>/dev/null; ok $? 'strace may trace here'
[ "$failed" -eq 0 ] || { echo '# ptrace is not allowed'; done_testing; exit; }

sandbox_start whole; ok $? 'a sandbox starts'
company_new "$SCRATCH/company" tiny; ok $? 'a company is made'
month_approved "$SCRATCH/company" 2026-10; ok $? 'the month is approved'
mkdir "$SCRATCH/stops"
cp -R "$SCRATCH/company" "$SCRATCH/stops/company"
calls='fdatasync fsync connect sendto recvfrom poll'
[ "${STOPS:-}" != all ] || calls="$calls pwrite64 rename openat"
traced -f -qq -o "$SCRATCH/trace" \
    -e trace="$(echo "$calls" | tr ' ' ,)" \
    netvisor-send -c "$SCRATCH/company/company.yaml" \
    "$SCRATCH/company/2026-10" >"$SCRATCH/out" 2>&1
ok $? 'undisturbed, the month is sent'
sandbox_stop
books_of whole "$SCRATCH/stops/expected.books"
sqlite3 "$SCRATCH/whole.db" 'SELECT code, count(*) FROM customer GROUP BY code
    ORDER BY code; SELECT header, name, count(*) FROM dimension_item
    GROUP BY header, name ORDER BY header, name' \
    >"$SCRATCH/stops/expected.registers"
grep -q 'fv-' "$SCRATCH/stops/expected.books"; ok $? 'vouchers are in the books'

for call in $calls; do
	times=$(grep -c " $call(" "$SCRATCH/trace")
	n=1
	while [ "$n" -le "$times" ]; do
		echo "KILL $call $n"
		echo "TERM $call $n"
		n=$((n + 1))
	done
done >"$SCRATCH/list"
xargs -P 2 -L 1 "$TESTS/stop-one" "$SCRATCH/stops" <"$SCRATCH/list" \
    >"$SCRATCH/result" 2>&1
tried=$(grep -c '^\(not \)\{0,1\}ok ' "$SCRATCH/result")
wanted=$(wc -l <"$SCRATCH/list")
grep '^not ok' "$SCRATCH/result" >"$SCRATCH/wrong"
[ ! -s "$SCRATCH/wrong" ]
ok $? "after each of $tried stops every document is booked once"
[ ! -s "$SCRATCH/wrong" ] ||
    grep -A20 '^not ok' "$SCRATCH/result" | sed 's/^/# /' | head -60
[ "$tried" -eq "$wanted" ] && [ "$tried" -gt 100 ]
ok $? "all $wanted stops were tried"
echo "# stops tried: $tried" >&2
done_testing
