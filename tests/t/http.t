#!/bin/sh
# Single exchanges with scripted servers: what leaves, and what the client
# makes of each answer. Each case is a file of tests/http.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

command -v varnishtest >/dev/null || {
	echo '1..0 # SKIP varnishtest is not there'; exit 0; }

# Its folders and sockets go here.
TMPDIR=$SCRATCH
export TMPDIR
unset http_proxy https_proxy all_proxy no_proxy

company() { # NAME RETRIES REPLY_WAIT
	mkdir "$SCRATCH/$1"
	sed "s/^netvisor:/&\\n  retries: $2\\n  reply_limit: 4096\\n  waits: {\
 connect: 20000, reply: $3, pause_first: 1, pause_most: 2 }/" \
	    "$SAMPLES/tiny/company.yaml" >"$SCRATCH/$1/company.yaml"
	printf '%s: %s\n' customer_id TEST_CUSTOMER_1 \
	    customer_key 7cd680e89e880553358bc07cd28b0ee2 \
	    partner_id TEST_PARTNER_1 \
	    partner_key 07f94228d149a96b2f25e3edad55096e \
	    >"$SCRATCH/$1/credentials"
	chmod 600 "$SCRATCH/$1/credentials"
}
company once 0 30000
company again 5 30000
company hasty 0 1000

for case in "$TESTS"/http/*.vtc; do
	set --
	for name in once again hasty; do
		set -- "$@" -D \
		    "$name=$BUILD/tests/exchange $SCRATCH/$name/company.yaml"
	done
	check "$(sed -n 's/^varnishtest "\(.*\)"$/\1/p' "$case")" \
	    varnishtest -t 60 "$@" "$case"
done
! ls -d "$SCRATCH"/vtc.* >/dev/null 2>&1; ok $? 'nothing is left over'
done_testing
