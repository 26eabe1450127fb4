#!/bin/sh
# An approved month goes to the sandbox: each document once, what is refused
# holds what depends on it, and nothing is sent that should not be.
# shellcheck disable=SC2119
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source=tests/send.sh
. "$TESTS/send.sh"

template tiny
reference() { # KIND NAME
	awk -F'\t' -v kind="$1" -v name="$2" \
	    '$7 == kind && $8 == name { print $1 }' \
	    "$home/2026-10/batch/items.tsv"
}

# All of it -------------------------------------------------------------------
fresh
netvisor_start
sends 0 'the month is sent'
counted 'Requests sent' 8
counted 'there already' 2
counted accepted 8
counted unknown 0
[ "$(find "$home/2026-10/replies" -name '*.1.xml' | wc -l)" -eq 8 ]
ok $? 'each answer is kept'
[ -z "$(find "$home/2026-10/replies" -type f ! -perm 600)" ]
ok $? 'answers are for this user alone'
sandbox_stop
books_of books "$SCRATCH/right"
check 'the books are sound' env LC_ALL=C.UTF-8 hledger -f "$SCRATCH/right" check
cp -R "$home" "$SCRATCH/done"
sends 0 'all settled: no Netvisor is needed'
counted 'Requests sent' 0
counted accepted 8

sends 1 'what is accepted cannot be resolved by hand' \
    --resolve "$(reference invoice 26002)=absent"
finding send.resolve
sends 1 'a foreign reference cannot either' --resolve fv-aaaaaaaaaaaa=12
finding send.resolve
sends 1 'nor can a key be a word' --resolve "$(reference invoice 26002)=x"
finding send.resolve
sends 2 'an answer needs an equals sign' --resolve fv-aaaaaaaaaaaa

# A lost journal ----------------------------------------------------------------
rm -f "$home"/journal.db*
netvisor_start
sends 1 'the journal is lost: nothing is sent'
finding send.number-exists
finding send.text-exists
[ "$(grep -c '\[send.number-exists\]' "$SCRATCH/err")" -eq 2 ]
ok $? 'both numbers are named'
[ "$(grep -c '\[send.text-exists\]' "$SCRATCH/err")" -eq 4 ]
ok $? 'all four vouchers are named'
sandbox_stop
books_of books "$SCRATCH/books"
same "$SCRATCH/right" "$SCRATCH/books" 'nothing was booked twice'

# Fenerum's own connector has been there.
sql "DELETE FROM invoice"
sql "UPDATE voucher SET description = substr(description, 17)
    WHERE description LIKE 'fv-%'"
netvisor_start
sends 1 'the texts are there without our references'
[ "$(grep -c '\[send.text-exists\]' "$SCRATCH/err")" -eq 4 ]
ok $? 'all four vouchers are named by their texts'
sandbox_stop

# Approval ----------------------------------------------------------------------
fresh
netvisor_start
mv "$home/2026-10/approval.yaml" "$home/approval.yaml"
sends 5 'not approved'
finding send.approval
counted 'Requests sent' 0
counted 'not begun' 10
grep -qF "netvisor-review -c $home/company.yaml --approve" "$SCRATCH/err"
ok $? 'the remedy is a whole command'
mv "$home/approval.yaml" "$home/2026-10/approval.yaml"
printf ' ' >>"$home/2026-10/batch/000/000007-voucher.xml"
sends 5 'one byte more'
finding check.hash
[ ! -s "$SCRATCH/books.log" ]; ok $? 'Netvisor heard nothing of it'
sandbox_stop

# Access and network --------------------------------------------------------------
fresh
sends 2 'no keys'
netvisor_start
sed 's/^customer_key: .*/customer_key: wrong/' "$home/credentials" \
    >"$home/wrong"
