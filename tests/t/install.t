#!/bin/sh
# A staged install holds every program and page, works from there, and
# uninstall leaves nothing behind.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
cd "$TOP" || exit 1
stage=$SCRATCH/stage
variant=${BUILD##*/}
unset MAKEFLAGS MAKELEVEL

check 'make install' make -s VARIANT="$variant" DESTDIR="$stage" \
    PREFIX=/usr install
for source in cmd/*.c; do
	name=$(basename "$source" .c)
	case $name in common*) continue ;; esac
	check "$name --version works when installed" \
	    "$stage/usr/bin/$name" --version
	check "$name has a page" test -s "$stage/usr/share/man/man1/$name.1"
done
check 'fenvoy.7 is installed' test -s "$stage/usr/share/man/man7/fenvoy.7"
check 'the installed driver finds its programs' env PATH="$stage/usr/bin:/usr/bin:/bin" \
    sh -c 'cp -R "$1/tiny" "$2/tiny" && fenvoy -C "$2/tiny" close 2026-10;
	[ $? -eq 5 ]' sh "$SAMPLES" "$SCRATCH"
check 'make uninstall' make -s VARIANT="$variant" DESTDIR="$stage" \
    PREFIX=/usr uninstall
find "$stage" -type f >"$SCRATCH/left"
[ ! -s "$SCRATCH/left" ]; ok $? 'uninstall leaves no file'
done_testing
