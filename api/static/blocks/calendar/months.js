// Days of P&L as months and weeks: UTC, weeks begin on Monday; a sum is the sum of its days.

const DAY_MS = 86400 * 1000;
const iso = (ms) => new Date(ms).toISOString().slice(0, 10);

/** The months that days fall into, oldest first: ["2025-02", "2025-03"]. */
export const monthsOf = (days) => [...new Set(days.map((each) => each.start.slice(0, 7)))].sort();

/** The sum of days: {pnl, fees, trades}; null of none. */
function sumOf(days) {
  if (days.length === 0) return null;
  const add = (name) => days.reduce((sum, each) => sum + (each[name] ?? 0), 0);
  return { pnl: add("pnl"), fees: add("fees"), trades: add("trades") };
}

/**
 * The weeks of a month: [{start, days: [{date, day, isOutside} x 7], sum}], Monday first. `day` is the
 * day's record or null; a week is summed whole, also where it began in another month.
 */
export function weeksOf(month, days) {
  const recorded = new Map(days.map((each) => [each.start.slice(0, 10), each]));
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const monday = first - ((new Date(first).getUTCDay() + 6) % 7) * DAY_MS;
  const weeks = [];
  for (let start = monday; start <= first || iso(start).startsWith(month); start += 7 * DAY_MS) {
    const week = Array.from({ length: 7 }, (_, n) => dayAt(start + n * DAY_MS, month, recorded));
    weeks.push({ start: iso(start), days: week, sum: sumOf(week.map(({ day }) => day).filter(Boolean)) });
  }
  return weeks;
}

function dayAt(ms, month, recorded) {
  const date = iso(ms);
  return { date, day: recorded.get(date) ?? null, isOutside: !date.startsWith(month) };
}

/** The sum of a month. */
export const monthSum = (month, days) => sumOf(days.filter((each) => each.start.startsWith(month)));
