"""Nothing goes through a hash table: Abseil seeds its order anew in every process, and a run must repeat."""

import os
import re

from lint_rules.seam import DETERMINISTIC
from lint_rules.tree import Finding, line_of

_HASHED = r"(?:absl::(?:flat|node)_hash_(?:map|set)|std::unordered_(?:multi)?(?:map|set)|boost::unordered_\w+)"


def _after_template(text, position):
    """The position after the template arguments that open at `position`."""
    depth = 0
    for i in range(position, len(text)):
        depth += (text[i] == "<") - (text[i] == ">")
        if depth == 0:
            return i + 1
    return len(text)


def hashed_names(code):
    """Names of variables and members of `code` whose type is a hashed container, also through an alias."""
    names, aliases = set(), set()
    for use in re.finditer(_HASHED + r"\s*(?=<)", code):
        alias = re.search(r"using\s+(\w+)\s*=\s*$", code[: use.start()])
        if alias:
            aliases.add(alias.group(1))
        declared = re.match(r"\s*[&*]?\s*(\w+)\s*[;={,)(]", code[_after_template(code, use.end()) :])
        if declared:
            names.add(declared.group(1))
    for alias in aliases:
        names.update(re.findall(rf"\b{alias}\s*[&*]?\s+(\w+)\s*[;={{,)]", code))
    return names


class HashedIteration:
    name = "hashed-iteration"
    about = "core/, storage/ and sim/ look up in hashed containers and never go through them (by name, a heuristic)"

    def check(self, tree):
        for path in tree.cpp(*DETERMINISTIC):
            names = hashed_names(tree.code(path))
            # Members live in the header of the same name, or of the class whose file this is a part of.
            folder, stem = os.path.split(os.path.splitext(path)[0])
            for header in tree.cpp(folder, suffixes=(".h",)):
                if stem.startswith(os.path.basename(header)[:-2]):
                    names |= hashed_names(tree.code(header))
            yield from self._uses(tree, path, names)

    def _uses(self, tree, path, names):
        if not names:
            return
        any_name = "|".join(sorted(names))
        through = re.compile(
            rf"\bfor\s*\([^;()]*:\s*(?:[\w.]+(?:\.|->))?({any_name})\s*\)|\b({any_name})(?:\.|->)c?begin\s*\("
        )
        code = tree.code(path)
        for use in through.finditer(code):
            yield Finding(path, line_of(code, use.start()), self.name,
                          f"goes through the hashed container {use.group(1) or use.group(2)}",
                          "iterate a boost::container::flat_map, an absl::btree_map or a vector kept beside it")


RULES = [HashedIteration()]
