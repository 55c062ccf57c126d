// Allocation: the ways of sharing the capital that the optimizer compared, and its verdict.

import { number, share, words } from "../page/format.js";
import { make, moment, table } from "../page/dom.js";
import { any, list } from "./parts.js";

const tenths = (value) => share(value, 1);

const MOST_COLUMNS = 8;

const largest = (weights) => Object.entries(weights).sort(([, one], [, other]) => other - one).slice(0, MOST_COLUMNS)
  .map(([symbol, weight]) => `${symbol} ${tenths(weight)}`).join(", ");

function draw(body, answer) {
  const ways = answer.schemes;
  const symbols = [...new Set(ways.flatMap((way) => Object.keys(way.weights)))];
  const of = (name, read) => ({ name, number: true, of: read });
  const columns = [
    { name: "Way", of: (way) => words(way.scheme) },
    ...(symbols.length > MOST_COLUMNS ? [{ name: "Largest weights", wide: true, of: (way) => largest(way.weights) }]
      : symbols.map((symbol) => of(symbol, (way) => tenths(way.weights[symbol])))),
    of("Cash", (way) => (way.cash ? tenths(way.cash) : null)),
    of("Sharpe", (way) => number(way.held_out.sharpe_ratio, 3)),
    of("A year", (way) => tenths(way.held_out.annual_return)),
    of("Largest drawdown", (way) => tenths(way.held_out.max_drawdown)),
    { name: "Against equal weights", wide: true, of: (way) => (way.better_than_equal ? "better than equal" : way.note) },
  ];
  const skipped = Object.entries(answer.skipped ?? {}).map(([symbol, why]) => `${symbol} is left out: ${why}`);
  body.replaceChildren(...[
    make("p", {}, answer.verdict, make("span", { class: "soft" }, " Computed ", moment(answer.at), "; the bot keeps to portfolio.json.")),
    ways.length > 0 ? table({ columns, rows: ways, caption: "Ways of sharing the capital", csv: "allocation" }) : null,
    skipped.length > 0 ? list(skipped) : null,
  ].filter((part) => part !== null));
}

export const definition = {
  name: "allocation",
  title: "Allocation",
  about: "ways to share the capital, tried on unseen days",
  place: "bottom",
  views: ["portfolio"],
  ownAge: true,
  asks: () => "/portfolio/allocation",
  again: { run: any },
  everyMs: 600000,
  isEmpty: (answer) => !answer.verdict,
  empty: (answer, note) => note ?? "No way of sharing the capital has been compared: the optimizer does it with each run of two symbols or more.",
  draw,
};
