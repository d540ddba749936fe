// What was decided: the last decisions, each of which can be changed; and how far two reviewers agree.
import { ask, make, t } from "./page.js";
import { open } from "./review-dialog.js";
import { decided, when, written } from "./review-text.js";

/** The last decisions; `go(key)` brings back the name of one. */
export async function history(path, go) {
  const { history: made } = await ask(`${path}/history?limit=50`);
  const close = open(t("review.history"), [made.length ? table(
    ["review.name", "review.decision", "review.scope", "review.by", ""],
    made.map((each) => make("tr", { class: each.undone ? "undone" : "" },
      make("th", { scope: "row" }, written(each.mention)),
      make("td", {}, decided(each), each.undone ? ` (${t("review.undone")})` : "", each.note ? make("div", { class: "soft", dir: "auto" }, each.note) : ""),
      make("td", {}, t(`review.scope-${each.scope}`)),
      make("td", {}, each.reviewer || "–", make("div", { class: "soft" }, when(each.at))),
      make("td", {}, goer(each, () => close(), go, "review.change")))),
  ) : make("p", {}, t("review.nothing-yet"))], { wide: true });
}

/** How far the reviewers agree, two by two, and where they do not. */
export async function agreement(path, go) {
  const { pairs } = await ask(`${path}/agreement`);
  const parts = pairs.flatMap((pair) => [
    make("h3", { dir: "auto" }, pair.reviewers.join(" · ")),
    make("p", {}, t("review.agree", { same: pair.same, both: pair.both, percent: Math.round(pair.percent ?? 0) }), " ",
      pair.kappa === null ? "" : t("review.kappa", { kappa: pair.kappa.toFixed(2) })),
    pair.differ.length ? table(["review.name", ...pair.reviewers, ""], pair.differ.map((each) => make("tr", {},
      make("th", { scope: "row" }, written(each.mention), ` ×${each.count}`),
      ...pair.reviewers.map((who) => make("td", {}, named(each.decisions[who]))),
      make("td", {}, goer(each, () => close(), go, "review.show"))))) : null,
  ]);
  const close = open(t("review.agreement"), parts.length ? parts : [make("p", {}, t("review.one-reviewer"))], { wide: true });
}

const named = (decision) => decided(typeof decision === "string" ? { decision } : decision);

function goer(each, close, go, label) {
  return make("button", { type: "button", "aria-label": `${t(label)}: ${each.mention}`, onclick: () => {
    close();
    go(each.key);
  } }, t(label));
}

function table(heads, rows) {
  const head = heads.map((each) => (each ? make("th", { scope: "col" }, each.startsWith("review.") ? t(each) : each) : make("td")));
  return make("div", { class: "scroll", tabindex: 0, role: "region", "aria-labelledby": "dialog-title" },
    make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows)));
}
