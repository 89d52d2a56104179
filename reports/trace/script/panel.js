// The panel beside the picture: what is selected, in words. And `el`, by which all elements of the page are made.

// An element with attributes and children; what is no element becomes text. Attribute names are ours, never the trace's.
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.map((child) => (child instanceof Node ? child : String(child))));
  return element;
}

class Panel {
  constructor(app, place) {
    this.app = app;
    this.place = place;
  }

  show(thing) {
    if (!thing) return this.place.replaceChildren(...this.nothing());
    const {run, filter, book} = this.app;
    const details = detailsOf(run, filter, thing.kind, thing.i);
    const parts = [el("h3", {}, details.title)];
    if (details.quote) parts.push(el("pre", {}, details.quote));
    const facts = el("dl", {class: "about"});
    for (const [name, text] of details.facts) {
      facts.append(el("dt", {}, name), el("dd", {}, ...text.split("\n").map((line) => el("span", {class: "line"}, line))));
    }
    parts.push(facts);
    for (const moment of details.moments) parts.push(...beforeAfter(run, book, moment));
    if (details.everyone) parts.push(...everyoneTable(run, book, details.everyone));
    parts.push(...this.values(parts), ...this.links(thing));
    this.place.replaceChildren(...parts);
  }

  nothing() {
    const parts = [el("p", {class: "muted"}, "Nothing. Click something in the picture, or choose a line of the list: here it is told " +
      "in words, with what the node held before and after.")];
    if (this.app.run.failure) {
      const button = el("button", {type: "button"}, "Show the violation");
      button.addEventListener("click", () => this.app.showFailure());
      parts.push(button);
    }
    return parts;
  }

  // What the ids in these words stand for.
  values(parts) {
    const {byId} = this.app.run.values;
    const seen = new Set();
    for (const part of parts) for (const id of part.textContent.match(/\d+\/\d+\/\d+/g) ?? []) if (byId.has(id)) seen.add(id);
    if (seen.size === 0) return [];
    const list = el("dl", {class: "about values"});
    for (const id of seen) list.append(el("dt", {}, el("code", {}, id)), el("dd", {}, el("code", {}, byId.get(id))));
    return [el("h4", {}, "The values"), list];
  }

  // To look at nothing but its object, or its entry.
  links({kind, i}) {
    const {run} = this.app;
    const object = kind === KIND.failure ? run.failure.object : run.lists[kind].object?.[i] ?? -1;
    if (object < 0) return [];
    const entry = kind === KIND.failure ? run.failure.entry
      : kind === KIND.operation ? run.operations.version[i] : run.lists[kind].entry[i];
    const only = (words, filter) => {
      const button = el("button", {type: "button"}, words);
      button.addEventListener("click", () => this.app.setFilter(filter));
      return button;
    };
    const buttons = [only(`Only ${objectName(run, object)}`, {object, entry: 0})];
    if (entry > 0) buttons.push(only(`Only its entry ${entry}`, {object, entry}));
    return [el("p", {class: "actions"}, ...buttons)];
  }
}
