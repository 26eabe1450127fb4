#!/bin/sh
# One fault at a time, on each thing that is sent: after at most two runs each
# document is booked once, and the books are those of an undisturbed run.
# shellcheck disable=SC2119
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source=tests/send.sh
. "$TESTS/send.sh"

template tiny
fresh
netvisor_start
sends 0 'the month is sent undisturbed'
sandbox_stop
books_of books "$SCRATCH/right"

for resource in dimensionitem customer salesinvoicebatch accounting \
    getbatchstatus getbatchlist; do
	for fault in drop-before drop-during drop-after cut-reply html-502 \
	    html-502-after maintenance technical busy-429; do
		fresh
		netvisor_start --fault $fault:$resource.nv \
		    --drop-during-delay 100
		runs=1
		send || { runs=2; send; }
		status=$?
		[ $status -eq 0 ]
		ok $? "$fault on $resource: settled after $runs (status $status)"
		sandbox_stop
		grep -q "$resource.*$fault" "$SCRATCH/books.log"
		ok $? "$fault on $resource: it has struck"
		books_of books "$SCRATCH/books"
		same "$SCRATCH/right" "$SCRATCH/books" \
		    "$fault on $resource: the books are right"
		[ $status -eq 0 ] || sed 's/^/# /' "$SCRATCH/err" | head
	done
done
done_testing
