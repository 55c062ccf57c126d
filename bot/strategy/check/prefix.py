"""Prefix invariance: a candle that is added changes no opinion about the candles before it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.arrays import utc_time
from bot.candles import CandleArrays
from bot.domain import rfc3339
from bot.strategy.check.answers import Answers, ask
from bot.strategy.check.columns import cut
from bot.strategy.check.compare import Difference, differences, is_rounding
from bot.strategy.check.future import FutureRead, probe_future
from bot.strategy.check.result import CheckName, CheckOutcome, CheckResult
from bot.strategy.protocol import Strategy

_ROUNDING = 1e-9
_FIRST_CUTS, _LAST_CUTS = 60, 20
_TRIED_ROWS = 4
_RARE = 0.02  # the share of candles that are large, and of those with a large volume


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """Rows of a series that are not the same once more than `candles_before` candles are there."""

    series: str
    candles_before: int
    rows: tuple[Difference, ...]
    before: Answers
    after: Answers


def check_prefixes(
    strategy: Strategy,
    series: Mapping[str, CandleArrays],
    *,
    tries: int,
    seed: int,
    progress: Callable[[float], None] = lambda share: None,
) -> CheckResult:
    """Opinions on candles[:n] against those on all candles, at every row < n, for many n.

    Of each series the first `tries` n and the last 20, and up to `tries` (fewer of a longer one) of
    each: where the direction changes, where a candle is large or the last before a gap, where its
    volume is large, since a rare look-ahead shows there, and by chance. `progress` hears the share
    that is done. Raises what `ask` raises.
    """
    made, least = 0, min(map(len, series.values()))
    for number, (name, candles) in enumerate(series.items()):
        progress(number / len(series))
        whole = ask(strategy, candles)
        for count in _cuts(candles, whole, tries * least // max(1, len(candles)), seed):
            made += 1
            leak = _leak(strategy, name, candles, count, whole)
            if leak is not None:
                return _failed(strategy, candles, leak)
    return CheckResult(
        name=CheckName.LOOK_AHEAD,
        outcome=CheckOutcome.PASSED,
        finding=f"none: later candles change no earlier opinion (prefix invariance, {made:,} cuts)",
        details={"cuts": made},
    )


def _leak(
    strategy: Strategy, name: str, candles: CandleArrays, candles_before: int, whole: Answers
) -> Leak | None:
    beginning = cut(candles, 0, candles_before)
    part = ask(strategy, beginning)
    rows = differences(part, whole, 0, _ROUNDING)
    for number, difference in enumerate(rows[:_TRIED_ROWS]):
        if not is_rounding(strategy, beginning, difference.row, whole, difference.row, _ROUNDING):
            return Leak(
                series=name,
                candles_before=candles_before,
                rows=tuple(rows[number:]),
                before=part,
                after=whole,
            )
    return None


def _cuts(candles: CandleArrays, whole: Answers, most: int, seed: int) -> list[int]:
    """Ascending numbers of candles from 1 to all but one."""
    count = len(candles)
    rng = np.random.default_rng([seed, count])
    changes = np.flatnonzero(np.diff(whole.direction)) + 1
    chosen = set(range(1, max(most, _FIRST_CUTS) + 1)) | set(range(count - _LAST_CUTS, count))
    for rows in (changes, _rare_rows(candles), _rows_of_large_volume(candles)):
        chosen |= {int(row) + 1 for row in _evenly(rows, most)}
    chosen |= {int(number) for number in rng.integers(1, max(2, count), most)}
    return sorted(number for number in chosen if 0 < number < count)


def _evenly(rows: NDArray[np.intp], most: int) -> NDArray[np.intp]:
    return rows[np.linspace(0, rows.size - 1, min(most, rows.size)).astype(np.intp)]


def _rare_rows(candles: CandleArrays) -> NDArray[np.intp]:
    """The largest candles, and those before a gap in time."""
    if len(candles) < 2:
        return np.empty(0, np.intp)
    size = (candles.high - candles.low) / candles.close
    large = np.flatnonzero(size >= np.quantile(size, 1.0 - _RARE))
    gaps = np.flatnonzero(np.diff(candles.open_time) > candles.candle_ns)
    return np.union1d(large, gaps)


def _rows_of_large_volume(candles: CandleArrays) -> NDArray[np.intp]:
    traded = np.flatnonzero(candles.volume > 0.0)
    if not traded.size:
        return traded
    volume = candles.volume[traded]
    return traded[volume >= np.quantile(volume, 1.0 - _RARE)]


def _failed(strategy: Strategy, candles: CandleArrays, leak: Leak) -> CheckResult:
    read = probe_future(strategy, candles, _probed_rows(strategy, candles, leak))
    first = leak.rows[0]
    when = rfc3339(utc_time(int(candles.open_time[first.row])))
    before = leak.before.in_words(first.row, first.column)
    after = leak.after.in_words(first.row, first.column)
    return CheckResult(
        name=CheckName.LOOK_AHEAD,
        outcome=CheckOutcome.FAILED,
        finding=f"{_meaning(read)}: on {leak.series} candles the {first.column} of row"
        f" {first.row:,} ({when}) is {before} when {_candles(leak.candles_before)} known,"
        f" and {after} when all {len(candles):,} are",
        advice=_advice(read),
        details={
            "candles": leak.series,
            "row": first.row,
            "open_time": when,
            "column": first.column,
            "known_candles": leak.candles_before,
            "with_known_candles": before,
            "with_all_candles": after,
            "candles_ahead": read.candles_ahead,
            "reads_to_the_end": read.reads_to_the_end,
            "columns_read": list(read.columns),
        },
    )


def _probed_rows(strategy: Strategy, candles: CandleArrays, leak: Leak) -> list[int]:
    """Some rows of the leak, and some that differ when the first half of the candles is known.

    Of the latter those with a confidence that can still grow and fall: they tell the most.
    """
    half = ask(strategy, cut(candles, 0, len(candles) // 2))
    rows = [each.row for each in differences(half, leak.after, 0, _ROUNDING)]
    undecided = [row for row in rows if 0.0 < leak.after.confidence[row] < 1.0]
    return [*_spread([each.row for each in leak.rows]), *_spread(undecided or rows)]


def _spread(rows: list[int]) -> list[int]:
    """The first, the last and some between."""
    steps = np.linspace(0, len(rows) - 1, min(len(rows), _TRIED_ROWS))
    return [rows[round(at)] for at in steps]


def _meaning(read: FutureRead) -> str:
    columns = f" ({', '.join(read.columns)})" if read.columns else ""
    if not read.candles_ahead:
        return "it depends on how many candles follow, which nobody knows in time"
    if read.reads_to_the_end:
        return f"it reads the future, up to the last candle{columns}"
    far = "1 candle" if read.candles_ahead == 1 else f"{read.candles_ahead:,} candles"
    return f"it reads the future, {far} ahead{columns}"


def _candles(count: int) -> str:
    return "1 candle is" if count == 1 else f"{count:,} candles are"


def _advice(read: FutureRead) -> str:
    if not read.candles_ahead:
        return (
            "look for len(candles), rows counted from the end ([-5:], [:-5]) and sizes of windows"
            " that grow with the number of candles"
        )
    if read.reads_to_the_end:
        return (
            "look for a mean, std, min, max, rank or fit over whole arrays, for [-1], for"
            " backward filling (bfill) and for cumulative sums of reversed arrays ([::-1]): take a"
            " rolling or an expanding one instead"
        )
    return (
        f"look for shift(-{read.candles_ahead}), indices such as t + {read.candles_ahead},"
        " np.roll, and centered windows (center=True, np.convolve with mode='same'): row t may"
        " read rows <= t only"
    )
