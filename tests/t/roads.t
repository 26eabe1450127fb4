#!/bin/sh
# Both roads come to the same books: with every payment carried by fenvoy and
# no expenses, each account has the same sum on the road documents and on the
# road ledger after both sample months, the clearing account of settlements is
# zero on both, and nothing is left as not carried. A whole company on the road
# ledger is closed against a local Netvisor.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source=tests/roads.sh
. "$TESTS/roads.sh"
# shellcheck source=tests/sandbox.sh
. "$TESTS/sandbox.sh"

cat >"$SCRATCH/accounts.awk" <<'AWK'
BEGIN { FS = "\t" }
/^#fenvoy/ { on = / posting$/; column = 0; next }
/^#end/ { on = 0 }
!on { next }
column == 0 { for (i = 1; i <= NF; i++) at[$i] = i; column = 1; next }
{ sum[$(at["account"])] += cents($(at["debit"])) - cents($(at["credit"])) }
function cents(text) { sub(/\./, "", text); return text + 0 }
END { for (account in sum) printf "%s %.0f\n", account, sum[account] }
AWK

# books SAMPLE ROAD: account and cents, over both months, to BOOKS.ROAD.
books() {
	rm -rf "$SCRATCH/co"
	cp -R "$SAMPLES/$1" "$SCRATCH/co" &&
	    roads_set "$SCRATCH/co" "$2" none || return 1
	: >"$SCRATCH/all"
	for month in 2026-09 2026-10; do
		fenerum-read -q -c "$SCRATCH/co/company.yaml" \
		    "$SCRATCH/co/$month"/exports/*.csv |
		    fenerum-map -q -c "$SCRATCH/co/company.yaml" \
			>"$SCRATCH/ledger" || return 1
		cat "$SCRATCH/ledger" >>"$SCRATCH/all"
		sed -n '/^#fenvoy 1 not_carried$/,/^#end/p' "$SCRATCH/ledger" |
		    grep -v '^#' | grep -v 'expenses' | sed 1d >"$SCRATCH/left"
		[ ! -s "$SCRATCH/left" ] || return 1
	done
	awk -f "$SCRATCH/accounts.awk" "$SCRATCH/all" | sort >"$SCRATCH/books.$2"
}

clearing() { awk '$1 == 1790 { s += $2 } END { exit s != 0 }' "$1"; }

same_books() {
	grep -v '^1790 ' "$SCRATCH/books.documents" >"$SCRATCH/d"
	grep -v '^1790 ' "$SCRATCH/books.ledger" >"$SCRATCH/l"
	diff "$SCRATCH/d" "$SCRATCH/l"
}

for sample in company tiny; do
	check "$sample: all is carried, road documents" books "$sample" documents
	check "$sample: all is carried, road ledger" books "$sample" ledger
	check "$sample: each account has the same sum" same_books
	check "$sample: settlements clear to zero" \
	    clearing "$SCRATCH/books.ledger"
	check "$sample: documents use no clearing" \
	    clearing "$SCRATCH/books.documents"
done
lines=$(wc -l <"$SCRATCH/books.ledger")
[ "$lines" -ge 6 ]; ok $? 'the books hold accounts'

# All streams on the road ledger, to Netvisor and back: what it has booked in
# both months is what the postings say, account by account.
whole_month() {
	month_approved "$SCRATCH/whole" "$1" &&
	    fenvoy -C "$SCRATCH/whole" close "$1" >"$SCRATCH/close.out" &&
	    grep -q '^Unexplained 0.00 EUR: every document is booked' \
		"$SCRATCH/close.out"
}
same_as_booked() {
	cat "$SCRATCH"/whole/2026-*/ledger/postings.tsv |
	    awk -f "$SCRATCH/accounts.awk" | sort >"$SCRATCH/expected"
	netvisor-sandbox --books "$SCRATCH/whole.db" --dump-books |
	    awk '/^[0-9]/ { ours = / fv-/ }
		ours && /^    [0-9]/ { sub(/\./, "", $2); sum[$1] += $2 }
		END { for (a in sum) printf "%s %.0f\n", a, sum[a] }' |
	    sort >"$SCRATCH/booked"
	[ -s "$SCRATCH/booked" ] && diff "$SCRATCH/expected" "$SCRATCH/booked"
}
sandbox_start whole || exit 1
company_new "$SCRATCH/whole" company
roads_set "$SCRATCH/whole" ledger
for month in 2026-09 2026-10; do
	check "everything on the ledger, $month: booked as expected" \
	    whole_month "$month"
done
check 'Netvisor has each account at the same sum' same_as_booked
sandbox_stop
done_testing
