# shellcheck shell=sh
# What the cases about a small company share: its folder co/ with the exports
# of one month, and the steps to change and map it.

# company: a copy of the company, which becomes the present folder.
company() {
	cp -R "$TESTS/golden/_company/co" co && cd co || exit 1
}

# edit FILE SCRIPT: change a file with sed; nothing changed is a mistake.
edit() {
	sed "$2" "$1" >edited || exit 1
	! cmp -s edited "$1" || { echo "edit $1 changed nothing"; exit 1; }
	mv edited "$1"
}

# add FILE LINE...: lines at the end of a file.
add() {
	file=$1; shift
	printf '%s\n' "$@" >>"$file"
}

# map: read and map the month (read says nothing when all is well).
map() {
	fenerum-read -q -c company.yaml -o 2026-10/billing \
	    2026-10/exports/*.csv
	fenerum-map -c company.yaml -o 2026-10/ledger 2026-10/billing
}
