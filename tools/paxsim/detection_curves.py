#!/usr/bin/env python3
"""usage: tools/paxsim/detection_curves.py --write | --check

How many seeds buy how much confidence: writes the tables between the marks in docs/CAMPAIGNS.md and the picture
docs/detection_curves.svg, from tools/paxsim/mutant_curves.json (what `paxsim mutants --curves` has measured) and the number
of built-in scenarios. --check compares them with what it would write: exit 1 if they are stale.
"""

import glob
import json
import math
import os
import re
import sys
from dataclasses import dataclass

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
DATA = os.path.join(ROOT, "tools", "paxsim", "mutant_curves.json")
DOCUMENT = os.path.join(ROOT, "docs", "CAMPAIGNS.md")
PICTURE = os.path.join(ROOT, "docs", "detection_curves.svg")

SEEDS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
GREEN_RUNS = (100, 300, 1000, 3000, 10_000, 100_000, 1_000_000, 10_000_000)
# Two cores of the development machine, build dev; docs/CAMPAIGNS.md has the command.
RUNS_PER_S = 15
BUDGETS = (("5 min", 300), ("1 h", 3600), ("8 h", 8 * 3600), ("5 shards of that size, 5 h", 5 * 5 * 3600),
           ("100 of them, 8 h", 100 * 8 * 3600))


@dataclass(frozen=True)
class Curve:
    """Of one bug: runs to the first find, for each range of seeds; None: not within `censor` runs."""

    name: str
    censor: int
    runs: tuple

    def found(self, seeds):
        """The share of the ranges in which so many seeds find it: certainly, and at most. They differ beyond `censor`."""
        certain = sum(1 for r in self.runs if r is not None and r <= seeds)
        unknown = sum(1 for r in self.runs if r is None) if seeds > self.censor else 0
        return certain / len(self.runs), (certain + unknown) / len(self.runs)

    def mean(self):
        """Orders bugs by how hard they are; what was not found counts with where the search ended."""
        return sum(self.censor if r is None else r for r in self.runs) / len(self.runs)


def curves_of(data):
    """Those with an oracle that watches each run. That a seed does not repeat shows only where it is run again."""
    return [Curve(name, row["censor"], tuple(row["seeds"])) for name, row in sorted(data.items())
            if list(row["oracles"]) != ["determinism"]]


def mean_found(curves, seeds):
    pairs = [curve.found(seeds) for curve in curves]
    return tuple(sum(pair[i] for pair in pairs) / len(pairs) for i in (0, 1))


def bound(runs, confidence):
    """The greatest chance of failing that so many green runs do not refute: (1 - p)^runs = 1 - confidence."""
    return 1 - (1 - confidence) ** (1 / runs)


def percent(low, high=None):
    """Rounded down: 100 % is all of them. Where only a lower bound is known it says so."""
    tenths = math.floor(low * 1000 + 1e-9)
    text = f"{tenths // 10} %" if tenths % 10 == 0 else f"{tenths / 10:.1f} %"
    return text if high is None or high == low else "≥ " + text


def number(value):
    return f"{value:,}"


def one_in(chance):
    """Three digits, rounded towards the greater chance."""
    runs = math.floor(1 / chance)
    step = 10 ** max(0, len(str(runs)) - 3)
    return f"1 in {number(runs // step * step)}"


def duration(seconds):
    for limit, unit, name in ((120, 1, "s"), (7200, 60, "min"), (172800, 3600, "h"), (math.inf, 86400, "days")):
        if seconds < limit:
            return f"{max(1, round(seconds / unit))} {name}"
    raise AssertionError


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---:|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def rule_of_three():
    return table(["runs, all green", "95 % sure: fewer fail than", "99 % sure"],
                 [[number(n), one_in(bound(n, 0.95)), one_in(bound(n, 0.99))] for n in GREEN_RUNS])


