"""A promoted config held against the one before it, for as long as it is in use.

A sequential test that may be looked at whenever one likes: money is bet, block by block and before
the block is seen, on the promoted config being worse. Where it is not worse, the bets are fair or
against the bettor, and the chance that the money ever grows 1 / alpha times is at most alpha
(Ville 1939; testing by betting: Waudby-Smith & Ramdas 2024, with their bets of section B.3).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.arrays import FloatArray, nanoseconds, utc_time
from bot.backtesting import Conditions, span_run
from bot.candles import CandleArrays
from bot.domain import StrategyConfig, finite_number, require, rfc3339
from bot.statistics import returns_of

if TYPE_CHECKING:
    import pandas as pd

ROLLBACK_ALPHA = 0.05
"""The chance that a promoted config that is no worse is ever rolled back."""
BLOCK_CANDLES = 24
"""Returns are bet on in sums of so many candles, which tames their tails."""
MEMORY = 0.97
"""What a block's difference keeps of its weight with each further block: half after 23."""
LEAST_SPREAD = 0.02
"""What the largest difference of a block is taken for until a larger one is seen."""
STAKE = 0.5
"""The share of the money that a block as large as the largest so far could take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
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
    def money(self) -> float:
        """What the bets have made of 1 so far."""
        return float(wealth(self.differences)[-1]) if self.differences else 1.0

    @property
    def most_money(self) -> float:
        """The most that they ever had: evidence once seen stays."""
        return float(np.max(wealth(self.differences))) if self.differences else 1.0

    @property
    def is_worse(self) -> bool:
        """Whether the promoted config is worse beyond chance."""
        return self.most_money >= 1.0 / ROLLBACK_ALPHA

    def extended(self, candles: "pd.DataFrame", conditions: Conditions) -> "Watch":
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
    def from_dict(cls, values: Mapping[str, Any]) -> "Watch":
        """What to_dict gave; KeyError, TypeError or ValueError for anything else."""
        return cls(
            promoted=StrategyConfig(**values["promoted"]),
            predecessor=StrategyConfig(**values["predecessor"]),
            since=datetime.fromisoformat(values["since"]),
            until=datetime.fromisoformat(values["until"]),
            differences=tuple(float(value) for value in values["differences"]),
        )


def wealth(differences: Sequence[float]) -> FloatArray:
    """The money after each block, shape (n,), begun with 1; row t reads rows <= t.

    The bet on block t is (mean / mean square) of the blocks before it, with fading weights, where
    that speaks against the promoted config, else nothing; at most STAKE for a block as large as the
    largest before it. A block that is larger still can take all the money, never more.
    """
    out = np.empty(len(differences))
    money, mean, square, weight, largest = 1.0, 0.0, 0.0, 0.0, LEAST_SPREAD
    for t, difference in enumerate(differences):
        bet = min(max(-mean / square, 0.0), STAKE / largest) if square > 0.0 else 0.0
        money *= max(1.0 - bet * difference, 0.0)
        out[t] = money
        weight = MEMORY * weight + 1.0
        mean += (difference - mean) / weight
        square += (difference**2 - square) / weight
        largest = max(largest, abs(difference))
    return out


def candles_to_tell(differences: Sequence[float]) -> int | None:
    """How many candles it took until the money had grown enough; None where it has not."""
    grown = np.flatnonzero(wealth(differences) >= 1.0 / ROLLBACK_ALPHA)
    return None if not len(grown) else math.ceil((int(grown[0]) + 1) * BLOCK_CANDLES)
