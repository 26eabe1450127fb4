# shellcheck shell=sh
# For tests of netvisor-send, after lib.sh: an approved month of a sample,
# and the sandbox to send it to. Waits are short; nothing depends on them.
# shellcheck disable=SC2034,SC2154,SC2120
# shellcheck source=tests/sandbox.sh
. "$TESTS/sandbox.sh"
home=$SCRATCH/home

# lacking FILE: a Netvisor that lacks one of the customers.
lacking() {
	awk '/^  - key:/ { out = $3 == 502 } /^[a-z]/ { out = 0 } !out' \
	    "$FIXTURE" >"$1"
	FIXTURE=$1
}

# template SAMPLE: an approved month in $SCRATCH/template, sent nowhere yet, and
# a Netvisor that lacks one of its customers.
template() {
	lacking "$SCRATCH/netvisor.yaml"
	mkdir -p "$SCRATCH/template/2026-10"
	cp -R "$SAMPLES/$1/mappings" "$SAMPLES/$1/schedule.tsv" \
	    "$SCRATCH/template"
	cp -R "$SAMPLES/$1/2026-10/exports" "$SAMPLES/$1/2026-10/registers" \
	    "$SCRATCH/template/2026-10"
	awk '{
		if ($1 == "host:") {
			print "  host: http://127.0.0.1:1"
			print "  retries: 4"
			print "  waits: { connect: 5000, reply: 60000, pause_first: 10, pause_most: 50, poll_first: 10, poll_most: 50, poll_limit: 20000, grace: 200 }"
		} else print
	}' "$SAMPLES/$1/company.yaml" >"$SCRATCH/template/company.yaml"
	sed 's|https://netvisor.example|http://127.0.0.1:1|' \
	    "$SAMPLES/$1/2026-10/registers/snapshot.tsv" \
	    >"$SCRATCH/template/2026-10/registers/snapshot.tsv"
	(cd "$SCRATCH/template" && fenvoy close 2026-10) >"$SCRATCH/close" 2>&1
	digest=$(awk '$1 == "Digest" { print $2 }' "$SCRATCH/close")
	check 'a month is approved' netvisor-review \
	    -c "$SCRATCH/template/company.yaml" --approve --by Maija \
	    --digest "$digest" "$SCRATCH/template/2026-10"
}

# fresh: the approved month in $home, nothing sent, empty books.
fresh() {
	rm -rf "$home" "$SCRATCH"/books.db* "$SCRATCH/books.log"
	cp -R "$SCRATCH/template" "$home"
}

# netvisor_start OPTIONS...: a sandbox with the books of $home, which is told.
netvisor_start() {
	sandbox_start books "$@"
	cp "$SCRATCH/books.credentials" "$home/credentials"
	sed "s|^  host: .*|  host: $url|" "$home/company.yaml" \
	    >"$home/company.new" && mv "$home/company.new" "$home/company.yaml"
}

# send OPTIONS...: run netvisor-send; output in $SCRATCH/out and err.
send() {
	netvisor-send -c "$home/company.yaml" "$@" "$home/2026-10" \
	    >"$SCRATCH/out" 2>"$SCRATCH/err"
}

# sends STATUS NAME OPTIONS...
sends() {
	sends_status=$1; sends_name=$2; shift 2
	status_is "$sends_status" "$sends_name" \
	    netvisor-send -c "$home/company.yaml" "$@" "$home/2026-10"
}

# finding RULE: the last run has said it.
finding() {
	grep -qF "[$1]" "$SCRATCH/err"
	finding_status=$?
	ok $finding_status "finding $1"
	[ $finding_status -eq 0 ] || sed 's/^/# /' "$SCRATCH/err" | head -20
}

# counted NAME NUMBER: the summary's line.
counted() {
	[ "$(awk -v name="$1" '$0 ~ "^ *" name " " { print $NF }' \
	    "$SCRATCH/out")" = "$2" ]
	counted_status=$?
	ok $counted_status "$2 $1"
	[ $counted_status -eq 0 ] || sed 's/^/# /' "$SCRATCH/out" | head -20
}

# sql STATEMENT: into the books of the stopped sandbox, as a person might.
sql() { sqlite3 "$SCRATCH/books.db" "$1"; }

# registers_of NAME FILE: how often its books hold each customer and item.
registers_of() {
	sqlite3 "$SCRATCH/$1.db" 'SELECT code, count(*) FROM customer
	    GROUP BY code ORDER BY code;
	    SELECT header, name, count(*) FROM dimension_item
	    GROUP BY header, name ORDER BY header, name' >"$2"
}