def detection(curves, scenarios):
    slowest = max(curves, key=Curve.mean)
    rows = []
    for n in SEEDS:
        everywhere = sum(1 for curve in curves if curve.found(n)[0] == 1)
        rows.append([number(n), percent(*mean_found(curves, n)), f"{everywhere} of {len(curves)}",
                     percent(*slowest.found(n)), number(n * scenarios), duration(n * scenarios / RUNS_PER_S)])
    head = ["seeds of its scenario", "bugs found", "found in every range", f"the hardest, `{slowest.name}`",
            f"seeds of a campaign over {scenarios}", f"at {RUNS_PER_S} runs/s"]
    return table(head, rows)


def measured(curves):
    """What the table rests on, in a sentence or two."""
    ranges = [r for curve in curves for r in curve.runs]
    censored = sum(1 for r in ranges if r is None)
    longest = max(r for r in ranges if r is not None)
    few = [len(curve.runs) for curve in curves]
    text = (f"{len(curves)} bugs, {min(few)} to {max(few)} ranges of seeds each, {number(len(ranges))} in all. " if min(few) < max(few)
            else f"{len(curves)} bugs, {few[0]} ranges of seeds each, {number(len(ranges))} in all. ")
    if censored:
        return text + (f"In {number(censored)} of them the bug was not found before the search was given up; where that leaves a "
                       "share open, the table says ≥ and counts them as not found.")
    return text + f"None was given up: the longest took {longest} runs, so nothing in the table is censored."


