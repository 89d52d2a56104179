// All listed events in words: the picture for those who do not see it. A row is an element only while it is in view. The table
// is one stop of the Tab key; the arrow keys go from row to row, and the row one is on is selected.

const ROW_HEIGHT = 22, ROWS_AROUND = 8;

class Table {
  constructor(app, place, rows) {
    this.app = app;
    this.place = place;
    this.rows = rows;
    this.painted = "";
    place.addEventListener("scroll", () => this.paint());
    place.addEventListener("keydown", (event) => this.key(event));
    rows.addEventListener("click", (event) => {
      const row = event.target.closest("[data-place]");
      if (row) this.choose(Number(row.dataset.place));
    });
    new ResizeObserver(() => this.paint()).observe(place);
  }

  // The list has become another one.
  reset() {
    const {listed, events} = this.app;
    this.rows.style.height = listed.length * ROW_HEIGHT + "px";
    this.place.setAttribute("aria-rowcount", listed.length + 1);
    this.place.setAttribute("aria-label",
      `${listed.length === events.count ? "All " : ""}${grouped(listed.length)} events in words; arrow keys select`);
    this.painted = "";
    this.paint();
  }

  placeOf(thing) {
    const {listed, events} = this.app;
    const position = events.positionOf(thing);
    const place = firstWhere(listed.length, (k) => listed[k] >= position);
    return listed[place] === position ? place : -1;
  }

  choose(place) {
    const {listed, events} = this.app;
    if (listed.length === 0) return;
    this.app.select(events.at(listed[Math.max(0, Math.min(listed.length - 1, place))]));
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.place.clientHeight / ROW_HEIGHT) - 2);
    const from = this.app.selected ? this.placeOf(this.app.selected) : -1;
    const to = {ArrowDown: from + 1, ArrowUp: from - 1, PageDown: from + page, PageUp: from - page, Home: 0,
      End: this.app.listed.length - 1}[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.choose(to);
  }

  // Brings the row of the selection into view.
  follow() {
    const place = this.app.selected ? this.placeOf(this.app.selected) : -1;
    const head = ROW_HEIGHT;
    if (place >= 0) {
      const y = place * ROW_HEIGHT, {scrollTop, clientHeight} = this.place;
      if (y < scrollTop || y + head + ROW_HEIGHT > scrollTop + clientHeight) this.place.scrollTop = y - (clientHeight - head) / 2;
    }
    this.painted = "";
    this.paint();
    if (place >= 0) this.place.setAttribute("aria-activedescendant", "row-" + place);
    else this.place.removeAttribute("aria-activedescendant");
  }

  paint() {
    const {listed} = this.app;
    const first = Math.max(0, Math.floor(this.place.scrollTop / ROW_HEIGHT) - ROWS_AROUND);
    const count = Math.ceil(this.place.clientHeight / ROW_HEIGHT) + 2 * ROWS_AROUND;
    const span = first + ":" + count;
    if (span === this.painted) return;
    this.painted = span;
    const rows = [];
    for (let k = first; k < Math.min(listed.length, first + count); ++k) rows.push(this.row(k));
    this.rows.replaceChildren(...rows);
  }

  row(place) {
    const {run, events, listed, selected} = this.app;
    const {kind, i} = events.at(listed[place]);
    const chosen = same(selected, {kind, i});
    const row = el("div", {
      role: "row", id: "row-" + place, "data-place": place, "aria-rowindex": place + 2, "aria-selected": chosen, class: rowClass(run, kind, i),
    }, el("span", {role: "gridcell"}, timeText(run.lists[kind].t[i])), el("span", {role: "gridcell"}, whoOf(run, kind, i)),
    el("span", {role: "gridcell"}, summary(run, kind, i)));
    row.style.top = place * ROW_HEIGHT + "px";
    return row;
  }
}

function rowClass(run, kind, i) {
  if (kind === KIND.failure || (kind === KIND.operation && run.operations.guilty[i])) return "bad strong";
  if (kind === KIND.fault) return run.faults.injects[i] ? "bad" : "";
  if (kind === KIND.message) return [DELIVERED, IN_FLIGHT].includes(run.messages.end[i]) ? "" : "bad";
  if (kind === KIND.chosen) return "good";
  return "";
}
