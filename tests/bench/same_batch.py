"""Is a yardstick's batch the one that fenvoy writes?

usage: same_batch.py OURS THEIRS

Each document, an item of a sales invoice batch or a voucher, is compared in
canonical XML without the blanks between elements. Every invoice must be in
both; every voucher of THEIRS must be in OURS, which also has those that
earlier months left.
"""
import glob
import os
import sys

from lxml import etree


def documents(folder):
    """By their reference, and which are invoices."""
    found, invoices = {}, set()
    parser = etree.XMLParser(remove_blank_text=True)
    for path in sorted(glob.glob(os.path.join(folder, "*", "*.xml"))):
        root = etree.parse(path, parser).getroot()
        for node in root.iterfind("salesinvoicebatch/items/item"):
            found[node.findtext("identifier")] = canonical(node)
            invoices.add(node.findtext("identifier"))
        for node in root.iterfind("voucher"):
            found[node.findtext("description").split()[0]] = canonical(node)
    return found, invoices


def canonical(node):
    return etree.canonicalize(node, strip_text=False)


ours, our_invoices = documents(sys.argv[1])
theirs, their_invoices = documents(sys.argv[2])
wrong = 0
for one in sorted(our_invoices ^ their_invoices):
    wrong += 1
    print(f"invoice {one} is in one batch only", file=sys.stderr)
for one, text in theirs.items():
    if ours.get(one) != text:
        wrong += 1
        if wrong < 4:
            print(f"{one} differs:\n{ours.get(one)}\n{text}",
                  file=sys.stderr)
vouchers = len(theirs) - len(their_invoices)
print(f"{len(their_invoices)} invoices and {vouchers} vouchers are the same"
      if wrong == 0 else f"{wrong} documents differ")
sys.exit(1 if wrong or not their_invoices or not vouchers else 0)
