"""The list of exceptions, in one place so that each of them is seen."""

import os

from lint_rules.tree import Finding

LIST = "tools/lint_rules/allowed.txt"


def _entries(tree):
    """(line number, rule, path, reason) of each entry of the tree's own list."""
    if not os.path.exists(os.path.join(tree.root, LIST)):
        return
    for number, line in enumerate(tree.text(LIST).split("\n"), start=1):
        if line.strip() and not line.startswith("#"):
            rule, path, reason = (line.split(None, 2) + ["", ""])[:3]
            yield number, rule, path, reason


def without_exceptions(tree, findings, whole):
    """`findings` but the allowed ones; where `whole` (all rules ran), also entries that allow nothing."""
    left = list(findings)
    for number, rule, path, reason in _entries(tree):
        kept = [f for f in left if (f.rule, f.path) != (rule, path)]
        if not reason:
            left.append(Finding(LIST, number, "allowed", f"gives no reason for {rule} in {path}", "write RULE PATH why"))
        elif whole and len(kept) == len(left):
            left.append(Finding(LIST, number, "allowed", f"allows {rule} in {path}, which has none", "remove the line"))
        else:
            left = kept
    return left
