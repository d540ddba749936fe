// The middle pane: a name, its hints, the rows in which it stands, and for which of them a decision will hold.
import { make, page, t } from "./page.js";
import { badge, decided, when, written } from "./review-text.js";

const SCOPES = { row: "r", name: "m", context: "t" };

/** Draws an entry. `choice` is {scope, row, note}, which the fields change. */
export function drawName(box, detail, choice, { blind }) {
  box.replaceChildren(
    make("p", { id: "mention" }, written(detail.mention || t("review.blank"), { lang: detail.hints.language || undefined })),
    ...(blind ? [] : [make("p", {}, badge(detail.answer.status))]),
    ...past(detail),
    hints(detail),
    scopes(detail, choice),
    rows(detail, choice),
    make("label", { class: "note" }, t("review.note"), " ", make("input", {
      id: "note", maxlength: 1000, value: choice.note, oninput: (event) => (choice.note = event.target.value),
    })),
    make("p", { class: "links" }, copier(t("review.copy-curl"), curl(detail)), copier(t("review.copy-link"), location.href)),
  );
}

/** A button that copies a text and says so. */
export function copier(label, text) {
  const button = make("button", { type: "button", onclick: async () => {
    await (navigator.clipboard ? navigator.clipboard.writeText(text) : copyBySelection(text, button));
    button.textContent = t("review.copied");
    setTimeout(() => (button.textContent = label), 2000);
  } }, label);
  return button;
}

/** Where the page is not served over https or from this machine, browsers offer nothing better. */
function copyBySelection(text, beside) {
  const field = make("textarea", { class: "hidden-text" }, text);
  beside.after(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

/** The number of rows that a scope means. */
export function countOf(detail, scope) {
  return detail.scopes.find((each) => each.scope === scope)?.count ?? 1;
}

function past(detail) {
  const [last] = detail.history;
  if (!last) return [];
  const text = t("review.decided-by", { decision: decided(last), reviewer: last.reviewer || "–", when: when(last.at) });
  return [make("p", { class: "past" }, text), detail.stale && make("p", { class: "stale" }, t("review.stale-why"))].filter(Boolean);
}

function hints(detail) {
  const known = Object.entries(detail.hints).filter(([, value]) => value);
  if (!known.length) return "";
  return make("dl", { class: "hints" }, ...known.flatMap(([name, value]) => [
    make("dt", {}, t(`review.hint-${name.replace("_", "-")}`)), make("dd", { dir: "auto" }, value)]));
}

function scopes(detail, choice) {
  const options = Object.entries(SCOPES).map(([scope, key]) => {
    const count = countOf(detail, scope);
    return make("label", { class: "check" },
      make("input", {
        type: "radio", name: "scope", value: scope, checked: choice.scope === scope,
        onchange: () => (choice.scope = scope),
      }),
      " ", t(`review.scope-${scope}`), " ", make("span", { class: "soft" }, t("review.of-rows", { count })), " ",
      make("kbd", { "aria-hidden": "true" }, key));
  });
  return make("fieldset", { class: "scopes" }, make("legend", {}, t("review.scope")), ...options);
}

function rows(detail, choice) {
  if (!detail.rows.length) return "";
  const columns = Object.keys(detail.rows[0].cells);
  const several = detail.rows.length > 1;
  const table = make("table", { class: "rows" },
    make("thead", {}, make("tr", {}, several && make("th", {}, make("span", { class: "hidden-text" }, t("review.scope-row"))),
      make("th", { scope: "col", class: "number" }, t("review.line")),
      ...columns.map((each) => make("th", { scope: "col", dir: "auto" }, each)))),
    make("tbody", {}, ...detail.rows.map((each) => make("tr", {},
      several && make("td", {}, picker(each.row, choice)),
      make("td", { class: "number" }, String(each.row)),
      ...columns.map((column) => make("td", { dir: "auto" }, each.cells[column] ?? ""))))));
  return make("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("review.context") }, table);
}

function picker(row, choice) {
  const name = t("review.only-line", { row });
  return make("input", { type: "radio", name: "row", "aria-label": name, checked: choice.row === row, onchange: () => {
    choice.row = row;
    document.querySelector("input[name=scope][value=row]").click();
  } });
}

/** The question as a command for a terminal. */
function curl(detail) {
  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  const parameters = Object.entries({ q: detail.mention, ...detail.hints }).filter(([, value]) => value);
  const given = parameters.map(([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`);
  return ["curl -G", quoted(`${location.origin}${page.root}/resolve`), ...given].join(" ");
}
