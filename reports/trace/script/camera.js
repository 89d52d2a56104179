// Moving about: wheel, drag and keys. They change the window and the selection, nothing else.

const ZOOM_STEP = 1.5, CLICK_SLOP = 4;

class Camera {
  constructor(app, canvas, tip) {
    this.app = app;
    this.canvas = canvas;
    this.tip = tip;
    this.grip = null;
    canvas.addEventListener("wheel", (event) => this.wheel(event), {passive: false});
    canvas.addEventListener("pointerdown", (event) => this.down(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    canvas.addEventListener("pointerup", (event) => this.up(event));
    canvas.addEventListener("pointerleave", () => this.hideTip());
    canvas.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("keydown", (event) => this.pageKey(event));
  }

  zoom(factor, at = (this.app.view.from + this.app.view.to) / 2) {
    this.app.setView(zoomed(this.app.view, factor, at, this.app.run.end));
  }

  pan(share) {
    const {from, to} = this.app.view, by = (to - from) * share;
    this.app.setView({from: from + by, to: to + by});
  }

  wheel(event) {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 16 : 1;
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      return this.pan((event.deltaX || event.deltaY) * unit / this.app.diagram.width);
    }
    const delta = Math.max(-240, Math.min(240, event.deltaY * unit));
    this.zoom(ZOOM_STEP ** (delta / 120), this.app.diagram.scale().t(Math.max(LEFT, event.offsetX)));
  }

  down(event) {
    if (event.button !== 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.grip = {x: event.offsetX, view: this.app.view, moved: false};
    this.hideTip();
  }

  move(event) {
    if (!this.grip) return this.showTip(event);
    const dx = event.offsetX - this.grip.x;
    if (Math.abs(dx) > CLICK_SLOP) this.grip.moved = true;
    if (!this.grip.moved) return;
    const {view} = this.grip, by = -dx / this.app.diagram.scale(view).perNs;
    this.app.setView({from: view.from + by, to: view.to + by});
  }

  up(event) {
    if (this.grip && !this.grip.moved) this.app.select(this.app.diagram.thingAt(event.offsetX, event.offsetY), {reveal: false});
    this.grip = null;
  }

  showTip(event) {
    const thing = this.app.diagram.thingAt(event.offsetX, event.offsetY);
    this.canvas.style.cursor = thing ? "pointer" : "grab";
    if (!thing) return this.hideTip();
    const {run} = this.app;
    this.tip.textContent = lineOf(run, thing);
    this.tip.hidden = false;
    const left = Math.min(event.offsetX + 14, this.app.diagram.width - this.tip.offsetWidth - 8);
    const below = event.offsetY + 18 + this.tip.offsetHeight < this.app.diagram.height;
    this.tip.style.left = Math.max(0, left) + "px";
    this.tip.style.top = (below ? event.offsetY + 18 : event.offsetY - this.tip.offsetHeight - 10) + "px";
  }

  hideTip() { this.tip.hidden = true; }

  // While the picture has the keyboard.
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = {
      ArrowLeft: () => this.pan(event.shiftKey ? -0.8 : -0.15), ArrowRight: () => this.pan(event.shiftKey ? 0.8 : 0.15),
      ArrowUp: () => this.zoom(1 / ZOOM_STEP), ArrowDown: () => this.zoom(ZOOM_STEP),
      Home: () => this.pan(-1e9), End: () => this.pan(1e9),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  // Anywhere but where one types.
  pageKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return this.app.select(null);
    if (event.target.closest("input:not([type=checkbox]), select, textarea")) return;
    const act = {
      "+": () => this.zoom(1 / ZOOM_STEP), "=": () => this.zoom(1 / ZOOM_STEP), "-": () => this.zoom(ZOOM_STEP),
      "0": () => this.app.showAll(), v: () => this.app.showFailure(),
      n: () => this.app.step(1), p: () => this.app.step(-1), "/": () => document.getElementById("search").focus(),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }
}
