// What one wants to see: an object, an entry of it, kinds of events. What is about the object and entry is in focus, the rest
// is dimmed or hidden; kinds that are off are not there at all.

const SHOWN_KINDS = [
  {id: "consensus", name: "consensus"}, {id: "reads", name: "reads"}, {id: "upkeep", name: "upkeep"},
  {id: "operations", name: "operations"}, {id: "memory", name: "memory"}, {id: "platter", name: "platter"},
  {id: "chosen", name: "chosen"}, {id: "syncs", name: "syncs"}, {id: "faults", name: "faults, nodes"},
];

const newFilter = () => ({object: -1, entry: 0, off: new Set(), hide: false});

function shownKindOf(run, kind, i) {
  switch (kind) {
    case KIND.message: return ["consensus", "reads", "upkeep"][run.messages.family[i]];
    case KIND.operation: return "operations";
    case KIND.state: return run.states.where[i] === PLATTER ? "platter" : "memory";
    case KIND.chosen: return "chosen";
    case KIND.sync: return "syncs";
    case KIND.failure: return "";
    default: return "faults";
  }
}

class Focus {
  // `about[kind]`: 1 for each row that the filter asks for; `shown[kind]`: 1 unless its kind is off.
  constructor(run, book, filter) {
    this.run = run;
    this.book = book;
    this.filter = filter;
    this.life = this.lifeOfEntry();
    this.about = run.lists.map((list, kind) => this.mask(list, (i) => this.isAbout(kind, i)));
    this.about[KIND.sync] = this.mask(run.syncs, (i) => this.makesDurable(i));
    this.shown = run.lists.map((list, kind) => this.mask(list, (i) => !filter.off.has(shownKindOf(run, kind, i))));
    this.focused = run.lists.map((list, kind) => new Intervals(list, this.rows(kind, 1)));
    this.rest = run.lists.map((list, kind) => new Intervals(list, filter.hide ? [] : this.rows(kind, 0)));
  }

  mask(list, holds) {
    const mask = new Uint8Array(list.count);
    for (let i = 0; i < list.count; ++i) mask[i] = holds(i) ? 1 : 0;
    return mask;
  }

  rows(kind, about) {
    const rows = [];
    const mask = this.about[kind], shown = this.shown[kind];
    for (let i = 0; i < mask.length; ++i) if (shown[i] && mask[i] === about) rows.push(i);
    return rows;
  }

  // When the entry was first and last spoken of: an operation without an answer may have been for it.
  lifeOfEntry() {
    const {object, entry} = this.filter;
    let from = Infinity, to = -Infinity;
    if (entry === 0) return {from, to};
    for (const list of [this.run.messages, this.run.states, this.run.chosen]) {
      for (let i = 0; i < list.count; ++i) {
        if (list.object[i] !== object || list.entry[i] !== entry) continue;
        from = Math.min(from, list.t[i]);
        to = Math.max(to, list.t[i]);
      }
    }
    return {from, to};
  }

  isAbout(kind, i) {
    const {object, entry} = this.filter;
    if (object < 0) return true;
    const list = this.run.lists[kind];
    switch (kind) {
      case KIND.message: return list.object[i] === object && (entry === 0 || this.messageNames(i));
      case KIND.state: return list.object[i] === object && (entry === 0 || list.entry[i] === entry || this.endsHolding(i));
      case KIND.chosen: return list.object[i] === object && (entry === 0 || list.entry[i] === entry);
      case KIND.operation: return list.object[i] === object && (entry === 0 || this.operationConcerns(i));
      default: return true;
    }
  }

  // The entry it is about, or one that it tells to be chosen.
  messageNames(i) {
    const {messages, texts} = this.run;
    return messages.entry[i] === this.filter.entry || texts[messages.text[i]].includes(` chosen(${this.filter.entry}@`);
  }

  // The replica has just come to have the entry as its newest chosen one, or does not hold any more what it held of it.
  endsHolding(i) {
    const {chosen, entry} = this.run.states;
    const before = this.book.previous(i);
    if (before >= 0 && entry[before] === this.filter.entry) return true;
    return chosen[i] === this.filter.entry && (before < 0 || chosen[before] !== chosen[i]);
  }

  operationConcerns(i) {
    const o = this.run.operations;
    if (o.guilty[i] || o.version[i] === this.filter.entry) return true;
    return o.end[i] !== 0 && o.t[i] <= this.life.to && o.until[i] >= this.life.from;
  }

  // A sync is about an object if its end brought something of it onto the platter; one without an end, if it was asked for when
  // something of it changed in memory.
  makesDurable(i) {
    const {syncs, states} = this.run;
    const {object} = this.filter;
    if (object < 0) return true;
    const ended = syncs.endEvent[i] >= 0, event = ended ? syncs.endEvent[i] : syncs.e[i];
    const state = this.book.after(syncs.node[i], ended ? PLATTER : MEMORY, object, event);
    return state >= 0 && states.e[state] === event && this.about[KIND.state][state] === 1;
  }

  has(kind, i) { return this.about[kind][i] === 1 && this.shown[kind][i] === 1; }
}

// The positions among all events that are in focus.
function listedPositions(events, focus) {
  const positions = new Uint32Array(events.count);
  let n = 0;
  for (let k = 0; k < events.count; ++k) if (focus.has(events.kind[k], events.row[k])) positions[n++] = k;
  return positions.subarray(0, n);
}

// All entries of an object that anything speaks of, in order.
function entriesOf(run, object) {
  const entries = new Set();
  for (const list of [run.messages, run.states, run.chosen]) {
    for (let i = 0; i < list.count; ++i) if (list.object[i] === object && list.entry[i] > 0) entries.add(list.entry[i]);
  }
  return [...entries].sort((a, b) => a - b);
}
