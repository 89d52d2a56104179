// Tables of what nodes hold of an object: one before and after an event, memory beside platter; and all nodes side by side.

const FIELDS = [["chosen", "chosen up to"], ["chosenValue", "… its value"], ["entry", "next entry"], ["promised", "promised"],
  ["accepted", "accepted at"], ["value", "accepted value"]];

function beforeAfter(run, book, {label: words, node, object, event}) {
  const states = [MEMORY, PLATTER].map((where) => [book.fields(book.before(node, where, object, event)),
    book.fields(book.after(node, where, object, event))]);
  const head = el("thead", {}, el("tr", {}, el("td", {}), el("th", {colspan: 2, scope: "colgroup"}, "memory"),
    el("th", {colspan: 2, scope: "colgroup"}, "platter")),
  el("tr", {}, el("td", {}), ...["before", "after", "before", "after"].map((name) => el("th", {scope: "col"}, name))));
  const body = el("tbody");
  for (const [field, name] of FIELDS) {
    const row = el("tr", {}, el("th", {scope: "row"}, name));
    for (const [before, after] of states) row.append(el("td", {}, before[field]), stateCell(before[field], after[field]));
    if (states[0][1][field] !== states[1][1][field]) {
      row.className = "apart";
      row.title = "memory and platter differ";
    }
    body.append(row);
  }
  const changed = states.some(([before, after]) => FIELDS.some(([field]) => before[field] !== after[field]));
  return [el("h4", {}, words, el("span", {class: "muted"}, ` — ${objectName(run, object)}`)),
    el("table", {class: "state"}, head, body),
    el("p", {class: "note muted"}, (changed ? "▸ changed by this event" : "Nothing of it changes by this event") +
      " · ≠ memory and platter differ after it")];
}

function stateCell(before, after) {
  if (before === after) return el("td", {}, after);
  return el("td", {class: "changed"}, el("span", {"aria-label": "changed to"}, "▸"), after);
}

// After the event.
function everyoneTable(run, book, {object, event}) {
  const head = el("thead", {}, el("tr", {}, ...["node", "", "chosen", "promised", "accepted", "value"].map((name) =>
    el("th", {scope: "col"}, name))));
  const body = el("tbody");
  for (let node = 1; node <= run.nodes; ++node) {
    [MEMORY, PLATTER].forEach((where) => {
      const held = book.fields(book.after(node, where, object, event));
      const name = where === MEMORY ? [el("th", {scope: "row", rowspan: 2}, nodeName(node))] : [];
      const next = (text) => (text === "–" ? text : `${text}`);
      body.append(el("tr", {class: where === PLATTER ? "platter" : ""}, ...name, el("td", {}, where === MEMORY ? "memory" : "platter"),
        el("td", {}, held.chosen), el("td", {}, next(held.promised)), el("td", {}, next(held.accepted)), el("td", {}, held.value)));
    });
  }
  return [el("h4", {}, "All nodes after it", el("span", {class: "muted"}, ` — ${objectName(run, object)}; promised, accepted and value ` +
    "are of the entry after the chosen one")), el("table", {class: "state everyone"}, head, body)];
}
