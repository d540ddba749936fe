// A table is chosen or dropped, its header is read in the browser, its columns are named, and a review begins.
import { ask, make, page, t } from "./page.js";
import { header } from "./review-header.js";

const at = (id) => document.getElementById(id);
const form = at("new");
/** What a column may be for, with names that suggest it. */
const COLUMNS = {
  column: /^(name|mention|person|名前|氏名|姓名|名称|tên|họ.*tên)$/i,
  kind_column: /^(kind|type)$/i,
  date_column: /^(date|year|日付|日期|ngày)$/i,
  context_column: /context/i,
  country_column: /^(country|nationality|国|国家|quốc gia)$/i,
  role_column: /^(role|post|office|title|position|役職|职务|chức vụ)$/i,
  language_column: /^(lang|language)$/i,
};
let file = null;

if (form) begin();

function begin() {
  form.hidden = false;
  at("file").addEventListener("change", () => choose(at("file").files[0]));
  for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      at("drop").classList.toggle("over", name === "dragenter" || name === "dragover");
      if (name === "drop") choose(event.dataTransfer.files[0]);
    });
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
}

async function choose(given) {
  if (!given) return;
  file = given;
  at("problem").textContent = "";
  try {
    const found = await header(file);
    at("chosen").textContent = t("review.chosen", { name: file.name, size: sizeOf(file.size) });
    at("fields").replaceChildren(...Object.entries(COLUMNS).map(([name, usual]) => field(name, usual, found?.columns)));
    showSample(found);
    at("columns").hidden = false;
    form.elements.column.focus();
  } catch (problem) {
    complain(problem);
  }
}

/** A choice among the columns; where the browser cannot read the table, a name to be typed. */
function field(name, usual, columns) {
  const isNeeded = name === "column";
  const id = `column-${name}`;
  const label = make("label", { for: id }, t(`review.${name.replace("_", "-")}`), isNeeded ? "" : make("span", { class: "soft" }, ` (${t("review.optional")})`));
  if (!columns) return make("div", {}, label, make("input", { id, name, required: isNeeded }));
  const likely = columns.findIndex((each) => usual.test(each.trim()));
  const best = likely < 0 && isNeeded ? 0 : likely;
  const options = columns.map((each, index) => make("option", { value: each, selected: index === best }, each));
  return make("div", {}, label, make("select", { id, name }, isNeeded ? null : make("option", { value: "" }, "–"), ...options));
}

function showSample(found) {
  at("sample").hidden = !found;
  if (!found) return;
  const cells = (tag, row) => row.map((each) => make(tag, { dir: "auto", scope: tag === "th" ? "col" : null }, each));
  at("sample").replaceChildren(make("table", {},
    make("thead", {}, make("tr", {}, ...cells("th", found.columns))),
    make("tbody", {}, ...found.rows.map((row) => make("tr", {}, ...cells("td", row))))));
}

async function send() {
  const query = new URLSearchParams({ name: file.name });
  for (const name of Object.keys(COLUMNS)) {
    const value = form.elements[name].value;
    if (value) query.set(name, value);
  }
  const button = form.querySelector("button.primary");
  button.disabled = true;
  at("problem").textContent = "";
  at("chosen").textContent = t("review.sending-file", { name: file.name });
  try {
    const added = await ask(`/review/tables?${query}`, { method: "POST", body: file });
    location.assign(`${page.root}/review/${encodeURIComponent(added.id)}`);
  } catch (problem) {
    button.disabled = false;
    at("chosen").textContent = t("review.chosen", { name: file.name, size: sizeOf(file.size) });
    complain(problem);
  }
}

function complain(problem) {
  const text = problem instanceof TypeError ? t("review.not-sent") : [problem.message, problem.remedy].filter(Boolean).join(" ");
  at("problem").textContent = text;
}

function sizeOf(bytes) {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(page.language, { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}
