#!/usr/bin/env python3
"""Whole pages of `paxsim check --html`, from histories with hostile names: check_page_xml_test.py PAXSIM."""

import os
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

PAXSIM = os.path.abspath(sys.argv.pop())
HOSTILE = "</style><script>alert('\\\"')</script> & ]]> \x01 \x7f naïve 値 \u202e"


def operation(process, verb, key, value, answer):
    event = '{{:process {}, :type {}, :f {}, :key "{}", :value {}}}\n'
    return event.format(process, ":invoke", verb, key, value) + event.format(process, ":ok", verb, key, answer)


class PageTest(unittest.TestCase):
    def page(self, history, *flags, name="history.txt"):
        """The exit code, and the page parsed as XML."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        source, out = os.path.join(folder.name, name), os.path.join(folder.name, "page.html")
        with open(source, "wb") as file:
            file.write(history)
        done = subprocess.run([PAXSIM, "check", source, "--format", "kv", "--html", out, *flags], capture_output=True, check=False)
        self.assertEqual(done.stderr, b"")
        with open(out, encoding="utf-8") as file:
            text = file.read()
        return done.returncode, ElementTree.fromstring(text)

    def test_hostile_texts_stay_texts(self):
        value = '"' + HOSTILE + '"'
        history = operation(1, ":put", HOSTILE, value, value) + operation(2, ":get", HOSTILE, "nil", '""')
        code, page = self.page(history.encode() + b"; \xff\n", name="<b>&'.txt")
        self.assertEqual(code, 1)
        self.assertEqual({"script", "b"} & {element.tag for element in page.iter()}, set())
        whole = "".join(page.itertext())
        self.assertIn("</style><script>alert('", whole)
        self.assertIn("naïve 値 \ufffd", whole)
        self.assertIn("<b>&'.txt", whole)
        for element in page.iter():
            for name, text in element.attrib.items():
                self.assertFalse(name.startswith("on"), name)
                self.assertTrue(name != "href" or text.startswith("#"), text)

    def test_a_link_leads_to_a_section(self):
        keys = [operation(1, ":put", f"k{i}", '"1"', '"1"') + operation(2, ":get", f"k{i}", "nil", '""') for i in range(3)]
        code, page = self.page("".join(keys).encode())
        self.assertEqual(code, 1)
        ids = [element.attrib["id"] for element in page.iter() if "id" in element.attrib]
        links = [element.attrib["href"][1:] for element in page.iter("a")]
        self.assertEqual(links, ids)
        self.assertEqual(len(links), 3)
        self.assertEqual(len(list(page.iter("svg"))), 3)

    def test_thousands_of_fine_keys_are_folded(self):
        keys = [operation(1, ":put", f"k{i}", '"1"', '"1"') for i in range(3000)]
        code, page = self.page("".join(keys).encode())
        self.assertEqual(code, 0)
        body = page.find("body/main")
        self.assertEqual(len(body.findall("table")), 0)
        self.assertIn("3,000 keys with 3,000 operations", "".join(body.find("details/summary").itertext()))
        self.assertEqual(len(body.findall("details/table/tbody/tr")), 3000)

    def test_an_empty_file_is_a_page(self):
        code, page = self.page(b"")
        self.assertEqual(code, 0)
        self.assertIn("no operations", "".join(page.itertext()))


if __name__ == "__main__":
    unittest.main()
