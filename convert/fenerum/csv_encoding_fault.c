/* csv_encoding_fault.c - see csv_encoding_fault.h. */
#include "fenerum/csv_encoding_fault.h"

#include "fenerum/csv_decode.h"
#include "fenerum/csv_sniff.h"

void
csv_encoding_fault(struct faults *faults, struct source_pos pos,
    const char *line, size_t len, size_t at, enum csv_encoding encoding)
{
	struct csv_escape escape;
	struct diag *diag;
	const char *likely;

	if (encoding != CSV_UTF_8 &&
	    csv_escape_read(line + at, len - at, &escape)) {
		faults_add_grouped(faults, RULE_CSV_ENCODING, pos.file, pos,
		    "%s 0x%0*X is not %s", escape.is_unit ? "unit" : "byte",
		    escape.is_unit ? 4 : 2, (unsigned)escape.value,
		    csv_encoding_name(encoding));
		return;
	}
	diag = faults_add_grouped(faults, RULE_CSV_ENCODING, pos.file, pos,
	    "byte 0x%02X is not UTF-8", (unsigned char)line[at]);
	likely = csv_sniff_code_page(line, len);
	if (likely != NULL)
		diag_remedy(diag,
		    "it looks like %s: if it is, write 'encoding: %s' in the "
		    "export profile; encodings are never guessed",
		    likely, likely);
}
