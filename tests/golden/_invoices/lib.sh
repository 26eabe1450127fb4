# shellcheck shell=sh
# What the cases about invoices on both roads share.
# shellcheck source=tests/golden/_company/lib.sh
. "$TESTS/golden/_company/lib.sh"

# on_ledger: invoices go by their ERP lines.
on_ledger() {
	edit company.yaml 's/invoices: documents/invoices: ledger/
s/voucher_class: {/& invoice: Myyntilasku, split: Myyntilasku,/'
}

# map_ledger: map the month once more, on the road ledger, into 2026-10/vouchers.
map_ledger() {
	on_ledger
	fenerum-map -c company.yaml -o 2026-10/vouchers 2026-10/billing
}

# small: only the accounts stay; a case adds its own lines.
small() {
	for name in invoices invoice_lines erp_lines; do
		edit "2026-10/exports/$name.csv" 1q
	done
}
