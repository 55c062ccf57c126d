"""Decisions anew, from recorded candles and the macro numbers that the bot used."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.arrays import nanoseconds
from bot.candles import CandleArrays, candle_ns
from bot.decide import ActionArray, Observations, decide, observe, required_candles
from bot.domain import Action, Candle, DecisionPolicy, StrategyConfig
from bot.parity.rows import Row
from bot.rules import average_true_range


@dataclass(frozen=True, slots=True, kw_only=True)
class Redecided:
    """A row with three further decisions of its candle.

    `first`: under the run's first config and policy; `own`: under those of its time; `recorded`:
    as recorded, and `own` where there is none. `is_known` is False where the candles before the
    record begins would be needed: there the recorded decision stands for the other two.
    `first_atr` and `own_atr` are the ATR of the candle under the two configs, None where there is
    none or nobody asks for it.
    """

    row: Row
    first: Action
    own: Action
    recorded: Action
    is_known: bool
    first_atr: float | None
    own_atr: float | None


def redecided(chunks: Iterator[Sequence[Row]], *, memory: int) -> Iterator[Sequence[Redecided]]:
    """Decide every chunk again; `memory` rows before it are kept, the longest warm-up needed.

    A window of that length decides as the whole history does (ties nearer than 1e-7 aside).
    """
    kept: list[Row] = []
    first: Row | None = None
    begins = 0  # the number of the first row kept
    for chunk in chunks:
        first = first or chunk[0]
        rows = [*kept, *chunk]
        yield _decided(rows, len(kept), begins, first)
        passed = max(len(rows) - memory, 0)
        kept, begins = rows[passed:], begins + passed


def longest_warm_up(configs: Sequence[StrategyConfig]) -> int:
    """The rows that the slowest of the configs needs."""
    return max(required_candles(config) for config in configs)


def _decided(rows: list[Row], skip: int, begins: int, first: Row) -> list[Redecided]:
    of_first = _signs(rows, first.config, first.policy)
    seen = {(first.config, first.policy): of_first}
    atrs = {first.config: _atrs(rows, first.config)}
    out = []
    for number in range(skip, len(rows)):
        row = rows[number]
        key = (row.config, row.policy)
        if key not in seen:
            seen[key] = _signs(rows, *key)
        if row.config not in atrs:
            atrs[row.config] = _atrs(rows, row.config)
        missing = first.is_warm and begins + number < required_candles(row.config) - 1
        atr = atrs[first.config][number], atrs[row.config][number]
        out.append(_row(row, of_first[number], seen[key][number], *atr, is_known=not missing))
    return out


def _row(
    row: Row,
    first: int,
    own: int,
    first_atr: float | None,
    own_atr: float | None,
    *,
    is_known: bool,
) -> Redecided:
    mine = Action.of_sign(int(own))
    recorded = mine if row.action is None else row.action
    if not is_known:
        recorded = row.action or Action.FLAT
        return Redecided(
            row=row,
            first=recorded,
            own=recorded,
            recorded=recorded,
            is_known=False,
            first_atr=row.atr,
            own_atr=row.atr,
        )
    return Redecided(
        row=row,
        first=Action.of_sign(int(first)),
        own=mine,
        recorded=recorded,
        is_known=True,
        first_atr=first_atr,
        own_atr=own_atr,
    )


def _signs(rows: Sequence[Row], config: StrategyConfig, policy: DecisionPolicy) -> ActionArray:
    candles = arrays_of([row.candle for row in rows], config.timeframe)
    return decide(candles, config, policy, observed(candles, rows, policy)).action


def _atrs(rows: Sequence[Row], config: StrategyConfig) -> list[float | None]:
    """The ATR at each row's close."""
    if not config.needs_atr:
        return [None] * len(rows)
    candles = arrays_of([row.candle for row in rows], config.timeframe)
    prices = candles.high, candles.low, candles.close
    atrs = average_true_range(*prices, config.atr_period).tolist()
    return [None if math.isnan(atr) else atr for atr in atrs]


def arrays_of(candles: Sequence[Candle], timeframe: str) -> CandleArrays:
    """Recorded candles as arrays."""
    rows = [(c.open, c.high, c.low, c.close, c.volume) for c in candles]
    columns = [np.ascontiguousarray(column) for column in np.array(rows, np.float64).T]
    return CandleArrays(
        open_time=np.array([nanoseconds(c.open_time) for c in candles], np.int64),
        open=columns[0],
        high=columns[1],
        low=columns[2],
        close=columns[3],
        volume=columns[4],
        candle_ns=candle_ns(timeframe),
    )


def observed(candles: CandleArrays, rows: Sequence[Row], policy: DecisionPolicy) -> Observations:
    """What a decision reads, with the recorded macro numbers in place of events."""
    plain = observe(candles, policy, symbol=rows[-1].config.symbol)
    if not policy.macro_enabled:
        return plain
    bias = np.array([row.macro_bias for row in rows])
    confidence = np.array([row.macro_confidence for row in rows])
    return replace(
        plain, macro_bias=bias, macro_confidence=confidence, macro_lean=bias * confidence
    )
