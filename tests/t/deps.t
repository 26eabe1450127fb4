#!/bin/sh
# make deps installs what is missing: as root at once, else through sudo, the
# exact line first; where it can do neither it stops with that line.
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"

# Commands that only tell what would have been done. One package is there.
fake=$SCRATCH/fake
mkdir "$fake"
cat >"$fake/dpkg-query" <<'END'
#!/bin/sh
for name; do :; done
[ "$name" = present ] && echo 'install ok installed'
END
cat >"$fake/apt-get" <<'END'
#!/bin/sh
echo "apt-get $*"
END
cat >"$fake/sudo" <<'END'
#!/bin/sh
[ "$1" = -n ] || { printf 'sudo: '; "$@"; }
END
printf '#!/bin/sh\necho "$USER_ID"\n' >"$fake/id"
chmod +x "$fake"/*
for tool in sh grep cat; do ln -s "$(command -v $tool)" "$fake/$tool"; done

deps() { # USER PACKAGE...
	user=$1; shift
	env PATH="$fake" USER_ID="$user" sh "$TESTS/deps" "$@" >"$SCRATCH/out" \
	    2>"$SCRATCH/err"
}
says() { # FILE TEXT NAME
	grep -qxF "$2" "$SCRATCH/$1"; ok $? "$3"
}
line='apt-get install -y --no-install-recommends missing other'

deps 0 present; ok $? 'nothing is missing'
[ ! -s "$SCRATCH/out" ]; ok $? 'and nothing is said'
deps 0 present missing other; ok $? 'root installs'
says out "+ apt-get update && $line" 'the line comes first'
says out 'apt-get update -qq' 'the lists are fetched'
deps 1000 missing present other; ok $? 'another user installs through sudo'
says out "+ sudo apt-get update && sudo $line" 'with the exact line'
says out 'sudo: apt-get update -qq' 'which sudo carries out'
rm "$fake/sudo"
deps 1000 missing other; [ $? -eq 1 ]; ok $? 'without sudo it stops'
says err "apt-get update && $line" 'with the line to run as root'
done_testing
