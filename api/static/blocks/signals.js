// Decisions, newest first: what was done, then why; neighbours that ended alike are one line.

import { day, price } from "../page/format.js";
import { button, candleSpan, make, moment } from "../page/dom.js";
import { store } from "../page/store.js";
import { configOf } from "../story/configs.js";
import { grouped, withDeeds } from "../story/groups.js";
import { inPlace } from "../story/in_place.js";
import { Pages } from "../story/pages.js";
import { deedLine } from "../story/words.js";

const MOST_TOLD = 30;
const pages = new Pages((signal) => signal.id);

export const definition = {
  name: "signals",
  title: "Signals",
  about: "every decision: what was done, and why",
  place: "side",
  views: ["portfolio", "symbol"],
  asks: (address) => [address.symbol ? address.query("/signals", { limit: 60 }) : "/portfolio/signals?limit=60", "/portfolio/strategies"],
  core: 1,
  on: { signal: added },
  alsoReads: ["sides"],
  isEmpty: ([signals]) => signals.length === 0,
  empty: () => "Nothing decided yet: the first decision comes with the first closed candle.",
  draw,
};

function added([signals, strategies], signal, address) {
  if (address.symbol && signal.symbol !== address.symbol) return undefined;
  return signals.some((each) => each.id === signal.id) ? undefined : [[signal, ...signals], strategies];
}

function draw(body, [signals, strategies], page) {
  if (strategies !== null) store.set("strategies", strategies);
  pages.take(page.address.symbol ?? "", signals, page.freshness.nexts[0]);
  show(body, page);
}

function show(body, page) {
  const opened = new Set([...body.querySelectorAll("details[open]")].map((each) => each.dataset.of));
  const groups = grouped(withDeeds(pages.items, configOf));
  const isOneSymbol = page.address.symbol !== null;
  const lines = groups.map((group) => line(group, isOneSymbol, opened.has(group.lines.at(-1).signal.id)));
  const list = make("ol", { class: "signal-groups scroll", tabindex: "0", "aria-label": "Signals, newest first" }, ...lines);
  inPlace(body, () => body.replaceChildren(list, ...(pages.next ? [older(body, page)] : [])));
}

function older(body, page) {
  const way = button("Older signals", async () => {
    way.disabled = true;
    try {
      await pages.older();
      show(body, page);
    } catch (error) {
      way.replaceWith(make("p", { class: "note problem", role: "alert" }, error.message));
    }
  }, { class: "quiet" });
  return way;
}

function line({ lines }, isOneSymbol, isOpened) {
  const [{ signal, done, why }] = lines;
  const oldest = lines.at(-1).signal;
  const head = make("div", { class: "head" },
    make("button", { type: "button", class: "link strong", "data-story": `signal:${signal.id}`, title: done.setting },
      isOneSymbol ? deedLine(done) : `${signal.symbol} ${deedLine(done)}`),
    lines.length > 1 ? make("span", { class: "repeat" }, `× ${lines.length}, same reason`) : null,
    signal.ai_override_active ? make("span", { class: "tag" }, "AI override") : null,
    make("span", { class: "soft when" }, ...spanOf(oldest.candle_time, signal.timestamp)));
  return make("li", {}, head, make("div", { class: "soft" }, why),
    lines.length > 1 ? each(lines, oldest.id, isOpened) : null);
}

/** From the open of a group's first candle to the close of its last. */
function spanOf(from, to) {
  if (day(from) !== day(to)) return [moment(from), " – ", moment(to)];
  return [moment(from, { what: "day" }), " ", candleSpan(from, to)];
}

/** The signals of a group one by one, folded. */
function each(lines, name, isOpened) {
  const details = make("details", { "data-of": name, open: isOpened ? "open" : undefined },
    make("summary", {}, `All ${lines.length}`),
    make("ol", { class: "plain" }, ...lines.slice(0, MOST_TOLD).map(single)));
  if (lines.length > MOST_TOLD) details.append(make("p", { class: "soft" }, `and ${lines.length - MOST_TOLD} before them`));
  return details;
}

function single({ signal }) {
  return make("li", {}, make("button", { type: "button", class: "link", "data-story": `signal:${signal.id}` },
    candleSpan(signal.candle_time, signal.timestamp)), ` at ${price(signal.price)}, confidence ${signal.confidence?.toFixed(2)}`);
}
