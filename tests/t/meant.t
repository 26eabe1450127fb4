#!/bin/sh
# The sums of ledger/postings.tsv are what the generator meant: per account,
# VAT code, percent, dimension and currency, in EUR and in the document's
# currency, for the streams that are carried. The generator shares no code
# with the converter. MEANT_MONTHS random small companies follow the samples.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

months=${MEANT_MONTHS:-200}

# Amounts are added as whole cents, so that nothing is rounded.
cat >"$SCRATCH/postings.awk" <<'AWK'
BEGIN { FS = "\t"; OFS = "\t" }
/^#fenvoy/ { on = / posting$/; column = 0; next }
/^#end/ { on = 0 }
!on { next }
column == 0 { for (i = 1; i <= NF; i++) at[$i] = i; column = 1; next }
{
	road = $(at["by"]) == "netvisor" ? "invoices\tdocuments" \
	    : "deferrals\tledger"
	percent = $(at["vat_percent"])
	if (percent ~ /\./) { sub(/0+$/, "", percent); sub(/\.$/, "", percent) }
	key = road OFS $(at["account"]) OFS $(at["vat_code"]) OFS percent \
	    OFS $(at["dimension_item"]) OFS $(at["currency"])
	debit[key] += cents($(at["debit"]))
	credit[key] += cents($(at["credit"]))
	amount[key] += cents($(at["amount"]))
	document = $(at["document"])
	if (last[key] != document) { last[key] = document; documents[key]++ }
}
function cents(text) { sub(/\./, "", text); return text + 0 }
END {
	for (key in debit)
		printf "%s\t%.0f\t%.0f\t%.0f\t%d\n", key, debit[key],
		    credit[key], amount[key], documents[key]
}
AWK
cat >"$SCRATCH/meant.awk" <<'AWK'
BEGIN { FS = "\t"; OFS = "\t" }
NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
{ road = $(at["stream"]) OFS $(at["road"]) }
road != "invoices\tdocuments" && road != "deferrals\tledger" { next }
{
	percent = $(at["vat_percent"])
	if (percent ~ /\./) { sub(/0+$/, "", percent); sub(/\.$/, "", percent) }
	printf "%s\t%s\t%s\t%s\t%s\t%s\t%.0f\t%.0f\t%.0f\t%d\n", road,
	    $(at["account"]), $(at["vat_code"]), percent,
	    $(at["dimension"]), $(at["currency"]), cents($(at["debit_eur"])),
	    cents($(at["credit_eur"])), cents($(at["amount"])),
	    $(at["documents"])
}
function cents(text) { sub(/\./, "", text); return text + 0 }
AWK

# as_meant DIR: every month's postings, in order and through a pipe, sum to
# its meant.tsv.
as_meant() {
	for folder in "$1"/20[0-9][0-9]-[01][0-9]; do
		fenerum-read -q -c "$1/company.yaml" "$folder"/exports/*.csv |
		    fenerum-map -q -c "$1/company.yaml" >"$SCRATCH/ledger" ||
		    return 1
		awk -f "$SCRATCH/meant.awk" "$folder/meant.tsv" |
		    sort >"$SCRATCH/wanted"
		awk -f "$SCRATCH/postings.awk" "$SCRATCH/ledger" |
		    sort >"$SCRATCH/got"
		sums=$((sums + $(wc -l <"$SCRATCH/wanted")))
		diff "$SCRATCH/wanted" "$SCRATCH/got" || return 1
	done
}

for sample in company tiny; do
	cp -R "$SAMPLES/$sample" "$SCRATCH/$sample"
	rm -f "$SCRATCH/$sample/schedule.tsv"
	check "samples/$sample sums to what is meant" \
	    as_meant "$SCRATCH/$sample"
done

# random_company SEED INVOICES: the sample's settings around random months,
# whose rates are their own; of every third the rows are mixed.
random_company() {
	shuffle=
	[ $(($1 % 3)) -ne 0 ] || shuffle=--shuffle
	rm -rf "$SCRATCH/random"
	mkdir -p "$SCRATCH/random"
	cp -R "$SAMPLES/company/company.yaml" "$SAMPLES/company/mappings" \
	    "$SCRATCH/random"
	"$BUILD/tests/generate" --seed "$1" --invoices "$2" $shuffle \
	    -o "$SCRATCH/random" && as_meant "$SCRATCH/random"
}

# Each has two months, of 5 to 20 invoices and of a third of that.
seed=1
wrong=0
while [ "$seed" -le "$months" ]; do
	invoices=$((5 + seed % 16))
	if ! random_company "$seed" "$invoices" >"$SCRATCH/out" 2>&1; then
		wrong=$((wrong + 1))
		[ "$wrong" -gt 3 ] || {
			echo "# seed $seed, $invoices invoices:"
			head -20 "$SCRATCH/out" | sed 's/^/# /'
		}
	fi
	seed=$((seed + 1))
done
[ "$wrong" -eq 0 ]
ok $? "$months random companies sum to what is meant"
[ "$sums" -ge $((months * 10)) ]
ok $? 'the generator meant something'
done_testing
