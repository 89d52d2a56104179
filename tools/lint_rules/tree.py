"""A source tree as the rules see it: which files there are, and their text with comments and strings taken out."""

import functools
import os
import re
from dataclasses import dataclass

CPP = (".h", ".cc")

# What is no source of ours, at the top of the tree.
_NOT_SOURCE = re.compile(r"^(\.git|build.*|out)$")

_TOKEN = re.compile(
    r"""
      (?P<line>//[^\n]*)
    | (?P<block>/\*.*?\*/)
    | (?P<raw>\bR"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)")
    | (?P<string>"(?:\\.|[^"\\\n])*")
    | (?P<char>(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+')
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Finding:
    """One violation. `advice` ends the sentence that `message` begins: what to do instead."""

    path: str
    line: int
    rule: str
    message: str
    advice: str

    def __str__(self):
        return f"{self.path}:{self.line}: [{self.rule}] {self.message}; {self.advice}"


def blank(text):
    """`text` with comments and the insides of literals replaced by spaces: equal length, equal lines."""

    def spaces(match):
        token = match.group(0)
        # Include paths are wanted by the rules about includes.
        start = text.rfind("\n", 0, match.start()) + 1
        if match.lastgroup == "string" and text[start : match.start()].lstrip().startswith("#include"):
            return token
        return re.sub(r"[^\n]", " ", token)

    return _TOKEN.sub(spaces, text)


class Tree:
    def __init__(self, root):
        self.root = os.path.abspath(root)

    @functools.cached_property
    def files(self):
        """Paths of all files, relative to the root, in order."""
        found = []
        for folder, folders, names in os.walk(self.root):
            if folder == self.root:
                folders[:] = [f for f in folders if not _NOT_SOURCE.match(f)]
            folders[:] = sorted(f for f in folders if f != "__pycache__")
            found += [os.path.relpath(os.path.join(folder, name), self.root) for name in names]
        return sorted(found)

    def cpp(self, *below, suffixes=CPP):
        """The C++ files of the tree, or only those below the folders given ("core", "storage/log")."""
        under = tuple(folder + "/" for folder in below)
        return [f for f in self.files if f.endswith(suffixes) and (not below or f.startswith(under))]

    @functools.lru_cache(maxsize=None)
    def text(self, path):
        with open(os.path.join(self.root, path), encoding="utf-8", errors="replace") as file:
            return file.read()

    @functools.lru_cache(maxsize=None)
    def code(self, path):
        return blank(self.text(path))

    def lines(self, path):
        """(number, line) of the code, comments and literals blanked."""
        return enumerate(self.code(path).split("\n"), start=1)


def line_of(text, position):
    return text.count("\n", 0, position) + 1
