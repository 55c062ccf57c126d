// Daily P&L: a month of days, each week's sum beside it, the month's above.

import { counted, ofChosen } from "./parts.js";
import { money, percent, pnl, tone } from "../page/format.js";
import { button, make } from "../page/dom.js";
import { monthSum, monthsOf, weeksOf } from "./calendar/months.js";

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const held = { days: [], month: null };
const name = make("span", { class: "strong", "aria-live": "polite" });
const back = button("◀", () => go(-1), { class: "quiet", "aria-label": "Month before" });
const on = button("▶", () => go(1), { class: "quiet", "aria-label": "Month after" });
const total = make("span", {});
const head = make("div", { class: "month" }, back, name, on, total);
const grid = make("div", {});

function draw(body, answer) {
  held.days = answer.periods;
  if (!monthsOf(held.days).includes(held.month)) held.month = monthsOf(held.days).at(-1);
  if (head.parentElement !== body) body.replaceChildren(head, grid);
  show();
}

function go(step) {
  const months = monthsOf(held.days);
  held.month = months[months.indexOf(held.month) + step] ?? held.month;
  show();
}

function show() {
  const months = monthsOf(held.days);
  const sum = monthSum(held.month, held.days);
  name.textContent = new Date(`${held.month}-01T00:00:00Z`).toLocaleDateString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
  back.disabled = held.month === months[0];
  on.disabled = held.month === months.at(-1);
  total.replaceChildren(make("span", { class: tone(sum.pnl), "data-sum": held.month }, pnl(sum.pnl)),
    make("span", { class: "soft" }, ` · ${counted(sum.trades, "trade")} · fees ${money(sum.fees)} · UTC days`));
  const most = Math.max(...held.days.map((day) => Math.abs(day.pnl ?? 0)), 0);
  grid.replaceChildren(make("table", { class: "calendar", "aria-label": `Daily P&L, ${name.textContent}` },
    make("thead", {}, make("tr", {}, ...[...WEEKDAYS, "Week"].map((day) => make("th", { scope: "col" }, day)))),
    make("tbody", {}, ...weeksOf(held.month, held.days).map((week) => weekRow(week, most)))));
}

const weekRow = (week, most) => make("tr", {}, ...week.days.map((day) => dayCell(day, most)), sumCell(week));

function dayCell({ date, day, isOutside }, most) {
  const number = make("span", { class: "date" }, String(Number(date.slice(8))));
  const cell = make("td", { class: isOutside ? "outside" : "", title: titleOf(date, day) }, number);
  if (day === null) return cell;
  cell.dataset.day = date;
  cell.append(...amount(day.pnl));
  if (day.pnl) cell.style.setProperty("--tint", `color-mix(in srgb, var(--${tone(day.pnl)}) ${Math.round(3 + 8 * Math.abs(day.pnl) / most)}%, transparent)`);
  return cell;
}

function sumCell({ start, sum }) {
  const cell = make("td", { class: "week", "data-week": start, title: titleOf(`Week from ${start}`, sum) });
  if (sum !== null) cell.append(make("span", { class: "date" }, "\u00a0"), ...amount(sum.pnl));
  return cell;
}

function titleOf(what, record) {
  if (record === null) return `${what}: nothing on record`;
  const share = record.pnl_pct === undefined ? "" : ` (${percent(record.pnl_pct)})`;
  return `${what}: ${pnl(record.pnl)}${share}, ${counted(record.trades, "trade")}, fees ${money(record.fees)}`;
}

/** To the cent, and where that has no room, rounded: one of both is shown. */
function amount(value) {
  return [make("span", { class: `cents ${tone(value)}` }, plain(value, money)),
    make("span", { class: `round ${tone(value)}` }, plain(value, rounded))];
}

const plain = (value, write) => (value > 0 ? "+" : value < 0 ? "−" : "") + write(Math.abs(value ?? 0));

function rounded(size) {
  if (size >= 9950) return `${(size / 1000).toFixed(0)}k`;
  if (size >= 995) return `${(size / 1000).toFixed(1)}k`;
  return size >= 9.95 ? size.toFixed(0) : size.toFixed(1);
}

export const definition = {
  name: "calendar",
  title: "Daily P&L",
  about: "what each day, week and month came to",
  place: "main",
  views: ["portfolio", "symbol"],
  asks: (address) => address.query("/performance", { period: "day" }),
  on: { performance: (answer, value) => (answer.symbol === null && value.period === "day" ? value : undefined) },
  again: { trade: ofChosen, equity: ofChosen }, // a symbol's; the portfolio's comes by its event
  everyMs: 300000,
  isEmpty: (answer) => answer.periods.length === 0,
  empty: () => "No day is on record yet: the first one shows with the first candle.",
  draw,
};
