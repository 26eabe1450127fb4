#!/bin/sh
# netvisor-check finds the same with any number of workers as it finds alone
# and by the schema validator: on right batches and on damaged ones.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

month=$SCRATCH/company/2026-10
mkdir -p "$month"
cp -R "$SAMPLES/company/company.yaml" "$SAMPLES/company/mappings" \
    "$SCRATCH/company"
cp -R "$SAMPLES/company/2026-10/registers" "$month"

# judge NAME OPTION...: verdicts in NAME.tsv, findings in NAME.jsonl.
judge() {
	name=$1; shift
	netvisor-check -q -c "$SCRATCH/company/company.yaml" \
	    --findings "$SCRATCH/$name.jsonl" -o "$SCRATCH/$name.tsv" "$@" \
	    "$month/batch" 2>"$SCRATCH/$name.err"
	echo $? >>"$SCRATCH/$name.err"
}

# same_by_all NAME: by the validator, alone, by two and by seven.
same_by_all() {
	judge deep --deep
	for n in 1 2 7; do
		judge "by-$n" --workers "$n"
		same "$SCRATCH/deep.tsv" "$SCRATCH/by-$n.tsv" \
		    "$1: verdicts of $n"
		same "$SCRATCH/deep.jsonl" "$SCRATCH/by-$n.jsonl" \
		    "$1: findings of $n"
		same "$SCRATCH/deep.err" "$SCRATCH/by-$n.err" \
		    "$1: messages of $n"
	done
}

# One thing in about every second request; most of it against the schema, some
# of it only against the rules, some of it right.
cat >"$SCRATCH/damage.awk" <<'DAMAGE'
function random(below) {
	state = (state * 1103515245 + 12345) % 2147483648
	return int(state / 65536) % below
}
function put_long(i) {
	sub(/>[^<]*</, ">" sprintf("%0300d", 0) "<", line[i])
}
{ line[NR] = $0 }
END {
	state = seed * 7919 + seq * 104729
	random(2)
	what = random(30)
	at = 3 + random(NR - 4)
	to = 3 + random(NR - 4)
	if (what == 0) line[at] = ""
	if (what == 1) line[at] = line[at] "\n" line[to]
	if (what == 2) { t = line[at]; line[at] = line[to]; line[to] = t }
	if (what == 3) put_long(at)
	if (what == 4) sub(/>[^<]*</, "><", line[at])
	if (what == 5) sub(/</, "<!-- --><", line[at])
	if (what == 6) sub(/<\//, "</X", line[at])
	if (what == 7) sub(/"[^"]*"/, "\"none\"", line[at])
	if (what == 8) sub(/>[^<]*</, "><![CDATA[1]]><", line[at])
	if (what == 9) sub(/>/, "\r>", line[at])
	for (i = 1; i <= NR; i++) {
		if (what == 10) sub(/accountnumber>/, "&9", line[i])
		if (what == 11) sub(/-10-31</, "-02-30<", line[i])
		if (what == 12) sub(/>-/, "&1", line[i])
		if (what == 13) sub(/fv-/, "fv-x", line[i])
		if (what == 14) sub(/Jaksotukset/, "Muut", line[i])
		if (what == 15) sub(/dimensionitem>/, "&X", line[i])
		print line[i]
	}
}
DAMAGE

damage() { # SEED
	rm -rf "$month/batch"
	cp -R "$SAMPLES/company/2026-10/batch" "$month"
	for f in "$month"/batch/000/*.xml; do
		seq=${f##*/}; seq=${seq%%-*}
		LC_ALL=C awk -v seed="$1" -v seq="$seq" \
		    -f "$SCRATCH/damage.awk" "$f" >"$SCRATCH/damaged"
		cp "$SCRATCH/damaged" "$f"
	done
	(cd "$month/batch" && sha256sum 000/*.xml) >"$SCRATCH/sums"
	awk -v OFS='\t' 'NR == FNR { sum[substr($0, 67)] = $1; next }
	    FNR == 1 { FS = "\t" } { $0 = $0 }
	    $2 in sum { $7 = sum[$2] } { print }' \
	    "$SCRATCH/sums" "$month/batch/manifest.tsv" >"$SCRATCH/manifest"
	cp "$SCRATCH/manifest" "$month/batch/manifest.tsv"
}

cp -R "$SAMPLES/company/2026-10/batch" "$month"
same_by_all 'the sample month'
check 'it is right' grep -q '^0$' "$SCRATCH/deep.err"
for seed in 1 2 3 4; do
	damage "$seed"
	same_by_all "damage $seed"
	# Else the test would prove little.
	for rule in schema syntax account reference; do
		check "damage $seed: check.$rule" \
		    grep -q "check\.$rule" "$SCRATCH/deep.jsonl"
	done
	check "damage $seed: some are right" grep -q '	ok	' \
	    "$SCRATCH/deep.tsv"
done

# A customer is made by a later request, an identifier stands twice, a file
# lacks, another was changed.
rm -rf "$month/batch"
cp -R "$SAMPLES/company/2026-10/batch" "$month"
cd "$month/batch/000" || exit 1
customer=$(find . -name '*-customer.xml' | sort | head -1)
sed 's/<internalidentifier>/&X/' "$customer" >"$SCRATCH/changed"
cp "$SCRATCH/changed" "$customer"
invoices=$(find . -name '*-invoices.xml' | sort | head -1)
sed 's/<identifier>.*</<identifier>fv-smccbwnfqywx</' "$invoices" \
    >"$SCRATCH/changed"
cp "$SCRATCH/changed" "$invoices"
rm -f "$(find . -name '*-voucher.xml' | sort | head -1)"
same_by_all 'what requests owe each other'
for rule in customer identifier file hash; do
	check "check.$rule" grep -q "check\.$rule" "$SCRATCH/deep.jsonl"
done

for n in 0 65 x 1,5; do
	status_is 2 "$n workers" netvisor-check --workers "$n" -c x batch
done
done_testing
