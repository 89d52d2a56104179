// The lanes of the nodes: what state they are in, their syncs, what they come to hold; above them faults, blocked links and
// chosen entries.

function paintNodeStates(scene) {
  const {ctx, run, palette, patterns, lanes, scale} = scene;
  for (let node = 1; node <= lanes.nodes; ++node) {
    ctx.fillStyle = palette.raised;
    ctx.fillRect(LEFT, lanes.top(node), lanes.right - LEFT, NODE_HEIGHT);
  }
  const n = run.nodeStates;
  scene.focus.focused[KIND.node].forEach(scene.view.from, scene.view.to, (i) => {
    const state = NODE_STATE[n.state[i]];
    const x0 = clipped(scale.x(n.t[i]), scene), x1 = Math.max(clipped(scale.x(n.until[i]), scene), x0 + 1);
    const y = lanes.top(n.node[i]);
    ctx.fillStyle = {serving: palette.bar, down: palette.badPale, starting: palette.unsurePale, paused: palette.unsurePale}[state];
    ctx.fillRect(x0, y, x1 - x0, NODE_HEIGHT);
    if (state === "serving") return hitBox(scene, KIND.node, i, x0, y, Math.min(x1, x0 + 3), y + NODE_HEIGHT);
    ctx.globalAlpha = 0.5;
    ctx.fillStyle = patterns[state];
    ctx.fillRect(x0, y, x1 - x0, NODE_HEIGHT);
    ctx.globalAlpha = 1;
    paintStateName(scene, state, x0, x1, y);
    hitBox(scene, KIND.node, i, x0, y, x1, y + NODE_HEIGHT);
  });
}

function paintStateName(scene, state, x0, x1, y) {
  scene.ctx.font = `600 11px ${scene.palette.font}`;
  if (scene.ctx.measureText(state).width + 12 > x1 - x0) return;
  const colour = state === "down" ? scene.palette.bad : scene.palette.unsure;
  label(scene, state, x0 + 6, y + NODE_HEIGHT / 2, {colour, backed: true, bold: true});
}

// A bar at the foot of the lane from asking to the end. Bars on the same pixels as the one before are not painted again.
function paintSyncs(scene) {
  const {ctx, run, palette, lanes, scale} = scene;
  const s = run.syncs, last = [0, 1].map(() => new Float64Array(lanes.nodes + 1).fill(-1));
  ctx.fillStyle = palette.barEdge;
  paintLayers(scene, KIND.sync, (i, dim) => {
    const x0 = clipped(scale.x(s.t[i]), scene), x1 = Math.max(clipped(scale.x(s.until[i]), scene), x0 + 1);
    const node = s.node[i], y = lanes.foot(node) - 5, bad = s.end[i] !== 0 && !isSyncOpen(run, i);
    if (!bad && x1 <= last[dim ? 0 : 1][node] + 0.9) return;
    last[dim ? 0 : 1][node] = x1;
    if (bad) ctx.fillStyle = palette.bad;
    ctx.fillRect(x0, y, x1 - x0, 4);
    if (!dim && x1 - x0 > 2) {
      ctx.fillRect(x0, y - 2, 1, 8);
      ctx.fillRect(x1 - 1, y - 2, 1, 8);
    }
    if (bad && !dim && x1 - x0 > 6) label(scene, "✗ sync " + SYNC_END[s.end[i]], x1 + 3, y, {colour: palette.bad, backed: true});
    if (bad) ctx.fillStyle = palette.barEdge;
    hitBox(scene, KIND.sync, i, x0, y - 1, x1, y + 5);
  });
}

const STATE_ROWS = {[MEMORY]: 6, [PLATTER]: 15};  // below the top of the lane

// A ring for memory, a full dot for the platter.
function paintStates(scene) {
  const {ctx, run, palette, lanes, scale} = scene;
  const s = run.states, last = [0, 1].map(() => new Float64Array(2 * (lanes.nodes + 1)).fill(-10));
  ctx.fillStyle = palette.text;
  const many = scene.focus.focused[KIND.state].countIn(scene.view.from, scene.view.to, 400) >= 400;
  paintLayers(scene, KIND.state, (i, dim) => {
    const x = scale.x(s.t[i]), place = 2 * s.node[i] + s.where[i], layer = last[dim ? 0 : 1];
    if (x < LEFT || x > lanes.right + 1 || x < layer[place] + (many || dim ? 2 : 0.5)) return;
    layer[place] = x;
    const platter = s.where[i] === PLATTER;
    const y = lanes.top(s.node[i]) + (platter ? STATE_ROWS[PLATTER] : STATE_ROWS[MEMORY]);
    if (many || dim) ctx.fillRect(x - 0.5, y - 2, 1, 4);
    else paintStateDot(scene, x, y, platter);
    hitBox(scene, KIND.state, i, x - 3, y - 3, x + 3, y + 3);
  });
}

