#!/bin/sh
# The pages are clean, have the sections every page has, and their examples
# work: each "$ command" line under EXAMPLES is run in a copy of the sample
# company where both months are closed.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
cd "$TOP" || exit 1
backspace=$(printf '\b')
cp -R "$SAMPLES/company" "$SCRATCH/company"
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
