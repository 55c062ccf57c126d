// The notices of late, newest first, kept in this browser; those that nobody has looked at are counted.

const KEPT = 50;
const KEY = "notices";
const listeners = [];
let notices = read();

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function changed() {
  try {
    localStorage.setItem(KEY, JSON.stringify(notices));
  } catch { /* a browser that keeps nothing forgets them with the page */ }
  for (const listener of listeners) listener();
}

export const record = {
  /** All that are kept. */
  all: () => notices,

  /** How many nobody has looked at. */
  unseen: () => notices.filter((notice) => !notice.seen).length,

  /** Keep a notice {key, kind, text, story, at}; false where it is on record already. */
  add(notice) {
    if (notices.some((each) => each.key === notice.key)) return false;
    notices = [{ seen: false, ...notice }, ...notices].slice(0, KEPT);
    changed();
    return true;
  },

  /** Mark one as seen, or all of them. */
  saw(key = null) {
    notices = notices.map((notice) => (key === null || notice.key === key ? { ...notice, seen: true } : notice));
    changed();
  },

  /** Call a function after every change. */
  onChange: (listener) => listeners.push(listener),
};
