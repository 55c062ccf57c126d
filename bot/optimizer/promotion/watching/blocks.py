"""Two ways to trade the same candles held apart, block by block, for as long as it is asked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Self

import numpy as np

from bot.arrays import FloatArray, nanoseconds, utc_time
from bot.backtesting import Conditions, span_run
from bot.candles import CandleArrays
from bot.domain import StrategyConfig, finite_number, require
from bot.optimizer.promotion.watching.betting import (
    BLOCK_CANDLES,
    LEAST_SPREAD,
    ROLLBACK_ALPHA,
    evidence_capital,
)
from bot.statistics import returns_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedBlocks:
    """What the first way returned less the second, one number for each block of candles.

    The blocks reach from `since` (the close of the last candle that was known when the watch began)
    to `until`. The largest is taken for at least `least_spread` when bets are made. Raises
    ConfigError for what no watch can be.
    """

    since: datetime
    until: datetime
    differences: tuple[float, ...] = ()
    least_spread: float = LEAST_SPREAD

    def __post_init__(self) -> None:
        require(None not in (self.since.tzinfo, self.until.tzinfo), "times with a zone", self.since)
        require(self.since <= self.until, "since <= until", f"{self.since} and {self.until}")
        for difference in self.differences:
            finite_number("a difference of the watch", difference)

    @property
    def capital(self) -> float:
        """What the bets on the first way being worse have made of 1 so far."""
        return float(self._capitals[-1]) if self.differences else 1.0

    @property
    def most_evidence(self) -> float:
        """The most that they ever had: evidence once seen stays."""
        return float(np.max(self._capitals)) if self.differences else 1.0

    @property
    def is_worse(self) -> bool:
        """Whether the first way is worse beyond chance."""
        return self.most_evidence >= 1.0 / ROLLBACK_ALPHA

    @property
    def _capitals(self) -> FloatArray:
        return evidence_capital(self.differences, self.least_spread)

    def with_blocks(
        self,
        candles: "pd.DataFrame",
        timeframe: str,
        apart: Callable[[int, int], FloatArray],
    ) -> Self:
        """With the whole blocks that the candles add.

        `apart` gives the difference of each candle between two rows, both ways flat at the first:
        that of `since`, or the first of the frame where it begins later. The last candle is left
        for the next time: what is open is closed there.
        """
        arrays = CandleArrays.of(candles, timeframe)
        start = int(np.searchsorted(arrays.open_time, nanoseconds(self.since)))
        first = int(np.searchsorted(arrays.open_time, nanoseconds(self.until)))
        whole = (len(arrays) - 1 - first) // BLOCK_CANDLES
        if whole < 1:
            return self
        end = first + whole * BLOCK_CANDLES
        further = apart(start, len(arrays))[first - start : end - start]
        added = further.reshape(whole, BLOCK_CANDLES).sum(axis=1).tolist()
        return replace(
            self,
            differences=(*self.differences, *added),
            until=utc_time(int(arrays.close_time[end - 1])),
        )


def returns_between(
    candles: "pd.DataFrame", config: StrategyConfig, conditions: Conditions, start: int, end: int
) -> FloatArray:
    """A config's return of each candle from row start to end - 1, flat at the first."""
    equity = span_run(candles, config, conditions, start, end).equity
    returns: FloatArray = returns_of(equity, conditions.initial_balance)
    return returns
