"""The shape of a file: its guard, its first words, its length."""

import re

from lint_rules.tree import Finding

LINES_MAX = 500
_TEXT = (".h", ".cc", ".py", ".sh", ".cmake", ".proto", ".def")


def guard_of(path):
    return "PAXOSSTORE_" + re.sub(r"[^A-Za-z0-9]", "_", path).upper() + "_"


class HeaderGuard:
    name = "header-guard"
    about = "a header is guarded by PAXOSSTORE_PATH_FILE_H_"

    def check(self, tree):
        for path in tree.cpp(suffixes=(".h",)):
            guard = guard_of(path)
            directives = [(n, line.split()) for n, line in tree.lines(path) if line.startswith("#")]
            wanted = [["#ifndef", guard], ["#define", guard]]
            if [words for _, words in directives[:2]] != wanted or directives[-1][1] != ["#endif"]:
                number = directives[0][0] if directives else 1
                yield Finding(path, number, self.name, "is not guarded by its path",
                              f"open with #ifndef {guard} and #define {guard}, close with #endif  // {guard}")


class HeaderComment:
    name = "header-comment"
    about = "a header opens by saying what it is"

    def check(self, tree):
        for path in tree.cpp(suffixes=(".h",)):
            if not tree.text(path).lstrip().startswith(("//", "/*")):
                yield Finding(path, 1, self.name, "does not say what it is",
                              "open with a comment above the guard: what this is, its place, its invariants")


class FileLength:
    name = "file-length"
    about = f"no file is longer than {LINES_MAX} lines"

    def check(self, tree):
        for path in tree.files:
            if path.endswith(_TEXT) or (path.startswith("tools/") and "." not in path):
                lines = tree.text(path).count("\n")
                if lines > LINES_MAX:
                    yield Finding(path, LINES_MAX, self.name, f"has {lines} lines",
                                  "find the idea in it that deserves a file of its own")


class Unfinished:
    name = "no-todo"
    about = "what is not done is not in the tree"
    _marks = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")

    def check(self, tree):
        for path in tree.files:
            if path.endswith(_TEXT):
                for number, line in enumerate(tree.text(path).split("\n"), start=1):
                    mark = self._marks.search(line)
                    if mark:
                        yield Finding(path, number, self.name, f"says {mark.group(1)}", "do it, or open an issue")


RULES = [HeaderGuard(), HeaderComment(), FileLength(), Unfinished()]
