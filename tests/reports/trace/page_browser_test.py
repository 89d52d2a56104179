#!/usr/bin/env python3
"""Trace pages in headless Chromium, by keyboard and mouse: page_browser_test.py WRITE_TRACE_PAGES. Exit code 77: no browser."""

import os
import subprocess
import sys
import tempfile
import unittest

from browser import Browser, find_browser

WRITER = os.path.abspath(sys.argv.pop())
EVIL = "</script><script>window.broken = 1</script>"


class PageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        subprocess.run([WRITER, cls.folder.name], check=True)
        cls.browser = Browser(find_browser())
        cls.addClassCleanup(cls.browser.close)

    def open(self, name):
        self.browser.resize(1280, 800)
        self.browser.scheme("light")
        self.browser.open(os.path.join(self.folder.name, name + ".html"))
        self.ask = self.browser.ask
        self.key = self.browser.key

    def tearDown(self):
        self.assertEqual(self.browser.errors(), [])

    def text(self, selector):
        return self.ask(f"document.querySelector({selector!r}).textContent")

    def selected(self):
        """Kind and row, or None."""
        return self.ask("app.selected && [Object.keys(KIND).find((k) => KIND[k] === app.selected.kind), app.selected.i]")

    def choose(self, selector, value):
        self.ask(f"(() => {{ const s = document.querySelector({selector!r}); s.value = {value!r}; "
                 "s.dispatchEvent(new Event('change')); })()")
        self.browser.frame()


class OpeningTest(PageTest):
    def test_a_failure_is_in_view_filtered_and_selected(self):
        self.open("failed")
        view, end, failure = self.ask("app.view"), self.ask("app.run.end"), self.ask("app.run.failure")
        self.assertLess(view["to"] - view["from"], end / 10)
        self.assertTrue(view["from"] < failure["t"] <= view["to"])
        self.assertEqual(self.ask("[app.filter.object, app.filter.entry]"), [failure["object"], failure["entry"]])
        self.assertEqual(self.ask("[document.getElementById('object').value, document.getElementById('entry').value]"), ["1", "41"])
        self.assertEqual(self.selected(), ["failure", 0])
        self.assertTrue(self.ask("app.diagram.hits.some((h) => h.kind === KIND.failure)"))
        self.assertTrue(self.ask("app.diagram.hits.some((h) => h.kind === KIND.operation && app.run.operations.guilty[h.i])"))
        self.assertIn("one chosen value", self.text("h1"))
        line = """(() => { const d = app.diagram, x = d.scale().x(app.run.failure.t), y = d.lanes.foot(1) + 20;
            return [...d.ctx.getImageData(x * d.ratio, y * d.ratio, 1, 1).data.slice(0, 3)]; })()"""
        self.assertEqual(self.ask(line), [0xb2, 0x3a, 0x0a])
        self.assertEqual(self.ask("window.scrollY"), 0)

    def test_what_led_here_is_told_in_order_and_each_line_is_a_link(self):
        self.open("failed")
        lines = self.ask("[...document.querySelectorAll('#led-list button')].map((b) => b.textContent)")
        order = ["in memory: accepts 1/1/201", "is chosen: a majority", "power off n2", "down: loses power", "lost the accept", "serving", "fault ends",
                 "at 1.3 — blocked by a partition", "holds the accept of 3/1/202", "VIOLATION"]
        places = [max(k for k, line in enumerate(lines) if words in line) for words in order]
        self.assertEqual(places, sorted(places))
        self.assertEqual(places[-1], len(lines) - 1)
        self.assertFalse(any("k0" in line for line in lines))
        self.ask(f"document.querySelectorAll('#led-list button')[{places[3]}].focus()")
        self.key("Enter")
        self.assertEqual(self.selected()[0], "node")
        self.assertIn("n2 is down", self.text("#panel"))
        self.assertEqual(self.ask("document.querySelectorAll('#led-list [aria-current]').length"), 1)
        self.assertIn("down: loses power", self.text("[role=status]"))

    def test_what_a_history_shows_is_told_where_it_happened_not_at_the_end_of_the_run(self):
        self.open("failed")
        view, led = self.ask("""(() => {
            const run = {...app.run, failure: {...app.run.failure, entry: 0, node: 0}}, filter = {...newFilter(), object: 1};
            const led = whatLedHere(run, app.events, new Focus(run, app.book, filter));
            return [windowOfFailure(run, app.events, led), led.positions.map((k) => ledWords(run, app.events.kind[k], app.events.row[k]))];
        })()""")
        began, ended = self.ask("(() => { const o = app.run.operations, i = o.guilty.indexOf(1); return [o.t[i], o.until[i]]; })()")
        self.assertTrue(view["from"] < began < ended < view["to"] < self.ask("app.run.failure.t"))
        self.assertIn("shows the violation", " ".join(led))
        self.assertEqual(sum("is chosen: a majority" in line for line in led), 8)
        self.assertNotIn("in memory", " ".join(led))
        self.assertNotIn("fault ends: partition", " ".join(led))  # later

    def test_what_a_node_did_with_an_operation_at_last_is_in_view(self):
        self.open("failed")
        view = self.ask("""(() => {
            const run = {...app.run, failure: {...app.run.failure, entry: 0, node: 2}}, filter = {...newFilter(), object: 1};
            return windowOfFailure(run, app.events, whatLedHere(run, app.events, new Focus(run, app.book, filter)));
        })()""")
        began = self.ask("app.run.operations.t[app.run.operations.guilty.indexOf(1)]")
        self.assertTrue(view["from"] < began < self.ask("app.run.failure.t") <= view["to"])

    def test_a_sync_ends_with_its_node(self):
        self.open("failed")
        self.assertEqual(self.ask("""(() => {
            const syncs = {count: 3, t: [5, 5, 5], node: [1, 2, 1], until: [100, 100, 7], endEvent: [-1, -1, 3]};
            endSyncsOfTheDead(syncs, {count: 3, t: [2, 9, 20], node: [1, 1, 1], state: [0, 0, 0]});
            return syncs.until;
        })()"""), [9, 100, 7])

    def test_without_a_failure_all_of_it_is_in_view(self):
        self.open("passed")
        self.assertEqual(self.ask("app.view"), {"from": 0, "to": self.ask("app.run.end")})
        self.assertEqual(self.ask("document.querySelector('header').className"), "good")
        self.assertTrue(self.ask("document.getElementById('led').hidden && document.getElementById('to-failure').hidden"))
        self.assertEqual(self.ask("app.listed.length"), self.ask("app.events.count"))

    def test_an_empty_trace_is_a_page(self):
        self.open("empty")
        for key in ("n", "+", "0", "v"):
            self.key(key)
        self.assertIsNone(self.selected())

    def test_nothing_is_wider_than_the_window(self):
        for name in ("failed", "passed", "hostile", "large"):
            for width in (1280, 800):
                self.open(name)
                self.browser.resize(width, 800)
                self.browser.frame()
                self.assertLessEqual(self.ask("document.documentElement.scrollWidth"), width, name)


