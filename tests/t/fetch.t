#!/bin/sh
# netvisor-fetch against a local Netvisor: the registers are those of the
# sample and a batch passes by them; refusals, cut answers and a host that is
# down leave no half-made folder; what was sent is found again in the books.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source=tests/sandbox.sh
. "$TESTS/sandbox.sh"

# body FILE: the rows of a record file, without what it says of itself.
body() { sed '/^#/d' "$1"; }
# rows FILE: how many.
rows() { sed -n 's/^#end \([0-9]*\).*/\1/p' "$1"; }

sandbox_start well || { ok 1 'the sandbox starts'; done_testing; exit; }
one=$SCRATCH/one
check 'a company for it' company_new "$one" tiny
month=$one/2026-10

status_is 0 'the registers are read' \
    netvisor-fetch -c "$one/company.yaml" "$month"
# As the sample's, which has the same chart; the customers are the company's.
for kind in accounts default_accounts periods voucher_types dimensions; do
	same "$SAMPLES/tiny/2026-10/registers/$kind.tsv" \
	    "$month/registers/$kind.tsv" "$kind are the sample's"
done
body "$SAMPLES/company/2026-10/registers/customers.tsv" | sort \
    >"$SCRATCH/customers"
body "$month/registers/customers.tsv" | sort >"$SCRATCH/fetched"
same "$SCRATCH/customers" "$SCRATCH/fetched" "customers are the sample's"
printf 'accounting\t2026-08-31\nvat\t2026-08-31\npurchase\t\n' >"$SCRATCH/locks"
body "$month/registers/locks.tsv" | sed 1d >"$SCRATCH/fetched"
same "$SCRATCH/locks" "$SCRATCH/fetched" 'each kind of lock has a row'
grep -qx '1701	2026-09-30	402315.47	371290.12	31025.35' \
    "$month/registers/balances.tsv"
ok $? 'balances of the day before the month'
body "$month/registers/snapshot.tsv" | sed 1d | cut -f 2- >"$SCRATCH/fetched"
printf '%s\t9127764-5\tnetvisor-fetch\n' "$url" >"$SCRATCH/snapshot"
same "$SCRATCH/snapshot" "$SCRATCH/fetched" 'the snapshot says whose they are'
grep -q '^registers: .*, 22 default accounts, 2 periods, 3 locks, ' \
    "$SCRATCH/out"
ok $? 'a line says how much there is'

fenerum-read -q -c "$one/company.yaml" "$SAMPLES"/tiny/2026-10/exports/*.csv |
    fenerum-map -q -c "$one/company.yaml" |
    netvisor-write -c "$one/company.yaml" -o "$month/batch"
status_is 0 'a batch is right by them' \
    netvisor-check -c "$one/company.yaml" "$month/batch"

cp -R "$month/registers" "$SCRATCH/before"
status_is 0 'quietly, they are read again' \
    netvisor-fetch -q -c "$one/company.yaml" "$month"
[ ! -s "$SCRATCH/out" ] && [ ! -s "$SCRATCH/err" ]; ok $? 'nothing is said'
for kind in accounts customers balances; do
	same "$SCRATCH/before/$kind.tsv" "$month/registers/$kind.tsv" \
	    "$kind are the same, byte for byte"
done

# Books without a journal: nothing is ours.
status_is 0 'what was booked is read' \
    netvisor-fetch -c "$one/company.yaml" --booked "$month"
[ "$(rows "$month/booked/invoices.tsv")" = 0 ]; ok $? 'no invoice is ours'
grep -q '^1701	2026-09-30	.*	31025.35$' "$month/booked/balances.tsv" &&
    grep -q '^1701	2026-10-31	.*	31025.35$' \
	"$month/booked/balances.tsv"
ok $? 'balances at both ends'

status_is 2 'a folder that is no month' \
    netvisor-fetch -c "$one/company.yaml" "$one/mappings"

# What was sent is found again.
check 'the month is approved' month_approved "$one" 2026-10
status_is 0 'and sent' netvisor-send -c "$one/company.yaml" "$month"
status_is 0 'its books are read' \
    netvisor-fetch -c "$one/company.yaml" --booked "$month"
body "$month/batch/items.tsv" | cut -f 1,7 |
    sed -n 's/	\(invoice\|credit_note\)$//p' | sort >"$SCRATCH/sent"
body "$month/booked/invoices.tsv" | sed 1d | cut -f 8 | cut -c 1-15 | sort \
    >"$SCRATCH/booked"
[ -s "$SCRATCH/sent" ]; ok $? 'invoices were sent'
same "$SCRATCH/sent" "$SCRATCH/booked" 'each invoice of ours, once'
body "$month/booked/invoices.tsv" | sed 1d | cut -f 9 | sort >"$SCRATCH/of"
body "$month/booked/vouchers.tsv" | awk -F'\t' \
    '$7 == "salesinvoice" { print $1 }' | sort >"$SCRATCH/vouchers"
same "$SCRATCH/of" "$SCRATCH/vouchers" 'each with its voucher'
body "$month/batch/items.tsv" | cut -f 1,7 |
    sed -n 's/	\(deferral\|recognition\)$//p' | sort >"$SCRATCH/sent"
body "$month/booked/vouchers.tsv" | cut -f 5 |
    sed -n 's/^\(fv-[a-z2-7]\{12\}\).*/\1/p' | sort >"$SCRATCH/booked"
