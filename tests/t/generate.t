#!/bin/sh
# The generator of sample months: the same bytes for the same seed, exports
# that are consistent with one another, numbers that pass their check digits,
# and samples/ being what it writes. The arithmetic here is awk's own, on
# whole numbers, written apart from the generator's.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

GENERATE=$BUILD/tests/generate
COMPANY_SEED=78
TINY_SEED=1

# A CSV file as tab-separated rows; line feeds inside fields become blanks.
cat >"$SCRATCH/csv.awk" <<'AWK'
{
	line = $0
	for (;;) {
		if (quoted) {
			at = index(line, "\"")
			if (at == 0) { field = field line " "; next }
			field = field substr(line, 1, at - 1)
			line = substr(line, at + 1)
			if (substr(line, 1, 1) == "\"") {
				field = field "\""
				line = substr(line, 2)
				continue
			}
			quoted = 0
		} else if (substr(line, 1, 1) == "\"" && field == "") {
			quoted = 1
			line = substr(line, 2)
			continue
		}
		at = index(line, ",")
		if (at == 0) break
		row = row field substr(line, 1, at - 1) "\t"
		field = ""
		line = substr(line, at + 1)
	}
	print row field line
	row = field = ""
}
AWK

# Every check of a month that needs no other month. One line a fault.
cat >"$SCRATCH/month.awk" <<'AWK'
function fault(text) { print month ": " text; faults++ }
# A decimal text as a whole number of 10^-scale.
function whole(text, scale,    sign, at, decimals) {
	sign = 1
	if (substr(text, 1, 1) == "-") { sign = -1; text = substr(text, 2) }
	at = index(text, ".")
	decimals = at == 0 ? "" : substr(text, at + 1)
	if (at > 0) text = substr(text, 1, at - 1)
	while (length(decimals) < scale) decimals = decimals "0"
	if (length(decimals) > scale) fault("too many decimals: " text "." decimals)
	return sign * ((text decimals) + 0)
}
function half_away(value, unit,    size) {
	size = value < 0 ? -value : value
	size = int((2 * size + unit) / (2 * unit))
	return value < 0 ? -size : size
}
function column(name) { return $(at[kind, name]) }
FNR == 1 { for (i = 1; i <= NF; i++) at[kind, $i] = i; next }
kind == "accounts" {
	accounts++
	known[column("code")] = 1
	country[column("code")] = column("legal_country")
}
kind == "invoices" {
	n = column("invoice_number")
	invoices++
	if (n !~ /^[1-9][0-9]*$/ || length(n) > 9) fault("number " n)
	if (n in gross) fault("invoice twice " n)
	if (!(column("account") in known)) fault("no account for " n)
	net[n] = whole(column("net_amount"), 2)
	vat[n] = whole(column("vat_amount"), 2)
	gross[n] = whole(column("gross_amount"), 2)
	balance[n] = whole(column("balance"), 2)
	credit[n] = column("type") == "credit_note"
	date[n] = column("invoice_date")
	if (gross[n] != net[n] + vat[n]) fault("gross of " n)
	if ((gross[n] < 0) != credit[n]) fault("sign of " n)
	if (credit[n] != (column("credited_invoice_number") != ""))
		fault("original of " n)
}
kind == "lines" {
	n = column("invoice_number")
	lines++
	if (column("id") in line_seen) fault("line twice " column("id"))
	line_seen[column("id")] = 1
	if (!(n in gross)) fault("line of unknown " n)
	q = whole(column("quantity"), 2)
	p = whole(column("price"), 4)
	rate = whole(column("vat_rate"), 2)
	given = (column("discount_percentage") != "") + \
	    (column("discount_fixed_per_quantity") != "") + \
	    (column("discount_fixed_total") != "")
	if (given > 1) fault("two discounts " column("id"))
	if (column("discount_percentage") != "")
		mine = half_away(q * p * \
		    (10000 - whole(column("discount_percentage"), 2)), 100000000)
	else if (column("discount_fixed_per_quantity") != "")
		mine = half_away(q * (p - 100 * \
		    whole(column("discount_fixed_per_quantity"), 2)), 10000)
	else
		mine = half_away(q * p - 10000 * \
		    whole(column("discount_fixed_total"), 2), 10000)
	if (mine != whole(column("net_amount"), 2))
		fault("net of line " column("id") ": " mine)
	tax = half_away(mine * (10000 + rate), 10000) - mine
	if (tax != whole(column("vat_amount"), 2))
		fault("VAT of line " column("id") ": " tax)
	sum_net[n] += mine
	sum_vat[n] += tax
	group_net[n, column("revenue_group")] += mine
	groups[n, column("revenue_group")] = n
	seen_rate[column("vat_rate")] = 1
	if (column("discount_percentage") != "") percent++
	if (column("discount_fixed_per_quantity") != "") each++
	if (column("discount_fixed_total") != "") total_off++
}
kind == "transactions" {
	n = column("invoice_number")
	amount = whole(column("amount"), 2)
	kinds[column("kind")]++
	transaction[column("uuid")] = amount
	halves[column("uuid")] = column("kind") == "settlement_payment" ? 2 : 1
	if (n in gross) paid[n] += amount
	if (column("settled_invoice_number") in gross)
		paid[column("settled_invoice_number")] -= amount
}
kind == "erp" {
	amount = whole(column("amount"), 2)
	text = column("text")
	if (column("id") in erp_seen) fault("ERP line twice " column("id"))
	erp_seen[column("id")] = 1
	count = split(text, word, " ")
	n = word[count]
	if (column("type") == "Payment") {
		size = amount < 0 ? -amount : amount
		expected = transaction[n] < 0 ? -transaction[n] : transaction[n]
		if (size != expected) fault("payment: " text)
		halves[n]--
		if (text ~ /^Settlement/) settled[n] += amount
	}
	if (text ~ /^(Invoice|Credit Note) [0-9]+$/) {
		if (amount != gross[n]) fault("ERP line of " n)
		if ((word[1] == "Credit") != credit[n]) fault("word of " n)
		booked_invoice[n]++
	}
	if (text ~ /^Split /) {
		group = substr(text, 7, index(text, ":") - 7)
		if (amount != group_net[n, group]) fault("split: " text)
		is_split[n, group] = 1
	}
	if (text ~ /^Deferred Revenue/) {
		deferral[n, group_of(text)] = amount
		deferred_number[n, group_of(text)] = n
	}
	if (text ~ /^Revenue Recognition/) {
		n = word[count - 1]
		split(substr(word[count], 2), step, "/")
		key = n SUBSEP group_of(text)
		# What September gave, October may show again.
		if (!(n in gross)) { repeated++; next }
		recognised[key] += amount
		last[key]++
		if (step[1] + 0 != last[key] && !shuffled) fault("order: " text)
		total[key] = step[2] + 0
	}
}
function group_of(text) {
	if (text !~ /^[A-Za-z ]+ \(/) return ""
	sub(/^[A-Za-z ]+ \(/, "", text)
	return substr(text, 1, index(text, "):") - 1)
}
END {
	for (n in gross) {
		if (sum_net[n] != net[n] || sum_vat[n] != vat[n])
			fault("lines of " n)
		if (balance[n] != gross[n] - paid[n])
			fault("balance of " n ": " gross[n] - paid[n])
		if (booked_invoice[n] != 1) fault("ERP lines of " n)
	}
	for (key in groups) {
		split(key, part, SUBSEP)
		many[part[1]]++
	}
	for (key in deferral) {
		split(key, part, SUBSEP)
		n = part[1]
		if ((part[2] != "") != (many[n] > 1)) fault("group in text of " n)
		mine = part[2] == "" ? net[n] : group_net[n, part[2]]
		if (deferral[key] != mine) fault("deferral of " n)
		if (recognised[key] != deferral[key])
			fault("recognitions of " n ": " recognised[key])
		if (last[key] != total[key]) fault("count of " n)
		if (total[key] == 12) annual++
	}
	for (key in recognised)
		if (!(key in deferral)) fault("no deferral for " key)
	for (key in groups) if (key in is_split) splits++
	for (n in many) expected_splits += many[n] - 1
	if (splits + 0 != expected_splits + 0)
		fault(splits " splits of " expected_splits)
	for (id in halves) if (halves[id] != 0) fault("ERP lines of " id)
	for (id in settled) if (settled[id] != 0) fault("settlement " id)
	if (accounts < need_accounts) fault(accounts " accounts")
	if (invoices < need_invoices) fault(invoices " invoices")
	if (lines < need_lines) fault(lines " lines")
	if (need_all) {
		list = "bank_transfer credit_card direct_debit " \
		    "settlement_payment refund underpayment_loss debtor_loss"
		count = split(list, word, " ")
		for (i = 1; i <= count; i++)
			if (!kinds[word[i]]) fault("no " word[i])
		list = "25.50 13.50 10.00 0.00"
		count = split(list, word, " ")
		for (i = 1; i <= count; i++)
			if (!(word[i] in seen_rate)) fault("no rate " word[i])
		if (!percent || !each || !total_off) fault("no such discount")
		if (!annual) fault("no annual plan")
	}
	exit faults > 0
}
AWK

# Balances of meant.tsv: debit equals credit per stream, road and currency.
cat >"$SCRATCH/meant.awk" <<'AWK'
function cents(text) { gsub(/\./, "", text); return text + 0 }
NR == 1 { next }
NF != 11 { print "columns: " $0; bad = 1 }
{
	difference[$1 "/" $2 "/" $7] += cents($8) - cents($9)
	amount[$1 "/" $2 "/" $7] += cents($10)
}
END {
	for (key in difference) if (difference[key] != 0 || amount[key] != 0) {
		print key ": " difference[key] " " amount[key]
		bad = 1
	}
	exit bad
}
AWK

# The receivables and VAT that the exports themselves give for the invoices
# in EUR that are carried, against meant.tsv.
cat >"$SCRATCH/receivables.awk" <<'AWK'
function cents(text) { gsub(/\./, "", text); return text + 0 }
kind == "meant" {
	if ($1 == "invoices" && $2 == "documents" && $7 == "EUR" && $3 == 1701)
		meant += cents($10)
	if ($1 == "invoices" && $2 == "documents" && $7 == "EUR" && $3 == 2939)
		meant_vat -= cents($10)
	next
}
FNR == 1 { for (i = 1; i <= NF; i++) at[kind, $i] = i; next }
kind == "erp" && $(at[kind, "type"]) == "Invoice" {
	status = $(at[kind, "status"])
	if (status ~ /ooked$|Posted|Cancelled/ && status !~ /^Not/)
		out[$(at[kind, "invoice_number"])] = 1
	if ($(at[kind, "voucher_id"]) != "")
		out[$(at[kind, "invoice_number"])] = 1
}
kind == "invoices" && $(at[kind, "currency"]) == "EUR" {
	n = $(at[kind, "invoice_number"])
	if (!(n in out) && $(at[kind, "invoice_date"]) >= "2026-09-01") {
		sum += cents($(at[kind, "gross_amount"]))
		vat += cents($(at[kind, "vat_amount"]))
	}
}
END {
	print sum " meant " meant ", VAT " vat " meant " meant_vat
	exit sum != meant || vat != meant_vat
}
AWK

tsv() { awk -f "$SCRATCH/csv.awk" "$1"; }

tsv_month() { # MONTH_FOLDER
	for f in "$1"/exports/*.csv; do
		tsv "$f" >"$SCRATCH/$(basename "$f" .csv).tsv"
	done
}

month_holds() { # MONTH_FOLDER [AWK_VARIABLE...]
	folder=$1; shift
	tsv_month "$folder"
	set -- -v month="$folder" "$@"
	awk -F '\t' "$@" -f "$SCRATCH/month.awk" \
	    kind=accounts "$SCRATCH/accounts.tsv" \
	    kind=invoices "$SCRATCH/invoices.tsv" \
	    kind=lines "$SCRATCH/invoice_lines.tsv" \
	    kind=transactions "$SCRATCH/transactions.tsv" \
	    kind=erp "$SCRATCH/erp_lines.tsv" &&
	awk -F '\t' -f "$SCRATCH/meant.awk" "$folder/meant.tsv" &&
	awk -F '\t' -f "$SCRATCH/receivables.awk" \
	    kind=meant "$folder/meant.tsv" \
	    kind=erp "$SCRATCH/erp_lines.tsv" \
	    kind=invoices "$SCRATCH/invoices.tsv" &&
	{ sed 1d "$folder/meant.tsv" | LC_ALL=C sort -c; }
}

# VAT numbers, e-invoice addresses, references and IBANs of a month.
cat >"$SCRATCH/digits.awk" <<'AWK'
function digit(text, i) { return substr(text, i, 1) + 0 }
function business_id(text,    i, sum) {
	split("7 9 10 5 8 4 2", weight, " ")
	for (i = 1; i <= 7; i++) sum += weight[i] * digit(text, i)
	sum %= 11
	return sum != 1 && (11 - sum) % 11 == digit(text, 8)
}
function luhn(text,    i, sum, d) {
	for (i = 1; i <= length(text); i++) {
		d = digit(text, i) * ((length(text) - i) % 2 + 1)
		sum += d > 9 ? d - 9 : d
	}
	return sum % 10 == 0
}
function german(text,    i, p, m) {
	p = 10
	for (i = 1; i <= 8; i++) {
		m = (digit(text, i) + p) % 10
		if (m == 0) m = 10
		p = 2 * m % 11
	}
	return (11 - p) % 10 == digit(text, 9)
}
function estonian(text,    i, sum) {
	split("3 7 1 3 7 1 3 7", weight, " ")
	for (i = 1; i <= 8; i++) sum += weight[i] * digit(text, i)
	return (10 - sum % 10) % 10 == digit(text, 9)
}
function reference(text,    i, sum) {
	split("7 3 1", weight, " ")
	for (i = 1; i < length(text); i++)
		sum += weight[(i - 1) % 3 + 1] * digit(text, length(text) - i)
	return (10 - sum % 10) % 10 == digit(text, length(text))
}
# Modulus 97, digit by digit; F is 15, I is 18.
function iban(text,    i, rest) {
	text = substr(text, 5) "1518" substr(text, 3, 2)
	for (i = 1; i <= length(text); i++)
		rest = (rest * 10 + digit(text, i)) % 97
	return rest == 1
}
function fault(text) { print text; bad = 1 }
FNR == 1 { for (i = 1; i <= NF; i++) at[kind, $i] = i; next }
kind == "accounts" || kind == "suppliers" {
	v = $(at[kind, "legal_vat_number"])
	if (v ~ /^FI[0-9]+$|^[0-9]+-[0-9]$/) {
		sub(/^FI/, "", v); sub(/-/, "", v)
		good = length(v) == 8 && business_id(v)
	} else if (v ~ /^SE[0-9]+01$/)
		good = length(v) == 14 && luhn(substr(v, 3, 10))
	else if (v ~ /^DE[1-9][0-9]+$/)
		good = length(v) == 11 && german(substr(v, 3))
	else if (v ~ /^EE[0-9]+$/)
		good = length(v) == 11 && estonian(substr(v, 3))
	else
		good = v == "" || v ~ /^US00[0-9]+$/
	if (!good) fault("VAT number " v)
	if (v != "" && (kind, v) in seen) fault("VAT number twice " v)
	seen[kind, v] = 1
}
kind == "accounts" {
	e = $(at[kind, "ean_number"])
	if (e != "" && (e !~ /^0037/ || !business_id(substr(e, 5))))
		fault("e-invoice address " e)
	kinds[$(at[kind, "legal_country"]) (v == "" ? "private" : "")]++
}
kind == "invoices" && $(at[kind, "invoice_supplement"]) ~ /Viite/ {
	text = $(at[kind, "invoice_supplement"])
	account = text; sub(/^.*FI/, "FI", account); sub(/ Viite.*/, "", account)
	gsub(/ /, "", account); sub(/.*Viite /, "", text); gsub(/ /, "", text)
	if (!iban(account)) fault("IBAN " account)
	if (!reference(text)) fault("reference " text)
	references++
}
END {
	if (need_all) {
		count = split("FI FIprivate SE DE EE US", word, " ")
		for (i = 1; i <= count; i++)
			if (!kinds[word[i]]) fault("no customer in " word[i])
		if (!references) fault("no reference number")
	}
	exit bad
}
AWK

digits_hold() { # MONTH_FOLDER [AWK_VARIABLE...]
	tsv_month "$1"; shift
	awk -F '\t' "$@" -f "$SCRATCH/digits.awk" \
	    kind=accounts "$SCRATCH/accounts.tsv" \
	    kind=suppliers "$SCRATCH/suppliers.tsv" \
	    kind=invoices "$SCRATCH/invoices.tsv"
}

# What the generator wrote must stand in the sample, byte for byte.
sample_is() { # GENERATED SAMPLE
	(cd "$1" && find . -type f) | while read -r f; do
		cmp "$1/$f" "$2/$f" || echo "differs: $f"
	done >"$SCRATCH/sample.out" 2>&1
	cat "$SCRATCH/sample.out"
	[ ! -s "$SCRATCH/sample.out" ]
}

same_rows() { # FOLDER SHUFFLED FILE: the same rows in another order
	tsv "$1/$3" | sort >"$SCRATCH/rows.a"
	tsv "$2/$3" | sort >"$SCRATCH/rows.b"
	cmp "$SCRATCH/rows.a" "$SCRATCH/rows.b" && ! cmp -s "$1/$3" "$2/$3"
}

# Determinism ----------------------------------------------------------------
check 'company' "$GENERATE" --seed $COMPANY_SEED -o "$SCRATCH/company"
check 'tiny company' "$GENERATE" --tiny --seed $TINY_SEED -o "$SCRATCH/tiny"
check 'in another locale and time zone' env LC_ALL=fi_FI.UTF-8 TZ=Asia/Tokyo \
    "$GENERATE" --seed $COMPANY_SEED -o "$SCRATCH/again"
check 'the same bytes' diff -r "$SCRATCH/company" "$SCRATCH/again"
check 'another seed' "$GENERATE" --seed 4711 -o "$SCRATCH/other"
status_is 1 'other bytes' diff -rq "$SCRATCH/company" "$SCRATCH/other"
check 'shuffled' "$GENERATE" --seed $COMPANY_SEED --shuffle \
    -o "$SCRATCH/shuffled"
for f in invoices invoice_lines erp_lines; do
	check "the same rows in another order: $f" same_rows \
	    "$SCRATCH/company" "$SCRATCH/shuffled" 2026-10/exports/$f.csv
done
same "$SCRATCH/company/2026-10/meant.tsv" \
    "$SCRATCH/shuffled/2026-10/meant.tsv" 'and the same meaning'

# Contents -------------------------------------------------------------------
check 'September is consistent' month_holds "$SCRATCH/company/2026-09" \
    -v need_accounts=60
check 'October is consistent and has all kinds' month_holds \
    "$SCRATCH/company/2026-10" -v need_accounts=60 -v need_invoices=150 \
    -v need_lines=350 -v need_all=1
check 'check digits' digits_hold "$SCRATCH/company/2026-10" -v need_all=1
for month in 2026-09 2026-10; do
	check "tiny $month is consistent" month_holds "$SCRATCH/tiny/$month"
done
small_month() { # SEED
	"$GENERATE" --seed "$1" --invoices $((5 + $1 % 16)) \
	    -o "$SCRATCH/small" &&
	month_holds "$SCRATCH/small/2026-09" &&
	month_holds "$SCRATCH/small/2026-10" &&
	digits_hold "$SCRATCH/small/2026-10"
}
seed=1
wrong=0
while [ $seed -le 40 ]; do
	small_month $seed >"$SCRATCH/small.out" 2>&1 || {
		wrong=1
		sed "s/^/# seed $seed: /" "$SCRATCH/small.out"
	}
	rm -rf "$SCRATCH/small"
	seed=$((seed + 1))
done
ok $wrong '40 small months are consistent'
check 'a larger month' "$GENERATE" --seed 5 --invoices 4000 -o "$SCRATCH/large"
check 'is consistent' month_holds "$SCRATCH/large/2026-10" \
    -v need_invoices=4000 -v need_lines=10000 -v need_all=1

# Samples --------------------------------------------------------------------
check 'samples/company' sample_is "$SCRATCH/company" "$SAMPLES/company"
check 'samples/tiny' sample_is "$SCRATCH/tiny" "$SAMPLES/tiny"

# Usage ----------------------------------------------------------------------
status_is 2 'no folder' "$GENERATE" --seed 1
status_is 2 'no number' "$GENERATE" --seed one -o "$SCRATCH/x"
status_is 2 'no invoices' "$GENERATE" --invoices 0 -o "$SCRATCH/x"
status_is 0 'help' "$GENERATE" --help
done_testing
