#!/usr/bin/env python3
"""docs/CAMPAIGNS.md and its picture are what tools/paxsim/detection_curves.py makes, and what it makes is true."""

import io
import os
import sys
import unittest
import xml.dom.minidom
from contextlib import redirect_stderr

sys.dont_write_bytecode = True
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "tools", "paxsim"))

import detection_curves as dc  # noqa: E402

EASY = dc.Curve("Easy", 200, (1, 1, 1, 2))
HARD = dc.Curve("Hard", 200, (5, 150, None, None))


class NumbersTest(unittest.TestCase):
    def test_green_runs_refute_exactly_what_would_rarely_let_them_be_green(self):
        for runs in (1, 7, 300, 10_000):
            for confidence in (0.95, 0.99):
                self.assertAlmostEqual((1 - dc.bound(runs, confidence)) ** runs, 1 - confidence)
        self.assertAlmostEqual(dc.bound(1000, 0.95) * 1000, 3, places=1)

    def test_a_share_that_fails_less_often_is_told_as_a_greater_one(self):
        self.assertEqual(dc.one_in(1 / 333.9), "1 in 333")
        self.assertEqual(dc.one_in(1 / 33_399.5), "1 in 33,300")

    def test_within_the_search_a_range_without_a_find_counts_as_not_found(self):
        self.assertEqual(HARD.found(4), (0, 0))
        self.assertEqual(HARD.found(5), (0.25, 0.25))
        self.assertEqual(HARD.found(200), (0.5, 0.5))

    def test_beyond_the_search_it_is_left_open(self):
        self.assertEqual(HARD.found(201), (0.5, 1))
        self.assertEqual(dc.mean_found([EASY, HARD], 500), (0.75, 1))
        self.assertEqual(dc.percent(*dc.mean_found([EASY, HARD], 500)), "≥ 75 %")

    def test_a_bug_counts_once_however_many_ranges_it_has(self):
        self.assertEqual(dc.mean_found([EASY, dc.Curve("Other", 200, (9,))], 2), (0.5, 0.5))

    def test_all_but_one_is_not_rounded_to_all(self):
        self.assertEqual(dc.percent(0.9999), "99.9 %")
        self.assertEqual(dc.percent(1.0), "100 %")

    def test_what_was_given_up_is_told(self):
        self.assertIn("In 2 of them", dc.measured([EASY, HARD]))
        self.assertIn("None was given up: the longest took 2 runs", dc.measured([EASY]))

    def test_bugs_that_show_only_when_a_run_is_repeated_are_left_out(self):
        row = {"censor": 200, "seeds": [10]}
        data = {"A": {**row, "oracles": {"determinism": 1}}, "B": {**row, "oracles": {"check": 1}}}
        self.assertEqual([curve.name for curve in dc.curves_of(data)], ["B"])


class PictureTest(unittest.TestCase):
    def test_it_is_well_formed_and_has_a_line_a_bug_and_one_for_all(self):
        svg = xml.dom.minidom.parseString(dc.picture([EASY, HARD], 52))
        kinds = [path.getAttribute("class") for path in svg.getElementsByTagName("path")]
        self.assertEqual([kinds.count(kind) for kind in ("one", "hardest", "all", "open")], [1, 1, 1, 1])

    def test_nothing_is_left_open_where_nothing_was_given_up(self):
        self.assertNotIn('class="open"', dc.picture([EASY], 52))

    def test_it_looks_right_in_the_dark(self):
        self.assertIn("prefers-color-scheme: dark", dc.picture([EASY], 52))


class DocumentTest(unittest.TestCase):
    def test_it_is_what_the_data_give(self):
        said = io.StringIO()
        sys.argv = ["detection_curves.py", "--check"]
        with redirect_stderr(said):
            self.assertEqual(dc.main(), 0, said.getvalue())

    def test_only_what_is_between_the_marks_is_written(self):
        text = "a\n<!-- generated: t -->\nold\n<!-- end: t -->\nb\n"
        self.assertEqual(dc.fill(text, {"t": "new"}), "a\n<!-- generated: t -->\n\nnew\n\n<!-- end: t -->\nb\n")

    def test_a_missing_mark_is_an_error(self):
        with self.assertRaisesRegex(SystemExit, "wants the marks"):
            dc.fill("nothing", {"t": "new"})


if __name__ == "__main__":
    unittest.main()
