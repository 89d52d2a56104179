#!/usr/bin/env bash
# Histories of runs as files, and what paxsim check says of them: history_test.sh PAXSIM
set -u
source "$(dirname "${BASH_SOURCE[0]}")/checks.sh"

run=(run registers --seed 1)
whole=$work/whole.jsonl
expect ARunWritesItsHistory 0 'history: [0-9]+ operations, in .*whole.jsonl; see paxsim check' "${run[@]}" --history "$whole"
hash_of() { grep -o 'hash [0-9a-f]*'; }
holds WritingItChangesNoTrace [ "$("$paxsim" "${run[@]}" | hash_of)" = "$("$paxsim" "${run[@]}" --history "$work/again" | hash_of)" ]
holds TheSameSeedWritesTheSameBytes cmp "$whole" "$work/again"
did=$(("$("$paxsim" "${run[@]}" | sed -nE 's/.*clients +([0-9]+) answered, ([0-9]+) unknown, ([0-9]+) not.*/\1 + \2 + \3/p')"))
holds ItHoldsAllThatClientsDid [ "$(tail -n +2 "$whole" | wc -l)" = "$did" ]

expect EachObjectIsDecidedByItsVersions 0 'decided by versions$' check "$whole" --format store
expect TheSearchAloneDecidesIfAsked 0 'decided by search$' check "$whole" --format store --ignore-versions
expect TheWholeRunIsNamed 0 '^linearizable: [0-9,]+ operations on 4 keys of scenario registers, seed 1' check "$whole" --format store
expect OtherFormatsHaveNoVersions 2 'only the format store has versions' check "$whole" --format kv --ignore-versions

# Every format, of a run that is right and of one with a planted bug that shows in what clients see.
for format in store kv jepsen etcd; do
  key=()
  [ "$format" = etcd ] && key=(--history-key k0)
  expect "ARightRunIsRightIn_$format" 0 'history: ' "${run[@]}" --history "$work/$format" --history-format "$format" "${key[@]}"
  expect "AndIsReadAsThatFrom_$format" 0 '^linearizable' check "$work/$format" --format "$format"
  expect "AFailedRunWritesItsHistoryIn_$format" 1 'history: ' "${run[@]}" --bug ReadWithoutMajority --history "$work/$format" --history-format "$format" "${key[@]}"
  expect "AndIsReadAsWrongFrom_$format" 1 '^NOT linearizable' check "$work/$format" --format "$format"
done
expect AppendsHaveAFormInKv 0 'lengths that APPEND answered' run appends --seed 1 --history "$work/appends" --history-format kv
expect AndAreRightThere 0 '^linearizable: [0-9,]+ operations on 6 keys' check "$work/appends" --format kv
expect ARunThatEndsInTheMiddleHasAHistory 0 'history: ' run registers --until 700ms --history "$work/short"
expect AndOpenOperationsAreNoFault 0 '^linearizable' check "$work/short" --format store

expect WhatHasNoFormIsNamed 2 '--history: object k[0-9]+: c[0-9]+#[0-9]+ .*: this command has no form in the format jepsen' \
  run appends --seed 1 --history "$work/none" --history-format jepsen
holds AndNothingIsWritten [ ! -e "$work/none" ]
expect AKeyThatIsNotThereIsNamed 2 'no operation touches the key nosuch' "${run[@]}" --history "$work/none" --history-key nosuch
expect AnUnknownFormatExitsWithTwo 2 'history-format' "${run[@]}" --history "$work/none" --history-format csv
expect AFormatWantsAFile 2 'history' "${run[@]}" --history-format kv
expect AFileThatCannotBeWrittenIsNamed 2 'cannot write .*/no/such' "${run[@]}" --history "$work/no/such"

# One object's history changed by hand.
sed '0,/"replies":\[{"bulk":"[^"]*"}\]/s//"replies":[{"bulk":"invented"}]/' "$whole" >"$work/wrong.jsonl"
expect AWrongAnswerIsFound 1 '^key k[0-3]: NOT linearizable: ' check "$work/wrong.jsonl" --format store
expect AndShown 1 'get k[0-3] -> "invented" +\|-' check "$work/wrong.jsonl" --format store
expect TooSmallABudgetLeavesItUndecided 3 '^undecided' check "$whole" --format store --ignore-versions --budget 3
sed '5s/"start":[0-9]*/"start":1/' "$whole" >"$work/bad.jsonl"
expect AnErrorNamesFileLineAndField 2 'bad.jsonl:5: start: event 1 is one of line 2 already' check "$work/bad.jsonl" --format store
head -n 9 "$whole" >"$work/cut.jsonl"
expect ACutFileIsMissed 2 'cut.jsonl:1: operations: the file holds 8, not' check "$work/cut.jsonl" --format store
expect AMissingFileIsNamed 2 'none.jsonl: cannot be read' check "$work/none.jsonl" --format store
sed '2s/\["\(get\|set\)",[^]]*\]/["setex","k0","9","v"]/; 2s/"object":"[^"]*"/"object":"k0"/; 2s/"replies":[^]]*\]/"replies":[{"simple":"OK"}]/' \
  "$whole" >"$work/time.jsonl"
expect WhatDependsOnTimeIsUndecided 3 '^key k0: undecided: answers depend on the object.s time' check "$work/time.jsonl" --format store
exit $failed
