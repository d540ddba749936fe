// Names as they are shown: in their direction and language, so that a browser takes the right letters of a font.
import { make, t } from "./page.js";

/** The BCP 47 language that letters and an id suggest; null where they suggest none. */
function languageOf(text, id = "") {
  if (/[\u3040-\u30ff]/.test(text)) return "ja";
  if (/[\uac00-\ud7af]/.test(text)) return "ko";
  if (/[\u4e00-\u9fff]/.test(text)) return { jp: "ja", kr: "ko", tw: "zh-Hant" }[id.slice(0, 2)] ?? "zh";
  if (/[ăơưđẠ-ỹ]/i.test(text)) return "vi";
  return /[\u0400-\u04ff]/.test(text) ? "ru" : null;
}

/** A name as an element. */
export function written(text, { id = "", lang = languageOf(text, id), ...attributes } = {}) {
  return make("bdi", { lang, dir: "auto", ...attributes }, text);
}

/** What somebody decided, in words; `decision` is an id or a word. */
export function decided({ decision, name }) {
  if (["new", "none", "unsure"].includes(decision)) return t(`review.decided-${decision}`);
  return name || decision;
}

/** A status in a word, with the sign that its class adds. */
export function badge(status) {
  return make("span", { class: `status ${status}` }, t(`review.status-${status}`));
}

export const score = (value) => (value === null || value === undefined ? "" : String(value));

/** The time of an ISO date as the reader writes it. */
export function when(at) {
  const time = new Date(at);
  const language = document.documentElement.lang;
  return Number.isNaN(time.valueOf()) ? at : time.toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
}
