// The keys of the desk: one table, from which they act and from which the help is written.
import { make, t } from "./page.js";

/** [keys, what they do, string that says so]; what may be held down to repeat stands in REPEATED. */
const KEYS = [
  [["ArrowDown"], "candidate-down", "review.key-down"],
  [["ArrowUp"], "candidate-up", "review.key-up"],
  [["j"], "down", "review.key-next"],
  [["k"], "up", "review.key-previous"],
  [["x", "Enter"], "accept", "review.key-accept"],
  [["1", "2", "3", "4", "5", "6", "7", "8", "9"], "nth", "review.key-nth"],
  [["n"], "none", "review.key-none"],
  [["u"], "unsure", "review.key-unsure"],
  [["s"], "skip", "review.key-skip"],
  [["c"], "new", "review.key-new"],
  [["/"], "search", "review.key-search"],
  [["r"], "scope-row", "review.key-row"],
  [["m"], "scope-name", "review.key-same-name"],
  [["t"], "scope-context", "review.key-same-context"],
  [["z"], "undo", "review.key-undo"],
  [["h"], "history", "review.key-history"],
  [["y"], "yaml", "review.key-yaml"],
  [["l"], "latin", "review.key-latin"],
  [["b"], "blind", "review.key-blind"],
  [["g"], "agreement", "review.key-agreement"],
  [["f"], "filter", "review.key-filter"],
  [["?"], "help", "review.key-help"],
];
const REPEATED = new Set(["candidate-down", "candidate-up", "down", "up"]);
const NAMES = { ArrowDown: "↓", ArrowUp: "↑" };
const acts = new Map(KEYS.flatMap(([keys, act]) => keys.map((key) => [key, act])));
const OFF = "exonym-keys-off";

/** Calls `act(name, event)` for a key, unless one types, composes, or a dialog is open. */
export function listen(act) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isField(event.target)) event.target.blur(); // back to where keys act
    const name = acts.get(event.key);
    if (!name || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.keyCode === 229) return;
    if (document.querySelector("dialog[open]") || isField(event.target)) return;
    if (event.key === "Enter" && event.target.closest("button, a, summary")) return;
    if (event.key.startsWith("Arrow") && event.target.type === "radio") return;
    if (event.key.length === 1 && event.key !== "?" && localStorage.getItem(OFF)) return;
    event.preventDefault();
    if (!event.repeat || REPEATED.has(name)) act(name, event);
  });
}

function isField(element) {
  const isTyped = element.matches("input, textarea, select") && !["checkbox", "radio"].includes(element.type);
  return isTyped || element.isContentEditable;
}

/** Every key with what it does, and a switch for those of one letter, which may be in a screen reader's way. */
export function help() {
  const off = make("input", { type: "checkbox", checked: !localStorage.getItem(OFF), onchange: () => {
    if (off.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  } });
  const rows = KEYS.map(([keys, , text]) => make("tr", {},
    make("th", { scope: "row" }, ...shown(keys)), make("td", {}, t(text))));
  return [
    make("table", { class: "keys" }, make("tbody", {}, ...rows)),
    make("p", {}, make("label", { class: "check" }, off, " ", t("review.letter-keys"))),
  ];
}

function shown(keys) {
  const few = keys.length > 3 ? [keys[0], keys.at(-1)] : keys;
  return few.flatMap((key, at) => [at ? (keys.length > 3 ? "–" : " ") : "", make("kbd", {}, NAMES[key] ?? key)]);
}
