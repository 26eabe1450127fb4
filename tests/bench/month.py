"""A month of Fenerum's exports as documents for Netvisor.

What the two yardsticks have in common (batch_strings.py, batch_lxml.py): they
differ only in how they write XML. It does what the whole line does to a month
without faults, and stops at the first figure that does not agree; it knows
one month, one form of CSV, and no findings.
"""
import base64
import collections
import csv
import fnmatch
import hashlib
import itertools
import operator
import os
import re
import sys
from decimal import ROUND_HALF_UP, Decimal

import yaml

BATCH_SIZE = 500
CENT = Decimal("0.01")
HUNDRED = Decimal(100)
ZERO = Decimal(0)
EU = set(
    "AT BE BG HR CY CZ DK EE FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI "
    "ES SE".split())
BOOKED = {"Booked", "Posted"}
DEFERRAL = re.compile(
    r"(Deferred Revenue|Revenue Recognition)(?: \((.+)\))?: "
    r"(Invoice|Credit Note) (\d+)(?: \((\d+)/(\d+)\))?")
INVOICE = re.compile(r"(?:Invoice|Credit Note) (\d+)")

Line = collections.namedtuple(
    "Line", "product name price percent code quantity discount free_text "
    "account header item unit")
Invoice = collections.namedtuple(
    "Invoice", "reference key number date due delivery amount currency rate "
    "supplement your_reference customer days order lines")
Voucher = collections.namedtuple(
    "Voucher", "reference date text voucher_class lines")
VoucherLine = collections.namedtuple(
    "VoucherLine", "amount text account header item")


def rounded(value):
    return value.quantize(CENT, ROUND_HALF_UP)


def comma(value):
    return str(value).replace(".", ",")


def trimmed(value):
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")


def reference(key):
    digest = hashlib.sha256(key.encode()).digest()
    return "fv-" + base64.b32encode(digest[:8])[:12].decode().lower()


def day(iso):
    return f"{int(iso[8:])}.{int(iso[5:7])}.{iso[:4]}" if iso else ""


def rows(path, *columns):
    with open(path, newline="", encoding="utf-8-sig") as file:
        reader = csv.reader(file)
        header = next(reader)
        yield from map(
            operator.itemgetter(*(header.index(c) for c in columns)), reader)


class Mapping:
    """The company's YAML files; a decision is made once for equal facts."""

    def __init__(self, company):
        self.company = self.load(company, "company.yaml")
        folder = os.path.join(company, "mappings")
        accounts = self.load(folder, "accounts.yaml")
        self.erp_accounts = {
            str(k): str(v) for k, v in accounts["erp_accounts"].items()}
        self.revenue = accounts["revenue"]
        self.vat = self.load(folder, "vat.yaml")["rules"]
        self.products = self.load(folder, "products.yaml")["products"]
        self.dimension = self.load(folder, "dimensions.yaml")["dimensions"][0]
        rates = self.load(folder, "rates.yaml")
        self.rates = {
            (str(r["date"]), r["currency"]): Decimal(str(r["units_per_euro"]))
            for r in rates["rates"]}
        self.days_back = rates["days_back"]
        self.decided = {}
        self.rate_of = {}

    @staticmethod
    def load(folder, name):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            return yaml.load(file, yaml.CSafeLoader)

    @staticmethod
    def holds(when, facts):
        for field, wanted in when.items():
            found = facts[field]
            for one in wanted if isinstance(wanted, list) else [wanted]:
                if field == "rate":
                    if Decimal(str(one)) == found:
                        break
                elif fnmatch.fnmatchcase(found, str(one)):
                    break
            else:
                return False
        return True

    def first(self, rules, facts, date=None):
        for rule in rules:
            if date and not (str(rule.get("from", "")) <= date
                             <= str(rule.get("until", "9999"))):
                continue
            if self.holds(rule["when"], facts):
                return rule
        sys.exit(f"no rule for {facts}")

    def decide(self, country, business, group, description, vat_type, rate,
               invoice_date, period_end):
        key = (country, business, group, description, vat_type, rate,
               invoice_date, period_end)
        found = self.decided.get(key)
        if found is None:
            zone = ("home" if country == "FI" else
                    "eu" if country in EU else "other")
            facts = {"country": country, "zone": zone, "revenue_group": group,
                     "description": description, "vat_type": vat_type,
                     "rate": Decimal(rate),
                     "customer": "business" if business else "consumer"}
            vat = self.first(self.vat, facts, period_end or invoice_date)
            date = invoice_date
            if vat["vat_date"] == "period_end" and period_end:
                date = period_end
            product = self.first(self.products, facts)
            found = (str(self.first(self.revenue, facts)["account"]),
                     str(vat["code"]), trimmed(Decimal(str(vat["percent"]))),
                     date, product["product"], product["unit"],
                     self.dimension["items"][group])
            self.decided[key] = found
        return found

    def rate(self, currency, date):
        if currency == "EUR":
            return Decimal(1)
        found = self.rate_of.get((currency, date))
        if found is None:
            import datetime
            at = datetime.date.fromisoformat(date)
            for back in range(self.days_back + 1):
                earlier = str(at - datetime.timedelta(back))
                if (earlier, currency) in self.rates:
                    found = self.rates[earlier, currency]
                    break
            self.rate_of[currency, date] = found
        return found


