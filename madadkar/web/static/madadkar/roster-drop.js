// The place to drop a roster's file: says in Persian which file was chosen. Without it the browser's own
// file field does the same work.
const FA = new Intl.NumberFormat("fa-IR", { maximumFractionDigits: 0 });

class RosterDrop extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=file]");
    this.words = this.querySelector(".drop-words");
    if (!this.input || !this.words) return;
    this.words.hidden = false;
    this.classList.add("is-quick");
    this.input.addEventListener("change", () => this.say());
    for (const name of ["dragenter", "dragover"]) this.addEventListener(name, () => this.classList.add("is-over"));
    for (const name of ["dragleave", "drop"]) this.addEventListener(name, () => this.classList.remove("is-over"));
    this.say();
  }

  say() {
    const [file] = this.input.files;
    if (!file) return;
    const said = this.words.querySelector("[data-said]");
    const name = document.createElement("bdi");
    name.textContent = file.name;
    said.replaceChildren(name, ` (${FA.format(Math.max(1, Math.round(file.size / 1024)))} کیلوبایت)`);
  }
}

customElements.define("roster-drop", RosterDrop);
