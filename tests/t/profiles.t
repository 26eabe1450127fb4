#!/bin/sh
# The profile is the contract: the sample month in other forms of CSV, with
# nothing changed but the profile, gives the same billing records and the same
# ledger; and a drafted profile does, once a person has decided.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

months='2026-09 2026-10'

# What a code page cannot hold is another letter on both sides.
latin() { # ENCODING
	case $1 in
	UTF-16*) cat ;;
	*) sed -e 's/ń/n/g' -e 's/Ś/S/g' -e 's/Ż/Z/g' -e 's/ż/z/g' \
	    -e 's/ł/l/g' -e 's/🍓/*/g' ;;
	esac
}

# rewritten FOLDER DELIMITER GROUP ENCODING [--shuffle]: the sample company's
# exports in another form. UTF-16 gets its mark, as programs of that world
# write it.
rewritten() {
	mkdir -p "$1" || return 1
	cp -R "$SAMPLES/company/company.yaml" "$SAMPLES/company/mappings" "$1"
	for month in $months; do
		mkdir -p "$1/$month/exports"
		for file in "$SAMPLES/company/$month/exports"/*.csv; do
			to=$1/$month/exports/${file##*/}
			latin "$4" <"$file" >"$SCRATCH/latin"
			"$BUILD/tests/rewrite" ${5:+"$5"} "$2" "$3" \
			    <"$SCRATCH/latin" >"$SCRATCH/utf8" || return 1
			case $4 in
			UTF-16LE) printf '\377\376' ;;
			UTF-16BE) printf '\376\377' ;;
			esac >"$to"
			iconv -f UTF-8 -t "$4" <"$SCRATCH/utf8" >>"$to" ||
			    return 1
		done
	done
}

# The settings of the sample's profile in the new form, read from stdin, and
# every header's new name.
profile() { # FOLDER
	{
		sed -n '1,/^version/p' "$1/mappings/exports.yaml"
		cat
		sed -e '1,/^version/d' -e '/^encoding/d' -e '/^delimiter/d' \
		    -e '/^decimal_point/d' -e '/^files/,$d' \
		    "$1/mappings/exports.yaml"
		echo 'files:'
		for file in "$SAMPLES"/company/2026-10/exports/*.csv; do
			name=${file##*/}
			echo "  ${name%.csv}:"
			head -1 "$file" | tr ',' '\n' |
			    sed 's/.*/    &: "Ä &"/'
		done
	} >"$SCRATCH/profile" && mv "$SCRATCH/profile" "$1/mappings/exports.yaml"
}

read_months() { # FOLDER
	for month in $months; do
		fenerum-read -c "$1/company.yaml" -o "$1/$month/billing" \
		    "$1/$month"/exports/*.csv &&
		    fenerum-map -c "$1/company.yaml" -o "$1/$month/ledger" \
			"$1/$month/billing" || return 1
	done
}

# Only the digests of the exports may differ.
equal() { # FOLDER ENCODING
	for month in $months; do
		for stage in billing ledger; do
			for file in "$SAMPLES/company/$month/$stage"/*.tsv; do
				to=$1/$month/$stage/${file##*/}
				case $file in
				*/billing/exports.tsv)
					cut -f 1-5 "$file" >"$SCRATCH/a"
					cut -f 1-5 "$to" >"$SCRATCH/b" ;;
				*)
					latin "$2" <"$file" >"$SCRATCH/a"
					cp "$to" "$SCRATCH/b" ;;
				esac
				diff "$SCRATCH/a" "$SCRATCH/b" || return 1
			done
		done
	done
}

# form NAME DELIMITER GROUP ENCODING: with the profile's settings on stdin.
form() {
	cat >"$SCRATCH/settings"
	check "$1: rewritten" rewritten "$SCRATCH/$1" "$2" "$3" "$4"
	profile "$SCRATCH/$1" <"$SCRATCH/settings"
	check "$1: read and mapped without a finding" \
	    read_months "$SCRATCH/$1"
	check "$1: the same billing records and ledger" equal "$SCRATCH/$1" "$4"
}

