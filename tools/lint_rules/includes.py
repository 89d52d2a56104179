"""Who may include whom: DESIGN's layers, as a table."""

import re

from lint_rules.tree import Finding

# Longest prefix first wins; a folder may always include itself.
_CORE = ("core/base", "core/runtime", "core/paxos", "core/paxoslog")
MAY_INCLUDE = {
    "core/base": (),
    "core/runtime": ("core/base",),
    "core/paxos": ("core/base",),
    "core/paxoslog": _CORE,
    "core/model": _CORE,
    "core/replica": ("core",),
    "storage": ("core",),
    "net": ("core", "storage"),
    "sim": ("core", "storage"),
    "scenarios": ("core", "storage", "net", "sim"),
    "reports": ("core", "storage", "net", "sim", "scenarios"),
    "tools/paxosstored": ("core", "storage", "net"),
    "tools": ("core", "storage", "net", "sim", "scenarios", "reports"),
    "tests": ("core", "storage", "net", "sim", "scenarios", "reports", "tools"),
}
_TOPS = {folder.split("/")[0] for folder in MAY_INCLUDE}


def layer_of(path):
    """The folder of the table that `path` belongs to, "" if none."""
    owners = [folder for folder in MAY_INCLUDE if path.startswith(folder + "/")]
    return max(owners, key=len, default="")


def _allowed(layer, included):
    return any(included.startswith(folder + "/") for folder in (layer, *MAY_INCLUDE[layer]))


class IncludeDirection:
    name = "include-direction"
    about = "core <- storage <- {net, sim} <- scenarios, reports <- tools; base <- runtime, paxos <- paxoslog <- model, replica"

    def check(self, tree):
        for path in tree.cpp():
            layer = layer_of(path)
            for number, line in tree.lines(path) if layer else ():
                include = re.match(r'\s*#\s*include\s*"([^"]+)"', line)
                if include:
                    yield from self._judge(path, number, layer, include.group(1))

    def _judge(self, path, number, layer, included):
        if "/" not in included or included.startswith("."):
            yield Finding(path, number, self.name, f'includes "{included}"', "write the path from the root of the tree")
        elif included.split("/")[0] in _TOPS and not _allowed(layer, included):
            known = ", ".join(MAY_INCLUDE[layer]) or "nothing else"
            yield Finding(path, number, self.name, f'{layer} includes "{included}"',
                          f"{layer} knows only itself and {known}: declare the interface it needs on its own side")


class PosixDoor:
    name = "posix-door"
    about = "the rest of storage/ does not know storage/posix: it is handed a Disk"

    def check(self, tree):
        for path in tree.cpp("core", "storage", "sim"):
            for number, line in tree.lines(path) if not path.startswith("storage/posix/") else ():
                if re.match(r'\s*#\s*include\s*"storage/posix/', line):
                    yield Finding(path, number, self.name, "includes storage/posix", "take a Disk* (core/runtime/disk.h)")


RULES = [IncludeDirection(), PosixDoor()]
