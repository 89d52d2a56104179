#!/usr/bin/env python3
"""What the scripts promise: tools/setup installs what is missing and nothing else; commands and links in the docs exist."""

import os
import re
import subprocess
import tempfile
import unittest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))


class SetupTest(unittest.TestCase):
    """With stand-ins for dpkg-query, apt-get and sudo in front of the real ones."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.bin, self.calls = folder.name, os.path.join(folder.name, "calls")
        self.stub("sudo", '[ "$1" = -n ] && shift\nexec "$@"')
        self.stub("apt-get", f'echo "$@" >> {self.calls}')

    def stub(self, name, body):
        path = os.path.join(self.bin, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"#!/bin/sh\n{body}\n")
        os.chmod(path, 0o755)

    def installed_but(self, *missing):
        cases = "".join(f"{package}) exit 1 ;; " for package in missing)
        self.stub("dpkg-query", f'for p; do :; done; case "$p" in {cases} *) echo "ii " ;; esac')

    def run_setup(self, *args):
        environment = dict(os.environ, PATH=self.bin + ":" + os.environ["PATH"])
        return subprocess.run([os.path.join(ROOT, "tools", "setup"), *args], env=environment, capture_output=True, text=True,
                              check=False)

    def apt_calls(self):
        if not os.path.exists(self.calls):
            return []
        with open(self.calls, encoding="utf-8") as file:
            # Without the options for apt itself.
            return [re.sub(r"^(-qq|-o \S+|\s)*", "", line.strip()) for line in file]

    def test_it_does_nothing_where_everything_is_there(self):
        self.installed_but()
        done = self.run_setup()
        self.assertEqual((done.returncode, done.stdout, self.apt_calls()), (0, "", []))

    def test_it_updates_and_installs_only_what_is_missing(self):
        self.installed_but("ccache", "libgmock-dev")
        self.assertEqual(self.run_setup().returncode, 0)
        self.assertEqual(self.apt_calls(), ["update", "install -y --no-install-recommends ccache libgmock-dev"])

    def test_optional_packages_are_wanted_only_when_asked_for(self):
        self.installed_but("clang-tidy")
        self.assertEqual((self.run_setup().returncode, self.apt_calls()), (0, []))
        self.assertEqual(self.run_setup("--tidy").returncode, 0)
        self.assertIn("clang-tidy", self.apt_calls()[-1])

    def test_a_failed_installation_names_the_packages(self):
        self.installed_but("ccache")
        self.stub("apt-get", '[ "$(echo "$@" | grep -c install)" = 0 ]')
        done = self.run_setup()
        self.assertEqual(done.returncode, 1)
        self.assertIn("could not install: ccache", done.stderr)

    def test_an_unknown_argument_is_an_error(self):
        done = self.run_setup("--everything")
        self.assertEqual(done.returncode, 1)
        self.assertIn("--everything", done.stderr)


class CommandsTest(unittest.TestCase):
    def test_every_script_explains_itself_from_anywhere(self):
        for script in ["setup", "build", "test", "run", "cluster", "lint"]:
            with self.subTest(script=script):
                said = subprocess.run([os.path.join(ROOT, "tools", script), "--help"], cwd="/", capture_output=True, text=True,
                                      check=False)
                self.assertEqual(said.returncode, 0)
                self.assertIn(f"usage: tools/{script}", said.stdout)

    def test_ci_runs_the_test_command_of_the_readme(self):
        with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
            self.assertRegex(file.read(), r"(?m)^tools/test\b")
        said = subprocess.run([os.path.join(ROOT, ".ci", "run"), "--help"], cwd="/", capture_output=True, text=True, check=False)
        self.assertIn("usage: tools/test", said.stdout)


class DocumentsTest(unittest.TestCase):
    def documents(self):
        for folder, folders, names in os.walk(ROOT):
            folders[:] = [f for f in folders if f not in (".git", "build", "out")]
            yield from (os.path.join(folder, name) for name in names if name.endswith(".md"))

    def test_links_lead_somewhere(self):
        for document in self.documents():
            with open(document, encoding="utf-8") as file:
                links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", file.read())
            for link in links:
                if "://" not in link:
                    target = os.path.join(os.path.dirname(document), link)
                    self.assertTrue(os.path.exists(target), f"{os.path.relpath(document, ROOT)} links to {link}")

    def test_files_named_in_code_quotes_exist(self):
        tops = ("core", "storage", "net", "sim", "scenarios", "reports", "tools", "tests", "docs", "cmake")
        for document in self.documents():
            with open(document, encoding="utf-8") as file:
                names = re.findall(rf"`((?:{'|'.join(tops)})/[\w./-]*)`", file.read())
            for name in names:
                self.assertTrue(os.path.exists(os.path.join(ROOT, name)), f"{os.path.relpath(document, ROOT)} names {name}")


if __name__ == "__main__":
    unittest.main()