chmod 600 "$home/wrong"
mv "$home/wrong" "$home/credentials"
sends 2 'a wrong key'
finding access.authentication
once() { [ "$(grep -c '\[[a-z]*\.[a-z-]*\]$' "$SCRATCH/err")" -eq 1 ]; }
once; ok $? 'in one finding'
counted 'Requests sent' 0
counted Documents 10
counted 'not begun' 10
sandbox_stop
sends 3 'nobody listens'
finding network.connect
once; ok $? 'in one finding'
counted 'not begun' 10
netvisor_start --deny accounting.nv
sends 2 'no right to vouchers: one batch is not even followed'
finding access.right
counted accepted 3
counted waiting 1
counted 'not begun' 4
cp "$home/credentials" "$SCRATCH/right-keys"
sed 's/^customer_key: .*/customer_key: wrong/' "$SCRATCH/right-keys" \
    >"$home/credentials"
sends 2 'a wrong key, while a batch waits'
finding access.authentication
[ "$(grep -cF '[access.authentication]' "$SCRATCH/err")" -eq 1 ]
ok $? 'said once'
cp "$SCRATCH/right-keys" "$home/credentials"
sandbox_stop
sends 3 'nobody listens, while a batch waits'
netvisor_start
sends 0 'the right is given'
counted 'Requests sent' 4
sandbox_stop
books_of books "$SCRATCH/books"
same "$SCRATCH/right" "$SCRATCH/books" 'the books are right'

# Locks -------------------------------------------------------------------------
fresh
netvisor_start
sandbox_stop
sql "UPDATE lock SET date = '2026-09-30' WHERE kind = 'accounting'"
netvisor_start
sends 1 'a lock has moved over a voucher'
finding send.lock-moved
[ "$(grep -c '\[send.lock-moved\]' "$SCRATCH/err")" -eq 1 ]
ok $? 'only what is hit is named'
grep -qF -- "netvisor-fetch -c $home/company.yaml $home/2026-10" "$SCRATCH/err"
ok $? 'and how to read the registers anew'
[ "$(grep -c POST "$SCRATCH/books.log")" -eq 0 ]; ok $? 'nothing was posted'
sandbox_stop

# Master data -------------------------------------------------------------------
fresh
netvisor_start
sandbox_stop
sql "UPDATE dimension_item SET hidden = 1 WHERE name = 'SaaS'"
sql "INSERT INTO customer(key, code, name) VALUES (98, '10003', 'Toinen')"
sql "INSERT INTO customer(key, code, name) VALUES (99, '10003', 'Kolmas')"
netvisor_start
sends 5 'a code is there twice'
finding send.twice
finding send.hidden
finding send.held
counted held 4
sandbox_stop
sql "DELETE FROM customer WHERE name IN ('Toinen', 'Kolmas')"
sql "UPDATE dimension_item SET hidden = 0"
netvisor_start
sends 0 'the code is free again: what was held goes'
sandbox_stop
books_of books "$SCRATCH/books"
sed 's/(J[A-Z]* [0-9]*)//; s/(ML [0-9]*)//' "$SCRATCH/books" |
    sort >"$SCRATCH/books.sorted"
sed 's/(J[A-Z]* [0-9]*)//; s/(ML [0-9]*)//' "$SCRATCH/right" |
    sort >"$SCRATCH/right.sorted"
same "$SCRATCH/right.sorted" "$SCRATCH/books.sorted" \
    'the books are right but for the numbers'

# Refusals ----------------------------------------------------------------------
fresh
netvisor_start
sandbox_stop
sql "UPDATE account SET active = 0 WHERE number = '2861'"
netvisor_start
sends 1 'an account is closed'
finding send.refused
finding send.held
counted accepted 4
counted refused 2
counted held 2
grep -qE '^  fv-[a-z0-9]* deferral [^ ]*: [A-Z_]+: ' "$SCRATCH/out"
ok $? 'the summary tells what was said from what it is about'
[ "$(grep -cF '[send.refused]' "$SCRATCH/err")" -eq 1 ] &&
    grep -qF '(2 times, ' "$SCRATCH/err"
