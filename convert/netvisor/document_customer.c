/* document_customer.c - customer.nv. */
#include "netvisor/document.h"
#include "netvisor/document_form.h"

enum customer_slot {
	SLOT_CODE,
	SLOT_BUSINESS_ID,
	SLOT_NAME,
	SLOT_NAME_EXTENSION,
	SLOT_STREET,
	SLOT_ADDITIONAL,
	SLOT_CITY,
	SLOT_POSTCODE,
	SLOT_COUNTRY,
	SLOT_GROUP,
	SLOT_EMAIL,
	SLOT_PRIVATE,
	SLOT_EMAIL_INVOICING,
	SLOT_LANGUAGE,
	SLOT_FINVOICE_ADDRESS,
	SLOT_FINVOICE_ROUTER
};

/* clang-format off */
#define BASE "customer/customerbaseinformation/"
#define ADDITIONAL "customer/customeradditionalinformation/"
const struct form_field document_customer_field[] = {
	{ BASE "internalidentifier", NULL, SLOT_CODE, false },
	{ BASE "externalidentifier", NULL, SLOT_BUSINESS_ID, false },
	{ BASE "name", NULL, SLOT_NAME, false },
	{ BASE "nameextension", NULL, SLOT_NAME_EXTENSION, false },
	{ BASE "streetaddress", NULL, SLOT_STREET, false },
	{ BASE "additionaladdressline", NULL, SLOT_ADDITIONAL, false },
	{ BASE "city", NULL, SLOT_CITY, false },
	{ BASE "postnumber", NULL, SLOT_POSTCODE, false },
	{ BASE "country", NULL, SLOT_COUNTRY, false },
	{ BASE "country@type", "ISO-3166", FORM_CONSTANT, false },
	{ BASE "customergroupname", NULL, SLOT_GROUP, false },
	{ BASE "email", NULL, SLOT_EMAIL, false },
	{ BASE "isactive", "1", FORM_CONSTANT, false },
	{ BASE "isprivatecustomer", NULL, SLOT_PRIVATE, false },
	{ BASE "emailinvoicingaddress", NULL, SLOT_EMAIL_INVOICING, false },
	{ "customer/customerfinvoicedetails/finvoiceaddress", NULL,
	    SLOT_FINVOICE_ADDRESS, false },
	{ "customer/customerfinvoicedetails/finvoiceroutercode", NULL,
	    SLOT_FINVOICE_ROUTER, false },
	{ ADDITIONAL "invoicinglanguage", NULL, SLOT_LANGUAGE, false },
	{ ADDITIONAL "invoicinglanguage@type", "ISO-3166", FORM_CONSTANT, false },
};
/* clang-format on */
const size_t document_customer_field_count =
    sizeof(document_customer_field) / sizeof(document_customer_field[0]);

bool
document_customer(const struct document_kit *kit,
    const struct customer_document *customer, struct document_report *report,
    struct buf *out)
{
	struct form_values values;

	values.present = 0;
	document_set_text(&values, SLOT_CODE, customer->code);
	document_set_text(&values, SLOT_NAME, customer->name);
	document_set_text(
	    &values, SLOT_NAME_EXTENSION, customer->name_extension);
	document_set_text(&values, SLOT_STREET, customer->street_address);
	document_set_text(
	    &values, SLOT_ADDITIONAL, customer->additional_address);
	document_set_text(&values, SLOT_CITY, customer->city);
	document_set_text(&values, SLOT_POSTCODE, customer->postcode);
	document_set_text(&values, SLOT_COUNTRY, customer->country);
	document_set_text(&values, SLOT_GROUP, customer->group);
	document_set_text(&values, SLOT_EMAIL, customer->email);
	document_set_text(
	    &values, SLOT_PRIVATE, customer->private_person ? "1" : "0");
	/* A consumer has no business id. */
	if (!customer->private_person)
		document_set_text(
		    &values, SLOT_BUSINESS_ID, customer->business_id);
	/* A filled address makes Netvisor deliver by e-mail. */
	if (kit->netvisor_sends)
		document_set_text(
		    &values, SLOT_EMAIL_INVOICING, customer->email);
	document_set_text(&values, SLOT_LANGUAGE, customer->language);
	document_set_text(
	    &values, SLOT_FINVOICE_ADDRESS, customer->finvoice_address);
	document_set_text(
	    &values, SLOT_FINVOICE_ROUTER, customer->finvoice_router);
	return document_write(kit, kit->customer, &values, report, out);
}
