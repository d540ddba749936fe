// Searches all entities for one that is not among the candidates.
import { ask, make, t } from "./page.js";
import { open } from "./review-dialog.js";
import { written } from "./review-text.js";

const WAIT = 120; // milliseconds after the last key

/** Lets the reviewer find an entity, beginning with a text; `choose(found)` gets it. */
export function search(text, choose) {
  let found = [];
  let at = 0;
  let timer = 0;
  let asking = null;
  const list = make("div", { role: "listbox", id: "found", "aria-label": t("review.search-all"), hidden: true });
  const said = make("p", { class: "soft", role: "status" });
  const field = make("input", {
    type: "text", role: "combobox", "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list",
    "aria-label": t("review.search-all"), maxlength: 200, value: text, class: "find", autocomplete: "off",
    oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(look, WAIT);
    },
    onkeydown: (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      if (event.key in steps && found.length) move((at + steps[event.key] + found.length) % found.length);
      else if (event.key === "Enter" && found[at]) take(found[at]);
      else return;
      event.preventDefault();
    },
  });
  const close = open(t("review.search-all"), [field, said, list]);
  field.select();
  look();

  async function look() {
    asking?.abort();
    asking = new AbortController();
    const wanted = field.value.trim();
    if (!wanted) return show([]);
    try {
      const answer = await ask(`/search?limit=12&q=${encodeURIComponent(wanted)}`, { signal: asking.signal });
      show(answer.results);
    } catch (problem) {
      if (problem.name !== "AbortError") said.textContent = problem.message;
    }
  }

  function show(results) {
    [found, at] = [results, 0];
    said.textContent = field.value.trim() ? t("review.found", { count: results.length }) : "";
    list.hidden = !results.length;
    field.setAttribute("aria-expanded", String(Boolean(results.length)));
    list.replaceChildren(...results.map((each, index) => make("div", {
      role: "option", class: "candidate", id: `found-${index}`, onclick: () => take(each),
    }, make("span", { class: "who" }, written(each.name, { id: each.id, class: "candidate-name" }),
      make("span", { class: "about", lang: "en" }, each.description), make("span", { class: "id" }, each.id)))));
    move(0);
  }

  function move(to) {
    at = to;
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (found.length) field.setAttribute("aria-activedescendant", `found-${at}`);
    else field.removeAttribute("aria-activedescendant");
    list.children[at]?.scrollIntoView({ block: "nearest" });
  }

  function take(each) {
    close();
    choose(each);
  }
}
