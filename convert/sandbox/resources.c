/* resources.c - all resources that there are. */
#include <stddef.h>

#include "base/text.h"
#include "sandbox/resource.h"

static const struct sandbox_resource resources[] = {
	{ "accountlist.nv", "GET", resource_accountlist },
	{ "accountbalance.nv", "GET", resource_accountbalance },
	{ "accountingperiodlist.nv", "GET", resource_accountingperiodlist },
	{ "vouchertypelist.nv", "GET", resource_vouchertypelist },
	{ "dimensionlist.nv", "GET", resource_dimensionlist },
	{ "customerlist.nv", "GET", resource_customerlist },
	{ "getcustomer.nv", "GET", resource_getcustomer },
	{ "dimensionitem.nv", "POST", resource_dimensionitem },
	{ "customer.nv", "POST", resource_customer },
	{ "salesinvoicebatch.nv", "POST", resource_salesinvoicebatch },
	{ "getbatchlist.nv", "GET", resource_getbatchlist },
	{ "getbatchstatus.nv", "GET", resource_getbatchstatus },
	{ "salesinvoicelist.nv", "GET", resource_salesinvoicelist },
	{ "getsalesinvoice.nv", "GET", resource_getsalesinvoice },
	{ "accounting.nv", "POST", resource_accounting },
	{ "accountingledger.nv", "GET", resource_accountingledger },
};

const struct sandbox_resource *
sandbox_resource_find(const char *name)
{
	for (size_t i = 0; i < sizeof(resources) / sizeof(resources[0]); i++)
		if (text_equal_ignore_case(resources[i].name, name))
			return &resources[i];
	return NULL;
}
