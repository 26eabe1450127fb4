#!/bin/sh
# The pages are clean, have the sections every page has, and their examples
# work: each "$ command" line under EXAMPLES is run in the sample company's
# folder, with both months sent to a local Netvisor.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source=tests/sandbox.sh
. "$TESTS/sandbox.sh"
cd "$TOP" || exit 1
backspace=$(printf '\b')
sandbox_start man; ok $? 'a sandbox starts'
company_new "$SCRATCH/company" company; ok $? 'a company is made'
for month in 2026-09 2026-10; do
	month_approved "$SCRATCH/company" $month &&
	    fenvoy -q -C "$SCRATCH/company" close $month 2>/dev/null
	ok $? "$month is sent"
done
# The examples of netvisor-sandbox use these.
cp "$FIXTURE" "$SCRATCH/company"
cp "$SCRATCH/man.db" "$SCRATCH/company/books.db"
# The examples of init read this file.
cp "$SAMPLES/company/company.yaml" "$SCRATCH/company/answers.yaml"

for page in cmd/*.[1-8]; do
	name=$(basename "$page")
	check "$name is clean mdoc" mandoc -Tlint -Wwarning "$page"
	for section in NAME SYNOPSIS DESCRIPTION 'EXIT STATUS' EXAMPLES; do
		case $name:$section in
		fenvoy.7:SYNOPSIS) continue ;;
		esac
		grep -qx "\.Sh $section" "$page"
		ok $? "$name has $section"
	done
	mandoc -Tascii -O width=200 "$page" | sed "s/.$backspace//g" |
	    awk '/^[A-Z]/ { on = /^EXAMPLES/ } on' |
	    sed -n 's/^ *\$ //p' >"$SCRATCH/examples"
	[ -s "$SCRATCH/examples" ] || case $name in *.1)
		ok 1 "$name has examples to run" ;;
	esac
	while read -r line; do
		(cd "$SCRATCH/company" && sh -c "$line") \
		    >"$SCRATCH/check.out" 2>&1 </dev/null
		status=$?
		# 5: a person is needed, as the page says.
		[ $status -eq 0 ] || [ $status -eq 5 ]
		ok $? "$name: $line"
		[ $status -eq 0 ] || sed 's/^/# /' "$SCRATCH/check.out" | head -5
	done <"$SCRATCH/examples"
done
done_testing
