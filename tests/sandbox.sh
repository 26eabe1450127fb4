# shellcheck shell=sh
# A local Netvisor and a company for it, for tests that source lib.sh first.
#
# sandbox_start NAME [OPTION...]  start one; its URL is in $url, its process in
#                                 $sandbox, its files are $SCRATCH/NAME.*
# sandbox_stop                    end it
# company_new DIR SAMPLE          a company of samples/SAMPLE for $url
# month_approved DIR MONTH        its exports, closed up to the approval, given
# books_of NAME FILE              what its books hold, without keys, sorted
FIXTURE=$SAMPLES/netvisor.yaml
WAITS='{ connect: 2000, reply: 5000, pause_first: 20, pause_most: 100, poll_first: 10, poll_most: 50, poll_limit: 5000, grace: 100 }'
sandbox=
url=

sandbox_start() {
	sandbox_name=$1; shift
	rm -f "$SCRATCH/$sandbox_name.ready"
	netvisor-sandbox --fixture "$FIXTURE" --port 0 \
	    --books "$SCRATCH/$sandbox_name.db" \
	    --credentials "$SCRATCH/$sandbox_name.credentials" \
	    --ready "$SCRATCH/$sandbox_name.ready" \
	    --log "$SCRATCH/$sandbox_name.log" "$@" \
	    >"$SCRATCH/$sandbox_name.out" 2>&1 &
	sandbox=$!
	echo "$sandbox" >>"$SCRATCH/sandboxes"
	sandbox_tries=0
	while [ ! -s "$SCRATCH/$sandbox_name.ready" ]; do
		sandbox_tries=$((sandbox_tries + 1))
		if [ "$sandbox_tries" -gt 1000 ] ||
		    ! kill -0 "$sandbox" 2>/dev/null; then
			echo "# no sandbox:"
			sed 's/^/# /' "$SCRATCH/$sandbox_name.out"
			return 1
		fi
		sleep 0.01
	done
	url=$(cat "$SCRATCH/$sandbox_name.ready")
}

sandbox_stop() {
	[ -n "$sandbox" ] || return 0
	kill "$sandbox" 2>/dev/null
	wait "$sandbox" 2>/dev/null
	sandbox=
}

# Whatever a test forgot, or lost in a subshell, ends with it.
sandbox_stop_all() {
	[ -e "$SCRATCH/sandboxes" ] || return 0
	while read -r sandbox_pid; do
		grep -qs '^netvisor-sand' "/proc/$sandbox_pid/comm" &&
		    kill "$sandbox_pid" 2>/dev/null
	done <"$SCRATCH/sandboxes"
	return 0
}
trap 'sandbox_stop_all; rm -rf "$SCRATCH"' EXIT

# settings_for SAMPLE: company.yaml of a sample for $url, with short waits.
settings_for() {
	sed -e "s|https://netvisor.example|$url|" \
	    -e "/^netvisor:/a\\  waits: $WAITS" \
	    "$SAMPLES/$1/company.yaml"
}

company_new() {
	mkdir -p "$1" && cp -R "$SAMPLES/$2/mappings" "$1" &&
	    settings_for "$2" >"$SCRATCH/settings.yaml" &&
	    fenvoy -q init "$1" --from "$SCRATCH/settings.yaml" \
		--credentials "$SCRATCH/$sandbox_name.credentials" &&
	    company_sample=$2
}

month_approved() {
	mkdir -p "$1/$2"
	cp -R "$SAMPLES/$company_sample/$2/exports" "$1/$2" || return 1
	fenvoy -C "$1" close "$2" >"$SCRATCH/close.out" 2>"$SCRATCH/close.err"
	[ $? -eq 5 ] || {
		sed 's/^/# /' "$SCRATCH/close.out" "$SCRATCH/close.err"
		return 1
	}
	netvisor-review -c "$1/company.yaml" --approve --by 'A Reviewer' \
	    --digest "$(sed -n 's/^Digest  *//p' "$SCRATCH/close.out")" \
	    "$1/$2" >/dev/null
}

books_of() {
	netvisor-sandbox --books "$SCRATCH/$1.db" --dump-books |
	    sed 's/voucher:[0-9]*/voucher:N/' >"$2"
}
