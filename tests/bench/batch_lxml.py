"""A yardstick: a month of exports as Netvisor's XML, as lxml's trees.

usage: batch_lxml.py COMPANY MONTH BATCH
"""
from lxml import etree

import month

SubElement = etree.SubElement


def put(parent, name, text, **attributes):
    if text:
        SubElement(parent, name, attributes).text = text


def dimension(parent, line):
    if line.item:
        node = SubElement(parent, "dimension")
        put(node, "dimensionname", line.header)
        put(node, "dimensionitem", line.item)


def invoice_line(parent, line):
    node = SubElement(
        SubElement(parent, "invoiceline"), "salesinvoiceproductline")
    put(node, "productidentifier", line.product, type="customer")
    put(node, "productname", line.name)
    put(node, "productunitprice", line.price, type="net")
    put(node, "productvatpercentage", line.percent, vatcode=line.code)
    put(node, "salesinvoiceproductlinequantity", line.quantity)
    put(node, "salesinvoiceproductlinediscountpercentage", line.discount)
    put(node, "salesinvoiceproductlinefreetext", line.free_text)
    put(node, "accountingaccountsuggestion", line.account)
    dimension(node, line)
    put(node, "productunitname", line.unit)


def item(parent, invoice):
    outer = SubElement(parent, "item")
    put(outer, "identifier", invoice.reference)
    node = SubElement(SubElement(outer, "itemdata"), "salesinvoice")
    put(node, "salesinvoicenumber", invoice.number)
    put(node, "salesinvoicedate", invoice.date, format="ansi")
    put(node, "salesinvoiceduedate", invoice.due, format="ansi")
    put(node, "salesinvoicedeliverydate", invoice.delivery, format="ansi")
    amount = {"iso4217currencycode": invoice.currency}
    if invoice.rate:
        amount["currencyrate"] = invoice.rate
    put(node, "salesinvoiceamount", invoice.amount, **amount)
    put(node, "salesinvoicestatus", "open", type="netvisor")
    put(node, "salesinvoicefreetextbeforelines", invoice.supplement)
    put(node, "salesinvoiceyourreference", invoice.your_reference)
    put(node, "salesinvoiceprivatecomment",
        f"{invoice.reference} {invoice.key}")
    put(node, "invoicingcustomeridentifier", invoice.customer,
        type="customer")
    put(node, "paymenttermnetdays", invoice.days)
    put(node, "expectpartialpayments", "1")
    put(node, "ordernumber", invoice.order)
    lines = SubElement(node, "invoicelines")
    for line in invoice.lines:
        invoice_line(lines, line)


def batch_bytes(invoices):
    root = etree.Element("root")
    items = SubElement(SubElement(root, "salesinvoicebatch"), "items")
    for invoice in invoices:
        item(items, invoice)
    return etree.tostring(root)


def voucher_bytes(voucher):
    root = etree.Element("root")
    node = SubElement(root, "voucher")
    put(node, "calculationmode", "net")
    put(node, "voucherdate", voucher.date, format="ansi")
    put(node, "description", voucher.text)
    put(node, "voucherclass", voucher.voucher_class)
    for line in voucher.lines:
        inner = SubElement(node, "voucherline")
        put(inner, "linesum", line.amount, type="net")
        put(inner, "description", line.text)
        put(inner, "accountnumber", line.account)
        put(inner, "vatpercent", "0", vatcode="NONE")
        dimension(inner, line)
    return etree.tostring(root)


if __name__ == "__main__":
    month.run(batch_bytes, voucher_bytes)
