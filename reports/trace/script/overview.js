// The strip with the whole run: how much happens when, what is in focus, faults, the violation, hits of the search, and the
// window that the picture shows. Its ground is painted when the filter changes, the window with each frame.

class Overview {
  constructor(app, canvas) {
    this.app = app;
    this.canvas = canvas;
    this.ground = document.createElement("canvas");
    new ResizeObserver(() => this.resize()).observe(canvas);
    this.resize();
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.moveTo(event);
    });
    canvas.addEventListener("pointermove", (event) => { if (event.buttons & 1) this.moveTo(event); });
  }

  resize() {
    this.ratio = window.devicePixelRatio || 1;
    this.width = Math.max(320, Math.floor(this.canvas.getBoundingClientRect().width));
    this.height = 34;
    for (const canvas of [this.canvas, this.ground]) {
      canvas.width = this.width * this.ratio;
      canvas.height = this.height * this.ratio;
    }
    this.paintGround();
    this.app.repaint();
  }

  x(t) { return LEFT + t / Math.max(this.app.run.end, SPAN_MIN) * (this.width - RIGHT_MARGIN - LEFT); }

  moveTo(event) {
    const t = (event.offsetX - LEFT) / (this.width - RIGHT_MARGIN - LEFT) * this.app.run.end;
    const half = (this.app.view.to - this.app.view.from) / 2;
    this.app.setView({from: t - half, to: t + half});
  }

  paintGround() {
    const {run, events, listed, search} = this.app;
    const palette = this.app.diagram?.palette ?? readPalette(), ctx = this.ground.getContext("2d");
    ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    ctx.clearRect(0, 0, this.width, this.height);
    ctx.fillStyle = palette.raised;
    ctx.fillRect(LEFT, 0, this.width - RIGHT_MARGIN - LEFT, this.height);
    const bars = (count, timeAt, colour) => {
      const columns = new Uint32Array(this.width);
      let most = 1;
      for (let k = 0; k < count; ++k) most = Math.max(most, ++columns[Math.min(this.width - 1, Math.floor(this.x(timeAt(k))))]);
      ctx.fillStyle = colour;
      columns.forEach((n, x) => {
        const height = n === 0 ? 0 : Math.max(2, Math.sqrt(n / most) * (this.height - 8));
        ctx.fillRect(x, this.height - height, 1, height);
      });
    };
    bars(events.count, (k) => events.timeAt(k), palette.bar);
    if (listed.length < events.count) bars(listed.length, (k) => events.timeAt(listed[k]), palette.barEdge);
    const mark = (t, y, height, colour, width) => {
      ctx.fillStyle = colour;
      ctx.fillRect(this.x(t) - width / 2, y, width, height);
    };
    for (let i = 0; i < run.faults.count; ++i) if (run.faults.injects[i]) mark(run.faults.t[i], 0, 4, palette.bad, 1.5);
    for (const hit of search.hits.slice(0, 5000)) mark(events.timeAt(hit), 5, 4, palette.unsure, 2);
    if (run.failure) mark(run.failure.t, 0, this.height, palette.bad, 2.5);
    ctx.font = `11px ${palette.font}`;
    ctx.fillStyle = palette.muted;
    ctx.textAlign = "right";
    ctx.textBaseline = "middle";
    ctx.fillText("whole run", LEFT - 8, this.height / 2);
    ctx.textAlign = "left";
  }

  paint() {
    const ctx = this.canvas.getContext("2d"), {view, diagram} = this.app;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, this.canvas.width, this.canvas.height);
    ctx.drawImage(this.ground, 0, 0);
    ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    const x0 = this.x(view.from), x1 = Math.max(this.x(view.to), x0 + 3);
    ctx.globalAlpha = 0.12;
    ctx.fillStyle = diagram.palette.text;
    ctx.fillRect(x0, 0, x1 - x0, this.height);
    ctx.globalAlpha = 1;
    ctx.strokeStyle = diagram.palette.text;
    ctx.lineWidth = 1.5;
    ctx.strokeRect(x0 + 0.75, 0.75, x1 - x0 - 1.5, this.height - 1.5);
  }
}
