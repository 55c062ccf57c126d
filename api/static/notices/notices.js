// Notices: toasts now, the browser's own where it is asked for, and a list with a count for what was missed.

import { address } from "../page/address.js";
import { make, moment } from "../page/dom.js";
import { isDemo } from "../page/service.js";
import { store } from "../page/store.js";
import { stream } from "../page/stream.js";
import { openStory } from "../story/story.js";
import { notifiesAny, notify, switches } from "./browser.js";
import { KINDS } from "./kinds.js";
import { record } from "./record.js";
import { showToast, withdraw } from "./toasts.js";
import { told } from "./visits.js";
import { watch } from "./watch.js";

const list = make("div", { id: "notice-list", popover: "auto", "aria-label": "Notices" });
const lines = make("ol", { class: "notices" });

/** Wire the bar's button: a count on it, the list and the switches behind it; then watch what happens. */
export function startNotices(bell) {
  list.append(make("h2", {}, "Notices"), lines, switches());
  document.body.append(list);
  bell.setAttribute("popovertarget", list.id);
  list.addEventListener("toggle", (event) => (event.newState === "open" ? draw() : record.saw()));
  list.addEventListener("click", (event) => event.target.closest("[data-story]") && list.hidePopover());
  const count = () => label(bell);
  record.onChange(count);
  record.onChange(draw);
  address.onChange((changed) => changed.includes("zone") && draw());
  count();
  draw();
  stream.staysOpen(notifiesAny);
  if (!isDemo) watch(tell, withdraw).catch(() => { /* the blocks say that the service is away */ });
}

/** Tell a notice {key, kind, text, story, at}: once, and aloud unless it is late. */
function tell(notice, { late = false } = {}) {
  told(notice);
  if (!record.add({ ...notice, at: notice.at ?? new Date().toISOString() }) || late) return;
  showToast(notice);
  notify(notice, () => notice.story && openStory(notice.story));
}

function label(bell) {
  const unseen = record.unseen();
  bell.replaceChildren("Notices", unseen > 0 ? make("span", { class: "count" }, String(unseen)) : "");
  bell.setAttribute("aria-label", unseen > 0 ? `Notices, ${unseen} not looked at` : "Notices");
}

function draw() {
  const all = record.all();
  const none = make("li", { class: "soft" }, "None yet. Fills, exits, halts, refused configs and a silent bot come here.");
  lines.replaceChildren(...(all.length > 0 ? all.map(line) : [none]));
}

/** A fill's story is the position's while that is held, then the trade's. */
function storyOf({ story: name, closed, at }) {
  if (!closed) return name;
  return store.get("positions")?.some((each) => `position:${each.symbol}` === name && each.entry_time === at) ? name : closed;
}

function line(notice) {
  const name = storyOf(notice);
  const said = name ? make("button", { type: "button", class: "link", "data-story": name }, notice.text) : make("span", {}, notice.text);
  return make("li", { class: notice.seen ? "" : "unseen" },
    make("small", {}, KINDS[notice.kind]?.title ?? notice.kind, " · ", moment(notice.at)), said);
}
