#!/bin/sh
# Keys, rights, clock and TLS: what is wrong ends with 2 or 3, says what and
# how to mend it, and nothing is sent.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source=tests/sandbox.sh
. "$TESTS/sandbox.sh"

# The month is approved once, against a sandbox that is then replaced.
sandbox_start first; ok $? 'a sandbox starts'
company_new "$SCRATCH/approved" tiny; ok $? 'a company is made'
month_approved "$SCRATCH/approved" 2026-10; ok $? 'the month is approved'
sandbox_stop
company=$SCRATCH/company

# again NAME [OPTION...]: a new sandbox, a fresh copy of the company for it.
again() {
	sandbox_stop
	sandbox_start "$@" || return 1
	rm -rf "$company"
	cp -R "$SCRATCH/approved" "$company"
	sed -i "s|http://127.0.0.1:[0-9]*|$url|" "$company/company.yaml"
	posts_name=$1
}
# No POST has done anything: nothing but what the fixture holds is there.
nothing_sent() {
	[ "$(sqlite3 "$SCRATCH/$posts_name.db" 'SELECT
	    (SELECT count(*) FROM voucher) + (SELECT count(*) FROM batch) +
	    (SELECT count(*) FROM dimension_item WHERE made_by <> '"'fixture'"')')" \
	    = 0 ]
	ok $? "$1: nothing is booked"
}
# refused STATUS RULE NAME: both tools that reach the network end so.
refused() {
	status_is "$1" "$3: send ends with $1" netvisor-send \
	    -c "$company/company.yaml" "$company/2026-10"
	grep -qF "[$2]" "$SCRATCH/err" && grep -q '^    remedy: .' "$SCRATCH/err"
	ok $? "$3: $2 with a remedy"
	status_is "$1" "$3: close ends with $1" fenvoy -C "$company" close 2026-10
	rm -rf "$company/2026-10/registers"
	status_is "$1" "$3: fetch ends with $1" netvisor-fetch \
	    -c "$company/company.yaml" "$company/2026-10"
	[ ! -e "$company/2026-10/registers" ]; ok $? "$3: no registers appear"
	nothing_sent "$3"
}
key() { # NAME VALUE: replace one of the keys
	sed -i "s/^$1:.*/$1: $2/" "$company/credentials"
}

again key
key customer_key 00000000000000000000000000000000
refused 2 access.authentication 'wrong customer key'
again partner
key partner_key ffffffffffffffffffffffffffffffff
refused 2 access.authentication 'wrong partner key'
again id
key customer_id NOBODY
refused 2 access.authentication 'unknown customer id'
again right --deny accountingperiodlist.nv,accountlist.nv
refused 2 access.right 'withdrawn right'
again clock --clock-offset 7200
refused 2 access.clock 'wrong clock'

# A right that is missing only for the last kind: the rest is sent, that
# waits, and goes on when the right is given.
again late --deny accounting.nv
status_is 2 'no right to vouchers: 2' netvisor-send -c "$company/company.yaml" \
    "$company/2026-10"
grep -qF 'accounting.nv' "$SCRATCH/err"; ok $? 'the resource is named'
[ "$(sqlite3 "$SCRATCH/late.db" "SELECT count(*) FROM voucher
    WHERE source_type = ''")" = 0 ]; ok $? 'no voucher of our own is booked'

# The file of the keys.
again file
chmod 0644 "$company/credentials"
refused 2 access.credentials 'a key file that others may read'
again gone
rm "$company/credentials"
status_is 2 'no key file: 2' netvisor-send -c "$company/company.yaml" \
    "$company/2026-10"
grep -qF '[access.credentials]' "$SCRATCH/err"; ok $? 'no key file: said'

# The keys from a command, without a shell.
again command
mv "$company/credentials" "$SCRATCH/secret words"
sed -i "/^netvisor:/a\\  credentials_command: [cat, '$SCRATCH/secret words']" \
    "$company/company.yaml"
status_is 0 'the keys of a command' netvisor-send -c "$company/company.yaml" \
    "$company/2026-10"
again failing
sed -i '/^netvisor:/a\  credentials_command: ["false"]' "$company/company.yaml"
refused 2 access.credentials 'a command that fails'

# TLS.
secure() { # NAME HOST [OPTION...]: trust the sandbox's own certificate
	secure_name=$1; secure_host=$2; shift 2
	again "$secure_name" --tls --certificate "$SCRATCH/ca.pem" "$@" ||
	    return 1
	port=${url##*:}
	sed -i -e "s|host: .*|host: https://$secure_host:$port|" \
	    -e "/^netvisor:/a\\  ca_file: $SCRATCH/ca.pem" \
	    "$company/company.yaml"
}
secure trusted 127.0.0.1
status_is 0 'TLS with a trusted certificate' netvisor-send \
    -c "$company/company.yaml" "$company/2026-10"
secure untrusted 127.0.0.1
sed -i '/ca_file/d' "$company/company.yaml"
refused 3 network.tls 'unknown authority'
secure expired 127.0.0.1 --certificate-expired
refused 3 network.tls 'expired certificate'
secure name localhost --certificate-name other.example
refused 3 network.tls 'wrong name'
again plain
sed -i 's|http://|https://|' "$company/company.yaml"
refused 3 network.tls 'no TLS at all'
grep -q 'remedy: .*host may not speak https' "$SCRATCH/err"
ok $? 'no TLS at all: said'

# Nobody there, and no such name.
again down
sandbox_stop
status_is 3 'host down: 3' netvisor-send -c "$company/company.yaml" \
    "$company/2026-10"
grep -qF '[network.connect]' "$SCRATCH/err"; ok $? 'host down: said'
rm -f "$company/journal.db"
sed -i 's|host: .*|host: https://no-such-host.invalid|' "$company/company.yaml"
status_is 3 'no such name: 3' netvisor-send -c "$company/company.yaml" \
    "$company/2026-10"
grep -qF '[network.name]' "$SCRATCH/err"; ok $? 'no such name: said'
done_testing
