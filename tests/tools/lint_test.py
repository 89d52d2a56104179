#!/usr/bin/env python3
"""Each rule of tools/lint fires on a small bad tree and is silent on a good one."""

import os
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "tools"))

import lint_rules  # noqa: E402
from lint_rules import allowed, compilers, files  # noqa: E402
from lint_rules.tree import Tree, blank  # noqa: E402


def header(path, body=""):
    guard = files.guard_of(path)
    return f"// What it is.\n#ifndef {guard}\n#define {guard}\n\n{body}\n#endif  // {guard}\n"


# rule -> (path, text, line on which it must fire)
BAD = {
    "seam-include": [
        ("core/a.cc", "#include <string>\n#include <thread>\n", 2),
        ("core/a.cc", "#  include <sys/socket.h>\n", 1),
        ("storage/log/a.cc", "#include <fstream>\n", 1),
        ("storage/a.cc", "#include <boost/asio/post.hpp>\n", 1),
        ("storage/a.cc", '#include "absl/time/clock.h"\n', 1),
        ("core/a.cc", "#include <iostream>\n", 1),
        ("sim/a.cc", "#include <unordered_map>\n", 1),
        ("sim/a.cc", "#include <random>\n", 1),
    ],
    "seam-call": [
        ("core/a.cc", "int f() {\n  return time(nullptr);\n}\n", 2),
        ("core/a.cc", 'auto p = std::getenv("HOME");\n', 1),
        ("core/a.cc", "int r = ::rand();\n", 1),
        ("storage/log/a.cc", "int f = open(name, 0);\n", 1),
        ("storage/log/a.cc", "std::mutex m;\n", 1),
        ("core/a.cc", "int s = socket(1, 2, 3);\n", 1),
        ("core/a.cc", 'void f() { fprintf(stderr, "x"); }\n', 1),
        ("sim/a.cc", "std::shuffle(a.begin(), a.end(), r);\n", 1),
        ("sim/a.cc", "size_t h = std::hash<int>()(3);\n", 1),
    ],
    "seam-float": [("core/a.cc", "int a;\ndouble rate;\n", 2), ("storage/a.cc", "float f;\n", 1)],
    "hashed-iteration": [
        ("core/a.cc", "absl::flat_hash_map<int, V<int>> m;\nvoid f() {\n  for (auto& [k, v] : m) g(k);\n}\n", 3),
        ("core/a.cc", "absl::flat_hash_set<int> s;\nauto i = s.begin();\n", 2),
        ("sim/a.cc", "using Names = absl::node_hash_set<int>;\nNames names;\nvoid f() { for (int n : names) g(n); }\n", 3),
        ("storage/a.cc", "void f(const absl::flat_hash_map<int, int>& m) {\n  for (auto x : m) g(x);\n}\n", 2),
    ],
    "include-direction": [
        ("core/paxos/a.cc", '#include "core/runtime/clock.h"\n', 1),
        ("core/paxoslog/a.cc", '#include "core/replica/shard.h"\n', 1),
        ("core/model/a.cc", '#include "core/replica/shard.h"\n', 1),
        ("core/replica/a.cc", '#include "storage/open.h"\n', 1),
        ("storage/a.cc", '#include "net/wire.h"\n', 1),
        ("net/a.cc", '#include "sim/world.h"\n', 1),
        ("sim/a.cc", '#include "net/wire.h"\n', 1),
        ("sim/a.cc", '#include "scenarios/scenario.h"\n', 1),
        ("tools/paxosstored/a.cc", '#include "sim/world.h"\n', 1),
        ("reports/a.cc", '#include "tools/paxsim/args.h"\n', 1),
        ("net/a.cc", '#include "wire.h"\n', 1),
        ("net/a.cc", '#include "../core/base/ids.h"\n', 1),
    ],
    "posix-door": [("storage/log/a.cc", '#include "storage/posix/disk.h"\n', 1)],
    "header-guard": [
        ("core/a.h", "// What it is.\n#pragma once\n", 2),
        ("core/a.h", header("core/b.h"), 2),
        ("core/a.h", "// No directive at all.\n", 1),
    ],
    "header-comment": [("core/a.h", "#ifndef PAXOSSTORE_CORE_A_H_\n", 1)],
    "file-length": [("core/a.cc", "\n" * 501, 500), ("tools/script", "\n" * 501, 500)],
    "planted-sources": [("core/CMakeLists.txt", "\npaxosstore_library(core_a PLANTED\n  PLANTED_SOURCES a.cc)\n", 2)],
    "no-todo": [("net/a.cc", "int a;  // TO" "DO: more\n", 1), ("tools/a.py", "# FIX" "ME\n", 1)],
    "format": [("core/a.cc", "int a;\nint   b ;\n", 2)],
}

