#!/bin/sh
# A whole close with marked keys, failures included, leaves no key, no MAC
# input and no MAC in any file, log, message or core.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source=tests/sandbox.sh
. "$TESTS/sandbox.sh"

strace -o /dev/null true 2>/dev/null; ok $? 'strace may trace here'
[ "$failed" -eq 0 ] || { echo '# ptrace is not allowed'; done_testing; exit; }

# Keys that are in no other file of the world.
customer=marked1customer2key3qzx4wvu5
partner=marked6partner7key8jkh9gfd0
sed -e "s/^\( *customer_key:\).*/\1 $customer/" \
    -e "s/^\( *partner_key:\).*/\1 $partner/" "$FIXTURE" >"$SCRATCH/fixture.yaml"
FIXTURE=$SCRATCH/fixture.yaml
sandbox_start marked; ok $? 'a sandbox with marked keys starts'
mkdir "$SCRATCH/place"
company=$SCRATCH/place/company
company_new "$company" tiny; ok $? 'a company is made'
month_approved "$company" 2026-10; ok $? 'the month is approved'
grep -q "$customer" "$company/credentials"; ok $? 'the keys are the marked ones'

# Everything that any program of ours says, and what it puts on the wire.
# shellcheck disable=SC3045
ulimit -c unlimited
cd "$SCRATCH/place" || exit 1
# run NAME COMMAND...: the command with its wire and its words kept.
run() {
	name=$1; shift
	traced -f -qq -s 100000 -e trace=sendto,sendmsg \
	    -o "$SCRATCH/wire.$name" "$@" >>said 2>&1
}
send() { run "$1" netvisor-send -c "$company/company.yaml" "$company/2026-10"; }

# Failures first: each echoes what was signed.
cp "$company/credentials" "$SCRATCH/right"
sed -i "s/^partner_key:.*/partner_key: ${partner}x/" "$company/credentials"
send wrong
cp "$SCRATCH/right" "$company/credentials"
sed -i "s/^customer_id:.*/customer_id: NOBODY/" "$company/credentials"
send nobody
cp "$SCRATCH/right" "$company/credentials"
grep -q 'access.authentication' said; ok $? 'the wrong keys were refused'
# Then an abort in the middle of a request, with core files allowed.
traced -f -qq -o /dev/null -e inject=recvfrom:signal=ABRT:when=3 \
    netvisor-send -c "$company/company.yaml" "$company/2026-10" >>said 2>&1
run close fenvoy -C "$company" close 2026-10
run json fenvoy --json -C "$company" close 2026-10
run status fenvoy -C "$company" status
grep -q 'Unexplained' said; ok $? 'the close went through'
sandbox_stop
mv "$company/credentials" "$SCRATCH/keys"

# What must not be found: the keys, and every MAC that was on the wire.
{
	echo "$customer"
	echo "$partner"
	grep -ho 'MAC: [0-9A-Fa-f]\{64\}' "$SCRATCH"/wire.* | cut -c6- | sort -u
} >"$SCRATCH/words"
macs=$(($(wc -l <"$SCRATCH/words") - 2))
[ "$macs" -ge 20 ]; ok $? "MACs were seen on the wire ($macs)"
cp "$SCRATCH/marked.log" "$SCRATCH/marked.out" "$SCRATCH/close.out" \
    "$SCRATCH/close.err" .
grep -rliF -f "$SCRATCH/words" . >"$SCRATCH/leaks"
[ ! -s "$SCRATCH/leaks" ]; ok $? 'no key and no MAC in any file or message'
sed 's/^/# /' "$SCRATCH/leaks"
# The input of a MAC: the customer id between sender and time.
id=$(sed -n 's/^customer_id: *//p' "$SCRATCH/keys")
grep -rlE "&(amp;)?$id&|&(amp;)?[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]*&" . \
    >"$SCRATCH/leaks"
[ ! -s "$SCRATCH/leaks" ]; ok $? 'no MAC input in any file or message'
sed 's/^/# /' "$SCRATCH/leaks"
find . -name 'core*' -type f >"$SCRATCH/cores"
[ ! -s "$SCRATCH/cores" ]; ok $? 'no core file'
# That the search finds what is there.
grep -qiF -f "$SCRATCH/words" "$SCRATCH/keys"; ok $? 'the search finds keys'
done_testing