tab=$(printf '\t')
no_break=$(printf '\302\240')
form semicolon ';' '.' CP1252 <<'END'
encoding: windows-1252
delimiter: ";"
decimal_point: ","
group_mark: "."
dates: [ DD.MM.YYYY ]
booleans: { yes: kyllä, no: [ ei, nej ] }
END
form tab "$tab" "$no_break" UTF-16LE <<'END'
encoding: utf-16
delimiter: tab
decimal_point: ","
group_mark: nbsp
dates: [ YYYY-MM-DD, D.M.YYYY ]
time_zone: Europe/Helsinki
booleans: { yes: [ joo, Kyllä ], no: ei }
END
form comma ',' ' ' ISO-8859-15 <<'END'
encoding: iso-8859-15
delimiter: ","
decimal_point: ","
group_mark: " "
dates: D.M.YYYY
booleans: { yes: [ kyllä ], no: [ ei ] }
END
form big ';' "'" UTF-16BE <<'END'
encoding: utf-16
delimiter: ";"
decimal_point: ","
group_mark: "'"
dates: DD.MM.YYYY
booleans: { yes: [ kyllä ], no: [ ei ] }
END

# In another order, too: the same but for what follows the order of the
# exports, which is the order of rows, the number of a line in its document,
# and the positions.
unordered() { # FILE: its rows without those columns, sorted
	awk -F'\t' -v OFS='\t' '
	NR == 2 {
		for (i = 1; i <= NF; i++)
			gone[i] = $i == "source" || $i == "line" || $i == "lines"
	}
	NR >= 2 && !/^#end/ {
		for (i = 1; i <= NF; i++)
			if (gone[i]) $i = "-"
	}
	{ print }' "$1" | sort
}
equal_unordered() { # FOLDER ENCODING
	moved=
	for month in $months; do
		for file in "$SAMPLES/company/$month/ledger"/*.tsv; do
			latin "$2" <"$file" >"$SCRATCH/latin"
			unordered "$SCRATCH/latin" >"$SCRATCH/a"
			unordered "$1/$month/ledger/${file##*/}" >"$SCRATCH/b"
			diff "$SCRATCH/a" "$SCRATCH/b" || return 1
			cmp -s "$SCRATCH/latin" \
			    "$1/$month/ledger/${file##*/}" || moved=1
		done
	done
	[ -n "$moved" ]
}
check 'shuffled: rewritten' rewritten "$SCRATCH/shuffled" ';' '.' CP1252 --shuffle
profile "$SCRATCH/shuffled" <<'END'
encoding: windows-1252
delimiter: ";"
decimal_point: ","
group_mark: "."
dates: [ DD.MM.YYYY ]
booleans: { yes: kyllä, no: [ ei, nej ] }
END
check 'shuffled: read and mapped without a finding' \
    read_months "$SCRATCH/shuffled"
check 'shuffled: the same ledger in another order' \
    equal_unordered "$SCRATCH/shuffled" CP1252

# A file with a UTF-8 mark is UTF-8 under any profile, so a rejects file can be
# corrected and read again.
cd "$SCRATCH/semicolon" || exit 1
printf '"Ä name";"Ä default_cost_account"\r\n"\344";\r\n"a\201";1\r\n' |
    sed 's/Ä/\xC4/g' >suppliers.csv
status_is 1 'a byte that Windows-1252 does not know is refused' \
    fenerum-read -p mappings/exports.yaml -m 2026-10 -o again/billing \
    suppliers.csv
grep -q '^suppliers.csv:3:3: error: byte 0x81 is not windows-1252 (*' \
    "$SCRATCH/err"
ok $? 'and named with its place'
printf '\357\273\277"Ä name";"Ä default_cost_account";"reason"\n"a\357\277\275";"1";"[csv.encoding] byte 0x81 is not windows-1252"\n' \
    >"$SCRATCH/expected"
