// /annotate: the form without a new page, a dropped file, the text stretch by stretch, reasons, and keys.

import { make, page, Problem, t } from "./page.js";
import { lines } from "./annotate-lines.js";
import { Reasons } from "./annotate-reasons.js";

const [form, text, file, stop, problem, progress, result, known, marked, entities] =
  ["form", "text", "file", "stop", "problem", "progress", "result", "known", "marked", "entities"]
    .map((id) => document.getElementById(id));
const reasons = new Reasons(result, marked, entities, document.getElementById("reason"));
let running = null;

document.getElementById("tools").hidden = false;
document.getElementById("ids").addEventListener("change", (event) => marked.classList.toggle("no-ids", !event.target.checked));

form.addEventListener("submit", (event) => {
  const pressed = event.submitter;
  const data = new FormData(form, pressed);
  if (!fits(data)) {
    event.preventDefault();
    return;
  }
  if (pressed?.name === "format") return; // the browser keeps the file
  event.preventDefault();
  annotate(data);
});
stop.addEventListener("click", () => running?.abort());
text.addEventListener("input", () => { file.value = ""; form.elements.type.value = ""; });
file.addEventListener("change", () => { if (file.files.length) clearText(); });

form.addEventListener("dragover", (event) => {
  if (![...event.dataTransfer.items].some((item) => item.kind === "file")) return;
  event.preventDefault();
  form.classList.add("over");
});
form.addEventListener("dragleave", () => form.classList.remove("over"));
form.addEventListener("drop", (event) => {
  form.classList.remove("over");
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  const first = new DataTransfer();
  first.items.add(event.dataTransfer.files[0]);
  file.files = first.files;
  clearText();
  form.requestSubmit();
});

function clearText() {
  text.value = "";
  form.elements.type.value = "";
}

/** Whether the service takes so much; says so if not. */
function fits(data) {
  const sent = data.get("file")?.size || new Blob([data.get("text")]).size;
  if (sent + 2000 <= page.most) return true; // the form's own fields are part of the body
  complain(t("annotate.too-large", { size: megabytes(sent), most: megabytes(page.most) }));
  return false;
}

const megabytes = (bytes) => (bytes / 1e6).toLocaleString(page.language, { maximumFractionDigits: 1 });

function complain(message, remedy = "") {
  problem.replaceChildren(make("div", { class: "card problem" }, make("p", {}, make("strong", {}, message), " ", remedy)));
}

async function annotate(data) {
  running?.abort();
  const own = (running = new AbortController());
  problem.replaceChildren();
  reasons.clear();
  stop.hidden = false;
  progress.textContent = t("annotate.reading");
  let begun = false;
  try {
    const response = await fetch(form.action, {
      method: "POST", body: data, signal: own.signal, credentials: "same-origin", headers: { Accept: "application/x-ndjson" },
    });
    if (!(response.headers.get("Content-Type") || "").includes("ndjson")) throw new Problem(response.status, await response.json());
    for await (const line of lines(response.body)) {
      if (line.problem) problem.innerHTML = line.problem; // from a template, which escapes
      else show(line, begun);
      begun ||= !line.problem;
    }
    progress.textContent = "";
  } catch (error) {
    progress.textContent = own.signal.aborted ? t("annotate.stopped") : "";
    if (!own.signal.aborted) complain(error instanceof Problem ? error.message : t("annotate.no-answer"), error.remedy);
  } finally {
    if (running === own) stop.hidden = true;
  }
}

/** One more stretch: its text behind the others, what is known by now in the place of what was. */
function show(line, begun) {
  if (!begun) {
    marked.replaceChildren();
    marked.lang = line.language || "";
    result.hidden = false;
  }
  marked.insertAdjacentHTML("beforeend", line.text);
  known.innerHTML = line.known;
  entities.innerHTML = line.entities;
  reasons.add(line.mentions);
  progress.textContent = t("annotate.read", { count: line.read.toLocaleString(page.language) });
  if (!begun) result.scrollIntoView({ block: "start" });
}
