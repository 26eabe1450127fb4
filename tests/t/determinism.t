#!/bin/sh
# Same input, same bytes: twice, in another locale and time zone, in a pipe,
# in another folder; and equal to the stages committed in samples/.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

mkdir "$SCRATCH/locale"
check 'the Finnish locale can be made' \
    localedef -i fi_FI -f UTF-8 "$SCRATCH/locale/fi_FI.UTF-8"
check 'the Finnish locale is really used' env LOCPATH="$SCRATCH/locale" \
    LC_ALL=fi_FI.UTF-8 sh -c 'test "$(locale decimal_point)" = ,'

# fresh COMPANY FOLDER: only what comes from outside.
fresh() {
	mkdir -p "$2"
	cp -R "$SAMPLES/$1/company.yaml" "$SAMPLES/$1/mappings" "$2"
	for month in 2026-09 2026-10; do
		mkdir -p "$2/$month"
		cp -R "$SAMPLES/$1/$month/exports" \
		    "$SAMPLES/$1/$month/registers" "$2/$month"
	done
}

# close_both FOLDER: September, then October; each waits for approval.
close_both() {
	for month in 2026-09 2026-10; do
		fenvoy -C "$1" close "$month" >"$1/$month.out" 2>"$1/$month.err"
		[ $? -eq 5 ] || { cat "$1/$month.err"; return 1; }
	done
	rm -f "$1"/*.out "$1"/*.err
}

for company in company tiny; do
	fresh $company "$SCRATCH/$company.a"
	check "$company: closed" close_both "$SCRATCH/$company.a"
	fresh $company "$SCRATCH/elsewhere/$company.b"
	check "$company: closed in Finnish, in Tokyo" \
	    env LOCPATH="$SCRATCH/locale" LC_ALL=fi_FI.UTF-8 LANG=fi_FI.UTF-8 \
	    TZ=Asia/Tokyo sh -c '
		for m in 2026-09 2026-10; do
			fenvoy -C "$1" close $m >/dev/null 2>&1
			[ $? -eq 5 ] || exit 1
		done' sh "$SCRATCH/elsewhere/$company.b"
	check "$company: same bytes" diff -r "$SCRATCH/$company.a" \
	    "$SCRATCH/elsewhere/$company.b"
	cp -R "$SCRATCH/$company.a" "$SCRATCH/$company.c"
	check "$company: closed again" close_both "$SCRATCH/$company.c"
	check "$company: same bytes again" diff -r "$SCRATCH/$company.a" \
	    "$SCRATCH/$company.c"
	check "$company: equal to the committed stages" diff -r \
	    --exclude=meant.tsv "$SCRATCH/$company.a" "$SAMPLES/$company"
done

# The pipe, started in the exports folder without naming the month.
piped() { # COMPANY MONTH
	cd "$1/$2/exports" || return 1
	fenerum-read -q -c ../../company.yaml ./*.csv |
	    fenerum-map -q -c ../../company.yaml |
	    netvisor-write -q -c ../../company.yaml -o ../batch
}
fresh company "$SCRATCH/piped"
for month in 2026-09 2026-10; do
	check "$month through the pipe" piped "$SCRATCH/piped" $month
	check "$month: the same batch" diff -r "$SCRATCH/piped/$month/batch" \
	    "$SCRATCH/company.a/$month/batch"
done
same "$SCRATCH/company.a/schedule.tsv" "$SCRATCH/piped/schedule.tsv" \
    'the pipe gives the same schedule'

# Each stage split from the pipe equals the stage's files.
cd "$SCRATCH/company.a/2026-10/exports" || exit 1
fenerum-read -q -c ../../company.yaml ./*.csv >"$SCRATCH/billing"
fenerum-map -q -c ../../company.yaml <"$SCRATCH/billing" >"$SCRATCH/ledger"
for stage in billing ledger; do
	for f in ../"$stage"/*.tsv; do
		header=$(head -1 "$f")
		awk -v h="$header" '$0 == h { on = 1 }
		    on { print } on && /^#end/ { exit }' \
		    "$SCRATCH/$stage" >"$SCRATCH/part"
		same "$f" "$SCRATCH/part" \
		    "the pipe holds $stage/$(basename "$f")"
	done
done
done_testing
