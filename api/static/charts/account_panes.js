// Equity of one to four runs, against buying and holding, and the depth of each under its peak.

import { money, percent } from "../page/format.js";
import { faint } from "./palette.js";
import { DASHED, DOTTED, LONG_DASHED, NO_MARK, QUIET, SOLID, format, line, valueOf } from "./series.js";

/** How each run is drawn: told apart by colour and by stroke. */
export const STROKES = [
  { tone: "accent", lineStyle: SOLID, lineWidth: 2, words: "solid" },
  { tone: "down", lineStyle: DASHED, lineWidth: 2, words: "dashed" },
  { tone: "ink", lineStyle: DOTTED, lineWidth: 2, words: "dotted" },
  { tone: "soft", lineStyle: LONG_DASHED, lineWidth: 2, words: "long dashes" },
];

/** The name of a field of the run with that number, from 0. */
export const fieldOf = (name, run) => (run === 0 ? name : `${name}_${run + 1}`);

const stroke = (run, colours) => {
  const { tone, lineStyle, lineWidth } = STROKES[run];
  return { ...NO_MARK, color: colours[tone], lineStyle, lineWidth };
};

const equity = (run) => line(fieldOf("equity", run), (colours) => ({
  ...stroke(run, colours), priceLineVisible: false, priceFormat: format(money, 0.01),
}), { scale: { top: 0.25, bottom: 0.08 } });

const buyAndHold = line("buy_and_hold", (colours) => ({
  ...QUIET, ...NO_MARK, color: colours.soft, lineWidth: 1, lineStyle: DASHED, priceFormat: format(money, 0.01),
}));

/** No depth is above the peak: the axis says nothing there. */
const depth = (at) => (at > 0 ? "" : percent(at));

/** From the deepest in view up to the peak itself. */
const upToThePeak = (original) => {
  const info = original();
  if (info?.priceRange) info.priceRange.maxValue = 0;
  return info;
};

const filledDepth = {
  kind: "Baseline",
  fields: ["drawdown_pct"],
  point: valueOf("drawdown_pct"),
  options: (colours) => ({
    ...QUIET, ...NO_MARK, baseValue: { type: "price", price: 0 }, lineWidth: 1, priceFormat: format(depth, 0.01), autoscaleInfoProvider: upToThePeak,
    topLineColor: colours.down, topFillColor1: faint(colours.down, 0), topFillColor2: faint(colours.down, 0),
    bottomLineColor: colours.down, bottomFillColor1: faint(colours.down, 0.15), bottomFillColor2: faint(colours.down, 0.4),
  }),
  scale: { top: 0.36, bottom: 0.06 },
};

const depthLine = (run) => line(fieldOf("drawdown_pct", run), (colours) => ({
  ...stroke(run, colours), ...QUIET, lineWidth: 1, priceFormat: format(depth, 0.01), autoscaleInfoProvider: upToThePeak,
}), { scale: { top: 0.36, bottom: 0.06 } });

/** The panes of that many runs. */
export function accountPanes(runs) {
  const all = Array.from({ length: runs }, (_, run) => run);
  return [
    { name: "Equity", share: 1.6, series: [...all.map(equity), buyAndHold] },
    { name: "Underwater", share: 1.1, series: runs === 1 ? [filledDepth] : all.map(depthLine) },
  ];
}
