#!/bin/sh
# What somebody changes in Netvisor's books after a month was sent is named:
# one cent, one account, one date, one VAT code, one dimension, a voucher
# voided, a foreign one added. Unaltered books leave nothing unexplained.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source=tests/sandbox.sh
. "$TESTS/sandbox.sh"

sandbox_start whole; ok $? 'a sandbox starts'
company_new "$SCRATCH/sent" tiny; ok $? 'a company is made'
month_approved "$SCRATCH/sent" 2026-10; ok $? 'the month is approved'
status_is 0 'it is sent, and the books agree' \
    fenvoy -C "$SCRATCH/sent" close 2026-10
grep -q 'Unexplained 0\.00 EUR' "$SCRATCH/out"; ok $? 'unexplained 0.00'
sandbox_stop
company=$SCRATCH/company

# changed NAME SQL: the books with that change, read back and compared.
changed() {
	change=$1
	sqlite3 "$SCRATCH/whole.db" 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
	cp "$SCRATCH/whole.db" "$SCRATCH/books.db"
	sqlite3 "$SCRATCH/books.db" "$2" >"$SCRATCH/sql" 2>&1
	[ ! -s "$SCRATCH/sql" ]; ok $? "$change: the books were changed"
	sandbox_start books
	rm -rf "$company"
	cp -R "$SCRATCH/sent" "$company"
	sed -i "s|http://127.0.0.1:[0-9]*|$url|" "$company/company.yaml"
	fenvoy -C "$company" close 2026-10 >"$SCRATCH/out" 2>"$SCRATCH/err"
	status=$?
	sandbox_stop
}
# says STATUS RULE REGEX: the close ended so, and the finding says that.
says() {
	[ "$status" -eq "$1" ]; ok $? "$change: status $1 (was $status)"
	grep -F "[$2]" "$SCRATCH/err" | grep -qE "$3"
	ok $? "$change: named"
	grep -F "[$2]" "$SCRATCH/err" | grep -qE "$3" ||
	    sed 's/^/# /' "$SCRATCH/err" | head -20
	grep -q 'Unexplained 0\.00' "$SCRATCH/out"
	ok $? "$change: its class explains all of it"
	grep -qE "$3" "$company/2026-10/findings.jsonl"
	ok $? "$change: in findings.jsonl"
}
# Of a line of the invoice's own voucher, and of one of our vouchers.
invoice_line="(SELECT voucher_line.key FROM voucher_line JOIN voucher
    ON voucher.key = voucher WHERE source_type = 'salesinvoice'
    AND account = '3000' ORDER BY voucher_line.key LIMIT 1)"
deferral="(SELECT voucher FROM voucher_line WHERE account = '2861'
    ORDER BY key LIMIT 1)"

changed nothing 'SELECT 1 WHERE 0'
[ "$status" -eq 0 ]; ok $? 'unaltered books: status 0'
grep -q 'Unexplained 0\.00 EUR' "$SCRATCH/out"
ok $? 'unaltered books: unexplained 0.00'

changed 'one cent' "UPDATE voucher_line SET sum = sum - 1
    WHERE key = $invoice_line"
says 1 reconcile.difference '26002.*3000.*194\.50.*194\.51'
changed 'one cent, balanced' "UPDATE voucher_line SET sum = sum + 1
    WHERE voucher = $deferral AND account = '2861';
    UPDATE voucher_line SET sum = sum - 1
    WHERE voucher = $deferral AND account <> '2861'"
says 1 reconcile.difference 'Deferral 880005.*2861'
changed 'one account' "UPDATE voucher_line SET account = '3010'
    WHERE key = $invoice_line"
says 1 reconcile.difference '26002.*3010'
changed 'one date' "UPDATE voucher SET date = '2026-10-06'
    WHERE key = $deferral"
says 1 reconcile.difference 'Deferral 880005.*2026-10-05.*2026-10-06'
changed 'a date in another month' "UPDATE voucher SET date = '2026-12-05'
    WHERE key = $deferral"
says 1 reconcile.difference 'Deferral 880005.*2026-12-05'
changed 'one VAT code' "UPDATE voucher_line SET vat_code = 'MUUL',
    vat_percent = '0' WHERE key = $invoice_line"
says 1 reconcile.difference '26002.*MUUL'
changed 'one dimension' "UPDATE voucher_line_dimension SET item = 'Tuki'
    WHERE line = $invoice_line"
says 1 reconcile.difference '26002.*Tuki'
changed 'one voucher voided' "UPDATE voucher SET status = 'invalidated'
    WHERE key = $deferral"
says 1 reconcile.difference 'Deferral 880005.*(invalidated|voided)'
changed 'one voucher gone' "DELETE FROM voucher_line_dimension WHERE line IN
    (SELECT key FROM voucher_line WHERE voucher = $deferral);
    CREATE TABLE gone AS SELECT $deferral AS key;
    DELETE FROM voucher_line WHERE voucher = (SELECT key FROM gone);
    DELETE FROM voucher WHERE key = (SELECT key FROM gone); DROP TABLE gone"
says 1 reconcile.not-booked 'Deferral 880005'
foreign="INSERT INTO voucher(key, date, number, type, description)
    VALUES (9001, '2026-10-15', 77, 12, 'Somebody else''s voucher');
    INSERT INTO voucher_line VALUES (9001, 9001, 1, 5000, '', '3000', 'NONE', '0');
    INSERT INTO voucher_line VALUES (9002, 9001, 2, -5000, '', '1701', 'NONE', '0')"
changed 'one foreign voucher' "$foreign"
says 1 reconcile.foreign "Somebody else's voucher"

# Where others book in the same month as a matter of course.
sed -i '$a reconcile: { foreign: listed }' "$SCRATCH/sent/company.yaml"
changed 'a foreign voucher that is only listed' "$foreign"
[ "$status" -eq 0 ]; ok $? 'foreign vouchers only listed: status 0'
grep -q "Somebody else's voucher" "$company/2026-10/reconciliation.txt"
ok $? 'foreign vouchers only listed: listed'
done_testing
