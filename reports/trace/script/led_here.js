// What led to a failure: of all that happened to its object and entry, what a person would tell. Who came to hold what, what
// was chosen, which messages about it were not delivered, the faults and restarts meanwhile, and the operations concerned. Of
// each class only the last few, lest the one that matters drown in the others.

const LED_MAX = {holds: 50, chosen: 8, undelivered: 12, operations: 10, faults: 14};
const LED_MAX_WITHOUT_ENTRY = {...LED_MAX, faults: 12};

// The class of a thing, or "" if it does not belong here. `matter` is {from, to}, the time that matters.
function ledClass(run, kind, i, matter) {
  const {failure} = run, list = run.lists[kind];
  switch (kind) {
    case KIND.state: return failure.entry > 0 ? "holds" : "";
    case KIND.chosen: return failure.object < 0 ? "" : "chosen";
    case KIND.operation: return failure.object < 0 && !list.guilty[i] ? "" : "operations";
    case KIND.message: return failure.entry > 0 ? messageClass(run, i) : "";
    case KIND.node: case KIND.fault: return list.t[i] >= matter.from ? "faults" : "";
    default: return "";
  }
}

function messageClass(run, i) {
  if (run.messages.e[i] === run.failure.e) return "holds";
  return [DELIVERED, IN_FLIGHT].includes(run.messages.end[i]) ? "" : "undelivered";
}

// Those that show the violation, ascending.
function guiltyOperations(run) {
  if (!run.guilty) {
    run.guilty = [];
    run.operations.guilty.forEach((guilty, i) => { if (guilty) run.guilty.push(i); });
  }
  return run.guilty;
}

// Of an entry: since it was first spoken of. When operations show it: since they began, up to what a node did at last; but the
// judge of a history only looks at the end of the run, and then while they were under way. Else all.
function timeThatMatters(run, focus) {
  const {operations: o, failure} = run, guilty = guiltyOperations(run);
  if (failure.entry > 0) return {from: Math.min(focus.life.from, failure.t), to: failure.t};
  if (guilty.length === 0) return {from: 0, to: failure.t};
  if (failure.node > 0) return {from: Math.min(...guilty.map((i) => o.t[i])), to: failure.t};
  const ends = guilty.map((i) => (o.endEvent[i] < 0 ? o.t[i] : o.until[i]));
  return {from: Math.min(...guilty.map((i) => o.t[i])), to: Math.min(failure.t, Math.max(...ends))};
}

// Positions among all events, in order, the failure last; and how many others are left out.
function whatLedHere(run, events, focus) {
  if (!run.failure) return {positions: [], leftOut: 0};
  const most = run.failure.entry > 0 ? LED_MAX : LED_MAX_WITHOUT_ENTRY;
  const matter = timeThatMatters(run, focus), classes = new Map(), positions = [];
  for (let k = 0; k < events.count; ++k) {
    const {kind, i} = events.at(k), list = run.lists[kind];
    if (kind === KIND.failure) positions.push(k);
    else if (focus.about[kind][i] && list.e[i] <= run.failure.e && list.t[i] <= matter.to) {
      const name = kind === KIND.operation && list.guilty[i] ? "guilty" : ledClass(run, kind, i, matter);
      if (!classes.has(name)) classes.set(name, []);
      classes.get(name).push(k);
    }
  }
  classes.delete("");
  let leftOut = 0;
  for (const [name, found] of classes) {
    const kept = found.slice(-(most[name] ?? 100));
    leftOut += found.length - kept.length;
    positions.push(...kept);
  }
  return {positions: positions.sort((a, b) => a - b), leftOut, matter};
}

// A window with the last things that led here, and the failure, or the last operation that shows it, near its right side.
function windowOfFailure(run, events, led) {
  const {from, to} = led.matter, {failure} = run;
  let first = from;
  if (failure.entry > 0) first = events.timeAt(led.positions[Math.max(0, led.positions.length - 14)]);
  else if (guiltyOperations(run).length === 0 && failure.node > 0) first = to - 1e7;
  const span = Math.max(to - Math.min(first, to), 2e5);
  return windowWithin(to - span * 1.06, to + span * 0.12, run.end);
}

// Without the object and entry of which all of the list is.
function ledWords(run, kind, i) {
  if (kind === KIND.failure) return "VIOLATION: " + run.failure.what.join(" ");
  const place = placeWords(run, run.failure.object, run.failure.entry) + " ", words = summary(run, kind, i);
  return run.failure.entry > 0 && words.startsWith(place) ? words.slice(place.length) : words;
}
