// A list of the service, newest first, page by page: what was read stays while newer items arrive.

import { get } from "../page/service.js";

export class Pages {
  /** @param {(item: object) => string} identify   names an item, so that none is there twice */
  constructor(identify) {
    Object.assign(this, { identify, key: null, items: [], next: null });
  }

  /**
   * Take the newest page: `key` names the list it is of. Older pages are kept where it still touches them;
   * where it does not (another list, or too much was missed) it is all there is.
   */
  take(key, items, next) {
    const seen = new Set(this.items.map(this.identify));
    const touches = key === this.key && items.some((item) => seen.has(this.identify(item)));
    if (!touches) Object.assign(this, { key, items: [], next: next ?? null });
    this.items = this.merged(items, this.items);
    return this.items;
  }

  /** Read the page that follows, newest first as `order` puts it. */
  async older(order = (page) => page) {
    const { value, next } = await get(this.next);
    this.items = this.merged(this.items, order(value));
    this.next = next ?? null;
  }

  /** Read all pages that follow. */
  async rest() {
    while (this.next) await this.older();
  }

  merged(newer, older) {
    const seen = new Set(newer.map(this.identify));
    return [...newer, ...older.filter((item) => !seen.has(this.identify(item)))];
  }
}
