"""Which sources are compiled a second time, with the planted bugs: those that would come out differently, and no others."""

import functools
import os
import re

from lint_rules.tree import Finding, line_of

_LIBRARY = re.compile(r"paxosstore_library\((\w+)\s+PLANTED\b([^)]*)\)")
_USES = re.compile(r"\b(?:PLANTED_BUG|BUGGIFY\w*|SOMETIMES\w*)\s*\(|\bPAXOSSTORE_PLANTED_BUGS\b")
_INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)
# They define the macros; whoever only includes them is compiled alike.
_DEFINE = {"core/base/planted_bug.h", "core/base/buggify.h", "core/base/sometimes.h"}


def libraries(tree):
    """(file, line, name, sources, planted sources) of each library that has a planted variant."""
    for path in tree.files:
        if os.path.basename(path) != "CMakeLists.txt":
            continue
        text = tree.text(path)
        for library in _LIBRARY.finditer(text):
            lists = {"SOURCES": [], "PLANTED_SOURCES": [], "LINK": []}
            current = []
            for word in library.group(2).split():
                if word in lists:
                    current = lists[word]
                else:
                    current.append(word)
            yield path, line_of(text, library.start()), library.group(1), lists["SOURCES"], lists["PLANTED_SOURCES"]


class Differing:
    """Whether a file depends on whether the bugs are planted, through what it includes."""

    def __init__(self, tree):
        self._tree = tree

    @functools.lru_cache(maxsize=None)
    def _reach(self, path):
        return [name for name in _INCLUDE.findall(self._tree.code(path)) if name in self._names()]

    @functools.lru_cache(maxsize=None)
    def _names(self):
        return frozenset(self._tree.cpp())

    def __call__(self, path):
        seen, to_see = {path}, [path] if path in self._names() else []
        while to_see:
            current = to_see.pop()
            if current not in _DEFINE and _USES.search(self._tree.code(current)):
                return True
            fresh = set(self._reach(current)) - seen
            seen |= fresh
            to_see += fresh
        return False


class PlantedSources:
    name = "planted-sources"
    about = "PLANTED_SOURCES of a library are those that see a planted bug, a buggify point or a rare branch; SOURCES do not"

    def check(self, tree):
        differs = Differing(tree)
        for path, line, library, sources, planted in libraries(tree):
            folder = os.path.dirname(path)
            for source in sources:
                if differs(os.path.join(folder, source)):
                    yield Finding(path, line, self.name, f"{source} of {library} differs with the bugs planted",
                                  "list it under PLANTED_SOURCES")
            for source in planted:
                if not differs(os.path.join(folder, source)):
                    yield Finding(path, line, self.name, f"{source} of {library} is the same with the bugs planted",
                                  "list it under SOURCES: it need not be compiled twice")


RULES = [PlantedSources()]
