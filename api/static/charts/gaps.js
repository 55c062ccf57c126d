// Where candles are missing. A time is in seconds since 1970, as the chart library has it.

const DAY = 86_400;
const MOST_IN_A_GAP = 200; // a longer gap is drawn with that many places, evenly spread

/** The distance of most neighbours, in seconds; times ascend. */
export function stepOf(times) {
  const counts = new Map();
  for (let index = 1; index < times.length; index += 1) {
    const step = times[index] - times[index - 1];
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  let most = [DAY, 0];
  for (const entry of counts) if (entry[1] > most[1]) most = entry;
  return most[0];
}

/**
 * All times of the axis: those given, `step` apart, and those between them at which a candle is missing.
 *
 * Nights, weekends and holidays of a market that closes are no gaps. Whether it closes is said by
 * `alwaysOpen`, or seen: a market with candles on a Saturday does not.
 */
export function withGaps(times, step, alwaysOpen) {
  const open = openHours(times, alwaysOpen);
  const all = [];
  times.forEach((time, index) => {
    const before = times[index - 1];
    if (time - before > step) all.push(...missing(before, time, step).filter(open));
    all.push(time);
  });
  return all;
}

function missing(before, after, step) {
  const count = Math.round((after - before) / step) - 1;
  if (count < 1) return [];
  const stride = step * Math.ceil(count / MOST_IN_A_GAP);
  const times = [];
  for (let time = before + stride; time < after - step / 2; time += stride) times.push(time);
  return times;
}

/** Whether the market is open at a time; one that closes is so within a day, at hours of a third of its days. */
function openHours(times, alwaysOpen) {
  if (alwaysOpen ?? times.some(isSaturday)) return () => true;
  const sessions = new Map();
  const daysOfHour = new Map();
  for (const time of times) {
    sessions.set(dayOf(time), [sessions.get(dayOf(time))?.[0] ?? time, time]);
    daysOfHour.set(time % DAY, (daysOfHour.get(time % DAY) ?? 0) + 1);
  }
  return (time) => {
    const [first, last] = sessions.get(dayOf(time)) ?? [Infinity, -Infinity];
    return time > first && time < last && (daysOfHour.get(time % DAY) ?? 0) * 3 >= sessions.size;
  };
}

const dayOf = (time) => Math.floor(time / DAY);
const isSaturday = (time) => (dayOf(time) + 4) % 7 === 6; // 1970 began on a Thursday
