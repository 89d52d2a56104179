"""The slower checks, which need a compiler and a configured build folder: headers alone, and clang-tidy."""

import json
import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor

from lint_rules.tree import Finding

_ERROR = re.compile(r"^(?P<path>[^:\s]+):(?P<line>\d+):\d+: (?:fatal )?(?:error|warning): (?P<what>.*)$", re.MULTILINE)


def _build_folder(tree, preset):
    return os.path.join(tree.root, "build", preset)


def _in_parallel(work, items):
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return [finding for found in pool.map(work, items) for finding in found]


def headers_alone(tree, preset):
    """Findings of headers that do not compile as the only thing in a file."""
    generated = os.path.join(_build_folder(tree, preset), "generated")

    def compile_one(path):
        command = ["g++", "-std=c++20", "-fsyntax-only", "-x", "c++", "-Wall", "-Wextra", "-Wno-pragma-once-outside-header",
                   f"-I{tree.root}", "-isystem", generated, path]
        said = subprocess.run(command, cwd=tree.root, capture_output=True, text=True, check=False)
        first = _ERROR.search(said.stderr)
        if said.returncode:
            where, what = (int(first["line"]), first["what"]) if first else (1, said.stderr.strip()[:200])
            yield Finding(path, where, "header-alone", f"does not compile alone ({what})", "include what it uses")

    return _in_parallel(lambda path: list(compile_one(path)), tree.cpp(suffixes=(".h",)))


def tidy(tree, preset):
    """Findings of clang-tidy with the tree's .clang-tidy, over the files of the compile database (but tests, whose
    precompiled header is the other compiler's)."""
    folder = _build_folder(tree, preset)
    database = os.path.join(folder, "compile_commands.json")
    if not os.path.exists(database):
        return [Finding("tools/lint", 1, "tidy", f"there is no {database}", f"run tools/build {preset}")]
    with open(database, encoding="utf-8") as file:
        compiled = {os.path.relpath(entry["file"], tree.root) for entry in json.load(file)}

    def tidy_one(path):
        said = subprocess.run(["clang-tidy", "--quiet", "-p", folder, path], cwd=tree.root, capture_output=True, text=True,
                              check=False)
        for found in _ERROR.finditer(said.stdout):
            yield Finding(os.path.relpath(found["path"], tree.root), int(found["line"]), "tidy", found["what"], "see its manual")

    return _in_parallel(lambda path: list(tidy_one(path)),
                        [p for p in tree.cpp(suffixes=(".cc",)) if p in compiled and not p.startswith("tests/")])
