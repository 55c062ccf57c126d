// The pages behind the first of a list that pages, asked for one by one.

import { get } from "../page/service.js";

export class OlderPages {
  /** @param path  of the first page, which is on the screen already */
  constructor(path) {
    Object.assign(this, { path, next: undefined, items: [], pages: 0, isAsking: false });
  }

  /** Ask for the next page, newest first as `order` puts it; how many items came, 0 at the end. */
  async more(order = (page) => page) {
    if (this.isAsking || this.next === null) return 0;
    this.isAsking = true;
    try {
      if (this.next === undefined) this.next = (await get(this.path)).next; // kept: nothing is sent again
      return this.next === null ? 0 : await this.#take(order);
    } catch {
      return 0; // what is drawn stays; the next pan asks again
    } finally {
      this.isAsking = false;
    }
  }

  async #take(order) {
    const { value, next } = await get(this.next);
    this.items.push(...order(value));
    this.next = next;
    this.pages += 1;
    return value.length;
  }
}
