// The page: what is shown, filtered, found and selected, and who has to know when one of these changes.

class App {
  constructor(run) {
    this.run = run;
    this.book = new StateBook(run);
    this.events = new Events(run);
    this.search = new Search(run, this.events);
    this.filter = newFilter();
    this.selected = null;
    this.view = windowWithin(0, run.end, run.end);
    this.refocus();
    const by = (id) => document.getElementById(id);
    this.diagram = new Diagram(this, by("diagram"));
    this.overview = new Overview(this, by("overview"));
    this.panel = new Panel(this, by("panel"));
    this.table = new Table(this, by("table"), by("rows"));
    this.controls = new Controls(this, new Camera(this, by("diagram"), by("tip")));
    this.followScheme();
  }

  // Opens with the failure, if there is one, else with all.
  open() {
    paintLegend(document.getElementById("signs"), this.diagram.palette);
    if (this.run.failure) this.showFailure();
    else this.setFilter({});
    if (this.run.failure) this.showLed();
    if (!this.run.failure) this.select(null);
  }

  refocus() {
    this.focus = new Focus(this.run, this.book, this.filter);
    this.listed = listedPositions(this.events, this.focus);
  }

  setFilter(change) {
    this.filter = {...this.filter, ...change};
    this.refocus();
    this.search.find(this.search.words, this.listed);
    this.controls.show();
    this.controls.showHits();
    this.diagram.layOut();
    this.overview.paintGround();
    this.table.reset();
    this.repaint();
  }

  setView({from, to}) {
    this.view = windowWithin(from, to, this.run.end);
    this.repaint();
  }

  showAll() { this.setView({from: 0, to: this.run.end}); }

  showFailure() {
    const {failure} = this.run;
    if (!failure) return;
    this.setFilter({object: failure.object, entry: failure.entry});
    this.led ??= whatLedHere(this.run, this.events, this.focus);
    this.setView(windowOfFailure(this.run, this.events, this.led));
    this.select({kind: KIND.failure, i: 0}, {reveal: false});
  }

  select(thing, {reveal = true} = {}) {
    this.selected = thing;
    this.panel.show(thing);
    document.getElementById("told").textContent = thing ? lineOf(this.run, thing) : "nothing is selected";
    this.table.follow();
    this.controls.showHits();
    this.markLed();
    if (thing && reveal) this.reveal(thing);
    this.repaint();
  }

  // Moves the window, and does not zoom, until the thing's beginning is well inside.
  reveal({kind, i}) {
    const t = this.run.lists[kind].t[i], {from, to} = this.view, span = to - from;
    if (t < from + span * 0.05 || t > to - span * 0.05) this.setView({from: t - span * 0.5, to: t + span * 0.5});
  }

  // The next thing of the list, from the selection or from the middle of the picture.
  step(by) {
    const {events, listed} = this;
    if (listed.length === 0) return;
    const middle = (this.view.from + this.view.to) / 2;
    const at = this.selected ? events.positionOf(this.selected) : firstWhere(events.count, (k) => events.timeAt(k) >= middle) - 0.5;
    const place = by > 0 ? firstWhere(listed.length, (k) => listed[k] > at) : firstWhere(listed.length, (k) => listed[k] >= at) - 1;
    if (place >= 0 && place < listed.length) this.select(events.at(listed[place]));
  }

  find(words) {
    this.search.find(words, this.listed);
    this.controls.showHits();
    this.overview.paintGround();
    this.repaint();
  }

  stepHit(forward) {
    const from = this.selected ? this.events.positionOf(this.selected) : firstWhere(this.events.count, (k) => this.events.timeAt(k) >= this.view.from);
    const hit = this.search.step(from, forward);
    if (hit >= 0) this.select(this.events.at(hit));
  }

  showLed() {
    const {run, events, led} = this, list = document.getElementById("led-list");
    if (led.leftOut > 0) list.append(el("li", {class: "muted"}, `(${grouped(led.leftOut)} others are left out: the list below the picture has all)`));
    for (const position of led.positions) {
      const {kind, i} = events.at(position);
      const button = el("button", {type: "button", "data-position": position, class: rowClass(run, kind, i)},
        el("span", {class: "time"}, timeText(run.lists[kind].t[i])), el("span", {class: "who"}, whoOf(run, kind, i)),
        el("span", {class: "what"}, ledWords(run, kind, i)));
      button.addEventListener("click", () => this.select({kind, i}));
      list.append(el("li", {}, button));
    }
    document.getElementById("led").hidden = false;
    this.markLed();
    list.lastElementChild?.scrollIntoView({block: "nearest"});
    window.scrollTo(0, 0);
  }

  markLed() {
    const position = this.selected ? String(this.events.positionOf(this.selected)) : "";
    for (const button of document.querySelectorAll("#led-list button")) {
      if (button.dataset.position === position) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  // At most one painting a frame.
  repaint() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => this.paint());
  }

  paint() {
    this.waiting = false;
    if (!this.overview) return;
    this.diagram.paint();
    this.overview.paint();
    const {from, to} = this.view;
    this.diagram.canvas.setAttribute("aria-label", `From ${timeText(from)} to ${timeText(to)}` +
      (this.diagram.density ? "; too many messages for arrows, zoom in to see each" : ""));
  }

  // Light, dark, and paper, which is light.
  followScheme() {
    const repaintAll = () => {
      this.diagram.readColours();
      paintLegend(document.getElementById("signs"), this.diagram.palette);
      this.overview.paintGround();
      this.paint();
    };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaintAll);
    const paper = (on) => () => {
      document.documentElement.toggleAttribute("data-paper", on);
      repaintAll();
    };
    window.addEventListener("beforeprint", paper(true));
    window.addEventListener("afterprint", paper(false));
  }
}

const app = new App(readRun(JSON.parse(document.getElementById("data").textContent)));
app.open();
