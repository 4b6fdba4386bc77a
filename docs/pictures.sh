#!/bin/sh
# Makes the pictures of README and docs: `sh docs/pictures.sh`. It needs Chromium.
# docs/report.png is the page for browsers; docs/today.png, progress.png, streaks.png and review.png are pages in a terminal.
# docs/screen-*.svg are the screen of `goals ui` in each theme; `sh docs/pictures.sh screen` makes these alone, and needs
# nothing besides.
set -eu
cd "$(dirname "$0")/.."
store=$(mktemp -d)
trap 'rm -rf "$store"' EXIT
# The same day each time, so that the same pictures come out.
export GOALS_NOW=2026-11-18T18:20:00+01:00
cargo build --quiet --locked
goals="${CARGO_TARGET_DIR:-target}/debug/goals"
export HOME="$store"
"$goals" demo --dir "$store/demo" >/dev/null
export GOALS_DIR="$store/demo"

# picture FILE PAGE WIDTH HEIGHT SCALE
picture() {
  chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --hide-scrollbars \
    --user-data-dir="$store/browser" --window-size="$3,$4" --force-device-scale-factor="$5" \
    --screenshot="$PWD/docs/$1" "file://$2" >/dev/null 2>&1
  ls -l "docs/$1"
}

# What a command prints in colour, as a page that looks like a terminal: each colour code opens a span, 0 closes all.
terminal() {
  COLUMNS=80 LANG=C.UTF-8 CLICOLOR_FORCE=1 "$goals" "$@" | awk -v command="goals $*" '
    BEGIN {
      print "<!DOCTYPE html><meta charset=utf-8><style>body{margin:0;background:#0d1117;color:#e6edf3}"
      print "pre{margin:0;padding:16px;font:14px/1.3 DejaVu Sans Mono,monospace}.c1{font-weight:bold}.c2{color:#9ea7b3}"
      print ".c31,.c91{color:#ff7b72}.c32,.c92{color:#3fb950}.c33,.c93{color:#e3a34a}.c34,.c94{color:#58a6ff}"
      print ".c35,.c95{color:#d2a8ff}.c36,.c96{color:#56d4dd}.c90{color:#9ea7b3}</style><pre>"
      print "<span class=c2>$ " command "</span>"
    }
    {
      gsub(/&/, "\\&amp;"); gsub(/</, "\\&lt;")
      line = ""
      while (match($0, /\033\[[0-9;]*m/)) {
        codes = substr($0, RSTART + 2, RLENGTH - 3)
        line = line substr($0, 1, RSTART - 1)
        $0 = substr($0, RSTART + RLENGTH)
        if (codes == "" || codes == "0") { while (open > 0) { line = line "</span>"; open-- } }
        else { gsub(/;/, " c", codes); line = line "<span class=\"c" codes "\">"; open++ }
      }
      print line $0
    }'
}

if [ "${1-}" != screen ]; then
  "$goals" report --html "$store/report.html" >/dev/null
  picture report.png "$store/report.html" 1200 1490 0.8
  for page in today progress "streaks kids run" review; do
    # shellcheck disable=SC2086 # a command and its words
    terminal $page >"$store/page.html"
    # A line is 18.2 pixels high.
    height=$(($(grep -c '' "$store/page.html") * 182 / 10))
    picture "${page%% *}.png" "$store/page.html" 740 "$height" 1
  done
fi

# screen FILE SIZE THEME KEYS
screen() {
  LANG=C.UTF-8 CLICOLOR_FORCE=1 "$goals" ui --frame "$2" --theme "$3" --press "$4" --svg >"docs/$1"
  ls -l "docs/$1"
}
screen screen.svg 120x36 dark "/ \"kids\" enter space"
for theme in terminal light dark high-contrast colour-blind; do
  screen "screen-$theme.svg" 80x24 "$theme" "j j"
done
