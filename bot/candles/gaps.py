"""Which absent candles are worth a sentence: the market's nights and weekends are not."""

from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

Times = npt.NDArray[np.int64]

_MINUTE = 60_000_000
_DAY = 1440 * _MINUTE
# A market that trades round the clock fills its grid; sessions of five days a week fill 5/7 of it.
_ROUND_THE_CLOCK_SHARE = 0.9
# The longest closure that weekends and holidays make together (Thursday to Tuesday at Easter).
_LONGEST_CLOSURE = 5 * _DAY
# A pause that begins at the same time of day on this share of the days belongs to the timetable.
_TIMETABLE_SHARE = 0.1


def commonest_step(times: Times) -> int:
    """The commonest difference of ascending microseconds, the shortest of equally common ones.

    Equal neighbours do not count; 0 where there is no step at all.
    """
    steps = np.diff(times)
    if steps.size and steps[0] > 0 and 2 * np.count_nonzero(steps == steps[0]) > steps.size:
        return int(steps[0])  # more than half: no other can be as common
    lengths, counts = np.unique(steps[steps > 0], return_counts=True)
    return int(lengths[counts.argmax()]) if len(lengths) else 0


def timeframe_name(step: int) -> str | None:
    """A step in microseconds as a timeframe ("1h"); None where no timeframe is that long."""
    for unit, length in (("w", 7 * _DAY), ("d", _DAY), ("h", 60 * _MINUTE), ("m", _MINUTE)):
        if step and step % length == 0:
            return f"{step // length}{unit}"
    return None


def timestamp_text(microseconds: int) -> str:
    """Microseconds since 1970 as RFC 3339 UTC to the second."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(microseconds))
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def gap_notes(times: Times, step: int) -> list[str]:
    """At most one sentence about absent candles; none where the market's closures explain them.

    `times` are ascending unique open times in microseconds, `step` the candle's length. Round the
    clock every absent candle counts. In a session market (its candles fill less than nine tenths
    of the time) a pause counts where it is longer than five days, or where it begins and ends on
    one day at an hour at which this market does not usually pause.
    """
    gaps = np.flatnonzero(np.diff(times) > step)
    if not len(gaps):
        return []
    share = len(times) / ((times[-1] - times[0]) / step + 1)
    if share >= _ROUND_THE_CLOCK_SHARE:
        missing = int((np.diff(times)[gaps] // step - 1).sum())
        return [_sentence(times, gaps, f"{_many(missing, 'candle')} missing in")]
    gaps = gaps[~_explained_by_sessions(times, gaps)]
    return (
        [_sentence(times, gaps, "nights, weekends and holidays do not explain")]
        if len(gaps)
        else []
    )


def _explained_by_sessions(times: Times, gaps: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
    before, after = times[gaps], times[gaps + 1]
    overnight = before // _DAY != after // _DAY
    _, which, counts = np.unique(before % _DAY, return_inverse=True, return_counts=True)
    days = len(np.unique(times // _DAY))
    usual = (counts >= max(3.0, _TIMETABLE_SHARE * days))[which]
    explained: npt.NDArray[np.bool_] = (after - before <= _LONGEST_CLOSURE) & (overnight | usual)
    return explained


def _sentence(times: Times, gaps: npt.NDArray[np.intp], subject: str) -> str:
    lengths = np.diff(times)[gaps]
    longest = int(lengths.argmax())
    length = timedelta(microseconds=int(lengths[longest]))
    return (
        f"{subject} {_many(len(gaps), 'gap')}, the longest {length}"
        f" after {timestamp_text(times[gaps[longest]])}: gaps are never filled"
    )


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
