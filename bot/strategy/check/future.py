"""What a row reads of the candles after it, found by altering them: how far, and which columns."""

from dataclasses import dataclass

import numpy as np

from bot.arrays import FloatArray
from bot.candles import CandleArrays
from bot.strategy.check.answers import Answers, Misbehaved, ask
from bot.strategy.check.columns import Column, columns_of, with_columns
from bot.strategy.check.compare import difference_at
from bot.strategy.protocol import Strategy

_ATTEMPTS = 6  # each strength, up and down
_DIFFERENT = 1e-9
_NEAR_THE_END = 64  # a row nearer to the end reaches it by any look ahead
_STRENGTHS = (0.05, 0.5, 2.0)  # how far altered prices lie away, in logarithms


@dataclass(frozen=True, slots=True, kw_only=True)
class FutureRead:
    """What altering later candles changed at a row.

    `candles_ahead` is how far the farthest later candle is that matters (0: none does, only how
    many there are); `reads_to_the_end` says that it is the last one there is, however far;
    `columns` are those that matter each by itself.
    """

    candles_ahead: int
    reads_to_the_end: bool
    columns: tuple[str, ...]


def probe_future(strategy: Strategy, candles: CandleArrays, rows: list[int]) -> FutureRead:
    """What the rows together read of the candles after them; at least one row, none the last."""
    whole = ask(strategy, candles)
    reach = [_reach(strategy, candles, whole, row) for row in rows]
    ahead = max(reach)
    row = rows[reach.index(ahead)]
    columns = columns_of(candles) if ahead else {}
    named = tuple(name for name in columns if _is_column_read(strategy, candles, row, name))
    to_the_end = ahead > _NEAR_THE_END and row + ahead == len(candles) - 1
    return FutureRead(candles_ahead=ahead, reads_to_the_end=to_the_end, columns=named)


def _reach(strategy: Strategy, candles: CandleArrays, whole: Answers, row: int) -> int:
    """How many candles after the row the farthest is that changes it; 0 for none."""

    def is_read_from(far: int) -> bool:
        return any(
            _is_other(strategy, _elsewhere(candles, row + far, seed), whole, row)
            for seed in range(_ATTEMPTS)
        )

    last = len(candles) - 1 - row
    if not is_read_from(1):
        return 0
    near, far = 1, 2  # altering from `near` on changes the row
    while far <= last and is_read_from(far):
        near, far = far, far * 2
    far = min(far, last + 1)  # altering from `far` on does not
    while far - near > 1:
        middle = (near + far) // 2
        near, far = (middle, far) if is_read_from(middle) else (near, middle)
    return near


def _is_column_read(strategy: Strategy, candles: CandleArrays, row: int, name: str) -> bool:
    """Whether candles after the row that differ in this column alone change the row."""
    for seed in range(_ATTEMPTS):
        original, altered = _pair(candles, row + 1, seed, name)
        if _is_other(strategy, altered, ask(strategy, original), row):
            return True
    return False


def _is_other(strategy: Strategy, candles: CandleArrays, answers: Answers, row: int) -> bool:
    """Whether a row is not answered so on these candles, which differ after it only."""
    try:
        return difference_at(ask(strategy, candles), row, answers, row, _DIFFERENT) is not None
    except Misbehaved:
        return True


def _elsewhere(candles: CandleArrays, start: int, seed: int) -> CandleArrays:
    """The candles with other prices, volumes and times from `start` on."""
    rng = np.random.default_rng(seed)
    columns = columns_of(candles)
    count = len(candles) - start
    strength = _STRENGTHS[seed // 2] * (-1.0) ** seed
    away = np.exp(strength + 0.5 * strength * rng.standard_normal(count))
    after = {name: column[start:] * away for name, column in columns.items() if name != "open_time"}
    return _joined(candles, start, after | {"open_time": _later(candles, start, seed)})


def _pair(
    candles: CandleArrays, start: int, seed: int, name: str
) -> tuple[CandleArrays, CandleArrays]:
    """Two series of valid candles that differ in one column from `start` on, and nowhere else."""
    rng = np.random.default_rng(seed)
    later = {name: column[start:] for name, column in columns_of(candles).items()}
    count = len(candles) - start
    strength = float(np.exp(_STRENGTHS[seed // 2]))
    if name in ("open", "close"):
        wide = {"high": later["high"] * strength, "low": later["low"] / strength}
        between = wide["low"] + rng.random(count) * (wide["high"] - wide["low"])
        widened = _joined(candles, start, wide)
        return widened, _joined(widened, start, {name: between})
    if name == "open_time":
        moved = _later(candles, start, seed)
    else:
        away: FloatArray = strength ** rng.random(count)
        is_raised = name == "high" or (name == "volume" and seed % 2 == 0)
        moved = later[name] * away if is_raised else later[name] / away
    return candles, _joined(candles, start, {name: moved})


def _later(candles: CandleArrays, start: int, seed: int) -> Column:
    """Other open times from `start` > 0 on: evenly spaced for an odd seed, else with gaps."""
    steps = np.random.default_rng(seed).integers(1, 4, len(candles) - start)
    steps = np.ones_like(steps) if seed % 2 else steps
    later: Column = candles.open_time[start - 1] + candles.candle_ns * np.cumsum(steps)
    return later


def _joined(candles: CandleArrays, start: int, after: dict[str, Column]) -> CandleArrays:
    columns = columns_of(candles)
    joined = {
        name: np.concatenate([columns[name][:start], column]) for name, column in after.items()
    }
    return with_columns(candles, joined)
