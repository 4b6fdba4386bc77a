#!/usr/bin/env bash
# Makes goals_VERSION-1_ARCHITECTURE.deb for the system it runs on, whose libraries the programs use:
#   packaging/deb.sh [--out FOLDER] [--programs FOLDER]
# `--programs` packs programs that are built. DEBFULLNAME and DEBEMAIL are the maintainer's.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=. programs=""
while [ $# -gt 0 ]; do
  case $1 in
    --out) out=$2 ;;
    --programs) programs=$2 ;;
    *) echo "error: no option is \`$1\`" >&2 && exit 2 ;;
  esac
  shift 2
done
for tool in dpkg-shlibdeps dpkg-gencontrol dpkg-deb; do
  command -v $tool >/dev/null || { echo "error: there is no \`$tool\`; hint: apt-get install dpkg-dev" >&2 && exit 1; }
done

of_cargo() { sed -n "s/^$1 = \"\(.*\)\"$/\1/p" "$here/../Cargo.toml" | head -1; }
version=$(of_cargo version)
version=${version/-/\~}-1
homepage=$(of_cargo repository)
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct)}
umask 022
mkdir -p "$out"
out=$(cd "$out" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$here/build.sh" shared "$(rustc -vV | sed -n 's/^host: //p')" "$work/laid-out" ${programs:+"$programs"}

mkdir "$work/debian"
cd "$work"
maintainer="${DEBFULLNAME:-The goals contributors} <${DEBEMAIL:-packages@goals.invalid}>"
control=$(<"$here/debian/control")
control=${control//@MAINTAINER@/"$maintainer"}
control=${control//@HOMEPAGE@/"$homepage"}
grep -v '^Homepage: $' <<<"$control" >debian/control
cat >debian/changelog <<CHANGES
goals ($version) unstable; urgency=medium

  * Built from the sources of this version; what changed in it is in
    changelog.gz beside this file.

 -- $maintainer  $(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")
CHANGES

package=$work/package
put() { install -D -m "$1" "$2" "$package/$3"; }
packed() { install -d "$(dirname "$package/$2")" && gzip -9nc "$1" >"$package/$2"; }
put 755 laid-out/goals usr/bin/goals
put 755 laid-out/goals-ui usr/bin/goals-ui
for page in laid-out/man/man1/*; do packed "$page" "usr/share/man/man1/${page##*/}.gz"; done
put 644 laid-out/completions/goals.bash usr/share/bash-completion/completions/goals
put 644 laid-out/completions/_goals usr/share/zsh/vendor-completions/_goals
put 644 laid-out/completions/goals.fish usr/share/fish/vendor_completions.d/goals.fish
doc=usr/share/doc/goals
packed debian/changelog $doc/changelog.Debian.gz
packed "$here/../CHANGELOG.md" $doc/changelog.gz
packed laid-out/LICENSES-OF-CRATES $doc/LICENSES-OF-CRATES.gz
for page in "$here"/../docs/*.md; do put 644 "$page" "$doc/${page##*/}"; done
# The licence as DEP-5 has it: each line begins with a blank, and an empty one is a dot.
sed '1,/^Copyright/d; /./,$!d' "$here/../LICENSE" | sed 's/^/ /; s/^ $/ ./' >licence
sed -e '/@LICENSE@/{r licence' -e 'd}' "$here/debian/copyright" >copyright
put 644 copyright $doc/copyright
put 644 "$here/debian/lintian-overrides" usr/share/lintian/overrides/goals

mkdir "$package/DEBIAN"
(cd "$package" && find usr -type f | LC_ALL=C sort | xargs md5sum) >"$package/DEBIAN/md5sums"
dpkg-shlibdeps -Tdebian/substvars "$package/usr/bin/goals" "$package/usr/bin/goals-ui"
dpkg-gencontrol -P"$package" -Tdebian/substvars -fdebian/files
file=$out/goals_${version}_$(dpkg --print-architecture).deb
dpkg-deb --root-owner-group -Zxz --build "$package" "$file" >/dev/null
echo "$file"
