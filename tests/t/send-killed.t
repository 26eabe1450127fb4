#!/bin/sh
# Around the sender: fenvoy close is killed while its children work, two send
# at the same time, and the disk is full at each size of the journal. Nothing
# is doubled, and the next run goes on.
# shellcheck disable=SC2119
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
# shellcheck source=tests/send.sh
. "$TESTS/send.sh"

booked() {
	sandbox_stop
	books_of books "$SCRATCH/books"
	same "$SCRATCH/right" "$SCRATCH/books" "$1: the books are right"
}

# asked RESOURCE: wait until the sandbox has been asked for it.
asked() {
	asked_tries=0
	until grep -q "$1" "$SCRATCH/books.log" 2>/dev/null; do
		asked_tries=$((asked_tries + 1))
		[ "$asked_tries" -lt 1000 ] || return 1
		sleep 0.01
	done
}

template tiny
fresh
netvisor_start
sends 0 'the month is sent undisturbed'
sandbox_stop
books_of books "$SCRATCH/right"

# The close is killed, its sender lives on and keeps others out.
fresh
netvisor_start --batch-delay 600000
fenvoy -C "$home" close 2026-10 >"$SCRATCH/first" 2>&1 &
closing=$!
asked getbatchstatus; ok $? 'the sender waits for a batch'
kill -9 $closing
wait $closing 2>/dev/null
orphan=$(cat "$home/.journal.lock")
kill -0 "$orphan" 2>/dev/null; ok $? 'the close is killed, its sender is not'
status_is 3 'another close has to wait' fenvoy -C "$home" close 2026-10
finding close.busy
sends 3 'another sender too'
finding journal.busy
grep -q "process $orphan" "$SCRATCH/err"; ok $? 'and is told of which process'
status_is 0 'while status only reads' fenvoy -C "$home" status
kill -9 "$orphan"
sandbox_stop
sql "UPDATE batch SET due_at = imported_at"
netvisor_start
fenvoy -C "$home" close 2026-10 >"$SCRATCH/out" 2>"$SCRATCH/err"
ok $? 'with the sender gone, the next close comes to its end'
booked 'after the kill'

# Two senders begin together: one may write.
fresh
netvisor_start
send &
other=$!
netvisor-send -c "$home/company.yaml" "$home/2026-10" >"$SCRATCH/out2" \
    2>"$SCRATCH/err2"
status=$?
wait $other
both=$status$?
case $both in
00 | 03 | 30) ok 0 'two at the same time: one is sent away or comes too late' ;;
*) ok 1 "two at the same time: statuses $both" ;;
esac
sends 0 'afterwards all is settled'
booked 'two at the same time'

# No room at any size: what cannot be written down is not sent.
full=0
blocks=1
while [ "$blocks" -le 2500 ]; do
	rm -rf "$home"
	cp -R "$SCRATCH/template" "$home"
	rm -rf "$SCRATCH"/books.db* "$SCRATCH/books.log"
	netvisor_start
	# An answer that cannot be written down leaves its request open (4).
	(trap '' XFSZ; ulimit -f $blocks; send)
	status=$?
	cp "$SCRATCH/err" "$SCRATCH/err0"
	posts=$(grep -c POST "$SCRATCH/books.log")
	intents=0
	[ ! -e "$home/journal.db" ] || intents=$(sqlite3 "$home/journal.db" \
	    'SELECT count(*) FROM attempt')
	[ "$posts" -le "$intents" ] || {
		ok 1 "$blocks blocks: $posts requests, $intents intents"
		break
	}
	case $status in
	0) [ "$full" -eq 0 ] || break ;;
	3 | 4) full=$((full + 1)) ;;
	*) ok 1 "$blocks blocks: status $status"; break ;;
	esac
	[ "$status" -eq 0 ] || { send; status=$?; }
	[ "$status" -eq 0 ] || { ok 1 "$blocks blocks: goes on with $status"; sed "s/^/# /" "$SCRATCH/err0" "$SCRATCH/err"; }
	sandbox_stop
	books_of books "$SCRATCH/books"
	cmp -s "$SCRATCH/right" "$SCRATCH/books" ||
	    same "$SCRATCH/right" "$SCRATCH/books" "$blocks blocks: the books"
	blocks=$((blocks + 73))
done
sandbox_stop
[ "$full" -gt 2 ] && [ "$blocks" -le 2500 ]
ok $? "full at $full sizes up to $blocks: nothing is sent without its intent"
done_testing
