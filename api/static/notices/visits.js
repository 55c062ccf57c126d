// What this browser has seen happen, by the keys of its notices: times say too little, one candle may hold several.

const KEY = "noticed";
const MOST = 500; // of a kind, the newest; an answer names 100 trades, and 200 symbols may be held

/** The keys seen, by kind; a kind that is not there was never looked at. */
function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") ?? {};
  } catch {
    return {};
  }
}

/** Those of a kind's notices that this browser has not seen; none on its first look at the kind. */
export function unseen(kind, notices) {
  const seen = read()[kind];
  return seen ? notices.filter(({ key }) => !seen.includes(key)) : [];
}

/** Remember notices of a kind as seen; with none, that it was looked at. */
export function saw(kind, notices) {
  const seen = read();
  const keys = notices.map(({ key }) => key);
  const before = (seen[kind] ?? []).filter((key) => !keys.includes(key));
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...seen, [kind]: [...before, ...keys].slice(-MOST) }));
  } catch { /* a browser that keeps nothing has missed nothing */ }
}

/** Remember a notice that was told; of a kind never looked at nothing, so that the first look still is one. */
export function told(notice) {
  if (read()[notice.kind]) saw(notice.kind, [notice]);
}
