#!/bin/sh
# Invoices on both roads, and cents that are declared as rounding, all the way
# into the books: every posting is where it is expected, and a closed month is
# not booked again when the road is changed.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source=tests/sandbox.sh
. "$TESTS/sandbox.sh"

# start NAME: a company with the sample's exports, in $company.
start() {
	name=$1
	company=$SCRATCH/$name
	sandbox_start "$name" && company_new "$company" tiny &&
	    mkdir -p "$company/2026-10" &&
	    cp -R "$SAMPLES/tiny/2026-10/exports" "$company/2026-10"
	ok $? "$name: a company is made"
}

# set_line KEY VALUE: a line of company.yaml.
set_line() {
	sed "s/^$1: .*/$1: $2/" "$company/company.yaml" >"$SCRATCH/edited"
	! cmp -s "$SCRATCH/edited" "$company/company.yaml" &&
	    mv "$SCRATCH/edited" "$company/company.yaml"
	ok $? "$name: $1: $2"
}
on_ledger='{ invoices: ledger, payments: none, deferrals: ledger, expenses: none }'
on_documents='{ invoices: documents, payments: none, deferrals: ledger, expenses: none }'

# close_all: approve what there is to send, send it, compare the books.
close_all() {
	status_is 5 "$name: a batch waits for approval" \
	    fenvoy -C "$company" close 2026-10
	digest=$(sed -n 's/^Digest  *//p' "$SCRATCH/out")
	check "$name: it is approved" netvisor-review \
	    -c "$company/company.yaml" --approve --by 'A Reviewer' \
	    --digest "$digest" "$company/2026-10"
	status_is 0 "$name: it is sent" fenvoy -C "$company" close 2026-10
	grep -q 'Unexplained 0\.00 EUR' "$SCRATCH/out"
	ok $? "$name: unexplained 0.00"
	books_of "$name" "$SCRATCH/$name.books"
}

# rounding AMOUNT...: what the books hold on the rounding account.
rounding() {
	sed -n 's/^ *8560  *\(-\{0,1\}[0-9.]*\) EUR.*/\1/p' \
	    "$SCRATCH/$name.books" >"$SCRATCH/rounding"
	printf '%s\n' "$@" | grep . >"$SCRATCH/wanted"
	same "$SCRATCH/wanted" "$SCRATCH/rounding" "$name: rounding is $*"
}

# cent_more FILE TEXT OTHER: an amount of the exports.
cent_more() {
	sed "s/$2/$3/" "$company/2026-10/exports/$1" >"$SCRATCH/edited"
	! cmp -s "$SCRATCH/edited" "$company/2026-10/exports/$1" &&
	    mv "$SCRATCH/edited" "$company/2026-10/exports/$1"
	ok $? "$name: $1 has $3"
}

start ledger
set_line roads "$on_ledger"
close_all
rounding ''
cut -f 4 "$company/2026-10/ledger/vouchers.tsv" | sort | uniq -c |
    awk '$2 ~ /^(invoice|split)$/ { print $2, $1 }' >"$SCRATCH/kinds"
printf 'invoice 2\nsplit 1\n' >"$SCRATCH/wanted"
same "$SCRATCH/wanted" "$SCRATCH/kinds" 'ledger: vouchers of invoices and splits'
# Another road afterwards does not open the closed month again.
set_line roads "$on_documents"
status_is 0 'ledger: the month is closed' fenvoy -C "$company" close 2026-10
books_of ledger "$SCRATCH/again.books"
same "$SCRATCH/ledger.books" "$SCRATCH/again.books" \
    'ledger: nothing is booked twice'
sandbox_stop

# A line's VAT and with it the totals are a cent more than Netvisor computes.
start documents
set_line rounding declared
cent_more invoice_lines.csv '194.50,49.60' '194.50,49.61'
cent_more invoices.csv '730.26,3594.01' '730.27,3594.02'
cent_more erp_lines.csv '3594.01' '3594.02'
close_all
rounding -0.01
sandbox_stop

# The same on the road ledger is no difference; only a total is.
start vouchers
set_line rounding declared
set_line roads "$on_ledger"
cent_more invoice_lines.csv '194.50,49.60' '194.50,49.61'
cent_more invoices.csv '730.26,3594.01' '730.28,3594.03'
cent_more erp_lines.csv '3594.01' '3594.03'
close_all
rounding -0.01
grep -q '^    2939  *-49\.61 EUR\|2939.*-49\.61' "$SCRATCH/vouchers.books"
ok $? 'vouchers: VAT is booked as exported'
sandbox_stop
done_testing
