#!/bin/sh
# Findings in Finnish: no text at a call that makes findings lacks its entry
# in convert/base/messages_fi.def, and rules without Finnish or an example are
# named (test_rule_text, test_wording judge the entries themselves).
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
cd "$TOP" || exit 1

tests/messages >"$SCRATCH/missing"; ok $? 'every text has its Finnish'
sed 's/^/# /' "$SCRATCH/missing"

# The script sees what is missing, over lines and in a choice.
cat >"$SCRATCH/new.c" <<'END'
	diag_add(diag, RULE_X, pos,
	    number == 1 ? "one invented "
			  "text" : "%zu invented texts",
	    number, name("not this"), "invented part");
END
status_is 1 'what is missing is found' tests/messages "$SCRATCH/new.c"
grep '^MESSAGE' "$SCRATCH/out" >"$SCRATCH/found"
cat >"$SCRATCH/expected" <<'END'
MESSAGE("one invented text", "")
MESSAGE("%zu invented texts", "")
MESSAGE("invented part", "")
END
same "$SCRATCH/expected" "$SCRATCH/found" 'as lines to paste'

sed -n 's/^RULE(\([A-Z0-9_]*\),.*/\1/p' convert/base/rules.def |
    sort >"$SCRATCH/rules"
for list in rules_fi:RULE_FI rule_examples:RULE_EXAMPLE; do
	file=${list%%:*}; macro=${list#*:}
	sed -n "s/^$macro(\([A-Z0-9_]*\),.*/\1/p" "convert/base/$file.def" |
	    sort >"$SCRATCH/$file"
	comm -23 "$SCRATCH/rules" "$SCRATCH/$file" >"$SCRATCH/lacking"
	[ ! -s "$SCRATCH/lacking" ]; ok $? "$file.def has every rule"
	sed "s/^/# $file.def lacks /" "$SCRATCH/lacking"
	[ "$(uniq -d "$SCRATCH/$file" | wc -l)" -eq 0 ]
	ok $? "$file.def has no rule twice"
done
done_testing
