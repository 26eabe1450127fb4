# shellcheck shell=sh
# What the cases about batches share: a small ledger with one document of each
# kind, the registers that go with it, and ways to change them.

# ledger: a copy of the fixture in the present folder.
ledger() {
	cp -R "$TESTS/golden/_ledger/company.yaml" \
	    "$TESTS/golden/_ledger/ledger" "$TESTS/golden/_ledger/registers" .
}

# edit FILE SCRIPT: change a file with sed; nothing changed is a mistake.
edit() {
	LC_ALL=C sed "$2" "$1" >edited || exit 1
	! cmp -s edited "$1" || { echo "edit $1 changed nothing"; exit 1; }
	mv edited "$1"
}

# setting LINE: one more line under netvisor: in company.yaml.
setting() {
	edit company.yaml "s/^netvisor:/&\\
  $1/"
}

# withhold: on_reject: withhold
withhold() {
	edit company.yaml 's/^on_reject: stop/on_reject: withhold/'
}

# count FILE: write the number of rows anew into the closing line.
count() {
	rows=$(($(wc -l <"$1") - 3))
	edit "$1" "s/^#end [0-9]*/#end $rows/"
}

# record FILE KIND COLUMNS ROW...: a record file; columns and fields are
# divided by bars.
record() {
	file=$1
	{
		echo "#fenvoy 1 $2"
		echo "$3" | tr '|' '\t'
		shift 3
		rows=0
		for row in "$@"; do
			case $row in
			'#end'*) echo "$row"; rows=; continue ;;
			esac
			echo "$row" | tr '|' '\t'
			rows=$((rows + 1))
		done
		[ -z "$rows" ] || echo "#end $rows"
	} >"$file"
}

# write OPTION...: make the batch.
write() {
	netvisor-write -c company.yaml -o batch "$@" ledger
}

# verdicts: check.tsv without digests, which change with every rule.
verdicts() {
	cut -f 1,2,4-6 check.tsv
}

# rehash SEQ-NAME: give a changed file's digest to the manifest.
rehash() {
	sum=$(sha256sum <"batch/$1" | cut -d ' ' -f 1)
	awk -F '\t' -v OFS='\t' -v file="$1" -v sum="$sum" \
	    '$2 == file { $7 = sum } { print }' batch/manifest.tsv >edited
	mv edited batch/manifest.tsv
}

# change FILE SCRIPT: change a request as if it had been written so.
change() {
	edit "batch/$1" "$2"
	rehash "$1"
}

# request KIND FILE [ENCODING]: a batch of this one request with one document
# over 1,00 EUR.
request() {
	case $1 in
	dimension) resource=dimensionitem.nv query=method=add ;;
	customer) resource=customer.nv query=method=add ;;
	invoices) resource=salesinvoicebatch.nv query= ;;
	voucher) resource=accounting.nv query= ;;
	esac
	rm -rf batch
	mkdir -p batch/000
	cp "$2" "batch/000/000001-$1.xml"
	sum=$(sha256sum <"$2" | cut -d ' ' -f 1)
	end='#end 1 EUR total=1.00'
	record batch/manifest.tsv manifest \
	    'seq|file|method|resource|query|encoding|sha256|kind|items|currency|total|depends_on' \
	    "1|000/000001-$1.xml|POST|$resource|$query|${3:-utf-8}|$sum|$1|1|EUR|1.00|" \
	    "$end"
	record batch/items.tsv item \
	    'reference|key|seq|item|depends_on|source|kind|name|currency|total|lines' \
	    "fv-nwz7jb7lgayt|voucher:erp:1|1|1||exports/erp_lines.csv:2|deferral|1|EUR|1.00|erp_line/1" \
	    "$end"
	record batch/withheld.tsv withheld \
	    'source|key|reference|kind|name|rules|currency|net|total'
}

# judge: netvisor-check on the batch, with its status.
judge() {
	netvisor-check -c company.yaml batch
	echo "status $?"
}
