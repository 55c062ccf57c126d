// Whether the bot may trade, and how much of each limit of the account is used.

import { bar, make, moment, pairs } from "../page/dom.js";
import { DASH, money, number } from "../page/format.js";

const NAMES = {
  max_position: "Largest position", max_exposure: "All positions", max_correlated_exposure: "Positions that move together",
  max_trades_per_day: "Entries of the UTC day", daily_loss_limit: "Loss of the UTC day", max_drawdown: "Drawdown",
  max_consecutive_losses: "Losses in a row", max_spread: "Spread", max_price_age: "Age of the price",
  max_orders_per_minute: "Entries in a minute",
};

export const definition = {
  name: "risk", title: "Risk", about: "trading state and limits", place: "side", views: ["portfolio", "symbol"],
  asks: () => "/risk", on: { risk: (_, risk) => risk }, isEmpty: (risk) => risk.as_of === null, draw,
};

function draw(body, risk) {
  const limits = risk.limits.filter((limit) => limit.limit !== null);
  body.replaceChildren(stateLine(risk), ...limits.map(limitBar),
    ...(limits.length > 0 ? [] : [make("p", { class: "soft" }, "No limit of the account is set (RISK_LIMITS and RISK_… in .env).")]),
    ...(risk.equity === null ? [] : [pairs([
      ["Equity of all symbols", money(risk.equity)],
      ["The UTC day began with", money(risk.day_start_equity)],
      ["Peak", money(risk.peak_equity)],
      ...Object.entries(risk.exposures).map(([symbol, size]) => [`Held of ${symbol}`, money(size)]),
    ])]));
}

function stateLine(risk) {
  const stops = risk.state !== "ACTIVE";
  const until = !stops ? [] : risk.until === null ? [", until it is resumed"] : [", until ", moment(risk.until)];
  return make("p", stops ? { class: "note problem", role: "alert" } : {},
    make("span", {}, make("span", { class: "strong" }, risk.state), ` ${risk.reason}`, ...until));
}

function limitBar(limit) {
  const most = `${number(limit.limit, 4)} ${limit.unit}`;
  const text = limit.use === null ? `at most ${most}` : `${number(limit.use, 3)} of ${most}`;
  const used = limit.use === null ? 0 : limit.use / limit.limit;
  return bar(NAMES[limit.rule] ?? limit.rule ?? DASH, used, limit.is_reached ? `${text}, reached` : text, limit.is_reached ? "down" : "");
}
