// The bot of one symbol: what it holds, decided last and why.

import { make, moment, tile } from "../page/dom.js";
import { action, duration, money, number, pnl, price, quantity, signed, tone } from "../page/format.js";

export const definition = {
  name: "status", title: "Status", about: "position, last signal and why", place: "top", first: true, views: ["portfolio", "symbol"],
  reads: "status", isEmpty: (status) => !status?.symbol, draw,
};

function draw(body, status) {
  const held = action(status.position);
  const last = action(status.last_signal);
  const tiles = make("dl", { class: "tiles" },
    tile("Symbol", status.symbol, { small: [status.timeframe, status.data_source].filter(Boolean).join(" · ") }),
    tile("Position", held.text, { tone: held.tone, small: status.quantity === null ? "nothing held" : `${quantity(status.quantity)} held` }),
    tile("Entry", price(status.entry_price), { small: status.entry_time ? moment(status.entry_time) : null }),
    tile("Unrealized P&L", signed(status.unrealized_pnl_pct), {
      tone: tone(status.unrealized_pnl_pct), small: status.unrealized_pnl === null ? null : pnl(status.unrealized_pnl),
    }),
    tile("Equity", money(status.equity), { small: status.trades === null ? null : `${status.trades} closed trades` }),
    tile("Last price", price(status.last_price), { small: status.rsi === null ? null : `RSI ${number(status.rsi, 3)}` }),
    tile("Last signal", last.text, { tone: last.tone, small: status.confidence === null ? null : `confidence ${status.confidence.toFixed(2)}` }),
    tile("Cycle", `every ${duration(status.loop_interval_seconds)}`, { small: status.cycle === null ? null : `${status.cycle} cycles so far` }));
  const quiet = (text) => make("p", { class: "soft part" }, text);
  body.replaceChildren(tiles,
    ...(status.last_signal_reason ? [make("p", { class: "part" }, make("span", { class: "label" }, "Why: "), status.last_signal_reason)] : []),
    ...(status.standing_reason && status.standing !== "disproven" ? [quiet(`Config ${status.standing_reason}`)] : []),
    ...(status.warnings ?? []).map((warning) => quiet(`Note: ${warning}`)));
}
