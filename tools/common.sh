# Sourced by the scripts beside it: where the tree is, and how they speak. Colour on a terminal, plain text elsewhere (and
# where NO_COLOR is set).
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

if [[ -t 1 && -z "${NO_COLOR:-}" ]]; then
  bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' cyan=$'\e[36m' plain=$'\e[0m'
else
  bold='' dim='' red='' green='' cyan='' plain=''
fi

# A heading, a line of detail, a success, and the end with an error.
step() { printf '\n%s==> %s%s\n' "$bold$cyan" "$*" "$plain"; }
note() { printf '    %s%s%s\n' "$dim" "$*" "$plain"; }
good() { printf '    %s✓%s %s\n' "$green" "$plain" "$*"; }
fail() {
  printf '%s%s: %s%s\n' "$red" "$(basename "$0")" "$*" "$plain" >&2
  exit 1
}

# Prints the comment block at the top of the calling script: its --help.
usage() { sed -n '2,/^[^#]/{/^#/{s/^# \{0,1\}//;p;};}' "$0"; }

presets=(dev release asan tsan clang)

# True iff the argument names a preset.
is_preset() {
  local preset
  for preset in "${presets[@]}"; do
    [[ "$preset" == "$1" ]] && return 0
  done
  return 1
}
