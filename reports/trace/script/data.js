// The trace as columns, as reports/trace/trace_json.h writes them, with differences added up and an `until` for all that
// lasts. A column has an element for each row; texts stay numbers until they are shown.

// What there is to see, each a number: in the order in which things of one event are told.
const KIND = {node: 0, fault: 1, link: 2, operation: 3, message: 4, sync: 5, state: 6, chosen: 7, failure: 8};
const MESSAGE_END = ["delivered", "lost", "blocked", "undeliverable", "corrupted", "reset", "overflowed", "in flight"];
const NODE_STATE = ["down", "starting", "serving", "paused"];
const SYNC_END = ["ok", "failed", "lied", "lost"];
const OPERATION_END = ["ok", "unknown", "not done", "open"];
const MEMORY = 0, PLATTER = 1;
const DELIVERED = 0, IN_FLIGHT = 7;

function addedUp(differences) {
  const sums = new Float64Array(differences.length);
  let sum = 0;
  for (let i = 0; i < sums.length; ++i) sums[i] = sum += differences[i];
  return sums;
}

function readList(list) {
  return {...list, count: list.t.length, t: addedUp(list.t), e: addedUp(list.e)};
}

// Of what lasts: `until`, the time up to which it is drawn, and `endEvent`, -1 if it never came.
function readLasting(list, openUntil) {
  const read = readList(list);
  read.until = new Float64Array(read.count);
  read.endEvent = new Float64Array(read.count);
  for (let i = 0; i < read.count; ++i) {
    const ended = list.d[i] >= 0;
    read.until[i] = ended ? read.t[i] + list.d[i] : openUntil(i, read.t[i]);
    read.endEvent[i] = ended ? read.e[i] + list.de[i] : -1;
  }
  return read;
}

// The state of a node lasts until its next one.
function readNodeStates(list, nodes, end) {
  const read = readList(list);
  read.until = new Float64Array(read.count).fill(end);
  const last = new Array(nodes + 1).fill(-1);
  for (let i = 0; i < read.count; ++i) {
    const node = list.node[i];
    if (last[node] >= 0) read.until[last[node]] = read.t[i];
    last[node] = i;
  }
  return read;
}

// A sync without an end ends with its node, or with the run.
function endSyncsOfTheDead(syncs, nodeStates) {
  const deaths = new Map();
  for (let i = 0; i < nodeStates.count; ++i) {
    if (NODE_STATE[nodeStates.state[i]] !== "down") continue;
    if (!deaths.has(nodeStates.node[i])) deaths.set(nodeStates.node[i], []);
    deaths.get(nodeStates.node[i]).push(nodeStates.t[i]);
  }
  for (let i = 0; i < syncs.count; ++i) {
    const times = deaths.get(syncs.node[i]) ?? [];
    const death = times[firstWhere(times.length, (k) => times[k] >= syncs.t[i])];
    if (syncs.endEvent[i] < 0 && death !== undefined) syncs.until[i] = death;
  }
}

// The number of the first attempt of each operation, and one behind the last.
function firstAttempts(counts) {
  const first = [0];
  for (const count of counts) first.push(first[first.length - 1] + count);
  return first;
}

// Consensus, reads, and what keeps replicas equal: 0, 1, 2.
function messageFamily(text) {
  if (text.startsWith("paxos")) return 0;
  return text.startsWith("read") ? 1 : 2;
}

function readRun(json) {
  const end = json.end;
  const run = {...json};
  run.messages = readLasting(json.messages, (i, t) => (json.messages.end[i] === IN_FLIGHT ? end : t));
  run.nodeStates = readNodeStates(json.nodeStates, json.nodes, end);
  run.links = readList(json.links);
  run.faults = readList(json.faults);
  run.syncs = readLasting(json.syncs, () => end);
  endSyncsOfTheDead(run.syncs, run.nodeStates);
  run.states = readList(json.states);
  run.chosen = readList(json.chosen);
  run.operations = readLasting(json.operations, () => end);
  run.operations.firstAttempt = firstAttempts(json.operations.attempts);
  run.messages.family = Uint8Array.from(json.messages.text, (text) => messageFamily(json.texts[text]));
  run.values.byId = new Map(json.values.id.map((id, i) => [json.texts[id], json.texts[json.values.text[i]]]));
  run.lists = [run.nodeStates, run.faults, run.links, run.operations, run.messages, run.syncs, run.states, run.chosen,
    {count: run.failure ? 1 : 0, t: [run.failure?.t], e: [run.failure?.e]}];
  return run;
}

const nodeName = (node) => "n" + node;
const clientName = (client) => "c" + client;
const objectName = (run, object) => (object < 0 ? "" : run.objects[object]);
