// How far a review is: a bar, and the same in words.
import { make, t } from "./page.js";
import { badge } from "./review-text.js";

const STATUSES = ["match", "ambiguous", "several", "none", "error"];
const SVG = "http://www.w3.org/2000/svg";

/** `state` has counts, decided, left and, while names are still looked up, progress {done, total}. */
export function drawProgress(bar, words, state) {
  const made = Object.values(state.decided ?? {}).reduce((sum, each) => sum + each, 0);
  const names = Object.values(state.counts).reduce((sum, each) => sum + each, 0);
  drawBar(bar, [["decided", made], ["left", state.left], ["rest", Math.max(0, names - made - state.left)]]);
  words.replaceChildren(
    make("strong", {}, t("review.decided-count", { count: made })), " ",
    make("strong", {}, t("review.left-count", { count: state.left })),
    ...STATUSES.filter((each) => state.counts[each]).flatMap((each) => [" ", badge(each), ` ${state.counts[each]}`]),
    ...(state.ready === false ? [" ", make("span", { class: "soft" }, lookedUp(state.progress))] : []),
  );
}

function lookedUp(progress) {
  return progress?.total ? t("review.looked-up", progress) : t("review.reading");
}

function drawBar(bar, parts) {
  const whole = parts.reduce((sum, [, count]) => sum + count, 0) || 1;
  let x = 0;
  bar.replaceChildren(...parts.map(([name, count]) => {
    const part = document.createElementNS(SVG, "rect");
    const width = (1000 * count) / whole;
    for (const [key, value] of Object.entries({ class: name, x, y: 0, width, height: 10 })) part.setAttribute(key, value);
    x += width;
    return part;
  }));
}
