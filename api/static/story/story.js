// The story of a trade, a signal or a position: one panel, one link each, from wherever it is asked for.

import { address } from "../page/address.js";
import { Panel } from "./panel.js";

const KINDS = ["trade", "signal", "position"];
let panel = null;
let asked = null;
let opener = null;

/** The {kind, id} of "trade:BTC/USDT@2025-03-01T09:00:00Z", "signal:…" or "position:BTC/USDT"; null where it is none. */
function parted(name) {
  const [kind, ...rest] = (name ?? "").split(":");
  const id = rest.join(":");
  return KINDS.includes(kind) && id ? { kind, id } : null;
}

/** The address that answers a story. */
function pathOf({ kind, id }) {
  return `/${kind}s/${encodeURIComponent(id)}/story`;
}

/** A trade's id; one of an older version has none on record. */
export const tradeId = (trade) => trade.id ?? `${trade.symbol}@${trade.entry_time}`;

/** The link of a story on this page, with what the page shows now. */
export function linkOf(name) {
  const link = new URL(location.href);
  link.searchParams.set("story", name);
  return link.href;
}

/** Open a story by its name; the URL then holds it, and closing gives the focus back. */
export function openStory(name) {
  if (parted(name)) address.set({ story: name });
}

/** Wire the page: links of stories, and the story in the URL, now and after Back. */
export function startStory() {
  panel = new Panel({ closed: leave });
  document.addEventListener("click", (event) => {
    const origin = event.target.closest?.("[data-story]");
    if (!origin || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openStory(origin.dataset.story);
  });
  address.onChange(follow);
  follow();
}

/** Show what the URL says; whoever sets it, a mark on a chart too, opens the story. */
function follow() {
  const name = parted(address.story) ? address.story : null;
  if (name === asked) return;
  asked = name;
  if (name === null) panel.close();
  else open(name);
}

function open(name) {
  if (!panel.isOpen) opener = document.activeElement;
  panel.show({ path: pathOf(parted(name)), link: linkOf(name), ...parted(name) });
}

function leave() {
  const left = asked;
  asked = null;
  if (address.story) address.set({ story: null });
  const again = [...document.querySelectorAll("[data-story]")].find((each) => each.dataset.story === left);
  (opener?.isConnected && opener !== document.body ? opener : again)?.focus();
  opener = null;
}
