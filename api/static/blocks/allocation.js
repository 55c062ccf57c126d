// How the capital could be shared between the symbols, as the optimizer computed it.

import { make, moment, table } from "../page/dom.js";
import { number, percent, words } from "../page/format.js";

export const definition = {
  name: "allocation", title: "Sharing the capital", about: "ways to weigh the symbols, tried on unseen days", place: "bottom", views: ["portfolio"],
  asks: () => "/portfolio/allocation", again: ["run"], ownAge: true, isEmpty: (answer) => !answer.at, draw,
};

const share = (value) => percent(typeof value === "number" ? value * 100 : null, 1);

function draw(body, answer) {
  const symbols = Object.keys(answer.schemes[0]?.weights ?? {});
  const figure = (name, of) => ({ name, number: true, of: (way) => share(of(way)), value: of });
  const columns = [
    { name: "Way", of: (way) => words(way.scheme) },
    ...symbols.map((symbol) => figure(symbol, (way) => way.weights[symbol])),
    figure("Cash", (way) => way.cash),
    { name: "Sharpe", number: true, of: (way) => number(way.held_out.sharpe_ratio, 3), value: (way) => way.held_out.sharpe_ratio },
    figure("A year", (way) => way.held_out.annual_return),
    figure("Drawdown", (way) => way.held_out.max_drawdown),
    { name: "Against equal weights", wide: true, of: (way) => (way.better_than_equal ? "better than equal" : way.note ?? "") },
  ];
  body.replaceChildren(
    make("p", {}, answer.verdict),
    ...(answer.schemes.length > 0 ? [table({ columns, rows: answer.schemes, caption: "Ways to share the capital", csv: "allocation" })] : []),
    ...Object.entries(answer.skipped).map(([symbol, why]) => make("p", { class: "soft" }, `${symbol} is left out: ${why}`)),
    make("p", { class: "soft" }, "Computed ", moment(answer.at), "."));
}
