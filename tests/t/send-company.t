#!/bin/sh
# A whole month with many invoices in a request: one refused invoice holds only
# its own vouchers, one missing customer holds its request, a signal loses
# nothing.
# shellcheck disable=SC2119
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source=tests/send.sh
. "$TESTS/send.sh"

template company
items=$(awk -F'\t' 'NR > 2 && !/^#/' \
    "$SCRATCH/template/2026-10/batch/items.tsv" | wc -l)
[ "$items" -gt 100 ]; ok $? "$items documents"
of_state() { # STATE: how many documents are so, by the journal
	sqlite3 "$home/journal.db" \
	    "SELECT count(*) FROM document WHERE state = '$1'"
}
invoices_of_state() {
	sqlite3 "$home/journal.db" "SELECT count(*) FROM document
	    WHERE state = '$1' AND kind IN ('invoice', 'credit_note')"
}

# Undisturbed -------------------------------------------------------------------
fresh
netvisor_start
sends 0 'the month is sent'
[ $(($(of_state ACCEPTED) + $(of_state PRESENT))) -eq "$items" ]
ok $? 'every document is settled'
sandbox_stop
books_of books "$SCRATCH/right"

# Some invoices are refused -------------------------------------------------------
fresh
netvisor_start
sandbox_stop
sql "UPDATE account SET active = 0 WHERE number = '3040'"
netvisor_start
sends 1 'an account is closed'
finding send.refused
refused=$(of_state REJECTED)
invoices=$(invoices_of_state REJECTED)
[ "$invoices" -gt 0 ]; ok $? 'some invoices are refused'
held=$(of_state HELD)
grep -q 'Account 3040' "$SCRATCH/err"; ok $? 'the text is Netvisor'"'"'s'
[ $((refused + held + $(of_state ACCEPTED) + $(of_state PRESENT))) -eq "$items" ]
ok $? 'all others are settled'
sandbox_stop
sql "UPDATE account SET active = 1"
netvisor_start
posts=$(grep -c 'POST salesinvoicebatch' "$SCRATCH/books.log")
sends 1 'a request with accepted invoices is never sent again' --retry-refused
[ "$(grep -c 'POST salesinvoicebatch' "$SCRATCH/books.log")" -eq "$posts" ]
ok $? 'no batch was posted'
[ "$(invoices_of_state REJECTED)" -eq "$invoices" ]
ok $? 'invoices that were refused are so still'
[ "$(of_state REJECTED)" -eq "$invoices" ]; ok $? 'refused vouchers are sent'
sandbox_stop
[ "$(sql "SELECT count(*) - count(DISTINCT number) FROM invoice")" -eq 0 ]
ok $? 'no invoice is there twice'

# A person enters them by hand ----------------------------------------------------
held=$(of_state HELD)
[ "$held" -gt 0 ]; ok $? 'vouchers of refused invoices are held'
[ "$(grep -cF '[send.refused]' "$SCRATCH/err")" -lt "$invoices" ]
ok $? 'findings are fewer than what is refused'
[ $(($(grep -cF '[send.held]' "$SCRATCH/err") * 5)) -lt "$held" ]
ok $? 'and far fewer than what is held'
[ "$(sed -n 's/.*(\([0-9]*\) times, .*\[send.held\]$/\1/p' "$SCRATCH/err" |
    awk '{ all += $1 } END { print all }')" -eq "$held" ]
ok $? 'with the counts of all'
sqlite3 "$home/journal.db" "SELECT reference FROM document
    WHERE state = 'REJECTED'" >"$SCRATCH/by-hand"
reference=$(head -1 "$SCRATCH/by-hand")
sends 1 'what was refused cannot be absent' --resolve "$reference=absent"
finding send.resolve
netvisor_start
left=$invoices
cp "$SCRATCH/by-hand" "$SCRATCH/left"
while read -r reference; do
	left=$((left - 1))
	[ "$left" -gt 0 ] || { sends 0 'the last of them is entered by hand' \
	    --resolve "$reference=9000$left" </dev/null; break; }
	send --resolve "$reference=9000$left" </dev/null
	[ $? -eq 1 ] || ok 1 "one is entered by hand, $left are left"
	grep -qF -- "netvisor-send -c $home/company.yaml --resolve $(
	    sed -n "$((invoices - left + 1))p" "$SCRATCH/by-hand")=KEY $home/2026-10" \
	    "$SCRATCH/err" || ok 1 'the remedy names the next, ready to paste'
done <"$SCRATCH/left"
[ "$(sqlite3 "$home/journal.db" "SELECT netvisor_key FROM document
    WHERE reference = '$reference'")" = 90000 ]
ok $? 'the journal has its key'
[ "$(of_state HELD)" -eq 0 ]; ok $? 'the held vouchers have followed'
[ $(($(of_state ACCEPTED) + $(of_state PRESENT))) -eq "$items" ]
ok $? 'every document is settled'
[ "$(grep -c 'POST salesinvoicebatch' "$SCRATCH/books.log")" -eq \
    $((posts + 1)) ]
ok $? 'only the held credit notes were sent'
sandbox_stop

# One customer is not clear -----------------------------------------------------
fresh
netvisor_start
sandbox_stop
sql "INSERT INTO customer(key, code, name) VALUES (99, '10001', 'Toinen')"
netvisor_start
sends 5 'a code is there twice'
grep -q 'approved as a whole' "$SCRATCH/err"
ok $? 'the whole request is held, and says why'
sandbox_stop
sql "DELETE FROM customer WHERE name = 'Toinen'"
netvisor_start
sends 0 'what was held goes'
[ $(($(of_state ACCEPTED) + $(of_state PRESENT))) -eq "$items" ]
ok $? 'every document is settled'
sandbox_stop
books_of books "$SCRATCH/books"
sed 's/ ([A-Z]* [0-9]*)//' "$SCRATCH/right" | sort >"$SCRATCH/right.sorted"
sed 's/ ([A-Z]* [0-9]*)//' "$SCRATCH/books" | sort >"$SCRATCH/books.sorted"
same "$SCRATCH/right.sorted" "$SCRATCH/books.sorted" \
    'the books are right but for the numbers'

# A signal ----------------------------------------------------------------------
fresh
netvisor_start --batch-delay 600000
netvisor-send -c "$home/company.yaml" "$home/2026-10" >"$SCRATCH/out" \
    2>"$SCRATCH/err" &
sender=$!
tries=0
while ! grep -q 'GET getbatchstatus' "$SCRATCH/books.log" &&
    [ $tries -lt 600 ]; do
	sleep 0.05
	tries=$((tries + 1))
done
kill -TERM $sender
wait $sender 2>/dev/null
[ $? -eq 143 ]; ok $? 'SIGTERM ends it while it waits'
[ "$(of_state QUEUED)" -gt 0 ] && [ "$(of_state INTENDED)" -eq 0 ]
ok $? 'what was taken is recorded'
sandbox_stop
sql "UPDATE batch SET due_at = imported_at"
netvisor_start
sends 0 'and then it goes on'
sandbox_stop
books_of books "$SCRATCH/books"
same "$SCRATCH/right" "$SCRATCH/books" 'the books are right'
done_testing
