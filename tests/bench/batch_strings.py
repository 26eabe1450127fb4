"""A yardstick: a month of exports as Netvisor's XML, put together of strings.

usage: batch_strings.py COMPANY MONTH BATCH
"""
from xml.sax.saxutils import escape

import month


def element(name, text, attributes=""):
    return f"<{name}{attributes}>{escape(text)}</{name}>\n" if text else ""


ANSI = ' format="ansi"'
CUSTOMER = ' type="customer"'


def dimension(line):
    if not line.item:
        return ""
    return ("<dimension>\n" + element("dimensionname", line.header) +
            element("dimensionitem", line.item) + "</dimension>\n")


def invoice_line(line):
    return "".join((
        "<invoiceline>\n<salesinvoiceproductline>\n",
        element("productidentifier", line.product, CUSTOMER),
        element("productname", line.name),
        element("productunitprice", line.price, ' type="net"'),
        element("productvatpercentage", line.percent,
                f' vatcode="{line.code}"'),
        element("salesinvoiceproductlinequantity", line.quantity),
        element("salesinvoiceproductlinediscountpercentage", line.discount),
        element("salesinvoiceproductlinefreetext", line.free_text),
        element("accountingaccountsuggestion", line.account),
        dimension(line),
        element("productunitname", line.unit),
        "</salesinvoiceproductline>\n</invoiceline>\n"))


def item(invoice):
    amount = f' iso4217currencycode="{invoice.currency}"'
    if invoice.rate:
        amount += f' currencyrate="{invoice.rate}"'
    return "".join((
        "<item>\n", element("identifier", invoice.reference),
        "<itemdata>\n<salesinvoice>\n",
        element("salesinvoicenumber", invoice.number),
        element("salesinvoicedate", invoice.date, ANSI),
        element("salesinvoiceduedate", invoice.due, ANSI),
        element("salesinvoicedeliverydate", invoice.delivery, ANSI),
        element("salesinvoiceamount", invoice.amount, amount),
        element("salesinvoicestatus", "open", ' type="netvisor"'),
        element("salesinvoicefreetextbeforelines", invoice.supplement),
        element("salesinvoiceyourreference", invoice.your_reference),
        element("salesinvoiceprivatecomment",
                f"{invoice.reference} {invoice.key}"),
        element("invoicingcustomeridentifier", invoice.customer, CUSTOMER),
        element("paymenttermnetdays", invoice.days),
        element("expectpartialpayments", "1"),
        element("ordernumber", invoice.order),
        "<invoicelines>\n", *map(invoice_line, invoice.lines),
        "</invoicelines>\n</salesinvoice>\n</itemdata>\n</item>\n"))


def batch_bytes(invoices):
    return "".join((
        "<root>\n<salesinvoicebatch>\n<items>\n", *map(item, invoices),
        "</items>\n</salesinvoicebatch>\n</root>\n"
    )).encode("ascii", "xmlcharrefreplace")


def voucher_line(line):
    return "".join((
        "<voucherline>\n", element("linesum", line.amount, ' type="net"'),
        element("description", line.text),
        element("accountnumber", line.account),
        element("vatpercent", "0", ' vatcode="NONE"'), dimension(line),
        "</voucherline>\n"))


def voucher_bytes(voucher):
    return "".join((
        "<root>\n<voucher>\n", element("calculationmode", "net"),
        element("voucherdate", voucher.date, ANSI),
        element("description", voucher.text),
        element("voucherclass", voucher.voucher_class),
        *map(voucher_line, voucher.lines), "</voucher>\n</root>\n"
    )).encode("ascii", "xmlcharrefreplace")


if __name__ == "__main__":
    month.run(batch_bytes, voucher_bytes)
