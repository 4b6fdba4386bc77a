#!/usr/bin/env bash
# Makes every package, and tries it where nothing of this machine is:
#   packaging/check.sh [--full] [--programs FOLDER]
# Programs are built quickly here, and packed in the .deb from FOLDER where they are built already; `--full` builds all as
# they are released. It runs as root, which alone may make and enter other roots, and leaves nothing behind but target/.
set -euo pipefail
cd "$(dirname "$0")/.."
full="" programs=""
while [ $# -gt 0 ]; do
  case $1 in
    --full) full=yes ;;
    --programs) programs=$(cd "$2" && pwd) && shift ;;
    *) echo "error: no option is \`$1\`" >&2 && exit 2 ;;
  esac
  shift
done
fail() { printf 'error: %s\n' "$*" >&2 && exit 1; }
say() { printf -- '-- %s\n' "$*"; }

[ "$(id -u)" = 0 ] || fail 'run it as root: it tries packages in roots of their own'
missing=()
for needed in debootstrap:debootstrap dpkg-shlibdeps:dpkg-dev lintian:lintian readelf:binutils ruby:ruby; do
  command -v "${needed%:*}" >/dev/null || missing+=("${needed#*:}")
done
/usr/bin/python3 -c 'import tomllib, yaml' 2>/dev/null || missing+=(python3 python3-yaml)
[ "${#missing[@]}" = 0 ] || fail "something is missing; hint: apt-get install ${missing[*]}"

work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf --one-file-system "$work"' EXIT
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
host=$(rustc -vV | sed -n 's/^host: //p')
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -1)

# It waits for the network more than for this machine, and is not needed before the end.
debian=$work/debian
# shellcheck source=/dev/null
debootstrap --variant=minbase --include=bash-completion,man-db,tmux "$(. /etc/os-release && echo "$VERSION_CODENAME")" \
  "$debian" >"$work/debootstrap.log" 2>&1 &
debootstrap=$!

