# shellcheck shell=sh
# What the cases about suppliers share: a company in whose month nothing but
# supplier invoices and payments happened, and steps to change and map it.
. "$TESTS/golden/_company/lib.sh"

# purchases [ROAD]: a copy of it, which becomes the present folder.
purchases() {
	cp -R "$TESTS/golden/_purchases/co" co && cd co || exit 1
	[ "${1:-documents}" = documents ] ||
	    edit company.yaml "/^roads/s/documents/$1/"
}

exports=2026-10/exports

# row SUPPLIER,NUMBER,DATE,DUE,CURRENCY,NET,VAT,GROSS,ACCOUNT,PAID...
row() { add $exports/supplier_invoices.csv "$@"; }

# erp ID,TYPE,STATUS,DATE,ACCOUNT,CONTRA,AMOUNT,CURRENCY,TEXT...
erp() {
	for line; do add $exports/erp_lines.csv "$line,,,,,"; done
}