class LookingTest(PageTest):
    def test_before_and_after_agree_with_a_look_at_every_state(self):
        self.open("failed")
        self.assertEqual(self.ask("""(() => {
            const {run, book} = app, s = run.states;
            const naive = (node, where, object, holds) => {
              let last = -1;
              for (let i = 0; i < s.count; ++i) if (s.node[i] === node && s.where[i] === where && s.object[i] === object && holds(s.e[i])) last = i;
              return last;
            };
            let differ = 0, found = 0;
            for (let i = 0; i < run.messages.count; i += 7) {
              const m = run.messages, e = m.endEvent[i];
              for (const where of [MEMORY, PLATTER]) {
                const before = naive(m.to[i], where, m.object[i], (x) => x < e), after = naive(m.to[i], where, m.object[i], (x) => x <= e);
                if (before >= 0) ++found;
                if (book.before(m.to[i], where, m.object[i], e) !== before || book.after(m.to[i], where, m.object[i], e) !== after) ++differ;
              }
            }
            return [differ, found > 100];
        })()"""), [0, True])

    def test_a_change_and_a_difference_to_the_platter_are_marked(self):
        self.open("failed")
        self.ask("app.select({kind: KIND.state, i: app.run.states.count - 2})")  # n2 accepts, in memory
        table = "#panel table.state"
        self.assertIn("3/1/202", self.text(table))
        changed = self.ask(f"[...document.querySelectorAll('{table} .changed')].map((c) => c.textContent)")
        self.assertIn("▸3/1/202", changed)
        self.assertTrue(self.ask(f"document.querySelector('{table} tr.apart') !== null"))
        self.assertIn('k1 = "v202"', self.text("#panel .values"))

    def test_a_message_is_told_with_both_ends(self):
        self.open("failed")
        self.ask("app.select({kind: KIND.message, i: app.run.messages.count - 1})")
        panel = self.text("#panel")
        for words in ("Message n3 → n2", "it wants the receiver to take over: promised 1.3, accepted 3/1/202 at 1.3", "n3, the sender",
                      "n2, the receiver", "delivered at"):
            self.assertIn(words, panel)
        self.ask("app.select({kind: KIND.message, i: app.run.messages.count - 2})")
        self.assertIn("blocked by a partition", self.text("#panel"))
        self.assertNotIn("the receiver, when", self.text("#panel"))

    def test_an_operation_is_told_with_its_attempts(self):
        self.open("failed")
        self.ask("app.select({kind: KIND.operation, i: app.run.operations.guilty.indexOf(1)})")
        panel = self.text("#panel")
        for words in ("shows the violation", "Attempt 1", "to n1 at", "ok @41"):
            self.assertIn(words, panel)
        self.assertIn("from n1 @41", self.ask("operationWords(app.run, app.run.operations.guilty.indexOf(1))"))

    def test_where_a_guilty_operation_went_is_painted_without_selecting_it(self):
        self.open("failed")
        legs = """(() => { let legs = 0; const real = paintAttempts;
            paintAttempts = () => { ++legs; }; app.select(null); app.diagram.paint(); paintAttempts = real; return legs; })()"""
        self.assertEqual(self.ask(legs), self.ask("guiltyOperations(app.run).length"))

    def test_the_filter_hides_what_is_not_about_it(self):
        self.open("failed")
        about = """(() => { const m = app.run.messages; let n = 0;
            for (let i = 0; i < m.count; ++i) if (m.object[i] === 2 && (m.entry[i] === 3 || app.run.texts[m.text[i]].includes(" chosen(3@"))) ++n;
            return n; })()"""
        self.choose("#object", "2")
        self.assertGreater(self.ask("document.getElementById('entry').options.length"), 30)
        self.choose("#entry", "3")
        self.assertEqual(self.ask("app.focus.focused[KIND.message].rows.length"), self.ask(about))
        self.assertGreater(self.ask("app.focus.rest[KIND.message].rows.length"), 0)
        self.ask("document.getElementById('hide').click()")
        self.assertEqual(self.ask("app.focus.rest[KIND.message].rows.length"), 0)
        # Of syncs, those that brought some of it onto a platter: the accept of each node, and the proposer's promise.
        ended = "[...app.focus.focused[KIND.sync].rows].map((i) => app.run.syncs.node[i] + ' ' + app.run.syncs.endEvent[i])"
        held = "[...app.focus.focused[KIND.state].rows].filter((i) => app.run.states.where[i] === PLATTER)"
        self.assertEqual(self.ask(ended + ".sort()"),
                         self.ask(held + ".map((i) => app.run.states.node[i] + ' ' + app.run.states.e[i]).sort()"))
        self.assertGreaterEqual(len(self.ask(ended)), 4)

    def test_what_is_in_focus_is_painted_whatever_the_rest(self):
        self.open("failed")
        self.ask("app.setFilter({object: 2, entry: 3}); app.setView({from: app.focus.life.from - 1e5, to: app.focus.life.to + 1e6})")
        self.browser.frame()
        for kind in ("state", "sync", "operation", "message", "chosen"):
            missing = f"""[...app.focus.focused[KIND.{kind}].rows].filter((i) => app.run.lists[KIND.{kind}].t[i] < app.view.to &&
                !app.diagram.hits.some((h) => h.kind === KIND.{kind} && h.i === i))"""
            self.assertEqual(self.ask(missing + ".length"), 0, kind)
            self.assertGreater(self.ask(f"app.focus.focused[KIND.{kind}].rows.length"), 0, kind)

    def test_a_kind_can_be_left_out(self):
        self.open("passed")
        drawn = "app.diagram.hits.some((h) => h.kind === KIND.message && app.run.messages.family[h.i] === {})"
        self.assertTrue(self.ask(drawn.format(0)) and self.ask(drawn.format(1)))
        self.ask("document.getElementById('kind-consensus').click()")
        self.browser.frame()
        self.assertFalse(self.ask(drawn.format(0)))
        self.assertTrue(self.ask(drawn.format(1)))

    def test_search_goes_from_hit_to_hit(self):
        self.open("failed")
        self.key("/")
        self.browser.type("Blocked by a Partition")
        self.key("Enter")
        first = self.selected()
        self.assertEqual(first[0], "message")
        self.assertIn("1 of 2", self.text("#hits"))
        self.key("Enter")
        self.assertNotEqual(self.selected(), first)
        self.assertIn("2 of 2", self.text("#hits"))
        self.key("Enter", shift=True)
        self.assertEqual(self.selected(), first)
        self.key("Enter", shift=True)
        self.assertIn("2 of 2", self.text("#hits"))
        self.key("Enter")
        self.assertEqual(self.selected(), first)
        self.assertIn("blocked by a partition", self.text("#panel"))
        self.browser.type("zzz")
        self.key("Enter")
        self.assertEqual(self.text("#hits"), "no hit")


