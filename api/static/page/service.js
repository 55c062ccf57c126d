// Asking the service, or, only where the address wants it, the invented samples of the preview.

const PATIENCE_MS = 15000;
const MOST_KEPT = 200;
const kept = new Map();
const asking = new Map();

/** True on /dashboard/preview and with ?demo=1: nothing shown there is the bot's. */
export const isDemo = location.pathname === "/dashboard/preview"
  || new URLSearchParams(location.search).get("demo") === "1";

/**
 * What a path answers: {value, asOf, stale, note, next}. `next` is the address of the page that follows.
 * An answer that has not changed is not sent again (ETag). An Error says in a sentence what went wrong.
 */
export function get(path) {
  if (isDemo) return sample(path);
  if (!asking.has(path)) asking.set(path, asked(path).finally(() => asking.delete(path)));
  return asking.get(path); // who asks the same meanwhile gets the same answer
}

async function asked(path) {
  const before = kept.get(path);
  const response = await request(path, { headers: before ? { "if-none-match": before.etag } : {} });
  if (response.status === 304) return freshened(before.answer, response.headers);
  const text = await response.text();
  if (!response.ok) throw fault(text, response.status);
  const answer = answerOf(JSON.parse(text), response.headers);
  keep(path, response.headers.get("etag"), answer);
  return answer;
}

/** Send something: {value}. The token goes into a header and nowhere else. */
export async function post(path, body, { token = null, method = "POST" } = {}) {
  if (isDemo) return { value: (await sample(path)).value };
  const headers = { "content-type": "application/json" };
  if (token) headers.authorization = `Bearer ${token}`;
  const response = await request(path, { method, headers, body: body === null ? undefined : JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw fault(text, response.status);
  return { value: text ? JSON.parse(text) : null };
}

async function request(path, options) {
  try {
    return await fetch(path, { ...options, signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    if (error.name === "TimeoutError") throw new Error("The service did not answer within 15 s.");
    throw Object.assign(new Error("The service cannot be reached; is the api process running?"), { isUnreachable: true });
  }
}

function fault(text, status) {
  let sentence = `The service answered ${status}.`;
  try {
    sentence = JSON.parse(text).detail ?? sentence;
  } catch {
    // an answer of a proxy, not the service's own: its number says more than its page
  }
  return Object.assign(new Error(sentence), { status });
}

function answerOf(value, headers) {
  const plain = value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
  const answer = { value, asOf: plain.as_of ?? null, stale: plain.stale ?? false, note: plain.message ?? null, next: nextOf(headers) };
  return freshened(answer, headers);
}

function freshened(answer, headers) {
  return {
    ...answer,
    asOf: headers.get("as-of") ?? answer.asOf,
    stale: headers.has("stale") ? headers.get("stale") === "?1" : answer.stale,
    note: headers.get("note") ?? answer.note,
  };
}

function nextOf(headers) {
  const match = /<([^>]*)>\s*;\s*rel="?next"?/.exec(headers.get("link") ?? "");
  return match ? match[1] : null;
}

function keep(path, etag, answer) {
  kept.delete(path);
  if (!etag) return;
  kept.set(path, { etag, answer });
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value);
}

async function sample(path) {
  const { sampleAnswer } = await import("./sample/index.js");
  return { asOf: null, stale: false, note: null, next: null, value: sampleAnswer(path) };
}