// So that no text is put over a dot, if there are few.
function reserveStates(scene) {
  const {run, lanes, scale} = scene, s = run.states, focused = scene.focus.focused[KIND.state];
  if (focused.countIn(scene.view.from, scene.view.to, 60) >= 60) return;
  focused.forEach(scene.view.from, scene.view.to, (i) => {
    const x = scale.x(s.t[i]), y = lanes.top(s.node[i]) + STATE_ROWS[s.where[i]];
    scene.taken.push({x0: x - 3, x1: x + 3, y0: y - 2, y1: y + 2});
  });
}

function paintStateDot({ctx, palette}, x, y, full) {
  ctx.strokeStyle = palette.text;
  ctx.fillStyle = full ? palette.text : palette.ground;
  ctx.lineWidth = 1.3;
  ctx.beginPath();
  ctx.arc(x, y, 3, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
}

function paintStateLabels(scene) {
  const {run, lanes, scale, palette} = scene;
  const s = run.states, focused = scene.focus.focused[KIND.state];
  if (focused.countIn(scene.view.from, scene.view.to, 60) >= 60) return;
  focused.forEach(scene.view.from, scene.view.to, (i) => {
    if (s.where[i] === PLATTER) return;
    const x = scale.x(s.t[i]);
    if (x >= LEFT) label(scene, run.texts[s.what[i]], x + 6, lanes.top(s.node[i]) + STATE_ROWS[MEMORY], {colour: palette.text, size: 10.5, backed: true});
  });
}

function paintFaults(scene) {
  const {ctx, run, palette, lanes, scale} = scene;
  const f = run.faults, middle = lanes.faults + BAND_HEIGHT / 2;
  const words = [];
  let last = -10;
  scene.focus.focused[KIND.fault].forEach(scene.view.from, scene.view.to, (i) => {
    const x = scale.x(f.t[i]);
    if (x < LEFT || x > lanes.right + 1) return;
    hitBox(scene, KIND.fault, i, x - 4, lanes.faults, x + 4, lanes.faults + BAND_HEIGHT);
    if (x < last + 2) return;
    last = x;
    ctx.fillStyle = ctx.strokeStyle = f.injects[i] ? palette.bad : palette.good;
    ctx.beginPath();
    ctx.moveTo(x - 4, middle - 5);
    ctx.lineTo(x + 4, middle - 5);
    ctx.lineTo(x, middle + 5);
    ctx.closePath();
    if (f.injects[i]) ctx.fill();
    else ctx.stroke();
    words.push({x: x + 7, text: () => (f.injects[i] ? "" : "end: ") + run.texts[f.text[i]], colour: f.injects[i] ? palette.bad : palette.good});
  });
  labelRow(scene, words, middle);
}

function paintChosen(scene) {
  const {ctx, run, palette, lanes, scale} = scene;
  const c = run.chosen, middle = lanes.chosen + BAND_HEIGHT / 2, words = [];
  let last = -10;
  ctx.fillStyle = palette.good;
  paintLayers(scene, KIND.chosen, (i, dim) => {
    const x = scale.x(c.t[i]);
    if (x < LEFT || x > lanes.right + 1 || Math.abs(x - last) < (dim ? 1 : 0.5)) return;
    const near = x - last < 6;
    last = x;
    if (near) ctx.fillRect(x - 0.5, middle - 4, 1, 8);
    else paintDiamond(ctx, x, middle);
    words.push({x: x + 7, colour: palette.good, text: () => (dim ? "" : `${placeWords(run, c.object[i], c.entry[i])} ${run.texts[c.value[i]]}`)});
    hitBox(scene, KIND.chosen, i, x - 4, middle - 6, x + 4, middle + 6);
  });
  labelRow(scene, words, middle);
}

function paintDiamond(ctx, x, y) {
  ctx.beginPath();
  ctx.moveTo(x, y - 5);
  ctx.lineTo(x + 4, y);
  ctx.lineTo(x, y + 5);
  ctx.lineTo(x - 4, y);
  ctx.fill();
}

// Who cannot reach whom, in words; and stripes between the lanes of neighbours that are cut off.
function paintLinks(scene) {
  const {ctx, palette, patterns, lanes, scale, links} = scene;
  if (lanes.links < 0 || scene.filter.off.has("faults")) return;
  for (const span of links) {
    if (span.until < scene.view.from || span.t > scene.view.to) continue;
    const x0 = clipped(scale.x(span.t), scene), x1 = Math.max(clipped(scale.x(span.until), scene), x0 + 1);
    ctx.fillStyle = palette.badPale;
    ctx.fillRect(x0, lanes.links + 2, x1 - x0, BAND_HEIGHT - 4);
    ctx.fillStyle = palette.bad;
    ctx.fillRect(x0, lanes.links + 2, 1, BAND_HEIGHT - 4);
    textInBox(scene, span.words, x0, x1, lanes.links + BAND_HEIGHT / 2, palette.bad);
    hitBox(scene, KIND.link, span.i, x0, lanes.links, x1, lanes.links + BAND_HEIGHT);
    ctx.globalAlpha = 0.18;
    ctx.fillStyle = patterns.blocked;
    for (const node of span.gaps) ctx.fillRect(x0, lanes.foot(node), x1 - x0, lanes.top(node + 1) - lanes.foot(node));
    ctx.globalAlpha = 1;
  }
}
