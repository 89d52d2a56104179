// Which of the listed events hold a text, in any case of letters. The lines are made once, at the first search.

class Search {
  constructor(run, events) {
    this.run = run;
    this.events = events;
    this.lines = null;
    this.words = "";
    this.hits = [];  // positions among all events
  }

  line(position) {
    this.lines ??= new Array(this.events.count);
    return (this.lines[position] ??= this.makeLine(this.events.at(position)));
  }

  makeLine({kind, i}) {
    const raw = kind === KIND.message ? " " + this.run.texts[this.run.messages.text[i]] : "";
    return (whoOf(this.run, kind, i) + " " + summary(this.run, kind, i) + raw).toLowerCase();
  }

  find(words, positions) {
    this.words = words.trim().toLowerCase();
    this.hits = this.words === "" ? [] : Array.from(positions).filter((k) => this.line(k).includes(this.words));
  }

  // The hit after (or before) a position, from the other end if there is none; or -1.
  step(from, forward) {
    const {hits} = this;
    if (hits.length === 0) return -1;
    const after = firstWhere(hits.length, (k) => hits[k] > from);
    if (forward) return hits[after % hits.length];
    const before = firstWhere(hits.length, (k) => hits[k] >= from) - 1;
    return hits[(before + hits.length) % hits.length];
  }
}
