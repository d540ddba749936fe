// Why a mention means whom it means: a card beside it; and walking from one mention to the next.

import { make, page, t } from "./page.js";

export class Reasons {
  /** `result` holds the marked text, the list of entities and the card. */
  constructor(result, marked, entities, card) {
    Object.assign(this, { result, marked, entities, card, mentions: [] });
    result.addEventListener("keydown", (event) => this.#key(event));
    result.addEventListener("click", (event) => this.#click(event));
    marked.addEventListener("focusin", (event) => this.#open(event.target.closest(".mention")));
    result.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !result.contains(event.relatedTarget)) this.close();
    });
  }

  /** Mentions as the service tells them, behind those that are there. */
  add(mentions) {
    this.mentions.push(...mentions);
  }

  clear() {
    this.mentions = [];
    this.close();
  }

  close() {
    this.card.hidden = true;
    for (const each of this.result.querySelectorAll(".here")) each.classList.remove("here");
  }

  #open(mark) {
    const mention = mark && this.mentions[mark.id.slice(1) - 1];
    if (!mention) return;
    this.close();
    mark.classList.add("here");
    this.current = Number(mark.id.slice(1));
    const row = document.getElementById(mark.firstChild.hash.slice(1));
    row?.classList.add("here");
    this.card.replaceChildren(...this.#content(mention));
    this.card.hidden = false;
    this.#place(mark);
  }

  #content(mention) {
    const close = make("button", { class: "close", type: "button", "aria-label": t("annotate.close"), onclick: () => this.#back() }, "×");
    const why = make("p", { lang: "en" }, mention.why);
    if (mention.id) {
      const name = make("a", { href: `${page.root}/view/${mention.id}`, dir: "auto" }, mention.name);
      const facts = `${t(`annotate.kind-${mention.kind}`)} · ${t("annotate.score", { score: mention.score })} · ${t(`annotate.via-${mention.via}`)}`;
      return [close, make("p", { class: "who" }, name), make("p", { class: "id" }, mention.id), make("p", { class: "soft" }, facts), why];
    }
    const candidates = mention.candidates.map((each) => make("li", {},
      make("a", { href: `${page.root}/view/${each.id}`, dir: "auto" }, each.name),
      make("span", { class: "soft" }, ` ${t(`annotate.kind-${each.kind}`)} · ${t("annotate.score", { score: each.score.toFixed(1) })}`)));
    return [close, make("p", { class: "who" }, t("annotate.may-be")), make("ul", {}, candidates), why];
  }

  /** Below the mention, inside the window; on a narrow one the style puts the card to the bottom. */
  #place(mark) {
    const lines = mark.getClientRects();
    const last = lines[lines.length - 1];
    const outer = this.result.getBoundingClientRect();
    const left = Math.max(0, Math.min(last.left - outer.left, outer.width - this.card.offsetWidth));
    this.card.style.setProperty("--top", `${last.bottom - outer.top + 8}px`);
    this.card.style.setProperty("--left", `${left}px`);
  }

  /** Back to the mention whose card was open. */
  #back() {
    const mark = document.getElementById(`m${this.current}`);
    mark?.firstChild.focus();
    this.close();
  }

  #click(event) {
    const link = event.target.closest("a");
    if (link?.closest(".mention")) {
      event.preventDefault();
      this.#open(link.closest(".mention"));
    } else if (link?.closest(".places")) {
      event.preventDefault();
      this.#go(Number(link.hash.slice(2)));
    } else if (!event.target.closest("#reason")) {
      this.close();
    }
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const mark = event.target.closest(".mention");
    if (event.key === "Escape" && !this.card.hidden) this.#back();
    else if (event.key === "n") this.#go((this.current || 0) + 1);
    else if (event.key === "p") this.#go((this.current || 2) - 1);
    else if (event.key === "Enter" && mark) {
      this.#open(mark);
      this.card.querySelector("a")?.focus();
    } else return;
    event.preventDefault();
  }

  #go(number) {
    const mark = document.getElementById(`m${number}`);
    if (!mark) return;
    mark.firstChild.focus({ preventScroll: true });
    mark.scrollIntoView({ block: "center" });
    this.#open(mark);
  }
}
