"""The same strategy on the given candles, with a crisis put into them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from bot.backtesting.robustness.shocks import SHOCKS, Shock
from bot.candles import candle_ns

if TYPE_CHECKING:
    import pandas as pd

    from bot.backtesting.result import BacktestResult

    Run = Callable[[pd.DataFrame], BacktestResult]

PLACES = 9
_PRICES = ["open", "high", "low", "close"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StressOutcome:
    """One run with the shock from the open of the candle `started_at` on."""

    started_at: datetime
    total_pnl_pct: float
    max_drawdown_pct: float
    total_trades: int
    buy_and_hold_pct: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StressTest:
    """A crisis, what it does in words, and the run at each place where it was put."""

    name: str
    title: str
    definition: str
    outcomes: tuple[StressOutcome, ...]

    @property
    def worst(self) -> StressOutcome:
        """The outcome with the lowest P&L, the first of equals."""
        return min(self.outcomes, key=lambda outcome: outcome.total_pnl_pct)

    @property
    def median_pnl_pct(self) -> float:
        """The P&L in the middle of all places."""
        return float(np.median([outcome.total_pnl_pct for outcome in self.outcomes]))


def stress(frame: "pd.DataFrame", timeframe: str, run: "Run") -> tuple[StressTest, ...]:
    """Every shock, alone, at PLACES evenly spaced moments; `run` backtests a checked frame.

    One place would be chance: whether a position was open there. Decisions see the changed
    prices, macro events stay as they are.
    """
    return tuple(_test(shock, frame, candle_ns(timeframe), run) for shock in SHOCKS)


def shocked(frame: "pd.DataFrame", shock: Shock, start: int, length_ns: int) -> "pd.DataFrame":
    """The candles with the shock from row `start` on; volume and times stay."""
    prices = shock.apply(frame[_PRICES].to_numpy(np.float64), start, length_ns)
    return frame.assign(**dict(zip(_PRICES, prices.T, strict=True)))


def _test(shock: Shock, frame: "pd.DataFrame", length_ns: int, run: "Run") -> StressTest:
    latest = len(frame) - shock.rows(length_ns, len(frame))
    places = np.unique(np.linspace(0, latest, PLACES + 2).round().astype(int)[1:-1])
    outcomes = []
    for start in places.tolist():
        result = run(shocked(frame, shock, start, length_ns))
        outcomes.append(
            StressOutcome(
                started_at=frame.index[start].to_pydatetime(),
                total_pnl_pct=result.total_pnl_pct,
                max_drawdown_pct=result.max_drawdown_pct,
                total_trades=result.metrics.total_trades,
                buy_and_hold_pct=result.buy_and_hold_pct,
            )
        )
    return StressTest(
        name=shock.name,
        title=shock.title,
        definition=shock.definition,
        outcomes=tuple(outcomes),
    )
