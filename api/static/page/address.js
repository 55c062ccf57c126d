// What the URL says: which symbol, range, zone, view and story are shown. It survives a reload.

const RANGES = ["1D", "1W", "1M", "3M", "All"];
const VIEWS = ["portfolio", "symbol", "backtests"];
const NAMES = ["symbol", "range", "zone", "view", "compare", "story"];
const STEPS = ["view", "compare", "story"]; // the others replace the page's entry in the browser's history
const listeners = [];

function read() {
  const query = new URLSearchParams(location.search);
  const choice = (name, choices) => (choices.includes(query.get(name)) ? query.get(name) : null);
  return {
    symbol: query.get("symbol") || null,
    range: choice("range", RANGES),
    zone: choice("zone", ["UTC", "local"]),
    view: choice("view", VIEWS),
    compare: query.get("compare") || null,
    story: query.get("story") || null,
  };
}

let held = read();

/** The address as the page reads it; `set` is the only way to change it. */
export const address = {
  /** The symbol chosen; null: the whole portfolio. */
  get symbol() { return held.view === "portfolio" ? null : held.symbol; },
  /** 1D, 1W, 1M, 3M or All. */
  get range() { return held.range ?? "1M"; },
  /** "UTC" or "local". */
  get zone() { return held.zone ?? "UTC"; },
  /** "portfolio", "symbol" or "backtests". */
  get view() {
    if (held.view === "backtests") return "backtests";
    return this.symbol ? "symbol" : "portfolio";
  },
  /** "ID" or "ID,ID" of the backtests that are looked at, or null. */
  get compare() { return this.view === "backtests" ? held.compare : null; },
  /** "trade:ID", "signal:ID", "position:SYMBOL" of the story that is open, or null. */
  get story() { return held.story; },

  /** Change some of the values; null takes one out. A story is a step of the browser's history. */
  set(changes) {
    const before = snapshot();
    held = { ...held, ...changes };
    if ("symbol" in changes && !("view" in changes)) held.view = null;
    if (held.view !== "backtests") held.compare = null;
    const query = new URLSearchParams(location.search);
    for (const name of NAMES) {
      if (held[name] === null || held[name] === undefined) query.delete(name);
      else query.set(name, held[name]);
    }
    const text = query.toString().replaceAll("%2F", "/").replaceAll("%3A", ":");
    const step = STEPS.some((name) => name in changes) ? "pushState" : "replaceState";
    history[step](null, "", location.pathname + (text ? `?${text}` : "") + location.hash);
    tell(before);
  },

  /** Call `hear(changed)` after each change, with the names of what changed. */
  onChange(hear) { listeners.push(hear); },

  /** A path of the service with its query: the chosen symbol, and `more`. */
  query(path, more = {}) {
    const query = new URLSearchParams(more);
    if (this.symbol) query.set("symbol", this.symbol);
    const text = query.toString();
    return text ? `${path}?${text}` : path;
  },
};

const snapshot = () => Object.fromEntries(NAMES.map((name) => [name, address[name]]));

function tell(before) {
  const changed = NAMES.filter((name) => address[name] !== before[name]);
  if (changed.length > 0) listeners.forEach((hear) => hear(changed));
}

addEventListener("popstate", () => {
  const before = snapshot();
  held = read();
  tell(before);
});
