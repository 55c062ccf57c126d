// The time axis in the reader's zone: where its days begin, and how its times are written.

/** Seconds that the zone is ahead of UTC at a time. */
function ahead(time, zone) {
  return zone === "local" ? -60 * new Date(time * 1000).getTimezoneOffset() : 0;
}

/** The library's behaviour of a time axis, its days those of `zone()`. */
export function axisBehaviour(library, zone) {
  const Days = library.defaultHorzScaleBehavior();
  class ZonedDays extends Days {
    fillWeightsForPoints(points, start) {
      if (zone() === "UTC") return super.fillWeightsForPoints(points, start);
      const first = Math.max(0, start - 1); // a weight is what changed since the point before
      const moved = points.slice(first).map((point) => {
        const time = point.originalTime + ahead(point.originalTime, zone());
        return { ...point, time: this.convertHorzItemToInternal(time) };
      });
      super.fillWeightsForPoints(moved, start - first);
      for (let index = start; index < points.length; index += 1) {
        points[index].timeWeight = moved[index - first].timeWeight;
      }
      return undefined;
    }
  }
  return new ZonedDays();
}

/** The text under a mark: a year, a month, a day or a clock time; `type` is the library's, what begins there. */
export function markText(time, type, zone) {
  const there = new Date((time + ahead(time, zone)) * 1000);
  const text = (options) => there.toLocaleString("en-GB", { timeZone: "UTC", ...options });
  if (type === 0) return text({ year: "numeric" });
  if (type === 1) return text({ month: "short" });
  if (type === 2) return `${text({ month: "short" })} ${there.getUTCDate()}`; // cut at the edge, the day stays
  return text({ hour: "2-digit", minute: "2-digit" });
}

/** "2025-03-01 09:00" in the zone, as the crosshair's label writes it. */
export function timeText(time, zone) {
  return new Date((time + ahead(time, zone)) * 1000).toISOString().slice(0, 16).replace("T", " ");
}
