#!/bin/sh
# Every golden case (see tests/run-golden).
cd "$(dirname "$0")/../golden" || exit 1
# Case names hold no blanks.
# shellcheck disable=SC2046
exec ../run-golden $(for c in *; do [ -e "$c/cmd" ] && echo "$c"; done)
