// The page's CSS variables as the chart library's options.

import { colour } from "../page/theme.js";

/** All colours that charts use, by name, in the theme of the page. */
export function palette() {
  const { theme } = document.documentElement.dataset;
  if (kept.theme !== theme) kept = { theme, colours: read() };
  return kept.colours;
}

let kept = {}; // reading them costs a layout, and a chart asks with every candle

function read() {
  const names = ["ink", "soft", "line", "card", "up", "down", "accent"];
  const colours = Object.fromEntries(names.map((name) => [name, colour(name)]));
  return { ...colours, upFaint: faint(colours.up, 0.4), downFaint: faint(colours.down, 0.4) };
}

/** "#rrggbb" with an opacity from 0 to 1. */
export function faint(hex, opacity) {
  return hex + Math.round(opacity * 255).toString(16).padStart(2, "0");
}

/** Options of a whole chart in these colours. */
export function chartOptions(colours) {
  const guide = { color: colours.soft, labelBackgroundColor: colours.ink };
  return {
    layout: {
      background: { color: colours.card },
      textColor: colours.soft,
      fontFamily: 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
      fontSize: 12,
      panes: { separatorColor: colours.line, enableResize: false },
    },
    grid: { vertLines: { color: faint(colours.line, 0.5) }, horzLines: { color: faint(colours.line, 0.5) } },
    crosshair: { vertLine: guide, horzLine: guide },
    rightPriceScale: { borderColor: colours.line },
    timeScale: { borderColor: colours.line },
  };
}