same "$SCRATCH/expected" again/rejects/suppliers.csv \
    'the rejects file is UTF-8 with a mark, in the delimiter of the export'
status_is 0 'it is read with the same profile' \
    fenerum-read -p mappings/exports.yaml -m 2026-10 -o corrected/billing \
    again/rejects/suppliers.csv

# Drafts.
cd "$SAMPLES/company/2026-10/exports" || exit 1
check 'a draft is made' \
    fenerum-read --profile-from -o "$SCRATCH/draft.yaml" ./*.csv
status_is 1 'a draft is refused until a person has decided' \
    fenerum-read -p "$SCRATCH/draft.yaml" -m 2026-10 -o "$SCRATCH/d/billing" \
    ./*.csv
grep -q 'still to be decided \[mapping.undecided\]' "$SCRATCH/err"
ok $? 'and the finding says so'
sed 's/^erp_amount: DECIDE.*/erp_amount: positive-debits-account/' \
    "$SCRATCH/draft.yaml" >"$SCRATCH/decided.yaml"
check 'decided, it reads the month' \
    fenerum-read -p "$SCRATCH/decided.yaml" -m 2026-10 \
    -o "$SCRATCH/decided/billing" "$SAMPLES"/company/2026-10/exports/*.csv
check 'with the same records' diff -r "$SCRATCH/decided/billing" \
    "$SAMPLES/company/2026-10/billing"

cd "$SCRATCH/semicolon/2026-10/exports" || exit 1
check 'a draft of the other form' \
    fenerum-read --profile-from -o "$SCRATCH/other.yaml" ./*.csv
for line in 'encoding: windows-1252' 'delimiter: ";"' 'decimal_point: ","' \
    'group_mark: "."' 'dates: [ DD.MM.YYYY ]'; do
	grep -qF "$line" "$SCRATCH/other.yaml"; ok $? "it says $line"
done

# Hostile files under every encoding and delimiter, read and drafted: findings,
# never more. What was rejected can be read with the same profile.
mkdir "$SCRATCH/hostile" && cd "$SCRATCH/hostile" || exit 1
printf '\377\376a\0,\0\0\330\n\0"\0' >cut-pair.csv
printf '\376\377\0' >cut-unit.csv
printf '\357\273' >cut-mark.csv
cp "$TESTS"/hostile/csv/*.csv .
survives() { # ENCODING DELIMITER
	sed -e "s/^encoding.*/encoding: $1/" -e "s/^delimiter.*/delimiter: $2/" \
	    "$TESTS/hostile/csv/exports.yaml" >exports.yaml
	grep -q "^encoding: $1" exports.yaml || echo "encoding: $1" >>exports.yaml
	grep -q '^delimiter' exports.yaml || echo "delimiter: $2" >>exports.yaml
	for file in *.csv; do
		fenerum-read -p exports.yaml -m 2026-10 -o out/billing "$file" \
		    2>err
		[ $? -le 1 ] || { cat err; echo "$file: more than 1"; return 1; }
		[ -e "out/rejects/$file" ] || continue
		fenerum-read -p exports.yaml -m 2026-10 -o out/again \
		    --rejects out/rest "out/rejects/$file" 2>err
		grep -e 'csv.delimiter' -e 'unknown-kind' err && return 1
	done
	return 0
}
for encoding in utf-8 iso-8859-1 iso-8859-15 windows-1252 utf-16; do
	for delimiter in '","' '";"' tab; do
		check "hostile files as $encoding with $delimiter" \
		    survives $encoding "$delimiter"
	done
done
drafts() {
	for file in *.csv; do
		fenerum-read --profile-from -o draft.yaml "$file" 2>err
		[ $? -le 1 ] || { cat err; return 1; }
		# Whatever the file is, the draft is YAML that a person can edit.
		fenerum-read -p draft.yaml -m 2026-10 -o out/billing "$file" \
		    2>err
		grep 'yaml\.' err && return 1
	done
	return 0
}
check 'drafts of hostile files' drafts
done_testing
