// A field that offers entities while one types. What is typed stays valid by itself.
import { ask, make, t } from "./page.js";

const PAUSE = 120; // milliseconds
const MOST = 8;
let fields = 0;

/** Makes an input offer entities; `chosen(entity)` is called with one of GET /search. */
export function offerEntities(input, chosen) {
  const list = make("ul", { class: "options", role: "listbox", id: `options-${++fields}`, hidden: true, "aria-label": t("lookup.compare-with") });
  const count = make("span", { class: "hidden-text", role: "status" });
  const combo = make("span", { class: "combo" });
  const hadFocus = document.activeElement === input;
  input.replaceWith(combo);
  combo.append(input, list, count);
  if (hadFocus) input.focus();
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) input.setAttribute(name, value);
  let found = [];
  let at = -1;
  let timer = 0;
  let request = null;

  function close() {
    request?.abort();
    clearTimeout(timer);
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function mark(next) {
    at = next;
    [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at]?.scrollIntoView({ block: "nearest" });
  }
  function choose(entity) {
    close();
    input.value = entity.id;
    chosen(entity);
  }
  function show() {
    list.replaceChildren(...found.map((entity, number) => make("li", {
      role: "option", id: `${list.id}-${number}`, "aria-selected": "false",
      onmousedown: (event) => event.preventDefault(), onclick: () => choose(entity),
    }, make("bdi", {}, entity.name), " ", make("code", { class: "id" }, entity.id), make("span", { lang: "en" }, entity.description))));
    list.hidden = found.length === 0;
    at = -1;
    input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-expanded", String(found.length > 0));
    count.textContent = t("lookup.suggestions", { count: found.length });
  }
  async function suggest() {
    const text = input.value.trim();
    request?.abort();
    if (!text) return close();
    request = new AbortController();
    try {
      found = (await ask(`/search?${new URLSearchParams({ q: text, limit: MOST })}`, { signal: request.signal })).results;
      if (document.activeElement === input) show();
    } catch (problem) {
      if (problem.name !== "AbortError") close();
    }
  }
  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(suggest, PAUSE);
  });
  input.addEventListener("compositionend", () => { timer = setTimeout(suggest, PAUSE); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown") mark((at + 1) % found.length);
    else if (event.key === "ArrowUp") mark((at <= 0 ? found.length : at) - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && at >= 0) choose(found[at]);
    else return;
    event.preventDefault();
  });
}
