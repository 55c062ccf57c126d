// The orders of a story at the venue: what was asked, what was answered, what filled.

import { DASH, money, percent, price, quantity } from "../page/format.js";
import { make, moment } from "../page/dom.js";

/** Each order with its events; a sentence where there was none. */
export function ordersPart(story) {
  if (!story.trade && !story.position) return null;
  const head = make("h3", {}, "Orders");
  const none = "None on record: fills on paper need no order at a venue.";
  if (story.orders.length === 0) return make("section", {}, head, make("p", { class: "soft" }, none));
  return make("section", {}, head, ...story.orders.map(order));
}

function order(each) {
  const filled = each.price === null ? "nothing filled"
    : `${quantity(each.filled)} of ${quantity(each.quantity)} at ${price(each.price)}`;
  const slipped = each.slippage_pct === null ? "" : `, slippage ${percent(each.slippage_pct, 3)}`;
  const summary = make("summary", {}, make("strong", {}, each.purpose),
    ` ${each.side} · ${each.state} · ${filled}${slipped}, fees ${money(each.fees)}`);
  const events = [...each.requests.map(request), ...each.states.map(state), ...each.fills.map(fill)];
  events.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return make("details", {}, summary,
    make("p", { class: "soft" }, `${each.client_id} · venue's id ${each.venue_order_id || DASH} · decided at ${price(each.decided_price)}`),
    make("ol", { class: "plain" }, ...events.map(({ at, text }) => make("li", {}, moment(at, { class: "soft" }), ` ${text}`))));
}

const request = ({ at, action: asked, answer, reason }) => ({
  at, text: `${asked}: ${answer ?? "no answer"}${reason ? ` (${reason})` : ""}`,
});
const state = ({ at, state: name }) => ({ at, text: `became ${name}` });
const fill = ({ at, quantity: size, price: paid, fee, fee_asset: asset }) => ({
  at, text: `filled ${size} at ${paid}${fee ? `, fee ${fee} ${asset ?? ""}` : ""}`,
});
