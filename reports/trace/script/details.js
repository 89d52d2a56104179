// What the panel tells of a thing: a title, facts, and the moments at which somebody's state of an object is worth a look.

// `moments`: {label, node, object, event}. `everyone`: {object, event}, all nodes side by side.
function detailsOf(run, filter, kind, i) {
  const details = {title: "", facts: [], moments: [], everyone: null, quote: ""};
  DETAILS[kind](run, filter, i, details);
  return details;
}

const DETAILS = {
  [KIND.message](run, filter, i, d) {
    const m = run.messages, text = run.texts[m.text[i]];
    d.title = `Message ${nodeName(m.from[i])} → ${nodeName(m.to[i])}` + (m.duplicate[i] ? " (a duplicate)" : "");
    d.quote = text;
    d.facts.push(["Says", messageSays(text, m.family[i])]);
    if (m.object[i] >= 0) d.facts.push(["About", aboutWords(run, m.object[i], m.entry[i])]);
    d.facts.push(["Sent", timeText(m.t[i])]);
    d.facts.push(["Fate", messageFate(m, i)]);
    if (m.object[i] < 0) return;
    d.moments.push({label: `${nodeName(m.from[i])}, the sender, when it was sent`, node: m.from[i], object: m.object[i], event: m.e[i]});
    if (m.end[i] === DELIVERED) {
      d.moments.push({label: `${nodeName(m.to[i])}, the receiver, when it arrived`, node: m.to[i], object: m.object[i], event: m.endEvent[i]});
    }
  },
  [KIND.operation](run, filter, i, d) {
    const o = run.operations;
    d.title = `Operation ${run.texts[o.name[i]]} of client ${o.client[i]}` + (o.guilty[i] ? " ✗ shows the violation" : "");
    d.quote = run.texts[o.command[i]];
    d.facts.push(["Object", objectName(run, o.object[i])]);
    d.facts.push(["Called", timeText(o.t[i])]);
    d.facts.push(["Answer", operationAnswer(run, i)]);
    d.facts.push(...attemptFacts(run, i));
    if (o.object[i] >= 0 && o.endEvent[i] >= 0) d.everyone = {object: o.object[i], event: o.endEvent[i]};
  },
  [KIND.state](run, filter, i, d) {
    const s = run.states;
    d.title = `${nodeName(s.node[i])} ${s.where[i] === PLATTER ? "has it on its platter" : "changes its state, in memory"}`;
    d.facts.push(["What", run.texts[s.what[i]] || "changes"]);
    d.facts.push(["About", aboutWords(run, s.object[i], s.entry[i] || s.chosen[i])]);
    d.facts.push(["When", timeText(s.t[i])]);
    d.moments.push({label: nodeName(s.node[i]), node: s.node[i], object: s.object[i], event: s.e[i]});
  },
  [KIND.sync](run, filter, i, d) {
    const s = run.syncs;
    d.title = `Sync of ${nodeName(s.node[i])}`;
    d.facts.push(["Asked", timeText(s.t[i])]);
    d.facts.push(["Ended", s.endEvent[i] < 0 ? "never" : `${timeText(s.until[i])}, after ${spanText(s.until[i] - s.t[i])}`]);
    d.facts.push(["Outcome", syncWords(run, i)]);
    if (filter.object >= 0 && s.endEvent[i] >= 0) {
      d.moments.push({label: `${nodeName(s.node[i])}, when it ended`, node: s.node[i], object: filter.object, event: s.endEvent[i]});
    }
  },
  [KIND.node](run, filter, i, d) {
    const n = run.nodeStates;
    d.title = `${nodeName(n.node[i])} is ${NODE_STATE[n.state[i]]}`;
    if (run.texts[n.why[i]]) d.facts.push(["Because", run.texts[n.why[i]]]);
    d.facts.push(["From", timeText(n.t[i])], ["Until", timeText(n.until[i])]);
    if (filter.object >= 0) d.moments.push({label: nodeName(n.node[i]), node: n.node[i], object: filter.object, event: n.e[i]});
  },
  [KIND.link](run, filter, i, d) {
    const l = run.links;
    d.title = `${nodeName(l.from[i])} → ${nodeName(l.to[i])} ${l.blocked[i] ? "is blocked" : "passes again"}`;
    d.facts.push(["When", timeText(l.t[i])]);
    d.facts.push(["Means", l.blocked[i] ? "messages in this direction are lost until it passes again" : "messages arrive again"]);
  },
  [KIND.fault](run, filter, i, d) {
    const f = run.faults;
    d.title = f.injects[i] ? "A fault" : "A fault ends";
    d.quote = run.texts[f.text[i]];
    d.facts.push(["Concerns", faultNodes(f.nodes[i]) || "the network, or all nodes"], ["When", timeText(f.t[i])]);
    if (filter.object >= 0) d.everyone = {object: filter.object, event: f.e[i]};
  },
  [KIND.chosen](run, filter, i, d) {
    const c = run.chosen;
    d.title = `${placeWords(run, c.object[i], c.entry[i])} is chosen`;
    d.facts.push(["Value", run.texts[c.value[i]]], ["Ballot", run.texts[c.ballot[i]]], ["When", timeText(c.t[i])]);
    d.facts.push(["Means", "a majority of platters holds this value, accepted at one ballot; nobody needs to know yet"]);
    d.everyone = {object: c.object[i], event: c.e[i]};
  },
  [KIND.failure](run, filter, i, d) {
    const f = run.failure;
    d.title = `✗ Violation of “${f.oracle}”`;
    d.facts.push(["Time", `${timeText(f.t)}, event ${grouped(f.e)}`]);
    if (f.object < 0) return;
    d.facts.push(["About", aboutWords(run, f.object, f.entry)]);
    if (f.node > 0) d.moments.push({label: nodeName(f.node), node: f.node, object: f.object, event: f.e});
    d.everyone = {object: f.object, event: f.e};
  },
};

