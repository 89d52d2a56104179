#!/usr/bin/env python3
"""usage: symbols_test.py --compiler CXX [--deciding LIB...] [--node PROGRAM] : no library that decides reaches outside the seam.

--deciding are the static libraries of core/ and storage/ (but storage/posix), --node is the production binary.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import symbols  # noqa: E402

ARGS = argparse.Namespace(compiler="g++", deciding=[], node=None)
ALLOWED = symbols.read_allowed(os.path.join(HERE, "allowed_symbols.txt"))

# Each reaches outside in a way that a rule about names may miss. (The name that must be reported, the program.)
OFFENDERS = [
    ("getenv", "#include <cstdlib>\n#define ASK(x) get##x\nconst char* f() { return ASK(env)(\"HOME\"); }"),
    ("clock_gettime", "#include <ctime>\nlong f() { timespec t; clock_gettime(CLOCK_REALTIME, &t); return t.tv_sec; }"),
    ("std::chrono::_V2::steady_clock::now()", "#include <chrono>\nlong f() { return std::chrono::steady_clock::now()"
                                              ".time_since_epoch().count(); }"),
    ("pthread_mutex_lock", "#include <mutex>\nstd::mutex m;\nvoid f() { std::lock_guard lock(m); }"),
    ("open", "#include <fcntl.h>\nint f(const char* name) { return open(name, O_RDONLY); }"),
    ("socket", "#include <sys/socket.h>\nint f() { return socket(AF_INET, SOCK_STREAM, 0); }"),
    ("rand", "#include <cstdlib>\nint f() { return std::rand(); }"),
    ("std::cout", "#include <iostream>\nvoid f() { std::cout << 1; }"),
    ("paxosstore::net::Connect()", "namespace paxosstore::net { void Connect(); }\nvoid f() { paxosstore::net::Connect(); }"),
]


class SymbolsTest(unittest.TestCase):
    def library_of(self, name, program):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        source, lib = os.path.join(folder.name, "a.cc"), os.path.join(folder.name, f"lib{name}.a")
        with open(source, "w", encoding="utf-8") as file:
            file.write(program + "\n")
        subprocess.run([ARGS.compiler, "-std=c++20", "-O2", "-c", source, "-o", source + ".o"], check=True)
        subprocess.run(["ar", "rc", lib, source + ".o"], check=True)
        return lib

    def test_whatever_reaches_outside_is_reported(self):
        for name, program in OFFENDERS:
            with self.subTest(name=name):
                library = self.library_of("core_bad", program)
                self.assertIn(name, symbols.forbidden([library], ALLOWED).get("core_bad", []))

    def test_what_another_of_the_libraries_defines_is_no_offence(self):
        user = self.library_of("core_user", "namespace paxosstore { int Two(); }\nint f() { return paxosstore::Two(); }")
        maker = self.library_of("core_maker", "namespace paxosstore { int Two() { return 2; } }")
        self.assertEqual(symbols.forbidden([user, maker], ALLOWED), {})
        self.assertEqual(symbols.forbidden([user], ALLOWED), {"core_user": ["paxosstore::Two()"]})

    def test_a_section_of_the_list_is_for_its_library_alone(self):
        program = '#include <cstdio>\nvoid f(int n) { fprintf(stderr, "%d", n); }'
        self.assertEqual(symbols.forbidden([self.library_of("core_base", program)], ALLOWED), {})
        self.assertIn("core_other", symbols.forbidden([self.library_of("core_other", program)], ALLOWED))

    def test_the_libraries_that_decide_reach_nothing_outside_the_seam(self):
        if not ARGS.deciding:
            self.skipTest("no libraries given")
        found = symbols.forbidden(ARGS.deciding, ALLOWED)
        listing = "\n".join(f"{library} wants {name}" for library, names in found.items() for name in names)
        self.assertEqual(listing, "", "\nGo through core/runtime, or, if it only computes, add it to tests/seam/allowed_symbols.txt")

    def test_the_node_holds_neither_the_simulator_nor_what_only_that_switches_on(self):
        if not ARGS.node:
            self.skipTest("no node given")
        names = symbols.defined(ARGS.node)
        self.assertTrue(any("paxosstore::" in n for n in names), "the node's symbols cannot be read")
        strangers = [n for n in names if re.search(r"\bpaxosstore::(sim|internal_planted_bug|internal_sometimes|internal_buggify)::", n)]
        self.assertEqual(strangers, [])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--compiler", default=ARGS.compiler)
    parser.add_argument("--deciding", nargs="*", default=[])
    parser.add_argument("--node")
    ARGS = parser.parse_args()
    unittest.main(argv=sys.argv[:1])
