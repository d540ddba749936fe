// The look-up page: answers as one types. The server writes the answers; this asks for them and puts them in their place.
import { offerEntities } from "./combobox.js";
import { ask, make, page, t } from "./page.js";

const PAUSE = 90; // milliseconds after the last key of a name …
const HINT_PAUSE = 500; // … and of a hint, which is wrong while it is half written

const form = document.getElementById("ask");
const answer = document.getElementById("answer");
const said = document.getElementById("said");
const examples = document.getElementById("examples");
const mention = document.getElementById("q");
let shown = asked(new URLSearchParams(location.search)).toString();
let request = null;
let timer = 0;

/** What is asked, without empty parameters, the language of the page left out. */
function asked(parameters) {
  return new URLSearchParams([...parameters].filter(([name, value]) => name !== "lang" && value.trim()));
}

function address(parameters) {
  const query = parameters.toString();
  return `${page.root}/${query ? `?${query}` : ""}`;
}

/** Asks what the form says, unless that is shown already; what was asked before is not waited for. */
async function look(parameters, remember = "replaceState") {
  clearTimeout(timer);
  const query = parameters.toString();
  if (query === shown) {
    request?.abort();
    answer.removeAttribute("aria-busy");
    return;
  }
  request?.abort();
  request = new AbortController();
  const { signal } = request;
  answer.setAttribute("aria-busy", "true");
  try {
    const html = parameters.has("q") ? await ask(`/lookup/answer?${query}`, { signal }) : "";
    shown = query;
    if (remember) history[remember](null, "", address(parameters));
    put(html);
    examples.hidden = parameters.has("q");
  } catch (problem) {
    if (problem.name === "AbortError") return;
    put("");
    const text = problem.status ? `${problem.message} ${problem.remedy}` : t("lookup.offline");
    const login = problem.status === 401 ? make("a", { href: `${page.root}/login?next=${encodeURIComponent(address(parameters))}` }, t("lookup.log-in")) : null;
    answer.append(make("p", { class: "card error", role: "alert" }, make("span", { class: "status error" }, t("lookup.status-error")), " ", text, " ", login));
  }
  if (request.signal === signal) answer.removeAttribute("aria-busy");
}

/** Puts the HTML of an answer, which the server escaped, into its place, and brings it to life. */
function put(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  answer.replaceChildren(...parsed.body.childNodes);
  enliven();
  announce();
}

function enliven() {
  for (const button of answer.querySelectorAll("button.copy")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).value);
      said.textContent = button.textContent = t("lookup.copied");
    });
  }
  for (const input of form.querySelectorAll("[aria-invalid]")) {
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
  }
  for (const wrong of answer.querySelectorAll("[data-field]")) {
    const input = form.elements.namedItem(wrong.dataset.field);
    input?.setAttribute("aria-invalid", "true");
    input?.setAttribute("aria-describedby", wrong.id);
  }
  const compare = answer.querySelector("form.compare");
  if (!compare) return;
  const ready = () => compareWith(compare);
  compare.addEventListener("submit", (event) => {
    event.preventDefault();
    ready();
  });
  offerEntities(compare.elements.namedItem("against"), ready);
}

/** Says the verdict to who does not see it; the rest stands in the page. */
function announce() {
  const verdict = answer.querySelector(".verdict, [role=alert]");
  said.textContent = verdict ? verdict.textContent.replace(/\s+/g, " ").trim() : "";
}

async function compareWith(compare) {
  await look(asked(new FormData(compare)), "pushState");
  const field = document.getElementById("with");
  field?.focus({ preventScroll: true });
  const section = document.getElementById("against");
  if (section) said.textContent = section.querySelector(".verdict")?.textContent.replace(/\s+/g, " ").trim() ?? "";
}

function fromForm() {
  return asked(new FormData(form));
}

form.addEventListener("input", (event) => {
  clearTimeout(timer);
  if (event.isComposing) return; // of the letters that an input method shows, nobody knows yet what they will be
  timer = setTimeout(() => look(fromForm()), event.target === mention ? PAUSE : HINT_PAUSE);
});
form.addEventListener("compositionend", () => { timer = setTimeout(() => look(fromForm()), PAUSE); });
form.addEventListener("change", (event) => { if (event.target !== mention) look(fromForm()); });
form.addEventListener("submit", (event) => {
  event.preventDefault();
  look(fromForm(), "pushState");
});
window.addEventListener("popstate", () => {
  const parameters = asked(new URLSearchParams(location.search));
  for (const field of form.elements) if (field.name) field.value = parameters.get(field.name) ?? "";
  look(parameters, "");
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
    event.preventDefault();
    mention.focus();
  }
});
enliven();
