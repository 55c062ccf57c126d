"""A promoted config held against the one before it, for as long as it is in use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.arrays import FloatArray
from bot.backtesting import Conditions
from bot.domain import StrategyConfig, require, rfc3339
from bot.optimizer.promotion.watching.blocks import WatchedBlocks, returns_between

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class RollbackWatch(WatchedBlocks):
    """What was promoted in place of what, since when, and the blocks told apart so far.

    `differences` are the promoted config's returns less its predecessor's.
    """

    promoted: StrategyConfig
    predecessor: StrategyConfig

    def __post_init__(self) -> None:
        WatchedBlocks.__post_init__(self)
        symbols = {self.promoted.symbol, self.predecessor.symbol}
        require(len(symbols) == 1, "two configs of one symbol", " and ".join(sorted(symbols)))

    def extended(self, candles: "pd.DataFrame", conditions: Conditions) -> "RollbackWatch":
        """The watch with the whole blocks that the candles add.

        Both configs are flat at the promotion, or at the first candle where the frame begins later,
        and decide with the history before it.
        """
        if self.promoted.timeframe != self.predecessor.timeframe:
            return self

        def apart(start: int, end: int) -> FloatArray:
            promoted, predecessor = (
                returns_between(candles, config, conditions, start, end)
                for config in (self.promoted, self.predecessor)
            )
            return promoted - predecessor

        return self.with_blocks(candles, self.promoted.timeframe, apart)

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
