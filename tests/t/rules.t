#!/bin/sh
# Every rule of the catalogue is named by a test's expected findings, rule
# names are used once, and fenvoy.7 or the pages need no rule that is gone.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
cd "$TOP" || exit 1

sed -n 's/^RULE([A-Z0-9_]*, "\([a-z0-9.-]*\)".*/\1/p' convert/base/rules.def \
    >"$SCRATCH/rules"
sort "$SCRATCH/rules" | uniq -d >"$SCRATCH/twice"
[ ! -s "$SCRATCH/twice" ]; ok $? 'no rule name stands twice'

while read -r rule; do
	grep -rqF "[$rule]" tests/golden tests/t tests/hostile tests/unit \
	    --include='expected*' --include='*.t' --include='*.err' \
	    --include='test_*.c' ||
	    grep -rqwF "$rule" tests/unit tests/t
	ok $? "a test expects $rule"
done <"$SCRATCH/rules"

grep -rhoE '\[[a-z0-9]+\.[a-z0-9-]+\]' tests/golden --include='expected.err' |
    tr -d '[]' | sort -u >"$SCRATCH/expected"
grep -vxFf "$SCRATCH/rules" "$SCRATCH/expected" >"$SCRATCH/unknown"
[ ! -s "$SCRATCH/unknown" ]; ok $? 'no test expects a rule that is gone'
done_testing
