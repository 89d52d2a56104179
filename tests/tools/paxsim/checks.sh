# What the shell tests of paxsim share: $paxsim, a folder $work of their own, and checks that set $failed. To be sourced, with
# the arguments of the test.
set -u
paxsim=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

report() { # NAME GOOD WHAT: GOOD is 0 or not; the output is shown if it is not
  if [ "$2" = 0 ]; then
    echo "ok: $1"
  else
    echo "FAILED: $1: $3"
    cat "$work/output"
    failed=1
  fi
}

# expect NAME EXIT_CODE PATTERN ARGUMENTS...: paxsim's output, both streams, must match.
expect() {
  local name=$1 code=$2 pattern=$3
  shift 3
  "$paxsim" "$@" >"$work/output" 2>&1
  local got=$?
  [ "$got" = "$code" ] && grep -Eq -- "$pattern" "$work/output"
  report "$name" $? "exit $got, wanted $code and /$pattern/:"
}

# holds NAME COMMAND...: the command succeeds.
holds() {
  local name=$1
  shift
  "$@" >"$work/output" 2>&1
  report "$name" $? "$*"
}
