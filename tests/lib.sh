# shellcheck shell=sh
# What every shell test shares. A test is sh with TAP on stdout, run under
# prove: source this file, call plan, then the checks.
#
# BUILD    the build folder (set by make; default build/release)
# TESTS    this folder     SAMPLES  samples/
# SCRATCH  a folder of the test's own, removed at the end
# shellcheck disable=SC2034
set -u
TOP=$(cd "$(dirname "$0")" && while [ ! -e Makefile ]; do cd ..; done; pwd)
BUILD=${BUILD:-$TOP/build/release}
TESTS=$TOP/tests
SAMPLES=$TOP/samples
PATH=$BUILD/bin:$PATH
LC_ALL=C
export TOP BUILD TESTS SAMPLES PATH LC_ALL
unset POSIXLY_CORRECT TZ
umask 022

SCRATCH=$(mktemp -d "${TMPDIR:-/tmp}/fenvoy-test.XXXXXX") || exit 1
trap 'rm -rf "$SCRATCH"' EXIT
trap 'exit 130' INT TERM

count=0
failed=0

plan() { echo "1..$1"; }
done_testing() { echo "1..$count"; [ "$failed" -eq 0 ]; }

ok() { # ok STATUS NAME
	count=$((count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $count - $2"
	else
		failed=$((failed + 1))
		echo "not ok $count - $2"
	fi
	return 0
}

# strace, for programs of which the leak checker cannot keep track then.
traced() { env ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0" strace "$@"; }

# check NAME COMMAND...: the command must end with 0.
check() {
	check_name=$1; shift
	"$@" >"$SCRATCH/check.out" 2>&1
	check_status=$?
	ok "$check_status" "$check_name"
	[ "$check_status" -eq 0 ] || sed 's/^/# /' "$SCRATCH/check.out" | head -40
}

# status_is EXPECTED NAME COMMAND...: it must end with exactly that status;
# output goes to $SCRATCH/out and $SCRATCH/err.
status_is() {
	check_expected=$1; check_name=$2; shift 2
	"$@" >"$SCRATCH/out" 2>"$SCRATCH/err"
	check_status=$?
	[ "$check_status" -eq "$check_expected" ]; ok $? "$check_name"
	[ "$check_status" -eq "$check_expected" ] || {
		echo "# status $check_status, expected $check_expected"
		sed 's/^/# /' "$SCRATCH/err" | head -20
	}
}

# same EXPECTED ACTUAL NAME: two files with the same bytes.
same() {
	cmp -s "$1" "$2"; ok $? "$3"
	cmp -s "$1" "$2" || diff -u "$1" "$2" 2>&1 | head -40 | sed 's/^/# /'
}
