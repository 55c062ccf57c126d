// Times as text, in the zone of the address: UTC, or the reader's own with its clock changes.

import { address } from "./address.js";

/** What is written where nothing is known. */
export const DASH = "—";

const HOUR = 3600 * 1000;
const writers = new Map();

function parts(date, zone) {
  if (!writers.has(zone)) {
    writers.set(zone, new Intl.DateTimeFormat("en-GB", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit",
      hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short",
    }));
  }
  return Object.fromEntries(writers.get(zone).formatToParts(date).map(({ type, value }) => [type, value]));
}

/** The zone's name for Intl: "UTC", or undefined for the reader's own. */
const zoneNow = () => (address.zone === "UTC" ? "UTC" : undefined);

function written(value, write) {
  if (value === null || value === undefined || value === "") return DASH;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? DASH : write(date, parts(date, zoneNow()));
}

/** "2025-03-01 13:00", seconds only where there are some; around a clock change with the zone's name. */
export const time = (value) => written(value, (date, at) => `${dayOf(at)} ${clockOf(date, at)}`);

/** "13:00", by the same rules. */
export const clock = (value) => written(value, clockOf);

/** "2025-03-01". */
export const day = (value) => written(value, (_, at) => dayOf(at));

/** "2025-03-01 13:00 UTC": for sentences and titles. */
export const stamp = (value) => written(value, (date, at) =>
  `${dayOf(at)} ${hours(at)} ${at.timeZoneName}`);

/** "09:00–10:00": from when to when. */
export const span = (from, to) => `${clock(from)}–${clock(to)}`;

const dayOf = (at) => `${at.year}-${at.month}-${at.day}`;
const hours = (at) => `${at.hour}:${at.minute}${at.second === "00" ? "" : `:${at.second}`}`;

/** The hour, with the zone's name where the same hour comes twice or the clock has just been put. */
function clockOf(date, at) {
  const name = (shift) => parts(new Date(date.getTime() + shift), zoneNow()).timeZoneName;
  const isChanging = zoneNow() === undefined && (name(-HOUR) !== at.timeZoneName || name(HOUR) !== at.timeZoneName);
  return isChanging ? `${hours(at)} ${at.timeZoneName}` : hours(at);
}