class MovingTest(PageTest):
    def test_keys_move_zoom_and_step(self):
        self.open("failed")
        self.ask("document.getElementById('diagram').focus()")
        span = "app.view.to - app.view.from"
        before = self.ask(span)
        self.key("+")
        self.assertAlmostEqual(self.ask(span), before / 1.5, delta=2)
        self.key("-")
        self.assertAlmostEqual(self.ask(span), before, delta=2)
        start = self.ask("app.view.from")
        self.key("ArrowLeft")
        self.assertLess(self.ask("app.view.from"), start)
        self.key("0")
        self.assertEqual(self.ask(span), self.ask("app.run.end"))
        self.key("v")
        self.assertAlmostEqual(self.ask(span), before, delta=2)
        self.key("p")
        self.assertEqual(self.selected()[0], "state")
        self.key("n")
        self.assertEqual(self.selected(), ["failure", 0])
        self.key("Escape")
        self.assertIsNone(self.selected())

    def test_the_table_is_walked_by_keys(self):
        self.open("passed")
        self.ask("document.getElementById('table').focus()")
        active = "document.getElementById(document.getElementById('table').getAttribute('aria-activedescendant'))"
        for key, row in (("ArrowDown", 0), ("ArrowDown", 1), ("PageDown", None), ("End", self.ask("app.listed.length") - 1), ("Home", 0)):
            self.key(key)
            if row is not None:
                self.assertEqual(self.ask(f"{active}.id"), f"row-{row}")
            self.assertEqual(self.ask(f"{active}.getAttribute('aria-selected')"), "true")
            self.assertTrue(self.ask(f"""(() => {{ const r = {active}.getBoundingClientRect(),
                t = document.getElementById('table').getBoundingClientRect(); return r.top >= t.top && r.bottom <= t.bottom + 1; }})()"""), key)

    def test_what_is_selected_comes_into_view(self):
        self.open("failed")
        self.ask("document.getElementById('table').focus()")
        self.key("Home")
        t, view = self.ask("app.run.lists[app.selected.kind].t[app.selected.i]"), self.ask("app.view")
        self.assertTrue(view["from"] <= t <= view["to"])
        self.assertLess(t, self.ask("app.run.failure.t") / 2)
        self.key("v")
        view = self.ask("app.view")
        self.key("p")
        self.assertEqual(self.ask("app.view"), view)

    def test_every_stop_of_the_tab_key_shows_its_focus(self):
        self.open("failed")
        stops = set()
        for _ in range(40):
            self.key("Tab")
            stops.add(self.ask("document.activeElement.id || document.activeElement.tagName"))
            self.assertNotEqual(self.ask("document.activeElement === document.body ? 'solid' : getComputedStyle(document.activeElement).outlineStyle"),
                                "none")
        self.assertLessEqual({"zoom-in", "fit", "next", "search", "object", "entry", "hide", "diagram", "table", "BUTTON"}, stops)

    def test_a_click_selects_the_arrow_under_it(self):
        self.open("failed")
        place = """(() => { const h = app.diagram.hits.find((h) => h.kind === KIND.message && h.i === app.run.messages.count - 1),
            r = app.diagram.canvas.getBoundingClientRect(); return [r.x + h.x0 * 0.4 + h.x1 * 0.6, r.y + h.y0 * 0.4 + h.y1 * 0.6]; })()"""
        self.browser.click(*self.ask(place))
        self.assertEqual(self.selected(), ["message", self.ask("app.run.messages.count") - 1])
        self.assertEqual(self.ask("document.querySelectorAll('#rows [aria-selected=true]').length"), 1)

    def test_the_wheel_zooms_about_the_pointer_and_a_drag_moves(self):
        self.open("failed")
        box = self.ask("(() => { const r = app.diagram.canvas.getBoundingClientRect(); return [r.x, r.y]; })()")
        x, y = 300, 60
        time = f"app.diagram.scale().t({x})"
        before, span = self.ask(time), self.ask("app.view.to - app.view.from")
        self.browser.mouse("mouseWheel", box[0] + x, box[1] + y, deltaX=0, deltaY=-120)
        self.browser.frame()
        self.assertLess(self.ask("app.view.to - app.view.from"), span)
        self.assertAlmostEqual(self.ask(time), before, delta=100)
        start, selected = self.ask(time), self.selected()
        self.browser.mouse("mousePressed", box[0] + x, box[1] + y, button="left", buttons=1, clickCount=1)
        self.browser.mouse("mouseMoved", box[0] + x + 50, box[1] + y, button="left", buttons=1)
        self.browser.mouse("mouseReleased", box[0] + x + 50, box[1] + y, button="left", clickCount=1)
        self.browser.frame()
        self.assertAlmostEqual(self.ask(f"app.diagram.scale().t({x + 50})"), start, delta=100)
        self.assertEqual(self.selected(), selected)

    def test_the_overview_moves_the_window(self):
        self.open("failed")
        span = self.ask("app.view.to - app.view.from")
        box = self.ask("(() => { const r = app.overview.canvas.getBoundingClientRect(); return [r.x + r.width / 2, r.y + 10]; })()")
        self.browser.click(*box)
        self.assertAlmostEqual(self.ask("app.view.to - app.view.from"), span, delta=2)
        middle = self.ask("(app.view.to + app.view.from) / 2 / app.run.end")
        self.assertTrue(0.4 < middle < 0.6, middle)


