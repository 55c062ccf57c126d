// The newest lines of the processes' logs, with a filter by level and by process.

import { make, moment } from "../page/dom.js";
import { choice } from "./parts.js";

const LEVELS = [["debug", "all"], ["info", "info and worse"], ["warning", "warnings and worse"], ["error", "errors"]];
const PROCESSES = [["", "all"], ...["bot", "optimizer", "news", "api"].map((name) => [name, name])];
const USUAL = { level: "info", process: "" };
const chosen = { ...USUAL };

export const definition = {
  name: "logs",
  title: "Log",
  about: "what the processes wrote of late",
  place: "bottom",
  views: ["portfolio", "symbol"],
  asks: () => `/logs?${new URLSearchParams({ limit: 200, level: chosen.level, ...(chosen.process && { process: chosen.process }) })}`,
  everyMs: 60000,
  ownAge: true,
  isEmpty: (lines) => lines.length === 0 && chosen.level === USUAL.level && chosen.process === USUAL.process,
  draw,
};

function draw(body, lines, page) {
  const list = make("ol", { class: "log scroll", tabindex: "0", "aria-label": "Log lines, newest first" }, ...lines.map(line));
  const shown = lines.length > 0 ? list : make("p", { class: "soft" }, page.freshness.note ? "" : "No such line is on record.");
  body.replaceChildren(make("div", { class: "filter", role: "group", "aria-label": "Filter of the log" },
    filter("level", "Level", LEVELS, page), filter("process", "Process", PROCESSES, page)), shown);
}

function line({ at, process, level, message }) {
  return make("li", { class: level }, moment(at, { class: "soft" }), make("span", { class: "soft" }, ` ${process} `),
    make("strong", {}, level), make("span", {}, ` ${message}`));
}

function filter(name, label, options, page) {
  return choice(`log-${name}`, label, options, chosen[name], (value) => {
    chosen[name] = value;
    page.refresh();
  });
}
