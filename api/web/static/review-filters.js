// Which entries of the queue are wanted, in which order, and how they are shown.

const WAIT = 250; // milliseconds after the last key

export class Filters {
  #form;

  constructor(form, changed) {
    this.#form = form;
    let timer = 0;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => {
      if (event.target.id === "latin") return;
      clearTimeout(timer);
      timer = setTimeout(changed, event.target.matches("input[type=search], input[type=number]") ? WAIT : 0);
    });
  }

  get blind() {
    return this.#form.blind.checked;
  }

  get latin() {
    return this.#form.latin.checked;
  }

  get decided() {
    return this.#form.decided.value;
  }

  /** Whether anything but what is undecided is left out. */
  isNarrow() {
    return ["q", "status", "type", "script", "min", "max"].some((name) => this.#form[name].value.trim()) || !["", "no"].includes(this.decided);
  }

  query(more) {
    const query = this.asReviewer();
    for (const name of ["q", "decided", "status", "type", "script", "min", "max", "sort"]) {
      const value = this.#form[name].value.trim();
      if (value) query.set(name, value);
    }
    for (const [name, value] of Object.entries(more)) query.set(name, value);
    return query;
  }

  /** Blind mode, and whose decisions it shows. */
  asReviewer() {
    if (!this.blind) return new URLSearchParams();
    return new URLSearchParams({ blind: "true", reviewer: document.getElementById("reviewer").value.trim() });
  }
}