class LargeTest(PageTest):
    def test_a_hundred_thousand_events_are_drawn_as_far_as_they_are_in_view(self):
        self.open("large")
        self.assertGreater(self.ask("app.events.count"), 100_000)
        self.choose("#object", "-1")
        self.key("0")
        self.assertTrue(self.ask("app.diagram.density"))
        self.assertLess(self.ask("app.diagram.hits.length"), 20_000)
        self.assertLess(self.ask("document.getElementsByTagName('*').length"), 3_000)
        self.ask("app.select(app.events.at(50000))")
        self.browser.frame()
        self.assertEqual(self.text("#rows [aria-selected=true] [role=gridcell]"), self.ask("timeText(app.events.timeAt(50000))"))
        for _ in range(18):
            self.key("+")
        self.assertFalse(self.ask("app.diagram.density"))
        self.assertGreater(self.ask("app.diagram.hits.length"), 0)


class SafetyTest(PageTest):
    def test_hostile_texts_stay_texts(self):
        self.open("hostile")
        self.assertIn(EVIL, self.text("h1"))
        for kind in ("message", "state", "fault", "operation", "failure"):
            self.ask(f"app.select({{kind: KIND.{kind}, i: 0}})")
            self.browser.frame()
            self.assertIn(EVIL, self.text("main"), kind)
        self.ask("app.find('broken')")
        self.assertIsNone(self.ask("window.broken"))
        self.assertEqual(self.ask("[document.images.length, document.scripts.length]"), [0, 2])

    def test_no_other_script_is_run(self):
        self.open("failed")
        self.ask("""(() => { const s = document.createElement("script"); s.textContent = "window.broken = 1"; document.body.append(s);
            const b = document.createElement("button"); b.setAttribute("onclick", "window.broken = 2"); document.body.append(b); b.click(); })()""")
        self.browser.frame()
        self.assertIsNone(self.ask("window.broken"))
        self.assertEqual(len(self.browser.errors()), 2)
        self.browser.events.clear()


