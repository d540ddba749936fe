// Why a candidate, and why not the next: its evidence in words and weights.
import { make, t } from "./page.js";

export function drawEvidence(box, detail, chosen, { blind }) {
  const candidate = detail.candidates[chosen];
  if (!candidate) return box.replaceChildren();
  box.replaceChildren(
    make("p", { class: "why" }, candidate.why),
    make("ul", {}, ...candidate.evidence.map((each) => make("li", {}, each.text, blind ? "" : ` ${each.weight.toFixed(1)}`))),
  );
}
