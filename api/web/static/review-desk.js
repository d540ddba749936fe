// The desk: brings queue, name and candidates together, and turns keys and buttons into decisions.
import { ask, make, page, t } from "./page.js";
import { drawCandidates } from "./review-candidates.js";
import { Details } from "./review-details.js";
import { open } from "./review-dialog.js";
import { drawEvidence, foresee } from "./review-evidence.js";
import { Filters } from "./review-filters.js";
import { help, listen } from "./review-keys.js";
import { List } from "./review-list.js";
import { countOf, drawName } from "./review-name.js";
import { Outbox } from "./review-outbox.js";
import { agreement, history } from "./review-past.js";
import { drawProgress } from "./review-progress.js";
import { search } from "./review-search.js";
import { Stretch } from "./review-stretch.js";
import { badge, decided, score, written } from "./review-text.js";
import { yaml } from "./review-yaml.js";

const review = page.review;
const path = `/review/${encodeURIComponent(review.id)}`;
const at = (id) => document.getElementById(id);
const POLL = 1500; // milliseconds, while names are looked up
const SAID = 8000; // milliseconds that a sentence stays
const USUAL = "context";

const filters = new Filters(at("filters"), () => restart());
const details = new Details(path, filters);
const stretch = new Stretch(
  (offset, limit) => ask(`${path}/queue?${filters.query({ offset, limit })}`),
  (answer) => heard(answer),
  () => outbox.flush(), // so that the service has left out what was decided here
);
const list = new List(at("queue"), stretch, drawRow, (position) => select(position));
const outbox = new Outbox(review.id, `${path}/decisions`, { sent, refused, waiting });
const others = new BroadcastChannel(`exonym-review-${review.id}`);

let shown = null; // the details of the entry on the desk
let key = decodeURIComponent(location.hash.slice(1));
let chosen = 0; // which candidate
let choice = {}; // scope, row and note of the next decision
let progress = {};
let isBehind = false; // whether rows held may have changed at the service
let timer = 0;
let silence = 0;

// What is on the desk

function drawRow(row) {
  const isPending = outbox.has(row.key);
  const mark = row.stale ? ["stale", t("review.decided-stale")] : row.decision ? ["made", decided(row.decision)] : null;
  return [
    make("span", { class: "line" }, row.mention.trim() ? written(row.mention) : make("i", {}, t("review.blank")),
      row.count > 1 ? make("span", { class: "soft" }, ` ×${row.count}`) : ""),
    make("span", { class: "line small" },
      isPending ? make("span", { class: "pending" }, t("review.sending")) : mark ? make("span", { class: mark[0] }, mark[1]) : "",
      row.status && !mark && !filters.blind ? badge(row.status) : "",
      row.name && !mark && !filters.blind ? make("span", { class: "guess" }, written(row.name, { id: row.id }), ` ${score(row.score)}`) : ""),
  ];
}

async function select(position) {
  pause();
  if (stretch.total) list.choose(Math.min(position, stretch.total - 1)); // what is in sight is read
  await stretch.need(list.position, list.position + 2).catch(complain);
  if (!stretch.at(list.position)) await stretch.renew().catch(complain); // is there really nothing?
  const row = stretch.at(list.position) ?? stretch.rows.at(-1);
  if (!row) return clear();
  await show(row.key);
  const next = stretch.at(list.position + 1);
  if (next) details.get(next.key).then((detail) => foresee(detail, filters)).catch(() => {});
}

/** Until the next entry is shown, nothing can be decided. */
function pause() {
  shown = null;
  at("acts").setAttribute("aria-busy", "true");
}

async function show(wanted) {
  key = wanted;
  window.history.replaceState(null, "", `#${encodeURIComponent(key)}`);
  pause();
  try {
    const detail = await details.get(wanted);
    if (key !== wanted) return;
    shown = detail;
    chosen = filters.blind ? -1 : 0;
    choice = { scope: USUAL, row: detail.rows[0]?.row ?? 0, note: "" };
    draw();
  } catch (problem) {
    if (key === wanted) complain(problem);
  }
}