GOOD = {
    ".clang-format": "BasedOnStyle: Google\nStandard: c++20\nColumnLimit: 100\n",
    # Names in comments and literals, members, declarations, and look-ups are nobody's business.
    "core/base/a.h": header(
        "core/base/a.h",
        "#include <string>\n\n"
        "struct Stamp {\n  int time() const;\n  int open(int how);\n};\n",
    ),
    "core/replica/shard.cc": (
        '#include "core/base/a.h"\n#include "core/model/a.h"\n\n'
        "// A mutex would be wrong here, and so would time(nullptr) or a double.\n"
        'const char* kText = "std::mutex time( double";\n'
        "absl::flat_hash_map<int, int> table;\n"
        "absl::btree_map<int, int> ordered;\n\n"
        "int f(const Stamp& s) {\n"
        "  int sum = s.time() + 1'000;\n"
        "  for (auto& [k, v] : ordered) sum += v;\n"
        "  return table.find(3) == table.end() ? sum : 0;\n"
        "}\n"
    ),
    "storage/posix/a.cc": "#include <fcntl.h>\n\n#include <thread>\n\nint f = ::open(nullptr, 0);\n",
    "core/CMakeLists.txt": "paxosstore_library(core_a PLANTED SOURCES plain.cc PLANTED_SOURCES bugs.cc LINK core_base)\n",
    "core/plain.cc": '#include "core/base/planted_bug.h"\n',
    "core/bugs.cc": '#include "core/base/planted_bug.h"\n\nbool wrong = PLANTED_BUG(kNone);\n',
    "net/loop.cc": '#include <chrono>\n\n#include "core/runtime/a.h"\n#include "storage/open.h"\n\ndouble rate;\n',
    "sim/a.cc": '#include <chrono>\n\n#include "storage/open.h"\n',
    "tools/paxsim/a.cc": '#include "sim/world.h"\n',
    "tests/a.cc": '#include "sim/world.h"\n#include "storage/posix/disk.h"\n',
    "build/dev/generated/a.h": "int   not_ours;\n",
}


class LintTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="lint test ")
        self.addCleanup(folder.cleanup)
        self.root = folder.name
        self.write(".clang-format", GOOD[".clang-format"])

    def write(self, path, text):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)
        return full

    def findings(self, only=None):
        tree = Tree(self.root)
        return [f for rule in lint_rules.ALL if only in (None, rule.name) for f in rule.check(tree)]

    def test_every_rule_fires_on_what_it_is_against(self):
        for rule in lint_rules.ALL:
            for path, text, line in BAD[rule.name]:
                with self.subTest(rule=rule.name, text=text[:80]):
                    full = self.write(path, text)
                    found = [(f.path, f.line, f.rule) for f in self.findings(only=rule.name)]
                    self.assertEqual(found, [(path, line, rule.name)])
                    os.remove(full)

    def test_every_rule_is_silent_on_a_good_tree(self):
        for path, text in GOOD.items():
            self.write(path, text)
        self.assertEqual([str(f) for f in self.findings()], [])

    def test_every_finding_says_what_to_do_instead(self):
        for rule in lint_rules.ALL:
            self.assertIn(rule.name, BAD)
            path, text, _ = BAD[rule.name][0]
            full = self.write(path, text)
            for finding in self.findings(only=rule.name):
                self.assertGreater(len(finding.advice), 5)
            os.remove(full)

    def test_members_of_the_header_are_known_in_the_file(self):
        self.write("core/log.h", header("core/log.h", "class Log {\n  absl::flat_hash_map<int, int> slots_;\n};\n"))
        self.write("core/log_scan.cc", "void Log::Scan() {\n  for (auto& slot : slots_) Use(slot);\n}\n")
        self.assertEqual([f.path for f in self.findings(only="hashed-iteration")], ["core/log_scan.cc"])

    def test_a_bug_in_a_header_is_planted_in_who_includes_it(self):
        self.write("core/CMakeLists.txt", "paxosstore_library(core_a PLANTED SOURCES a.cc b.cc)\n")
        self.write("core/group.h", header("core/group.h", "inline bool half() { return PLANTED_BUG(kHalf); }\n"))
        self.write("core/through.h", header("core/through.h", '#include "core/group.h"\n'))
        self.write("core/a.cc", '#include "core/through.h"\n')
        self.write("core/b.cc", "int b;\n")
        found = self.findings(only="planted-sources")
        self.assertEqual([f.message for f in found], ["a.cc of core_a differs with the bugs planted"])

    def test_a_header_that_needs_another_does_not_stand_alone(self):
        self.write("core/a.h", header("core/a.h", "std::string name;\n"))
        self.write("core/b.h", header("core/b.h", "#include <string>\n\nextern std::string name;\n"))
        found = compilers.headers_alone(Tree(self.root), "dev")
        self.assertEqual([(f.path, f.line, f.rule) for f in found], [("core/a.h", 5, "header-alone")])

    def test_an_exception_needs_a_reason_and_a_use(self):
        self.write("core/a.cc", "double rate;\n")
        for entry, left in [
            ("seam-float core/a.cc prints a rate for people", []),
            ("seam-float core/a.cc", ["seam-float", "allowed"]),
            ("seam-float core/b.cc is gone", ["seam-float", "allowed"]),
        ]:
            with self.subTest(entry=entry):
                self.write(allowed.LIST, f"# a comment\n{entry}\n")
                tree = Tree(self.root)
                found = allowed.without_exceptions(tree, self.findings(only="seam-float"), whole=True)
                self.assertEqual([f.rule for f in found], left)

    def test_the_command_exits_1_on_findings_and_0_without(self):
        self.write("core/a.cc", "double rate;\n")
        command = [os.path.join(ROOT, "tools", "lint"), "--root", self.root]
        bad = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(bad.returncode, 1)
        self.assertIn("core/a.cc:1: [seam-float]", bad.stdout)
        os.remove(os.path.join(self.root, "core/a.cc"))
        self.assertEqual(subprocess.run(command, capture_output=True, check=False).returncode, 0)

    def test_blanking_keeps_lines_and_digit_separators(self):
        text = "int a = 1'000; // it's\nauto s = R\"x(\n//)\" )x\"; char c = '\\''; /* \n */ int b;\n"
        self.assertEqual(blank(text).count("\n"), text.count("\n"))
        self.assertIn("int a = 1'000;", blank(text))
        self.assertIn("int b;", blank(text))
        self.assertNotIn("it's", blank(text))


if __name__ == "__main__":
    unittest.main()
