// Messages as arrows from lane to lane; of too many, how many there are in each few pixels.

const DENSITY_STEP = 3;

function paintMessages(scene) {
  const {ctx, view, focus} = scene;
  for (const [layer, dim] of [[focus.rest, true], [focus.focused, false]]) {
    const messages = layer[KIND.message];
    ctx.globalAlpha = dim ? DIM : 1;
    if (messages.countIn(view.from, view.to, ARROWS_MAX) < ARROWS_MAX) paintArrows(scene, messages, dim);
    else paintDensity(scene, messages);
  }
  ctx.globalAlpha = 1;
}

// Where an arrow ends on the screen: one that never left its sender is a stub.
function arrowOf(scene, i) {
  const {run, lanes, scale} = scene;
  const m = run.messages, [y0, y1] = lanes.ends(m.from[i], m.to[i]);
  const x0 = scale.x(m.t[i]), x1 = scale.x(m.until[i]);
  if (m.end[i] === DELIVERED || m.until[i] > m.t[i]) return {x0, y0, x1, y1: m.end[i] === DELIVERED ? y1 : y0 + (y1 - y0) * 0.82};
  return {x0, y0, x1: x0 + 14, y1: y0 + (y1 - y0) * 0.35};
}

function paintArrows(scene, messages, dim) {
  const {ctx, run, palette, view} = scene;
  const arrows = [];
  messages.forEach(view.from, view.to, (i) => arrows.push({i, ...arrowOf(scene, i)}));
  const heads = arrows.length < 700;
  const stroke = (ends, colour, dash) => {
    ctx.strokeStyle = colour;
    ctx.lineWidth = dim ? 1 : 1.2;
    ctx.setLineDash(dash);
    ctx.beginPath();
    for (const a of arrows) {
      if (!ends(run.messages.end[a.i])) continue;
      ctx.moveTo(a.x0, a.y0);
      ctx.lineTo(a.x1, a.y1);
      if (heads && dash.length === 0) arrowHead(ctx, a);
    }
    ctx.stroke();
    ctx.setLineDash([]);
  };
  const isCut = (end) => end !== DELIVERED && end !== IN_FLIGHT;
  stroke((end) => end === DELIVERED, palette.barEdge, []);
  stroke((end) => end === IN_FLIGHT, palette.barEdge, [5, 4]);
  stroke(isCut, palette.bad, [5, 4]);
  for (const a of arrows) {
    hitLine(scene, KIND.message, a.i, a.x0, a.y0, a.x1, a.y1);
    if (isCut(run.messages.end[a.i])) paintCut(scene, a, dim || arrows.length > 200);
  }
  if (!dim && arrows.length <= 40) for (const a of arrows) paintArrowLabel(scene, a);
}

function arrowHead(ctx, {x0, y0, x1, y1}) {
  const angle = Math.atan2(y1 - y0, x1 - x0);
  for (const turn of [2.7, -2.7]) {
    ctx.moveTo(x1, y1);
    ctx.lineTo(x1 + 7 * Math.cos(angle + turn), y1 + 7 * Math.sin(angle + turn));
  }
}

// A cross where it ended, with the reason.
function paintCut(scene, a, bare) {
  const {ctx, run, palette} = scene;
  const size = bare ? 2 : 3.5;
  ctx.strokeStyle = palette.bad;
  ctx.lineWidth = bare ? 1 : 1.6;
  ctx.beginPath();
  ctx.moveTo(a.x1 - size, a.y1 - size);
  ctx.lineTo(a.x1 + size, a.y1 + size);
  ctx.moveTo(a.x1 - size, a.y1 + size);
  ctx.lineTo(a.x1 + size, a.y1 - size);
  ctx.stroke();
  if (!bare) label(scene, MESSAGE_END[run.messages.end[a.i]], a.x1 + 7, a.y1, {colour: palette.bad, backed: true, size: 10.5});
}

// Half a line, beside the arrow.
function shortWords(run, i) {
  const text = run.texts[run.messages.text[i]];
  if (run.messages.family[i] === 1) return text.startsWith("read?") ? "read?" : "read!";
  if (run.messages.family[i] === 2) return text.split(" ")[0];
  const proposal = /n=(\S+) v=(\S+)/.exec(partOf(text, "proposal"));
  if (proposal) return `propose ${proposal[2]} at ${proposal[1]}`;
  const state = /^m=(\S+) n=(\S+)/.exec(partOf(text, "state"));
  if (state && state[1] === state[2]) return state[1] === "-" ? "holds nothing" : `accepted ${state[1]}`;
  if (state) return `promised ${state[1]}` + (state[2] === "-" ? "" : `, accepted ${state[2]}`);
  return /(\d+)@/.test(partOf(text, "chosen")) ? "chosen " + /(\d+)@/.exec(partOf(text, "chosen"))[1] : "";
}

function paintArrowLabel(scene, a) {
  const words = shortWords(scene.run, a.i);
  for (const along of [0.3, 0.5, 0.7]) {
    const x = a.x0 + (a.x1 - a.x0) * along + 5, y = a.y0 + (a.y1 - a.y0) * along;
    if (label(scene, words, x, y, {colour: scene.palette.text, backed: true, size: 10.5})) return;
  }
}

// Of each node, above its lane what it sends, as a row of columns; below, in the warning colour, what does not arrive.
function paintDensity(scene, messages) {
  const {ctx, run, palette, lanes, scale, view} = scene;
  const columns = Math.ceil((lanes.right - LEFT) / DENSITY_STEP);
  const sent = new Uint32Array((lanes.nodes + 1) * columns), cut = new Uint32Array((lanes.nodes + 1) * columns);
  const m = run.messages;
  let most = 1;
  messages.forEach(view.from, view.to, (i) => {
    const column = Math.floor((scale.x(m.t[i]) - LEFT) / DENSITY_STEP);
    if (column < 0 || column >= columns) return;
    const place = m.from[i] * columns + column;
    if (++sent[place] > most) most = sent[place];
    if (m.end[i] !== DELIVERED) ++cut[place];
  });
  const room = Math.min(CLIENTS_GAP - 4, (lanes.nodeGap || 2 * CLIENTS_GAP) - NODE_HEIGHT - 4);
  for (let node = 1; node <= lanes.nodes; ++node) {
    for (let column = 0; column < columns; ++column) {
      const place = node * columns + column, x = LEFT + column * DENSITY_STEP;
      if (sent[place] === 0) continue;
      const height = Math.max(1, Math.sqrt(sent[place] / most) * room), y = lanes.foot(node);
      ctx.fillStyle = palette.barEdge;
      ctx.fillRect(x, y, DENSITY_STEP - 1, height);
      ctx.fillStyle = palette.bad;
      const lost = Math.sqrt(cut[place] / most) * room;
      if (lost > 0) ctx.fillRect(x, y + height - Math.max(2, lost), DENSITY_STEP - 1, Math.max(2, lost));
    }
  }
  scene.density = true;
}
