#!/usr/bin/env bash
# Every run that once failed passes: the first line of each file in scenarios/regressions/ is the
# command that repeats it. Usage: regressions_test.sh PATH/TO/paxsim
set -u
paxsim=$1
failed=0
count=0
for file in scenarios/regressions/*.textproto; do
  read -r hash program arguments <"$file"
  if [ "$hash $program" != "# paxsim" ]; then
    echo "FAILED: $file: its first line is not the command that repeats the run"
    failed=1
    continue
  fi
  count=$((count + 1))
  # shellcheck disable=SC2086  # the arguments are words
  if output=$("$paxsim" $arguments 2>&1); then
    echo "ok: paxsim $arguments"
  else
    printf 'FAILED: paxsim %s\n%s\n' "$arguments" "$output"
    failed=1
  fi
done
[ "$count" -gt 0 ] || { echo "FAILED: no regression was run"; exit 1; }
exit $failed