def free_text(start, end, quantity, price, percent, each, total, flat):
    text = f"{day(start)}-{day(end)}" if start or end else ""
    if flat and quantity:
        text += ", " if text else ""
        text += comma(quantity) + " x "
        text += f"({comma(price)} - {comma(each)})" if each else comma(price)
        text += f" - {comma(percent)} %" if percent else ""
        text += f" - {comma(total)}" if total else ""
    return text


class Month:
    def __init__(self, company, month):
        self.mapping = Mapping(company)
        self.month = month
        self.exports = os.path.join(company, month, "exports")
        self.invoices = {}   # number: its row
        self.vat_date = {}   # number: of all its lines
        self.groups = {}     # number: {account: dimension item}
        self.closed = set()  # numbers that are booked or cancelled
        self.accounts = {
            code: (country, bool(vat)) for code, country, vat in rows(
                self.path("accounts"), "code", "legal_country",
                "legal_vat_number")}
        self.erp = self.read_erp()

    def path(self, name):
        return os.path.join(self.exports, name + ".csv")

    def read_erp(self):
        """The ERP lines that are deferrals, by document and group."""
        sets = {}
        for (line_id, kind, status, date, account, contra, amount, currency,
             text, voucher) in rows(
                 self.path("erp_lines"), "id", "type", "status", "date",
                 "account_number", "contra_account_number", "amount",
                 "currency", "text", "voucher_id"):
            closed = status in BOOKED or status == "Cancelled" or voucher
            if kind == "Invoice":
                if closed:
                    self.closed.add(INVOICE.match(text).group(1))
            elif kind == "Financial":
                match = DEFERRAL.fullmatch(text)
                if match:
                    what, group, _, number, current, last = match.groups()
                    sets.setdefault((number, group), []).append(
                        (line_id, what[0] == "D", status, closed, date,
                         account, contra, Decimal(amount), currency, text,
                         current is not None and current == last))
        return sets

    def line(self, row, account, invoice_date):
        (_, number, description, quantity, price, start, end, vat_type, group,
         percent, each, total, vat_rate, net, vat) = row
        country, business = self.accounts[account]
        (revenue, code, vat_percent, date, product, unit, item) = \
            self.mapping.decide(country, business, group, description,
                                vat_type, vat_rate, invoice_date, end)
        net, vat = Decimal(net), Decimal(vat)
        share = 1 + Decimal(vat_rate) / HUNDRED
        exact = Decimal(price)
        if each:
            exact -= Decimal(each)
        exact *= Decimal(quantity)
        if percent:
            exact *= 1 - Decimal(percent) / HUNDRED
        if total:
            # What a credit note takes back has the other sign.
            exact += Decimal(total) if exact < 0 else -Decimal(total)
        if rounded(exact) != net:
            sys.exit(f"{number}: net is {rounded(exact)}, not {net}")
        flat = bool(each or total) or rounded(exact * share) != net + vat
        if flat and rounded(net * share) != net + vat:
            sys.exit(f"{number}: VAT is not {vat}")
        text = free_text(start, end, quantity, price, percent, each, total,
                         flat)
        if flat:
            quantity, price, percent = "-1" if net < 0 else "1", abs(net), ""
        return net, vat, date, Line(
            product, description, comma(price), vat_percent, code,
            trimmed(Decimal(quantity)),
            trimmed(Decimal(percent)) if percent else "", text, revenue,
            self.mapping.dimension["header"], item, unit)

    def read_invoices(self):
        """Every invoice that is to be carried, in the order of the lines."""
        for row in rows(
                self.path("invoices"), "invoice_number", "uuid", "account",
                "type", "credited_invoice_number", "invoice_date", "due_date",
                "currency", "payment_terms", "po_number", "case_number",
                "reference_person", "invoice_supplement", "net_amount",
                "vat_amount", "gross_amount"):
            self.invoices[row[0]] = row
        lines = rows(
            self.path("invoice_lines"), "id", "invoice_number", "description",
            "quantity", "price", "date_from", "date_to", "vat_type",
            "revenue_group", "discount_percentage",
            "discount_fixed_per_quantity", "discount_fixed_total", "vat_rate",
            "net_amount", "vat_amount")
        for number, of_invoice in itertools.groupby(
                lines, operator.itemgetter(1)):
            invoice = self.invoice(self.invoices[number], of_invoice)
            if number not in self.closed:
                yield self.invoices[number][3], invoice

    def invoice(self, head, of_invoice):
        (number, uuid, account, kind, credited, date, due, currency, terms, po,
         case, person, supplement, net, vat, gross) = head
        lines, groups = [], {}
        net_sum = vat_sum = ZERO
        latest = ""
        for row in of_invoice:
            line_net, line_vat, vat_date, line = self.line(row, account, date)
            net_sum += line_net
            vat_sum += line_vat
            latest = max(latest, vat_date)
            groups[line.account] = line.item
            lines.append(line)
        if (net_sum, vat_sum, net_sum + vat_sum) != (
                Decimal(net), Decimal(vat), Decimal(gross)):
            sys.exit(f"{number}: the lines give {net_sum} and {vat_sum}")
        original = self.invoices.get(credited)
        dated = date
        if original is not None and kind == "credit_note":
            latest = self.vat_date.get(credited, latest)
            if original[7] == currency:
                dated = original[5]
        self.vat_date[number] = latest
        self.groups[number] = groups
        key = "invoice:" + uuid
        return Invoice(
            reference(key), key, number, date, due, latest,
            comma(Decimal(gross)), currency,
            "" if currency == "EUR" else
            trimmed(self.mapping.rate(currency, dated)), supplement.strip(),
            person, account,
            terms or ("" if due else
                      str(self.mapping.company["payment_term_days"])),
            " / ".join(filter(None, (po, case))), lines)

    def rate_of_document(self, number):
        head = self.invoices[number]
        original = self.invoices.get(head[4])
        if head[3] == "credit_note" and original is not None \
                and original[7] == head[7]:
            head = original
        return self.mapping.rate(head[7], head[5])

    def vouchers(self):
        """Deferrals, then recognitions; after the invoices were read."""
        later = []
        for (number, _), members in self.erp.items():
            if number not in self.invoices:
                continue
            rate = self.rate_of_document(number)
            rest = ZERO
            for member in members:
                euro = rounded(member[7] / rate)
                if member[1]:
                    rest += euro
                elif member[10]:
                    euro = rest
                else:
                    rest -= euro
                if member[3] or member[4][:7] > self.month:
                    continue
                voucher = self.voucher(number, member, euro)
                if member[1]:
                    yield voucher
                else:
                    later.append(voucher)
        yield from later

    def voucher(self, number, member, euro):
        (line_id, deferral, _, _, date, account, contra, amount, currency,
         text, _) = member
        revenue, deferred = (account, contra) if deferral else \
            (contra, account)
        revenue = self.mapping.erp_accounts[revenue]
        deferred = self.mapping.erp_accounts[deferred]
        if not deferral:
            euro = -euro
        ours = reference("voucher:erp:" + line_id)
        full = f"{ours} {text}"
        if currency != "EUR":
            full += f", {comma(amount)} {currency}"
        classes = self.mapping.company["netvisor"]["voucher_class"]
        return Voucher(
            ours, date, full,
            classes["deferral" if deferral else "recognition"],
            (VoucherLine(comma(euro), text, revenue,
                         self.mapping.dimension["header"],
                         self.groups[number][revenue]),
             VoucherLine(comma(-euro), text, deferred, "", "")))


def write(folder, seq, kind, data):
    path = os.path.join(folder, f"{(seq - 1) // 1000:03}")
    if seq % 1000 == 1:
        os.makedirs(path, exist_ok=True)
    with open(os.path.join(path, f"{seq:06}-{kind}.xml"), "wb") as file:
        file.write(data)


def run(batch_bytes, voucher_bytes):
    """The program: COMPANY MONTH BATCH. The two functions write XML."""
    company, name, folder = sys.argv[1:]
    month = Month(company, name)
    open_batch = {}
    seq = 0
    for kind, invoice in month.read_invoices():
        waiting = open_batch.setdefault((kind, invoice.currency), [])
        waiting.append(invoice)
        if len(waiting) == BATCH_SIZE:
            seq += 1
            write(folder, seq, kind, batch_bytes(waiting))
            waiting.clear()
    for (kind, _), waiting in open_batch.items():
        if waiting:
            seq += 1
            write(folder, seq, kind, batch_bytes(waiting))
    for voucher in month.vouchers():
        seq += 1
        write(folder, seq, "voucher", voucher_bytes(voucher))
