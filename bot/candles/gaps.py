"""Which absent candles are worth a sentence: the market's nights and weekends are not."""

from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

from bot.candles.saturdays import saturdays_of

Times = npt.NDArray[np.int64]

_MINUTE = 60_000_000
_DAY = 1440 * _MINUTE
# A market that trades round the clock fills its grid; sessions of five days a week fill 5/7 of it.
_ROUND_THE_CLOCK_SHARE = 0.9
# The longest closure that weekends and holidays make together (Thursday to Tuesday at Easter).
_LONGEST_CLOSURE = 5 * _DAY
# A pause that begins at the same time of day on this share of the days belongs to the timetable.
_TIMETABLE_SHARE = 0.1
# A pause at one time of day on so many of the days, and on no fewer, is the same fault every day.
_MOST_DAYS_SHARE, _FEWEST_DAYS = 0.6, 3


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
    """A step in microseconds as a timeframe ("1h"); None where no timeframe is that long.

    A timeframe counts its unit with at most four digits.
    """
    for unit, length in (("w", 7 * _DAY), ("d", _DAY), ("h", 60 * _MINUTE), ("m", _MINUTE)):
        if step and step % length == 0:
            return f"{step // length}{unit}" if step // length < 10_000 else None
    return None


def timestamp_text(microseconds: int) -> str:
    """Microseconds since 1970 as RFC 3339 UTC to the second."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(microseconds))
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def gap_notes(
    times: Times,
    step: int,
    *,
    never_closes: bool = False,
    foreign: npt.NDArray[np.bool_] | None = None,
) -> list[str]:
    """At most one sentence about absent candles; none where the market's closures explain them.

    `times` are ascending unique open times in microseconds, `step` the candle's length. In a market
    that never closes every absent candle counts: by what is known of it (`never_closes`, unless
    no Saturday has a candle) or by its candles, which fill nine tenths of the time or go on over
    Saturdays. In a session market a pause counts where it is longer than five days, or where it
    begins and ends on one day at an hour at which this market does not usually pause. `foreign`
    are steps between candles of another length, which are no gaps.
    """
    steps = np.diff(times)
    if (steps == step).all():
        return []
    missing = np.rint(steps / step).astype(np.int64) - 1
    if foreign is not None:
        missing[foreign] = 0
    gaps = np.flatnonzero(missing > 0)
    if not len(gaps):
        return []
    if _is_round_the_clock(times, step, int(missing.sum()), never_closes=never_closes):
        return [_counted(times, gaps, missing)]
    gaps = gaps[~_explained_by_sessions(times, gaps)]
    if not len(gaps):
        return []
    return [_sentence(times, gaps, "nights, weekends and holidays do not explain")]


def _is_round_the_clock(times: Times, step: int, missing: int, *, never_closes: bool) -> bool:
    if len(times) >= _ROUND_THE_CLOCK_SHARE * (len(times) + missing):
        return True
    saturdays = saturdays_of(times, step, _DAY)
    return saturdays.are_open or (never_closes and not saturdays.are_closed)


def _counted(times: Times, gaps: npt.NDArray[np.intp], missing: Times) -> str:
    subject = f"{candles_text(int(missing[gaps].sum()))} missing in"
    return _sentence(times, gaps, subject, _daily(times, gaps, missing))


def _daily(times: Times, gaps: npt.NDArray[np.intp], missing: Times) -> str:
    """How many candles are missing at which time of day, where that is so on most days."""
    clock, counts = np.unique(times[gaps] % _DAY, return_counts=True)
    days = len(np.unique(times // _DAY))
    often = int(counts.argmax())
    if counts[often] < max(_FEWEST_DAYS, _MOST_DAYS_SHARE * days):
        return ""
    a_day = int(np.median(missing[gaps[times[gaps] % _DAY == clock[often]]]))
    return f", {a_day} of them after {timestamp_text(clock[often])[11:16]} UTC on most days"


def _explained_by_sessions(times: Times, gaps: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
    before, after = times[gaps], times[gaps + 1]
    overnight = before // _DAY != after // _DAY
    _, which, counts = np.unique(before % _DAY, return_inverse=True, return_counts=True)
    days = len(np.unique(times // _DAY))
    usual = (counts >= max(3.0, _TIMETABLE_SHARE * days))[which]
    explained: npt.NDArray[np.bool_] = (after - before <= _LONGEST_CLOSURE) & (overnight | usual)
    return explained


def _sentence(times: Times, gaps: npt.NDArray[np.intp], subject: str, pattern: str = "") -> str:
    lengths = np.diff(times)[gaps]
    longest = int(lengths.argmax())
    length = timedelta(microseconds=int(lengths[longest]))
    return (
        f"{subject} {_many(len(gaps), 'gap')}{pattern}, the longest {length}"
        f" after {timestamp_text(times[gaps[longest]])}: gaps are never filled"
    )


def candles_text(count: int) -> str:
    """A number of candles in words."""
    return _many(count, "candle")


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
