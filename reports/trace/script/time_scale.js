// Time and pixels, and times for people: milliseconds down to the microsecond.

const SPAN_MIN = 1000;  // ns across the picture

class TimeScale {
  constructor(view, left, right) {
    this.view = view;
    this.left = left;
    this.perNs = (right - left) / (view.to - view.from);
  }
  x(t) { return this.left + (t - this.view.from) * this.perNs; }
  t(x) { return this.view.from + (x - this.left) / this.perNs; }
}

const BEYOND_END = 0.06;  // of the window: room for what stands at the very end, and its words

// A window of the same or the wanted width that stays inside of [0, end], and a little room behind.
function windowWithin(from, to, end) {
  const whole = Math.max(end, SPAN_MIN);
  const span = Math.min(Math.max(to - from, SPAN_MIN), whole);
  const middle = (from + to) / 2;
  const room = span < whole ? span * BEYOND_END : 0;
  const start = Math.min(Math.max(middle - span / 2, 0), whole - span + room);
  return {from: start, to: start + span};
}

function zoomed(view, factor, at, end) {
  const span = Math.min(Math.max((view.to - view.from) * factor, SPAN_MIN), Math.max(end, SPAN_MIN));
  const from = at - (at - view.from) * (span / (view.to - view.from));
  return windowWithin(from, from + span, end);
}

function grouped(whole) {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
}

function timeText(ns) {
  const us = Math.round(ns / 1000);
  return grouped(Math.floor(us / 1000)) + "." + String(us % 1000).padStart(3, "0") + " ms";
}

function spanText(ns) {
  if (ns >= 1e9) return (ns / 1e9).toFixed(2) + " s";
  if (ns >= 1e6) return (ns / 1e6).toFixed(ns >= 1e8 ? 0 : 2) + " ms";
  return (ns / 1e3).toFixed(ns >= 1e5 ? 0 : 1) + " µs";
}

// Round steps, at least `gap` pixels apart.
function ticksOf(scale, right, gap) {
  const least = gap / scale.perNs;
  let step = 10 ** Math.floor(Math.log10(least));
  for (const factor of [1, 2, 5, 10]) {
    if (step * factor >= least) {
      step *= factor;
      break;
    }
  }
  const decimals = Math.min(6, Math.max(0, 6 - Math.floor(Math.log10(step) + 1e-9)));
  const ticks = [];
  for (let k = Math.ceil(scale.view.from / step); k * step <= scale.t(right); ++k) {
    const [whole, part] = (k * step / 1e6).toFixed(decimals).split(".");
    ticks.push({t: k * step, text: grouped(whole) + (part ? "." + part : "") + " ms"});
  }
  return ticks;
}