def budgets(scenarios):
    rows = []
    for name, seconds in BUDGETS:
        runs = seconds * RUNS_PER_S
        rows.append([name, number(runs), number(runs // scenarios), one_in(bound(runs, 0.95)),
                     one_in(bound(runs // scenarios, 0.95))])
    return table(["two cores", "runs", "of each scenario", "95 % sure: of all runs fewer fail than",
                  "of the runs of one scenario"], rows)


# The picture: 1 to 1000 seeds on a logarithmic axis; a thin line a bug, a thick one for their mean.
LEFT, RIGHT, TOP, BOTTOM, WIDTH, HEIGHT = 64, 872, 56, 392, 900, 470
STYLE = """
  svg { --ground: #ffffff; --text: #1f2328; --muted: #59636e; --line: #d1d9e0; --one: #59636e; --all: #0969da; }
  @media (prefers-color-scheme: dark) {
    svg { --ground: #0d1117; --text: #f0f6fc; --muted: #9198a1; --line: #3d444d; --one: #9198a1; --all: #4493f8; }
  }
  .ground { fill: var(--ground); }
  text { fill: var(--muted); font: 13px system-ui, sans-serif; }
  .title { fill: var(--text); font-size: 15px; font-weight: 600; }
  .name { fill: var(--text); font-size: 12px; }
  .grid { stroke: var(--line); fill: none; }
  .one { stroke: var(--one); fill: none; opacity: 0.35; }
  .hardest { stroke: var(--one); fill: none; stroke-width: 1.5; stroke-dasharray: 5 3; }
  .all { stroke: var(--all); fill: none; stroke-width: 3; }
  .open { fill: var(--all); opacity: 0.2; }
  .mean { fill: var(--all); font-weight: 600; }
"""


def x_of(seeds):
    return round(LEFT + (RIGHT - LEFT) * math.log10(seeds) / 3, 1)


def y_of(share):
    return round(BOTTOM - (BOTTOM - TOP) * share, 1)


def steps(share_at, points):
    """A path that stays until it jumps: between two seeds there is nothing."""
    path = f"M{x_of(points[0])} {y_of(share_at(points[0]))}"
    last = share_at(points[0])
    for point in points[1:]:
        share = share_at(point)
        if share != last:
            path += f"H{x_of(point)}V{y_of(share)}"
            last = share
    return path + f"H{x_of(1000)}"


def grid(scenarios):
    parts = []
    for share in (0, 0.25, 0.5, 0.75, 1):
        parts.append(f'<path class="grid" d="M{LEFT} {y_of(share)}H{RIGHT}"/>'
                     f'<text x="{LEFT - 8}" y="{y_of(share) + 4}" text-anchor="end">{round(share * 100)} %</text>')
    for seeds in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        parts.append(f'<path class="grid" d="M{x_of(seeds)} {TOP}V{BOTTOM}"/>'
                     f'<text x="{x_of(seeds)}" y="{BOTTOM + 20}" text-anchor="middle">{number(seeds)}</text>'
                     f'<text x="{x_of(seeds)}" y="{BOTTOM + 56}" text-anchor="middle">{number(seeds * scenarios)}</text>')
    parts.append(f'<text x="{LEFT}" y="{BOTTOM + 37}">seeds of its scenario (above); of a campaign that deals them over '
                 f'{scenarios} scenarios (below)</text>')
    return parts


def picture(curves, scenarios):
    points = sorted({1, 1000} | {r for c in curves for r in c.runs if r is not None and r <= 1000} |
                    {c.censor + 1 for c in curves if c.censor < 1000})
    hardest = max(curves, key=Curve.mean)
    title = f"How soon {len(curves)} planted bugs are found"
    half = next((p for p in points if hardest.found(p)[0] >= 0.5), 100)
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title what" '
             f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">',
             f'<title id="title">{title}</title>',
             f'<desc id="what">Share of the bugs that are found, by seeds; the table in CAMPAIGNS.md has the numbers.</desc>',
             f"<style>{STYLE}</style>", f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}"/>',
             f'<text class="title" x="{LEFT}" y="28">{title}</text>', *grid(scenarios)]
    for curve in curves:
        kind = "hardest" if curve is hardest else "one"
        parts.append(f'<path class="{kind}" d="{steps(lambda n, c=curve: c.found(n)[0], points)}"/>')
    low, high = (lambda n: mean_found(curves, n)[0]), (lambda n: mean_found(curves, n)[1])
    if any(low(n) != high(n) for n in points):
        # What censored ranges leave open.
        corners = [(x_of(n), y_of(high(n))) for n in points] + [(x_of(n), y_of(low(n))) for n in reversed(points)]
        parts.append(f'<path class="open" d="M{"L".join(f"{x} {y}" for x, y in corners)}Z"/>')
    parts.append(f'<path class="all" d="{steps(low, points)}"/>')
    parts.append(f'<text class="mean" x="{x_of(130)}" y="{y_of(1) + 22}">all bugs, on average</text>')
    parts.append(f'<text class="name" x="{x_of(half) + 8}" y="{y_of(0.42)}">the hardest: {hardest.name}</text>')
    return "\n".join(parts) + "\n</svg>\n"


def fill(document, sections):
    """`document` with what stands between the marks of each section replaced."""
    for name, text in sections.items():
        begin, end = f"<!-- generated: {name} -->", f"<!-- end: {name} -->"
        if document.count(begin) != 1 or document.count(end) != 1:
            raise SystemExit(f"detection_curves: {DOCUMENT} wants the marks {begin} and {end}, once each")
        document = re.sub(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _, t=f"{begin}\n\n{text}\n\n{end}": t, document,
                          flags=re.DOTALL)
    return document


def outputs():
    """path -> what it should hold."""
    with open(DATA, encoding="utf-8") as file:
        curves = curves_of(json.load(file))
    scenarios = len(glob.glob(os.path.join(ROOT, "scenarios", "*.textproto")))
    with open(DOCUMENT, encoding="utf-8") as file:
        document = file.read()
    sections = {"rule of three": rule_of_three(), "detection": f"{detection(curves, scenarios)}\n\n{measured(curves)}",
                "budgets": budgets(scenarios)}
    return {DOCUMENT: fill(document, sections), PICTURE: picture(curves, scenarios)}


def main():
    if sys.argv[1:] not in (["--write"], ["--check"]):
        print(__doc__, end="", file=sys.stdout if sys.argv[1:] in (["-h"], ["--help"]) else sys.stderr)
        return 0 if sys.argv[1:] in (["-h"], ["--help"]) else 2
    stale = []
    for path, text in outputs().items():
        if sys.argv[1] == "--write":
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            continue
        with open(path, encoding="utf-8") as file:
            if file.read() != text:
                stale.append(os.path.relpath(path, ROOT))
    if stale:
        print(f"stale: {', '.join(stale)}; tools/paxsim/detection_curves.py --write makes them anew", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
