#!/usr/bin/env bash
# What a person does first with goals, on a Debian that has it on its PATH; run there by `check.sh`, in a home without anything:
#   trial.sh LINE      LINE is what her shell reads to have completions
set -euo pipefail
expect() { # WHAT WORDS COMMAND…
  local what=$1 words=$2 said
  shift 2
  said=$("$@" 2>&1) || { printf 'error: %s: %s\n' "$what" "$said" >&2 && exit 1; }
  grep -qF -- "$words" <<<"$said" || { printf 'error: %s: no "%s" in:\n%s\n' "$what" "$words" "$said" >&2 && exit 1; }
}

expect 'a year to look around in' 'export GOALS_DIR=' goals demo
expect 'a goal' 'Read ten pages' goals add 'Read ten pages every:day code:read'
expect 'a check-off' '1 day' goals check read
expect 'the day' '1 of 1 done' goals today
[ -d ~/.local/share/goals/journal ]
expect 'the manual' 'Check off what was done' man goals-check
expect 'the manual of the screen' 'the day on one screen' man goals-ui
expect 'what man knows of goals' 'goals(1)' man goals

# At a terminal of 100 columns: what is on it, until these words are there.
shown() {
  local tries
  for tries in {1..100}; do
    tmux capture-pane -pt trial | grep -qF -- "$1" && return
    sleep 0.1
  done
  { echo "error: \"$1\" is not shown after $tries tries:" && tmux capture-pane -pt trial; } >&2
  exit 1
}
printf '%s\n' '. /usr/share/bash-completion/bash_completion' "$1" 'PS1="ready> "' >rc
tmux -f /dev/null new-session -ds trial -x 100 -y 30 bash --noprofile --rcfile rc
trap 'tmux kill-server' EXIT
shown 'ready>'
tmux send-keys -t trial 'goals prog' Tab
shown 'ready> goals progress'
tmux send-keys -t trial C-c
tmux send-keys -t trial 'clear; goals ui; echo "ended: $?"' Enter
shown 'Read ten pages'
shown '1 of 1 done'
tmux send-keys -t trial q
shown 'ended: 0'
