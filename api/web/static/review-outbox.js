// Decisions on their way to the service: kept in the browser until they have arrived, sent in their order, tried again.
import { ask, Problem } from "./page.js";

const WAITS = [1, 2, 4, 8, 15]; // seconds

export class Outbox {
  #name;
  #path;
  #hear;
  #sending = null;
  #tries = 0;
  #timer = 0;
  #kept = []; // where the browser keeps nothing for us

  /** `hear` has `sent(item, answer)`, `refused(item, problem)` and `waiting(count, problem)`. */
  constructor(review, path, hear) {
    [this.#name, this.#path, this.#hear] = [`exonym-review-${review}`, path, hear];
    addEventListener("beforeunload", (event) => {
      if (this.items().length) event.preventDefault();
    });
    addEventListener("online", () => this.flush());
  }

  items() {
    try {
      return JSON.parse(localStorage.getItem(this.#name) || "[]");
    } catch {
      return this.#kept;
    }
  }

  has(key) {
    return this.items().some((item) => item.key === key);
  }

  put(item) {
    this.#keep([...this.items(), { ...item, number: `${Date.now()}-${Math.random()}` }]);
    this.flush();
  }

  /** Takes back the last that is not under way; undefined where there is none. */
  pop() {
    const items = this.items();
    if (items.length < (this.#sending ? 2 : 1)) return undefined;
    const last = items.pop();
    this.#keep(items);
    return last;
  }

  /** Sends what waits; resolves when nothing more can be done now. */
  flush() {
    clearTimeout(this.#timer);
    this.#sending ??= this.#alone(() => this.#send()).finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  /** Two tabs must not send the same; where the browser has no locks, a decision made twice does no harm. */
  #alone(work) {
    return navigator.locks ? navigator.locks.request(this.#name, work) : work();
  }

  async #send() {
    for (let item = this.items()[0]; item; item = this.items()[0]) {
      const { number, mention, name, ...body } = item;
      try {
        const answer = await ask(this.#path, { method: "POST", body });
        this.#drop(number);
        this.#tries = 0;
        this.#hear.sent(item, answer);
      } catch (problem) {
        if (isRefusal(problem)) {
          this.#drop(number);
          this.#hear.refused(item, problem);
          continue;
        }
        this.#timer = setTimeout(() => this.flush(), 1000 * WAITS[Math.min(this.#tries, WAITS.length - 1)]);
        this.#tries += 1;
        this.#hear.waiting(this.items().length, problem);
        return;
      }
    }
    this.#hear.waiting(0, null);
  }

  #drop(number) {
    this.#keep(this.items().filter((item) => item.number !== number));
  }

  #keep(items) {
    this.#kept = items;
    try {
      if (items.length) localStorage.setItem(this.#name, JSON.stringify(items));
      else localStorage.removeItem(this.#name);
    } catch {
      // Storage is off or full: what is kept above lasts as long as the page, which warns before it closes.
    }
  }
}

/** Whether trying again is in vain. A key that ran out, a limit or a lost server pass. */
function isRefusal(problem) {
  return problem instanceof Problem && problem.status < 500 && ![401, 403, 408, 425, 429].includes(problem.status);
}
