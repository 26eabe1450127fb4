# shellcheck shell=sh
# What the cases about payments share: the small company with accounts and
# settings for payments, rows of payments in the exports, and both roads.
# shellcheck source=tests/golden/_company/lib.sh
. "$TESTS/golden/_company/lib.sh"

# paying: a copy of the company that carries payments.
paying() {
	company
	edit company.yaml '/^  voucher_class/c\
  voucher_class: { invoice: M, split: M, deferral: J, recognition: J, payment: S, settlement: S, refund: S, loss: T, exchange: T, bad_debt_vat: T, payout: P }'
	cat >>company.yaml <<'YAML'
payments:
  carried_by: { bank_transfer: fenvoy, credit_card: fenvoy, direct_debit: fenvoy, settlement_payment: fenvoy, refund: fenvoy, underpayment_loss: fenvoy, debtor_loss: fenvoy, fee: fenvoy, payout: fenvoy }
  settlements: carried
  refunds: voucher
  rate: invoice
  underpayment_tolerance: 1.00
bad_debt_vat: none
YAML
	edit mappings/accounts.yaml 's/deferred_revenue: 2861 }/deferred_revenue: 2861, purchase_vat: 1763, settlement: 1790, exchange: 3600 }/
/"1910"/a\
  "1590": 1790\
  "1920": 1925\
  "1930": 1926\
  "7830": 6990\
  "7990": 8565'
	cat >>mappings/accounts.yaml <<'YAML'
payments:
  - { when: { kind: [ bank_transfer, refund ] }, account: 1910, method: Pankkitili, bank_account: yes }
  - { when: { kind: credit_card, gateway: stripe }, account: 1925, method: Kortit }
  - { when: { kind: direct_debit }, account: 1926, method: Suoraveloitus }
  - { when: { kind: underpayment_loss }, account: 8565, method: Alisuoritus }
  - { when: { kind: debtor_loss }, account: 6990, method: Luottotappio }
payouts:
  - { when: { gateway: stripe }, bank: 1910, clearing: 1925, fee: 6880 }
YAML
	month=2026-10
	next=9101
}

# erp_line STATUS ACCOUNT AMOUNT CURRENCY TEXT DATE NUMBER: of type Payment.
erp_line() {
	voucher=
	[ "$1" != Booked ] || voucher=7$next
	add "$month/exports/erp_lines.csv" \
	    "$next,Payment,$1,$6,$2,1500,$3,$4,$5,$voucher,,,,$7"
	next=$((next + 1))
}

# pay UUID NUMBER KIND DATE AMOUNT CURRENCY [GATEWAY FEE [STATUS]]: a
# transaction and its ERP line.
pay() {
	word=Invoice
	[ "$2" != 1003 ] || word='Credit Note'
	case $3 in
	bank_transfer) what='Bank Transfer' account=1910 ;;
	credit_card) what='Credit Card' account=1920 ;;
	direct_debit) what='Direct Debit' account=1930 ;;
	refund) what='Refund' account=1910 ;;
	underpayment_loss) what='Underpayment Loss' account=7990 ;;
	debtor_loss) what='Debtor Loss' account=7830 ;;
	*) exit 1 ;;
	esac
	add "$month/exports/transactions.csv" \
	    "$1,$2,$3,$4,$5,$6,${7:-},${8:-},"
	erp_line "${9:-Not booked}" "$account" "$5" "$6" \
	    "$what - $word $2 - Transaction $1" "$4" "$2"
}

# settle UUID INVOICE CREDIT DATE AMOUNT CURRENCY: a settlement, both halves.
settle() {
	add "$month/exports/transactions.csv" \
	    "$1,$2,settlement_payment,$4,$5,$6,,,$3"
	erp_line 'Not booked' 1590 "-$5" "$6" \
	    "Settlement Payment - Credit Note $3 - Transaction $1" "$4" "$3"
	erp_line 'Not booked' 1590 "$5" "$6" \
	    "Settlement Payment - Invoice $2 - Transaction $1" "$4" "$2"
}

# rows FILE KEEP COLUMN...: columns of the rows that a pattern keeps.
rows() {
	file=$1 keep=$2; shift 2
	awk -F'\t' -v want="$*" -v keep="$keep" '
	NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i; n = split(want, c, " ") }
	NR <= 2 || /^#/ || $0 !~ keep { next }
	{
		line = $(at[c[1]])
		for (i = 2; i <= n; i++)
			line = line " | " $(at[c[i]])
		print line
	}' "$file"
}

# show: what became of the payments, from the ledger of the last road.
show() {
	made='(payment:|match:|voucher:(refund|exchange|bad-debt-vat|payout|erp:91))'
	for file in sales_payments credit_matches vouchers postings \
	    excluded withheld; do
		case $file in
		sales_payments) columns='key kind date invoice invoice_number payer method method_type account receivables amount currency rate amount_eur lines' ;;
		credit_matches) columns='key credit_note credit_note_number invoice invoice_number date amount currency lines' ;;
		vouchers) columns='key kind date class description depends_on amount currency rate amount_eur lines' ;;
		postings) columns='document by account debit credit vat_code vat_percent amount currency' ;;
		excluded) columns='source stream kind key reason status amount currency' ;;
		withheld) columns='source kind key rules total currency' ;;
		esac
		# shellcheck disable=SC2086
		rows "$month/$road/$file.tsv" "$made" $columns >shown
		[ ! -s shown ] || { echo "-- ${file##*/}"; cat shown; }
	done
}

# map_road ROAD: read and map the month on a road, beginning anew, and show.
map_road() {
	road=$1
	echo "== $road"
	echo "== $road" >&2
	sed "/^roads/s/invoices: .*, deferrals/invoices: $1, payments: $1, deferrals/" \
	    company.yaml >edited && mv edited company.yaml
	[ "$month" != 2026-10 ] || rm -f schedule.tsv receivables.tsv
	fenerum-read -q -c company.yaml -o "$month/billing" \
	    "$month"/exports/*.csv
	fenerum-map -c company.yaml -o "$month/$1" "$month/billing" ||
	    echo "status $?"
	show
}

# both: the month on each road.
both() {
	map_road documents
	map_road ledger
}