say 'licences, scripts, manifests'
packaging/crates.py licences
for script in packaging/*.sh; do bash -n "$script"; done
releases=$work/releases
mkdir "$releases"
for target in {x86_64,aarch64}-{unknown-linux-gnu,apple-darwin} x86_64-pc-windows-msvc; do
  echo "$target" >"$releases/$(packaging/tarball.sh --name "$target")"
done
packaging/release.sh "$version" "$releases" --repository https://example.org/goals
bash -n "$releases/manifests/PKGBUILD"
ruby -c "$releases/manifests/goals.rb" >/dev/null
if command -v nix-instantiate >/dev/null; then
  nix-instantiate --parse "$releases/manifests/flake.nix" >/dev/null
fi
/usr/bin/python3 packaging/check_documents.py "$releases"
(cd "$releases" && sha256sum --quiet -c SHA256SUMS)

say 'two tarballs, made apart'
targets=${CARGO_TARGET_DIR:-$PWD/target}/packaging
if [ -z "$full" ]; then
  export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=0
fi
# The other has folders of other names, with a blank in them, for all that is the builder's.
there="$work/made elsewhere"
mkdir -p "$there/goals" "$there/cargo"
git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$there/goals"
for part in registry config.toml; do
  [ ! -e "${CARGO_HOME:-$HOME/.cargo}/$part" ] || ln -s "${CARGO_HOME:-$HOME/.cargo}/$part" "$there/cargo/"
done
CARGO_HOME=$there/cargo CARGO_TARGET_DIR=$there/built "$there/goals/packaging/tarball.sh" --out "$there/out" \
  >"$work/elsewhere.log" 2>&1 &
elsewhere=$!
CARGO_TARGET_DIR=$targets packaging/tarball.sh --out "$work/out" >"$work/here.log" 2>&1 || { cat "$work/here.log" >&2 && exit 1; }
wait $elsewhere || { cat "$work/elsewhere.log" >&2 && exit 1; }
tarball=$(packaging/tarball.sh --name "$host")
cmp "$work/out/$tarball" "$there/out/$tarball" || fail 'the two tarballs differ'
tar -C "$work" -xzf "$work/out/$tarball"
unpacked=$work/${tarball%.tar.gz}
(cd "$unpacked" && sha256sum --quiet -c SHA256SUMS)

# No path of this machine is in the programs of a folder, but those that stand for them.
nowhere_from() {
  local path
  grep -aqF /cargo/registry/ "$1"/goals{,-ui} || fail "$1 has no path at all: it is looked for in the wrong way"
  for path in "$PWD" "$HOME" "${CARGO_HOME:-$HOME/.cargo}" "$targets" "$(rustc --print sysroot)"; do
    ! grep -aqF "${path%/}/" "$1"/goals{,-ui} || fail "$path is in the programs"
  done
}
nowhere_from "$unpacked"
for program in goals goals-ui; do
  ! readelf -Wl "$unpacked/$program" | grep -q INTERP || fail "$program is not static"
done

# A command in another root, with nothing of this machine but /dev, and no variables but these.
inside() { # ROOT USER VARIABLES COMMAND…
  local root=$1 user=$2 variables=$3
  shift 3
  # shellcheck disable=SC2086 # Several variables are several words.
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin $variables unshare -m sh -c \
    'mount --rbind /dev "$1/dev" && root=$1 user=$2 && shift 2 && exec chroot --userspec="$user:$user" "$root" "$@"' \
    sh "$root" "$user" "$@"
}

say 'the tarball where there is nothing else'
empty=$work/empty
mkdir -p "$empty"/{dev,etc,home/jo,usr/bin}
cp "$unpacked"/goals{,-ui} "$empty/usr/bin/"
chown -R 1000:1000 "$empty/home/jo"
inside "$empty" 1000 HOME=/home/jo goals add 'Read every:day code:read' >/dev/null
inside "$empty" 1000 HOME=/home/jo goals check read >/dev/null
inside "$empty" 1000 HOME=/home/jo goals today | grep -q '1 of 1 done' || fail 'the check-off is not shown'
inside "$empty" 1000 'HOME=/home/jo LANG=C.UTF-8' goals ui --frame 80x24 | grep -q Read || fail 'the screen has no day'
# Without HOME it reads who lives where, and nothing else of the system.
said=$(inside "$empty" 1000 '' goals today 2>&1) && fail "nobody lives anywhere, and it says: $said"
[[ $said == *'no home folder'*GOALS_DIR* ]] || fail "it does not say what to set: $said"
echo 'jo:x:1000:1000::/home/jo:/bin/sh' >"$empty/etc/passwd"
echo 'passwd: systemd ldap files' >"$empty/etc/nsswitch.conf"
inside "$empty" 1000 '' goals today | grep -q '1 of 1 done' || fail 'without HOME the store is not found'

say 'the .deb'
unset CARGO_PROFILE_RELEASE_LTO CARGO_PROFILE_RELEASE_CODEGEN_UNITS CARGO_PROFILE_RELEASE_OPT_LEVEL
CARGO_TARGET_DIR=$targets packaging/deb.sh --out "$work/out" ${programs:+--programs "$programs"} >"$work/deb.log" 2>&1 ||
  { cat "$work/deb.log" >&2 && exit 1; }
deb=$(tail -1 "$work/deb.log")
lintian --allow-root --fail-on error,warning "$deb"
if [ -z "$programs" ]; then
  dpkg-deb -x "$deb" "$work/of-deb"
  nowhere_from "$work/of-deb/usr/bin"
fi

say 'Debian, with the tarball'
wait $debootstrap || { tail -20 "$work/debootstrap.log" >&2 && exit 1; }
install -m 755 packaging/trial.sh "$debian/trial"
mkdir -p "$debian"/home/{jo,ann}
echo 'jo:x:1000:1000::/home/jo:/bin/bash' >>"$debian/etc/passwd"
echo 'ann:x:1001:1001::/home/ann:/bin/bash' >>"$debian/etc/passwd"
chown 1000:1000 "$debian/home/jo"
chown 1001:1001 "$debian/home/ann"
as() { # USER NUMBER VARIABLES COMMAND…
  local user=$1 number=$2 variables=$3
  shift 3
  inside "$debian" "$number" "HOME=/home/$user LANG=C.UTF-8 TERM=xterm-256color $variables" sh -c 'cd && exec "$@"' sh "$@"
}
cp -R "$unpacked" "$debian/opt/goals"
as jo 1000 'PATH=/opt/goals:/usr/sbin:/usr/bin:/bin MANPATH=/opt/goals/man' /trial '. /opt/goals/completions/goals.bash'
rm -r "$debian/opt/goals"

say 'Debian, with the .deb'
cp "$deb" "$debian/goals.deb"
inside "$debian" 0 '' dpkg -i /goals.deb >/dev/null
changed=$(inside "$debian" 0 '' dpkg -V goals)
[ -z "$changed" ] || fail "dpkg -V: $changed"
as ann 1001 PATH=/usr/sbin:/usr/bin:/bin /trial ''
written() { (cd "$debian/home/ann/.local" && find . -type f -exec sha256sum {} + | sort); }
before=$(written)
inside "$debian" 0 '' dpkg --purge goals >/dev/null
[ -n "$before" ] || fail 'nothing was written, so that nothing can be lost'
[ "$before" = "$(written)" ] || fail 'removing the package changed what a person had written'
left=$(find "$debian/usr" "$debian/etc" "$debian/var/lib/dpkg/info" -name '*goals*')
[ -z "$left" ] || fail "removing the package left $left"
say 'all packages are sound'