function aboutWords(run, object, entry) {
  return objectName(run, object) + (entry > 0 ? `, entry ${entry}` : "");
}

function messageSays(text, family) {
  if (family !== 0) return "see above";
  const lines = [];
  const add = (name, words, show = (t) => t) => { if (words) lines.push(name + show(words)); };
  add("the sender holds: ", partOf(text, "state"), stateWords);
  add("it believes that the receiver holds: ", partOf(text, "view"), stateWords);
  add("it wants the receiver to take over: ", partOf(text, "proposal"), stateWords);
  add("it knows that ", partOf(text, "chosen"), chosenWords);
  return lines.join("\n");
}

function messageFate(m, i) {
  if (m.end[i] === DELIVERED) return `delivered at ${timeText(m.until[i])}, after ${spanText(m.until[i] - m.t[i])}`;
  return FATE[m.end[i]] + (m.endEvent[i] < 0 ? "" : `, at ${timeText(m.until[i])}`);
}

function operationAnswer(run, i) {
  const o = run.operations;
  if (o.end[i] === 3) return "none when the run ended: it may still take effect";
  const when = ` at ${timeText(o.until[i])}, after ${spanText(o.until[i] - o.t[i])}`;
  if (o.end[i] === 0) return `${run.texts[o.reply[i]]}, of version ${o.version[i]},${when}`;
  return (o.end[i] === 1 ? "unknown: it may have taken effect, or may yet," : "certainly not done,") + when;
}

function attemptFacts(run, i) {
  const {operations, attempts, texts} = run;
  const facts = [];
  for (let a = operations.firstAttempt[i]; a < operations.firstAttempt[i + 1]; ++a) {
    const at = (time) => timeText(operations.t[i] + time);
    const steps = [`to ${nodeName(attempts.node[a])} at ${at(attempts.t[a])}`];
    if (attempts.arrived[a] >= 0) steps.push(`there at ${at(attempts.arrived[a])}`);
    if (attempts.replied[a] >= 0) steps.push(`answered at ${at(attempts.replied[a])}`);
    steps.push(attempts.answered[a] >= 0 ? `back at ${at(attempts.answered[a])}: ${texts[attempts.reply[a]]}`
      : "no answer came back" + (attempts.replied[a] >= 0 ? ` (it was: ${texts[attempts.reply[a]]})` : ""));
    facts.push([`Attempt ${a - operations.firstAttempt[i] + 1}`, steps.join("\n")]);
  }
  return facts;
}
