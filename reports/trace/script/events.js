// All things of a run in one order: by event, and within one by kind. A thing is {kind, i}: its list and its row there.

const ROWS_MAX = 2 ** 22, KINDS_MAX = 16;

class Events {
  constructor(run) {
    // A number each, since numbers sort quickest: event, kind, row.
    const keys = new Float64Array(run.lists.reduce((sum, list) => sum + list.count, 0));
    let n = 0;
    run.lists.forEach((list, kind) => {
      for (let i = 0; i < list.count; ++i) keys[n++] = (list.e[i] * KINDS_MAX + kind) * ROWS_MAX + i;
    });
    keys.sort();
    this.keys = keys;
    this.count = n;
    this.kind = new Uint8Array(n);
    this.row = new Uint32Array(n);
    for (let k = 0; k < n; ++k) {
      this.row[k] = keys[k] % ROWS_MAX;
      this.kind[k] = Math.floor(keys[k] / ROWS_MAX) % KINDS_MAX;
    }
    this.lists = run.lists;
  }

  at(position) { return {kind: this.kind[position], i: this.row[position]}; }
  timeAt(position) { return this.lists[this.kind[position]].t[this.row[position]]; }
  positionOf({kind, i}) {
    const key = (this.lists[kind].e[i] * KINDS_MAX + kind) * ROWS_MAX + i;
    return firstWhere(this.count, (k) => this.keys[k] >= key);
  }
}

const same = (a, b) => a !== null && b !== null && a.kind === b.kind && a.i === b.i;
