#!/bin/sh
# Each deferral in the schedule is taken back by its recognitions: as many as
# their text says, one of each number, to the cent in its currency and in EUR,
# so that deferred revenue runs to zero; and what is not complete is refused
# and stays open. The samples, then DEFERRED_MONTHS random companies.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

months=${DEFERRED_MONTHS:-40}

# One line a schedule that is wrong; amounts are whole cents.
cat >"$SCRATCH/prove.awk" <<'AWK'
BEGIN { FS = "\t" }
NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i; next }
/^#/ || $(at["reason"]) == "cancelled" { next }
{
	key = $(at["document_type"]) " " $(at["number"]) " " \
	    $(at["revenue_group"]) " " $(at["currency"])
	seen[key] = 1
	amount = cents($(at["amount"])); eur = cents($(at["amount_eur"]))
	if ($(at["kind"]) == "deferral") {
		left[key] += amount; left_eur[key] += eur
		next
	}
	left[key] -= amount; left_eur[key] -= eur
	count[key]++
	total[key] = $(at["total"])
	if (twice[key, $(at["current"])]++ || $(at["current"]) < 1 ||
	    $(at["current"]) > $(at["total"]))
		wrong[key] = 1
}
function cents(text) { sub(/\./, "", text); return text + 0 }
END {
	for (key in seen) {
		sets++
		if (left[key] || left_eur[key] || wrong[key] ||
		    count[key] != total[key])
			printf "%s: left %d, EUR %d, %d of %d\n", key,
			    left[key], left_eur[key], count[key], total[key]
	}
	printf "sets %d\n", sets
}
AWK

# map_all DIR: every month in order; findings do not matter here.
map_all() {
	rm -f "$1/schedule.tsv" "$1/receivables.tsv"
	for folder in "$1"/20[0-9][0-9]-[01][0-9]; do
		fenerum-read -q -c "$1/company.yaml" "$folder"/exports/*.csv |
		    fenerum-map -q -c "$1/company.yaml" >/dev/null || return 1
	done
}

# proven DIR: no schedule is wrong; counts the sets.
proven() {
	map_all "$1" || return 1
	awk -f "$SCRATCH/prove.awk" "$1/schedule.tsv" >"$SCRATCH/proof"
	sets=$((sets + $(sed -n 's/^sets //p' "$SCRATCH/proof")))
	! grep -v '^sets ' "$SCRATCH/proof"
}

sets=0
for sample in company tiny; do
	cp -R "$SAMPLES/$sample" "$SCRATCH/$sample"
	check "samples/$sample: every schedule runs to zero" \
	    proven "$SCRATCH/$sample"
done

seed=1
wrong=0
while [ "$seed" -le "$months" ]; do
	rm -rf "$SCRATCH/random"
	mkdir -p "$SCRATCH/random"
	cp -R "$SAMPLES/company/company.yaml" "$SAMPLES/company/mappings" \
	    "$SCRATCH/random"
	"$BUILD/tests/generate" --seed "$seed" --invoices $((5 + seed % 16)) \
	    -o "$SCRATCH/random" >/dev/null &&
	    proven "$SCRATCH/random" || wrong=$((wrong + 1))
	seed=$((seed + 1))
done
[ "$wrong" -eq 0 ]
ok $? "$months random companies: every schedule runs to zero"
[ "$sets" -ge "$months" ]
ok $? 'there were schedules'

# The proof itself sees a lost cent and a lost recognition.
awk -F '\t' -v OFS='\t' '$5 == "recognition" && !done { $17 = "0.01"; done = 1 } 1' \
    "$SCRATCH/company/schedule.tsv" >"$SCRATCH/cent"
awk -f "$SCRATCH/prove.awk" "$SCRATCH/cent" | grep -q 'left'
ok $? 'a lost cent is seen'
awk -F '\t' '$5 != "recognition" || done++' "$SCRATCH/company/schedule.tsv" \
    >"$SCRATCH/lost"
awk -f "$SCRATCH/prove.awk" "$SCRATCH/lost" | grep -q 'left'
ok $? 'a lost recognition is seen'

# Without its last recognition a set is refused as a whole: it stays open, and
# neither a voucher nor a row of the schedule is made of it.
open=$SCRATCH/open
mkdir -p "$open"
cp -R "$TESTS/golden/_company/co/." "$open"
sed '/^9010,/d' "$open/2026-10/exports/erp_lines.csv" >"$SCRATCH/edited"
mv "$SCRATCH/edited" "$open/2026-10/exports/erp_lines.csv"
fenerum-read -q -c "$open/company.yaml" -o "$open/billing" \
    "$open"/2026-10/exports/*.csv
status_is 1 'an incomplete schedule is refused' \
    fenerum-map -c "$open/company.yaml" -o "$open/ledger" "$open/billing"
grep -q "2 recognitions of '1002'.*ledger.recognition-sum" "$SCRATCH/err"
ok $? 'and said to be so'
[ "$(cut -f 5 "$open/ledger/withheld.tsv" | grep -c '^900[789]$')" -eq 3 ]
ok $? 'all of it is withheld'
! grep -q -e 9007 -e 9008 -e 9009 "$open/schedule.tsv" "$open/ledger/vouchers.tsv"
ok $? 'and none of it is scheduled or posted'
done_testing
