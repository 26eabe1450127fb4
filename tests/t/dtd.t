#!/bin/sh
# What is written also passes the DTDs that Netvisor's clients ship: another
# opinion than our schemas on order and occurrence.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

judge() { # FOLDER KIND DTD: all of a kind are one test
	find "$SCRATCH/$1" -name "*-$2.xml" -exec xmllint --noout --nonet \
	    --dtdvalid "$TESTS/dtd/$3" {} + >"$SCRATCH/out" 2>&1
	ok $? "$1: $2 pass $3"
	sed 's/^/# /' "$SCRATCH/out" | head -20
}

batch() { # NAME COMPANY LEDGER
	status_is 0 "$1: the batch is written" netvisor-write -q -c "$2" \
	    -o "$SCRATCH/$1" "$3"
	judge "$1" invoices sales.dtd
	judge "$1" creditnotes sales.dtd
	judge "$1" voucher accounting.dtd
}

batch fixture "$TESTS/golden/_ledger/company.yaml" \
    "$TESTS/golden/_ledger/ledger"
if [ -d "$SAMPLES/company/2026-10/ledger" ]; then
	batch sample "$SAMPLES/company/company.yaml" \
	    "$SAMPLES/company/2026-10/ledger"
fi
done_testing
