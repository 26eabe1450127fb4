# lib.sh - a small company whose mappings are to be checked.
#
# month: its exports of October 2026, read into company/2026-10/billing.
# The mappings leave gaps of every kind. Findings go to standard error.
# shellcheck shell=sh
cp -R "$TESTS/golden/_mapping/company" company
month() {
	(cd company && fenerum-read -c company.yaml -o 2026-10/billing \
	    2026-10/exports/*.csv)
}

# replace FILE TEXT: a mapping file with another content.
replace() {
	printf '%s\n' "$2" >"company/mappings/$1"
}
