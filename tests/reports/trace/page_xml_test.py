#!/usr/bin/env python3
"""Whole trace pages as strict XML, with hostile texts in one of them: page_xml_test.py WRITE_TRACE_PAGES."""

import glob
import json
import os
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

WRITER = os.path.abspath(sys.argv.pop())


class PageTest(unittest.TestCase):
    def test_pages_are_well_formed_and_hold_one_script_and_its_data(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([WRITER, folder], check=True)
            paths = sorted(glob.glob(os.path.join(folder, "*.html")))
            self.assertEqual(len(paths), 5)
            for path in paths:
                page = ElementTree.parse(path).getroot()
                data, script = page.iter("script")
                self.assertEqual(data.attrib, {"type": "application/json", "id": "data"})
                self.assertEqual(script.attrib, {})
                self.assertIn("texts", json.loads(data.text))
                self.assertEqual({"img", "iframe", "link", "object"} & {element.tag for element in page.iter()}, set())
                for element in page.iter():
                    self.assertFalse({name for name in element.attrib if name.startswith("on") or name in ("src", "href")}, path)
                ids = [element.attrib["id"] for element in page.iter() if "id" in element.attrib]
                self.assertEqual(len(ids), len(set(ids)))


if __name__ == "__main__":
    unittest.main()
