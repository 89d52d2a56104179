#!/usr/bin/env bash
# Campaigns as CI runs them: killed and resumed, in shards and merged, interrupted, red. Usage: campaign_test.sh PATH/TO/paxsim
set -u
source "$(dirname "${BASH_SOURCE[0]}")/../checks.sh"

# All that a report says but how long it took.
results_of() {
  python3 -c 'import json, sys
report = json.load(open(sys.argv[1]))
assert report["timing"]["wall_ms"] > 0
del report["timing"]
json.dump(report, sys.stdout, indent=1)' "$1/summary.json"
}
same() { diff <(results_of "$1") <(results_of "$2"); }

printf 'phases { faults: "1s" grace: "500ms" calm: "200ms" }\nfaults { crashes { rate { every: "200ms" } } }\n' \
  >"$work/crashing.textproto"
printf 'phases { faults: "1s" grace: "500ms" calm: "200ms" }\n' >"$work/calm.textproto"
# Clients whose patience is shorter than any way: no operation ends, whatever the store does.
printf 'phases { faults: "500ms" grace: "500ms" calm: "500ms" }\nworkload { latency: "60s" attempt_timeout: "1us" }\n' \
  >"$work/hopeless.textproto"
scenarios=("$work/crashing.textproto" "$work/calm.textproto")
seeds=120

# --- the files of a campaign

expect ACampaignLeavesItsFiles 0 'report.html' campaign "${scenarios[@]}" --seeds $seeds --canary 20 --out "$work/whole" --jobs 2
for file in results.jsonl report.html junit.xml summary.json; do holds "TheFile_$file" test -s "$work/whole/$file"; done
holds TheSummaryHasAllRuns python3 -c "import json
report = json.load(open('$work/whole/summary.json'))
assert report['canaries']['runs'] > 0, report['canaries']
assert sum(row['runs'] for row in report['scenarios']) + report['canaries']['runs'] == $seeds, report"
expect AFolderWithResultsIsNotOverwritten 2 '--resume goes on' campaign "${scenarios[@]}" --seeds $seeds --out "$work/whole"
expect WhatIsResumedHasToBeTheSame 2 'first-seed: 2, and 1 there' campaign "${scenarios[@]}" --first-seed 2 --canary 20 --out "$work/whole" --resume
expect ResumeWantsAFolder 2 '--out' campaign "${scenarios[@]}" --resume

# --- killed at any moment

kills=0
for delay in 0.05 0.3 0.6 0.9 1.2; do
  setsid "$paxsim" campaign "${scenarios[@]}" --seeds $seeds --canary 20 --out "$work/killed" --jobs 2 --resume \
    >/dev/null 2>&1 &
  process=$!
  sleep "$delay"
  kill -KILL "-$process" 2>/dev/null && kills=$((kills + 1))
  wait "$process" 2>/dev/null
done
holds ItWasKilled test "$kills" -ge 1
expect AKilledCampaignGoesOn 0 'passed' campaign "${scenarios[@]}" --seeds $seeds --canary 20 --out "$work/killed" --jobs 1 --resume
holds AndGivesTheResultsOfOneThatWasNot same "$work/whole" "$work/killed"
# A machine that loses power takes the end of the file with it.
cp -r "$work/whole" "$work/torn"
truncate -s -2500 "$work/torn/results.jsonl"
expect ATornCampaignGoesOn 0 'passed' campaign "${scenarios[@]}" --seeds $seeds --canary 20 --out "$work/torn" --resume
holds AndGivesTheSameResults same "$work/whole" "$work/torn"
sed -i '5s/hash/hush/' "$work/torn/results.jsonl"
expect DamageIsNamed 2 'results.jsonl:5: .*checksum' campaign "${scenarios[@]}" --seeds $seeds --canary 20 --out "$work/torn" --resume
expect MoreSeedsMayBeAskedFor 0 'passed' campaign "${scenarios[@]}" --seeds $((seeds + 4)) --canary 20 --out "$work/killed" --resume

# --- in shards

for shard in 1 2 3; do
  expect "Shard$shard" 0 'passed' campaign "${scenarios[@]}" --seeds $seeds --canary 20 --shard $shard/3 --out "$work/shards"
