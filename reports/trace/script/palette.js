// The colours of the style sheet, for the canvas.

const COLOURS = ["ground", "raised", "text", "muted", "line", "good", "good-pale", "bad", "bad-pale", "unsure", "unsure-pale",
  "bar", "bar-edge", "bar-pale"];

function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const palette = {};
  for (const name of COLOURS) palette[name.replace(/-(.)/g, (_, c) => c.toUpperCase())] = style.getPropertyValue("--" + name).trim();
  palette.font = getComputedStyle(document.body).fontFamily;
  return palette;
}

// Stripes, so that a shade can be told without its colour: one canvas pattern for each kind of line.
function stripes(ctx, colour, {gap = 6, back = false, dots = false} = {}) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = gap;
  const t = tile.getContext("2d");
  t.strokeStyle = t.fillStyle = colour;
  t.lineWidth = 1;
  if (dots) {
    t.fillRect(gap / 2, gap / 2, 1.5, 1.5);
  } else {
    t.beginPath();
    for (const shift of [-gap, 0, gap]) {
      t.moveTo(shift, back ? 0 : gap);
      t.lineTo(shift + gap, back ? gap : 0);
    }
    t.stroke();
  }
  return ctx.createPattern(tile, "repeat");
}

function readPatterns(ctx, palette) {
  return {
    down: stripes(ctx, palette.bad, {gap: 5}),
    starting: stripes(ctx, palette.unsure, {gap: 7, back: true}),
    paused: stripes(ctx, palette.unsure, {gap: 5, dots: true}),
    blocked: stripes(ctx, palette.bad, {gap: 9, back: true}),
  };
}