function draw() {
  drawName(at("name"), shown, choice, filters);
  at("acts").hidden = false;
  at("acts").removeAttribute("aria-busy");
  choose(chosen);
  const [first] = filters.blind ? [] : shown.candidates;
  at("now").textContent = [shown.mention || t("review.blank"), !filters.blind && t(`review.status-${shown.answer.status}`), first?.name].filter(Boolean).join(", ");
}

function choose(index) {
  chosen = index;
  drawCandidates(at("candidates"), shown, chosen, filters, choose);
  drawEvidence(at("evidence"), shown, chosen, filters);
  for (const act of ["accept", "yaml"]) document.querySelector(`[data-act=${act}]`).disabled = !shown.candidates.length;
  if (filters.latin) details.latinize(shown).then((isNew) => isNew && choose(chosen)).catch(() => {});
}

function clear() {
  [shown, key] = [null, ""];
  at("acts").hidden = true;
  for (const pane of ["candidates", "evidence"]) at(pane).replaceChildren();
  const isFiltered = filters.isNarrow();
  at("name").replaceChildren(make("p", { class: "state" }, t(isFiltered ? "review.no-rows" : progress.ready === false ? "review.reading" : "review.all-done")));
}

// What is decided

function decide(decision, name) {
  if (!shown) return say(t("review.loading"));
  const { mention } = shown;
  const count = countOf(shown, choice.scope);
  const reviewer = at("reviewer").value.trim();
  const { scope, row, note } = choice;
  const body = { key, decision, scope, note, reviewer, ...(scope === "row" ? { row } : {}) };
  const made = { decision, name, scope, reviewer };
  say(t("review.said", { name: mention, decision: decided(made), count }));
  outbox.put({ ...body, mention, name });
  leave(key, made);
}

/** Goes on to the next; in a queue of what is undecided the decided one leaves it. */
function leave(left, made) {
  details.forget(left);
  const position = stretch.positionOf(left);
  if (filters.decided === "no" && made) stretch.take(left);
  else if (position >= 0 && made) stretch.at(position).decision = made;
  at("total").textContent = `(${stretch.total})`;
  const stays = filters.decided === "no" && made;
  select(position < 0 ? list.position : stays ? position : Math.min(position + 1, stretch.total - 1));
}

function sent(item, answer) {
  details.forget(item.key);
  heardCounts(answer);
  isBehind ||= item.scope !== USUAL; // other entries may be decided by it too
  others.postMessage(item.key);
}

function refused(item, problem) {
  details.forget(item.key);
  isBehind = true;
  complain(problem, t("review.refused", { name: item.mention }));
}

function waiting(count, problem) {
  const box = at("problem");
  if (!count) {
    if (box.dataset.kind === "waiting") calm();
    return isBehind ? renew() : list.show(true);
  }
  const text = t("review.waiting", { count });
  const isLogin = [401, 403].includes(problem.status);
  box.dataset.kind = "waiting";
  box.replaceChildren(text, " ", problem.status ? problem.message : "", " ",
    make("button", { type: "button", onclick: () => outbox.flush() }, t("review.try-now")),
    isLogin ? make("a", { href: `${page.root}/login?next=${encodeURIComponent(location.pathname)}` }, t("review.log-in")) : "");
  list.show(true);
}

async function undo() {
  const unsent = outbox.pop();
  if (unsent) return back(unsent);
  await outbox.flush();
  const answer = await ask(`${path}/undo`, { method: "POST", body: { reviewer: at("reviewer").value.trim() } });
  heardCounts(answer);
  if (!answer.undone) return say(t("review.nothing-undo"));
  others.postMessage(answer.undone.key);
  await back(answer.undone);
}

async function back(made) {
  say(t("review.undid", { name: made.mention, decision: decided(made) }));
  details.forget(made.key);
  await stretch.renew();
  await go(made.key);
}

/** Shows an entry, whether or not the queue holds it now. */
async function go(wanted) {
  const position = stretch.positionOf(wanted);
  if (position >= 0) await select(position);
  else await show(wanted);
}

// What the service says

function heard(answer) {
  heardCounts(answer);
  at("total").textContent = `(${answer.total})`;
  list.show(true);
  if (answer.error) complain(new Error(answer.error));
  clearTimeout(timer);
  if (answer.ready === false) timer = setTimeout(() => renew(), POLL);
  if (!key && answer.rows.length) select(0);
}

