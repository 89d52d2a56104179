// The tools above the picture: buttons, the filter's lists, search.

class Controls {
  constructor(app, camera) {
    this.app = app;
    const on = (id, act) => this.by(id).addEventListener("click", act);
    on("zoom-in", () => camera.zoom(1 / ZOOM_STEP));
    on("zoom-out", () => camera.zoom(ZOOM_STEP));
    on("fit", () => app.showAll());
    on("to-failure", () => app.showFailure());
    on("next", () => app.step(1));
    on("previous", () => app.step(-1));
    on("hit-next", () => app.stepHit(true));
    on("hit-previous", () => app.stepHit(false));
    this.by("to-failure").hidden = !app.run.failure;
    this.by("tools").addEventListener("submit", (event) => event.preventDefault());
    this.makeKinds();
    this.makeObjects();
    this.by("object").addEventListener("change", () => app.setFilter({object: Number(this.by("object").value), entry: 0}));
    this.by("entry").addEventListener("change", () => app.setFilter({entry: Number(this.by("entry").value)}));
    this.by("hide").addEventListener("change", () => app.setFilter({hide: this.by("hide").checked}));
    this.listenToSearch();
  }

  by(id) { return document.getElementById(id); }

  listenToSearch() {
    const input = this.by("search");
    let later = 0;
    input.addEventListener("input", () => {
      clearTimeout(later);
      later = setTimeout(() => this.app.find(input.value), 120);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      clearTimeout(later);
      if (input.value.trim().toLowerCase() !== this.app.search.words) this.app.find(input.value);
      this.app.stepHit(!event.shiftKey);
    });
  }

  makeKinds() {
    for (const {id, name} of SHOWN_KINDS) {
      const box = el("input", {type: "checkbox", id: "kind-" + id});
      box.checked = true;
      box.addEventListener("change", () => {
        const off = new Set(this.app.filter.off);
        if (box.checked) off.delete(id);
        else off.add(id);
        this.app.setFilter({off});
      });
      this.by("kinds").append(el("label", {class: "check"}, box, name));
    }
  }

  makeObjects() {
    const {run} = this.app;
    this.by("object").append(el("option", {value: -1}, "all"), ...run.objects.map((name, i) => el("option", {value: i}, name)));
  }

  // Shows the filter as it is.
  show() {
    const {run, filter} = this.app;
    this.by("object").value = filter.object;
    if (this.entriesOf !== filter.object) {
      this.entriesOf = filter.object;
      const entries = filter.object < 0 ? [] : entriesOf(run, filter.object);
      this.by("entry").replaceChildren(el("option", {value: 0}, "all"), ...entries.map((e) => el("option", {value: e}, e)));
    }
    if (filter.entry > 0 && !this.by("entry").querySelector(`option[value="${Number(filter.entry)}"]`)) {
      this.by("entry").append(el("option", {value: filter.entry}, filter.entry));
    }
    this.by("entry").value = filter.entry;
    this.by("entry").disabled = filter.object < 0;
    this.by("hide").checked = filter.hide;
    this.by("hide").disabled = filter.object < 0;
    for (const {id} of SHOWN_KINDS) this.by("kind-" + id).checked = !filter.off.has(id);
  }

  showHits() {
    const {search, selected, events} = this.app;
    const at = selected ? search.hits.indexOf(events.positionOf(selected)) : -1;
    const count = grouped(search.hits.length);
    this.by("hits").textContent = search.words === "" ? "" : search.hits.length === 0 ? "no hit" : at < 0 ? count + " hits"
      : `${grouped(at + 1)} of ${count}`;
    for (const id of ["hit-next", "hit-previous"]) this.by(id).disabled = search.hits.length === 0;
  }
}
