// The signs of the picture and what they mean, painted as the picture paints them.

const SIGN_WIDTH = 46, SIGN_HEIGHT = 22;

const line = (c, colour, dash = []) => {
  c.strokeStyle = colour;
  c.lineWidth = 1.4;
  c.setLineDash(dash);
  c.beginPath();
  c.moveTo(4, 4);
  c.lineTo(40, 18);
  c.stroke();
  c.setLineDash([]);
};

const box = (c, fill, pattern) => {
  c.fillStyle = fill;
  c.fillRect(2, 3, 42, 16);
  if (!pattern) return;
  c.globalAlpha = 0.5;
  c.fillStyle = pattern;
  c.fillRect(2, 3, 42, 16);
  c.globalAlpha = 1;
};

const SIGNS = [
  ["a message, from lane to lane", (c, p) => { line(c, p.barEdge); c.beginPath(); arrowHead(c, {x0: 4, y0: 4, x1: 40, y1: 18}); c.stroke(); }],
  ["a message that does not arrive, with the reason", (c, p) => { line(c, p.bad, [5, 4]); c.fillStyle = p.bad; c.font = "700 13px sans-serif"; c.fillText("×", 36, 21); }],
  ["a message still on its way when the run ended", (c, p) => line(c, p.barEdge, [5, 4])],
  ["a selected operation's way to a node and back", (c, p) => line(c, p.good, [2, 2])],
  ["many messages: how many leave a node in each moment", (c, p) => { c.fillStyle = p.barEdge; [5, 9, 14, 8, 11, 6, 3, 10, 15, 7].forEach((h, k) => c.fillRect(3 + 4 * k, 3, 3, h)); }],
  ["the node serves", (c, p) => box(c, p.bar)],
  ["it starts: recovers, serves nobody", (c, p, s) => box(c, p.unsurePale, s.starting)],
  ["it is paused", (c, p, s) => box(c, p.unsurePale, s.paused)],
  ["it is down", (c, p, s) => box(c, p.badPale, s.down)],
  ["a sync, from asking to its end", (c, p) => { c.fillStyle = p.barEdge; c.fillRect(6, 9, 34, 4); c.fillRect(6, 7, 1, 8); c.fillRect(39, 7, 1, 8); }],
  ["state changes in memory", (c, p) => { c.strokeStyle = p.text; c.beginPath(); c.arc(22, 11, 3.5, 0, 7); c.stroke(); }],
  ["state reaches the platter", (c, p) => { c.fillStyle = p.text; c.beginPath(); c.arc(22, 11, 3.8, 0, 7); c.fill(); }],
  ["an entry becomes chosen", (c, p) => { c.fillStyle = p.good; c.beginPath(); c.moveTo(22, 5); c.lineTo(27, 11); c.lineTo(22, 17); c.lineTo(17, 11); c.fill(); }],
  ["a fault; hollow: its end", (c, p) => { c.fillStyle = p.bad; c.beginPath(); c.moveTo(17, 6); c.lineTo(27, 6); c.lineTo(22, 16); c.fill(); }],
  ["nodes that cannot reach each other", (c, p, s) => box(c, p.badPale, s.blocked)],
  ["an operation with its answer", (c, p) => { box(c, p.goodPale); c.strokeStyle = p.good; c.strokeRect(2.5, 3.5, 41, 15); }],
  ["an operation: answer unknown, or certainly not done", (c, p) => { box(c, p.unsurePale); c.strokeStyle = p.unsure; c.setLineDash([4, 3]); c.strokeRect(2.5, 3.5, 41, 15); }],
  ["an operation that shows the violation", (c, p) => { box(c, p.badPale); c.strokeStyle = p.bad; c.lineWidth = 2; c.setLineDash([]); c.strokeRect(3, 4, 40, 14); }],
];

function paintLegend(place, palette) {
  const ratio = window.devicePixelRatio || 1;
  place.replaceChildren(...SIGNS.map(([words, paint]) => {
    const canvas = el("canvas", {width: SIGN_WIDTH * ratio, height: SIGN_HEIGHT * ratio, "aria-hidden": "true"});
    canvas.style.width = SIGN_WIDTH + "px";
    canvas.style.height = SIGN_HEIGHT + "px";
    const ctx = canvas.getContext("2d");
    ctx.scale(ratio, ratio);
    paint(ctx, palette, readPatterns(ctx, palette));
    return el("div", {}, canvas, el("span", {}, words));
  }));
}
