#!/usr/bin/env bash
# Makes of a folder with the files of a release what others need to find and check them: SHA256SUMS, the list of what is in
# the programs, and the manifests of package managers, with version and sums filled in:
#   packaging/release.sh VERSION FOLDER [--repository URL]
# The address is that of Cargo.toml where none is given.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
fail() { echo "error: $1" >&2 && exit 1; }
of_cargo() { sed -n "s/^$1 = \"\(.*\)\"$/\1/p" "$here/../Cargo.toml" | head -1; }
[ $# -ge 2 ] || { echo "usage: packaging/release.sh VERSION FOLDER [--repository URL]" >&2 && exit 2; }
version=$1
folder=$(cd "$2" && pwd)
repository=$(of_cargo repository)
[ "${3:-}" != --repository ] || repository=$4
repository=${repository%/}
[ "$version" = "$(of_cargo version)" ] || fail "Cargo.toml says version $(of_cargo version), and not $version"
[ -n "$repository" ] || fail 'no address is known for the files: say --repository URL, or set `repository` in Cargo.toml'
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct)}

# A text with nothing left to fill in.
filled() {
  local text target file
  text=$(<"$1")
  text=${text//@VERSION@/"$version"}
  text=${text//@REPOSITORY@/"$repository"}
  text=${text//@DOWNLOADS@/"$repository/releases/download/v$version"}
  while [[ $text =~ @SHA256\ ([a-z0-9_-]+)@ ]]; do
    target=${BASH_REMATCH[1]}
    file=$folder/$("$here/tarball.sh" --name "$target")
    [ -f "$file" ] || fail "${1#"$here/"} wants ${file##*/}, which is not in $folder"
    text=${text//"${BASH_REMATCH[0]}"/$(sha256sum "$file" | cut -d' ' -f1)}
  done
  printf '%s\n' "$text"
}

rm -rf "$folder"/{manifests,manifests.tar.gz,SHA256SUMS}
mkdir -p "$folder/manifests"
while read -r template; do
  made=$folder/manifests/$template
  mkdir -p "${made%/*}"
  filled "$here/templates/$template" >"$made"
done < <(cd "$here/templates" && find . -type f | sed 's,^\./,,')
if grep -rnE '@[A-Z][A-Z0-9]*( [a-z0-9_-]+)?@' "$folder/manifests"; then
  fail 'these are filled in by nobody'
fi

python3 "$here/crates.py" sbom >"$folder/goals-$version.cdx.json"
cd "$folder"
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -cf - manifests | gzip -9n >manifests.tar.gz
find . -maxdepth 1 -type f ! -name SHA256SUMS | sed 's,^\./,,' | LC_ALL=C sort | xargs -d '\n' sha256sum >SHA256SUMS
