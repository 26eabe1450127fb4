#!/bin/sh
# The sandbox as a program: start, files, TLS, signals, its books for hledger.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
FIXTURE=$SAMPLES/netvisor.yaml
LIMIT=200 # tenths of a second
pid=

# start OPTION...: a sandbox whose URL is $url.
start() {
	rm -f "$SCRATCH/ready"
	netvisor-sandbox --fixture "$FIXTURE" --ready "$SCRATCH/ready" "$@" \
	    >"$SCRATCH/said" 2>"$SCRATCH/err" &
	pid=$!
	tries=0
	while [ ! -e "$SCRATCH/ready" ] && [ $tries -lt $LIMIT ] &&
	    kill -0 $pid 2>/dev/null; do
		sleep 0.1
		tries=$((tries + 1))
	done
	url=$(cat "$SCRATCH/ready" 2>/dev/null)
	port=${url##*:}
}

# stop SIGNAL: its status.
stop() {
	kill "-$1" $pid
	wait $pid
}
trap '[ -z "$pid" ] || kill $pid 2>/dev/null; rm -rf "$SCRATCH"' EXIT

start --credentials "$SCRATCH/keys" --log "$SCRATCH/log" \
    --books "$SCRATCH/books.db"
[ "$(cat "$SCRATCH/said")" = "ready $url" ]; ok $? 'it says where it listens'
case $url in http://127.0.0.1:[1-9]*) true ;; *) false ;; esac
ok $? 'on this machine only'
[ "$(stat -c %a "$SCRATCH/keys")" = 600 ]; ok $? 'the keys are for one alone'
grep -cE '^(customer|partner)_(id|key): [^ ]+$' "$SCRATCH/keys" >"$SCRATCH/n"
[ "$(cat "$SCRATCH/n")" = 4 ]; ok $? 'there are four'
status_is 2 'a second sandbox on the same port' \
    netvisor-sandbox --fixture "$FIXTURE" --port "$port"
grep -qF '[sandbox.listen]' "$SCRATCH/err"; ok $? 'is told why it cannot be'
stop TERM
ok $? 'SIGTERM ends it with 0'

# A machine may have no IPv6 at all.
if grep -qs '^0\{31\}1 ' /proc/net/if_inet6; then
	start --books "$SCRATCH/books.db" --address ::1
	case $url in http://\[::1\]:[1-9]*) true ;; *) false ;; esac
	ok $? 'it listens on ::1'
else
	start --books "$SCRATCH/books.db"
fi
stop INT
ok $? 'SIGINT ends it with 0'

status_is 0 'the books are dumped' \
    netvisor-sandbox --books "$SCRATCH/books.db" --dump-books
cp "$SCRATCH/out" "$SCRATCH/journal"
check 'hledger finds no fault in them' hledger -f "$SCRATCH/journal" check
hledger -f "$SCRATCH/journal" balance -N --flat 1701 2939 >"$SCRATCH/balances"
printf '%s\n' '        31025.35 EUR  1701' '        -4559.73 EUR  2939' \
    >"$SCRATCH/expected"
same "$SCRATCH/expected" "$SCRATCH/balances" 'and the opening balances'

# What the server's certificate is worth: verified [OPTION...].
verified() {
	printf 'GET /accountlist.nv HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n' \
	    'Connection: close' |
	    openssl s_client -connect "127.0.0.1:$port" -quiet \
		-CAfile "$SCRATCH/cert.pem" -verify_return_error "$@" \
		>"$SCRATCH/out" 2>"$SCRATCH/err"
	grep -q AUTHENTICATION_FAILED "$SCRATCH/out"
}

start --tls --certificate "$SCRATCH/cert.pem"
case $url in https://127.0.0.1:[1-9]*) true ;; *) false ;; esac
ok $? 'it speaks TLS'
verified -verify_ip 127.0.0.1; ok $? 'for 127.0.0.1'
verified -verify_hostname localhost; ok $? 'and for localhost'
! verified -verify_hostname netvisor.example; ok $? 'and for no other name'
stop TERM

start --tls --certificate "$SCRATCH/cert.pem" \
    --certificate-name netvisor.example
verified -verify_hostname netvisor.example; ok $? 'a certificate for a name'
! verified -verify_ip 127.0.0.1; ok $? 'is for nothing else'
stop TERM

start --tls --certificate "$SCRATCH/cert.pem" --certificate-expired
! verified; ok $? 'a certificate that has ended is worth nothing'
grep -q 'certificate has expired' "$SCRATCH/err"; ok $? 'and that is why'
stop TERM
pid=

printf 'fenvoy: 1\naccounts: [ { key: 1 } ]\n' >"$SCRATCH/poor.yaml"
status_is 2 'a poor fixture' netvisor-sandbox --fixture "$SCRATCH/poor.yaml"
grep -qF 'poor.yaml:' "$SCRATCH/err"; ok $? 'is pointed at'
status_is 2 'a fault that does not exist' \
    netvisor-sandbox --fixture "$FIXTURE" --fault drop-sometime
status_is 2 'a resource that does not exist' \
    netvisor-sandbox --fixture "$FIXTURE" --deny nothing.nv
grep -qF '[sandbox.option]' "$SCRATCH/err"; ok $? 'is named by its rule'
status_is 2 'no fixture' netvisor-sandbox
status_is 2 'a port that is no number' \
    netvisor-sandbox --fixture "$FIXTURE" --port x
status_is 1 'books that are not there' \
    netvisor-sandbox --books "$SCRATCH/none.db" --dump-books
[ ! -e "$SCRATCH/none.db" ]; ok $? 'are not made by looking'
done_testing
