// What a node held of an object at an event: the last state told of it, found by binary search.

class StateBook {
  constructor(run) {
    this.run = run;
    this.lists = new Map();
    const {node, where, object, count} = run.states;
    for (let i = 0; i < count; ++i) this.listOf(node[i], where[i], object[i], true).push(i);
  }

  listOf(node, where, object, make = false) {
    const key = (object * 64 + node) * 2 + where;
    let list = this.lists.get(key);
    if (!list) {
      list = [];
      if (make) this.lists.set(key, list);
    }
    return list;
  }

  // Rows of states, or -1 if nothing has been told: before anything of the event, and after all of it.
  before(node, where, object, event) {
    const list = this.listOf(node, where, object), e = this.run.states.e;
    return list[firstWhere(list.length, (k) => e[list[k]] >= event) - 1] ?? -1;
  }
  after(node, where, object, event) {
    return this.before(node, where, object, event + 1);
  }

  // The one of the same replica before row i.
  previous(i) {
    const {node, where, object} = this.run.states;
    const list = this.listOf(node[i], where[i], object[i]);
    return list[firstWhere(list.length, (k) => list[k] >= i) - 1] ?? -1;
  }

  // What a row says, as texts by the name of the field; of row -1, that nothing was there.
  fields(i) {
    const {states, texts} = this.run;
    if (i < 0) return {chosen: "–", chosenValue: "–", entry: "–", promised: "–", accepted: "–", value: "–"};
    const text = (column) => texts[column[i]] || "–";
    const number = (column) => (column[i] > 0 ? String(column[i]) : "–");
    return {
      chosen: number(states.chosen), chosenValue: text(states.chosenValue), entry: number(states.entry),
      promised: text(states.promised), accepted: text(states.accepted), value: text(states.value),
    };
  }
}
