/* document_vendor.c - vendor.nv. */
#include "netvisor/document.h"
#include "netvisor/document_form.h"

enum vendor_slot {
	SLOT_CODE,
	SLOT_NAME,
	SLOT_ADDRESS,
	SLOT_POSTCODE,
	SLOT_CITY,
	SLOT_COUNTRY,
	SLOT_BUSINESS_ID,
	SLOT_GROUP,
	SLOT_IBAN,
	SLOT_BANK_NAME,
	SLOT_DEFAULT
};

/* clang-format off */
#define BASE "vendor/vendorbaseinformation/"
#define BANK BASE "vendorbankaccounts/vendordomesticbankaccounts/" \
	"vendordomesticbankaccount/"
const struct form_field document_vendor_field[] = {
	{ BASE "code", NULL, SLOT_CODE, false },
	{ BASE "name", NULL, SLOT_NAME, false },
	{ BASE "address", NULL, SLOT_ADDRESS, false },
	{ BASE "postcode", NULL, SLOT_POSTCODE, false },
	{ BASE "city", NULL, SLOT_CITY, false },
	{ BASE "country", NULL, SLOT_COUNTRY, false },
	{ BASE "country@type", "ISO-3166", FORM_CONSTANT, false },
	{ BASE "organizationid", NULL, SLOT_BUSINESS_ID, false },
	{ BASE "groupname", NULL, SLOT_GROUP, false },
	{ BANK "iban", NULL, SLOT_IBAN, false },
	{ BANK "bankname", NULL, SLOT_BANK_NAME, false },
	{ BANK "isdefault", NULL, SLOT_DEFAULT, false },
};
/* clang-format on */
const size_t document_vendor_field_count =
    sizeof(document_vendor_field) / sizeof(document_vendor_field[0]);

bool
document_vendor(const struct document_kit *kit,
    const struct vendor_document *vendor, struct document_report *report,
    struct buf *out)
{
	struct form_values values;

	values.present = 0;
	document_set_text(&values, SLOT_CODE, vendor->code);
	document_set_text(&values, SLOT_NAME, vendor->name);
	document_set_text(&values, SLOT_ADDRESS, vendor->address);
	document_set_text(&values, SLOT_POSTCODE, vendor->postcode);
	document_set_text(&values, SLOT_CITY, vendor->city);
	document_set_text(&values, SLOT_COUNTRY, vendor->country);
	document_set_text(&values, SLOT_BUSINESS_ID, vendor->business_id);
	document_set_text(&values, SLOT_GROUP, vendor->group);
	/* A bank account is all three or nothing. */
	if (vendor->iban[0] != '\0') {
		document_set_text(&values, SLOT_IBAN, vendor->iban);
		document_set_text(&values, SLOT_BANK_NAME, vendor->bank_name);
		document_set_text(&values, SLOT_DEFAULT, "true");
	}
	return document_write(kit, kit->vendor, &values, report, out);
}
