#!/usr/bin/env bash
# What paxsim prints and how it exits, seen from a shell. Usage: cli_test.sh PATH/TO/paxsim SELF_TEST
set -u
source "$(dirname "${BASH_SOURCE[0]}")/checks.sh"

self_test=$2
printf 'phases { faults: "500ms" grace: "500ms" calm: "200ms" }\n' >"$work/short.textproto"
printf 'cluster {\n  nodes: 2\n}\n' >"$work/bad.textproto"

expect RunPassesAndPrintsTheTraceHash 0 'hash [0-9a-f]{16}' run "$work/short.textproto" --seed 7
expect ABareNameIsABuiltInScenario 0 'scenario steady, seed 3' run steady --seed 3 --until 1s
expect UntilStopsThere 0 '0\.25 s of virtual time' run "$work/short.textproto" --until 250ms
expect VerbosePrintsMessages 0 'n1 -> n2' run "$work/short.textproto" --verbose
printf 'faults { crashes { rate { every: "100ms" } } }\nphases { faults: "1s" grace: "500ms" calm: "200ms" }\n' \
  >"$work/crashing.textproto"
expect VerbosePrintsFaults 0 's fault: (crash|kill process)' run "$work/crashing.textproto" --verbose
expect VerbosePrintsStartsAndEnds 0 'n[123] (loses power|is killed|starts)' run "$work/crashing.textproto" --verbose
expect VerbosePrintsAnswers 0 's answer: c[0-9]+#' run "$work/short.textproto" --verbose
expect DeterminismIsChecked 0 'deterministic: an equal trace' run "$work/short.textproto" --check-determinism
expect TheFirstDifferenceIsNamed 1 'NOT deterministic: .* in another process; item [0-9]+ differs: [0-9]+ns .*, equal in both: ' run contention --seed 10 --bug AddressDecides --until 1s --check-determinism
expect AnotherBuildIsAsked 0 'deterministic: an equal trace' run "$work/short.textproto" --check-determinism --rerun-with "${paxsim}_planted"
expect WhatIsNoBuildOfItIsNamed 1 '/true: ' run "$work/short.textproto" --check-determinism --rerun-with "$(type -P true)"
expect ACampaignFindsWhatDoesNotRepeat 0 '1 of 1 planted bugs found' mutants --bug UnwrittenByteDecides --first-only
expect ABadFileExitsWithTwoAndNamesTheLine 2 'bad.textproto:2: cluster.nodes' run "$work/bad.textproto"
expect AMissingScenarioExitsWithTwo 2 'no scenario nosuch' run nosuch
expect ABadTimeExitsWithTwo 2 'until' run steady --until soon
expect AnUnknownFlagExitsWithTwo 2 'nosuchflag' run steady --nosuchflag
expect NoCommandExitsWithTwo 2 'subcommand' 
expect HelpExitsWithZero 0 'campaign' --help
expect CampaignPrintsATable 0 'short +4 +0' campaign "$work/short.textproto" --seeds 4 --jobs 2
expect CampaignCanPrintJson 0 '"runs": 2' campaign "$work/short.textproto" --seeds 2 --json
expect CampaignNamesTheRareBranchesNeverReached 0 'never: StoreFailed +a shard stopped' campaign "$work/short.textproto" --seeds 2
expect CampaignCanRequireTheRareBranches 1 'never: StoreFailed' campaign "$work/short.textproto" --seeds 2 --require-sometimes
expect PlainCountsNoRareBranches 2 'nothing is counted' campaign "$work/short.textproto" --plain --require-sometimes
expect BuggifyChangesTheRun 0 'buggify   .*TinyGroup' run "$work/short.textproto" --seed 7 --buggify 1
expect ABadChanceExitsWithTwo 2 'buggify' run "$work/short.textproto" --buggify often
expect CampaignRefusesABadFile 2 'bad.textproto:2' campaign "$work/bad.textproto" "$work/short.textproto"
mkdir "$work/empty"
expect CampaignRefusesAnEmptyFolder 2 'holds no' campaign "$work/empty"
expect MutantsListsTheCatalogue 0 'PromiseNotSynced' mutants --list
expect AnUnknownBugExitsWithTwo 2 'no planted bug is called Nosuch' mutants --bug Nosuch
expect ACurveOfAnUnknownBugExitsWithTwo 2 'no scenario hunts a planted bug called Nosuch' mutants --bug Nosuch --curves 1
expect APlantedBugIsFound 0 '1 of 1 planted bugs found' mutants --bug PromiseNotSynced --first-only
expect ABugOfTheSimulatorIsLeftToATestThatExists 0 "DiskKeepsEverything +not run here: ctest -R $self_test\$" mutants --bug DiskKeepsEverything
expect AReplayOfAPlantedBugFails 1 'FAILED: .*' run everything --bug PromiseNotSynced --seed 1

printf 'INFO jepsen.util - 1 :invoke :write 1\nINFO jepsen.util - 1 :ok :write 1\n' >"$work/true.log"
printf 'INFO jepsen.util - 2 :invoke :read nil\nINFO jepsen.util - 2 :ok :read nil\n' | cat "$work/true.log" - >"$work/false.log"
for type in invoke ok; do
  for i in $(seq 20); do echo "INFO jepsen.util - $i :$type :write $((i % 2))"; done
