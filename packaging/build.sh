#!/usr/bin/env bash
# Builds both programs with nothing of this machine in them, and lays out what packages are made of:
#   packaging/build.sh static|shared TARGET FOLDER [PROGRAMS]
# `static` needs no library of the system it runs on. PROGRAMS is a folder in which they are built already. Cargo's own
# variables hold, as CARGO_TARGET_DIR does.
set -euo pipefail
cd "$(dirname "$0")/.."
linking=$1 target=$2 folder=$3 programs=${4:-}

build() {
  local cargo_home target_dir commit flags
  cargo_home=${CARGO_HOME:-$HOME/.cargo}
  target_dir=${CARGO_TARGET_DIR:-target/packaging}
  mkdir -p "$target_dir"
  target_dir=$(cd "$target_dir" && pwd)
  commit=$(rustc -vV | sed -n 's/^commit-hash: //p')
  flags=(
    "--remap-path-prefix=$PWD=/goals"
    "--remap-path-prefix=$cargo_home=/cargo"
    "--remap-path-prefix=$target_dir=/target"
    "--remap-path-prefix=$(rustc --print sysroot)/lib/rustlib/src/rust=/rustc/$commit"
  )
  case $linking:$target in
    static:*-apple-*) ;; # Apple has no static system library.
    static:*) flags+=(-C target-feature=+crt-static) ;;
    shared:*-musl) flags+=(-C target-feature=-crt-static) ;;
  esac

  # One flag a word, as folders may have spaces in their names. With `--target` they are the programs' alone, and not those
  # of what runs while they are built.
  CARGO_ENCODED_RUSTFLAGS=$(IFS=$'\x1f' && echo "${flags[*]}") CARGO_TARGET_DIR=$target_dir CARGO_INCREMENTAL=0 \
    cargo build --release --locked --target "$target" >&2
  programs=$target_dir/$target/release
}
[ -n "$programs" ] || build

exe=
[[ $target != *-windows-* ]] || exe=.exe
mkdir -p "$folder/man/man1" "$folder/completions"
for program in goals goals-ui; do
  install -m 755 "$programs/$program$exe" "$folder/$program$exe"
done
"$folder/goals$exe" man --into "$folder/man/man1" >/dev/null
"$folder/goals$exe" completions --into "$folder/completions" >/dev/null
cp packaging/goals-ui.1 "$folder/man/man1/"
cp LICENSE "$folder/"
python3 packaging/crates.py texts "$target" >"$folder/LICENSES-OF-CRATES"
