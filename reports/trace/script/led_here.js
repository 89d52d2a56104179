// What led to a failure: of all that happened to its object and entry, what a person would tell. Who came to hold what, what
// was chosen, which messages about it were not delivered, the faults and restarts meanwhile, and the operations that show it.

const LED_MAX = 60;

function toldOfFailure(run, kind, i, since) {
  const {failure} = run;
  switch (kind) {
    case KIND.state: return run.states.e[i] >= 0;
    case KIND.chosen: return true;
    case KIND.operation: return run.operations.guilty[i] === 1 || (failure.entry > 0 && run.operations.version[i] === failure.entry);
    case KIND.message: return failure.entry > 0 && (run.messages.end[i] !== DELIVERED || run.messages.e[i] === failure.e);
    case KIND.node: case KIND.fault: return run.lists[kind].t[i] >= since;
    case KIND.link: case KIND.sync: return false;
    default: return true;
  }
}

// Without an entry, states and messages of a whole object are too many: what is guilty, chosen and broken remains.
function toldWithoutEntry(run, kind, i, since) {
  if (kind === KIND.state || kind === KIND.message) return false;
  if (kind === KIND.chosen && run.failure.object < 0) return false;
  return run.lists[kind].t[i] >= since && toldOfFailure(run, kind, i, since);
}

// From when on faults matter: since the entry was first spoken of, or the first guilty operation began.
function beginningOf(run, focus) {
  if (focus.life.from !== Infinity) return focus.life.from;
  const guilty = run.operations.guilty.indexOf(1);
  if (guilty >= 0) return run.operations.t[guilty];
  return 0;
}

// Positions among all events, in order, the failure last; and how many earlier ones are left out.
function whatLedHere(run, events, focus) {
  if (!run.failure) return {positions: [], leftOut: 0};
  const since = beginningOf(run, focus);
  const told = run.failure.entry > 0 ? toldOfFailure : toldWithoutEntry;
  const positions = [];
  for (let k = 0; k < events.count; ++k) {
    const {kind, i} = events.at(k);
    if (run.lists[kind].e[i] > run.failure.e) continue;
    if (focus.about[kind][i] && told(run, kind, i, since)) positions.push(k);
  }
  const leftOut = Math.max(0, positions.length - LED_MAX);
  return {positions: positions.slice(leftOut), leftOut};
}

// A window with the last things that led here, and the failure near its right side.
function windowOfFailure(run, events, led) {
  const first = led.positions[Math.max(0, led.positions.length - 14)];
  const to = run.failure.t;
  const from = first === undefined ? to - 2e6 : Math.min(events.timeAt(first), to - 2e5);
  const span = to - from;
  return windowWithin(from - span * 0.06, to + span * 0.12, run.end);
}

// Without the object and entry of which all of the list is.
function ledWords(run, kind, i) {
  if (kind === KIND.failure) return "VIOLATION: " + run.failure.what.join(" ");
  const place = placeWords(run, run.failure.object, run.failure.entry) + " ", words = summary(run, kind, i);
  return run.failure.entry > 0 && words.startsWith(place) ? words.slice(place.length) : words;
}
