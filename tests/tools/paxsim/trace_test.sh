#!/usr/bin/env bash
# What one sees of a run: its trace as a page and for Perfetto, and what nodes are at a moment. Usage: trace_test.sh PATH/TO/paxsim
set -u
source "$(dirname "${BASH_SOURCE[0]}")/checks.sh"

run=(run everything --seed 7 --until 2s)
hash_of() { grep -o 'hash [0-9a-f]*'; }

# --- the page

expect ARunIsDrawn 0 'trace: [0-9,]+ messages, [0-9,]+ operations, in .*/run.html, a page' "${run[@]}" --trace "$work/run.html"
holds ItIsAPage grep -q '^<!DOCTYPE html>' "$work/run.html"
holds ThatLoadsNothing grep -q "default-src 'none'" "$work/run.html"
holds AndTellsHowToRepeatIt grep -q 'run scenarios/everything.textproto --seed 7 --until 2s' "$work/run.html"
holds DrawingChangesNoTrace [ "$("$paxsim" "${run[@]}" | hash_of)" = "$("$paxsim" "${run[@]}" --trace "$work/again.html" | hash_of)" ]
holds TheSameSeedIsTheSamePage cmp "$work/run.html" "$work/again.html"
expect AFailureIsDrawnToo 1 'trace: .*failed.html' run everything --seed 2 --bug AcceptNotSynced --trace "$work/failed.html"
holds ThePageNamesTheOracle grep -q 'durable before visible' "$work/failed.html"
expect AStoredFailureIsShrunk 0 'replay' shrink everything --seed 2 --bug AcceptNotSynced --out "$work/small.failure.textproto"
expect AndDrawn 1 'trace: .*small.html' replay "$work/small.failure.textproto" --trace "$work/small.html"
holds ItsPageReplaysTheFile grep -q "replay $work/small.failure.textproto" "$work/small.html"

# --- for Perfetto

expect ARunIsWrittenForPerfetto 0 'run.json, for ui.perfetto.dev' "${run[@]}" --trace "$work/run.json"
holds ItIsJsonWithEvents python3 -c "import json
events = json.load(open('$work/run.json'))['traceEvents']
assert len(events) > 1000, len(events)
assert all(event.get('dur', 0) >= 0 for event in events)"

expect AnotherEndingIsRefused 2 '\.html.*\.json' "${run[@]}" --trace "$work/run.txt"
holds BeforeTheRun [ "$(grep -c 'hash' "$work/output")" = 0 ]
expect AFileThatCannotBeWrittenIsNamed 2 'cannot write .*/nowhere/run.html' "${run[@]}" --trace "$work/nowhere/run.html"

# --- what nodes are

expect ANodeIsDumped 0 '^n2 at 2\.000000s$' "${run[@]}" --dump 2
expect WithItsProcess 0 '^  process +(serving|down|paused|starting)' "${run[@]}" --dump 2
expect WithItsDisk 0 'log-000001 +[0-9,]+ bytes, durable' "${run[@]}" --dump 2
expect WithMemoryBesidePlatter 0 '^        platter  ' "${run[@]}" --dump 2
expect AllNodesAreDumped 0 '^n3 at 2\.000000s$' "${run[@]}" --dump all
expect ANodeThatIsNotThereIsRefused 2 'this run has 3 nodes; give a number from 1 to 3, or all' "${run[@]}" --dump 4
expect SoIsWhatIsNoNumber 2 'give a number' "${run[@]}" --dump two
holds LookingChangesNoTrace [ "$("$paxsim" "${run[@]}" | hash_of)" = "$("$paxsim" "${run[@]}" --dump all | hash_of)" ]
"$paxsim" "${run[@]}" --dump all | sed -n '/^n1 at/,$p' >"$work/one"
"$paxsim" "${run[@]}" --dump all | sed -n '/^n1 at/,$p' >"$work/two"
holds TheSameSeedIsTheSameDump cmp "$work/one" "$work/two"
expect AFailureCanBeLookedAt 1 '^n3 at ' replay "$work/small.failure.textproto" --dump 3

exit $failed
