// A list box of any length: only what is in sight stands in the document, and each option says which of how many it is.
import { make } from "./page.js";

const MARGIN = 6; // options beyond the edges

export class List {
  #box;
  #stretch;
  #draw;
  #sizer = make("div", { role: "presentation", class: "sizer" });
  #height = 0;
  #shown = "";
  position = 0;

  /** `draw(row)` gives an option's children; `choose(position)` is told what a click or a key chooses. */
  constructor(box, stretch, draw, choose) {
    [this.#box, this.#stretch, this.#draw] = [box, stretch, draw];
    box.append(this.#sizer);
    box.addEventListener("scroll", () => this.show(), { passive: true });
    new ResizeObserver(() => this.show(true)).observe(box);
    box.addEventListener("click", (event) => {
      const option = event.target.closest("[data-position]");
      if (option) choose(Number(option.dataset.position));
    });
    box.addEventListener("keydown", (event) => {
      const to = this.#moved(event.key);
      if (to === null || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      choose(Math.max(0, Math.min(to, (this.#stretch.total ?? 1) - 1)));
    });
  }

  #moved(key) {
    const page = Math.max(1, Math.floor(this.#box.clientHeight / (this.#height || 1)) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    if (key in steps) return this.position + steps[key];
    if (key === "Home") return 0;
    return key === "End" ? (this.#stretch.total ?? 1) - 1 : null;
  }

  /** Marks an option as chosen and brings it into sight. */
  choose(position) {
    this.position = position;
    const [top, height] = [position * this.#measured(), this.#box.clientHeight];
    if (top < this.#box.scrollTop) this.#box.scrollTop = top;
    else if (top + this.#height > this.#box.scrollTop + height) this.#box.scrollTop = top + this.#height - height;
    this.show(true);
  }

  /** Draws what is in sight, where that changed or `anew`; what is not held yet is asked for. */
  show(anew = false) {
    const height = this.#measured();
    const total = this.#stretch.total ?? 0;
    const first = Math.max(0, Math.floor(this.#box.scrollTop / height) - MARGIN);
    const last = Math.min(total, Math.ceil((this.#box.scrollTop + this.#box.clientHeight) / height) + MARGIN);
    if (!anew && this.#shown === `${first} ${last}`) return;
    this.#shown = `${first} ${last}`;
    this.#sizer.style.setProperty("block-size", `${total * height}px`);
    const options = [];
    for (let position = first; position < last; position += 1) options.push(this.#option(position, total));
    this.#sizer.replaceChildren(...options);
    const isShown = this.position >= first && this.position < last;
    if (isShown) this.#box.setAttribute("aria-activedescendant", `option-${this.position}`);
    else this.#box.removeAttribute("aria-activedescendant");
    if (last > first) this.#stretch.need(first, last).catch(() => {});
  }

  #option(position, total) {
    const row = this.#stretch.at(position);
    const option = make("div", {
      role: "option", class: "option", id: `option-${position}`, "data-position": position,
      "aria-selected": String(position === this.position), "aria-setsize": total, "aria-posinset": position + 1,
    }, ...(row ? this.#draw(row) : ["…"]));
    option.style.setProperty("inset-block-start", `${position * this.#height}px`);
    return option;
  }

  /** The height of one option in pixels; text may be enlarged while the page is open. */
  #measured() {
    const probe = make("div", { class: "option", role: "presentation" });
    if (!this.#height || this.#zoom !== devicePixelRatio) {
      this.#sizer.append(probe);
      this.#height = probe.offsetHeight || 56;
      probe.remove();
      this.#zoom = devicePixelRatio;
    }
    return this.#height;
  }

  #zoom = 0;
}
