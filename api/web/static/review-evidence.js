// Why a candidate, and why not the next: first in a line, then as the service draws it.
import { ask, make, t } from "./page.js";

const pieces = new WeakMap(); // by details of an entry: pieces of HTML by question

/** Draws the reasons for the chosen candidate, or how the name is read where nobody is chosen. */
export async function drawEvidence(box, detail, chosen, { blind }) {
  const candidate = detail.candidates[chosen];
  const question = questionOf(detail, candidate, blind);
  box.dataset.question = question;
  const known = kept(detail).get(question);
  if (typeof known === "string") return show(box, known);
  box.replaceChildren(make("p", { class: "why", lang: "en" }, (!blind && candidate?.why) || ""));
  box.setAttribute("aria-busy", "true");
  try {
    const html = await piece(detail, question);
    if (box.dataset.question === question) show(box, html);
  } catch (problem) {
    if (box.dataset.question === question) box.append(make("p", { class: "soft" }, t("review.no-evidence"), " ", problem.message));
  }
  box.removeAttribute("aria-busy");
}

/** Asks ahead for what will be drawn first. */
export function foresee(detail, { blind }) {
  const question = questionOf(detail, blind ? undefined : detail.candidates[0], blind);
  piece(detail, question).catch(() => {});
}

function questionOf(detail, candidate, blind) {
  const given = Object.entries({ q: detail.mention, ...detail.hints, against: candidate?.id }).filter(([, value]) => value);
  return new URLSearchParams([...given, ...(blind ? [["blind", ""]] : [])]).toString();
}

async function piece(detail, question) {
  const known = kept(detail);
  if (!known.has(question)) {
    const asked = ask(`/lookup/evidence?${question}`);
    known.set(question, asked);
    asked.then((html) => known.set(question, html), () => known.delete(question));
  }
  return known.get(question);
}

function kept(detail) {
  if (!pieces.has(detail)) pieces.set(detail, new Map());
  return pieces.get(detail);
}

/** Puts HTML of our own service into the page; its scripts, had it any, would not run. */
function show(box, html) {
  box.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  box.removeAttribute("aria-busy");
}
