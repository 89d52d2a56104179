"""Layout is clang-format's business; this rule only asks it."""

import os
import re
import shutil
import subprocess

from lint_rules.tree import Finding

# Other versions lay out some lines differently, and two of them would never agree on a tree.
VERSION = "14"
_WARNING = re.compile(r"^(?P<path>[^:\n]+):(?P<line>\d+):\d+: error: code should be clang-formatted", re.MULTILINE)


def find_clang_format():
    """The program's name if the right version is installed, else None."""
    for name in (f"clang-format-{VERSION}", "clang-format"):
        if shutil.which(name):
            said = subprocess.run([name, "--version"], capture_output=True, text=True, check=False).stdout
            if re.search(rf"version {VERSION}\.", said):
                return name
    return None


class Format:
    name = "format"
    about = f"C++ is laid out by clang-format {VERSION} and .clang-format"

    def check(self, tree):
        files = tree.cpp()
        program = find_clang_format()
        if program is None:
            yield Finding("tools/lint", 1, self.name, f"clang-format {VERSION} is not installed", "run tools/setup")
        elif files:
            said = subprocess.run([program, "--dry-run", "--Werror", "--style=file", *files], cwd=tree.root,
                                  capture_output=True, text=True, check=False)
            yield from self._first_of_each_file(said.stderr, tree.root, program)

    def _first_of_each_file(self, said, root, program):
        seen = set()
        for warning in _WARNING.finditer(said):
            path = os.path.relpath(os.path.join(root, warning["path"]), root)
            if path not in seen:
                seen.add(path)
                yield Finding(path, int(warning["line"]), self.name, "is not laid out as the rest", f"{program} -i {path}")


RULES = [Format()]
