// What all painters share. A scene is one frame: {ctx, run, view, scale, lanes, palette, patterns, focus, filter, hits, taken}.
// `hits` is what a click can find, `taken` are the places where text stands already.

const ARROWS_MAX = 2500;  // more in view than that are told as a density
const DIM = 0.16;

function clipped(x, scene) { return Math.max(LEFT, Math.min(scene.lanes.right, x)); }

function hitBox(scene, kind, i, x0, y0, x1, y1) { scene.hits.push({kind, i, x0, y0, x1, y1, line: false}); }
function hitLine(scene, kind, i, x0, y0, x1, y1) { scene.hits.push({kind, i, x0, y0, x1, y1, line: true}); }

// The thing nearest to a point, within a few pixels; of equals the last painted.
function thingAt(hits, x, y, reach = 7) {
  let best = null, least = reach;
  for (const hit of hits) {
    const distance = hit.line ? distanceToLine(hit, x, y) : distanceToBox(hit, x, y);
    if (distance <= least) {
      least = distance;
      best = {kind: hit.kind, i: hit.i};
    }
  }
  return best;
}

function distanceToBox({x0, y0, x1, y1}, x, y) {
  return Math.hypot(Math.max(x0 - x, 0, x - x1), Math.max(y0 - y, 0, y - y1));
}

function distanceToLine({x0, y0, x1, y1}, x, y) {
  const dx = x1 - x0, dy = y1 - y0;
  const along = Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - x0 - along * dx, y - y0 - along * dy);
}

// Text where no other stands; says whether it could.
function label(scene, text, x, y, {colour = scene.palette.text, backed = false, size = 11, bold = false} = {}) {
  const {ctx, taken} = scene;
  ctx.font = `${bold ? "600 " : ""}${size}px ${scene.palette.font}`;
  const width = ctx.measureText(text).width;
  const box = {x0: x - 2, x1: x + width + 3, y0: y - size / 2 - 1, y1: y + size / 2 + 1};
  if (box.x1 > scene.lanes.right + 4 || box.x0 < LEFT - 4) return false;
  if (taken.some((t) => t.x0 < box.x1 && box.x0 < t.x1 && t.y0 < box.y1 && box.y0 < t.y1)) return false;
  taken.push(box);
  if (backed) {
    ctx.fillStyle = scene.palette.ground;
    ctx.fillRect(box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0);
  }
  ctx.fillStyle = colour;
  ctx.textBaseline = "middle";
  ctx.fillText(text, x, y);
  return true;
}

// The words of marks that stand in a row: each where it ends before the next mark.
function labelRow(scene, words, y) {
  words.sort((a, b) => a.x - b.x);
  scene.ctx.font = `11px ${scene.palette.font}`;
  words.forEach(({x, text, colour}, k) => {
    const room = (words[k + 1]?.x ?? Infinity) - 14 - x;
    if (room < 20) return;
    const line = text();
    if (line !== "" && scene.ctx.measureText(line).width <= room) label(scene, line, x, y, {colour});
  });
}

function textInBox(scene, text, x0, x1, y, colour, size = 11) {
  const {ctx} = scene;
  ctx.font = `${size}px ${scene.palette.font}`;
  if (ctx.measureText(text).width + 8 > x1 - x0) return false;
  ctx.fillStyle = colour;
  ctx.textBaseline = "middle";
  ctx.fillText(text, x0 + 4, y);
  return true;
}

// Both layers of a kind, the dim one first. Calls paintRow(row, dim).
function paintLayers(scene, kind, paintRow) {
  const {ctx, view, focus} = scene;
  ctx.globalAlpha = DIM;
  focus.rest[kind].forEach(view.from, view.to, (row) => paintRow(row, true));
  ctx.globalAlpha = 1;
  focus.focused[kind].forEach(view.from, view.to, (row) => paintRow(row, false));
}

function paintAxis(scene) {
  const {ctx, palette, lanes, scale} = scene;
  ctx.lineWidth = 1;
  for (const tick of ticksOf(scale, lanes.right, 130)) {
    const x = Math.round(scale.x(tick.t)) + 0.5;
    if (x < LEFT || x > lanes.right) continue;
    ctx.strokeStyle = palette.line;
    ctx.beginPath();
    ctx.moveTo(x, AXIS_HEIGHT - 5);
    ctx.lineTo(x, lanes.bottom);
    ctx.stroke();
    label(scene, tick.text, x + 4, 9, {colour: palette.muted});
  }
}

function paintNames(scene) {
  const {ctx, palette, lanes} = scene;
  ctx.fillStyle = palette.ground;
  ctx.fillRect(0, 0, LEFT - 1, lanes.bottom + 4);
  const name = (text, y, colour, size = 11, bold = false) => {
    ctx.font = `${bold ? "600 " : ""}${size}px ${palette.font}`;
    ctx.fillStyle = colour;
    ctx.textBaseline = "middle";
    ctx.textAlign = "right";
    ctx.fillText(text, LEFT - 8, y);
    ctx.textAlign = "left";
  };
  name("faults", lanes.faults + BAND_HEIGHT / 2, palette.muted);
  if (lanes.links >= 0) name("blocked", lanes.links + BAND_HEIGHT / 2, palette.muted);
  name("chosen", lanes.chosen + BAND_HEIGHT / 2, palette.muted);
  for (let node = 1; node <= lanes.nodes; ++node) name("node " + node, lanes.middle(node), palette.text, 12, true);
  lanes.clients.forEach((client, k) => {
    if (lanes.clientHeight < 12 && k % 2) return;
    name("client " + client, lanes.clientTop(client) + lanes.clientHeight / 2, palette.muted, Math.min(11, lanes.clientHeight + 1));
  });
}
