// The page's CSS variables as the chart library's options.

/** A colour of the page's palette by its name in the style sheet. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** All colours that charts use, by name. */
export function palette() {
  const names = ["ink", "soft", "line", "card", "up", "down", "accent", "warn", "warn-ink"];
  return Object.fromEntries(names.map((name) => [name, colour(name)]));
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