ok $? 'the same answer twice is one finding, with a count'
[ "$(grep -cF '[send.held]' "$SCRATCH/err")" -eq 1 ]
ok $? 'and so is what they hold'
sends 1 'refused stays refused'
counted 'Requests sent' 0
sandbox_stop
sql "UPDATE account SET active = 1"
netvisor_start
sends 1 'without being asked nothing is tried again'
counted 'Requests sent' 0
sends 0 'with --retry-refused it is' --retry-refused
counted 'Requests sent' 4
sandbox_stop
books_of books "$SCRATCH/books"
same "$SCRATCH/right" "$SCRATCH/books" 'the books are right'

# Waiting, and an answer that does not fit ----------------------------------------
fresh
sed 's/poll_limit: [0-9]*/poll_limit: 50/' "$home/company.yaml" >"$home/c" &&
    mv "$home/c" "$home/company.yaml"
netvisor_start --batch-delay 600000
sends 4 'a batch is not worked off'
finding send.waiting
counted waiting 2
counted held 4
sandbox_stop
sql "UPDATE batch SET due_at = imported_at"
sql "UPDATE batch_item SET identifier = 'fv-foreign' WHERE batch =
    (SELECT min(key) FROM batch)"
sed 's/poll_limit: [0-9]*/poll_limit: 20000/' "$home/company.yaml" >"$home/c" &&
    mv "$home/c" "$home/company.yaml"
netvisor_start
sends 5 'a batch names another document'
finding send.batch-answer
counted unknown 1
counted accepted 5
sends 5 'and still does'
key=$(sql "SELECT key FROM invoice WHERE number = '26002'")
sends 0 'a person knows the key' --resolve "$(reference invoice 26002)=$key"
sandbox_stop

# An earlier month ----------------------------------------------------------------
mkdir "$home/2026-09"
cp -R "$SAMPLES/tiny/2026-09/batch" "$home/2026-09"
netvisor_start
sends 0 'all is settled: nothing is said of others'
sandbox_stop
[ ! -s "$SCRATCH/err" ]; ok $? 'indeed nothing'
fresh
mkdir "$home/2026-09" "$home/2026-11"
cp -R "$SAMPLES/tiny/2026-09/batch" "$home/2026-09"
cp -R "$SAMPLES/tiny/2026-09/batch" "$home/2026-11"
netvisor_start
sends 0 'an earlier month was never sent'
finding send.earlier-month
[ "$(grep -cF '[send.earlier-month]' "$SCRATCH/err")" -eq 1 ] &&
    grep -qF 'month 2026-09 is not settled' "$SCRATCH/err"
ok $? 'it is named, a later one is not'
grep -qF "fenvoy -C $home close 2026-09" "$SCRATCH/err"
ok $? 'and how to close it'
sandbox_stop
fresh
mkdir "$home/2026-09"
cp -R "$SAMPLES/tiny/2026-09/batch" "$home/2026-09"
netvisor_start
sandbox_stop
cp "$SCRATCH/done/journal.db" "$home/journal.db"
sqlite3 "$home/journal.db" "UPDATE batch SET month = '2026-09'"
sqlite3 "$home/journal.db" 'UPDATE source_line SET active = 0'
sqlite3 "$home/journal.db" "UPDATE document SET state = 'REJECTED'
    WHERE name = '880005' AND kind = 'deferral'"
netvisor_start
sends 0 'an earlier month has been sent but for one'
grep -qF 'month 2026-09 is not settled: 1 of its 10 documents' "$SCRATCH/err"
ok $? 'which is counted'
sandbox_stop

# An id that had arrived, and nothing to be found ----------------------------------
fresh
netvisor_start --id-on-arrival --fault drop-before:accounting.nv
sends 5 'the id had arrived, the voucher is not there'
finding send.unknown
counted unknown 1
sends 5 'the question stays'
[ "$(grep -c 'POST.*accounting' "$SCRATCH/books.log")" -eq 4 ]
ok $? 'the second run posts nothing of it'
sends 0 'a person says it is not there' \
    --resolve "$(reference deferral 880005)=absent"
