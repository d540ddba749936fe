// All about one entry of the queue, asked once and ahead of need.
import { ask } from "./page.js";

const KEPT = 60;

export class Details {
  #path;
  #filters;
  #kept = new Map();
  #latin = new Map();

  constructor(path, filters) {
    [this.#path, this.#filters] = [path, filters];
  }

  /** The entry of a key: what the service says of it, `candidates` apart. */
  get(key) {
    if (!this.#kept.has(key)) {
      const asked = ask(`${this.#path}/rows/${encodeURIComponent(key)}?${this.#filters.asReviewer()}`).then(
        (detail) => ({ ...detail, candidates: [...(detail.answer.candidates ?? [])] }));
      asked.catch(() => this.#kept.delete(key));
      this.#kept.set(key, asked);
      if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value);
    }
    return this.#kept.get(key);
  }

  forget(key) {
    this.#kept.delete(key);
  }

  clear() {
    this.#kept.clear();
  }

  /** Puts an entity that was searched for among the candidates, with what speaks for and against it; its place. */
  async add(detail, found) {
    const known = detail.candidates.findIndex((each) => each.id === found.id);
    if (known >= 0) return known;
    const { mention: q, hints } = detail;
    const explained = await ask("/explain", { method: "POST", body: { q, id: found.id, ...hints } });
    return detail.candidates.push({ ...explained.candidate, description: found.description }) - 1;
  }

  /** Gives candidates the name that Latin letters write; whether any is new. */
  async latinize(detail) {
    const wanted = detail.candidates.filter((each) => each.latin === undefined);
    await Promise.all(wanted.map(async (each) => (each.latin = await this.#latinOf(each.id))));
    return wanted.length > 0;
  }

  async #latinOf(id) {
    if (!this.#latin.has(id)) {
      const { names } = await ask(`/entities/${encodeURIComponent(id)}/names`);
      const known = ["en", "vi"].map((lang) => names.find((each) => each.lang === lang)?.text);
      this.#latin.set(id, known.find(Boolean) ?? "");
    }
    return this.#latin.get(id);
  }
}
