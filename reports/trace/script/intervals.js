// Which of many intervals, ordered by their beginning, meet a window: by binary search, so that a frame costs what is in view.

// The first i in [0, count) for which `holds`, which must not hold before one for which it does; else count.
function firstWhere(count, holds) {
  let low = 0, high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

class Intervals {
  // Rows `rows` (numbers, in order of their beginning) of a list with `t` and perhaps `until`.
  constructor(list, rows) {
    this.rows = rows;
    this.t = list.t;
    this.until = list.until ?? list.t;
    this.reach = new Float64Array(rows.length);  // the latest end of all up to here
    let reach = -Infinity;
    for (let k = 0; k < rows.length; ++k) this.reach[k] = reach = Math.max(reach, this.until[rows[k]]);
  }

  // Calls `visit(row)` for each that meets [from, to], in order.
  forEach(from, to, visit) {
    const rows = this.rows;
    for (let k = firstWhere(rows.length, (m) => this.reach[m] >= from); k < rows.length; ++k) {
      if (this.t[rows[k]] > to) return;
      if (this.until[rows[k]] >= from) visit(rows[k]);
    }
  }

  // How many, at most `max`.
  countIn(from, to, max) {
    let count = 0;
    const rows = this.rows;
    for (let k = firstWhere(rows.length, (m) => this.reach[m] >= from); k < rows.length && count < max; ++k) {
      if (this.t[rows[k]] > to) break;
      if (this.until[rows[k]] >= from) ++count;
    }
    return count;
  }
}
