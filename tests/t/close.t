#!/bin/sh
# fenvoy with a Netvisor behind it: keys at init, registers fetched and
# refreshed, a month sent, frozen from then on, and gone on with after a stop.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source=tests/sandbox.sh
. "$TESTS/sandbox.sh"

sandbox_start one; ok $? 'a sandbox starts'
settings_for tiny >"$SCRATCH/settings.yaml"
keys=$SCRATCH/one.credentials

# Keys at init.
mode() { stat -c %a "$1"; }
status_is 0 'init with keys from a file' fenvoy -q init "$SCRATCH/a" \
    --from "$SCRATCH/settings.yaml" --credentials "$keys"
[ "$(mode "$SCRATCH/a/credentials")" = 600 ]; ok $? 'their mode is 0600'
grep -h '_' "$keys" | sort >"$SCRATCH/given"
grep -h '_' "$SCRATCH/a/credentials" | sort >"$SCRATCH/kept"
same "$SCRATCH/given" "$SCRATCH/kept" 'they are the ones that were given'
fenvoy -q init "$SCRATCH/b" --from "$SCRATCH/settings.yaml" \
    --credentials - <"$keys" 2>"$SCRATCH/err"
ok $? 'init with keys from standard input'
cmp -s "$SCRATCH/a/credentials" "$SCRATCH/b/credentials"
ok $? 'standard input gives the same'
sed '/partner_key/d' "$keys" >"$SCRATCH/short"; chmod 600 "$SCRATCH/short"
status_is 2 'a key is missing: 2' fenvoy -q init "$SCRATCH/c" \
    --from "$SCRATCH/settings.yaml" --credentials "$SCRATCH/short"
[ ! -e "$SCRATCH/c/company.yaml" ]; ok $? 'a key is missing: no company'
sed '/^netvisor:/a\  credentials_command: [cat, keys]' \
    "$SCRATCH/settings.yaml" >"$SCRATCH/command.yaml"
fenvoy -q init "$SCRATCH/d" --from "$SCRATCH/command.yaml" \
    --credentials "$keys" 2>"$SCRATCH/err"
grep -qF '[init.credentials]' "$SCRATCH/err"
ok $? 'keys for a company whose keys come from a command: refused'
sed '/^netvisor:/a\  credentials: secret/keys' \
    "$SCRATCH/settings.yaml" >"$SCRATCH/elsewhere.yaml"
mkdir -p "$SCRATCH/e/secret"
status_is 0 'keys where the settings want them' fenvoy -q init "$SCRATCH/e" \
    --from "$SCRATCH/elsewhere.yaml" --credentials "$keys"
[ -s "$SCRATCH/e/secret/keys" ]; ok $? 'they are there'

# Registers.
company=$SCRATCH/company
company_new "$company" tiny; ok $? 'a company is made'
month=$company/2026-10
month_approved "$company" 2026-10; ok $? 'the month is approved'
[ -s "$month/registers/snapshot.tsv" ]; ok $? 'close fetched the registers'
cp -R "$month/registers" "$SCRATCH/registers"
sandbox_stop
status_is 3 'approved, and Netvisor is down: 3' fenvoy -C "$company" close 2026-10
diff -r "$month/registers" "$SCRATCH/registers" >/dev/null
ok $? 'registers that are there are not fetched again'
[ -s "$month/approval.yaml" ]; ok $? 'the approval stays'
status_is 3 'refresh, and Netvisor is down: 3' \
    fenvoy -C "$company" close --refresh 2026-10
[ -s "$month/approval.yaml" ] && [ -s "$month/registers/snapshot.tsv" ]
ok $? 'a refresh that fails voids nothing'
again() {
	sandbox_start one "$@"
	sed -i "s|http://127.0.0.1:[0-9]*|$url|" "$company/company.yaml"
}
again
status_is 5 'refresh asks for a new approval' \
    fenvoy -C "$company" close --refresh 2026-10
[ ! -e "$month/approval.yaml" ]; ok $? 'the old one is gone'
status_is 2 'refresh goes with close' fenvoy -C "$company" status --refresh
month_approved "$company" 2026-10; ok $? 'approved again'

# Sent, with one right missing at first.
sandbox_stop
again --deny accounting.nv
status_is 2 'no right to vouchers: 2' fenvoy -C "$company" close 2026-10
grep -q '"rule":"access.right"' "$month/findings.jsonl"
ok $? 'findings.jsonl has what sending found'
grep -q '"rule":"ledger.not-carried"' "$month/findings.jsonl"
ok $? 'and what making the batch found'
fenvoy -C "$company" status >"$SCRATCH/status"
grep -q 'of 10, .*not begun' "$SCRATCH/status"
ok $? 'status says how many are not begun'
cp -R "$month/batch" "$SCRATCH/batch"
echo >>"$month/exports/payouts.csv"
sandbox_stop
again
status_is 0 'with the right the rest is sent' fenvoy -C "$company" close 2026-10
grep -F '[close.frozen]' "$SCRATCH/err" | grep -q payouts.csv
ok $? 'exports that changed since are a warning'
diff -r "$month/batch" "$SCRATCH/batch" >/dev/null
ok $? 'a month that has been begun is not made again'
! grep -q '"rule":"access.right"' "$month/findings.jsonl"
ok $? 'findings.jsonl forgets what was put right'
fenvoy -C "$company" status >"$SCRATCH/status"
grep -q 'all 10  *agree  *nothing' "$SCRATCH/status"
ok $? 'status: all sent, the books agree'

# The journal of another company, a damaged one.
cp "$company/company.yaml" "$SCRATCH/right.yaml"
sed -i 's/9127764-5/1967543-8/' "$company/company.yaml"
status_is 1 'the journal of another company: refused' \
    fenvoy -C "$company" close 2026-10
grep -qF '[journal.other]' "$SCRATCH/err"
ok $? 'journal.other says so'
grep -q '^Next .*fenvoy .*close 2026-10$' "$SCRATCH/out"
ok $? 'and what comes next'
fenvoy -C "$company" status 2026-10 >"$SCRATCH/status"
grep -q "^Sent  *another company's journal$" "$SCRATCH/status"
ok $? 'status says so'
cp "$SCRATCH/right.yaml" "$company/company.yaml"
printf 'rubbish' | dd of="$company/journal.db" bs=1 seek=20 conv=notrunc 2>/dev/null
! fenvoy -C "$company" close 2026-10 >"$SCRATCH/out" 2>"$SCRATCH/err" &&
    grep -qE '\[journal\.(damaged|version)\]' "$SCRATCH/err"
ok $? 'a damaged journal stops everything'
fenvoy -C "$company" status 2026-10 | grep -q '^Sent  *journal damaged$'
ok $? 'status: the journal is damaged'
done_testing
