// Client operations as bars from call to answer, with their attempts; and the violation across all.

const WORD_WIDTH_MIN = 30;

function operationLook(scene, i) {
  const {run, palette} = scene, o = run.operations;
  if (o.guilty[i]) return {fill: palette.badPale, edge: palette.bad, text: palette.bad, sign: "✗ "};
  if (o.end[i] === 0) return {fill: palette.goodPale, edge: palette.good, text: palette.good, sign: ""};
  return {fill: palette.unsurePale, edge: palette.unsure, text: palette.unsure, sign: o.end[i] === 2 ? "not done: " : "? "};
}

function paintOperations(scene) {
  const {ctx, run, lanes, scale} = scene;
  const o = run.operations, last = [new Map(), new Map()];
  const height = lanes.clientHeight - 2;
  paintLayers(scene, KIND.operation, (i, dim) => {
    if (!lanes.row.has(o.client[i])) return;
    const x0 = clipped(scale.x(o.t[i]), scene), x1 = Math.max(clipped(scale.x(o.until[i]), scene), x0 + 1.5);
    const y = lanes.clientTop(o.client[i]) + 1;
    const layer = last[dim ? 0 : 1];
    if (!o.guilty[i] && x1 - (layer.get(o.client[i]) ?? -10) < 1.5) return;
    layer.set(o.client[i], x1);
    const look = operationLook(scene, i);
    ctx.fillStyle = look.fill;
    ctx.fillRect(x0, y, x1 - x0, height);
    if (x1 - x0 > 3) {
      ctx.strokeStyle = look.edge;
      ctx.lineWidth = o.guilty[i] ? 2 : 1;
      ctx.setLineDash(o.end[i] === 0 ? [] : [4, 3]);
      ctx.strokeRect(x0 + 0.5, y + 0.5, x1 - x0 - 1, height - 1);
      ctx.setLineDash([]);
    } else {
      ctx.fillStyle = look.edge;
      ctx.fillRect(x0, y, x1 - x0, height);
    }
    if (!dim && height >= 11 && x1 - x0 > WORD_WIDTH_MIN) textInBox(scene, look.sign + operationWords(run, i), x0, x1, y + height / 2 + 0.5, look.text, Math.min(11, height - 1));
    hitBox(scene, KIND.operation, i, x0, y, x1, y + height);
  });
}

// Of one operation: to which nodes it went, and what came back. Drawn for what is selected or guilty.
const GUILTY_WITH_ATTEMPTS_MAX = 12;

function paintGuiltyAttempts(scene) {
  guiltyOperations(scene.run).slice(-GUILTY_WITH_ATTEMPTS_MAX).forEach((i) => paintAttempts(scene, i));
}

function paintAttempts(scene, i) {
  const {ctx, run, lanes, scale, palette} = scene;
  const {operations, attempts} = run;
  if (!lanes.row.has(operations.client[i])) return;
  const y = lanes.clientTop(operations.client[i]);
  const leg = (from, y0, to, y1, arrives) => {
    ctx.setLineDash(arrives ? [2, 2] : [4, 4]);
    ctx.beginPath();
    ctx.moveTo(scale.x(operations.t[i] + from), y0);
    ctx.lineTo(scale.x(operations.t[i] + to), y1);
    if (arrives) arrowHead(ctx, {x0: scale.x(operations.t[i] + from), y0, x1: scale.x(operations.t[i] + to), y1});
    ctx.stroke();
    ctx.setLineDash([]);
  };
  for (let a = operations.firstAttempt[i]; a < operations.firstAttempt[i + 1]; ++a) {
    const foot = lanes.foot(attempts.node[a]), sent = attempts.t[a], arrived = attempts.arrived[a], answered = attempts.answered[a];
    ctx.strokeStyle = operationLook(scene, i).edge;
    ctx.lineWidth = 1.2;
    if (arrived >= 0) leg(sent, y, arrived, foot, true);
    else leg(sent, y, sent, foot + (y - foot) * 0.6, false);
    if (answered >= 0 && attempts.replied[a] >= 0) leg(attempts.replied[a], foot, answered, y, true);
  }
}

// The place of its name, beside the line; or nothing.
function flagOf(scene) {
  const {ctx, run, palette, lanes, scale} = scene;
  if (!run.failure) return null;
  const x = scale.x(run.failure.t), text = "✗ " + run.failure.oracle;
  if (x < LEFT - 1 || x > lanes.right + 1) return null;
  ctx.font = `600 11px ${palette.font}`;
  const width = ctx.measureText(text).width + 12;
  return {x, text, width, left: x + width > lanes.right ? x - width : x};
}

function reserveFlag(scene) {
  const flag = flagOf(scene);
  if (flag) scene.taken.push({x0: flag.left, x1: flag.left + flag.width, y0: 0, y1: AXIS_HEIGHT});
}

function paintFailure(scene) {
  const {ctx, run, palette, lanes} = scene;
  const {failure} = run, flag = flagOf(scene);
  if (!flag) return;
  const {x, text, left, width} = flag;
  ctx.strokeStyle = palette.bad;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(x, AXIS_HEIGHT - 4);
  ctx.lineTo(x, lanes.bottom);
  ctx.stroke();
  ctx.fillStyle = palette.bad;
  ctx.fillRect(left, 0, width, AXIS_HEIGHT - 3);
  ctx.fillStyle = palette.ground;
  ctx.textBaseline = "middle";
  ctx.fillText(text, left + 6, 9);
  if (failure.node > 0) {
    ctx.strokeRect(x - 7, lanes.top(failure.node) - 3, 14, NODE_HEIGHT + 6);
  }
  hitBox(scene, KIND.failure, 0, left, 0, left + width, AXIS_HEIGHT);
  hitLine(scene, KIND.failure, 0, x, 0, x, lanes.bottom);
}

// A frame around what is selected; of a message and an operation also its whole way.
function paintSelected(scene, thing) {
  const {ctx, palette, lanes} = scene;
  if (!thing || thing.kind === KIND.failure) return;
  if (thing.kind === KIND.operation) paintAttempts(scene, thing.i);
  const hit = scene.hits.findLast((h) => same(h, thing));
  if (!hit) return;
  ctx.strokeStyle = palette.text;
  ctx.lineWidth = 2.5;
  ctx.beginPath();
  if (hit.line) {
    ctx.moveTo(hit.x0, hit.y0);
    ctx.lineTo(hit.x1, hit.y1);
    if (thing.kind === KIND.message) arrowHead(ctx, hit);
  } else {
    ctx.rect(Math.max(LEFT, hit.x0) - 2.5, hit.y0 - 2.5, Math.min(lanes.right, hit.x1) - Math.max(LEFT, hit.x0) + 5, hit.y1 - hit.y0 + 5);
  }
  ctx.stroke();
}
