#!/bin/sh
# The books that Netvisor holds after September and October of the sample
# company, read by hledger, are what the generator of the exports meant: per
# account and dimension, for the streams that are carried.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source=tests/sandbox.sh
. "$TESTS/sandbox.sh"

sandbox_start books; ok $? 'a sandbox starts'
company=$SCRATCH/company
company_new "$company" company; ok $? 'a company is made'
for month in 2026-09 2026-10; do
	month_approved "$company" "$month"; ok $? "$month is approved"
	status_is 0 "$month is sent, and the books agree" \
	    fenvoy -C "$company" close "$month"
	grep -q 'Unexplained  *0\.00' "$SCRATCH/out"
	ok $? "$month: unexplained 0.00"
done
posts() { grep -c ' POST ' "$SCRATCH/books.log"; }
before=$(posts)
status_is 0 'closed again' fenvoy -C "$company" close 2026-10
[ "$(posts)" -eq "$before" ]; ok $? 'closed again: nothing is sent'
sandbox_stop
netvisor-sandbox --books "$SCRATCH/books.db" --dump-books >"$SCRATCH/journal"
check 'hledger accepts the books' env LC_ALL=C.UTF-8 hledger -f "$SCRATCH/journal" check

# Account, dimension, cents; of what hledger read, and of what was meant.
LC_ALL=C.UTF-8 hledger -f "$SCRATCH/journal" print -O csv not:tag:opening >"$SCRATCH/csv"
cat >"$SCRATCH/csv.awk" <<'AWK'
# One CSV record a line is enough here: descriptions hold no line feeds.
function field(n,   i, c, quoted, k, value) {
	k = 1; value = ""; quoted = 0
	for (i = 1; i <= length($0); i++) {
		c = substr($0, i, 1)
		if (c == "\"") { quoted = !quoted; continue }
		if (c == "," && !quoted) {
			if (k == n) return value
			k++; value = ""; continue
		}
		if (k == n) value = value c
	}
	return k == n ? value : ""
}
NR == 1 {
	count = split($0, name, ",")
	for (i = 1; i <= count; i++) {
		gsub(/"/, "", name[i]); column[name[i]] = i
	}
	next
}
{
	dimension = field(column["posting-comment"])
	if (dimension ~ /Tuotelinja:/) {
		sub(/.*Tuotelinja:/, "", dimension); sub(/,.*/, "", dimension)
	} else
		dimension = "-"
	amount = field(column["amount"])
	gsub(/[^0-9.-]/, "", amount)
	if (amount !~ /\./) amount = amount ".00"
	sub(/\./, "", amount)
	sum[field(column["account"]) " " dimension] += amount
}
END { for (key in sum) if (sum[key] != 0) print key, sum[key] }
AWK
awk -f "$SCRATCH/csv.awk" "$SCRATCH/csv" | LC_ALL=C sort >"$SCRATCH/booked"
awk -F'\t' '
FNR == 1 { next }
($1 == "invoices" && $2 == "documents") ||
($1 == "deferrals" && $2 == "ledger") {
	debit = $8; credit = $9
	sub(/\./, "", debit); sub(/\./, "", credit)
	sum[$3 " " ($6 == "" ? "-" : $6)] += debit - credit
}
END { for (key in sum) if (sum[key] != 0) print key, sum[key] }' \
    "$SAMPLES/company/2026-09/meant.tsv" "$SAMPLES/company/2026-10/meant.tsv" |
    LC_ALL=C sort >"$SCRATCH/meant"
[ "$(wc -l <"$SCRATCH/meant")" -ge 8 ]; ok $? 'several accounts were meant'
same "$SCRATCH/meant" "$SCRATCH/booked" 'the books are what was meant'
done_testing
