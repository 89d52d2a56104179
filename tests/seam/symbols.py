"""What object files ask the linker for: the part of the seam that no naming trick can get around.

The libraries of core/ and storage/ may refer to each other and to what allowed_symbols.txt lists, and to nothing else: a
call of pthread_create, open, socket, clock_gettime, getenv or rand, however deep in a template, shows up here.
"""

import re
import subprocess
from dataclasses import dataclass


def _nm(path, *options):
    said = subprocess.run(["nm", "--demangle", *options, path], capture_output=True, text=True, check=True)
    for line in said.stdout.split("\n"):
        # "0000000000000010 T name" or "                 U name"
        symbol = re.match(r"^[0-9a-f]*\s+([A-Za-z])\s(.*)$", line)
        if symbol:
            yield symbol.group(1), symbol.group(2)


def undefined(path):
    return {name for _, name in _nm(path, "--undefined-only")}


def defined(path):
    return {name for _, name in _nm(path, "--defined-only")}


@dataclass(frozen=True)
class Allowed:
    """One line of the list: a regular expression for whole names, and the library it is for ("" for all)."""

    library: str
    pattern: re.Pattern
    line: int


def read_allowed(path):
    """The list: a pattern a line; '#' begins a comment; '[name]' begins what only that library may use, '[]' ends it."""
    allowed, library = [], ""
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            line = re.sub(r"(^|\s+)#.*", "", line).strip()
            section = re.fullmatch(r"\[(\w*)\]", line)
            if section:
                library = section.group(1)
            elif line:
                allowed.append(Allowed(library, re.compile(line), number))
    return allowed


def library_name(path):
    """core_base for any/where/libcore_base.a."""
    return re.sub(r"^lib|\.a$", "", path.rsplit("/", 1)[-1])


def forbidden(libraries, allowed):
    """{library: names it wants that neither the libraries define nor the list allows}, without empty ones."""
    ours = set().union(*(defined(library) for library in libraries))
    found = {}
    for path in libraries:
        name = library_name(path)
        mine = [entry.pattern for entry in allowed if entry.library in ("", name)]
        names = {n for n in undefined(path) - ours if not any(p.fullmatch(n) for p in mine)}
        if names:
            found[name] = sorted(names)
    return found
