#!/bin/sh
# The sums of ledger/postings.tsv are what the generator meant: per stream,
# account, VAT code, percent, dimension and currency, in EUR and in the
# document's currency, once with all streams on the road documents and once on
# the road ledger. The generator shares no code with the converter.
# MEANT_MONTHS random small companies follow the samples.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source=tests/roads.sh
. "$TESTS/roads.sh"

months=${MEANT_MONTHS:-200}

# Amounts are added as whole cents, so that nothing is rounded. What posts a
# document says its stream: a voucher its kind, Netvisor's own the key.
cat >"$SCRATCH/postings.awk" <<'AWK'
BEGIN {
	FS = "\t"; OFS = "\t"
	split("invoice invoices split invoices deferral deferrals " \
	    "recognition deferrals payment payments settlement payments " \
	    "refund payments loss payments exchange payments " \
	    "bad_debt_vat payments payout payouts " \
	    "supplier_invoice expenses supplier_payment expenses", pair, " ")
	for (i = 1; i in pair; i += 2) of_kind[pair[i]] = pair[i + 1]
	of_key["invoice"] = "invoices"; of_key["payment"] = "payments"
	of_key["purchase"] = "expenses"
}
/^#fenvoy/ { file = $0; sub(/.* /, "", file); column = 0; next }
/^#end/ { file = "" }
file != "posting" && file != "voucher" { next }
column == 0 {
	for (name in at) delete at[name]
	for (i = 1; i <= NF; i++) at[$i] = i
	column = 1
	next
}
file == "voucher" { stream[$(at["key"])] = of_kind[$(at["kind"])]; next }
{
	document = $(at["document"])
	if ($(at["by"]) == "netvisor") {
		word = document; sub(/:.*/, "", word)
		of = of_key[word]
	} else
		of = stream[document]
	percent = $(at["vat_percent"])
	if (percent ~ /\./) { sub(/0+$/, "", percent); sub(/\.$/, "", percent) }
	key = of OFS $(at["account"]) OFS $(at["vat_code"]) OFS percent \
	    OFS $(at["dimension_item"]) OFS $(at["currency"])
	debit[key] += cents($(at["debit"]))
	credit[key] += cents($(at["credit"]))
	amount[key] += cents($(at["amount"]))
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
$(at["stream"]) ~ /:/ { next }
$(at["road"]) != ($(at["stream"]) == "deferrals" ? "ledger" : road) { next }
{
	percent = $(at["vat_percent"])
	if (percent ~ /\./) { sub(/0+$/, "", percent); sub(/\.$/, "", percent) }
	printf "%s\t%s\t%s\t%s\t%s\t%s\t%.0f\t%.0f\t%.0f\t%d\n",
	    $(at["stream"]), $(at["account"]), $(at["vat_code"]), percent,
	    $(at["dimension"]), $(at["currency"]), cents($(at["debit_eur"])),
	    cents($(at["credit_eur"])), cents($(at["amount"])),
	    $(at["documents"])
}
function cents(text) { sub(/\./, "", text); return text + 0 }
AWK

# as_meant DIR ROAD: every month's postings, in order and through a pipe, sum
# to its meant.tsv, and nothing is left as not carried.
as_meant() {
	roads_set "$1" "$2" || return 1
	for folder in "$1"/20[0-9][0-9]-[01][0-9]; do
		fenerum-read -q -c "$1/company.yaml" "$folder"/exports/*.csv |
		    fenerum-map -q -c "$1/company.yaml" >"$SCRATCH/ledger" ||
		    return 1
		sed -n '/^#fenvoy 1 not_carried$/,/^#end/p' "$SCRATCH/ledger" |
		    grep -q '^#end 0' || return 1
		awk -v road="$2" -f "$SCRATCH/meant.awk" "$folder/meant.tsv" |
		    sort >"$SCRATCH/wanted"
		awk -f "$SCRATCH/postings.awk" "$SCRATCH/ledger" |
		    sort >"$SCRATCH/got"
		sums=$((sums + $(wc -l <"$SCRATCH/wanted")))
		diff "$SCRATCH/wanted" "$SCRATCH/got" || return 1
	done
}

for sample in company tiny; do
	cp -R "$SAMPLES/$sample" "$SCRATCH/$sample"
	for road in documents ledger; do
		check "samples/$sample sums to what is meant, road $road" \
		    as_meant "$SCRATCH/$sample" "$road"
	done
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
	    -o "$SCRATCH/random" &&
	    as_meant "$SCRATCH/random" documents &&
	    as_meant "$SCRATCH/random" ledger
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
ok $? "$months random companies sum to what is meant, on both roads"
[ "$sums" -ge $((months * 20)) ]
ok $? 'the generator meant something'
done_testing
