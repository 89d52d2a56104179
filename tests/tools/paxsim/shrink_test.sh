#!/usr/bin/env bash
# Failures are stored, shrunk, and replayed bit for bit by another process: shrink_test.sh PAXSIM
set -u
paxsim=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
ok() { echo "ok: $1"; }
bad() { echo "FAILED: $1"; failed=1; }

# A bug for each layer: paxos, reads, request ids, log, recovery.
for case in PromiseNotSynced:everything AdoptsNothing:everything ReadWithoutMajority:everything \
            RequestIdsForgottenAtRestart:restarts DurableBeforeSync:everything; do
  bug=${case%:*} scenario=${case#*:}
  seed=$("$paxsim" mutants --bug "$bug" --first-only --jobs 1 | sed -n 's/.*first seed *\([0-9]*\).*/\1/p')
  file=$work/$bug.failure.textproto
  "$paxsim" shrink "$scenario" --seed "$seed" --bug "$bug" --out "$file" >"$work/out" 2>"$work/err" ||
    { bad "$bug is not shrunk: $(cat "$work/out" "$work/err")"; continue; }
  "$paxsim" replay "$file" >"$work/replay"
  [ $? -eq 1 ] && grep -q 'bit for bit' "$work/replay" && ok "${bug}ReplaysBitForBit" || bad "$bug: $(tail -1 "$work/replay")"
  faults=$(grep -c '^  event' "$file")
  operations=$(grep -c '^  operation' "$file")
  [ "$faults" -le 10 ] && [ "$operations" -le 5 ] && ok "${bug}ShrinksTo ($faults faults, $operations operations)" ||
    bad "$bug: $faults faults, $operations operations"
done

# The file is self-contained: with the bug taken out of it, it passes.
sed -i '/^bug:/d' "$work/PromiseNotSynced.failure.textproto"
"$paxsim" replay "$work/PromiseNotSynced.failure.textproto" >"$work/replay"
[ $? -eq 0 ] && grep -q 'does not fail any more' "$work/replay" && ok WhatIsMendedPasses || bad "$(tail -1 "$work/replay")"

# Errors name file, line and field, and nothing is written.
sed 's/nodes: [0-9]*/nodes: 4/; s/^seed: .*/seed: 1 cluster: 1/' "$work/AdoptsNothing.failure.textproto" >"$work/broken"
"$paxsim" replay "$work/broken" 2>"$work/err" >/dev/null
[ $? -eq 2 ] && grep -q "broken:[0-9]*:" "$work/err" && ok ABrokenFileIsRefused || bad "$(cat "$work/err")"
"$paxsim" shrink steady --seed 1 --out "$work/none" 2>"$work/err" >/dev/null
[ $? -eq 2 ] && grep -q 'does not fail' "$work/err" && [ ! -e "$work/none" ] && ok APassingSeedIsNotShrunk || bad "$(cat "$work/err")"
exit $failed
