// The right pane: who may be meant, best first, and what speaks for and against the one that is chosen.
import { make, t } from "./page.js";
import { score, written } from "./review-text.js";

/** Why there is nobody to choose from: a row that failed, an empty cell and an unknown name are three things. */
function state(detail) {
  if (detail.answer.status === "error" || detail.answer.error) {
    const text = detail.answer.error?.message || detail.answer.why || "";
    return make("p", { class: "state error" }, t("review.state-error"), " ", make("span", { lang: "en" }, text));
  }
  if (!detail.mention.trim()) return make("p", { class: "state blank" }, t("review.state-blank"));
  return make("p", { class: "state nobody" }, t("review.state-nobody"));
}

/** Draws the list; `choose(index)` is told of clicks and keys within it. */
export function drawCandidates(box, detail, chosen, { blind, latin }, choose) {
  const candidates = detail.candidates;
  if (!candidates.length) return box.replaceChildren(state(detail));
  const isSeveral = detail.answer.status === "several";
  const options = candidates.map((each, at) => make("div", {
    role: "option", class: "candidate", id: `candidate-${at}`, "aria-selected": String(at === chosen),
    onclick: () => choose(at),
  },
  make("kbd", { "aria-hidden": "true" }, at < 9 ? String(at + 1) : " "),
  make("span", { class: "who" },
    written(each.name, { id: each.id, class: "candidate-name" }),
    ...(latin && each.latin && each.latin !== each.name ? [" ", make("span", { class: "latin", lang: "und-Latn" }, each.latin)] : []),
    make("span", { class: "about", lang: each.description ? "en" : null }, each.description || t(`review.type-${each.kind}`)),
    make("span", { class: "id" }, each.id)),
  !blind && make("span", { class: "points" }, make("span", { class: "hidden-text" }, t("review.score"), " "), score(each.score))));
  const list = make("div", {
    role: "listbox", id: "candidate-list", tabindex: 0, "aria-labelledby": "candidates-title",
    "aria-activedescendant": chosen >= 0 ? `candidate-${chosen}` : null,
  }, ...options);
  const focused = document.activeElement?.id === "candidate-list";
  box.replaceChildren(...(isSeveral ? [make("p", { class: "state" }, t("review.state-several"))] : []), list);
  if (focused) list.focus();
}
