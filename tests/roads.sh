# shellcheck shell=sh
# The sample companies on one road or the other.

# roads_set DIR documents|ledger [EXPENSES]: every stream takes that road, but
# deferrals, which only the ledger carries; what all months derive begins anew.
roads_set() {
	roads="invoices: $2, payments: $2, deferrals: ledger"
	sed "s/^roads:.*/roads: { $roads, expenses: ${3:-$2} }/" \
	    "$1/company.yaml" >"$1/company.new" &&
	    mv "$1/company.new" "$1/company.yaml" &&
	    rm -f "$1/schedule.tsv" "$1/receivables.tsv"
}
