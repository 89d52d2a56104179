#!/usr/bin/env bash
# docs/PLANTED_BUGS.md lists exactly the catalogue, with what was measured, and every bug was.
# Usage: planted_bugs_page_test.sh PATH/TO/paxsim, from the source folder.
set -u
if ! "$1" mutants --document - --data tools/paxsim/mutant_curves.json | diff - docs/PLANTED_BUGS.md; then
  echo "FAILED: docs/PLANTED_BUGS.md is stale; write it again with paxsim mutants --document"
  exit 1
fi
if grep -n 'not measured' docs/PLANTED_BUGS.md; then
  echo "FAILED: measure those with paxsim mutants --curves 30 --bug NAME"
  exit 1
fi
