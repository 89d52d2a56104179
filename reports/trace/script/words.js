// One line of plain words for everything that is in a trace: for the list, for search and for the screen reader.

const FATE = [
  "", "lost on the link", "blocked by a partition", "nobody is there", "damaged on the way", "lost: its connection is reset",
  "dropped: the link holds no more", "still on its way at the end",
];

function heldWords(promised, accepted, value) {
  const vote = accepted === "-" ? "accepted nothing" : "accepted " + (value ? value + " " : "") + "at " + accepted;
  return (promised === "-" ? "promised nothing" : "promised " + promised) + ", " + vote;
}

// "m=1.2 n=1.2 v=2/6/1150" in words.
function stateWords(text) {
  const found = /^m=(\S+) n=(\S+)(?: v=(\S+))?$/.exec(text);
  return found ? heldWords(found[1], found[2], found[3]) : text;
}

function partOf(text, name) {
  const found = new RegExp(` ${name}\\(([^)]*)\\)`).exec(text);
  return found ? found[1] : "";
}

function chosenWords(text) {
  const found = /^(\d+)@(\S+)(?: v=(\S+))?$/.exec(text);
  if (!found) return text;
  return `entry ${found[1]} is chosen at ${found[2]}` + (found[3] ? `, value ${found[3]}` : "");
}

// What a consensus message says; the sender is its subject.
function paxosWords(text) {
  const proposal = /^m=(\S+) n=(\S+) v=(\S+)$/.exec(partOf(text, "proposal"));
  const parts = [];
  if (proposal) parts.push(`proposes to accept ${proposal[3]} at ${proposal[2]}`);
  const state = partOf(text, "state");
  if (state && !proposal) parts.push(state === "m=- n=-" ? "holds nothing" : "holds: " + stateWords(state));
  const chosen = partOf(text, "chosen");
  if (chosen && parts.length === 0) parts.push("tells that " + chosenWords(chosen));
  return parts.join("; ");
}

function messageWords(run, i) {
  const {object, entry, end, text, duplicate} = run.messages;
  const told = run.texts[text[i]];
  const place = object[i] < 0 ? "" : objectName(run, object[i]) + (entry[i] > 0 ? `[${entry[i]}]` : "") + " ";
  const words = run.messages.family[i] === 0 ? place + paxosWords(told) : told;
  return words + (duplicate[i] ? " (duplicate)" : "") + (end[i] === DELIVERED ? "" : " — " + FATE[end[i]]);
}

function placeWords(run, object, entry) {
  return objectName(run, object) + (entry > 0 ? `[${entry}]` : "");
}

function stateLine(run, i) {
  const {states, texts} = run;
  const entry = states.entry[i] > 0 ? states.entry[i] : states.chosen[i];
  const what = texts[states.what[i]] || "changes";
  return placeWords(run, states.object[i], entry) + " " + (states.where[i] === PLATTER ? "on its platter: " : "in memory: ") + what;
}

// The node whose answer came back, the last if there are several; 0: none did.
function answeringNode(run, i) {
  const {operations, attempts} = run;
  for (let a = operations.firstAttempt[i + 1] - 1; a >= operations.firstAttempt[i]; --a) {
    if (attempts.answered[a] >= 0) return attempts.node[a];
  }
  return 0;
}

function operationWords(run, i) {
  const {operations, texts} = run;
  const end = operations.end[i], node = end === 0 ? answeringNode(run, i) : 0;
  const answer = end === 0 ? "→ " + texts[operations.reply[i]] + (node > 0 ? ` from ${nodeName(node)}` : "") + ` @${operations.version[i]}`
    : end === 3 ? "→ no answer when the run ended" : end === 1 ? "→ unknown: perhaps done" : "→ certainly not done";
  return texts[operations.command[i]] + " " + answer;
}

function chosenLine(run, i) {
  const {chosen, texts} = run;
  return `${placeWords(run, chosen.object[i], chosen.entry[i])} is chosen: a majority of platters holds ` +
    `${texts[chosen.value[i]]} at ballot ${texts[chosen.ballot[i]]}`;
}

// Who it is about: short, for a column.
function whoOf(run, kind, i) {
  switch (kind) {
    case KIND.message: return nodeName(run.messages.from[i]) + " → " + nodeName(run.messages.to[i]);
    case KIND.link: return nodeName(run.links.from[i]) + " → " + nodeName(run.links.to[i]);
    case KIND.operation: return clientName(run.operations.client[i]);
    case KIND.node: return nodeName(run.nodeStates.node[i]);
    case KIND.sync: return nodeName(run.syncs.node[i]);
    case KIND.state: return nodeName(run.states.node[i]);
    case KIND.fault: return faultNodes(run.faults.nodes[i]);
    case KIND.failure: return run.failure.node > 0 ? nodeName(run.failure.node) : "✗";
    default: return "";
  }
}

function faultNodes(bits) {
  const names = [];
  for (let node = 1; node <= 32; ++node) if (bits & (1 << (node - 1))) names.push(nodeName(node));
  return names.join(" ");
}

function summary(run, kind, i) {
  switch (kind) {
    case KIND.message: return messageWords(run, i);
    case KIND.link: return run.links.blocked[i] ? "blocked: nothing passes in this direction" : "passes again";
    case KIND.operation: return run.texts[run.operations.name[i]] + " " + operationWords(run, i) + (run.operations.guilty[i] ? "  ✗ shows the violation" : "");
    case KIND.node: {
      const why = run.texts[run.nodeStates.why[i]];
      const state = NODE_STATE[run.nodeStates.state[i]];
      return why.startsWith(state.slice(0, 4)) ? why : state + (why ? ": " + why : "");
    }
    case KIND.sync: return `sync, ${syncWords(run, i)}` + (run.syncs.endEvent[i] < 0 ? "" :
      ` after ${spanText(run.syncs.until[i] - run.syncs.t[i])}`);
    case KIND.state: return stateLine(run, i);
    case KIND.fault: return (run.faults.injects[i] ? "fault: " : "fault ends: ") + run.texts[run.faults.text[i]];
    case KIND.chosen: return chosenLine(run, i);
    case KIND.failure: return `VIOLATION of “${run.failure.oracle}”: ${run.failure.what.join(" ")}`;
    default: return "";
  }
}

function lineOf(run, {kind, i}) {
  return `${timeText(run.lists[kind].t[i])}  ${whoOf(run, kind, i)}  ${summary(run, kind, i)}`;
}

// Cut short by the end of the run: nothing is wrong with it.
const isSyncOpen = (run, i) => run.syncs.endEvent[i] < 0 && run.syncs.until[i] >= run.end;
const syncWords = (run, i) => (isSyncOpen(run, i) ? "under way when the run ended" : SYNC_WORDS[run.syncs.end[i]]);

const SYNC_WORDS = ["done", "failed", "lied: it said done and was not", "lost with its node"];
