#!/bin/sh
# Makes the picture of the report: `sh docs/pictures.sh`. It needs Chromium.
set -eu
cd "$(dirname "$0")/.."
store=$(mktemp -d)
trap 'rm -rf "$store"' EXIT
# The same day each time, so that the same picture comes out.
export GOALS_NOW=2026-11-18T18:20:00+01:00
cargo build --quiet --locked
goals="${CARGO_TARGET_DIR:-target}/debug/goals"
"$goals" demo --dir "$store/demo" >/dev/null
"$goals" report --dir "$store/demo" --html "$store/report.html" >/dev/null
chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --hide-scrollbars \
  --user-data-dir="$store/browser" --window-size=1200,1490 --force-device-scale-factor=0.8 --screenshot="$PWD/docs/report.png" "file://$store/report.html" 2>/dev/null
ls -l docs/report.png
