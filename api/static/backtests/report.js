// What is open: one backtest with all that it came to, or two to four beside each other.

import { chosen } from "./chosen.js";
import { comparison } from "./comparison.js";
import { whole } from "./whole.js";
import { nameOf } from "./words.js";

let drawn = null;

export const definition = {
  name: "backtest_report",
  title: () => (chosen().length > 1 ? "Comparison" : "Result"),
  about: "the result of a backtest, or several beside each other",
  place: "bottom",
  views: ["backtests"],
  first: true,
  ownAge: true,
  asks: () => (chosen().length === 0 ? ["/backtests/choices"] : chosen().flatMap((id) => [`/backtests/${id}`, `/backtests/${id}/result`])),
  isEmpty: (answers) => answers.length < 2,
  empty: () => "Open a backtest of the list, or choose two and more to compare them.",
  draw(body, answers) {
    drawn?.destroy();
    const runs = chosen().map((id, index) => ({ id, backtest: answers[2 * index], document: answers[2 * index + 1] }));
    runs.forEach((run) => { run.name = nameOf(run.backtest); });
    const names = runs.map((run) => run.name);
    runs.forEach((run, index) => { if (names.indexOf(run.name) !== index) run.name = `${run.name} (${index + 1})`; });
    drawn = runs.length === 1 ? whole(runs[0]) : comparison(runs);
    body.replaceChildren(...drawn.parts.filter(Boolean));
    drawn.show();
  },
};
