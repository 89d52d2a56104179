// The picture: one canvas, painted anew for each change with what is in view only.

class Diagram {
  constructor(app, canvas) {
    this.app = app;
    this.canvas = canvas;
    this.ctx = canvas.getContext("2d");
    this.hits = [];
    this.links = blockedSpans(app.run);
    this.readColours();
    new ResizeObserver(() => this.resize()).observe(canvas.parentElement);
    this.resize();
  }

  readColours() {
    this.palette = readPalette();
    this.patterns = readPatterns(this.ctx, this.palette);
  }

  resize() {
    const {width, height} = this.canvas.parentElement.getBoundingClientRect();
    const ratio = window.devicePixelRatio || 1;
    this.width = Math.max(320, Math.floor(width));
    this.height = Math.max(200, Math.floor(height));
    this.canvas.width = this.width * ratio;
    this.canvas.height = this.height * ratio;
    this.canvas.style.width = this.width + "px";
    this.canvas.style.height = this.height + "px";
    this.ratio = ratio;
    this.layOut();
    this.app.repaint();
  }

  // After a change of the filter other clients may be there.
  layOut() {
    const {run, filter, focus} = this.app;
    const clients = clientsToShow(run, filter, focus);
    this.canvas.parentElement.style.setProperty("--needed", Lanes.heightFor(run, clients) + "px");
    this.lanes = new Lanes(run, clients, this.width, this.height);
  }

  scale(view = this.app.view) { return new TimeScale(view, LEFT, this.lanes.right); }

  paint() {
    const {app, ctx, lanes} = this;
    ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    ctx.clearRect(0, 0, this.width, this.height);
    this.hits = [];
    const scene = {
      ctx, lanes, run: app.run, view: app.view, scale: this.scale(), palette: this.palette, patterns: this.patterns, focus: app.focus,
      filter: app.filter, links: this.links, hits: this.hits, taken: [], density: false,
    };
    ctx.save();
    ctx.beginPath();
    ctx.rect(LEFT, 0, lanes.right - LEFT + 4, this.height);
    ctx.clip();
    reserveStates(scene);
    reserveFlag(scene);
    paintAxis(scene);
    paintNodeStates(scene);
    paintLinks(scene);
    paintMessages(scene);
    paintOperations(scene);
    paintSyncs(scene);
    paintStates(scene);
    paintStateLabels(scene);
    paintFaults(scene);
    paintChosen(scene);
    paintGuiltyAttempts(scene);
    paintFailure(scene);
    paintSelected(scene, app.selected);
    ctx.restore();
    paintNames(scene);
    this.density = scene.density;
  }

  thingAt(x, y) { return x < LEFT ? null : thingAt(this.hits, x, y); }
}
