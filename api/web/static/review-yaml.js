// What a decision would write into the gazetteer, as a diff to be copied. Nothing is written from here.
import { ask, make, t } from "./page.js";
import { open } from "./review-dialog.js";
import { copier } from "./review-name.js";

/** Shows the diff of a decision; `confirm`, if given, makes that decision. */
export async function yaml(path, key, decision, confirm = null) {
  const { diff, file, command, why } = await ask(`${path}/rows/${encodeURIComponent(key)}/yaml?decision=${encodeURIComponent(decision)}`);
  const shown = diff
    ? [make("p", {}, t("review.would-write"), " ", make("code", {}, file)), marked(diff)]
    : [make("p", {}, t("review.writes-nothing"), " ", make("span", { lang: "en" }, why))];
  const acts = [
    confirm && make("button", { type: "button", class: "primary", autofocus: true, onclick: () => {
      close();
      confirm();
    } }, t("review.decide-new")),
    diff && copier(t("review.copy-diff"), diff),
    diff && command && copier(t("review.copy-command"), command),
  ];
  const close = open(t("review.yaml"), [
    ...shown,
    ...(diff && command ? [make("p", { class: "soft" }, t("review.write-by"), " ", make("code", {}, command))] : []),
    make("p", { class: "acts" }, ...acts),
  ], { wide: true });
}

function marked(diff) {
  const lines = diff.replace(/\n$/, "").split("\n").map((line) => {
    const kind = /^(\+\+\+|---|@@)/.test(line) ? "place" : { "+": "added", "-": "removed" }[line[0]] || "same";
    const name = { added: "ins", removed: "del" }[kind] || "span";
    return make(name, { class: kind }, `${line}\n`);
  });
  return make("pre", { class: "diff", tabindex: 0, role: "region", "aria-label": t("review.yaml") }, ...lines);
}
