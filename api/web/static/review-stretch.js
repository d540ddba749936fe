// The part of a long queue that is held: read page by page as one scrolls, never more than KEPT rows at a time.

const PAGE = 100;
const KEPT = 1000;
const OVERLAP = 20; // rows read again, since decisions on their way move all up
const MOST = 500; // rows that the service gives at once

export class Stretch {
  total = null; // unknown until the first answer
  start = 0;
  rows = [];
  #read;
  #changed;
  #settled;
  #taken = []; // keys of rows that were taken out, which the service may still give
  #wanted = [0, 1];
  #busy = null;
  #generation = 0;

  /** `read(offset, limit)` asks for rows, once `settled()` resolves; `changed(answer)` is told of every answer. */
  constructor(read, changed, settled) {
    [this.#read, this.#changed, this.#settled] = [read, changed, settled];
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
    await this.#settled();
    this.#taken = [];
    const answer = await this.#ask(start, length);
    if (generation !== this.#generation) return;
    [this.start, this.rows] = [start, answer.rows];
    this.#changed(answer);
  }

  /** Takes a row out, as the service will. */
  take(key) {
    const at = this.rows.findIndex((row) => row.key === key);
    if (at < 0) return;
    this.rows.splice(at, 1);
    this.total -= 1;
    this.#taken.push(key);
  }

  /** An answer without rows that were taken out while it was on its way. */
  async #ask(offset, limit) {
    const before = this.#taken.length;
    const answer = await this.#read(offset, limit);
    const total = answer.total - (this.#taken.length - before);
    const rows = answer.rows.filter((row) => !this.#taken.includes(row.key));
    this.total = answer.rows.length ? total : Math.min(total, offset);
    return { ...answer, rows, total: this.total };
  }

  async #work() {
    while (this.#hole()) {
      await this.#settled();
      const hole = this.#hole();
      if (!hole) return;
      const generation = this.#generation;
      const answer = await this.#ask(...hole);
      if (generation !== this.#generation) continue;
      this.#put(hole[2], hole[0], answer.rows);
      this.#changed(answer);
    }
  }

  /** [offset, limit, side] of the next rows to be read: after or before those held, or in their place. */
  #hole() {
    const [first, last] = this.#wanted;
    if (this.total === null) return [Math.floor(first / PAGE) * PAGE, PAGE];
    const [begin, end] = [this.start, this.start + this.rows.length];
    const until = Math.min(last, this.total);
    if (first >= until || (first >= begin && until <= end)) return null;
    if (first >= begin && first <= end) return [Math.max(begin, end - OVERLAP), PAGE, "after"];
    if (first < begin && begin - first <= PAGE && this.rows.length) {
      const offset = Math.max(0, begin - PAGE);
      return [offset, begin - offset, "before"];
    }
    return [Math.floor(first / PAGE) * PAGE, PAGE];
  }

  #put(side, offset, given) {
    const held = new Set(side && this.rows.map((row) => row.key));
    const rows = given.filter((row) => !held.has(row.key)); // others may have decided some, and all moved up
    if (side === "after") {
      this.rows.push(...rows);
      if (!rows.length) this.total = this.start + this.rows.length; // nothing follows
      const over = Math.max(0, this.rows.length - KEPT);
      this.rows.splice(0, over);
      this.start += over;
    } else if (side === "before") {
      [this.start, this.rows] = [offset, [...rows, ...this.rows].slice(0, KEPT)];
    } else [this.start, this.rows] = [offset, rows];
  }
}