function heardCounts(answer) {
  progress = { ...progress, ...answer };
  if (progress.counts) drawProgress(at("bar"), at("progress"), progress);
}

async function restart() {
  list.position = 0;
  details.clear();
  try {
    await stretch.reset();
    await select(0);
  } catch (problem) {
    complain(problem);
  }
}

async function renew() {
  isBehind = outbox.items().length > 0;
  if (isBehind) return;
  try {
    await stretch.renew();
    const position = stretch.positionOf(key);
    if (position >= 0) list.choose(position);
    else if (!key) select(0);
  } catch (problem) {
    complain(problem);
  }
}

function complain(problem, before = "") {
  at("problem").dataset.kind = "error";
  at("problem").replaceChildren(before, " ", make("span", { lang: "en" }, [problem.message, problem.remedy].filter(Boolean).join(" ")), " ",
    make("button", { type: "button", onclick: () => { calm(); renew(); } }, t("review.try-now")));
}

function calm() {
  delete at("problem").dataset.kind;
  at("problem").replaceChildren();
}

function say(text) {
  at("said").textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => (at("said").textContent = ""), SAID);
}

// What keys and buttons do

const step = (by) => {
  if (shown?.candidates.length) choose(Math.max(0, Math.min(chosen + by, shown.candidates.length - 1)));
  const name = shown?.candidates[chosen];
  if (name) say(`${chosen + 1}: ${name.name}, ${name.description}`);
};
const accept = (index) => {
  const candidate = shown?.candidates[index];
  if (candidate) decide(candidate.id, candidate.name);
  else say(t(shown ? "review.choose-first" : "review.loading"));
};
const acts = {
  "candidate-down": () => step(1),
  "candidate-up": () => step(-1),
  down: () => select(Math.min(list.position + 1, stretch.total - 1)),
  up: () => select(Math.max(0, list.position - 1)),
  accept: () => accept(chosen),
  nth: (event) => accept(Number(event.key) - 1),
  none: () => decide("none"),
  unsure: () => decide("unsure"),
  skip: () => leave(key, null),
  new: () => shown && yaml(path, key, "new", () => decide("new")),
  search: () => shown && search(shown.mention, async (found) => {
    choose(await details.add(shown, found));
    at("candidate-list").focus();
  }),
  "scope-row": () => scope("row"),
  "scope-name": () => scope("name"),
  "scope-context": () => scope("context"),
  undo,
  history: () => history(path, go),
  yaml: () => shown?.candidates[chosen] && yaml(path, key, shown.candidates[chosen].id),
  latin: () => at("latin").click(),
  blind: () => at("blind").click(),
  agreement: () => agreement(path, go),
  filter: () => {
    at("filter-box").open = true;
    at("filters").q.focus();
  },
  help: () => open(t("review.help"), help()),
};

function scope(name) {
  const field = document.querySelector(`input[name=scope][value=${name}]`);
  field?.click();
  if (field) say(`${t(`review.scope-${name}`)} ${t("review.of-rows", { count: countOf(shown, name) })}`);
}

async function act(name, event) {
  try {
    await acts[name](event);
  } catch (problem) {
    complain(problem);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) act(button.dataset.act, event);
});
listen(act);
at("latin").addEventListener("change", () => {
  at("desk").classList.toggle("with-latin", filters.latin);
  if (shown) choose(chosen);
});
addEventListener("hashchange", () => {
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (wanted && wanted !== key) go(wanted);
});
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && renew());
others.addEventListener("message", (event) => {
  details.forget(event.data);
  renew();
});
addEventListener("storage", () => isBehind && renew()); // the other tab's message may be here before what it stored

const reviewer = at("reviewer");
reviewer.value = review.client || localStorage.getItem("exonym-reviewer") || review.reviewer || "";
reviewer.readOnly = Boolean(review.client);
reviewer.addEventListener("change", () => {
  localStorage.setItem("exonym-reviewer", reviewer.value.trim());
  if (filters.blind) restart();
});

at("filter-box").open = matchMedia("(min-width: 44rem)").matches;
outbox.flush();
if (key) {
  stretch.need(0, 1).then(() => go(key)).then(() => shown || select(0)).catch(complain);
} else restart();
