// The part of a long queue that is held: read page by page as one scrolls, never more than KEPT rows at a time.

const PAGE = 100;
const KEPT = 1000;
const MOST = 500; // rows that the service gives at once

export class Stretch {
  total = null; // unknown until the first answer
  start = 0;
  rows = [];
  #read;
  #changed;
  #wanted = [0, 1];
  #busy = null;
  #generation = 0;

  /** `read(offset, limit)` asks for rows; `changed(answer)` is told of every answer. */
  constructor(read, changed) {
    this.#read = read;
    this.#changed = changed;
  }

  at(position) {
    return this.rows[position - this.start];
  }

  /** Where the row of a key stands; -1 for one that is not held. */
  positionOf(key) {
    const at = this.rows.findIndex((row) => row.key === key);
    return at < 0 ? -1 : this.start + at;
  }

  /** Reads what is missing between two positions; the latest wish counts. */
  need(first, last) {
    this.#wanted = [Math.max(0, first), last];
    this.#busy ??= this.#work().finally(() => (this.#busy = null));
    return this.#busy;
  }

  /** Forgets all rows: another filter or order. */
  async reset() {
    this.#generation += 1;
    [this.total, this.start, this.rows] = [null, 0, []];
    await this.#busy;
    await this.need(0, 1);
  }

  /** Reads the rows held anew: they may have changed. */
  async renew() {
    const generation = (this.#generation += 1);
    const length = Math.min(MOST, Math.max(PAGE, this.rows.length));
    const start = Math.max(0, Math.min(this.start + Math.floor((this.rows.length - length) / 2), this.#wanted[0]));
    const answer = await this.#read(start, length);
    if (generation !== this.#generation) return;
    [this.total, this.start, this.rows] = [answer.total, start, answer.rows];
    this.#changed(answer);
  }

  /** Takes a row out, as the service will. */
  take(key) {
    const at = this.rows.findIndex((row) => row.key === key);
    if (at < 0) return;
    this.rows.splice(at, 1);
    this.total -= 1;
  }

  async #work() {
    for (;;) {
      const hole = this.#hole();
      if (!hole) return;
      const generation = this.#generation;
      const answer = await this.#read(...hole);
      if (generation !== this.#generation) continue;
      this.total = answer.rows.length ? answer.total : Math.min(answer.total, hole[0]);
      this.#put(hole[0], answer.rows);
      this.#changed(answer);
    }
  }

  /** [offset, limit] of the next rows to be read. */
  #hole() {
    const [first, last] = this.#wanted;
    if (this.total === null) return [Math.floor(first / PAGE) * PAGE, PAGE];
    const [begin, end] = [this.start, this.start + this.rows.length];
    const until = Math.min(last, this.total);
    if (first >= until || (first >= begin && until <= end)) return null;
    if (first >= begin && first <= end) return [end, PAGE];
    if (first < begin && begin - first <= PAGE && this.rows.length) {
      const offset = Math.max(0, begin - PAGE);
      return [offset, begin - offset];
    }
    return [Math.floor(first / PAGE) * PAGE, PAGE];
  }

  #put(offset, rows) {
    const [begin, end] = [this.start, this.start + this.rows.length];
    if (offset === end) this.rows.push(...rows);
    else if (offset + rows.length === begin) [this.start, this.rows] = [offset, [...rows, ...this.rows]];
    else [this.start, this.rows] = [offset, rows];
    const over = this.rows.length - KEPT;
    if (over <= 0) return;
    if (offset === end) {
      this.rows.splice(0, over);
      this.start += over;
    } else this.rows.length = KEPT;
  }
}
