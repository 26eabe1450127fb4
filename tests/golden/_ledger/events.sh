# shellcheck shell=sh
# events: the ledger fixture with a vendor, a purchase, a transfer, payments, a
# credit match and a payout beside its invoices and vouchers.
events() {
	ledger
edit company.yaml "s/expenses: none/expenses: documents/"
	cat >>company.yaml <<'YAML'
payments: { pay_through_netvisor: true, pay_from: FI1410093000123458 }
YAML
L=ledger
record $L/vendors.tsv vendor \
    'source|rule|key|code|name|address|postcode|city|country|business_id|group|iban|bank_name' \
    'exports/suppliers.csv:2|mappings/suppliers.yaml:4|vendor:8800|8800|Konesali & Kuvitelma Oy|Palvelinkuja 1|00100|Helsinki|FI|1967543-8|Palvelut|FI2112345600000785|Nordea'
record $L/purchase_invoices.tsv purchase_invoice \
    'source|rule|key|number|vendor|vendor_code|vendor_name|business_id|iban|invoice_date|due_date|currency|rate|net|vat|gross|lines' \
    'exports/supplier_invoices.csv:2|mappings/vat.yaml:20|purchase:Konesali & Kuvitelma Oy:K 1|K 1|vendor:8800|8800|Konesali & Kuvitelma Oy|1967543-8|FI2112345600000785|2026-10-03|2026-10-17|EUR|1|100.00|25.50|125.50|supplier_invoice/Konesali%20&%20Kuvitelma%20Oy:K%201' \
    '#end 1 EUR net=100.00 vat=25.50 gross=125.50'
record $L/purchase_invoice_lines.tsv purchase_invoice_line \
    'source|key|line|name|account|account_rule|vat_code|vat_percent|vat_rule|currency|net|vat' \
    'exports/supplier_invoices.csv:2|purchase:Konesali & Kuvitelma Oy:K 1|1|Konesali & Kuvitelma Oy K 1|3000|mappings/accounts.yaml:9|KOOS|25.5|mappings/vat.yaml:20|EUR|100.00|25.50' \
    '#end 1 EUR net=100.00 vat=25.50'
record $L/transfers.tsv transfer \
    'source|rule|key|purchase|number|recipient|address|postcode|city|country|iban|bic|bank_name|date|amount|lines' \
    'exports/supplier_invoices.csv:2|mappings/suppliers.yaml:4|transfer:Konesali & Kuvitelma Oy:K 1|purchase:Konesali & Kuvitelma Oy:K 1|K 1|Konesali & Kuvitelma Oy|Palvelinkuja 1|00100|Helsinki|FI|FI2112345600000785|NDEAFIHH|Nordea|2026-10-17|125.50|transfer/K%201' \
    '#end 1 EUR amount=125.50'
record $L/sales_payments.tsv sales_payment \
    'source|rule|key|kind|date|invoice|invoice_number|payer|method|method_type|account|receivables|currency|amount|rate|amount_eur|lines' \
    'exports/transactions.csv:2|mappings/accounts.yaml:30|payment:11111111-0000-4000-8000-000000000001|bank_transfer|2026-10-20|invoice:00000000-0000-4000-8000-000000000001|5001|Säde & Pojat Oy|Pankki|bankaccount|2861|1701|EUR|100.00|1|100.00|transaction/11111111-0000-4000-8000-000000000001' \
    'exports/transactions.csv:3|mappings/accounts.yaml:31|payment:11111111-0000-4000-8000-000000000002|credit_card|2026-10-21|invoice:00000000-0000-4000-8000-000000000077|A-77||Stripe|alternative|2861|1701|SEK|110.00|11|10.00|transaction/11111111-0000-4000-8000-000000000002' \
    '#end 2 EUR amount=100.00 amount_eur=110.00 SEK amount=110.00'
record $L/credit_matches.tsv credit_match \
    'source|key|credit_note|credit_note_number|invoice|invoice_number|date|currency|amount|lines' \
    'exports/transactions.csv:4|match:11111111-0000-4000-8000-000000000003|invoice:00000000-0000-4000-8000-000000000099|5099|invoice:00000000-0000-4000-8000-000000000002|5002|2026-10-22|EUR|28.38|transaction/11111111-0000-4000-8000-000000000003' \
    '#end 1 EUR amount=28.38'
edit $L/vouchers.tsv '/^#end/i\
exports/payouts.csv:2\tmappings/accounts.yaml:40\tvoucher:payout:305\tpayout\t2026-10-25\tMuut\tfv-lkh4ceheiwg2 Payout stripe 305\tpayment:11111111-0000-4000-8000-000000000001\\npayment:11111111-0000-4000-8000-000000000002\tEUR\t97.00\t1\t100.00\tpayout/305
s/^#end .*/#end 4 EUR amount=1880.83 amount_eur=1883.83/'
posting() {
	edit $L/postings.tsv "/^#end/i\\
$(echo "$1" | sed 's/|/\\t/g')"
}
posting 'exports/supplier_invoices.csv:2|r:1|purchase:Konesali \& Kuvitelma Oy:K 1|netvisor|2026-10-03|3000|100.00|0.00|KOOS|25.5|||EUR|100.00|1|K 1'
posting 'exports/supplier_invoices.csv:2|r:1|purchase:Konesali \& Kuvitelma Oy:K 1|netvisor|2026-10-03|2939|25.50|0.00|NONE|0|||EUR|25.50|1|K 1'
posting 'exports/supplier_invoices.csv:2|r:1|purchase:Konesali \& Kuvitelma Oy:K 1|netvisor|2026-10-03|2861|0.00|125.50|NONE|0|||EUR|-125.50|1|K 1'
posting 'exports/transactions.csv:2|r:1|payment:11111111-0000-4000-8000-000000000001|netvisor|2026-10-20|2861|100.00|0.00|NONE|0|||EUR|100.00|1|x'
posting 'exports/transactions.csv:2|r:1|payment:11111111-0000-4000-8000-000000000001|netvisor|2026-10-20|1701|0.00|100.00|NONE|0|||EUR|-100.00|1|x'
posting 'exports/transactions.csv:3|r:1|payment:11111111-0000-4000-8000-000000000002|netvisor|2026-10-21|2861|10.00|0.00|NONE|0|||SEK|110.00|11|x'
posting 'exports/transactions.csv:3|r:1|payment:11111111-0000-4000-8000-000000000002|netvisor|2026-10-21|1701|0.00|10.00|NONE|0|||SEK|-110.00|11|x'
posting 'exports/payouts.csv:2|r:1|voucher:payout:305|fenvoy|2026-10-25|2861|97.00|0.00|NONE|0|||EUR|97.00|1|x'
posting 'exports/payouts.csv:2|r:1|voucher:payout:305|fenvoy|2026-10-25|3000|3.00|0.00|NONE|0|||EUR|3.00|1|x'
posting 'exports/payouts.csv:2|r:1|voucher:payout:305|fenvoy|2026-10-25|1701|0.00|100.00|NONE|0|||EUR|-100.00|1|x'
sums=$(awk -F '\t' 'NR > 2 && !/^#end/ { d += $7; c += $8; n++ } END { printf "%d EUR debit=%.2f credit=%.2f", n, d, c }' $L/postings.tsv)
edit $L/postings.tsv "s/^#end .*/#end $sums/"
}
