#!/bin/sh
# With one rule of a kind taken away, mapping-check names exactly that gap, and
# its stub, pasted and decided, closes it; so too with one of every kind at
# once, on each road. As long as nothing is decided the mappings are refused.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source=tests/roads.sh
. "$TESTS/roads.sh"

# The sample company with all its streams on one road.
start() { # ROAD
	rm -rf "$SCRATCH/co"
	mkdir -p "$SCRATCH/co"
	cp -R "$SAMPLES/company/mappings" "$SCRATCH/co"
	cp "$SAMPLES/company/company.yaml" "$SCRATCH/co"
	roads_set "$SCRATCH/co" "$1"
	# Entries are pasted as lines, so these maps are written in lines.
	sed -e '/^system: {/,/}$/{s/^system: {/system:/
	s/, \(.*[0-9]\),$/\n  \1/
	s/, \(.*[0-9]\) }$/\n  \1/
	}' "$SAMPLES/company/mappings/accounts.yaml" \
	    >"$SCRATCH/co/mappings/accounts.yaml"
	cat >"$SCRATCH/co/mappings/customers.yaml" <<-YAML
	fenvoy: 1
	group: Fenerum
	languages:
	  fi: FI
	  sv: SE
	  en: EN
	YAML
}

edit() { # FILE SED-SCRIPT
	sed "$2" "$SCRATCH/co/mappings/$1" >"$SCRATCH/edited"
	! cmp -s "$SCRATCH/edited" "$SCRATCH/co/mappings/$1" || {
		echo "# nothing to take away from $1"; return 1; }
	mv "$SCRATCH/edited" "$SCRATCH/co/mappings/$1"
}

take_away() { # KIND
	case $1 in
	system-account) edit accounts.yaml '/^  payables:/d' ;;
	erp-account) edit accounts.yaml '/^  "6310":/d' ;;
	account) edit accounts.yaml '/zone: home, revenue_group: Support/d' ;;
	payment) edit accounts.yaml '/kind: direct_debit/d' ;;
	payout) edit accounts.yaml '/gateway: \[ stripe, quickpay \]/d' ;;
	vat) edit vat.yaml '/rate: 13.5/d' ;;
	purchase) edit vat.yaml '/code: KOOS/d' ;;
	dimension) edit dimensions.yaml '/^      Kirjat:/d' ;;
	product) edit products.yaml '/revenue_group: Kirjat/d' ;;
	language) edit customers.yaml '/^  sv:/d' ;;
	rate) edit rates.yaml '/date: 2026-10-2[0-9]/d' ;;
	supplier) edit suppliers.yaml "/^  'Paperi & Kyn/,/bank_name/d" ;;
	esac
}

check_month() { # leaves $SCRATCH/stub, $SCRATCH/rules and its status
	mapping-check -q -c "$SCRATCH/co/company.yaml" \
	    --findings "$SCRATCH/findings" \
	    "$SAMPLES/company/2026-10/billing" >"$SCRATCH/stub" \
	    2>"$SCRATCH/err"
	check_month_status=$?
	sed -n 's/.*"rule":"\([^"]*\)".*/\1/p' "$SCRATCH/findings" |
	    sort -u >"$SCRATCH/rules"
	return "$check_month_status"
}

