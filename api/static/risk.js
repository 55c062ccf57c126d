// Whether the bot may trade, and how much of each limit of the account is used.

import { DASH, money, number, time } from "./format.js";
import { bar, make, pairs } from "./dom.js";

const NAMES = {
  max_position: "Largest position", max_exposure: "All positions", max_correlated_exposure: "Positions that move together",
  max_trades_per_day: "Entries of the UTC day", daily_loss_limit: "Loss of the UTC day", max_drawdown: "Drawdown",
  max_consecutive_losses: "Losses in a row", max_spread: "Spread", max_price_age: "Age of the price",
  max_orders_per_minute: "Entries in a minute",
};

export function drawRisk(body, risk) {
  const stops = risk.state !== "ACTIVE";
  const until = stops ? (risk.until === null ? ", until it is resumed" : `, until ${time(risk.until)} UTC`) : "";
  const said = make("p", stops ? { class: "banner", role: "alert" } : {},
    make("span", { class: "strong" }, risk.state), ` ${risk.reason}${until}`);
  const limits = risk.limits.filter((limit) => limit.limit !== null);
  const parts = [said, ...limits.map(limitBar)];
  if (limits.length === 0) {
    parts.push(make("p", { class: "soft" }, "No limit of the account is set (RISK_LIMITS and RISK_… in .env)."));
  }
  if (risk.equity !== null) {
    parts.push(pairs([
      ["Equity of all symbols", money(risk.equity)],
      ["The UTC day began with", money(risk.day_start_equity)],
      ["Peak", money(risk.peak_equity)],
      ...Object.entries(risk.exposures).map(([symbol, size]) => [`Held of ${symbol}`, money(size)]),
    ]));
  }
  body.replaceChildren(...parts);
}

function limitBar(limit) {
  const most = `${number(limit.limit, 4)} ${limit.unit}`;
  const text = limit.use === null ? `at most ${most}` : `${number(limit.use, 3)} of ${most}`;
  const used = limit.use === null ? 0 : limit.use / limit.limit;
  return bar(NAMES[limit.rule] ?? limit.rule ?? DASH, used, limit.is_reached ? `${text}, reached` : text,
    limit.is_reached ? "down" : "");
}