done >"$work/open.log"
expect ATrueHistoryExitsWithZero 0 '^linearizable: 1 operation on 1 key, [0-9.]+ (µs|ms|s), decided by values$' check "$work/true.log" --format etcd
expect AFalseHistoryIsDrawn 1 'read: nil +\|--\|' check "$work/false.log" --format etcd
expect AFalseHistoryIsExplained 1 '^NOT linearizable: [a-z]' check "$work/false.log" --format etcd
expect TheLastLineSumsUp 1 '^NOT linearizable: 2 operations on 1 key, ' check "$work/false.log" --format etcd
expect UndecidedExitsWithThree 3 '^undecided: 20 operations, given up after .*--budget' check "$work/open.log" --format etcd --budget 5
expect ABadHistoryNamesItsPlace 2 'true.log:1:1: wanted a map' check "$work/true.log" --format kv
put() { printf '{:process %s, :type :%s, :f :%s, :key "%s", :value %s}\n' "$1" invoke "$2" "$3" "$4" "$1" ok "$2" "$3" "$5"; }
for i in $(seq 30); do put 1 put "k$i" '"v"' '"v"'; done >"$work/keys.txt"
expect EachOfManyKeysIsNotListed 0 '^linearizable: 30 operations on 30 keys, .*decided by values$' check "$work/keys.txt" --format kv
[ "$(wc -l <"$work/output")" = 1 ] && echo "ok: FineKeysAreNotListed" || { echo "FAILED: fine keys are listed"; failed=1; }
put 2 get k7 nil '""' >>"$work/keys.txt"
expect OfManyKeysTheBadOneIsNamed 1 '^key k7: NOT linearizable: ' check "$work/keys.txt" --format kv
expect KeysAreCountedByVerdict 1 '^NOT linearizable: 31 operations on 30 keys \(1 NOT linearizable, 29 linearizable\), ' check "$work/keys.txt" --format kv
put 1 put '' '"v"' '"v"' >>"$work/keys.txt"
put 2 get '' nil '""' >>"$work/keys.txt"
expect AKeyWithoutLettersIsNamedAmongOthers 1 '^key "": NOT linearizable' check "$work/keys.txt" --format kv
expect ThePageOfAFalseHistoryIsWritten 1 '^NOT' check "$work/false.log" --format etcd --html "$work/page.html"
grep -q '<h1 class="bad">.*NOT linearizable</h1>' "$work/page.html" && grep -q '<svg ' "$work/page.html" &&
  echo "ok: ThePageShowsIt" || { echo "FAILED: the page of a false history"; failed=1; }
expect ThePageIsReplaced 0 '^linearizable' check "$work/true.log" --format etcd --html "$work/page.html"
grep -q '<h1 class="good">' "$work/page.html" && ! grep -q '<svg ' "$work/page.html" &&
  echo "ok: ThePageIsThatOfTheLastCheck" || { echo "FAILED: the page of a true history"; failed=1; }
expect APageThatCannotBeWrittenIsNamed 2 '^--html: .*/nosuch/page.html cannot be written: No such file' check "$work/true.log" --format etcd --html "$work/nosuch/page.html"
expect TheHistoryIsNotOverwritten 2 'true.log is the history itself' check "$work/true.log" --format etcd --html "$work/./true.log"
expect ThatTheVerdictIsFalseExcusesNoMissingPage 2 'cannot be written' check "$work/false.log" --format etcd --html "$work/nosuch/page.html"
[ -w /dev/full ] && expect AFullDiskIsNoticed 2 '/dev/full cannot be written' check "$work/true.log" --format etcd --html /dev/full
expect CheckExplainsItsFormats 0 '^  kv +get, put and append' check --help
expect CheckExplainsItsExitCodes 0 '3 undecided' check --help
expect AnUnknownFormatExitsWithTwo 2 'format' check "$work/true.log" --format csv
expect AMissingHistoryIsNamed 2 'none.log: cannot be read' check "$work/none.log" --format kv

one=$("$paxsim" run "$work/short.textproto" --seed 5 | grep hash)
two=$("$paxsim" run "$work/short.textproto" --seed 5 | grep hash)
[ -n "$one" ] && [ "$one" = "$two" ] && echo "ok: TwoProcessesGiveTheSameHash" || { echo "FAILED: $one / $two"; failed=1; }

# What a swarm's seed draws is told with the run, as text that is a scenario; what is no swarm draws nothing.
"$paxsim" run everything --seed 7 | sed -n '/^the seed draws/,/^scenario /p' | sed '1d;$d' >"$work/drawn.textproto"
grep -q 'workload {' "$work/drawn.textproto" && "$paxsim" run "$work/drawn.textproto" --until 1s >/dev/null &&
  ! "$paxsim" run steady --until 1s | grep -q 'the seed draws' &&
  echo "ok: TheDrawOfASeedIsTold" || { echo "FAILED: the draw of a seed"; failed=1; }

# Plain means the node's own object files; the others have planted bugs and the rest compiled in, and switched off.
one=$("$paxsim" campaign scenarios --plain --seeds 31 --first-seed 50 | grep 'hash of all')
two=$("$paxsim" campaign scenarios --buggify 0 --seeds 31 --first-seed 50 | grep 'hash of all')
[ -n "$one" ] && [ "$one" = "$two" ] && echo "ok: BothBuildsGiveTheSameHashes ($one)" || { echo "FAILED: $one / $two"; failed=1; }
exit $failed
