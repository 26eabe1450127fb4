#!/bin/sh
# Kill the month end at every step that changes the disk, run it again: the
# end state is the same as without the kill, and nothing is left over.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

strace -o /dev/null true 2>/dev/null || {
	echo '1..0 # SKIP strace may not trace here'; exit 0; }

fresh() {
	rm -rf "$1"
	mkdir -p "$1/2026-10"
	cp -R "$SAMPLES/tiny/company.yaml" "$SAMPLES/tiny/mappings" "$1"
	cp -R "$SAMPLES/tiny/2026-10/exports" "$SAMPLES/tiny/2026-10/registers" \
	    "$1/2026-10"
}

fresh "$SCRATCH/whole"
status_is 5 'the month closes' fenvoy -C "$SCRATCH/whole" close 2026-10

# kill_at CALL N: the N-th CALL of any process of the close kills it (and,
# by the signal, ends the close). 1 when there was no N-th.
kill_at() {
	fresh "$SCRATCH/cut"
	strace -f -qq -o "$SCRATCH/trace" -e trace="$1" \
	    -e inject="$1:signal=KILL:when=$2" \
	    fenvoy -C "$SCRATCH/cut" close 2026-10 >/dev/null 2>&1
	grep -q 'killed by SIGKILL' "$SCRATCH/trace"
}

for call in rename fsync mkdir unlink; do
	n=1
	while kill_at $call $n && [ $n -le 60 ]; do
		fenvoy -C "$SCRATCH/cut" close 2026-10 >/dev/null 2>&1
		[ $? -eq 5 ] && diff -r "$SCRATCH/whole" "$SCRATCH/cut" \
		    >"$SCRATCH/check.out" 2>&1
		status=$?
		ok $status "killed at $call $n, then run again: same end state"
		[ $status -eq 0 ] || head -20 "$SCRATCH/check.out" | sed 's/^/# /'
		n=$((n + 1))
	done
done

# A full disk: a file size limit makes every write beyond it fail.
for blocks in 1 4 16; do
	fresh "$SCRATCH/full"
	(trap '' XFSZ; ulimit -f $blocks
	    fenvoy -C "$SCRATCH/full" close 2026-10 >/dev/null 2>&1)
	status=$?
	[ $status -eq 3 ]; ok $? "$blocks blocks of disk: status 3 (was $status)"
	[ ! -e "$SCRATCH/full/2026-10/batch" ]
	ok $? "$blocks blocks of disk: no batch"
	fenvoy -C "$SCRATCH/full" close 2026-10 >/dev/null 2>&1
	[ $? -eq 5 ] && diff -r "$SCRATCH/whole" "$SCRATCH/full" >/dev/null
	ok $? "$blocks blocks of disk, then room again: same end state"
done

for tool in 'fenerum-read -c company.yaml 2026-10/exports/invoices.csv' \
    'netvisor-review -c company.yaml 2026-10'; do
	(cd "$SCRATCH/whole" && $tool >/dev/full 2>/dev/null)
	[ $? -eq 3 ]; ok $? "${tool%% *} to a full device ends with 3"
done
done_testing
