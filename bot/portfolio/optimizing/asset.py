"""A symbol of the portfolio as its optimization sees it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.domain import StrategyConfig
from bot.domain.errors import TradingLabError
from bot.optimizer import Conditions, FinerCandles

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class OptimizedAsset:
    """A symbol with what its optimization reads, each asked anew at every run.

    `champion` is the config in use, `candles` the history for a config's timeframe, `conditions`
    the rest, `finer` what is kept of the inside of the candles. Each may raise an error of the
    tree. Of the history the newest `lookback` candles (None: all) are traded; every decision knows
    those before.
    """

    symbol: str
    champion: Callable[[], StrategyConfig]
    candles: "Callable[[StrategyConfig], pd.DataFrame]"
    conditions: Callable[[], Conditions]
    finer: FinerCandles = field(default_factory=FinerCandles)
    lookback: int | None = None

    def warm_up(self, candles: "pd.DataFrame") -> int:
        """How many of the first candles are only read."""
        return 0 if self.lookback is None else max(0, len(candles) - self.lookback)

    def uses(self, config: StrategyConfig) -> bool:
        """Whether the config in use is still this one: a person may change it while a run works.

        One that cannot be used any more is a change too.
        """
        try:
            return self.champion() == config
        except TradingLabError:
            return False
