"""A promoted config held against the one before it, for as long as it is in use."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.arrays import nanoseconds, utc_time
from bot.backtesting import Conditions, span_run
from bot.candles import CandleArrays
from bot.domain import StrategyConfig, finite_number, require, rfc3339
from bot.optimizer.promotion.betting import BLOCK_CANDLES, ROLLBACK_ALPHA, evidence_capital
from bot.statistics import returns_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class RollbackWatch:
    """What was promoted in place of what, since when, and the blocks told apart so far.

    `differences` are the promoted config's returns less its predecessor's, one for each block of
    candles from `since` (the close of the last candle that the promotion knew) to `until`. Raises
    ConfigError for what no watch can be.
    """

    promoted: StrategyConfig
    predecessor: StrategyConfig
    since: datetime
    until: datetime
    differences: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        symbols = {self.promoted.symbol, self.predecessor.symbol}
        require(len(symbols) == 1, "two configs of one symbol", " and ".join(sorted(symbols)))
        require(None not in (self.since.tzinfo, self.until.tzinfo), "times with a zone", self.since)
        require(self.since <= self.until, "since <= until", f"{self.since} and {self.until}")
        for difference in self.differences:
            finite_number("a difference of the watch", difference)

    @property
    def capital(self) -> float:
        """What the bets have made of 1 so far."""
        return float(evidence_capital(self.differences)[-1]) if self.differences else 1.0

    @property
    def most_evidence(self) -> float:
        """The most that they ever had: evidence once seen stays."""
        return float(np.max(evidence_capital(self.differences))) if self.differences else 1.0

    @property
    def is_worse(self) -> bool:
        """Whether the promoted config is worse beyond chance."""
        return self.most_evidence >= 1.0 / ROLLBACK_ALPHA

    def extended(self, candles: "pd.DataFrame", conditions: Conditions) -> "RollbackWatch":
        """The watch with the whole blocks that the candles add.

        Both configs are flat at the promotion, or at the first candle where the frame begins later,
        and decide with the history before it. The last candle is left for the next time: what is
        open is closed there.
        """
        if self.promoted.timeframe != self.predecessor.timeframe:
            return self
        arrays = CandleArrays.of(candles, self.promoted.timeframe)
        start = int(np.searchsorted(arrays.open_time, nanoseconds(self.since)))
        first = int(np.searchsorted(arrays.open_time, nanoseconds(self.until)))
        whole = (len(arrays) - 1 - first) // BLOCK_CANDLES
        if whole < 1:
            return self
        returns = [
            returns_of(
                span_run(candles, config, conditions, start, len(arrays)).equity,
                conditions.initial_balance,
            )
            for config in (self.promoted, self.predecessor)
        ]
        end = first + whole * BLOCK_CANDLES
        apart = (returns[0] - returns[1])[first - start : end - start]
        added = apart.reshape(whole, BLOCK_CANDLES).sum(axis=1).tolist()
        return replace(
            self,
            differences=(*self.differences, *added),
            until=utc_time(int(arrays.close_time[end - 1])),
        )

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON, and for from_dict."""
        return {
            "promoted": self.promoted.to_dict(),
            "predecessor": self.predecessor.to_dict(),
            "since": rfc3339(self.since),
            "until": rfc3339(self.until),
            "differences": list(self.differences),
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "RollbackWatch":
        """What to_dict gave; KeyError, TypeError or ValueError for anything else."""
        return cls(
            promoted=StrategyConfig(**values["promoted"]),
            predecessor=StrategyConfig(**values["predecessor"]),
            since=datetime.fromisoformat(values["since"]),
            until=datetime.fromisoformat(values["until"]),
            differences=tuple(float(value) for value in values["differences"]),
        )