done
holds ShardsHaveFoldersOfTheirOwn test -s "$work/shards/shard-2-of-3/summary.json"
expect MergeFindsThem 0 'report.html' merge "$work/shards"
holds MergedTheyAreOneCampaign same "$work/whole" "$work/shards"
expect MergeTakesAnyOrder 0 'report.html' merge --out "$work/merged" "$work/shards/shard-3-of-3" "$work/shards/shard-1-of-3" "$work/shards/shard-2-of-3"
holds AndTheReportIsTheSameToTheByte cmp "$work/merged/report.html" "$work/shards/report.html"
holds AndSoIsTheJUnitFile cmp "$work/merged/junit.xml" "$work/shards/junit.xml"
expect MergeNamesMissingShards 2 '[Ss]hard.* 2' merge --out "$work/two" "$work/shards/shard-3-of-3" "$work/shards/shard-1-of-3"
expect MergeRefusesWhatIsNotOneCampaign 2 'another campaign.*--first-seed|shards' merge --out "$work/no" "$work/shards" "$work/whole"
expect MergeWantsResults 2 'holds no results.jsonl' merge "$work/two"
export SLURM_ARRAY_TASK_ID=12 SLURM_ARRAY_TASK_MIN=10 SLURM_ARRAY_TASK_COUNT=3
expect TheEnvironmentSaysWhichShard 0 'shard 3 of 3, as SLURM_ARRAY_TASK_ID says' campaign "${scenarios[@]}" --seeds $seeds --canary 20 --out "$work/slurm"
unset SLURM_ARRAY_TASK_ID SLURM_ARRAY_TASK_MIN SLURM_ARRAY_TASK_COUNT
holds AndItIsThatShard same "$work/shards/shard-3-of-3" "$work/slurm/shard-3-of-3"
JOB_COMPLETION_INDEX=1 expect HalfAnEnvironmentIsRefused 2 'JOB_COMPLETIONS' campaign "${scenarios[@]}" --seeds 2
GTEST_SHARD_INDEX=0 GTEST_TOTAL_SHARDS=2 GTEST_SHARD_STATUS_FILE="$work/heeded" \
  expect GoogleTestsShardsAreHeeded 0 'shard 1 of 2' campaign "${scenarios[@]}" --seeds 4
holds AndItSaysSo test -e "$work/heeded"

# --- interrupted

interrupt() { # SIGNAL FOLDER: to the whole group, as terminals and schedulers do; its exit code
  setsid "$paxsim" campaign "${scenarios[@]}" --seeds 100000 --out "$2" --jobs 2 >"$work/output" 2>&1 &
  local process=$!
  while ! [ -s "$2/results.jsonl" ] || [ "$(wc -l <"$2/results.jsonl")" -lt 5 ]; do sleep 0.05; done
  kill "-$1" "-$process"
  wait "$process"
}
# A background job of a shell ignores SIGINT unless it is told otherwise: hence SIGTERM here, and python for SIGINT.
interrupt TERM "$work/ended"
holds ASignalEndsItWithItsOwnCode test $? -eq 143
holds AndWithAReport grep -q '"failures": \[\]' "$work/ended/summary.json"
holds WhichSaysWhatIsMissing python3 -c "import json
assert json.load(open('$work/ended/summary.json'))['missing_runs'] > 90000"
python3 - "$paxsim" "${scenarios[0]}" "$work/stopped" <<'PY'
import os, signal, subprocess, sys, time
paxsim, scenario, folder = sys.argv[1:]
process = subprocess.Popen([paxsim, "campaign", scenario, "--seeds", "100000", "--out", folder],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
                           preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))
results = os.path.join(folder, "results.jsonl")
while not os.path.exists(results) or os.path.getsize(results) < 3000:
    time.sleep(0.05)
os.killpg(process.pid, signal.SIGINT)
sys.exit(0 if process.wait() == 130 else 1)
PY
holds CtrlCEndsItCleanly test $? -eq 0
holds AlsoWithAReport test -s "$work/stopped/report.html"

# --- on time

expect ATimeMayBeGiven 0 'passed' campaign "${scenarios[@]}" --time 700ms --out "$work/timed"
holds ThenSeedsAreNotLimited python3 -c "import json
report = json.load(open('$work/timed/summary.json'))
assert report['timing']['wall_ms'] >= 700 and report['missing_runs'] == 0, report"
runs=$(wc -l <"$work/timed/results.jsonl")
expect UsedUpTimeIsNotGivenAgain 0 'passed' campaign "${scenarios[@]}" --time 700ms --out "$work/timed" --resume
holds SoNothingMoreIsRun test "$(wc -l <"$work/timed/results.jsonl")" -eq $((runs + 1))

