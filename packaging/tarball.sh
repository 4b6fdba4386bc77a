#!/usr/bin/env bash
# Makes goals-VERSION-TARGET.tar.gz (for Windows .zip): both programs, static, with all that belongs to them. Of one commit,
# one compiler and one target it is the same file, byte for byte, wherever it is made:
#   packaging/tarball.sh [--target TARGET] [--out FOLDER]
#   packaging/tarball.sh --name TARGET     what the file is called
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=. target="" only_name=""
while [ $# -gt 0 ]; do
  case $1 in
    --out) out=$2 ;;
    --target) target=$2 ;;
    --name) target=$2 only_name=yes ;;
    *) echo "error: no option is \`$1\`" >&2 && exit 2 ;;
  esac
  shift 2
done
[ -n "$target" ] || target=$(rustc -vV | sed -n 's/^host: //p')

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$here/../Cargo.toml" | head -1)
name=goals-$version-$target
suffix=.tar.gz
[[ $target != *-windows-* ]] || suffix=.zip
if [ -n "$only_name" ]; then
  echo "$name$suffix"
  exit
fi

export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct)}
umask 022
mkdir -p "$out"
out=$(cd "$out" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$here/build.sh" static "$target" "$work/$name"
cp "$here/../README.md" "$here/../CHANGELOG.md" "$work/$name/"
cp -R "$here/../docs" "$work/$name/docs"
rm -f "$work/$name"/docs/*.sh

# In the order of bytes, whatever the locale. macOS has neither sha256sum nor the tar that is wanted.
export LC_ALL=C
sums() { if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi; }
tar=$(command -v gtar || command -v tar)
cd "$work/$name"
find . -type f ! -name SHA256SUMS | sed 's,^\./,,' | sort | while read -r file; do sums "$file"; done >SHA256SUMS
cd "$work"
if [ $suffix = .zip ]; then
  7z a -tzip -bso0 "$out/$name.zip" "$name"
else
  "$tar" --sort=name --format=ustar --owner=0 --group=0 --numeric-owner --mode=go=u-w,a-s --mtime="@$SOURCE_DATE_EPOCH" \
    -cf - "$name" | gzip -9n >"$out/$name.tar.gz"
fi
echo "$out/$name$suffix"
