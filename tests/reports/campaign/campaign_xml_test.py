#!/usr/bin/env python3
"""Pages and JUnit files of made-up campaigns, parsed strictly: campaign_xml_test.py WRITE_CAMPAIGN_SAMPLES."""

import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

WRITER = os.path.abspath(sys.argv.pop())
HOSTILE = "</style></failure><script>alert('\\\"')</script> & ]]> <b a=\"c\"> \ufffd \ufffd "


class SamplesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        subprocess.run([WRITER, cls.folder.name], check=True)
        names = sorted(name[:-5] for name in os.listdir(cls.folder.name) if name.endswith(".html"))
        cls.pages = {name: cls.parsed(name + ".html") for name in names}
        cls.junit = {name: cls.parsed(name + ".xml") for name in names}
        cls.green = {}
        for name in names:
            with open(os.path.join(cls.folder.name, name + ".json"), encoding="utf-8") as file:
                cls.green[name] = json.load(file)["green"]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def parsed(cls, name):
        return ElementTree.parse(os.path.join(cls.folder.name, name)).getroot()


class PageTest(SamplesTest):
    def test_there_are_samples(self):
        self.assertIn("hostile", self.pages)
        self.assertIn(True, self.green.values())
        self.assertIn(False, self.green.values())

    def test_nothing_is_loaded_and_nothing_runs(self):
        for name, page in self.pages.items():
            tags = {element.tag for element in page.iter()}
            self.assertEqual(tags & {"script", "b", "img", "link", "iframe", "object"}, set(), name)
            for element in page.iter():
                for attribute, text in element.attrib.items():
                    self.assertFalse(attribute.startswith("on"), name)
                    if attribute == "href":
                        self.assertIsNone(re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", text), text)

    def test_hostile_texts_stay_texts(self):
        whole = "".join(self.pages["hostile"].itertext())
        self.assertIn(HOSTILE, whole)
        self.assertIn("naïve 値 \ufffd", whole)

    def test_ids_are_there_once(self):
        for name, page in self.pages.items():
            ids = [element.attrib["id"] for element in page.iter() if "id" in element.attrib]
            self.assertEqual(len(ids), len(set(ids)), name)

    def test_rows_are_as_wide_as_their_heads(self):
        for name, page in self.pages.items():
            for table in page.iter("table"):
                widths = {sum(int(cell.get("colspan", 1)) for cell in row) for row in table.iter("tr")}
                self.assertEqual(len(widths), 1, (name, table.attrib))

    def test_no_heading_stands_alone(self):
        for name, page in self.pages.items():
            main = page.find("body/main")
            for parent in main.iter():
                tags = [element.tag for element in parent]
                for tag, after in zip(tags, tags[1:] + [None]):
                    self.assertFalse(tag == "h2" and after in ("h2", "section", None), name)


class JUnitTest(SamplesTest):
    """What the readers of GitHub, GitLab and Jenkins agree on."""

    ATTRIBUTES = {
        "testsuites": ({"name", "tests", "failures", "errors"}, {"skipped", "time"}),
        "testsuite": ({"name", "tests", "failures", "errors", "skipped"}, {"time"}),
        "testcase": ({"classname", "name"}, {"time"}),
        "failure": ({"type", "message"}, set()),
        "skipped": ({"message"}, set()),
    }
    CHILDREN = {"testsuites": {"testsuite"}, "testsuite": {"testcase"}, "testcase": {"failure", "skipped"}}

    def test_elements_and_attributes_are_known(self):
        for name, root in self.junit.items():
            self.assertEqual(root.tag, "testsuites")
            for element in root.iter():
                needed, allowed = self.ATTRIBUTES[element.tag]
                self.assertLessEqual(needed, set(element.attrib), name)
                self.assertLessEqual(set(element.attrib), needed | allowed, name)
                self.assertLessEqual({child.tag for child in element}, self.CHILDREN.get(element.tag, set()), name)
                if "time" in element.attrib:
                    self.assertRegex(element.attrib["time"], r"^\d+\.\d+$")

    def test_counts_are_those_of_the_cases(self):
        for name, root in self.junit.items():
            for suite in (root, root.find("testsuite")):
                self.assertEqual(int(suite.attrib["tests"]), len(list(root.iter("testcase"))), name)
                self.assertEqual(int(suite.attrib["failures"]), len(list(root.iter("failure"))), name)
                self.assertEqual(int(suite.attrib["skipped"]), len(list(root.iter("skipped"))), name)

    def test_a_case_has_one_outcome_and_attributes_are_one_line(self):
        for name, root in self.junit.items():
            for case in root.iter("testcase"):
                self.assertLessEqual(len(case), 1, name)
            for element in root.iter():
                for text in element.attrib.values():
                    self.assertNotIn("\n", text, name)

    def test_red_has_a_failure(self):
        for name, root in self.junit.items():
            self.assertEqual(list(root.iter("failure")) == [], self.green[name], name)

    def test_hostile_texts_stay_texts(self):
        failures = list(self.junit["hostile"].iter("failure"))
        self.assertTrue(failures)
        self.assertIn(HOSTILE, failures[0].attrib["message"])
        self.assertIn("replay: " + HOSTILE, failures[0].text)
        self.assertIn("\nsecond ", failures[0].text)


if __name__ == "__main__":
    unittest.main()
