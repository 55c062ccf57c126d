"""Window invariance: from `warm_up_candles` on it does not matter where the candles begin."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bot.arrays import utc_time
from bot.candles import CandleArrays
from bot.domain import rfc3339
from bot.strategy.check.answers import Answers, Misbehaved, ask, raised
from bot.strategy.check.columns import cut
from bot.strategy.check.compare import difference_at, is_rounding
from bot.strategy.check.result import CheckName, CheckOutcome, CheckResult
from bot.strategy.protocol import Strategy

_TIE = 1e-7
_TRIED_ROWS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mismatch:
    row: int
    length: int
    column: str
    in_window: str


def warm_up_of(strategy: Strategy) -> int:
    """The strategy's `warm_up_candles`; Misbehaved where that is no whole number above 0."""
    try:
        claimed: object = strategy.warm_up_candles
    except Exception as exc:
        raise raised(strategy, exc, "when asked for warm_up_candles") from exc
    if isinstance(claimed, bool) or not isinstance(claimed, int | np.integer) or claimed < 1:
        raise Misbehaved(
            f"its warm_up_candles is {claimed!r}",
            "warm_up_candles is a property that returns a whole number of at least 1",
        )
    return int(claimed)


def check_windows(
    strategy: Strategy, series: Mapping[str, CandleArrays], *, tries: int, seed: int
) -> CheckResult:
    """The last row of windows of warm-up length or more against that row of the whole history.

    Ties nearer than 1e-7 of the prices aside. Up to `tries` of each series, half of them
    where the direction changes. Raises what `ask` raises.
    """
    warm_up = warm_up_of(strategy)
    made = 0
    for name, candles in series.items():
        whole = ask(strategy, candles)
        rng = np.random.default_rng([seed, len(candles)])
        for row in _rows(whole, warm_up, tries, rng):
            longer = int(rng.integers(0, warm_up + 1)) if made % 3 == 0 else 0
            made += 1
            wrong = _mismatch(strategy, candles, whole, row, min(warm_up + longer, row + 1))
            if wrong is not None:
                return _failed(strategy, name, candles, whole, wrong, warm_up)
    if not made:
        return CheckResult(
            name=CheckName.WARM_UP,
            outcome=CheckOutcome.NOT_JUDGED,
            finding=f"needs more candles than its warm-up of {warm_up:,}",
        )
    return CheckResult(
        name=CheckName.WARM_UP,
        outcome=CheckOutcome.PASSED,
        finding=f"{warm_up:,} candles decide as the whole history does (window invariance,"
        f" {made:,} windows)",
        details={"windows": made, "warm_up_candles": warm_up},
    )


def _rows(whole: Answers, warm_up: int, most: int, rng: np.random.Generator) -> list[int]:
    """Ascending rows with more history than the warm-up."""
    count = len(whole)
    if count <= warm_up:
        return []
    changes = np.flatnonzero(np.diff(whole.direction)) + 1
    changes = changes[changes >= warm_up]
    spread = np.linspace(0, changes.size - 1, min(most // 2, changes.size)).astype(np.intp)
    by_chance = rng.integers(warm_up, count, most - most // 2)
    return sorted({int(row) for row in np.concatenate([changes[spread], by_chance])})


def _mismatch(
    strategy: Strategy, candles: CandleArrays, whole: Answers, row: int, length: int
) -> _Mismatch | None:
    window = cut(candles, row + 1 - length, row + 1)
    answers = ask(strategy, window)
    last = length - 1
    column = difference_at(answers, last, whole, row, _TIE)
    if column is None or is_rounding(strategy, window, last, whole, row, _TIE):
        return None
    said = answers.in_words(last, column)
    return _Mismatch(row=row, length=length, column=column, in_window=said)


def _failed(
    strategy: Strategy,
    name: str,
    candles: CandleArrays,
    whole: Answers,
    wrong: _Mismatch,
    warm_up: int,
) -> CheckResult:
    needed = _needed(strategy, candles, whole, wrong.row, warm_up)
    when = rfc3339(utc_time(int(candles.open_time[wrong.row])))
    history = whole.in_words(wrong.row, wrong.column)
    return CheckResult(
        name=CheckName.WARM_UP,
        outcome=CheckOutcome.FAILED,
        finding=f"the warm-up of {warm_up:,} candles is too short: on {name} candles the"
        f" {wrong.column} of row {wrong.row:,} ({when}) is {wrong.in_window} in a window of"
        f" {wrong.length:,} candles, and {history} with all {wrong.row + 1:,} before it",
        advice=_advice(needed),
        details={
            "candles": name,
            "row": wrong.row,
            "open_time": when,
            "column": wrong.column,
            "window_candles": wrong.length,
            "in_window": wrong.in_window,
            "with_all_candles": history,
            "warm_up_candles": warm_up,
            "needed_candles": needed,
        },
    )


def _needed(
    strategy: Strategy, candles: CandleArrays, whole: Answers, row: int, warm_up: int
) -> int | None:
    """How long windows must be for this row and some later ones; None where half of the candles is
    not long enough.
    """
    longest = len(candles) // 2
    later = np.linspace(longest, len(candles) - 1, _TRIED_ROWS).astype(np.intp)
    undecided = np.flatnonzero((whole.confidence > 0.0) & (whole.confidence < 1.0))
    telling = undecided[undecided >= longest][:: max(1, undecided.size // _TRIED_ROWS)]
    rows = sorted({int(at) for at in (row, *later, *telling)})

    def suffices(length: int) -> bool:
        return all(
            _mismatch(strategy, candles, whole, at, length) is None for at in rows if at >= length
        )

    if longest <= warm_up or not suffices(longest):
        return None
    short, enough = warm_up, longest
    while enough - short > 1:
        middle = (short + enough) // 2
        short, enough = (short, middle) if suffices(middle) else (middle, enough)
    return enough


def _advice(needed: int | None) -> str:
    if needed is None:
        return (
            "no window is long enough, not even half of the candles: look for sums and means from"
            " the first candle on (cumsum, expanding), for row numbers and for states that never"
            " end; a bot's window begins later in each cycle"
        )
    return (
        f"let warm_up_candles return at least {needed:,} at these parameters (found by trying; add"
        " some), or make the rows forget faster"
    )