# Entries go to the end of their key, as mapping-check(1) says.
cat >"$SCRATCH/paste.awk" <<'AWK'
# The stub first: entries by file and key, of the innermost key.
FNR == NR {
	if (/^# mappings\//) file = $2
	else if (/^[a-z_]+:/) { key = $1; sub(/:.*/, "", key) }
	else if (/^  - items:/ || /^#/ || /^ *#/ || /^$/) next
	else if (file == target) entry[key] = entry[key] $0 "\n"
	next
}
/^[^ #]/ { flush(); key_now = $1; sub(/:.*/, "", key_now) }
{ print }
END { flush() }
function flush() {
	if (key_now in entry) { printf "%s", entry[key_now]; delete entry[key_now] }
}
AWK

paste_stub() { # STUB
	for file in accounts vat dimensions products customers rates suppliers
	do
		path=$SCRATCH/co/mappings/$file.yaml
		awk -v target="mappings/$file.yaml" -f "$SCRATCH/paste.awk" \
		    "$1" "$path" >"$SCRATCH/pasted" && mv "$SCRATCH/pasted" "$path"
	done
}

decide() { # fills the stub in
	sed -e '/^  "[0-9]*": DECIDE/s/DECIDE/6310/' \
	    -e 's/^  payables: DECIDE/  payables: 2871/' \
	    -e '/bank: /s/DECIDE/1910/g' \
	    -e 's/account: DECIDE/account: 3010/' \
	    -e 's/, method: DECIDE//' \
	    -e '/vat: some/s/code: DECIDE, percent: DECIDE/code: KOOS, percent: 25.5/' \
	    -e 's/code: DECIDE, business/code: 8804, business/' \
	    -e 's/code: DECIDE, percent: 0,/code: EUMY, percent: 0,/' \
	    -e 's/code: DECIDE/code: KOMY/' \
	    -e 's/vat_date: DECIDE/vat_date: period_end/' \
	    -e 's/product: DECIDE/product: KIRJA/' \
	    -e 's/units_per_euro: DECIDE/units_per_euro: 10.7/' \
	    -e '/^  "sv"/s/DECIDE/SE/' -e '/^      "/s/DECIDE/Kirjat/' \
	    "$SCRATCH/stub"
}

# fenerum-map finds the same kinds of gaps.
maps() { # NAME
	fenerum-map -q -c "$SCRATCH/co/company.yaml" -o "$SCRATCH/ledger" \
	    --findings "$SCRATCH/findings" \
	    "$SAMPLES/company/2026-10/billing" 2>/dev/null
	sed -n 's/.*"rule":"\([^"]*\)".*/\1/p' "$SCRATCH/findings" |
	    grep -e '^mapping.*-missing$' -e '^ledger.system-account$' |
	    sort -u >"$SCRATCH/mapped"
	rm -f "$SCRATCH/co/schedule.tsv" "$SCRATCH/co/receivables.tsv"
	same "$SCRATCH/rules" "$SCRATCH/mapped" "$1: fenerum-map finds the same"
}

closes() { # NAME: the stub that is there closes all gaps
	cp -R "$SCRATCH/co" "$SCRATCH/undecided"
	decide >"$SCRATCH/decided"
	paste_stub "$SCRATCH/stub"
	check_month
	grep -q '"rule":"mapping.undecided"' "$SCRATCH/findings"
	ok $? "$1: undecided, the mappings are refused"
	rm -rf "$SCRATCH/co" && mv "$SCRATCH/undecided" "$SCRATCH/co"
	paste_stub "$SCRATCH/decided"
	check_month
	ok $? "$1: decided, the stub closes the gaps"
	[ "$check_month_status" -eq 0 ] || sed 's/^/# /' "$SCRATCH/err" | head
}

names() { # NAME KIND...
	check_name=$1
	shift
	for kind in "$@"; do
		case $kind in
		system-account) echo "ledger.system-account" ;;
		*) echo "mapping.$kind-missing" ;;
		esac
	done | sort >"$SCRATCH/expected"
	same "$SCRATCH/expected" "$SCRATCH/rules" "$check_name: exactly its gaps"
}

# Only of documents, only of both: what each road asks.
documents='product language payment'
both='system-account erp-account account payout vat purchase dimension rate supplier'

for road in documents ledger; do
	start "$road"
	check_month
	ok $? "$road: the sample has no gaps"
done
for kind in $both $documents; do
	start documents
	take_away "$kind"
	check_month
	[ $? -eq 1 ]; ok $? "$kind: a gap is an error"
	names "$kind" "$kind"
	maps "$kind"
	closes "$kind"
done
for road in documents ledger; do
	start "$road"
	for kind in $both $documents; do take_away "$kind"; done
	check_month
	# shellcheck disable=SC2086
	if [ "$road" = documents ]; then names "$road" $both $documents
	else names "$road" $both; fi
	closes "$road"
done
done_testing