class LooksTest(PageTest):
    def test_dark_light_and_paper_have_their_colours(self):
        self.open("failed")
        ground = "app.diagram.palette.ground"
        self.assertEqual(self.ask(ground), "#ffffff")
        self.browser.scheme("dark")
        self.browser.frame()
        self.assertEqual(self.ask(ground), "#14171b")
        self.ask("window.dispatchEvent(new Event('beforeprint'))")
        self.assertEqual(self.ask(ground), "#ffffff")
        self.ask("window.dispatchEvent(new Event('afterprint'))")
        self.assertEqual(self.ask(ground), "#14171b")


class PurePartsTest(PageTest):
    def setUp(self):
        self.open("empty")

    def test_intervals_agree_with_a_look_at_each(self):
        self.assertEqual(self.ask("""(() => {
            let seed = 1, differ = 0, found = 0;
            const draw = (n) => { seed = (seed * 48271) % 2147483647; return seed % n; };
            for (let round = 0; round < 200; ++round) {
              const t = Array.from({length: draw(30)}, () => draw(100)).sort((a, b) => a - b), until = t.map((x) => x + draw(40));
              const intervals = new Intervals({t, until}, t.map((_, i) => i)), from = draw(120), to = from + draw(30);
              const seen = [];
              intervals.forEach(from, to, (i) => seen.push(i));
              const naive = t.map((_, i) => i).filter((i) => t[i] <= to && until[i] >= from);
              found += naive.length;
              if (String(seen) !== String(naive) || intervals.countIn(from, to, 1e9) !== naive.length) ++differ;
            }
            return [differ, found > 500];
        })()"""), [0, True])

    def test_times_are_milliseconds_to_the_microsecond(self):
        self.assertEqual(self.ask("[0, 1500, 12345678901, 999999].map(timeText)"),
                         ["0.000 ms", "0.002 ms", "12,345.679 ms", "1.000 ms"])
        self.assertEqual(self.ask("[1500, 250000, 2500000, 3e9].map(spanText)"), ["1.5 µs", "250 µs", "2.50 ms", "3.00 s"])

    def test_a_window_stays_inside_of_the_run_and_a_little_behind(self):
        self.assertEqual(self.ask("windowWithin(-50000, 50000, 1e6)"), {"from": 0, "to": 100000})
        self.assertEqual(self.ask("windowWithin(950000, 1050000, 1e6)"), {"from": 906000, "to": 1006000})
        self.assertEqual(self.ask("windowWithin(-5e6, 5e6, 1e6)"), {"from": 0, "to": 1000000})
        self.assertEqual(self.ask("(() => { const w = windowWithin(5000, 5001, 1e6); return w.to - w.from; })()"), 1000)

    def test_ticks_are_round_and_apart(self):
        texts = self.ask("ticksOf(new TimeScale({from: 0, to: 1e6}, 0, 1000), 1000, 130).map((t) => t.text)")
        self.assertEqual(texts, ["0.0 ms", "0.2 ms", "0.4 ms", "0.6 ms", "0.8 ms", "1.0 ms"])

    def test_a_partition_has_words(self):
        words = "partitionWords(new Set({}.map(([a, b]) => a * 64 + b)), {})"
        both = "[[1,2],[2,1],[1,3],[3,1]]"
        self.assertEqual(self.ask(words.format(both, 3)), "n1 | n2 n3")
        self.assertEqual(self.ask(words.format("[[1,2]]", 3)), "n1↛n2")
        self.assertEqual(self.ask(words.format("[[1,2],[2,1]]", 3)), "n1↛n2, n2↛n1")

    def test_a_message_has_words(self):
        self.assertEqual(self.ask("paxosWords('paxos k[3] state(m=1.2 n=-) view(m=- n=-)')"), "holds: promised 1.2, accepted nothing")
        self.assertEqual(self.ask("paxosWords('paxos k[3] state(m=- n=-) view(m=- n=-) proposal(m=1.2 n=1.2 v=2/6/11) chosen(2@0.3)')"),
                         "proposes to accept 2/6/11 at 1.2")
        self.assertEqual(self.ask("paxosWords('paxos k chosen(364@1.1 v=1/1/2)')"), "tells that entry 364 is chosen at 1.1, value 1/1/2")


if __name__ == "__main__":
    if find_browser() is None:
        print("skipped: there is no chromium here; tools/setup --browser installs it")
        sys.exit(77)
    unittest.main()