[ -s "$SCRATCH/sent" ]; ok $? 'vouchers were sent'
same "$SCRATCH/sent" "$SCRATCH/booked" 'each voucher of ours, once'
body "$month/booked/postings.tsv" | awk -F'\t' '
NR > 1 { sub(/\./, "", $4); sub(/\./, "", $5); sum[$1] += $4 - $5; n++ }
END { for (v in sum) if (sum[v] != 0) exit 1; exit n == 0 }'
ok $? 'every voucher balances'

# A host that is down: what was there stays.
sandbox_stop
cp "$month/registers/snapshot.tsv" "$SCRATCH/snapshot"
status_is 3 'a host that is down' \
    netvisor-fetch -c "$one/company.yaml" "$month"
grep -qF '[network.connect]' "$SCRATCH/err"; ok $? 'it is said so'
[ "$(grep -c 'network\.' "$SCRATCH/err")" -eq 1 ]; ok $? 'once'
same "$SCRATCH/snapshot" "$month/registers/snapshot.tsv" \
    'the old registers stay'

# Rights that are missing: all are named, and nothing appears.
sandbox_start deny --deny dimensionlist.nv,customerlist.nv
deny=$SCRATCH/deny
check 'a company for it' company_new "$deny" tiny
status_is 2 'two rights are missing' \
    netvisor-fetch -c "$deny/company.yaml" "$deny/2026-10"
[ "$(grep -cF '[access.right]' "$SCRATCH/err")" -eq 2 ] &&
    grep -q 'dimensionlist\.nv' "$SCRATCH/err" &&
    grep -q 'customerlist\.nv' "$SCRATCH/err"
ok $? 'both are named'
[ ! -e "$deny/2026-10" ]; ok $? 'no folder appears'
sandbox_stop

# An answer that is cut is asked for again.
sandbox_start cut \
    --fault cut-reply:accountlist.nv:1,cut-reply:accountingledger.nv:2
cut=$SCRATCH/cut
check 'a company for it' company_new "$cut" tiny
status_is 0 'one answer is cut' \
    netvisor-fetch -c "$cut/company.yaml" "$cut/2026-10"
same "$SAMPLES/tiny/2026-10/registers/accounts.tsv" \
    "$cut/2026-10/registers/accounts.tsv" 'and read again'
[ "$(grep -c 'accountlist\.nv' "$SCRATCH/cut.log")" -eq 2 ]
ok $? 'with one more request'
status_is 0 'one of the ledger is cut' \
    netvisor-fetch -c "$cut/company.yaml" --booked "$cut/2026-10"
[ "$(grep -c 'startdate=2026-10-02&' "$SCRATCH/cut.log")" -eq 2 ]
ok $? 'and asked for again'
sandbox_stop

sandbox_start always --fault cut-reply:vouchertypelist.nv:0
always=$SCRATCH/always
check 'a company for it' company_new "$always" tiny
status_is 3 'every answer is cut' \
    netvisor-fetch -c "$always/company.yaml" "$always/2026-10"
grep -qF '[network.answer]' "$SCRATCH/err"; ok $? 'it is said so'
[ ! -e "$always/2026-10" ]; ok $? 'no folder appears'
sandbox_stop
done_testing