# --- red

expect AFailureMakesItRed 1 'progress after healing' campaign "$work/hopeless.textproto" --seeds 3 --canary 0 --out "$work/red"
stored=$(ls "$work"/red/*.failure.textproto)
holds TheFirstOfItsKindIsStored test "$(basename "$stored")" = hopeless-1.failure.textproto
expect AndReplaysBitForBit 1 'bit for bit' replay "$stored"
holds ItsPictureIsThere grep -q '<html' "$work/red/hopeless-1.html"
holds TheReportLinksBoth grep -q 'href="hopeless-1.html"' "$work/red/report.html"
holds AndTellsTheCommand grep -q 'run .*/hopeless.textproto --seed 1' "$work/red/report.html"
holds JUnitHasIt python3 -c "import xml.etree.ElementTree as xml
assert len(xml.parse('$work/red/junit.xml').getroot().findall('.//failure')) == 1"
expect MergeBringsItAlong 1 'progress after healing' merge "$work/red" --out "$work/brought"
holds WithItsFiles cmp "$stored" "$work/brought/hopeless-1.failure.textproto"
holds AndReportsTheSame same "$work/red" "$work/brought"
# The first of a kind in the whole campaign may be any shard's.
for shard in 1 2; do "$paxsim" campaign "$work/hopeless.textproto" --seeds 3 --canary 0 --shard $shard/2 --out "$work/redshards" >/dev/null 2>&1; done
expect RedShardsMergeAsWell 1 'progress after healing' merge "$work/redshards"
holds AndAreTheWholeCampaign same "$work/red" "$work/redshards"

# A bug that every run has: a picture of what it does, and a file that needs no more than itself.
expect APlantedBugMakesItRed 1 'durable before visible' campaign "$work/calm.textproto" --bug AcceptNotSynced --seeds 4 --canary 0 --out "$work/bug"
expect ItsFileReplays 1 'bit for bit' replay "$work/bug/calm-1.failure.textproto"
expect AndItsCommandToo 1 'durable before visible' $(sed -n 's/.*"replay": "[^ ]* \(run .*\)".*/\1/p' "$work/bug/summary.json" | head -1)
holds ThePictureMarksIt grep -q 'durable before visible' "$work/bug/calm-1.html"
expect AnUnknownBugIsRefused 2 'no planted bug is called Nosuch' campaign --bug Nosuch
expect ThePlainProgramHasNone 2 'has none' campaign --bug AcceptNotSynced --plain

# --- canaries

expect CanariesAreFound 0 'canaries: [0-9]+ of' campaign "${scenarios[@]}" --seeds 60 --canary 2 --out "$work/canaries"
holds ByOraclesOfTheSimulator python3 -c "import json
canaries = json.load(open('$work/canaries/summary.json'))['canaries']
assert canaries['runs'] > 15 and canaries['found'] > 8, canaries"
expect ThePlainProgramAsksItsSibling 0 'canaries: [0-9]+ of' campaign "${scenarios[@]}" --plain --seeds 16 --canary 2 --out "$work/plain"
holds WhichFindsThem python3 -c "import json
canaries = json.load(open('$work/plain/summary.json'))['canaries']
assert canaries['runs'] > 3 and canaries['found'] > 1, canaries"
# One whose oracles see nothing: the build with the bugs says of each run that it passed.
mkdir "$work/blind"
ln "$paxsim" "$work/blind/paxsim" 2>/dev/null || cp "$paxsim" "$work/blind/paxsim"
printf '#!/bin/sh\nexit 0\n' >"$work/blind/paxsim_planted"
chmod +x "$work/blind/paxsim_planted"
"$work/blind/paxsim" campaign "$work/calm.textproto" --plain --rerun 0 --seeds 40 --canary 2 --out "$work/unseen" >"$work/blind.txt" 2>&1
holds ABlindCampaignIsRed test $? -eq 1
holds AndSaysWhy grep -q "canaries not found" "$work/blind.txt"
holds ThoughNothingFailed grep -q '"failures": \[\]' "$work/unseen/summary.json"

exit $failed