sandbox_stop
books_of books "$SCRATCH/books"
sed 's/(J[A-Z]* [0-9]*)//' "$SCRATCH/books" | sort >"$SCRATCH/books.sorted"
sed 's/(J[A-Z]* [0-9]*)//' "$SCRATCH/right" | sort >"$SCRATCH/right.sorted"
same "$SCRATCH/right.sorted" "$SCRATCH/books.sorted" \
    'the books are right but for the numbers'

# Said not to have left, and there all the same -------------------------------------
ledger=technical:accountingledger.nv
fresh
unread=drop-after:accounting.nv,$ledger:3,$ledger:4,$ledger:5,$ledger:6,$ledger:7
netvisor_start --fault "$unread"
sends 4 'a voucher is there, and Netvisor cannot be read'
sandbox_stop
netvisor_start
deferral=$(reference deferral 880005)
key=$(sql "SELECT key FROM voucher WHERE description LIKE '$deferral %'")
before=$(grep -c POST "$SCRATCH/books.log")
sends 1 'a person says it is absent, what else waits is followed' --resolve "$deferral=absent"
finding send.text-exists
[ "$(grep -c POST "$SCRATCH/books.log")" -eq "$before" ]; ok $? 'it is not sent again'
sends 0 'the person sees the error' --resolve "$deferral=$key"
sandbox_stop
books_of books "$SCRATCH/books"
same "$SCRATCH/right" "$SCRATCH/books" 'the books are right'

fresh
netvisor_start --fault "$unread"
sends 4 'once more'
sandbox_stop
sql "UPDATE lock SET date = '2026-09-30' WHERE kind = 'accounting'"
netvisor_start
before=$(grep -c POST "$SCRATCH/books.log")
sends 1 'a lock has moved, and what is unknown is found out all the same'
finding send.lock-moved
[ "$(grep -cF '[send.unknown]' "$SCRATCH/err")" -eq 0 ]; ok $? 'it is found'
[ "$(grep -c POST "$SCRATCH/books.log")" -eq "$before" ]
ok $? 'nothing was posted'
sandbox_stop

fresh
netvisor_start --fault maintenance:salesinvoicebatch.nv:0
sends 3 'only master data has left'
sandbox_stop
cp "$home/journal.db" "$SCRATCH/old.db"
netvisor_start
sends 0 'the rest leaves'
sandbox_stop
cp "$SCRATCH/old.db" "$home/journal.db"
netvisor_start
sends 1 'the journal is an old copy: nothing is sent'
finding send.text-exists
finding send.number-exists
sandbox_stop
books_of books "$SCRATCH/books"
same "$SCRATCH/right" "$SCRATCH/books" 'nothing was booked twice'

# Another firm under the same code ----------------------------------------------------
fresh
netvisor_start
sandbox_stop
sql "INSERT INTO customer(key, code, name, business_id)
    VALUES (98, '10003', 'Toinen Oy', '9000444-2')"
netvisor_start
sends 5 'a code is of another firm'
finding send.other-customer
finding send.held
sandbox_stop
sql "UPDATE customer SET business_id = 'FI90002228' WHERE key = 98"
netvisor_start
sends 0 'it is the same firm after all: what was held goes'

# A batch is gone from Netvisor's list, its invoices are not --------------------------
fresh
list=technical:getbatchlist.nv
netvisor_start --fault \
    "drop-after:salesinvoicebatch.nv,$list:2,$list:3,$list:4,$list:5,$list:6"
sends 4 'a batch was taken, and Netvisor cannot be read'
sandbox_stop
sql 'DELETE FROM batch_item'
sql 'DELETE FROM batch'
netvisor_start
sends 0 'its invoice is found by its own mark'
[ "$(grep -c 'POST.*salesinvoicebatch' "$SCRATCH/books.log")" -eq 2 ]
ok $? 'it is not sent again'
sandbox_stop
books_of books "$SCRATCH/books"
same "$SCRATCH/right" "$SCRATCH/books" 'the books are right'
done_testing
